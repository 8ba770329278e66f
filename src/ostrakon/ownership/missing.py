"""Why it cannot be told, as the facts that would settle it: the smallest first."""

from collections.abc import Iterator
from decimal import Decimal

from ostrakon.model import Share, Stake, StakeKind
from ostrakon.ownership.blocked import Findings, Run
from ostrakon.ownership.holdings import MEASURED, UNIT, Edge
from ostrakon.ownership.network import Network, presence
from ostrakon.ownership.proving import Counted, Proof, Tier
from ostrakon.ownership.rules import Presumption

__all__ = ["missing_facts"]

_MOST = 20  # more than anybody will look up
_WORDS: dict[StakeKind, str] = {
    "shares": "share",
    "votes": "share of the votes",
    "profit_right": "share of the profits",
    "board_appointment": "share of the seats",
}


def missing_facts(
    findings: Findings, network: Network, entity: str, run: Run | None, proof: Proof
) -> tuple[str, ...]:
    """What would have to be known, nearest to its cause first; it is never empty."""
    if findings.rule is None:
        return (f"no rule of that jurisdiction is recorded for {findings.on}",)
    if not findings.lists_held:
        return (f"whom that jurisdiction lists: none of its lists is held for {findings.on}",)
    assert run is not None
    tiers = [tier for tier in reversed(proof.tiers) if not _is_settled(tier, findings)]
    found = [fact for tier in tiers for fact in _of_tier(tier, findings, network)]
    if not found:
        found = [_of_rule(findings, network, entity)]
    return tuple(dict.fromkeys(found))[:_MOST]


def _is_settled(tier: Tier, findings: Findings) -> bool:
    return findings.verdict(tier.run.holdings.ids[tier.entity]) == "blocked"


def _of_tier(tier: Tier, findings: Findings, network: Network) -> Iterator[str]:
    """What is in doubt between the holders of one tier and its entity."""
    holdings = tier.run.holdings
    held = network.name(holdings.ids[tier.entity])
    effect = tier.run.test.counts.get(tier.kind, "nothing")
    if tier.kind not in MEASURED:
        for one in tier.counted:
            words = network.stakes[one.edge.stake].words or tier.kind.replace("_", " ")
            yield f"whether {_name(one, tier, network)} owns or controls {held}: known is only “{words}”"
        return
    for one in tier.counted:
        yield from _of_holder(one, tier, findings, network, held)
    yield from _of_undisclosed(tier, held)
    sure = [one for one in tier.counted if _is_sure(one, tier, findings)]
    exact = all(one.edge.low == one.edge.high for one in sure)
    if len(sure) == len(tier.counted) and exact:
        yield from _of_settled_shares(tier, findings, network, held, effect)


def _of_holder(one: Counted, tier: Tier, findings: Findings, network: Network, held: str) -> Iterator[str]:
    if one.holder == tier.run.holdings.undisclosed:
        yield f"who holds the {_percent(one.edge.high)} % of {held} that no stake accounts for"
    elif (dates := _open_dates(network.stakes[one.edge.stake], findings)) is not None:
        yield f"whether {_name(one, tier, network)} had its {_WORDS[tier.kind]} of {held} on {dates}"
    elif one.edge.low != one.edge.high:
        yield from _needed_share(one, tier, findings, network, held)


def _open_dates(stake: Stake, findings: Findings) -> str | None:
    """The day, with the dates that leave it open; None where they do not."""
    if presence(stake, findings.on) is not None:
        return None
    since = f"since {stake.since.text}" if stake.since else ""
    until = f"until {stake.until.text}" if stake.until else ""
    return f"{findings.on}: stated is only {' '.join(filter(None, (since, until)))}"


