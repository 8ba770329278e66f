"""A run of the fixed point → the stakes that carry it from the listed parties to one entity."""

from collections.abc import Iterator

from msgspec import Struct

from ostrakon.model import ChainLink, Holding, Share, Stake, StakeKind, Step
from ostrakon.ownership.blocked import Findings, Run
from ostrakon.ownership.holdings import MEASURED, NO_BUNDLE, NO_STAKE, UNIT, Edge, Holdings, share_of
from ostrakon.ownership.network import Network
from ostrakon.ownership.rules import Presumption, StatusRule
from ostrakon.ownership.spreading import Bound, reaches

__all__ = ["UNDISCLOSED", "Counted", "Proof", "Tier", "link_of", "links_of", "prove", "steps_of"]

UNDISCLOSED = "holders that are not disclosed"
# A chain is printed to this length; a reader is lost long before, and a million stakes fill a disk.
_LONGEST = 10_000


class Counted(Struct, frozen=True):
    """One holder that counts: `together` it counts because another of its arrangement does."""

    holder: int
    edge: Edge
    together: bool = False


class Tier(Struct, frozen=True):
    """An entity of the proof, the holders that reach the threshold in it, and in which run."""

    entity: int
    kind: StakeKind
    counted: tuple[Counted, ...]
    run: Run


class Proof(Struct, frozen=True):
    """`tiers` from the entity upwards, none where a state itself is the entity; `left_out` how many more
    there were; `why` of the run that caught the entity."""

    tiers: tuple[Tier, ...]
    left_out: int = 0
    why: Presumption | StatusRule | None = None


def prove(findings: Findings, run: Run, entity: str) -> Proof:
    """Why `run` caught `entity`: for each entity on the way no more holders than are needed, those of
    whom least is in doubt first."""
    into = {id(one): _into(one, findings) for one in (run, *_status(findings, run))}
    first = run.holdings.number[entity]
    seen, queue, left_out = {first}, [first], 0
    tiers: list[Tier] = []
    for actor in queue:  # grows while it is walked: nearest first
        within = _run_of(actor, run, findings)
        kind = within.caught[actor]
        if kind is None:
            continue
        counted = _needed(findings, within, into[id(within)].get(actor, []), actor, kind)
        if len(tiers) == _LONGEST:
            left_out += 1
        else:
            tiers.append(Tier(actor, kind, counted, within))
        for one in counted:
            if one.holder not in seen and not one.together:
                seen.add(one.holder)
                queue.append(one.holder)
    return Proof(tuple(tiers), left_out, run.why)


def links_of(proof: Proof, network: Network) -> tuple[ChainLink, ...]:
    """The stakes of a proof, from the top down."""
    return tuple(
        link_of(network.stakes[one.edge.stake], network)
        for tier in reversed(proof.tiers)
        for one in tier.counted
        if one.edge.stake != NO_STAKE
    )


def steps_of(proof: Proof, findings: Findings, network: Network) -> tuple[Step, ...]:
    """The arithmetic of a proof, from the top down."""
    return tuple(_step(tier, findings, network) for tier in reversed(proof.tiers))


def _run_of(actor: int, run: Run, findings: Findings) -> Run:
    """`run`, or the one over what a state owns or controls if the actor came into `run` through that."""
    if run.caught.get(actor) is not None:
        return run
    return next((one for one in _status(findings, run) if one.caught.get(actor)), run)


def _status(findings: Findings, run: Run) -> Iterator[Run]:
    """The run over what a state owns or controls, on the same bound."""
    runs = findings.maybe if run.test.upper else findings.sure
    return (one for one in runs if isinstance(one.why, StatusRule) and one is not run)


def _into(run: Run, findings: Findings) -> dict[int, list[Counted]]:
    """Who holds something in each caught entity: of those who were caught before it, or act with one; on
    upper bounds also of those who are surely caught, whenever the run came to them."""
    order = {actor: position for position, actor in enumerate(run.caught)}
    found: dict[int, list[Counted]] = {}
    holders = range(len(run.holdings.out)) if run.holdings.bundles and run.test.bundles else run.caught
    for holder in holders:
        sure = run.test.upper and holder in run.caught and bool(findings.sure_beside(run, holder))
        for edge in run.holdings.out[holder]:
            if run.caught.get(edge.asset) != edge.kind:
                continue
            counts = sure or order.get(holder, len(order)) < order[edge.asset]
            if counts or (edge.bundle != NO_BUNDLE and run.test.bundles):
                found.setdefault(edge.asset, []).append(Counted(holder, edge, together=not counts))
    return found


