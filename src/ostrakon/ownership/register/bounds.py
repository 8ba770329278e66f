"""Bounds of shares as whole numbers, so that sums of millions of them are exact and open ends stay open.

A bound of `v` per cent is `v` in millionths of a per cent, times `ENDS`. An open lower bound (over `v`) is
one more, an open upper bound (under `v`) one less. As long as fewer than half of `ENDS` are added, the sum
keeps both: whole units, and whether any end was open. One comparison then serves both kinds of threshold: a
sum reaches "50 or more" at `at_least(50)`, and "more than 50" at `more_than(50)`.
"""

from decimal import Decimal
from typing import Any

import numpy as np

from ostrakon.model import Share

__all__ = [
    "ENDS",
    "HUNDRED",
    "MOST_HOLDERS",
    "at_least",
    "lower",
    "more_than",
    "or_more",
    "settled_upper",
    "share_of",
    "upper",
]

_UNITS = 1_000_000  # in one per cent: six decimals
# 100 % times 2^18 times the most holders is 6.9e18 at the most, and 9.2e18 fits into 63 bits.
ENDS = 1 << 18
MOST_HOLDERS = ENDS // 2 - 1
HUNDRED = 100 * _UNITS * ENDS

Bounds = np.ndarray[Any, np.dtype[np.int64]]


def lower(share: Share) -> int:
    """Raises ValueError for more than six decimals."""
    return _closed(share.low) + share.low_open


def upper(share: Share) -> int:
    return _closed(share.high) - share.high_open


def at_least(percent: int) -> int:
    return percent * _UNITS * ENDS


def more_than(percent: int) -> int:
    return at_least(percent) + 1


def or_more(least: Bounds) -> Bounds:
    """What "more than" needs → what that figure itself, or more, does. Anything else stays as it is."""
    return np.maximum(least - (least & 1), 1)


def settled_upper(sums: Bounds) -> Bounds:
    """Sums of upper bounds, or what lower ones leave of the whole, each as one bound again."""
    units = -(-sums // ENDS)
    return units * ENDS - (units * ENDS > sums)


def share_of(low: int, high: int) -> Share:
    """The share that a lower and an upper bound were made of."""
    low_units, low_open = divmod(low, ENDS)
    high_units = -(-high // ENDS)
    return Share(
        Decimal(low_units) / _UNITS,
        Decimal(high_units) / _UNITS,
        low_open=low_open > 0,
        high_open=high_units * ENDS > high,
    )


def _closed(percent: Decimal) -> int:
    units = percent * _UNITS
    if units != units.to_integral_value():
        raise ValueError(f"share {percent}: a register at scale holds shares to six decimals")
    return int(units) * ENDS
