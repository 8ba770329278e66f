"""The questions of one half, all of them for us and the first of each class for slower engines."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from benchmarks.quality.experiment import Questions
from benchmarks.quality.negatives import draw_customers, make_near_misses
from benchmarks.quality.positives import FAMILIES, Family
from benchmarks.quality.sampling import Half, half_of
from ostrakon.model import Listing

__all__ = ["draw_questions", "fewer"]

T = TypeVar("T")


def draw_questions(
    listings: Sequence[Listing],
    *,
    half: Half,
    classes: Sequence[str],
    per_class: int,
    ordinary: int,
    seed: int,
) -> Questions:
    """Positives and negatives of `half`. `classes` are beginnings of class names, none means all.

    `ordinary` counts the customers of both halves. Listings are drawn over both halves first, so that
    what is held out of an index does not depend on the half.
    """
    families = [make(listings, per_class, seed) for make in FAMILIES.values()]
    wanted = tuple(classes) or ("",)
    asked = [
        Family(
            family.name,
            tuple(
                positive
                for positive in family.positives
                if half_of(positive.listing) == half and positive.group.startswith(wanted)
            ),
            family.listings,
        )
        for family in families
    ]
    return Questions(
        listings,
        [family for family in asked if family.positives],
        [one for one in draw_customers(listings, ordinary, seed) if half_of(one.text) == half],
        [one for one in make_near_misses(listings, 2 * per_class, seed) if half_of(one.text) == half],
    )


def fewer(
    asked: Questions, *, per_class: int, ordinary: int, families: Sequence[str] | None = None
) -> Questions:
    """The first of each class, of all families or some: they stand in a drawn order already."""
    kept = [family for family in asked.families if families is None or family.name in families]
    return Questions(
        asked.listings,
        [
            Family(one.name, tuple(_first(one.positives, lambda p: p.group, per_class)), one.listings)
            for one in kept
        ],
        asked.customers[:ordinary],
        _first(asked.near_misses, lambda n: n.group, per_class),
    )


def _first(items: Sequence[T], group: Callable[[T], str], count: int) -> list[T]:
    seen: dict[str, int] = {}
    kept = []
    for item in items:
        name = group(item)
        seen[name] = seen.get(name, 0) + 1
        if seen[name] <= count:
            kept.append(item)
    return kept
