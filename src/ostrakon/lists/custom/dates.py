"""A date as FollowTheMoney and the template write it: a year, a month or a day, most of ISO 8601."""

import re

from ostrakon.model import PartialDate

__all__ = ["partial_date"]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?", re.ASCII)


def partial_date(text: str) -> PartialDate | None:
    """None for what is no date; a time of day is cut off."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    try:
        return _of_numbers(text, *(int(number) for number in found.groups() if number))
    except ValueError:
        return None


def _of_numbers(text: str, year: int, month: int = 0, day: int = 0) -> PartialDate:
    if not month:
        return PartialDate.of_year(year, text=text)
    whole_month = PartialDate.of_month(year, month, text=text)
    if not day or whole_month.earliest is None:
        return whole_month
    return PartialDate.of_day(whole_month.earliest.replace(day=day), text=text)
