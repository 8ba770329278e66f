"""The listings of one index, in the order of the index."""

from msgspec import Struct

from ostrakon.matching.index import Index
from ostrakon.matching.resolution.listings import HeldListing

__all__ = ["Roll"]


class Roll(Struct, frozen=True):
    """`held[n]` is the listing that `index` has as its nth; all are of one dataset."""

    index: Index
    held: tuple[HeldListing, ...]
