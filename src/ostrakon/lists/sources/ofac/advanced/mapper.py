"""A party of the advanced XML with its entries and ties → a listing in our words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts, country_or_doubt
from ostrakon.lists.sources.ofac.addresses import to_address
from ostrakon.lists.sources.ofac.advanced.documents import to_identifiers
from ostrakon.lists.sources.ofac.advanced.names import to_names
from ostrakon.lists.sources.ofac.advanced.records import Entry, Feature, Location, Party
from ostrakon.lists.sources.ofac.advanced.relations import Ties
from ostrakon.lists.sources.ofac.advanced.wording import date_of, value_text
from ostrakon.lists.sources.ofac.details import Detail, Facts, to_facts
from ostrakon.lists.sources.ofac.remarks import titles_of
from ostrakon.model import Address, Country, Listing, PartialDate, Place, Programme, Property

__all__ = ["to_listing"]

_PROGRAM = "Program"
_NOT_TRUE = "False"
_NO_STATEMENT = "Unknown"
# What the model has a field for; every other feature is an identifier, a gender or a property.
_OF_THEIR_OWN = {
    "Birthdate",
    "Place of Birth",
    "Nationality Country",
    "Citizenship Country",
    "Location",
    "Title",
}
# Parts of an "Unknown" type are text that fits no other.
_STREET = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "Unknown")
_PARTS = (*_STREET, "CITY", "STATE/PROVINCE", "REGION", "POSTAL CODE")


def to_listing(party: Party, entries: Sequence[Entry], ties: Ties, dataset: str, doubts: Doubts) -> Listing:
    """`entries` are those on the lists that make the dataset. Raises SourceError for a party without
    one, and for an entry without a programme or a date."""
    if not entries:
        raise SourceError(f"{dataset}: party {party.id} has no entry on this list")
    stated = _by_type(party, doubts)
    facts = to_facts(_details(party.features), where=party.id, doubts=doubts)
    listed_on = [_listed_on(entry, party.id, doubts) for entry in entries]
    return Listing(
        dataset=dataset,
        id=party.id,
        kind=party.kind,
        names=to_names(party, doubts),
        programmes=_programmes(entries, listed_on, dataset, party.id),
        measures=_measures(entries),
        listed_on=min(listed_on),
        date_basis="stated",
        birth_dates=tuple(map(_birth_date, stated["Birthdate"])),
        birth_places=tuple(Place(value_text(feature)) for feature in stated["Place of Birth"]),
        nationalities=tuple(_countries(stated["Nationality Country"], party.id, doubts)),
        citizenships=tuple(_countries(stated["Citizenship Country"], party.id, doubts)),
        genders=facts.genders,
        titles=tuple(dict.fromkeys(t for f in stated["Title"] for t in titles_of(value_text(f)))),
        addresses=tuple(_addresses(stated["Location"], party.id, doubts)),
        identifiers=(*to_identifiers(party, doubts), *facts.identifiers),
        relations=tuple(ties.relations),
        notes=tuple(dict.fromkeys(_notes(party, facts, ties))),
        properties=(*facts.properties, *_reliabilities(party.features)),
    )


def _listed_on(entry: Entry, where: str, doubts: Doubts) -> date:
    """All events of an entry carry the date of its first designation, even for tags invented later."""
    if not entry.listed_on:
        raise SourceError(f"party {where}: no date in its entry on the {entry.list_name}")
    if len(set(entry.listed_on)) > 1:
        doubts.note("events of one entry with different dates", where)
    return min(entry.listed_on)


def _programmes(
    entries: Sequence[Entry], listed_on: Sequence[date], dataset: str, where: str
) -> tuple[Programme, ...]:
    """Legal bases are stated for an entry, not for each of its tags. A date is one of the list, not of
    the tag (facts 1.9), so only the lists that share us_ofac_cons have one each."""
    shared = dataset == "us_ofac_cons"
    programmes = []
    for entry, day in zip(entries, listed_on, strict=True):
        bases = tuple(dict.fromkeys(basis for basis in entry.legal_bases if basis != _NO_STATEMENT))
        tags = dict.fromkeys(measure.comment for measure in entry.measures if measure.type == _PROGRAM)
        if not tags or "" in tags:
            raise SourceError(f"party {where}: no programme in its entry on the {entry.list_name}")
        list_name = entry.list_name if shared else None
        programmes += [Programme(tag, list_name, bases, day if shared else None) for tag in tags]
    return tuple(dict.fromkeys(programmes))


def _measures(entries: Sequence[Entry]) -> tuple[str, ...]:
    """ "Block", "13662 Sectoral Directive 1" …, with what is said of one."""
    texts = (
        f"{measure.type}: {measure.comment}" if measure.comment else measure.type
        for entry in entries
        for measure in entry.measures
        if measure.type != _PROGRAM
    )
    return tuple(dict.fromkeys(texts))


def _by_type(party: Party, doubts: Doubts) -> Mapping[str, list[Feature]]:
    """What is stated, and true, of that for which the model has a field."""
    stated: dict[str, list[Feature]] = {type_: [] for type_ in _OF_THEIR_OWN}
    for feature in party.features:
        if feature.type not in stated or feature.reliability == _NOT_TRUE:
            continue
        if value_text(feature):
            stated[feature.type].append(feature)
        else:
            doubts.note(f"{feature.type!r} without a value", party.id)
    return stated


def _birth_date(feature: Feature) -> PartialDate:
    return date_of(feature.period) or PartialDate.of_text(value_text(feature))


def _countries(features: Sequence[Feature], where: str, doubts: Doubts) -> Iterator[Country]:
    """The country is the name of a place, as a rule in a part of an "Unknown" type."""
    for feature in features:
        found = country_or_doubt(value_text(feature), doubts=doubts, where=where)
        if found:
            yield found


def _addresses(features: Sequence[Feature], where: str, doubts: Doubts) -> Iterator[Address]:
    for feature in features:
        location = feature.location or Location(parts=(("Unknown", value_text(feature)),))
        address = _to_address(location, feature.comment, where, doubts)
        if address:
            yield address


def _to_address(location: Location, comment: str, where: str, doubts: Doubts) -> Address | None:
    said = {name: ", ".join(value for type_, value in location.parts if type_ == name) for name in _PARTS}
    for type_, _ in location.parts:
        if type_ not in _PARTS:
            doubts.note(f"unknown part of an address {type_!r}", where)
    in_script = f"{', '.join(location.other_script)} ({location.script})" if location.other_script else ""
    return to_address(
        street=[said[name] for name in _STREET],
        city=said["CITY"],
        region=", ".join(filter(None, (said["STATE/PROVINCE"], said["REGION"]))),
        postal_code=said["POSTAL CODE"],
        country_text=location.country,
        note="; ".join(filter(None, (in_script, comment))),
        where=where,
        doubts=doubts,
    )


def _details(features: Sequence[Feature]) -> Iterator[Detail]:
    for feature in features:
        reliable = feature.reliability != _NOT_TRUE
        if not reliable or feature.type not in _OF_THEIR_OWN:
            value = value_text(feature)
            yield Detail(label=feature.type, value=value, reliable=reliable, note=feature.comment)


def _reliabilities(features: Sequence[Feature]) -> Iterator[Property]:
    """ "Confirmed" and "Reported", said of one value in sixteen."""
    for feature in features:
        if feature.reliability not in {_NO_STATEMENT, _NOT_TRUE}:
            yield Property(f"{feature.reliability.lower()} {feature.type}", value_text(feature))


def _notes(party: Party, facts: Facts, ties: Ties) -> Iterator[str]:
    if party.comment:
        yield party.comment
    for feature in party.features:
        if feature.comment and feature.type in _OF_THEIR_OWN and feature.type != "Location":
            yield f"{feature.type} {value_text(feature)}: {feature.comment}"
    yield from facts.notes
    yield from ties.notes
