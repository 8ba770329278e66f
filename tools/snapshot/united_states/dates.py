"""A date as the carrier prints OFAC's → the days it can mean, those it may have made up undone."""

import re
from datetime import date

from ostrakon.lists.parsing import Doubts, iso_day
from ostrakon.model import PartialDate

__all__ = ["partial_date"]

_YEAR = re.compile(r"(?P<circa>circa )?(?P<year>\d{4})")
_YEARS = re.compile(r"(?P<first>\d{4}) to (?P<last>\d{4})")


def partial_date(text: str, *, where: str, doubts: Doubts) -> PartialDate:
    """A day, a year ("circa" or not) or years from to; else words, counted.

    The carrier fills up unfinished dates: OFAC's own file of 2025 has 60 of 271 firsts of a month as
    months, and 58 of 189 firsts of January as years, months or ranges. So the first of a month is
    taken for the month, 1 January for the year, which hold the day if it was one.
    """
    if day := iso_day(text):
        if day.day > 1:
            return PartialDate.of_day(day, text=text)
        if day.month > 1:
            return PartialDate.of_month(day.year, day.month, text=text)
        return PartialDate.of_year(day.year, text=text)
    if found := _YEAR.fullmatch(text):
        return PartialDate.of_year(int(found["year"]), text=text, circa=found["circa"] is not None)
    if found := _YEARS.fullmatch(text):
        return PartialDate.of_range(
            date(int(found["first"]), 1, 1), date(int(found["last"]), 12, 31), text=text
        )
    doubts.note("date not understood", f"{where}: {text}")
    return PartialDate.of_text(text)
