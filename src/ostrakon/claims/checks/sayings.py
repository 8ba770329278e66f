"""What is said: by whom through whom, against what else the same speaker said, and labels nobody owns."""

import re
from collections.abc import Iterator, Sequence

from ostrakon.claims.extraction.context import Context, SentenceParts
from ostrakon.model.claims import Check, Claim

__all__ = ["saying_checks"]

_TOPICS = {
    "war": frozenset(
        "war military militarily kinetic troops intervene intervention strikes force forces invasion "
        "no-fly bomb bombing boots".split()
    ),
    "sanctions": frozenset("sanctions sanction embargo blacklist freeze bans ban".split()),
    "talks": frozenset("talks negotiations negotiate discussions dialogue diplomacy meeting".split()),
    "ceasefire": frozenset("ceasefire truce cessation".split()),
}
_FOR = frozenset(
    {"considering", "proposing", "calling_for", "promising", "imposing", "demanding", "not_ruled_out"}
)
_AGAINST = frozenset({"ruling_out", "opposing", "suspended"})
_LABEL = re.compile(
    r"\b(?:war crimes?|crimes? against humanity|genocide|genocidal|ethnic cleansing|"
    r"war criminals?|terrorist state|crime of aggression)\b",
    re.IGNORECASE,
)
_MOST_LABELS = 20  # enough to see that a text is full of them
_WRITERS_CLAUSE = re.compile(r",\s+(?:which|what)\b[^,.;]*$")


def saying_checks(context: Context, claims: Sequence[Claim]) -> Iterator[Check]:
    yield from _tensions(claims)
    yield from _nested(claims)
    yield from _labels(context, claims)


def _tensions(claims: Sequence[Claim]) -> Iterator[Check]:
    """One speaker for and against one matter: on different days a change, or a nuance."""
    positions = [claim for claim in claims if claim.kind == "stance"]
    for topic, words in _TOPICS.items():
        about = [claim for claim in positions if words & _words(claim)]
        speakers = dict.fromkeys(_speaker(claim) for claim in about)
        for speaker in speakers:
            if speaker is None:
                continue
            own = [claim for claim in about if _speaker(claim) == speaker]
            for_ = [claim for claim in own if claim.modality in _FOR]
            against = [claim for claim in own if claim.modality in _AGAINST]
            if for_ and against:
                dates = {claim.spoken_on for claim in (*for_, *against)}
                when = (
                    "said on different days, so a change or a nuance rather than a contradiction"
                    if len(dates) > 1
                    else "in one report: read both in full"
                )
                yield Check(
                    "position_tension",
                    "info",
                    tuple(claim.id for claim in (*against, *for_)),
                    f"{speaker} on {topic}: “{_short(against[0])}” against “{_short(for_[0])}”; {when}.",
                    against[0].start,
                    against[0].end,
                )


def _words(claim: Claim) -> set[str]:
    """Without those of law: who speaks of war crimes speaks of no war to be made."""
    return set(re.findall(r"[\w-]+", _LABEL.sub("", claim.text.lower())))


def _speaker(claim: Claim) -> str | None:
    return claim.chain[0] if claim.chain else claim.actor


def _short(claim: Claim) -> str:
    words = claim.text.split()
    return " ".join(words[:9]) + (" …" if len(words) > 9 else "")


def _nested(claims: Sequence[Claim]) -> Iterator[Check]:
    for claim in claims:
        if claim.modality == "reported_belief" and claim.chain:
            yield Check(
                "nested_attribution",
                "warn",
                (claim.id,),
                f"A belief of {claim.actor}, told by {claim.chain[0]}: neither a claim of {claim.chain[0]} "
                "nor one of the report.",
                claim.start,
                claim.end,
            )


def _labels(context: Context, claims: Sequence[Claim]) -> Iterator[Check]:
    """Words of law that no speaker in the text stands for."""
    raised = 0
    for parts in context.parts:
        if not parts.sentence.speaks or raised >= _MOST_LABELS:
            continue
        for label in _LABEL.finditer(context.text, parts.sentence.start, parts.sentence.end):
            if _is_owned(context, parts, label, claims):
                continue
            raised += 1
            near = next((c.id for c in claims if c.start <= label.start() < c.end), None)
            yield Check(
                "unsourced_legal_label",
                "warn",
                () if near is None else (near,),
                f"“{label.group()}” is a finding of law that nobody in the text is said to have made.",
                label.start(),
                label.end(),
            )


def _is_owned(context: Context, parts: SentenceParts, label: re.Match[str], claims: Sequence[Claim]) -> bool:
    """Inside a quotation, or in reported speech but for a clause that the writer adds: ", which may be …"."""
    if context.quotation_at(label.start()) is not None:
        return True
    if _WRITERS_CLAUSE.search(context.text, parts.sentence.start, label.start()):
        return False
    return bool(parts.said_by) or any(
        c.start <= label.start() < c.end and c.kind in {"stance", "demand"} for c in claims
    )
