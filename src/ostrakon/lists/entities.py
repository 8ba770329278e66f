"""A listing → FollowTheMoney entities, as yente's clients read them and as a delta carries them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import blake2b

from msgspec import Struct

from ostrakon.lists.issuers import SOURCES
from ostrakon.model import Address, Identifier, Kind, Listing, Name, PartialDate, Relation

__all__ = ["EDGE_SUFFIX", "Entity", "Seen", "entities_of", "moment_text", "risk_topics"]

# Between a party's id and what names an entity that hangs on it; no issuer's number has it.
EDGE_SUFFIX = "~"

_SCHEMATA: dict[Kind, str] = {
    "Person": "Person",
    "LegalEntity": "LegalEntity",
    "Vessel": "Vessel",
    "Airplane": "Airplane",
}
# By type of identifier: the property of each schema that holds it, None where any schema has it.
_IDENTIFIERS: dict[str, tuple[str, ...]] = {
    "passport": ("passportNumber", "idNumber"),
    "national_id": ("idNumber", "registrationNumber"),
    "tax": ("taxNumber",),
    "registration": ("registrationNumber",),
    "imo": ("imoNumber", "registrationNumber"),
    "mmsi": ("mmsi",),
    "call_sign": ("callSign",),
    "bic": ("swiftBic",),
    "lei": ("leiCode",),
    "aircraft": ("serialNumber", "registrationNumber"),
    "ship": ("registrationNumber",),
    "other": ("idNumber", "registrationNumber"),
}
_PARTS = {
    "first": "firstName",
    "given": "firstName",
    "middle": "middleName",
    "last": "lastName",
    "patronymic": "fatherName",
    "matronymic": "motherName",
}
_ISSUERS = {"us": "us", "gb": "gb", "eu": "eu", "un": None}


class Seen(Struct, frozen=True):
    """When an entry was first and last seen on its list, and when it last changed: captures, not law."""

    first: datetime
    changed: datetime
    last: datetime


class Entity(Struct, frozen=True):
    """One entity as yente prints it. Values are texts; where a property leads to an entity, its id."""

    id: str
    caption: str
    schema: str
    properties: dict[str, list[str]]
    datasets: list[str]
    referents: list[str]
    target: bool
    first_seen: str | None
    last_seen: str | None
    last_change: str | None


def moment_text(moment: datetime) -> str:
    """UTC without zone and fraction, the one form yente writes."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


@lru_cache(maxsize=1)
def risk_topics() -> frozenset[str]:
    """The topics that make an entity a `target`, of FollowTheMoney's model."""
    from followthemoney.types import registry

    return frozenset(registry.topic.RISKS)


def entities_of(listing: Listing, seen: Seen) -> Iterator[Entity]:
    """The party of `listing`, then what hangs on it: its sanction, its wallets, its ties to others."""
    id_ = f"{listing.dataset}:{listing.id}"
    schema = _schema_of(listing)
    yield _entity(listing, seen, id_, schema, _party(listing, schema), referents=[listing.id])
    if listing.dataset in SOURCES or listing.programmes or listing.measures:
        yield _entity(listing, seen, f"{id_}{EDGE_SUFFIX}s", "Sanction", _sanction(listing, id_))
    wallets = {_digest(one.value, one.asset): one for one in listing.identifiers if one.type == "wallet"}
    for digest, wallet in wallets.items() if _has(schema)("cryptoWallets") else ():
        yield _entity(listing, seen, f"{id_}{EDGE_SUFFIX}w{digest}", "CryptoWallet", _wallet(wallet, id_))
    ties = {_digest(*_as_told(one)): one for one in listing.relations if one.other_id is not None}
    for digest, relation in ties.items():
        tie = {
            "subject": [id_],
            "object": [f"{listing.dataset}:{relation.other_id}"],
            "role": [relation.type],
            "status": [text for text in (relation.quality, "former" if relation.former else None) if text],
        }
        yield _entity(listing, seen, f"{id_}{EDGE_SUFFIX}r{digest}", "UnknownLink", tie)


def _as_told(relation: Relation) -> tuple[str | None, ...]:
    return relation.type, relation.other_id, relation.quality, "former" if relation.former else None


def _digest(*said: str | None) -> str:
    """The same for the same words in every version, whatever stands beside them."""
    return blake2b("\n".join(text or "" for text in said).encode(), digest_size=8).hexdigest()


