"""Entities of the FollowTheMoney model → listings: each party with what is linked to it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ostrakon.lists.custom.dates import partial_date
from ostrakon.lists.custom.followthemoney.links import Links
from ostrakon.lists.custom.followthemoney.reader import Entity
from ostrakon.lists.parsing import Doubts, country_or_doubt
from ostrakon.model import (
    Address,
    Country,
    Identifier,
    Kind,
    Listing,
    Name,
    NameType,
    PartialDate,
    Place,
    Property,
    Strength,
)

__all__ = ["to_listings"]

# Most special first: a Company, an Organization and a PublicBody are LegalEntities, a Person too.
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("Person", "Person"),
    ("Vessel", "Vessel"),
    ("Airplane", "Airplane"),
    ("LegalEntity", "LegalEntity"),
)
_NAMES: tuple[tuple[str, NameType, Strength], ...] = (
    ("alias", "alias", "not_stated"),
    ("weakAlias", "alias", "weak"),
    ("previousName", "former", "not_stated"),
    ("abbreviation", "alias", "not_stated"),
)
_IDENTIFIERS = {
    "passportNumber": "passport",
    "idNumber": "national_id",
    "taxNumber": "tax",
    "vatCode": "tax",
    "innCode": "tax",
    "registrationNumber": "registration",
    "ogrnCode": "registration",
    "okpoCode": "registration",
    "leiCode": "lei",
    "swiftBic": "bic",
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "callSign": "call_sign",
}
# Identifiers of pages and programmes about a party, not numbers of the party.
_NO_IDENTIFIERS = {"programId", "wikidataId"}
_NOTES = ("notes", "summary", "description")
# What a listing says in a field of its own; any other property is kept under its own name.
_MAPPED = {
    *("name", "birthDate", "birthPlace", "birthCountry", "nationality", "citizenship", "gender", "title"),
    *("position", "address", "addressEntity", "country", *_NOTES, *(name for name, _, _ in _NAMES)),
}
_CONTEXT = ("datasets", "referents", "first_seen", "last_seen", "last_change")


def to_listings(entities: Mapping[str, Entity], dataset: str, doubts: Doubts) -> Iterator[Listing]:
    """One listing per person, legal entity, vessel and airplane that has a name and is not marked as
    no target of its list. What is neither that nor linked to it is counted by schema."""
    parties = {entity.id: entity for entity in entities.values() if _is_party(entity, doubts)}
    links = Links(entities, parties, doubts)
    for party in parties.values():
        yield _to_listing(party, links, dataset, doubts)


def _is_party(entity: Entity, doubts: Doubts) -> bool:
    if _kind(entity) is None:
        return False
    if entity.context.get("target") is False:
        doubts.note(f"no target of its list: {entity.schema.name}", entity.id)
        return False
    if not entity.all("name", "alias", "weakAlias", "previousName"):
        doubts.note(f"without a name: {entity.schema.name}", entity.id)
        return False
    return True


def _kind(entity: Entity) -> Kind | None:
    return next((kind for schema, kind in _KINDS if entity.schema.is_a(schema)), None)


def _to_listing(party: Entity, links: Links, dataset: str, doubts: Doubts) -> Listing:
    kind = _kind(party)
    assert kind is not None
    listed_on = links.listed_on(party)
    return Listing(
        dataset=dataset,
        id=party.id,
        kind=kind,
        names=tuple(_names(party)),
        programmes=links.programmes(party),
        measures=links.texts(party, "provisions"),
        listed_on=listed_on,
        date_basis="stated" if listed_on else "unknown",
        birth_dates=tuple(_birth_dates(party, doubts)),
        birth_places=tuple(_birth_places(party, doubts)),
        nationalities=_countries(party, "nationality", doubts),
        citizenships=_countries(party, "citizenship", doubts),
        genders=tuple(party.all("gender")),
        titles=tuple(party.all("title")),
        positions=tuple(party.all("position")),
        addresses=tuple(_addresses(party, links, doubts)),
        identifiers=tuple(dict.fromkeys([*_identifiers(party), *links.identifiers(party)])),
        cross_references=links.cross_references(party),
        relations=links.relations(party),
        reasons=links.texts(party, "reason"),
        notes=(*party.all(*_NOTES), *links.notes(party)),
        properties=tuple(dict.fromkeys([*_properties(party), *links.properties(party)])),
    )


def _names(party: Entity) -> Iterator[Name]:
    """The caption is the main name where it is one of the names, else the first; the others of
    `name` are spellings of it."""
    caption = party.context.get("caption")
    names = sorted(party.all("name"), key=lambda name: name != caption)
    others = [
        (text, name_type, strength, name) for name, name_type, strength in _NAMES for text in party.all(name)
    ]
    if names:
        yield Name(names[0])
        yield from (Name(text, "variation") for text in names[1:])
    for text, name_type, strength, name in others:
        yield Name(text, name_type, strength, note=name if name == "abbreviation" else None)


def _birth_dates(party: Entity, doubts: Doubts) -> Iterator[PartialDate]:
    for text in party.all("birthDate"):
        found = partial_date(text)
        if found is None:
            doubts.note("birth date that is none", f"{party.id}: {text}")
        yield found or PartialDate.of_text(text)


def _birth_places(party: Entity, doubts: Doubts) -> Iterator[Place]:
    yield from (Place(text) for text in party.all("birthPlace"))
    for found in _countries(party, "birthCountry", doubts):
        yield Place(found.text, found)


def _countries(party: Entity, name: str, doubts: Doubts) -> tuple[Country, ...]:
    found = (country_or_doubt(text, doubts=doubts, where=party.id) for text in party.all(name))
    return tuple(country for country in found if country)


def _addresses(party: Entity, links: Links, doubts: Doubts) -> Iterator[Address]:
    """Addresses in full, then each country that none of them names: all that is known of one."""
    addresses = [*(Address(text) for text in party.all("address")), *links.addresses(party)]
    yield from addresses
    codes = {address.country.code for address in addresses if address.country}
    for country in _countries(party, "country", doubts):
        if country.code not in codes:
            yield Address(country.text, country=country)


def _identifiers(party: Entity) -> Iterator[Identifier]:
    for name, values in party.values.items():
        if name in _NO_IDENTIFIERS or party.schema.properties[name].type.name != "identifier":
            continue
        for value in values:
            yield Identifier(_identifier_type(party, name), value, label=name)


def _identifier_type(party: Entity, name: str) -> str:
    if name == "idNumber" and not party.schema.is_a("Person"):
        return "registration"
    if name == "serialNumber" and party.schema.is_a("Airplane"):
        return "aircraft"
    return _IDENTIFIERS.get(name, "other")


def _properties(party: Entity) -> Iterator[Property]:
    yield Property("schema", party.schema.name)
    for name, values in party.values.items():
        described = party.schema.properties[name]
        if name in _MAPPED or described.stub or described.type.name == "entity":
            continue
        if described.type.name != "identifier" or name in _NO_IDENTIFIERS:
            yield from (Property(name, value) for value in values)
    for name in _CONTEXT:
        yield from (Property(name, text) for text in _texts(party.context.get(name)))


def _texts(value: Any) -> Sequence[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]
