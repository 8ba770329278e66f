"""A network on one day, under one rule → what each holder adds to each asset, in exact units."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache

from msgspec import Struct

from ostrakon.model import UNKNOWN_SHARE, Share, Stake, StakeKind
from ostrakon.ownership.network import Network, presence
from ostrakon.ownership.rules import Effect

__all__ = ["HALF", "MEASURED", "NO_BUNDLE", "NO_STAKE", "UNIT", "Edge", "Holdings", "holdings_on", "share_of"]

# Shares are summed as whole numbers of 10⁻¹² per cent: 33.3 + 16.7 is 50, whatever the number of stakes.
UNIT = 10**12
WHOLE, HALF = 100 * UNIT, 50 * UNIT
MEASURED: tuple[StakeKind, ...] = ("shares", "votes", "profit_right", "board_appointment")
NO_BUNDLE = NO_STAKE = -1


class Edge(Struct, gc=False):
    """What one holder has in `asset`, in units; the last two point at its stake and its joint arrangement."""

    asset: int
    kind: StakeKind
    low: int
    low_open: bool
    high: int
    high_open: bool
    stake: int
    bundle: int = NO_BUNDLE


class Bundle(Struct):
    """What holders who act together have in one asset between them."""

    low: int = 0
    low_open: bool = False
    high: int = 0
    high_open: bool = False


class Holdings(Struct):
    """`out[holder]` are its edges; actors are numbered as in `ids`, with one more for `undisclosed`
    holders where the register does not claim to be complete.

    `own` is what an asset holds of itself, by (asset, kind): upper bound in units.
    """

    ids: list[str]
    number: dict[str, int]
    out: list[list[Edge]]
    bundles: list[Bundle]
    own: dict[tuple[int, StakeKind], int]
    undisclosed: int | None
    over_full: list[tuple[int, StakeKind, int]]
    doubled: list[tuple[int, int, StakeKind]]


def holdings_on(
    network: Network,
    on: date,
    counts: dict[StakeKind, Effect],
    *,
    complete: bool,
    agents: bool,
    joint: bool,
    only: set[str] | None = None,
) -> Holdings:
    """The stakes of `on` that `counts` gives an effect. With `agents`, whoever acts for an actor is held
    by it; with `joint`, arrangements are bundled. `only`: these assets alone."""
    ids = list(network.actors if only is None else (id_ for id_ in network.actors if id_ in only))
    number = {id_: position for position, id_ in enumerate(ids)}
    undisclosed = None if complete else len(ids)
    holdings = Holdings(
        ids, number, [[] for _ in range(len(ids) + 1)], [], {}, undisclosed, over_full=[], doubled=[]
    )
    stated = _measured(network, on, counts, number, holdings)
    full: dict[int, tuple[int, bool]] = {}
    for (asset, kind), edges in stated.items():
        low, low_open = _tighten(edges, asset, kind, holdings)
        if kind == "shares":
            full[asset] = low, low_open
        _add(edges, network.stakes, asset, kind, holdings, joint=joint)
    _add_unmeasured(network, on, counts, number, holdings, agents=agents)
    if undisclosed is not None:
        _add_undisclosed(network, full, holdings)
    return holdings


def share_of(low: int, high: int, *, low_open: bool, high_open: bool) -> Share:
    """Units as per cent."""
    return Share(Decimal(low) / UNIT, Decimal(high) / UNIT, low_open, high_open)


def _measured(
    network: Network, on: date, counts: dict[StakeKind, Effect], number: dict[str, int], holdings: Holdings
) -> dict[tuple[int, StakeKind], dict[int, Edge]]:
    """By asset and kind: one edge per holder."""
    found: dict[tuple[int, StakeKind], dict[int, Edge]] = {}
    unknown: list[tuple[int, int, Edge]] = []
    perhaps: set[tuple[int, int]] = set()  # owner and asset of shares that may not be there on that day
    for position, stake in enumerate(network.stakes):
        effect = counts.get(stake.kind, "nothing")
        if (stake.kind not in MEASURED and effect != "share_unknown") or effect in {"caution", "nothing"}:
            continue
        owner, asset = number.get(stake.owner), number.get(stake.asset)
        if owner is None or asset is None or (there := presence(stake, on)) is False:
            continue
        edge = _edge(stake, asset, position, surely=there is True)
        if effect == "share_unknown":
            unknown.append((owner, asset, edge))
            continue
        if there is None and stake.kind == "shares":
            perhaps.add((owner, asset))
        edges = found.setdefault((asset, stake.kind), {})
        if owner in edges:
            holdings.doubled.append((owner, asset, stake.kind))
            _double(edges[owner], edge)
        else:
            edges[owner] = edge
    for owner, asset, edge in unknown:
        edges = found.setdefault((asset, "shares"), {})
        if (owner, asset) in perhaps:
            _double(edges[owner], edge)
        else:
            edges.setdefault(owner, edge)  # a share that is stated says more
    return found


def _edge(stake: Stake, asset: int, position: int, *, surely: bool) -> Edge:
    share = stake.share or UNKNOWN_SHARE
    kind: StakeKind = stake.kind if stake.kind in MEASURED else "shares"
    low, low_open = (_units(share.low, ROUND_FLOOR), share.low_open) if surely else (0, False)
    return Edge(asset, kind, low, low_open, _units(share.high, ROUND_CEILING), share.high_open, position)


@lru_cache(maxsize=1024)
def _units(per_cent: Decimal, rounding: str) -> int:
    return int((per_cent * UNIT).to_integral_value(rounding))


def _double(known: Edge, more: Edge) -> None:
    """Stated twice: one stake with two sources, or two lots of shares. Both must be possible: at least
    the larger, at most both together."""
    known.low, known.low_open = max((known.low, known.low_open), (more.low, more.low_open))
    known.high_open = known.high_open or more.high_open
    known.high += more.high
    if known.high > WHOLE:
        known.high, known.high_open = WHOLE, False


def _tighten(edges: dict[int, Edge], asset: int, kind: StakeKind, holdings: Holdings) -> tuple[int, bool]:
    """No holder has more than the others leave (facts 1.1). Returns the sum of the lower bounds.

    Stakes of more than the whole contradict each other: they are reported and left as they are.
    """
    total = sum(edge.low for edge in edges.values())
    opens = sum(edge.low_open for edge in edges.values())
    if total > WHOLE or (total == WHOLE and opens):
        holdings.over_full.append((asset, kind, total))
        return total, opens > 0
    for edge in edges.values():
        left = WHOLE - (total - edge.low)
        left_open = opens - edge.low_open > 0
        if left < edge.high or (left == edge.high and left_open):
            edge.high, edge.high_open = left, left_open
    return total, opens > 0


def _add(
    edges: dict[int, Edge],
    stakes: tuple[Stake, ...],
    asset: int,
    kind: StakeKind,
    holdings: Holdings,
    *,
    joint: bool,
) -> None:
    bundles: dict[str, int] = {}
    for owner, edge in edges.items():
        if owner == asset:
            holdings.own[asset, kind] = edge.high
            continue
        holdings.out[owner].append(edge)
        arrangement = stakes[edge.stake].arrangement
        if joint and arrangement is not None:
            if arrangement not in bundles:
                bundles[arrangement] = len(holdings.bundles)
                holdings.bundles.append(Bundle())
            edge.bundle = bundles[arrangement]
            bundle = holdings.bundles[edge.bundle]
            bundle.low, bundle.low_open = bundle.low + edge.low, bundle.low_open or edge.low_open
            bundle.high, bundle.high_open = bundle.high + edge.high, bundle.high_open or edge.high_open


def _add_unmeasured(
    network: Network,
    on: date,
    counts: dict[StakeKind, Effect],
    number: dict[str, int],
    holdings: Holdings,
    *,
    agents: bool,
) -> None:
    for position, stake in enumerate(network.stakes):
        counted = stake.kind not in MEASURED and counts.get(stake.kind, "nothing") in {"present", "judged"}
        agent = agents and stake.kind == "acts_for"
        if not (counted or agent) or (there := presence(stake, on)) is False:
            continue
        for upper, lower in _ends(stake):
            owner, asset = number.get(upper), number.get(lower)
            if owner is not None and asset is not None and owner != asset:
                low = WHOLE if there else 0
                holdings.out[owner].append(Edge(asset, stake.kind, low, False, WHOLE, False, position))


def _ends(stake: Stake) -> Iterable[tuple[str, str]]:
    """Who is above whom: of an agent and its principal, the principal."""
    return ((stake.asset, stake.owner),) if stake.kind == "acts_for" else ((stake.owner, stake.asset),)


def _add_undisclosed(network: Network, full: dict[int, tuple[int, bool]], holdings: Holdings) -> None:
    """What no stake accounts for may be anybody's, but of a person, whom nobody owns."""
    assert holdings.undisclosed is not None
    rest = holdings.out[holdings.undisclosed]
    for asset, left, left_open in _rests(full, len(holdings.ids)):
        if network.actors[holdings.ids[asset]].kind != "Person":
            rest.append(Edge(asset, "shares", 0, False, left, left_open, NO_STAKE))


def _rests(full: dict[int, tuple[int, bool]], assets: int) -> Iterator[tuple[int, int, bool]]:
    for asset in range(assets):
        total, opened = full.get(asset, (0, False))
        if total < WHOLE:
            yield asset, WHOLE - total, opened
