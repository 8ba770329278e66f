"""Birth dates and places of a record, those given for one alias only included."""

import re
from collections.abc import Iterator
from datetime import date

from ostrakon.lists.parsing import Doubts, country_or_doubt, iso_day
from ostrakon.lists.sources.un_sc_sanctions.records import Alias, DateOfBirth, PlaceOfBirth, Record
from ostrakon.model import PartialDate, Place

__all__ = ["to_birth_dates", "to_birth_places"]

_TYPES_OF_DATE = {"EXACT", "APPROXIMATELY", "BETWEEN"}
_YEAR = re.compile(r"[12]\d{3}")
_YEARS = re.compile(r"([12]\d{3}) ?- ?([12]\d{3})")


def to_birth_dates(record: Record, doubts: Doubts) -> tuple[PartialDate, ...]:
    """The record's own dates, then those of an alias that add a day or year to them.

    An alias's date is one the person has used, so it counts as a birth date; its text says which
    alias it belongs to. An alias without a name is where the files of 2023 and 2024 keep all dates
    of a person but one (measured: with them 679 of 683 persons of 2024-12-31 have the very dates of
    2025-09-03, without them 583).
    """
    where = record.reference_number
    own = [found for birth in record.date_of_birth for found in _of_birth(birth, where, doubts)]
    of_aliases = [found for alias in record.alias for found in _of_alias(alias, where, doubts)]
    known = {(found.earliest, found.latest) for found in own}
    new = (found for found in of_aliases if (found.earliest, found.latest) not in known)
    return tuple(dict.fromkeys([*own, *new]))


def to_birth_places(record: Record, doubts: Doubts) -> tuple[Place, ...]:
    """The record's own places, then those of an alias."""
    of_aliases = [
        PlaceOfBirth(city=alias.city_of_birth, country=alias.country_of_birth) for alias in record.alias
    ]
    places = (_to_place(place, record, doubts) for place in (*record.place_of_birth, *of_aliases))
    return tuple(dict.fromkeys(place for place in places if place))


def _of_birth(birth: DateOfBirth, where: str, doubts: Doubts) -> Iterator[PartialDate]:
    kind = birth.type_of_date.upper()
    if kind and kind not in _TYPES_OF_DATE:
        doubts.note(f"unknown TYPE_OF_DATE {birth.type_of_date!r}", where)
    years = f"{birth.from_year}-{birth.to_year}" if birth.from_year or birth.to_year else ""
    printed = birth.date or birth.year or years
    if printed:
        text = f"{printed} ({birth.note})" if birth.note else printed
        yield _date(printed, text, circa=kind == "APPROXIMATELY", where=where, doubts=doubts)
    elif birth.note:
        yield PartialDate.of_text(birth.note)


def _of_alias(alias: Alias, where: str, doubts: Doubts) -> Iterator[PartialDate]:
    if alias.date_of_birth:
        text = alias.date_of_birth + (f" (as {alias.alias_name})" if alias.alias_name else "")
        yield _date(alias.date_of_birth, text, circa=False, where=where, doubts=doubts)


def _date(printed: str, text: str, *, circa: bool, where: str, doubts: Doubts) -> PartialDate:
    """A day, a year or "1958-1964"; EXACT says only that the year is known where no day stands."""
    day = iso_day(printed)
    if day:
        return PartialDate.of_day(day, text=text, circa=circa)
    if _YEAR.fullmatch(printed):
        return PartialDate.of_year(int(printed), text=text, circa=circa)
    years = _YEARS.fullmatch(printed)
    if years and years[1] <= years[2]:
        first, last = date(int(years[1]), 1, 1), date(int(years[2]), 12, 31)
        return PartialDate.of_range(first, last, text=text, circa=circa)
    doubts.note("birth date that is none", f"{where}: {printed}")
    return PartialDate.of_text(text)


def _to_place(place: PlaceOfBirth, record: Record, doubts: Doubts) -> Place | None:
    parts = (place.street, place.city, place.state_province, place.country)
    text = ", ".join(part for part in parts if part)
    if place.note:
        text = f"{text} ({place.note})" if text else place.note
    if not text:
        return None
    country = country_or_doubt(place.country, doubts=doubts, where=record.reference_number)
    return Place(text, country, place.city or None)
