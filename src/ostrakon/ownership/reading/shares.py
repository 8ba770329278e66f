"""A share as written → exact bounds; ValueError says what to write instead."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache

from ostrakon.model import Share

__all__ = ["bounded", "of_number", "share_of_cells"]

# Twelve decimals are what sums keep exact; no register prints more.
_DECIMALS = Decimal("0.000000000001")
_BOUND = re.compile(r"(?P<sign>>=|<=|[><≥≤])?\s*(?P<number>\d{1,3}(?:\.\d{1,12})?)\s*%?", re.ASCII)
_HOW = "write a number from 0 to 100 as in 33.3, and an open bound as >25 or <75"
_CLOSED_LOW, _CLOSED_HIGH = {">=", "≥"}, {"<=", "≤"}


@lru_cache(maxsize=4096)  # a register has few different shares
def share_of_cells(low: str, high: str) -> Share:
    """An empty cell is a bound that is not known: 0, or 100."""
    lowest, low_open = _bound(low, ">", _CLOSED_LOW) if low else (Decimal(0), False)
    highest, high_open = _bound(high, "<", _CLOSED_HIGH) if high else (Decimal(100), False)
    return bounded(lowest, highest, low_open=low_open, high_open=high_open)


def bounded(low: Decimal, high: Decimal, *, low_open: bool, high_open: bool) -> Share:
    """Raises ValueError for bounds outside 0 to 100, the wrong way round, or with nothing between them."""
    for bound in (low, high):
        if not 0 <= bound <= 100:
            raise ValueError(f"share of {bound:f} %: must lie between 0 and 100")
    if low > high:
        raise ValueError(f"share from {low:f} to {high:f} %: the lower bound is the higher one")
    if low == high and (low_open or high_open):
        raise ValueError(f"share above {low:f} and below {high:f} %: nothing lies between")
    return Share(low, high, low_open, high_open)


def of_number(number: Decimal) -> Share:
    """A figure of a file whose numbers may have any length: to twelve decimals, outwards."""
    if not number.is_finite():
        raise ValueError(f"share of {number}: no number")
    if not 0 <= number <= 100:  # before it is rounded, which takes no more than 28 digits
        raise ValueError(f"share of {number:.6g} %: must lie between 0 and 100")
    low = number.quantize(_DECIMALS, ROUND_FLOOR).normalize()
    high = number.quantize(_DECIMALS, ROUND_CEILING).normalize()
    return bounded(low, high, low_open=False, high_open=False)


def _bound(cell: str, opening: str, closed: set[str]) -> tuple[Decimal, bool]:
    found = _BOUND.fullmatch(cell)
    if found is None:
        raise ValueError(f"share {cell!r}: {_HOW}")
    sign = found["sign"]
    if sign and sign != opening and sign not in closed:
        raise ValueError(f"share {cell!r}: {sign} stands in the wrong column of share_low and share_high")
    return Decimal(found["number"]), sign == opening
