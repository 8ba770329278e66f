"""Scores of an engine → its figures, in a form that is compared, committed and printed."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

from benchmarks.quality.experiment import Alerted, Found, Scored
from benchmarks.quality.measure import FALSE_ALERTS, Share, deciles, share_at, threshold_at

__all__ = ["POOLS", "ClassFigures", "EngineFigures", "figures_of", "pools_of"]

# Classes read together, by the beginning of their names.
POOLS: dict[str, tuple[str, ...]] = {
    "spelling": ("ssb:", "uk:"),
    "spelling, ssb": ("ssb:",),
    "spelling, uk": ("uk:",),
    "alias": ("alias:person", "alias:organisation"),
    "latin_to_original": ("latin_to:arabic", "latin_to:cyrillic", "latin_to:han_hangul"),
    "hard": ("hard:",),
    "near": ("near:",),
}
# Whether a changed number is the same ship nobody can say: never part of the pool.
T = TypeVar("T", Found, Alerted)
APART = ("uk:changed_number", "uk:missing_number")


class ClassFigures(Struct):
    """One class: how many, the share at each threshold with its interval, and where the scores lie.

    `at` maps "fa10", "fa20", "fa50" and "default" to share, lower and upper end. For positives the
    share is recall, for negatives those that alert.
    """

    count: int
    at: dict[str, tuple[float, float, float]]
    deciles: list[int]


class EngineFigures(Struct):
    """One engine over all classes. `customers` are the ordinary negatives."""

    engine: str
    thresholds: dict[str, float]
    queries_per_second: float
    customers: dict[str, ClassFigures]
    positives: dict[str, ClassFigures]
    near_misses: dict[str, ClassFigures]


def figures_of(scored: Scored) -> EngineFigures:
    """Thresholds from the ordinary customers, everything else at those thresholds."""
    ordinary = [alerted.score for alerted in scored.customers]
    thresholds = {f"fa{rate}": threshold_at(ordinary, rate) for rate in FALSE_ALERTS}
    thresholds["default"] = scored.threshold
    return EngineFigures(
        engine=scored.engine,
        thresholds=thresholds,
        queries_per_second=scored.queries / scored.seconds if scored.seconds else 0.0,
        customers=_by_class(scored.customers, _customer_classes, thresholds),
        positives=_by_class(scored.found, _positive_classes, thresholds),
        near_misses=_by_class(scored.near_misses, lambda a: pools_of(a.negative.group), thresholds),
    )


def pools_of(group: str) -> list[str]:
    """The pools a class belongs to, then the class itself."""
    if group in APART:
        return [group]
    return [pool for pool, starts in POOLS.items() if group.startswith(starts)] + [group]


def _positive_classes(found: Found) -> list[str]:
    group = found.positive.group
    classes = pools_of(group)
    who = "persons" if found.positive.kind == "Person" else "others"
    if group.startswith(("script:", "latin_to:")):
        classes.append(f"{group}, {who}")
    return classes


def _customer_classes(alerted: Alerted) -> list[str]:
    group = alerted.negative.group
    return ["all", group.split(":")[0], group]


def _by_class(
    items: Iterable[T], classes: Callable[[T], Sequence[str]], thresholds: dict[str, float]
) -> dict[str, ClassFigures]:
    scores: dict[str, list[float]] = {}
    for item in items:
        for name in classes(item):
            scores.setdefault(name, []).append(item.score)
    order = {name: number for number, name in enumerate(POOLS)}
    names = sorted(scores, key=lambda name: (order.get(name, len(order)), name))
    return {name: _class(scores[name], thresholds) for name in names}


def _class(scores: Sequence[float], thresholds: dict[str, float]) -> ClassFigures:
    at = {name: _rounded(share_at(scores, threshold)) for name, threshold in thresholds.items()}
    return ClassFigures(len(scores), at, deciles(scores))


def _rounded(share: Share) -> tuple[float, float, float]:
    low, high = share.interval
    return (round(share.share, 4), round(low, 4), round(high, 4))
