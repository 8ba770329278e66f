"""British dates, "11/09/1965" and its unfinished forms → the days they can mean."""

import re
from datetime import date

from ostrakon.model import PartialDate

__all__ = ["printed_day", "slashed_date"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_DAY = re.compile(r"(?P<day>\d{1,2})[- ](?P<month>[A-Za-z]{3})[a-z]*[- ](?P<year>\d{4})")
_SLASHED_DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")

# What is not known is printed as zeros or as the letters of the form: 00/09/1962, dd/mm/1966.
_SLASHED = re.compile(
    r"(?:(?:(?P<day>\d{1,2}|dd)/)?(?P<month>\d{1,2}|mm)/)?(?P<year>\d{4}|yyyy)?",
    re.IGNORECASE,
)
_CIRCA = re.compile(r"(?:circa|approximately|approx\.?|about|c\.)\s*", re.IGNORECASE)


def printed_day(text: str) -> date | None:
    """The day of "29/04/2026" or "29-Apr-2026"; None for anything less than a whole day."""
    if slashed := _SLASHED_DAY.fullmatch(text.strip()):
        return _day(int(slashed["year"]), int(slashed["month"]), int(slashed["day"]))
    named = _NAMED_DAY.fullmatch(text.strip())
    if named is None or named["month"].lower() not in _MONTHS:
        return None
    return _day(int(named["year"]), _MONTHS.index(named["month"].lower()) + 1, int(named["day"]))


def slashed_date(text: str) -> PartialDate | None:
    """A day, a month or a year, "circa" or not; None where nothing is stated ("00/00/", "dd/mm/yyyy").

    What cannot be a date (31/02/1960, 15/08/19yy) is kept as words, of unknown precision.
    """
    text = " ".join(text.split())
    digits = _CIRCA.sub("", text, count=1) if _CIRCA.match(text) else text
    found = _SLASHED.fullmatch(digits)
    if found is None:
        return PartialDate.of_text(text)
    day, month, year = (_number(found[part]) for part in ("day", "month", "year"))
    if not (day or month or year):
        return None
    try:
        return _partial(year, month, day, text, circa=digits != text)
    except ValueError:
        return PartialDate.of_text(text)


def _partial(year: int, month: int, day: int, text: str, *, circa: bool) -> PartialDate:
    """Raises ValueError for a year, month or day that does not exist."""
    if day and month:
        return PartialDate.of_day(date(year, month, day), text=text, circa=circa)
    if month and not day:
        date(year, month, 1)
        return PartialDate.of_month(year, month, text=text, circa=circa)
    if day:
        raise ValueError(f"a day without a month: {text}")
    return PartialDate.of_year(year, text=text, circa=circa)


def _number(digits: str | None) -> int:
    return int(digits) if digits and digits.isdecimal() else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
