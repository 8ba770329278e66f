"""A date as an issuer states it: a day, a month, a year, a range, or words only."""

import calendar as month_lengths
from datetime import MAXYEAR, date
from typing import Literal

from msgspec import Struct

__all__ = ["Calendar", "DatePrecision", "PartialDate"]

DatePrecision = Literal["day", "month", "year", "range", "unknown"]
Calendar = Literal["gregorian", "islamic", "solar_hijri", "buddhist", "coptic", "ethiopic"]


class PartialDate(Struct, frozen=True, omit_defaults=True):
    """`text` as printed, and the Gregorian days it can mean, both ends included.

    `earliest` and `latest` are None when the text names no Gregorian day ("unknown" precision), as
    with a year in another calendar that nobody converted: such a date is kept, never compared.
    """

    text: str
    precision: DatePrecision = "unknown"
    earliest: date | None = None
    latest: date | None = None
    circa: bool = False
    calendar: Calendar = "gregorian"

    @classmethod
    def of_day(cls, day: date, *, text: str = "", circa: bool = False) -> "PartialDate":
        return cls(text or day.isoformat(), "day", day, day, circa)

    @classmethod
    def of_month(cls, year: int, month: int, *, text: str = "", circa: bool = False) -> "PartialDate":
        last = month_lengths.monthrange(_existing(year), month)[1]
        text = text or f"{year:04d}-{month:02d}"
        return cls(text, "month", date(year, month, 1), date(year, month, last), circa)

    @classmethod
    def of_year(cls, year: int, *, text: str = "", circa: bool = False) -> "PartialDate":
        first, last = date(_existing(year), 1, 1), date(year, 12, 31)
        return cls(text or f"{year:04d}", "year", first, last, circa)

    @classmethod
    def of_range(cls, earliest: date, latest: date, *, text: str = "", circa: bool = False) -> "PartialDate":
        """Any day from `earliest` to `latest`; raises ValueError when they are the wrong way round."""
        if earliest > latest:
            raise ValueError(f"date range ends before it begins: {earliest} to {latest}")
        return cls(text or f"{earliest}/{latest}", "range", earliest, latest, circa)

    @classmethod
    def of_text(cls, text: str, *, calendar: Calendar = "gregorian") -> "PartialDate":
        """Words, or a date in another calendar, kept as printed and never compared."""
        return cls(text, calendar=calendar)


def _existing(year: int) -> int:
    """Python's `date` raises OverflowError, no ValueError, for a year of thirty digits."""
    if not 1 <= year <= MAXYEAR:
        raise ValueError(f"year {year} does not exist")
    return year
