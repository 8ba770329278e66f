"""Two sets of birth dates as issuers state them → how well the best pair of them agrees."""

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Literal

from msgspec import Struct

from ostrakon.model import PartialDate

__all__ = ["Birth", "compare_births"]

# From the best agreement to the worst.
Birth = Literal["day", "swapped", "year", "possible", "within_year", "next_year", "near", "differs"]

_ORDER: tuple[Birth, ...] = (
    "day", "swapped", "year", "possible", "within_year", "next_year", "near", "differs",
)  # fmt: skip
_CIRCA_YEARS = 2  # that "circa" covers to both sides
_NEAR_YEARS = 3


class ComparedBirths(Struct, frozen=True):
    """The two dates that agree best, and how."""

    how: Birth
    one: str
    other: str


def compare_births(one: Iterable[PartialDate], other: Iterable[PartialDate]) -> ComparedBirths | None:
    """None where one side states no date that can be compared."""
    compared = [
        ComparedBirths(how, a.text, b.text)
        for a, b in product(one, other)
        if (how := _compare(a, b)) is not None
    ]
    return min(compared, key=lambda pair: _ORDER.index(pair.how), default=None)


def _compare(one: PartialDate, other: PartialDate) -> Birth | None:
    a1, a2, b1, b2 = one.earliest, one.latest, other.earliest, other.latest
    if a1 is None or a2 is None or b1 is None or b2 is None:
        return None
    if one.precision == other.precision == "day":
        same = _compare_days(a1, b1)
        if same is not None:
            return same
    elif a1 <= b2 and b1 <= a2:
        return "year" if a1.year == a2.year == b1.year == b2.year else "possible"
    apart = max(a1.year - b2.year, b1.year - a2.year, 0)
    if apart <= (_CIRCA_YEARS if one.circa or other.circa else 0):
        return "possible"
    return "next_year" if apart <= 1 else "near" if apart <= _NEAR_YEARS else "differs"


def _compare_days(one: date, other: date) -> Birth | None:
    """None for days of different years that are no slip of each other."""
    # The first of January is also how a year alone is written.
    a_year_alone = (1, 1) in {(one.month, one.day), (other.month, other.day)}
    if one == other:
        return "year" if a_year_alone else "day"
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return "swapped"
    if one.year == other.year:
        return "year" if a_year_alone else "within_year"
    return None
