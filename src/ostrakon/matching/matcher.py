"""Queries against the opened indexes: candidates, scores, evidence, hits by listing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ostrakon.matching.index import Index, IndexedName
from ostrakon.matching.index.index import FOLDER_KINDS
from ostrakon.matching.kernel import Kernel
from ostrakon.matching.scoring import Comparison, Evidence, WordPair, weigh_evidence
from ostrakon.matching.scoring.weights import WEIGHTS, Weights
from ostrakon.model import Kind, Listing, Reason
from ostrakon.names import AnalysedName, Role, analyse, ordinary_names

__all__ = ["MATCHER_VERSION", "Match", "MatchQuery", "Matcher", "Matches", "kind_of"]

# Printed in every answer; moves whenever a score can change.
MATCHER_VERSION = "ostrakon-2"

# Names compared in full, over all lists. The quality benchmark measures what this loses.
_CANDIDATES = 200
# Evidence lifts a score by 0.05 at most (birth day and country), so names below that stay below.
_MOST_EVIDENCE_ADDS = 0.05
_LEAST_SCORE = 0.0001  # no word in common is no match, at any threshold
_NO_EVIDENCE = Evidence()
_ANY_KIND = -1


class MatchQuery(Struct, frozen=True):
    """A name analysed, the kind it must have (None: any), and what else is known."""

    text: str
    name: AnalysedName
    kind: Kind | None
    evidence: Evidence

    @classmethod
    def of(cls, text: str, *, kind: Kind | None = None, evidence: Evidence | None = None) -> "MatchQuery":
        analysed = analyse(text, "person" if kind == "Person" else "any" if kind is None else "thing")
        return cls(text, analysed, kind, evidence or Evidence())


class Match(Struct, frozen=True):
    """A listing that matched: by which of its names, how well, and why. `listing` is its head: without
    addresses, reasons and notes."""

    dataset: str
    listing: Listing
    name: IndexedName
    score: float
    reasons: tuple[Reason, ...]


class Matches(Struct, frozen=True):
    """The best matches, best first, and whether there are more than were asked for.

    `scores` are those of all that reached the threshold, with those that the limit left out.
    """

    best: tuple[Match, ...]
    more: bool
    scores: tuple[float, ...] = ()


class _Found(Struct, frozen=True):
    """A listing by ordinals, with its best name and that name's score."""

    list: int
    listing: int
    name: int
    score: float


