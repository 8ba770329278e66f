"""An entity of the enhanced XML → a listing in our words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts, country_or_doubt, iso_day
from ostrakon.lists.sources.ofac.addresses import to_address
from ostrakon.lists.sources.ofac.details import Detail, to_facts
from ostrakon.lists.sources.ofac.enhanced.names import primary_name, to_names
from ostrakon.lists.sources.ofac.enhanced.records import Address as AddressRecord
from ostrakon.lists.sources.ofac.enhanced.records import (
    DateRange,
    Document,
    Entity,
    Feature,
    Membership,
    Part,
)
from ostrakon.lists.sources.ofac.list_names import dataset_of
from ostrakon.lists.sources.ofac.remarks import titles_of
from ostrakon.lists.sources.ofac.spans import to_date
from ostrakon.lists.sources.ofac.vocabulary import to_identifier
from ostrakon.model import (
    Address,
    Country,
    Identifier,
    Kind,
    Listing,
    PartialDate,
    Place,
    Programme,
    Property,
    Relation,
)

__all__ = ["kind_of", "to_listing"]

_KINDS: dict[str, Kind] = {
    "Individual": "Person",
    "Entity": "LegalEntity",
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
}
_NOT_TRUE = "False"
_VALIDITIES = {"true": True, "false": False}
# What the model has a field for; every other feature is an identifier, a gender or a property.
_OF_THEIR_OWN = {"Birthdate", "Place of Birth", "Nationality Country", "Citizenship Country", "Title"}
_STREET = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "Unknown")
_REGION = ("STATE/PROVINCE", "REGION")


def kind_of(entity: Entity) -> Kind:
    """Raises SourceError for an entityType that is not known."""
    if entity.entity_type not in _KINDS:
        raise SourceError(f"unknown entityType {entity.entity_type!r} of entity {entity.id}")
    return _KINDS[entity.entity_type]


def to_listing(entity: Entity, relations: Iterable[Relation], dataset: str, doubts: Doubts) -> Listing:
    """Raises SourceError for an entity that has no place on a list of `dataset`, or no programme."""
    lists = [place for place in entity.lists if dataset_of(place.list_name) == dataset]
    if not lists:
        raise SourceError(f"{dataset}: entity {entity.id} is on no list of this dataset")
    true = [feature for feature in entity.features if feature.reliability != _NOT_TRUE]
    true.sort(key=lambda feature: feature.is_primary != "true")
    facts = to_facts(_details(entity.features), where=entity.id, doubts=doubts)
    return Listing(
        dataset=dataset,
        id=entity.id,
        kind=kind_of(entity),
        names=to_names(entity, doubts),
        programmes=_programmes(entity, lists, dataset),
        measures=tuple(dict.fromkeys(entity.types)),
        listed_on=min(_day(place, entity.id) for place in lists),
        date_basis="stated",
        birth_dates=tuple(_birth_dates(true, entity.id, doubts)),
        birth_places=tuple(Place(f.value) for f in true if f.type == "Place of Birth"),
        nationalities=tuple(_countries(true, "Nationality Country", entity.id, doubts)),
        citizenships=tuple(_countries(true, "Citizenship Country", entity.id, doubts)),
        genders=facts.genders,
        titles=tuple(_titles(entity, true)),
        addresses=tuple(_addresses(entity.addresses, entity.id, doubts)),
        identifiers=(*_identifiers(entity, doubts), *facts.identifiers),
        relations=tuple(relations),
        notes=tuple(_notes(entity, facts.notes)),
        properties=(*facts.properties, *_reliabilities(entity.features), *_memberships(entity)),
    )


def _titles(entity: Entity, true: Iterable[Feature]) -> dict[str, None]:
    """Each once: the title of the entity may stand among its features too."""
    printed = (entity.title, *(feature.value for feature in true if feature.type == "Title"))
    return dict.fromkeys(title for text in printed for title in titles_of(text))


def _programmes(entity: Entity, lists: Sequence[Membership], dataset: str) -> tuple[Programme, ...]:
    """Tags and authorities are stated for the entity, whatever lists it is on: only one that is on
    a single list tells which list a tag belongs to, and since when."""
    if not entity.programs:
        raise SourceError(f"{dataset}: entity {entity.id} has no programme")
    specific = [place for place in entity.lists if dataset_of(place.list_name)]
    only = lists[0] if dataset == "us_ofac_cons" and len(specific) == 1 else None
    return tuple(
        Programme(
            program,
            only.list_name if only else None,
            tuple(dict.fromkeys(entity.authorities)),
            _day(only, entity.id) if only else None,
        )
        for program in dict.fromkeys(entity.programs)
    )


def _memberships(entity: Entity) -> Iterator[Property]:
    """Each list with its date, where the programmes cannot tell them apart."""
    specific = [place for place in entity.lists if dataset_of(place.list_name)]
    if len(specific) > 1:
        for place in specific:
            yield Property("list", f"{place.list_name}, {place.date_published}")


def _day(place: Membership, where: str) -> date:
    found = iso_day(place.date_published)
    if found is None:
        raise SourceError(
            f"entity {where}: datePublished {place.date_published!r} on the {place.list_name} is no date"
        )
    return found


def _birth_dates(features: Iterable[Feature], where: str, doubts: Doubts) -> Iterator[PartialDate]:
    for feature in features:
        if feature.type == "Birthdate":
            found = _date(feature.value_date, where, doubts)
            yield replace(found, text=feature.value) if found else PartialDate.of_text(feature.value)


def _date(stated: DateRange | None, where: str, doubts: Doubts) -> PartialDate | None:
    if stated is None:
        return None
    earliest, latest = iso_day(stated.from_date_begin), iso_day(stated.to_date_end)
    if earliest is None or latest is None or earliest > latest:
        doubts.note("date that is none", f"{where}: {stated.from_date_begin} to {stated.to_date_end}")
        return None
    return to_date(earliest, latest, circa=stated.is_approximate == "true")


def _countries(
    features: Iterable[Feature], feature_type: str, where: str, doubts: Doubts
) -> Iterator[Country]:
    for feature in features:
        if feature.type == feature_type:
            found = country_or_doubt(feature.value, doubts=doubts, where=where)
            if found:
                yield found


def _addresses(addresses: Iterable[AddressRecord], where: str, doubts: Doubts) -> Iterator[Address]:
    for address in addresses:
        found = _to_address(address, where, doubts)
        if found:
            yield found


def _to_address(address: AddressRecord, where: str, doubts: Doubts) -> Address | None:
    """The address as its primary translation has it, the other scripts in its note."""
    primary = next((t for t in address.translations if t.is_primary == "true"), None)
    parts = primary.address_parts if primary else ()
    return to_address(
        street=_values(parts, _STREET),
        city=", ".join(_values(parts, ("CITY",))),
        region=", ".join(_values(parts, _REGION)),
        postal_code=", ".join(_values(parts, ("POSTAL CODE",))),
        country_text=address.country,
        note="; ".join(
            f"{', '.join(part.value for part in other.address_parts)} ({other.script})"
            for other in address.translations
            if other is not primary and other.address_parts
        ),
        where=where,
        doubts=doubts,
    )


def _values(parts: Sequence[Part], types: Sequence[str]) -> list[str]:
    return [part.value for wanted in types for part in parts if part.type == wanted and part.value]


def _identifiers(entity: Entity, doubts: Doubts) -> Iterator[Identifier]:
    """Every document; one of a type not known here is of type "other", so that it is still found."""
    for document in entity.documents:
        if document.is_valid not in _VALIDITIES:
            doubts.note(f"unknown validity {document.is_valid!r} of a document", entity.id)
        identifier = to_identifier(document.type, document.document_number)
        if identifier is None:
            doubts.note(f"unknown type of document {document.type!r}", entity.id)
            identifier = Identifier("other", document.document_number, document.type)
        yield replace(
            identifier,
            country=country_or_doubt(document.issuing_country, doubts=doubts, where=entity.id),
            issued_on=_date(document.issue_date, entity.id, doubts),
            expires_on=_date(document.expiration_date, entity.id, doubts),
            valid=_VALIDITIES.get(document.is_valid),
            note="; ".join(_said_besides(document, primary_name(entity))) or None,
        )


def _said_besides(document: Document, primary: str) -> Iterator[str]:
    if document.comments:
        yield document.comments
    if document.issuing_authority:
        yield f"issued by {document.issuing_authority}"
    if document.issuing_location not in {"", document.issuing_country}:
        yield f"issued in {document.issuing_location}"
    if document.name not in {"", primary}:
        yield f"in the name of {document.name}"


def _details(features: Iterable[Feature]) -> Iterator[Detail]:
    for feature in features:
        reliable = feature.reliability != _NOT_TRUE
        if not reliable or feature.type not in _OF_THEIR_OWN:
            yield Detail(label=feature.type, value=feature.value, reliable=reliable, note=feature.comments)


def _reliabilities(features: Iterable[Feature]) -> Iterator[Property]:
    """ "Confirmed" and "Reported"."""
    for feature in features:
        if feature.reliability not in {"", "Unknown", _NOT_TRUE}:
            yield Property(f"{feature.reliability.lower()} {feature.type}", feature.value)


def _notes(entity: Entity, of_details: Iterable[str]) -> Iterator[str]:
    if entity.remarks:
        yield entity.remarks
    for feature in entity.features:
        if feature.comments and feature.type in _OF_THEIR_OWN:
            yield f"{feature.type} {feature.value}: {feature.comments}"
    yield from of_details
