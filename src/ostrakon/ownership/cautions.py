"""What stands beside an answer: never enough to block, and never to be left unsaid."""

from collections.abc import Iterator

from ostrakon.model import Stake
from ostrakon.ownership.blocked import Findings
from ostrakon.ownership.holdings import MEASURED, UNIT
from ostrakon.ownership.network import Network, presence
from ostrakon.ownership.rules import status_rule_on

__all__ = ["cautions_of"]

_MOST_OF_REGISTER = 20  # a register of millions may be full of them; these are enough to find the cause
_OFFICES = {"management", "directorship", "acts_for", "board_appointment", "dominant_influence"}
_BESIDE = {"support", "association", "link"}
_WORDS = {
    "shares": "of the shares",
    "votes": "of the votes",
    "profit_right": "of the profits",
    "board_appointment": "of the seats to appoint",
}


def cautions_of(findings: Findings, network: Network, entity: str) -> tuple[str, ...]:
    """For one entity, most serious first, each once."""
    of_register = list(_of_register(findings, network))
    more = len(of_register) - _MOST_OF_REGISTER
    if more > 0:
        of_register[_MOST_OF_REGISTER:] = [f"{more:,} more stakes in the register contradict each other so"]
    found = [*of_register, *_of_delisting(findings, network, entity)]
    if findings.verdict(entity) != "blocked":
        found += _of_ties(findings, network, entity)
        found += _of_ended_stakes(findings, network, entity)
        if not findings.listed and findings.lists_held:
            found.append(f"nobody in the network is said to be listed on {findings.on}")
    if findings.verdict(entity) == "not_blocked":
        found.append("not caught by this ownership rule on these facts; that is no clearance")
    return tuple(dict.fromkeys(found))


def _of_register(findings: Findings, network: Network) -> Iterator[str]:
    """Stakes that contradict each other or are stated twice, in what the answer rests on."""
    holdings = findings.holdings
    if holdings is None:
        return
    for asset, kind, total in holdings.over_full:
        yield (
            f"{network.name(holdings.ids[asset])}: {kind} of {total / UNIT:g} % in sum on {findings.on}; "
            "the stakes contradict each other, and none was changed"
        )
    for owner, asset, kind in holdings.doubled:
        yield (
            f"{network.name(holdings.ids[owner])} has {kind} in {network.name(holdings.ids[asset])} stated "
            "more than once: at least the largest, at most all together"
        )


def _of_delisting(findings: Findings, network: Network, entity: str) -> Iterator[str]:
    if entity in findings.listed or findings.verdict(entity) != "blocked":
        return
    ends = [
        period.until
        for period in network.listed
        if period.actor == entity and period.until is not None and period.until < findings.on
    ]
    if ends:
        yield (
            f"delisted but owned: it was itself listed until {max(ends)}; a licence or the delisting notice "
            "may say otherwise"
        )


def _of_ties(findings: Findings, network: Network, entity: str) -> Iterator[str]:
    """What somebody who is caught has in the entity, although it is not enough."""
    for stake in network.stakes:
        if entity not in {stake.owner, stake.asset} or presence(stake, findings.on) is False:
            continue
        other = stake.owner if stake.asset == entity else stake.asset
        if other == entity or findings.verdict(other) != "blocked":
            continue
        yield from _of_tie(stake, findings, network, entity, other)


def _of_tie(stake: Stake, findings: Findings, network: Network, entity: str, other: str) -> Iterator[str]:
    holder, held = network.name(other), network.name(entity)
    us = findings.jurisdiction == "us"
    if stake.kind == "family":
        yield f"{holder} is of the family of {held}: a family tie alone never counts"
        return
    share = f"{stake.share or 'a share not stated'} {_WORDS[stake.kind]}" if stake.kind in MEASURED else ""
    tie = share or stake.words or stake.kind.replace("_", " ")
    ends = f"{network.name(stake.owner)} → {network.name(stake.asset)}"
    if stake.kind in _BESIDE or (stake.asset != entity and stake.kind in _OFFICES):
        yield f"{ends}: {tie}; no ownership, and not counted"
        return
    if stake.asset != entity:
        yield f"{ends}: {tie}; what a party has in one that is blocked does not block it"
        return
    if us and stake.kind not in {"acts_for", "directorship", "management"}:
        yield f"{holder}, who is blocked, has {tie}: {held} may be designated later (OFAC FAQ 398)"
    elif not us:
        yield (
            f"{holder} is caught and has, in {held}: {tie}. Control is a question of its own; look at who "
            "appoints the board, who votes, and who runs it"
        )
    if us and stake.kind in _OFFICES:
        yield (
            f"{holder}, who is blocked, may act for {held} ({tie}): dealing with {holder} is a problem in "
            "itself (OFAC FAQ 400)"
        )
    if us and stake.kind == "management" and (rule := status_rule_on("us", findings.on)):
        yield f"if {held} is a body of the Syrian state it is blocked by status ({rule.id})"


def _of_ended_stakes(findings: Findings, network: Network, entity: str) -> Iterator[str]:
    """A stake that was given up: near a listing it is a flag in the EU, a question of control in the UK."""
    if findings.jurisdiction == "us":
        return
    for stake in network.stakes:
        until = stake.until.latest if stake.until else None
        if stake.asset != entity or stake.kind not in MEASURED or until is None or until >= findings.on:
            continue
        if stake.owner not in findings.listed:
            continue
        listed = [p.since for p in network.listed if p.actor == stake.owner and p.since is not None]
        since = f"listed since {min(listed)}" if listed else "the day of listing is not stated"
        share = stake.share or "a share not stated"
        yield (
            f"{network.name(stake.owner)} had {share} {_WORDS[stake.kind]} until "
            f"{until} ({since}): look at whether control was kept, and at a transfer close to the listing"
        )
