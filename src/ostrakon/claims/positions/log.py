"""Stances, demands and ceasefires of several readings, in order of their days."""

from collections.abc import Sequence
from datetime import date

from ostrakon.model.claims import Claim, Reading
from ostrakon.model.positions import CeasefireRecord, FollowThrough, PositionEntry, PositionLog

__all__ = ["log_of"]

_CEASEFIRES = frozenset({"ceasefire", "ceasefire_end", "violation"})


def log_of(
    readings: Sequence[Reading], follow_through: Sequence[FollowThrough], remarks: Sequence[str]
) -> PositionLog:
    """The log; entries without a day come last, in the order of their reports."""
    entries = [
        PositionEntry(
            claim.spoken_on,
            claim.actor,
            claim.represents,
            claim.modality or "",
            claim.action,
            claim.target,
            number,
            reading.document.name,
            claim.id,
            claim.text,
        )
        for number, reading in enumerate(readings)
        for claim in reading.claims
        if claim.kind in {"stance", "demand"}
    ]
    ceasefires = [
        CeasefireRecord(
            claim.event_type or "",
            _day(claim),
            claim.actor,
            claim.place,
            claim.accuser,
            claim.accused,
            claim.denied_by,
            number,
            reading.document.name,
            claim.id,
            claim.text,
        )
        for number, reading in enumerate(readings)
        for claim in reading.claims
        if claim.kind == "event" and claim.event_type in _CEASEFIRES
    ]
    return PositionLog(
        tuple(sorted(entries, key=lambda entry: (entry.on is None, entry.on or date.min, entry.document))),
        tuple(sorted(ceasefires, key=lambda one: (one.on is None, one.on or date.min, one.document))),
        tuple(follow_through),
        tuple(remarks),
    )


def _day(claim: Claim) -> date | None:
    """The day that the sentence gives, where it gives one."""
    window = claim.window
    return window.start if window is not None and window.start == window.end else None
