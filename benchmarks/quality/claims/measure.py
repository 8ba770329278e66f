"""Claims found against claims annotated → what was found, missed, invented, and how its slots were filled."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from benchmarks.quality.claims.texts import Expected, Text
from ostrakon.claims.extraction.grammar import Grammar
from ostrakon.claims.extraction.reading import extract
from ostrakon.claims.language.moments import Anchor
from ostrakon.model.claims import Claim

__all__ = ["Counts", "Measured", "measure", "same"]

# Slot of the annotation → field of the claim.
_SLOTS = {
    "figure": {"q": "qualifier", "vic": "victim", "perp": "perpetrator", "pl": "place", "src": "source"},
    "quotation": {"by": "speaker"},
    "stance": {"by": "actor"},
    "demand": {"by": "actor", "to": "target"},
    "event": {},
}
_NAMES = {
    "q": "qualifier",
    "vic": "victim",
    "perp": "perpetrator",
    "pl": "place",
    "src": "source",
    "by": "speaker or actor",
    "to": "target",
    "rel": "part of a whole",
}
_SMALL = frozenset({"the", "a", "an", "of", "s", "for"})


class Counts(Struct):
    """Of one kind: found as annotated, missed, and found where nothing is annotated."""

    found: int = 0
    missed: int = 0
    invented: int = 0

    @property
    def recall(self) -> float:
        return self.found / max(self.found + self.missed, 1)

    @property
    def precision(self) -> float:
        return self.found / max(self.found + self.invented, 1)


class Measured(Struct):
    """Counts by kind; for each kind and slot how many were right, of how many; and the faults in words."""

    kinds: dict[str, Counts]
    slots: dict[tuple[str, str], list[int]]
    faults: list[str]


def measure(texts: Iterable[Text], grammar: Grammar) -> Measured:
    """`texts` read by `grammar`. A figure is found with its value and outcome at its place, a stance with its
    modality, an event with its type; quotations and demands at their place."""
    measured = Measured({kind: Counts() for kind in _SLOTS}, {}, [])
    for text in texts:
        _, claims = extract(text.text, Anchor(text.dated), grammar)
        for kind in _SLOTS:
            if (kind == "event" and not text.events_told) or (kind != "figure" and text.half == "open"):
                continue
            found = [claim for claim in claims if claim.kind == kind]
            if kind == "event":
                found = [
                    claim
                    for claim in found
                    if claim.event_type in {"ceasefire", "ceasefire_end", "violation"}
                ]
            _compare(measured, text, kind, found)
    return measured


def same(wanted: str | None, found: str | None) -> bool:
    """Whether a slot is filled as annotated: either text holds the other, articles aside."""
    choices = [None] if wanted is None else [None if one == "null" else one for one in wanted.split("|")]
    if found is None:
        return None in choices
    got = _plain(found)
    return any(one is not None and (_plain(one) in got or got in _plain(one)) for one in choices)


def _plain(text: str) -> str:
    words = text.lower().replace("’", "'").replace("'s", " s").split()
    return " ".join(word for word in words if word not in _SMALL)


def _compare(measured: Measured, text: Text, kind: str, found: Sequence[Claim]) -> None:
    left = [one for one in text.expected if one.kind == kind]
    counts = measured.kinds[kind]
    for claim in found:
        match = next((one for one in left if _is_it(text, one, claim)), None)
        if match is None:
            counts.invented += 1
            measured.faults.append(f"{text.id}: invented {kind} {claim.text!r}")
            continue
        left.remove(match)
        counts.found += 1
        _fill(measured, text, match, claim)
    for one in left:
        counts.missed += 1
        measured.faults.append(f"{text.id}: missed {kind} {one.at or one.v}")


def _is_it(text: Text, one: Expected, claim: Claim) -> bool:
    place = text.place(one)
    if place is not None and not (place[0] < claim.end and claim.start < place[1]):
        return False
    if claim.kind == "figure":
        ends = one.v if isinstance(one.v, list) else [one.v, one.v]
        value = claim.value
        right = value is not None and [value.low, value.high] == ends
        return right and claim.outcome in (one.o or "").split("|")
    if claim.kind == "stance":
        return claim.modality in (one.m or "").split("|")
    return claim.kind != "event" or claim.event_type == one.type


def _fill(measured: Measured, text: Text, one: Expected, claim: Claim) -> None:
    for slot, field in _SLOTS[claim.kind].items():
        wanted, got = getattr(one, slot), getattr(claim, field)
        # A part takes these from its whole; the annotation gives them at the whole alone.
        if one.rel == "part_of" and wanted is None and slot in {"vic", "perp", "pl", "src"}:
            continue
        if slot == "pl" and claim.place_basis == "context":
            got = None
        right = same(wanted, got) if slot != "q" else got in (wanted or "").split("|")
        _count(measured, claim.kind, slot, right)
        if not right:
            measured.faults.append(f"{text.id}: {_NAMES[slot]} of {claim.text!r} is {got!r}, not {wanted!r}")
    if one.rel == "part_of":
        _count(measured, claim.kind, "rel", claim.relation == "part_of")


def _count(measured: Measured, kind: str, slot: str, right: bool) -> None:
    tally = measured.slots.setdefault((kind, _NAMES[slot]), [0, 0])
    tally[0] += right
    tally[1] += 1