def _of_undisclosed(tier: Tier, held: str) -> Iterator[str]:
    """Where the counted holders may be enough without them, hidden ones may be so all the same."""
    hidden = tier.run.holdings.undisclosed
    if hidden is None or any(one.holder == hidden for one in tier.counted):
        return
    for edge in tier.run.holdings.out[hidden]:
        if edge.asset == tier.entity:
            yield f"who holds the {_percent(edge.high)} % of {held} that no stake accounts for"


def _needed_share(one: Counted, tier: Tier, findings: Findings, network: Network, held: str) -> Iterator[str]:
    """ "A's share of B: blocked if it is at least 12 %", with what the others surely have. Of a holder of
    whom it is open whether it is caught, nothing where the share is enough as it is."""
    others = [other for other in tier.counted if other is not one]
    needed, strict = tier.run.test.needed(tier.kind)
    sure = _surest_beside(one, others, tier, findings)
    least = needed - sum(edge.low for edge in sure)
    ending = ""
    if least > one.edge.high:
        least = max(needed - sum(other.edge.high for other in others), 0)
        ending = " and the others have the most they may have"
    # Somebody who has more than 20 makes 30 enough for more than 50.
    more = strict and (ending or not any(edge.low_open for edge in sure))
    than = "more than" if more else "at least"
    holder = _name(one, tier, network)
    caught = _is_sure(one, tier, findings)
    if caught or one.edge.low < least:
        condition = "" if caught else f", if {holder} is caught"
        yield (
            f"{holder}'s {_WORDS[tier.kind]} of {held}{condition}: blocked if it is {than} "
            f"{_percent(least)} %{ending}; stated is {_stated(one.edge)}"
        )


def _surest_beside(one: Counted, others: list[Counted], tier: Tier, findings: Findings) -> list[Edge]:
    """What others surely add to the stake of `one`: those who are caught from the same listed parties."""
    runs = findings.sure_beside(tier.run, one.holder) or findings.sure
    sums = [
        [other.edge for other in others if other.together or other.holder in run.caught]
        for run in runs
        if run.group <= tier.run.group
    ]
    return max(sums, key=lambda edges: sum(edge.low for edge in edges), default=[])


def _of_settled_shares(
    tier: Tier, findings: Findings, network: Network, held: str, effect: str
) -> Iterator[str]:
    """Holders and shares are known, and still the rule does not say."""
    names = " and ".join(_name(one, tier, network) for one in tier.counted)
    rule = findings.rule
    assert rule is not None
    if isinstance(tier.run.why, Presumption):
        yield f"{tier.run.why.reason} ({names} in {held})"
    elif effect == "unsettled":
        yield f"whether rights to profits count as ownership of {held}"
    elif any(one.together for one in tier.counted):
        yield f"whether {names} control {held} together by their agreement"
    elif (tier.entity, tier.kind) in tier.run.holdings.own:
        yield f"whether the shares that {held} holds of itself count as part of the whole"
    elif len(tier.counted) > 1 and effect == "single":
        yield f"whether {names} use their rights in {held} by agreement"
    elif len(tier.counted) > 1 and rule.aggregate == "undetermined":
        yield f"whether the stakes of {names} in {held} are added: the rule of that day does not say"
    elif len(tier.counted) > 1 and rule.aggregate_scope == "same_list":
        yield f"whether the stakes of {names} in {held}, listed under different regulations, are added"


def _of_rule(findings: Findings, network: Network, entity: str) -> str:
    return f"whether {network.name(entity)} is caught through holders of whom that is open ({findings.on})"


def _is_sure(one: Counted, tier: Tier, findings: Findings) -> bool:
    return one.together or bool(findings.sure_beside(tier.run, one.holder))


def _name(one: Counted, tier: Tier, network: Network) -> str:
    return network.name(tier.run.holdings.ids[one.holder])


def _stated(edge: Edge) -> str:
    return str(Share(Decimal(edge.low) / UNIT, Decimal(edge.high) / UNIT, edge.low_open, edge.high_open))


def _percent(units: int) -> str:
    text = f"{Decimal(units) / UNIT:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
