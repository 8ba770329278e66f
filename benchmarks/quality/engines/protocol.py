"""The one shape that ours and the peers' are brought into."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from benchmarks.quality.cases import Known
from ostrakon.model import Kind, Listing

__all__ = ["Asked", "Engine", "Scores"]

# Listing key → score from 0 to 1, of the best-scoring listings of one query.
Scores = Mapping[str, float]


class Asked(Struct, frozen=True):
    """One query. `truth` is the listing meant, for perfect blocking of the peers; ours never sees it.

    `kind` is given to engines that cannot be asked without one.
    """

    text: str
    kind: Kind
    known: Known = Known()
    truth: str | None = None


class Engine(Protocol):
    """Loads once, answers many. `name` heads its column, `threshold` is where it alerts by default.

    `names_only` is an engine that weighs nothing else.
    """

    name: str
    threshold: float
    names_only: bool

    def load(self, listings: Sequence[Listing]) -> None:
        """Hold these listings, and no others."""

    def best(self, queries: Sequence[Asked]) -> list[Scores]:
        """The scores of each query, in order; a listing that is not named scores 0."""