def _entity(
    listing: Listing,
    seen: Seen,
    id_: str,
    schema: str,
    properties: Mapping[str, Sequence[str]],
    referents: Sequence[str] = (),
) -> Entity:
    values = {name: list(dict.fromkeys(texts)) for name, texts in properties.items() if texts}
    return Entity(
        id=id_,
        caption=listing.name
        if schema in _SCHEMATA.values() or "name" in values
        else _caption(schema, values),
        schema=schema,
        properties=values,
        datasets=[listing.dataset],
        referents=list(referents),
        target=not risk_topics().isdisjoint(values.get("topics", ())),
        first_seen=moment_text(seen.first),
        last_seen=moment_text(seen.last),
        last_change=moment_text(seen.changed),
    )


def _caption(schema: str, values: Mapping[str, Sequence[str]]) -> str:
    for name in ("program", "publicKey", "role"):
        if values.get(name):
            return values[name][0]
    return schema


def _schema_of(listing: Listing) -> str:
    """The schema a list of one's own stated, where it is a kind of the listing's; else the listing's kind."""
    from followthemoney import model

    stated = next((p.value for p in listing.properties if p.name == "schema"), None)
    schema = model.get(stated) if stated else None
    plain = _SCHEMATA[listing.kind]
    return schema.name if schema is not None and schema.is_a(plain) else plain


@lru_cache(maxsize=64)
def _has(schema: str) -> Callable[[str], bool]:
    """Whether a schema has a property that can hold a value of its own."""
    from followthemoney import model

    known = model.get(schema)
    assert known is not None, schema
    return frozenset(known.properties).__contains__


def _party(listing: Listing, schema: str) -> dict[str, list[str]]:
    has = _has(schema)
    values: dict[str, list[str]] = {}

    def add(name: str, *texts: str | None) -> None:
        if has(name):
            values.setdefault(name, []).extend(text for text in texts if text)

    for name in listing.names:
        add(_name_property(name, listing), name.text)
        for part in name.parts if name.type == "primary" else ():
            add(_PARTS.get(part.role, ""), part.text)
    add("topics", *(["sanction"] if listing.dataset in SOURCES else []))
    add("birthDate", *(text for born in listing.birth_dates for text in _dates(born)))
    add("birthPlace", *(place.text for place in listing.birth_places))
    add("birthCountry", *(place.country.code for place in listing.birth_places if place.country))
    add("nationality", *(country.code for country in listing.nationalities))
    add("citizenship", *(country.code for country in listing.citizenships))
    add("gender", *(gender for gender in listing.genders if gender in {"male", "female", "other"}))
    add("title", *listing.titles)
    add("position", *listing.positions)
    add("address", *(address.text for address in listing.addresses if not _is_country(address)))
    add("country", *(address.country.code for address in listing.addresses if address.country))
    # A number that the issuer calls false is nobody's.
    for number in (one for one in listing.identifiers if one.valid is not False):
        where = next((name for name in _IDENTIFIERS.get(number.type, ()) if has(name)), "")
        add(where, number.value)
    add("program", *(programme.code for programme in listing.programmes))
    add("notes", *listing.notes)
    add("notes", *(f"{tie.type}: {tie.other_name}" for tie in listing.relations if tie.other_id is None))
    for stated in listing.properties:
        add(stated.name, stated.value)  # "schema", which is no property, is passed over
    return values


def _is_country(address: Address) -> bool:
    """Whether no more is known of it than the country, which has a property of its own."""
    return not address.text or (address.country is not None and address.text == address.country.text)


def _name_property(name: Name, listing: Listing) -> str:
    if name.type == "primary" or name.text == listing.name:
        return "name"
    if name.strength == "weak":
        return "weakAlias"
    return "previousName" if name.type == "former" else "alias"


def _dates(born: PartialDate) -> Iterator[str]:
    if born.earliest is None or born.latest is None:
        return
    length = {"day": 10, "month": 7}.get(born.precision, 4)
    yield born.earliest.isoformat()[:length]
    if born.precision == "range":
        yield born.latest.isoformat()[:4]


def _sanction(listing: Listing, party: str) -> dict[str, list[str]]:
    source = SOURCES.get(listing.dataset)
    country = _ISSUERS[source.issuer] if source else None
    bases = [text for programme in listing.programmes for text in programme.legal_basis]
    return {
        "entity": [party],
        "authority": [source.title if source else listing.dataset],
        "authorityId": [listing.id],
        "country": [country] if country else [],
        "program": [programme.code for programme in listing.programmes],
        "provisions": list(listing.measures),
        "listingDate": _day(listing.designated_on),
        "startDate": _day(listing.listed_on),
        "modifiedAt": _day(listing.amended_on),
        "reason": list(listing.reasons),
        "summary": bases,
    }


def _day(day: date | None) -> list[str]:
    return [] if day is None else [day.isoformat()]


def _wallet(wallet: Identifier, holder: str) -> dict[str, list[str]]:
    currency = [wallet.asset] if wallet.asset else []
    return {"publicKey": [wallet.value], "currency": currency, "holder": [holder], "topics": ["sanction"]}
