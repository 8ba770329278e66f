"""Birth dates and places of an entity, dates of other calendars kept apart (facts 4.3)."""

from ostrakon.lists.parsing import Doubts
from ostrakon.lists.sources.eu_fsf.countries import country_of
from ostrakon.lists.sources.eu_fsf.listing_dates import day
from ostrakon.lists.sources.eu_fsf.records import BirthDate, SanctionEntity
from ostrakon.model import Calendar, PartialDate, Place

__all__ = ["to_birth_dates", "to_birth_places"]

_CALENDARS: dict[str, Calendar] = {
    "": "gregorian",
    "GREGORIAN": "gregorian",
    "ISLAMIC": "islamic",
    "BUDDHIST": "buddhist",
    "COPTIC": "coptic",
    "ETHIOPIC": "ethiopic",
}


def to_birth_dates(entity: SanctionEntity, doubts: Doubts) -> tuple[PartialDate, ...]:
    """One per birthdate element that states a date: 182 of 4,295 state only a place, or nothing."""
    dates = (_to_date(birth, entity.listing_id, doubts) for birth in entity.births)
    return tuple(dict.fromkeys(found for found in dates if found))


def to_birth_places(entity: SanctionEntity, doubts: Doubts) -> tuple[Place, ...]:
    """One per birthdate element that states a place."""
    places = (_to_place(birth, entity.listing_id, doubts) for birth in entity.births)
    return tuple(dict.fromkeys(place for place in places if place))


def _to_date(birth: BirthDate, where: str, doubts: Doubts) -> PartialDate | None:
    if birth.calendar_type.upper() not in _CALENDARS:
        doubts.note(f"unknown calendarType {birth.calendar_type!r}", where)
        return PartialDate.of_text(f"{_printed(birth)} ({birth.calendar_type})")
    calendar = _CALENDARS[birth.calendar_type.upper()]
    if calendar != "gregorian":
        return _of_other_calendar(birth, calendar, where, doubts)
    try:
        return _of_gregorian(birth)
    except ValueError:
        doubts.note("birth date that is none", f"{where}: {_printed(birth)}")
        return PartialDate.of_text(_printed(birth))


def _of_gregorian(birth: BirthDate) -> PartialDate | None:
    """The fullest form of the date that is there. Raises ValueError where it is no date."""
    circa = birth.circa == "true"
    if birth.birthdate:
        found = day(birth.birthdate)
        if found is None or (birth.year and int(birth.year) != found.year):
            raise ValueError(birth.birthdate)
        return PartialDate.of_day(found, text=birth.birthdate, circa=circa)
    if birth.year:
        return _of_year(birth, circa=circa)
    if birth.year_range_from and birth.year_range_to:
        first, last = (PartialDate.of_year(int(y)) for y in (birth.year_range_from, birth.year_range_to))
        if first.earliest is None or last.latest is None:
            raise ValueError(_printed(birth))
        return PartialDate.of_range(first.earliest, last.latest, text=_printed(birth), circa=circa)
    return PartialDate.of_text(_printed(birth)) if _printed(birth) else None


def _of_year(birth: BirthDate, *, circa: bool) -> PartialDate:
    year = int(birth.year)
    if not birth.month_of_year:
        return PartialDate.of_year(year, circa=circa)
    month = int(birth.month_of_year)
    if not birth.day_of_month:
        return PartialDate.of_month(year, month, circa=circa)
    found = day(f"{year:04}-{month:02}-{int(birth.day_of_month):02}")
    if found is None:
        raise ValueError(_printed(birth))
    return PartialDate.of_day(found, circa=circa)


def _of_other_calendar(
    birth: BirthDate, calendar: Calendar, where: str, doubts: Doubts
) -> PartialDate | None:
    """Year, month and day as printed; `birthdate`, where present, is their Gregorian conversion.

    A year alone is not converted: four ISLAMIC ones (1339 to 1352) with Iranian birth places are
    almost surely of the solar calendar, although the code does not say so.
    """
    printed = _printed(birth) or birth.birthdate
    found = day(birth.birthdate)
    if found:
        return PartialDate(printed, "day", found, found, birth.circa == "true", calendar)
    if birth.birthdate:
        doubts.note("birth date that is none", f"{where}: {birth.birthdate}")
    return PartialDate.of_text(printed, calendar=calendar) if printed else None


def _printed(birth: BirthDate) -> str:
    """Day, month and year as the issuer has them, "24.6.1402"; else the years of a range."""
    if birth.year:
        return ".".join(filter(None, (birth.day_of_month, birth.month_of_year, birth.year)))
    if birth.year_range_from or birth.year_range_to:
        return f"{birth.year_range_from}-{birth.year_range_to}"
    return birth.birthdate or ".".join(filter(None, (birth.day_of_month, birth.month_of_year)))


def _to_place(birth: BirthDate, where: str, doubts: Doubts) -> Place | None:
    country = country_of(birth, where, doubts)
    parts = (birth.place, birth.city, birth.zip_code, birth.region, country.text if country else "")
    text = ", ".join(part for part in parts if part)
    return Place(text, country, birth.city or birth.place or None) if text else None
