"""Ostrakon itself: one index per list, as in service."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.cases import Known
from benchmarks.quality.engines.protocol import Asked, Scores
from ostrakon.engine import DEFAULT_THRESHOLD
from ostrakon.matching import Matcher, MatchQuery
from ostrakon.matching.index import Index, build
from ostrakon.matching.scoring import Evidence, birth_date_of, comparable
from ostrakon.model import Listing

__all__ = ["Ostrakon"]

_LIMIT = 200  # the most hits a query may ask for
_AT_ONCE = 2_000  # queries whose hits are held at once: each hit holds its reasons


class Ostrakon:
    """Asked for any kind, without a threshold, so that every candidate shows its score."""

    name = "ostrakon"
    threshold = DEFAULT_THRESHOLD
    names_only = False

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._matcher = Matcher({})

    def load(self, listings: Sequence[Listing]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="ostrakon-quality-")
        folder = Path(self._folder.name)
        datasets = dict.fromkeys(listing.dataset for listing in listings)
        indexes = {}
        for dataset in datasets:
            build((one for one in listings if one.dataset == dataset), folder / dataset)
            indexes[dataset] = Index(folder / dataset)
        self._matcher = Matcher(indexes)

    def best(self, queries: Sequence[Asked]) -> list[Scores]:
        asked = [MatchQuery.of(query.text, evidence=_evidence(query.known)) for query in queries]
        return [
            {f"{match.dataset}:{match.listing.id}": match.score for match in matches.best}
            for start in range(0, len(asked), _AT_ONCE)
            for matches in self._matcher.match_many(
                asked[start : start + _AT_ONCE], threshold=0.0, limit=_LIMIT
            )
        ]


def _evidence(known: Known) -> Evidence:
    return Evidence(
        birth_date=birth_date_of(known.birth_date) if known.birth_date else None,
        countries=frozenset(known.countries),
        identifiers=frozenset(comparable(number) for number in known.identifiers),
    )
