"""Who took which position when, what the lists did after, and what became of ceasefires."""

from datetime import date
from typing import Literal

from msgspec import Struct

__all__ = ["CeasefireRecord", "FollowThrough", "LinkBasis", "PositionEntry", "PositionLog"]

# stated: the act itself refers to the position. temporal: it came after, and nothing more is known.
# analyst: a person says so.
LinkBasis = Literal["stated", "temporal", "analyst"]


class PositionEntry(Struct, frozen=True):
    """One stance or demand. `on` is the day it was taken, None where that does not follow from the report;
    `document` counts the reports from 0 and `claim` is the id in it."""

    on: date | None
    actor: str | None
    represents: str | None
    modality: str
    action: str | None
    target: str | None
    document: int
    name: str
    claim: str
    text: str


class CeasefireRecord(Struct, frozen=True):
    """A ceasefire declared or in force, its end, or a violation: by whom, where, and who accuses whom."""

    event_type: str
    on: date | None
    by: str | None
    place: str | None
    accuser: str | None
    accused: str | None
    denied_by: str | None
    document: int
    name: str
    claim: str
    text: str


class FollowThrough(Struct, frozen=True):
    """What an issuer's list did after a position of its government: `listings` parties listed on one day.

    `days` counts from the position. `acts_via` names the issuer whose measures bound it then (the UK's
    were the EU's until 2020-12-31). `versions` are those the listings were read from.
    """

    position: str
    issuer: str
    acts_via: str | None
    programme: str
    listed_on: date
    days: int
    listings: int
    examples: tuple[str, ...]
    link_basis: LinkBasis
    dataset: str


class PositionLog(Struct, frozen=True):
    """Positions in order of their days, those without one last. `remarks` say what could not be followed."""

    entries: tuple[PositionEntry, ...]
    ceasefires: tuple[CeasefireRecord, ...]
    follow_through: tuple[FollowThrough, ...]
    remarks: tuple[str, ...] = ()
