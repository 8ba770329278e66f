"""Listed names spelled otherwise, by every class of the public benchmark and of the UK regulator's tests."""

import random
from collections.abc import Callable, Sequence

from benchmarks.quality.cases import Positive, key_of
from benchmarks.quality.positives import Family
from benchmarks.quality.positives.bases import Base, bases, vary
from benchmarks.quality.positives.changes import CHANGES, NUMBER_CHANGES
from benchmarks.quality.sampling import chance
from ostrakon.model import Listing

__all__ = ["numbers", "spelling"]

Change = Callable[[str, bool, random.Random], str | None]


def spelling(listings: Sequence[Listing], per_half: int, seed: int) -> Family:
    """`ssb:` classes of sanctions-screening-benchmark, `uk:` classes of our own; one variant per listing."""
    pool = bases(listings)
    positives: list[Positive] = []
    for group, make in (*_public_classes(seed), *_own_classes(CHANGES, seed)):
        positives += vary(group, make, pool, per_half, seed)
    return Family("spelling", tuple(positives))


def numbers(listings: Sequence[Listing], per_half: int, seed: int) -> Family:
    """Names with a number changed: reported apart, since another number can be another thing."""
    pool = [base for base in bases(listings) if any(map(str.isdigit, base.text))]
    positives: list[Positive] = []
    for group, make in _own_classes(NUMBER_CHANGES, seed):
        positives += vary(group, make, pool, per_half, seed)
    return Family("numbers", tuple(positives))


def _public_classes(seed: int) -> list[tuple[str, Callable[[Base], str | None]]]:
    from ssb.perturb import REGISTRY

    def maker(name: str) -> Callable[[Base], str | None]:
        def make(base: Base) -> str | None:
            made = REGISTRY[name].fn(base.text, seed)
            return chance(seed, name, key_of(base.listing)).choice(made) if made else None

        return make

    return [(f"ssb:{name}", maker(name)) for name in REGISTRY]


def _own_classes(changes: dict[str, Change], seed: int) -> list[tuple[str, Callable[[Base], str | None]]]:
    def maker(name: str, change: Change) -> Callable[[Base], str | None]:
        return lambda base: change(base.text, base.kind == "Person", chance(seed, name, key_of(base.listing)))

    return [(f"uk:{name}", maker(name, change)) for name, change in changes.items()]