def _needed(
    findings: Findings, run: Run, holders: list[Counted], entity: int, kind: StakeKind
) -> tuple[Counted, ...]:
    """The fewest of `holders` that reach the threshold, surest first; on upper bounds all that are sure."""
    acting = {one.edge.bundle for one in holders if not one.together and run.test.bundles}
    holders = [one for one in holders if not one.together or one.edge.bundle in acting]
    ranked = sorted(holders, key=lambda one: _rank(findings, run, one))
    if kind not in MEASURED:
        return tuple(ranked[:1])
    needed, strict = run.test.needed(kind)
    own = run.holdings.own.get((entity, kind), 0)
    upper = run.test.upper
    if run.test.counts.get(kind) == "single" and not upper:
        alone = [
            one
            for one in ranked
            if reaches(Bound(one.edge.low, one.edge.low_open), needed, strict=strict, upper=False)
        ]
        return tuple(alone[:1])
    sum_, reached = Bound(), False
    taken: list[Counted] = []
    for one in _with_arrangements(ranked, run):
        # On upper bounds all that is sure is taken: what is missing is told from there on.
        if upper and reached and _doubt(findings, run, one) > 0:
            break
        sum_.total += one.edge.high if upper else one.edge.low
        sum_.open = sum_.open or (one.edge.high_open if upper else one.edge.low_open)
        taken.append(one)
        reached = reaches(sum_, needed, strict=strict, upper=upper, own=own)
        if reached and not upper:
            break
    return tuple(taken)


def _with_arrangements(ranked: list[Counted], run: Run) -> list[Counted]:
    """Those who act together stand together."""
    if not run.test.bundles:
        return ranked
    first: dict[int, int] = {}
    for position, one in enumerate(ranked):
        if one.edge.bundle != NO_BUNDLE:
            first.setdefault(one.edge.bundle, position)
    places = {id(one): (first.get(one.edge.bundle, place), place) for place, one in enumerate(ranked)}
    return sorted(ranked, key=lambda one: places[id(one)])


def _rank(findings: Findings, run: Run, one: Counted) -> tuple[int, int]:
    share = one.edge.high if run.test.upper else one.edge.low
    return _doubt(findings, run, one), -share


def _doubt(findings: Findings, run: Run, one: Counted) -> int:
    if one.together:
        return 2
    if one.holder == run.holdings.undisclosed:
        return 3
    return 0 if findings.sure_beside(run, one.holder) else 1


def link_of(stake: Stake, network: Network) -> ChainLink:
    owner, asset = network.name(stake.owner), network.name(stake.asset)
    stated = f"{asset} → {owner}" if stake.reversed else None
    return ChainLink(
        owner,
        asset,
        stake.owner,
        stake.asset,
        stake.share,
        stake.kind,
        stake.source,
        stake.words,
        stated,
    )


def _step(tier: Tier, findings: Findings, network: Network) -> Step:
    run = tier.run
    measured = tier.kind in MEASURED
    holders = tuple(
        Holding(
            owner=_name(one, run.holdings, network),
            owner_id=None if one.holder == run.holdings.undisclosed else run.holdings.ids[one.holder],
            share=_counted(one.edge) if measured else None,
            why=_why(one, findings, run),
        )
        for one in tier.counted
    )
    entity_id = run.holdings.ids[tier.entity]
    return Step(
        entity=network.name(entity_id),
        entity_id=entity_id,
        kind=tier.kind,
        holders=holders,
        sum=_sum(tier) if measured else None,
        needs=_needs(tier),
        rule=_paragraph(findings, run, tier.kind),
    )


def _name(one: Counted, holdings: Holdings, network: Network) -> str:
    return UNDISCLOSED if one.holder == holdings.undisclosed else network.name(holdings.ids[one.holder])


def _counted(edge: Edge) -> Share:
    return share_of(edge.low, edge.high, low_open=edge.low_open, high_open=edge.high_open)


def _sum(tier: Tier) -> Share:
    edges = [one.edge for one in tier.counted]
    return share_of(
        sum(edge.low for edge in edges),
        min(sum(edge.high for edge in edges), 100 * UNIT)
        if sum(edge.low for edge in edges) <= 100 * UNIT
        else sum(edge.high for edge in edges),
        low_open=any(edge.low_open for edge in edges),
        high_open=any(edge.high_open for edge in edges),
    )


def _why(one: Counted, findings: Findings, run: Run) -> str:
    if one.together:
        return "acts together"
    if one.holder == run.holdings.undisclosed:
        return "may be listed"
    actor = run.holdings.ids[one.holder]
    if actor in findings.listed:
        return "listed"
    if isinstance(run.why, StatusRule) and run.caught[one.holder] is None:
        return "the state"
    return "caught" if findings.verdict(actor) == "blocked" else "may be caught"


def _needs(tier: Tier) -> str:
    if tier.kind not in MEASURED:
        return "the tie itself"
    needed, strict = tier.run.test.needed(tier.kind)
    return f"{'more than' if strict else 'at least'} {needed // UNIT} %"


def _paragraph(findings: Findings, run: Run, kind: StakeKind) -> str:
    if run.why is not None:
        return run.why.id
    assert findings.rule is not None
    return findings.rule.limbs.get(kind, findings.rule.id)
