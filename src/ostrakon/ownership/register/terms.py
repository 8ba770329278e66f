"""What one stake says: its kind and the bounds of its share, from the words of a row."""

from typing import get_args

from msgspec import Struct

from ostrakon.model import StakeKind
from ostrakon.ownership.reading.shares import share_of_cells
from ostrakon.ownership.reading.template import kind_of_cell
from ostrakon.ownership.register import bounds

__all__ = ["KINDS", "Terms", "parse"]

# What is ownership without saying how much comes right after shares: stakes are ordered by kind, and those of
# one owner that count as shares must be neighbours.
KINDS: tuple[StakeKind, ...] = (
    "shares",
    "owned_or_controlled",
    *(kind for kind in get_args(StakeKind) if kind not in {"shares", "owned_or_controlled"}),
)


class Terms(Struct, frozen=True):
    """`kind` is a number of KINDS; `low` and `high` are bounds."""

    kind: int
    low: int
    high: int


def parse(share_low: str | None, share_high: str | None, kind: str | None) -> Terms:
    """As the CSV template reads its cells. Raises ValueError naming the value and what may stand there."""
    share = share_of_cells((share_low or "").strip(), (share_high or "").strip())
    return Terms(KINDS.index(kind_of_cell((kind or "").strip())), bounds.lower(share), bounds.upper(share))
