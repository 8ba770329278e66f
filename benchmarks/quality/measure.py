"""From scores to figures: thresholds by false alerts, recall with its confidence interval."""

import math
from collections.abc import Sequence

from msgspec import Struct

__all__ = ["FALSE_ALERTS", "Share", "deciles", "share_at", "threshold_at"]

# Per 1,000 ordinary customers: what a small team, a bank, and a cautious bank live with.
FALSE_ALERTS = (10, 20, 50)
_Z = 1.959964  # 95 %


class Share(Struct, frozen=True):
    """`hits` of `count`, with Wilson's 95 % interval."""

    hits: int
    count: int

    @property
    def share(self) -> float:
        return self.hits / self.count if self.count else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        if not self.count:
            return (0.0, 1.0)
        n, p = self.count, self.share
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        spread = _Z / (1 + _Z**2 / n) * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return (max(0.0, middle - spread), min(1.0, middle + spread))


def threshold_at(scores: Sequence[float], false_alerts: int) -> float:
    """The lowest threshold at which at most `false_alerts` of 1,000 negatives score that much or more.

    `scores` are the negatives' best scores. Equal scores alert together, so the threshold can lie
    above 1: then nothing can be found at that rate.
    """
    ordered = sorted(scores, reverse=True)
    allowed = len(ordered) * false_alerts // 1000
    return math.nextafter(ordered[allowed], math.inf) if allowed < len(ordered) else 0.0


def share_at(scores: Sequence[float], threshold: float) -> Share:
    """How many score at least `threshold`."""
    return Share(sum(score >= threshold for score in scores), len(scores))


def deciles(scores: Sequence[float]) -> list[int]:
    """How many scores lie in [0, .1), [.1, .2) … [.9, 1]."""
    counts = [0] * 10
    for score in scores:
        counts[min(9, max(0, int(score * 10 + 1e-9)))] += 1
    return counts
