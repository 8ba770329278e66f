"""Values of a listing → the words people read them in; what two values differ in is in their words."""

from collections.abc import Iterable
from datetime import date

from ostrakon.model import (
    Address,
    DateBasis,
    Identifier,
    Name,
    PartialDate,
    Place,
    Programme,
    Property,
    Relation,
)

__all__ = [
    "address_words",
    "birth_date_words",
    "field_words",
    "identifier_words",
    "listed_words",
    "name_words",
    "place_words",
    "programme_words",
    "property_words",
    "relation_words",
]


def field_words(field: str) -> str:
    """ "birth_dates" → "birth dates"."""
    return field.replace("_", " ")


def name_words(name: Name) -> str:
    """ "Bashar AL-ASSAD (alias, weak)"; what is usual, a primary or a not graded name, goes unsaid."""
    kind = "" if name.type in {"primary", "original_script"} else name.type
    strength = "" if name.strength == "not_stated" else name.strength
    return _with(name.text, [kind, strength, name.script, name.language, name.note])


def programme_words(programme: Programme) -> str:
    since = f"since {programme.listed_on}" if programme.listed_on else ""
    return _with(programme.code, [programme.list_name, "; ".join(programme.legal_basis), since])


def listed_words(day: date, basis: DateBasis) -> str:
    return f"{day} ({basis})"


def birth_date_words(born: PartialDate) -> str:
    """As printed, and the days that it means where those are not the text itself."""
    days = "" if born.earliest is None or born.latest is None else f"{born.earliest} to {born.latest}"
    if born.earliest == born.latest:
        days = str(born.earliest or "")
    said = [days if days != born.text else "", "circa" if born.circa else ""]
    return _with(born.text, [*said, "" if born.calendar == "gregorian" else born.calendar])


def place_words(place: Place) -> str:
    return _with(place.text, [place.town, place.country.text if place.country else ""])


def address_words(address: Address) -> str:
    country = address.country.text if address.country else ""
    return _with(address.text, [country, address.note])


def identifier_words(identifier: Identifier) -> str:
    """ "passport D1903 (Syria; false)"; the issuer's own label in place of ours where it has one."""
    return _with(
        f"{identifier.label or identifier.type} {identifier.value}",
        [
            identifier.asset,
            identifier.country.text if identifier.country else "",
            f"issued {identifier.issued_on.text}" if identifier.issued_on else "",
            f"expires {identifier.expires_on.text}" if identifier.expires_on else "",
            "false" if identifier.valid is False else "",
            identifier.note,
        ],
    )


def relation_words(relation: Relation) -> str:
    other = " ".join(filter(None, (relation.other_name, relation.other_id)))
    said = [
        relation.quality,
        "former" if relation.former else "",
        "turned round" if relation.reversed else "",
    ]
    return _with(f"{relation.type} {other}", said)


def property_words(stated: Property) -> str:
    return f"{stated.name}: {stated.value}"


def _with(text: str, said: Iterable[str | None]) -> str:
    """The text, and in brackets what it does not say itself."""
    more = [one for one in said if one and one not in text]
    return f"{text} ({'; '.join(more)})" if more else text
