"""A listing as it was last seen, and in which versions it stood."""

import re

from msgspec import Struct

from ostrakon.model import Listing

__all__ = ["HeldListing", "list_of", "number_order"]

Span = tuple[int, int]
# OFAC numbers the entries of its two lists in one row, each party once.
_NUMBERED_TOGETHER = {"us_ofac_cons": "us_ofac_sdn"}
_RUN = re.compile("[0-9]+|[^0-9]+")


class HeldListing(Struct, frozen=True):
    """`listing` in its newest state; `spans` are the versions it stands in, oldest first.

    A span reaches from a position up to, not including, another one. Positions grow with the time of
    capture and compare between datasets. A listing that left its list has no span up to today.
    """

    listing: Listing
    spans: tuple[Span, ...]

    @property
    def key(self) -> str:
        """`dataset:id`."""
        return f"{self.listing.dataset}:{self.listing.id}"

    @property
    def first_seen(self) -> int:
        return self.spans[0][0]

    def stood_beside(self, other: "HeldListing") -> bool:
        """Whether one version of one list has both, as entries of their own."""
        return (
            list_of(self.listing.dataset) == list_of(other.listing.dataset)
            and self.listing.id != other.listing.id
            and any(a < d and c < b for a, b in self.spans for c, d in other.spans)
        )


def list_of(dataset: str) -> str:
    """The dataset whose numbers its own are."""
    return _NUMBERED_TOGETHER.get(dataset, dataset)


def number_order(text: str) -> tuple[tuple[bool, int, str], ...]:
    """Sorts "QDi.9" before "QDi.10": digits by their value, before letters."""
    return tuple((not run.isdigit(), int(run) if run.isdigit() else 0, run) for run in _RUN.findall(text))
