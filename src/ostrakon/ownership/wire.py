"""Answers about owners, and about names with what ties them to a listed party → the documents that programs
read (schema_version 1)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ostrakon.model import (
    Answer,
    ChainLink,
    Holding,
    OwnersAnswer,
    Proof,
    RuleAnswer,
    Share,
    Step,
    SupportersAnswer,
    TextAnswer,
    TiedHit,
)

__all__ = [
    "answer_document",
    "answers_document",
    "supporters_document",
    "text_document",
    "tied_document",
]

SCHEMA_VERSION = 1


def answer_document(answer: OwnersAnswer) -> dict[str, Any]:
    """Shares are numbers of per cent, [low, high]; the field `open` beside them says of which ends the
    bound itself is not possible."""
    return {
        "schema_version": SCHEMA_VERSION,
        "entity": answer.entity,
        "entity_id": answer.entity_id,
        "on": answer.on,
        "answers": [_answer(one) for one in answer.answers],
        "ties": [_link(link) for link in answer.ties],
        "listed": answer.listed,
        "proof": answer.proof,
    }


def answers_document(answers: Sequence[Answer], proof: Proof, recorded: Sequence[int] = ()) -> dict[str, Any]:
    """`recorded` has the journal's number of each answer, or nothing where none was recorded."""
    numbers: Sequence[int | None] = recorded or [None] * len(answers)
    return {
        "schema_version": SCHEMA_VERSION,
        "answers": [
            {
                "query": answer.query,
                "hits": answer.hits,
                "more_hits": answer.more_hits,
                "in_force": answer.in_force,
                "tied": [tied_document(tied) for tied in answer.tied],
                "recorded": number,
            }
            for answer, number in zip(answers, numbers, strict=True)
        ],
        "proof": proof,
    }


def text_document(answer: TextAnswer, recorded: int | None = None) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "mentions": answer.mentions,
        "recorded": recorded,
        "proof": answer.proof,
    }


def supporters_document(answer: SupportersAnswer) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "party": answer.party,
        "name": answer.name,
        "on": answer.on,
        "supporters": answer.supporters,
        "proof": answer.proof,
    }


def tied_document(hit: TiedHit) -> dict[str, Any]:
    return {
        "score": hit.score,
        "party": hit.party,
        "name": hit.name,
        "tie": hit.tie,
        "answers": hit.answers,
        "chain": [_link(link) for link in hit.chain],
        "reasons": hit.reasons,
    }


def _answer(answer: RuleAnswer) -> dict[str, Any]:
    return {
        "rule": answer.rule,
        "answer": answer.answer,
        "ground": answer.ground,
        "chain": [_link(link) for link in answer.chain],
        "steps": [_step(step) for step in answer.steps],
        "missing": answer.missing,
        "rebuttable": answer.rebuttable,
        "property_blocked_until": answer.property_blocked_until,
        "cautions": answer.cautions,
        "assumptions": answer.assumptions,
        "law_known_at": answer.law_known_at,
        "record": answer.record,
        "citation": answer.citation,
    }


def _link(link: ChainLink) -> dict[str, Any]:
    return {
        "owner": link.owner,
        "asset": link.asset,
        "owner_id": link.owner_id,
        "asset_id": link.asset_id,
        **_share(link.share),
        "kind": link.kind,
        "source": link.source,
        "words": link.words,
        "stated_as": link.stated_as,
    }


def _step(step: Step) -> dict[str, Any]:
    total = _share(step.sum)
    return {
        "entity": step.entity,
        "entity_id": step.entity_id,
        "kind": step.kind,
        "holders": [_holding(holding) for holding in step.holders],
        "sum": total["share"],
        "open": total["open"],
        "needs": step.needs,
        "rule": step.rule,
    }


def _holding(holding: Holding) -> dict[str, Any]:
    return {
        "owner": holding.owner,
        "owner_id": holding.owner_id,
        **_share(holding.share),
        "why": holding.why,
    }


def _share(share: Share | None) -> dict[str, Any]:
    if share is None:
        return {"share": None, "open": None}
    return {
        "share": [_number(share.low), _number(share.high)],
        "open": [share.low_open, share.high_open],
    }


def _number(bound: Decimal) -> int | float:
    """JSON's own numbers; a share has no more digits than a float tells apart when printed."""
    return int(bound) if bound == bound.to_integral_value() else float(bound)
