"""One entity, one day → the answer of each jurisdiction, with its chain, its cautions and what is missing."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from msgspec.structs import replace

from ostrakon.model import ChainLink, Jurisdiction, OwnersAnswer, OwnersProof, RuleAnswer, Stake
from ostrakon.ownership.blocked import Findings, find_blocked, issuers_of
from ostrakon.ownership.cautions import cautions_of
from ostrakon.ownership.missing import missing_facts
from ostrakon.ownership.network import Network, listed_on, presence
from ostrakon.ownership.proving import Proof, link_of, links_of, prove, steps_of
from ostrakon.ownership.rules import JURISDICTIONS, Presumption, StatusRule, rules_digest

__all__ = ["answer"]

# The latest days on which a stake ended that are looked at for what stays blocked (OFAC FAQ 402).
_LATEST_ENDS = 5
_MOST_TIES = 200


def answer(
    network: Network,
    entity: str,
    on: date,
    *,
    rules: Sequence[Jurisdiction] = (),
    law_known_at: date,
    complete: bool,
) -> OwnersAnswer:
    """Blocked, not blocked or cannot tell for the actor `entity` (its id), by each of `rules` (empty:
    all)."""
    answers = tuple(
        _answer(network, entity, on, rule, law_known_at=law_known_at, complete=complete)
        for rule in rules or JURISDICTIONS
    )
    proof = OwnersProof(
        sources=network.sources,
        rules=rules_digest(),
        actors=len(network.actors),
        stakes=len(network.stakes),
        listed=len(listed_on(network.listed, on, frozenset(JURISDICTIONS))),
        complete_register=complete,
        remarks=network.remarks,
    )
    ties = _ties(network, entity, on)
    links = [*ties, *(link for one in answers for link in one.chain)]
    shown = {entity, *(id_ for link in links for id_ in (link.owner_id, link.asset_id))}
    return OwnersAnswer(
        network.name(entity), entity, on, answers, proof, ties, _listed_among(shown, network, on, answers)
    )


def _listed_among(
    shown: set[str], network: Network, on: date, answers: Sequence[RuleAnswer]
) -> dict[str, tuple[Jurisdiction, ...]]:
    found: dict[str, list[Jurisdiction]] = {}
    for one in answers:
        for actor in listed_on(network.listed, on, issuers_of(one.rule, on)):
            if actor in shown:
                found.setdefault(actor, []).append(one.rule)
    return {actor: tuple(rules) for actor, rules in sorted(found.items())}


def _ties(network: Network, entity: str, on: date) -> tuple[ChainLink, ...]:
    touching = (stake for stake in network.stakes if entity in {stake.owner, stake.asset})
    here = (stake for stake in touching if presence(stake, on) is not False)
    return tuple(link_of(stake, network) for stake in islice(here, _MOST_TIES))


def _answer(
    network: Network, entity: str, on: date, rule: Jurisdiction, *, law_known_at: date, complete: bool
) -> RuleAnswer:
    findings = find_blocked(network, rule, on, law_known_at=law_known_at, complete=complete, entity=entity)
    verdict = findings.verdict(entity)
    listed = entity in findings.listed
    run = None
    if not listed:
        runs = findings.sure if verdict == "blocked" else findings.maybe
        run = findings.run(runs, entity)
    proof = prove(findings, run, entity) if run else Proof(())
    left = None
    if rule == "us" and verdict != "blocked":
        left = _blocked_before(network, entity, on, law_known_at=law_known_at, complete=complete)
    cautions = cautions_of(findings, network, entity)
    if proof.left_out:
        cautions = (*cautions, f"the chain has {proof.left_out:,} more entities, which are not printed")
    return RuleAnswer(
        rule=rule,
        answer=verdict,
        record=_records(findings, proof),
        ground="listed" if listed else _ground(proof) if verdict == "blocked" else None,
        chain=links_of(proof, network),
        steps=steps_of(proof, findings, network),
        missing=missing_facts(findings, network, entity, run, proof) if verdict == "cannot_tell" else (),
        rebuttable=verdict == "blocked" and not listed and _rebuttable(findings),
        property_blocked_until=left,
        cautions=cautions,
        assumptions=tuple(_assumptions(findings, proof)),
        law_known_at=law_known_at,
        citation=_citations(findings, proof),
    )


def _ground(proof: Proof) -> str:
    """What catches the entity itself: shares or rights, or the state behind it."""
    if isinstance(proof.why, StatusRule):
        return "status"
    tier = proof.tiers[0]
    if isinstance(tier.run.why, StatusRule):
        return "status"
    return "ownership" if tier.kind == "shares" else "control"


def _rebuttable(findings: Findings) -> bool:
    return findings.rule is not None and findings.rule.control_effect == "presumed_rebuttable"


def _whys(proof: Proof) -> list[Presumption | StatusRule]:
    used = [*(tier.run.why for tier in proof.tiers), proof.why]
    return list({why.id: why for why in used if why is not None}.values())


def _records(findings: Findings, proof: Proof) -> tuple[str, ...]:
    used = [rule.id for rule in (findings.record, findings.rule) if rule is not None]
    return tuple(dict.fromkeys([*used, *(why.id for why in _whys(proof))]))


def _citations(findings: Findings, proof: Proof) -> tuple[str, ...]:
    used = [rule.citation for rule in (findings.record, findings.rule) if rule is not None]
    used += [why.citation for why in _whys(proof)]
    return tuple(dict.fromkeys(text for citation in used for text in citation))


def _assumptions(findings: Findings, proof: Proof) -> Iterator[str]:
    if findings.complete:
        yield "the register is complete, the caller says: what no stake accounts for belongs to nobody listed"
    else:
        yield "the register is not taken to be complete: what no stake accounts for may belong to anybody"
    yield "shares are as exact as they are written"
    rule = findings.rule
    if rule is None:
        return
    if len(proof.tiers) > 1 and rule.jurisdiction != "us":
        yield "chain rule by analogy: who is caught passes a stake on in full, anybody else nothing"
    several = rule.aggregate_scope == "same_list" and len(findings.listed) > 1
    if several and not all(findings.listed.values()):
        yield "listed parties whose programme is not stated stand under the same regulation"
    if findings.record is not rule:
        yield "until the end of 2020 the United Kingdom acted by the rule of the European Union"


def _blocked_before(
    network: Network, entity: str, on: date, *, law_known_at: date, complete: bool
) -> date | None:
    """The last day on which the entity was blocked before a stake ended: what came under US jurisdiction
    until then stays blocked (OFAC FAQ 402). Only through those who are listed to this day: a party that
    left the list frees its property, a stake that was sold does not."""
    ends = {day for stake in network.stakes if (day := _end(stake)) is not None and day < on}
    still = tuple(period for period in network.listed if period.holds_on(on))
    then = replace(network, listed=still)
    for day in sorted(ends, reverse=True)[:_LATEST_ENDS]:
        found = find_blocked(then, "us", day, law_known_at=law_known_at, complete=complete, entity=entity)
        if found.verdict(entity) == "blocked":
            return day
    return None


def _end(stake: Stake) -> date | None:
    return stake.until.latest if stake.until else None
