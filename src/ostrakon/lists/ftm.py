"""Changes of a list → a FollowTheMoney delta: ADD, MOD and DEL of entities, one JSON object a line."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ostrakon.lists.changes import ListingChange
from ostrakon.lists.issuers import SOURCES
from ostrakon.model import Identifier, Listing, ListVersion, Name

__all__ = ["delta_lines", "entities_of"]

_IDENTIFIERS = {
    "passport": ("passportNumber", "idNumber"),
    "national_id": ("idNumber",),
    "tax": ("taxNumber",),
    "registration": ("registrationNumber",),
    "imo": ("imoNumber",),
    "mmsi": ("mmsi",),
    "call_sign": ("callSign",),
    "bic": ("swiftBic",),
    "lei": ("leiCode",),
    "aircraft": ("serialNumber", "registrationNumber"),
    "ship": ("registrationNumber",),
}
_Properties = dict[str, list[str]]


def delta_lines(changes: Iterable[ListingChange], version: ListVersion) -> Iterator[str]:
    """One line per entity that is new, other or gone: the party, its `Sanction`, its links.

    An entity stands in a line as it is now, whole; of one that is gone the id alone. `version` is the
    newer one, whose dates the entities carry.
    """
    for change in changes:
        was = {} if change.before is None else entities_of(change.before)
        now = {} if change.after is None else entities_of(change.after)
        for id_, entity in now.items():
            if was.get(id_) != entity:
                yield _line("MOD" if id_ in was else "ADD", entity | {"last_change": version.name[:10]})
        for id_ in was:
            if id_ not in now:
                yield _line("DEL", {"id": id_})


def entities_of(listing: Listing) -> dict[str, dict[str, Any]]:
    """The listing as entities, by id, as the HTTP API names them: `us_ofac_sdn:12735` the party and
    `us_ofac_sdn:12735~s` its sanction. What FollowTheMoney has no property for, or no valid value, is
    left out.
    """
    id_ = _id(listing.dataset, listing.id)
    party = _entity(listing, listing.kind, _party(listing), id_=id_) | {"caption": listing.name}
    sanction = _entity(listing, "Sanction", _sanction(listing, id_), id_=f"{id_}~s")
    return {entity["id"]: entity for entity in (party, sanction, *_links(listing, id_))}


def _line(operation: str, entity: Mapping[str, Any]) -> str:
    return json.dumps({"op": operation, "entity": entity}, ensure_ascii=False)


def _id(dataset: str, number: str) -> str:
    return f"{dataset}:{number}"


def _entity(listing: Listing, schema: str, properties: _Properties, *, id_: str) -> dict[str, Any]:
    from followthemoney import model  # half a second, and only a delta needs it

    known = model.get(schema)
    assert known is not None
    kept: _Properties = {}
    for name, stated in properties.items():
        if name in known.properties and not known.properties[name].stub:
            values = [_valid(schema, name, text, listing.dataset) for text in stated if text]
            kept |= {name: list(texts)} if (texts := dict.fromkeys(filter(None, values))) else {}
    return {"id": id_, "schema": schema, "datasets": [listing.dataset], "properties": kept}


@lru_cache(maxsize=65_536)
def _valid(schema: str, name: str, text: str, dataset: str) -> str | None:
    """A value as FollowTheMoney writes it (a flag by its country's code); None for one that is not valid.

    Where an entity is meant only an id of ours is one, and stays as it is: FollowTheMoney's own form of an
    id has no colon.
    """
    from followthemoney import model

    known = model.get(schema)
    assert known is not None
    described = known.properties[name]
    if described.type.name == "entity":
        return text if text.startswith(f"{dataset}:") else None
    cleaned: str | None = described.type.clean(text, format=described.format)
    return cleaned


def _party(listing: Listing) -> _Properties:
    found: _Properties = {
        "name": [listing.name],
        "birthDate": [day for date in listing.birth_dates if (day := _day(date.earliest, date.precision))],
        "birthPlace": [place.text for place in listing.birth_places],
        "birthCountry": _codes(place.country for place in listing.birth_places),
        "nationality": _codes(listing.nationalities),
        "citizenship": _codes(listing.citizenships),
        "gender": [gender for gender in listing.genders if gender in {"male", "female"}],
        "title": list(listing.titles),
        "position": list(listing.positions),
        "address": [address.text for address in listing.addresses],
        "country": _codes(address.country for address in listing.addresses),
        "notes": list(listing.notes),
        "programId": [programme.code for programme in listing.programmes],
        "topics": ["sanction"],
    }
    for name in listing.names:
        if name.text != listing.name:
            found.setdefault(_name_property(name), []).append(name.text)
    for stated in listing.properties:
        found.setdefault(stated.name, []).append(stated.value)
    for identifier in listing.identifiers:
        if identifier.valid is not False:
            found.setdefault(_number_property(identifier, listing), []).append(identifier.value)
    return found


def _name_property(name: Name) -> str:
    if name.strength == "weak":
        return "weakAlias"
    if name.type == "former":
        return "previousName"
    return "name" if name.type in {"primary", "variation", "original_script"} else "alias"


def _number_property(identifier: Identifier, listing: Listing) -> str:
    """The first that the kind of party has; a number of another type is an `idNumber`."""
    from followthemoney import model

    known = model.get(listing.kind)
    assert known is not None
    wanted = (*_IDENTIFIERS.get(identifier.type, ()), "idNumber", "registrationNumber")
    return next((name for name in wanted if name in known.properties), "notes")


def _sanction(listing: Listing, party: str) -> _Properties:
    source = SOURCES.get(listing.dataset)
    return {
        "entity": [party],
        "authority": [source.title if source else listing.dataset],
        "authorityId": [listing.id],
        "program": [programme.code for programme in listing.programmes],
        "provisions": list(listing.measures),
        "reason": list(listing.reasons),
        # A derived date is the latest that it can have been: no day to be told without its basis.
        "listingDate": [str(listing.listed_on)]
        if listing.listed_on and listing.date_basis == "stated"
        else [],
        "modifiedAt": [str(listing.amended_on)] if listing.amended_on else [],
        "status": ["active"],
    }


def _links(listing: Listing, party: str) -> Iterator[dict[str, Any]]:
    for relation in listing.relations:
        if relation.other_id is None:
            continue
        other = _id(listing.dataset, relation.other_id)
        digest = hashlib.sha256(f"{relation.type}\n{other}".encode()).hexdigest()[:16]
        role = f"{relation.type} (former)" if relation.former else relation.type
        properties = {"subject": [party], "object": [other], "role": [role]}
        yield _entity(listing, "UnknownLink", properties, id_=f"{party}~r{digest}")


def _day(day: object, precision: str) -> str:
    """As precise as it is known: FollowTheMoney's dates may end after the year or the month."""
    if day is None:
        return ""
    return str(day)[: {"day": 10, "month": 7}.get(precision, 4)]


def _codes(countries: Iterable[Any]) -> list[str]:
    return [country.code for country in countries if country is not None and country.code]