class Matcher:
    """Scores queries against the indexes of several lists, by dataset. Threads may share one.

    Words are as rare as on these lists, or as on those of `weighed_by`: so scores of a part of a list, or
    of an old version, compare with those of the whole and of today.
    """

    def __init__(
        self, indexes: Mapping[str, Index], weights: Weights = WEIGHTS, *, weighed_by: Sequence[Index] = ()
    ) -> None:
        self._datasets = sorted(indexes)
        self._indexes = [indexes[dataset] for dataset in self._datasets]
        searched = [index.columns for index in self._indexes]
        weighing = [index.columns for index in weighed_by]
        by_all = (searched, weights, ordinary_names())
        self._kernel = Kernel(*by_all, weighing) if weighing else Kernel(*by_all)

    def match(
        self, query: MatchQuery, *, threshold: float, limit: int, keep: Callable[[Match], bool] | None = None
    ) -> Matches:
        """Matches with a score of at least `threshold`, best first, one per listing.

        Those for which `keep` is false are passed over. At most `limit` are given.
        """
        return self.match_many([query], threshold=threshold, limit=limit, keep=keep)[0]

    def match_many(
        self,
        queries: Sequence[MatchQuery],
        *,
        threshold: float,
        limit: int,
        keep: Callable[[Match], bool] | None = None,
    ) -> list[Matches]:
        """`match` for each query, in order, in one pass of the kernel."""
        asked = [(query.name.tokens, _kind_number(query.kind)) for query in queries]
        tells_more = any(query.evidence != _NO_EVIDENCE for query in queries)
        least = threshold - _MOST_EVIDENCE_ADDS if tells_more else threshold
        most = max(_CANDIDATES, limit)
        found = self._kernel.search_many(asked, max(least, _LEAST_SCORE), most, most)
        return [
            self._matches(query, [_Found(*one) for one in names], threshold, limit, keep)
            for query, names in zip(queries, found, strict=True)
        ]

    def every(self, dataset: str) -> Iterator[Match]:
        """Each listing of a list, by its first name, as if it had matched without a score."""
        index = self._indexes[self._datasets.index(dataset)]
        owners = index.columns["name_listing"]
        for ordinal in range(index.listings):
            name = index.name(int(np.searchsorted(owners, ordinal)))
            yield Match(dataset, index.listing(ordinal), name, 0.0, ())

    def compare(self, one: AnalysedName, other: AnalysedName, kind: Kind) -> Comparison:
        """Two names that need not be listed, `other` read as of `kind`; words as rare as on these lists."""
        told = self._kernel.compare(one.tokens, other.tokens, FOLDER_KINDS.index(kind))
        return _comparison(told, one, other.tokens)

    def knows(self, name: AnalysedName) -> bool:
        """Whether some listed name holds at least half of the words: if not, none can match well."""
        words = name.words
        known = sum(self._kernel.knows(words))
        return 2 * known >= len(words)

    def _matches(
        self,
        query: MatchQuery,
        found: Sequence[_Found],
        threshold: float,
        limit: int,
        keep: Callable[[Match], bool] | None,
    ) -> Matches:
        if query.evidence != _NO_EVIDENCE:
            weighed = self._weighed(query, found)
        else:
            weighed = [(one.score, one, ()) for one in found]
        kept: list[Match] = []
        reached = [each for each in weighed if each[0] >= max(threshold, _LEAST_SCORE)]
        scores: list[float] = []
        for score, one, evidence in reached:
            if keep is None and len(kept) == limit:
                scores = [each[0] for each in reached]
                break
            match = Match(
                dataset=self._datasets[one.list],
                listing=self._indexes[one.list].listing(one.listing),
                name=self._indexes[one.list].name(one.name),
                score=score,
                reasons=(),
            )
            if keep is None or keep(match):
                scores.append(score)
                if len(kept) < limit:
                    kept.append(replace(match, reasons=(*self._reasons(query, one, match.name), *evidence)))
        return Matches(tuple(kept), len(scores) > len(kept), tuple(scores))

    def _weighed(
        self, query: MatchQuery, found: Sequence[_Found]
    ) -> list[tuple[float, _Found, tuple[Reason, ...]]]:
        """`found` with what else is known weighed in, best first."""
        weighed = []
        for one in self._with_identified(query, found) if query.evidence.identifiers else found:
            listing = self._indexes[one.list].listing(one.listing)
            score, reasons = weigh_evidence(one.score, query.evidence, listing)
            weighed.append((round(score, 4), one, tuple(reasons)))
        return sorted(weighed, key=lambda each: (-each[0], each[1].list, each[1].listing))

    def _reasons(self, query: MatchQuery, found: _Found, name: IndexedName) -> list[Reason]:
        told = self._kernel.explain(query.name.tokens, found.list, found.name)
        compared = _comparison(told, query.name, name.tokens)
        reasons = [Reason("name", round(compared.score, 4), query.text, name.text, compared.in_words())]
        if name.strength == "weak":
            factor = _weakness(name)
            detail = f"the issuer calls this name weak: times {factor}"
            reasons.append(Reason("weak_alias", factor, query.text, name.text, detail))
        return reasons

    def _with_identified(self, query: MatchQuery, found: Sequence[_Found]) -> list[_Found]:
        """`found`, and the listings that state one of the numbers asked for, under their best name."""
        known = {(one.list, one.listing) for one in found}
        more = []
        for number, index in enumerate(self._indexes):
            listings = {n for value in query.evidence.identifiers for n in index.with_identifier(value)}
            for listing in listings:
                if (number, listing) in known or query.kind not in {None, index.kind(listing)}:
                    continue
                names = index.names_of([listing])
                scores = self._kernel.score(query.name.tokens, number, names)
                best = max(range(len(names)), key=scores.__getitem__)
                more.append(_Found(number, listing, names[best], scores[best]))
        return [*found, *more]


def _comparison(told: dict[str, Any], asked: AnalysedName, listed: Sequence[Any]) -> Comparison:
    pairs = tuple(WordPair((a, m), (b, n), similarity) for a, m, b, n, similarity in told.pop("pairs"))
    return Comparison(asked=asked.tokens, listed=tuple(listed), pairs=pairs, **told)


def _weakness(name: IndexedName) -> float:
    words = [token for token in name.tokens if token.role != Role.PARTICLE]
    return WEIGHTS.weak_alias_of_one_word if len(words) <= 1 else WEIGHTS.weak_alias


def _kind_number(kind: Kind | None) -> int:
    return _ANY_KIND if kind is None else FOLDER_KINDS.index(kind)


_KINDS: dict[str, Kind | None] = {
    "person": "Person",
    "company": "LegalEntity",
    "organization": "LegalEntity",
    "publicbody": "LegalEntity",
    "legalentity": "LegalEntity",
    "vessel": "Vessel",
    "airplane": "Airplane",
    "thing": None,
}


def kind_of(schema: str | None) -> Kind | None:
    """The kind of listing that a FollowTheMoney schema can be; None for any. KeyError if unknown."""
    return None if schema is None else _KINDS[schema.lower()]
