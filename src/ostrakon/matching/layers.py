"""Several matchers over versions of different days → the hits of all, each listing once."""

from collections.abc import Callable, Iterator, Sequence

from ostrakon.matching.matcher import Match, Matcher, Matches, MatchQuery
from ostrakon.matching.scoring import Comparison
from ostrakon.model import Kind
from ostrakon.names import AnalysedName

__all__ = ["Layers", "merged"]


class Layers:
    """Answers like a `Matcher`. `matchers` come newest first, all weighing words by the newest lists.

    A listing that several versions hold is given once, by its best score; of equal ones the newest.
    """

    def __init__(self, matchers: Sequence[Matcher]) -> None:
        self._matchers = matchers

    def match(
        self, query: MatchQuery, *, threshold: float, limit: int, keep: Callable[[Match], bool] | None = None
    ) -> Matches:
        return self.match_many([query], threshold=threshold, limit=limit, keep=keep)[0]

    def match_many(
        self,
        queries: Sequence[MatchQuery],
        *,
        threshold: float,
        limit: int,
        keep: Callable[[Match], bool] | None = None,
    ) -> list[Matches]:
        found = [
            matcher.match_many(queries, threshold=threshold, limit=limit, keep=keep)
            for matcher in self._matchers
        ]
        return [merged(matches, limit) for matches in zip(*found, strict=True)]

    def every(self, dataset: str) -> Iterator[Match]:
        """Each listing of the newest version of a list, as by `Matcher.every`."""
        return self._matchers[0].every(dataset)

    def compare(self, one: AnalysedName, other: AnalysedName, kind: Kind) -> Comparison:
        return self._matchers[0].compare(one, other, kind)

    def knows(self, name: AnalysedName) -> bool:
        return any(matcher.knows(name) for matcher in self._matchers)


def merged(several: Sequence[Matches], limit: int) -> Matches:
    """Each listing once, by its best score, of equal ones the first. `scores` are at least as many as one of
    `several` has: which of those beyond its limit are the same is not known."""
    best: dict[tuple[str, str], Match] = {}
    for matches in several:
        for match in matches.best:
            key = (match.dataset, match.listing.id)
            if key not in best or match.score > best[key].score:
                best[key] = match
    ordered = sorted(best.values(), key=lambda match: -match.score)
    more = len(ordered) > limit or any(matches.more for matches in several)
    most = max((matches.scores for matches in several), key=len, default=())
    scores = tuple(match.score for match in ordered)
    return Matches(tuple(ordered[:limit]), more, max(scores, most, key=len))
