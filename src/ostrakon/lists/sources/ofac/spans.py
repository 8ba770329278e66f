"""The first and last day that OFAC's structured formats give for a date → the date that was meant."""

from calendar import monthrange
from datetime import date

from ostrakon.model import PartialDate

__all__ = ["to_date"]


def to_date(earliest: date, latest: date, *, circa: bool = False) -> PartialDate:
    """A day, a month, a year or a range (facts 1.4): 1 January to 31 December is a year, and is
    never read as its first day. Raises ValueError where `latest` lies before `earliest`."""
    about = "circa " if circa else ""
    if earliest == latest:
        return PartialDate.of_day(earliest, text=f"{about}{earliest}", circa=circa)
    whole_months = earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1]
    whole_years = whole_months and earliest.month == 1 and latest.month == 12
    if whole_years and earliest.year == latest.year:
        return PartialDate.of_year(earliest.year, text=f"{about}{earliest.year}", circa=circa)
    if whole_months and (earliest.year, earliest.month) == (latest.year, latest.month):
        text = f"{about}{earliest:%Y-%m}"
        return PartialDate.of_month(earliest.year, earliest.month, text=text, circa=circa)
    ends = f"{earliest.year} to {latest.year}" if whole_years else f"{earliest} to {latest}"
    return PartialDate.of_range(earliest, latest, text=f"{about}{ends}", circa=circa)
