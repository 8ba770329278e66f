"""Queries against the opened indexes: candidates, scores, evidence, hits by listing."""

from collections.abc import Mapping

from msgspec import Struct

from ostrakon.matching.index import Index, IndexedName
from ostrakon.matching.scoring import Comparison, Evidence, Rarity, compare_names, weigh_evidence
from ostrakon.matching.scoring.weights import WEAK_ALIAS, WEAK_ALIAS_OF_ONE_WORD
from ostrakon.model import Kind, Listing, Reason
from ostrakon.names import AnalysedName, analyse

__all__ = ["MATCHER_VERSION", "Match", "MatchQuery", "Matcher", "kind_of"]

# Printed in every answer; moves whenever a score can change.
MATCHER_VERSION = "ostrakon-1"

# Names scored per list. On the real lists of 2025 the right one is within the first 50 by overlap.
_CANDIDATES = 80
# Evidence lifts a score by 0.05 at most (birth day and country), so names below that stay below.
_MOST_EVIDENCE_ADDS = 0.05


class MatchQuery(Struct, frozen=True):
    """A name analysed both ways, the kind it must have (None: any), and what else is known."""

    text: str
    as_person: AnalysedName
    as_thing: AnalysedName
    kind: Kind | None
    evidence: Evidence

    @classmethod
    def of(cls, text: str, *, kind: Kind | None = None, evidence: Evidence | None = None) -> "MatchQuery":
        person = analyse(text, "person")
        thing = analyse(text, "person" if kind == "Person" else "any")
        return cls(text, person, thing, kind, evidence or Evidence())


class Match(Struct, frozen=True):
    """A listing that matched: by which of its names, how well, and why."""

    dataset: str
    listing: Listing
    name: IndexedName
    score: float
    reasons: tuple[Reason, ...]


class _Scored(Struct, frozen=True):
    """A name of a listing, compared with the query; `weak` is what its being weak leaves of the score."""

    name: IndexedName
    compared: Comparison
    weak: float

    @property
    def score(self) -> float:
        return self.compared.score * self.weak

    def reasons(self, query: str) -> list[Reason]:
        name = self.name.text
        reasons = [Reason("name", self.compared.score, query, name, self.compared.in_words())]
        if self.weak < 1:
            detail = f"the issuer calls this name weak: times {self.weak}"
            reasons.append(Reason("weak_alias", self.weak, query, name, detail))
        return reasons


class Matcher:
    """Scores queries against the indexes of several lists, by dataset."""

    def __init__(self, indexes: Mapping[str, Index]) -> None:
        self._indexes = dict(indexes)
        self._rarity = Rarity(list(self._indexes.values()))

    def match(self, query: MatchQuery, *, threshold: float, limit: int) -> list[Match]:
        """Matches with a score of at least `threshold`, best first, at most `limit`; one per listing."""
        found: list[Match] = []
        for dataset, index in self._indexes.items():
            best = self._best_names(query, index)
            for listing_number, scored in best.items():
                if scored.score + _MOST_EVIDENCE_ADDS < threshold and not query.evidence.identifiers:
                    continue
                listing = index.listing(listing_number)
                score, evidence = weigh_evidence(scored.score, query.evidence, listing)
                if score >= threshold and score > 0:
                    reasons = (*scored.reasons(query.text), *evidence)
                    found.append(Match(dataset, listing, scored.name, round(score, 4), reasons))
        found.sort(key=lambda match: (-match.score, match.dataset, match.listing.id))
        return found[:limit]

    def knows(self, name: AnalysedName) -> bool:
        """Whether some listed name holds at least half of the words: if not, none can match well."""
        known = [self._rarity.is_held(token.skeleton) for token in name.words]
        return 2 * sum(known) >= len(known)

    def _best_names(self, query: MatchQuery, index: Index) -> dict[int, _Scored]:
        """The best-scoring name of each candidate listing of the kind asked for."""
        names = [candidate.name for candidate in index.candidates(query.as_thing, limit=_CANDIDATES)]
        if query.as_person.tokens != query.as_thing.tokens:
            names += [candidate.name for candidate in index.candidates(query.as_person, limit=_CANDIDATES)]
        identified = {n for value in query.evidence.identifiers for n in index.with_identifier(value)}
        if identified:
            names += index.names_of(identified)
        best: dict[int, _Scored] = {}
        for number in dict.fromkeys(names):
            name = index.name(number)
            kind = index.kind(name.listing)
            if query.kind is not None and kind != query.kind:
                continue
            scored = self._score(query, name, kind)
            if name.listing not in best or scored.score > best[name.listing].score:
                best[name.listing] = scored
        return best

    def _score(self, query: MatchQuery, name: IndexedName, kind: Kind) -> _Scored:
        analysed = query.as_person if kind == "Person" else query.as_thing
        tells = kind == "LegalEntity"
        compared = compare_names(analysed.tokens, name.tokens, self._rarity, one_word_tells=tells)
        return _Scored(name, compared, _weakness(name))


def _weakness(name: IndexedName) -> float:
    if name.strength != "weak":
        return 1.0
    words = [token for token in name.tokens if token.role != "particle"]
    return WEAK_ALIAS_OF_ONE_WORD if len(words) <= 1 else WEAK_ALIAS


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
