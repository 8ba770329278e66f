"""The fields of a listing that are compared one by one: what each holds, in full and in any layout.

A comparison in full sees every part of a value. A `loose` one is for files of two layouts: it sees what
any layout prints of it, a name by its words in any order, a number by letters and digits alone.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from typing import Any
from unicodedata import combining, normalize

from msgspec import Struct

from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.wording import (
    address_words,
    birth_date_words,
    identifier_words,
    listed_words,
    name_words,
    place_words,
    programme_words,
    property_words,
    relation_words,
)
from ostrakon.model import Listing, Name, PartialDate

__all__ = ["FIELDS", "Field", "matching_view", "states_programmes"]

_WORD = re.compile(r"\w+")
_ORIGINAL_SCRIPT = "original_script"
# Where Interpol has a page on the party: the UN prints it since 2026 for parties listed long before.
_POINTERS = frozenset({"hasInterpolLink", "interpolLink"})


class Field(Struct, frozen=True):
    """`items` are its values in order; `loose` what two layouts can agree on of a value; `words` the value as
    people read it. `loose_items` stand in for the items where two layouts print a different choice."""

    name: str
    items: Callable[[Listing], Iterable[Any]]
    loose: Callable[[Any], Hashable]
    words: Callable[[Any], str]
    loose_items: Callable[[Listing], Iterable[Any]] | None = None

    def values(self, listing: Listing, *, loosely: bool) -> dict[Hashable, str]:
        """What is compared → its words; the first wording of two that compare equal."""
        found: dict[Hashable, str] = {}
        items = self.loose_items if loosely and self.loose_items else self.items
        for item in items(listing):
            found.setdefault(self.loose(item) if loosely else item, self.words(item))
        return found


def _words_of(text: str) -> Hashable:
    """In any order, without capitals and marks: OFAC's CSV is pure ASCII."""
    plain = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return tuple(sorted(_WORD.findall(plain.casefold())))


def _number(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _is_script_name(name: Name) -> bool:
    return name.type == _ORIGINAL_SCRIPT


def _primary(listing: Listing) -> list[Name]:
    return [name for name in listing.names if name.text == listing.name and not _is_script_name(name)][:1]


def _aliases(listing: Listing) -> list[Name]:
    primary = _primary(listing)
    return [name for name in listing.names if name not in primary and not _is_script_name(name)]


def _other_aliases(listing: Listing) -> list[Name]:
    """Without those that only put marks on the letters of the main name."""
    main = {_words_of(name.text) for name in _primary(listing)}
    return [name for name in _aliases(listing) if _words_of(name.text) not in main]


def _days(date: PartialDate) -> Hashable:
    return (date.earliest, date.latest) if date.earliest else _words_of(date.text)


def _listed(listing: Listing) -> list[tuple[Any, str]]:
    return [(listing.listed_on, listing.date_basis)] if listing.listed_on else []


def _day_of(name: str) -> Field:
    return Field(name, lambda one: filter(None, [getattr(one, name)]), str, str)


def _texts(name: str) -> Field:
    return Field(name, lambda one: getattr(one, name), _words_of, str)


def _countries(name: str) -> Field:
    return Field(
        name, lambda one: getattr(one, name), lambda it: it.code or _words_of(it.text), lambda it: it.text
    )


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("kind", lambda one: [one.kind], str, str),
        Field("name", _primary, lambda it: _words_of(it.text), name_words),
        Field("aliases", _aliases, lambda it: _words_of(it.text), name_words, _other_aliases),
        Field(
            "original_script_names",
            lambda one: filter(_is_script_name, one.names),
            lambda it: _words_of(it.text),
            name_words,
        ),
        Field("programmes", lambda one: one.programmes, lambda it: it.code, programme_words),
        _texts("measures"),
        Field("listed_on", _listed, lambda it: it[0], lambda it: listed_words(*it)),
        _day_of("designated_on"),
        _day_of("amended_on"),
        Field("birth_dates", lambda one: one.birth_dates, _days, birth_date_words),
        Field("birth_places", lambda one: one.birth_places, lambda it: _words_of(it.text), place_words),
        _countries("nationalities"),
        _countries("citizenships"),
        _texts("genders"),
        _texts("titles"),
        _texts("positions"),
        Field("addresses", lambda one: one.addresses, lambda it: _words_of(it.text), address_words),
        Field("identifiers", lambda one: one.identifiers, lambda it: _number(it.value), identifier_words),
        Field(
            "cross_references",
            lambda one: one.cross_references,
            lambda it: _number(it.value),
            identifier_words,
        ),
        Field(
            "relations",
            lambda one: one.relations,
            lambda it: (it.type, it.other_id or _words_of(it.other_name or "")),
            relation_words,
        ),
        _texts("reasons"),
        _texts("notes"),
        Field(
            "properties",
            lambda one: (stated for stated in one.properties if stated.name not in _POINTERS),
            lambda it: (it.name, _words_of(it.value)),
            property_words,
        ),
    )
}


def states_programmes(listing: Listing) -> bool:
    """Whether the file says under what it stands: on an official list every entry is under something."""
    return bool(listing.programmes) or listing.dataset not in SOURCES


def matching_view(listing: Listing, *, fields: Set[str], loosely: bool) -> Hashable:
    """What the matcher reads of these `fields` of the listing; equal views match alike.

    Which of the names is the primary one and by which field a country is stated make no difference; of a
    birth place and an address the country counts, of a reference to another list what can be searched.
    """

    def values(*wanted: str) -> Iterator[Any]:
        for field in wanted:
            if field in fields:
                yield from FIELDS[field].items(listing)

    stated = [*values("nationalities", "citizenships")]
    places = [place.country for place in values("birth_places", "addresses") if place.country]
    references = [one for one in values("cross_references") if not one.value.isdigit()]
    return (
        frozenset(values("kind")),
        frozenset(
            _words_of(name.text) if loosely else _as_matched(name)
            for name in values("name", "aliases", "original_script_names")
        ),
        frozenset(
            (day.earliest, day.latest) if loosely else (day.earliest, day.latest, day.circa, day.precision)
            for day in values("birth_dates")
            if day.earliest
        ),
        frozenset(country.code for country in (*stated, *places) if country.code),
        frozenset((_number(one.value), one.valid is False) for one in (*values("identifiers"), *references)),
    )


def _as_matched(name: Name) -> tuple[str, bool, tuple[str, ...]]:
    # As the index reads them: others stand for the family name only where there is none.
    last = tuple(part.text for part in name.parts if part.role == "last")
    family = last or tuple(part.text for part in name.parts if part.role in {"patronymic", "matronymic"})
    # Nor do capitals: a name is read without them.
    return name.text.casefold(), name.strength == "weak", tuple(map(str.casefold, family))
