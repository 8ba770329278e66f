"""An entry of the classic XML → a listing in our words."""

from collections.abc import Iterable, Iterator

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts, country_or_doubt
from ostrakon.lists.sources.ofac.addresses import to_address
from ostrakon.lists.sources.ofac.classic.records import Address as AddressRecord
from ostrakon.lists.sources.ofac.classic.records import Alias, Birth, Document, Entry, Vessel
from ostrakon.lists.sources.ofac.details import Detail, to_facts
from ostrakon.lists.sources.ofac.names import to_alias_type, to_name
from ostrakon.lists.sources.ofac.printed_dates import date_or_doubt
from ostrakon.lists.sources.ofac.remarks import linked_to, split_remarks, titles_of
from ostrakon.model import Address, Country, Kind, Listing, Name, PartialDate, Place, Programme, Strength

__all__ = ["to_listing"]

_KINDS: dict[str, Kind] = {
    "Individual": "Person",
    "Entity": "LegalEntity",
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
}
_STRENGTHS: dict[str, Strength] = {"strong": "strong", "weak": "weak"}
# The labels under which the other formats print the same values.
_VESSEL_LABELS = {
    "call_sign": "Vessel Call Sign",
    "vessel_type": "Vessel Type",
    "vessel_flag": "Vessel Flag",
    "vessel_owner": "Vessel Owner",
    "tonnage": "Vessel Tonnage",
    "gross_registered_tonnage": "Vessel Gross Registered Tonnage",
}


def to_listing(entry: Entry, dataset: str, doubts: Doubts) -> Listing:
    """Raises SourceError for an entry without a number or name, or of no known kind. The format
    states neither a listing date nor measures."""
    _check(entry, dataset)
    if not entry.programs:
        doubts.note("entry without a programme", entry.uid)
    details = [*_documents(entry.ids, entry.uid, doubts), *_of_vessel(entry.vessel)]
    facts = to_facts(details, where=entry.uid, doubts=doubts)
    relations, notes = linked_to(split_remarks(entry.remarks))
    return Listing(
        dataset=dataset,
        id=entry.uid,
        kind=_KINDS[entry.sdn_type],
        names=(
            to_name(entry.last_name, entry.first_name, strength="strong"),
            *(_to_alias(alias, entry.uid, doubts) for alias in entry.aliases),
        ),
        programmes=tuple(Programme(program) for program in dict.fromkeys(entry.programs)),
        birth_dates=tuple(_birth_dates(entry, doubts)),
        birth_places=tuple(Place(birth.place_of_birth) for birth in _main_first(entry.places_of_birth)),
        nationalities=tuple(_countries(entry.nationalities, entry.uid, doubts)),
        citizenships=tuple(_countries(entry.citizenships, entry.uid, doubts)),
        genders=facts.genders,
        titles=titles_of(entry.title),
        addresses=tuple(_addresses(entry.addresses, entry.uid, doubts)),
        identifiers=facts.identifiers,
        relations=relations,
        notes=notes,
        properties=facts.properties,
    )


def _check(entry: Entry, dataset: str) -> None:
    if not entry.uid.isdecimal():
        raise SourceError(f"{dataset}: uid {entry.uid!r} of {entry.last_name!r} is no number")
    if not entry.last_name:
        raise SourceError(f"{dataset}: no lastName in uid {entry.uid}")
    if entry.sdn_type not in _KINDS:
        raise SourceError(f"{dataset}: unknown sdnType {entry.sdn_type!r} in uid {entry.uid}")


def _to_alias(alias: Alias, where: str, doubts: Doubts) -> Name:
    if not alias.last_name and not alias.first_name:
        raise SourceError(f"uid {where}: alias {alias.uid} has no name")
    if alias.category not in _STRENGTHS:
        doubts.note(f"unknown category of alias {alias.category!r}", where)
    return to_name(
        alias.last_name or alias.first_name,
        alias.first_name if alias.last_name else "",
        name_type=to_alias_type(alias.type, doubts=doubts, where=where),
        strength=_STRENGTHS.get(alias.category, "not_stated"),
    )


def _documents(documents: Iterable[Document], where: str, doubts: Doubts) -> Iterator[Detail]:
    for document in documents:
        yield Detail(
            label=document.id_type,
            value=document.id_number,
            country=document.id_country,
            issued_on=date_or_doubt(document.issue_date, doubts=doubts, where=where),
            expires_on=date_or_doubt(document.expiration_date, doubts=doubts, where=where),
        )


def _of_vessel(vessel: Vessel) -> Iterator[Detail]:
    for field, label in _VESSEL_LABELS.items():
        value = getattr(vessel, field)
        if value:
            yield Detail(label=label, value=value)


def _birth_dates(entry: Entry, doubts: Doubts) -> Iterator[PartialDate]:
    for birth in _main_first(entry.dates_of_birth):
        found = date_or_doubt(birth.date_of_birth, doubts=doubts, where=entry.uid)
        if found:
            yield found


def _main_first(births: Iterable[Birth]) -> list[Birth]:
    return sorted(births, key=lambda birth: birth.main_entry != "true")


def _countries(births: Iterable[Birth], where: str, doubts: Doubts) -> Iterator[Country]:
    for birth in _main_first(births):
        found = country_or_doubt(birth.country, doubts=doubts, where=where)
        if found:
            yield found


def _addresses(addresses: Iterable[AddressRecord], where: str, doubts: Doubts) -> Iterator[Address]:
    for address in addresses:
        found = to_address(
            street=(address.address1, address.address2, address.address3),
            city=address.city,
            region=", ".join(filter(None, (address.state_or_province, address.region))),
            postal_code=address.postal_code,
            country_text=address.country,
            where=where,
            doubts=doubts,
        )
        if found:
            yield found
