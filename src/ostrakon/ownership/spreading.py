"""Seeds → everyone that is caught through them: the least fixed point of one rule, on one bound.

It starts from the seeds and adds whoever's caught holders reach the threshold, until nothing changes.
A caught holder passes its stake on in full, any other passes nothing; nothing is multiplied. A worklist
visits each stake once, so that cycles end and a chain may have any length.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from ostrakon.model import StakeKind
from ostrakon.ownership.holdings import HALF, NO_BUNDLE, UNIT, Edge, Holdings
from ostrakon.ownership.rules import Effect

__all__ = ["Bound", "Caught", "Test", "reaches", "spread"]


class Test(Struct, frozen=True):
    """What makes an asset caught: the effect of each kind, the threshold in per cent for shares and
    profits, whether "more than" it; votes and seats always need more than half.

    `upper` counts upper bounds and what is a matter of judgment: who may be caught. Otherwise lower
    bounds: who is. `bundles`: holders who act together count with all they have between them.
    """

    counts: Mapping[StakeKind, Effect]
    threshold: int
    strict: bool
    upper: bool
    bundles: bool

    def needed(self, kind: StakeKind) -> tuple[int, bool]:
        """Units, and whether more than that."""
        if kind in {"votes", "board_appointment"}:
            return HALF, True
        return self.threshold * UNIT, self.strict


class Bound(Struct, gc=False):
    """A sum of bounds so far; `open`: one of them is not itself possible."""

    total: int = 0
    open: bool = False


# Who is caught, in the order of being caught, each with the kind of stake that did it; a seed with None.
Caught = dict[int, StakeKind | None]


def spread(
    holdings: Holdings,
    seeds: Iterable[int],
    test: Test,
    *,
    also: Callable[[int, Edge, Bound], bool] = lambda _holder, _edge, _sum: False,
) -> Caught:
    """`seeds` and all that is caught through them. `also` may catch what the test does not; it is handed
    the holder, its edge, and the sum over its asset up to and including it."""
    caught: Caught = dict.fromkeys(seeds)
    queue = deque(caught)
    sums: dict[tuple[int, StakeKind], Bound] = {}
    bundled: set[int] = set()
    while queue:
        holder = queue.popleft()
        for edge in holdings.out[holder]:
            if edge.asset in caught:
                continue
            if _catches(edge, sums, bundled, holdings, test) or also(
                holder, edge, sums.get((edge.asset, edge.kind)) or Bound()
            ):
                caught[edge.asset] = edge.kind
                queue.append(edge.asset)
    return caught


def reaches(sum_: Bound, needed: int, *, strict: bool, upper: bool, own: int = 0) -> bool:
    """Whether a sum of lower bounds surely, or one of upper bounds possibly, reaches `needed` units.

    An open end counts in opposite ways: more than 50 is over 50, below 50 is not 50. Shares that the
    asset holds of itself (`own`) may have to be left out of the whole, which is not settled: x of
    100 - own is half or more when x + own / 2 is.
    """
    if not upper:
        return sum_.total > needed or (sum_.total == needed and (not strict or sum_.open))
    if sum_.total == 0:
        return False
    twice = 2 * sum_.total + own
    return twice > 2 * needed or (twice == 2 * needed and not strict and not sum_.open)


def _catches(
    edge: Edge,
    sums: dict[tuple[int, StakeKind], Bound],
    bundled: set[int],
    holdings: Holdings,
    test: Test,
) -> bool:
    effect = _effect(edge, test)
    if effect in {"present", "judged"}:
        return edge.low > 0 or test.upper if effect == "present" else test.upper
    if effect == "unsettled" and not test.upper:
        return False
    needed, strict = test.needed(edge.kind)
    if effect == "single" and not test.upper:
        return reaches(Bound(edge.low, edge.low_open), needed, strict=strict, upper=False)
    sum_ = sums.setdefault((edge.asset, edge.kind), Bound())
    if not _added(edge, sum_, bundled, holdings, test):
        return False
    own = holdings.own.get((edge.asset, edge.kind), 0)
    return reaches(sum_, needed, strict=strict, upper=test.upper, own=own)


def _effect(edge: Edge, test: Test) -> Effect:
    """An agent's edge is there only where agents may be caught through their principals."""
    return "judged" if edge.kind == "acts_for" else test.counts.get(edge.kind, "nothing")


def _added(edge: Edge, sum_: Bound, bundled: set[int], holdings: Holdings, test: Test) -> bool:
    """Add the edge, or once all of the arrangement that it is in."""
    counted = edge
    if test.bundles and edge.bundle != NO_BUNDLE:
        if edge.bundle in bundled:
            return False
        bundled.add(edge.bundle)
        bundle = holdings.bundles[edge.bundle]
        low, low_open, high, high_open = bundle.low, bundle.low_open, bundle.high, bundle.high_open
    else:
        low, low_open, high, high_open = counted.low, counted.low_open, counted.high, counted.high_open
    sum_.total += high if test.upper else low
    sum_.open = sum_.open or (high_open if test.upper else low_open)
    return True
