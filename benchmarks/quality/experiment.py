"""Queries put to one engine → every score that the figures are made of."""

import time
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from benchmarks.quality.cases import Known, Negative, Positive
from benchmarks.quality.engines import Asked, Engine, Scores
from benchmarks.quality.positives import Family
from ostrakon.model import Listing

__all__ = ["Alerted", "Found", "Questions", "Scored", "Telling", "ask"]


class Questions(Struct, frozen=True):
    """All that one run asks. `listings` are the full lists; a family may bring its own."""

    listings: Sequence[Listing]
    families: Sequence[Family]
    customers: Sequence[Negative]
    near_misses: Sequence[Negative]


class Found(Struct, frozen=True):
    """A positive, and what its own listing scored; `rank` is 1 when no other listing scored more."""

    positive: Positive
    score: float
    rank: int


class Alerted(Struct, frozen=True):
    """A negative, its best score, and the listing that gave it."""

    negative: Negative
    score: float
    listing: str | None


class Scored(Struct, frozen=True):
    """Everything one engine answered, and how long that took."""

    engine: str
    threshold: float
    found: list[Found]
    customers: list[Alerted]
    near_misses: list[Alerted]
    queries: int
    seconds: float


# What is told beside the name: nothing, birth date and country, or those and a number.
Telling = Literal["name only", "birth date and country", "and a number"]


def ask(engine: Engine, questions: Questions, telling: Telling = "name only") -> Scored:
    """Put every question to `engine`."""
    asking = _Asking(engine, telling)
    engine.load(questions.listings)
    customers = asking.negatives(questions.customers)
    near_misses = asking.negatives(questions.near_misses)
    found: list[Found] = []
    for family in sorted(questions.families, key=lambda one: one.listings is not None):
        if family.listings is not None:
            engine.load(family.listings)
        found += asking.positives(family.positives)
    return Scored(
        engine.name, engine.threshold, found, customers, near_misses, asking.queries, asking.seconds
    )


class _Asking:
    """Counts queries and seconds on the way."""

    def __init__(self, engine: Engine, telling: Telling) -> None:
        self._engine = engine
        self._telling = telling
        self.queries = 0
        self.seconds = 0.0

    def negatives(self, negatives: Sequence[Negative]) -> list[Alerted]:
        answers = self._ask([Asked(n.text, n.kind, self._known(n.known)) for n in negatives])
        alerted = []
        for negative, scores in zip(negatives, answers, strict=True):
            best = max(scores, key=lambda key: scores[key]) if scores else None
            alerted.append(Alerted(negative, scores[best] if best else 0.0, best))
        return alerted

    def positives(self, positives: Sequence[Positive]) -> list[Found]:
        answers = self._ask([Asked(p.text, p.kind, self._known(p.known), p.listing) for p in positives])
        found = []
        for positive, scores in zip(positives, answers, strict=True):
            score = scores.get(positive.listing, 0.0)
            found.append(Found(positive, score, 1 + sum(other > score for other in scores.values())))
        return found

    def _known(self, known: Known) -> Known:
        if self._telling == "name only":
            return Known()
        return known if self._telling == "and a number" else replace(known, identifiers=())

    def _ask(self, queries: Sequence[Asked]) -> list[Scores]:
        started = time.perf_counter()
        answers = self._engine.best(queries)
        self.seconds += time.perf_counter() - started
        self.queries += len(queries)
        return answers
