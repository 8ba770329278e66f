"""A date as OFAC prints it, "circa Mar 1961" or "1957 to 1959" → the days it can mean."""

import re
from datetime import date

from ostrakon.lists.parsing import Doubts
from ostrakon.model import PartialDate

__all__ = ["date_or_doubt", "printed_date"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(?:(?:(?P<day>\d{1,2}) )?(?P<month>[A-Za-z]{3}) )?(?P<year>\d{4})", re.ASCII | re.IGNORECASE
)
_CIRCA = re.compile(r"circa ", re.IGNORECASE)
_RANGE = re.compile(r"(?P<first>.+?)(?: to |-)(?P<last>.+)", re.IGNORECASE)


def printed_date(text: str) -> PartialDate:
    """A day, a month, a year or a range of them, "circa" or not.

    What cannot be a date is kept as words, of unknown precision.
    """
    text = " ".join(text.split())
    bare, circa = _CIRCA.subn("", text)
    ends = _RANGE.fullmatch(bare)
    try:
        if ends is None:
            return _of_one(bare, text, circa=circa > 0)
        first, last = _of_one(ends["first"], text), _of_one(ends["last"], text)
        assert first.earliest is not None
        assert last.latest is not None
        return PartialDate.of_range(first.earliest, last.latest, text=text, circa=circa > 0)
    except ValueError:
        return PartialDate.of_text(text)


def date_or_doubt(text: str, *, doubts: Doubts, where: str) -> PartialDate | None:
    """As `printed_date`, what is no date counted; None where nothing is printed."""
    if not text:
        return None
    found = printed_date(text)
    if found.precision == "unknown":
        doubts.note("date that is none", f"{where}: {text}")
    return found


def _of_one(bare: str, text: str, *, circa: bool = False) -> PartialDate:
    """Raises ValueError for what is no date."""
    found = _DATE.fullmatch(bare)
    if found is None:
        raise ValueError(f"no date: {bare}")
    year = int(found["year"])
    if found["month"] is None:
        return PartialDate.of_year(year, text=text, circa=circa)
    month = _MONTHS.index(found["month"].lower()) + 1
    if found["day"] is None:
        return PartialDate.of_month(year, month, text=text, circa=circa)
    return PartialDate.of_day(date(year, month, int(found["day"])), text=text, circa=circa)
