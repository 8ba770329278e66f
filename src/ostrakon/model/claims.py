"""What a report says, item by item, each pointing at the characters it came from."""

from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct

from ostrakon.model.documents import Segment
from ostrakon.model.queries import Hit, Proof

__all__ = [
    "Check",
    "CheckLevel",
    "Claim",
    "ClaimKind",
    "Envelope",
    "Finding",
    "Outcome",
    "Party",
    "PartyClass",
    "Qualifier",
    "ReadDocument",
    "Reading",
    "Reconciliation",
    "SourceClass",
    "TimeExpression",
    "Value",
    "Window",
]

ClaimKind = Literal["figure", "quotation", "stance", "demand", "event", "attribution"]
Outcome = Literal["killed", "wounded", "displaced", "missing", "detained", "other"]
Qualifier = Literal[
    "exact", "at_least", "more_than", "about", "nearly", "up_to", "fewer_than", "range", "lexical", "denial"
]
# documented: counted by name. reported: a monitor's or an official's tally. estimate: called one, or given
# by a body that estimates. party: a belligerent's own claim. unsourced: nobody is named.
SourceClass = Literal["documented", "reported", "estimate", "party", "unsourced"]
CheckLevel = Literal["error", "warn", "disputed", "info", "pass"]
PartyClass = Literal["listed", "government", "institution", "official", "other"]


class Value(Struct, frozen=True):
    """The number as stated; both ends alike but for a range or a word such as "dozens"."""

    low: int
    high: int


class Envelope(Struct, frozen=True):
    """What the number can stand for, given its wording. None: no bound. Open: the end itself is left out."""

    low: float
    high: float | None
    low_open: bool = False
    high_open: bool = False


class Window(Struct, frozen=True):
    """The time a claim covers: as written, and as days where these can be told."""

    start: date | None = msgspec.field(name="from", default=None)
    end: date | None = msgspec.field(name="to", default=None)
    text: str | None = None


class TimeExpression(Struct, frozen=True):
    """A date or duration in the text. `anchor` is the day it was resolved from, None when it needs none
    or the document's day is not known; `resolved` says whether both ends follow from it to the day."""

    start: int
    end: int
    text: str
    first: date | None = msgspec.field(name="from", default=None)
    last: date | None = msgspec.field(name="to", default=None)
    relative: bool = False
    anchor: date | None = None
    resolved: bool = False


class Claim(Struct, frozen=True, kw_only=True):
    """One thing that a document says, with the place where it says so; a proposal until reviewed.

    `start` and `end` count code points of the document's text, and `text` is what stands there. A slot
    that does not belong to the kind, or that the text leaves open, is None. `speaker` is resolved to the
    fullest name in the document, `speaker_text` is as written. `chain` is who relays it, outermost first.
    `represents` is the country that a title gives the actor.
    `part_of` is the id of the figure that holds this one; `relation` names the tie (part_of, further,
    update). `confidence` runs from 0 to 1 and is the extractor's own.
    """

    id: str
    kind: ClaimKind
    start: int
    end: int
    text: str
    value: Value | None = None
    envelope: Envelope | None = None
    rounding: int | None = None
    qualifier: Qualifier | None = None
    unit: str | None = None
    outcome: Outcome | None = None
    outcome_detail: str | None = None
    victim: str | None = None
    victim_class: str | None = None
    perpetrator: str | None = None
    perpetrator_basis: str | None = None
    means: str | None = None
    place: str | None = None
    place_basis: str | None = None
    window: Window | None = None
    as_of: date | None = None
    as_of_text: str | None = None
    source: str | None = None
    source_class: SourceClass | None = None
    source_basis: str | None = None
    speaker: str | None = None
    speaker_text: str | None = None
    form: str | None = None
    chain: tuple[str, ...] = ()
    modality: str | None = None
    polarity: str | None = None
    actor: str | None = None
    actor_text: str | None = None
    represents: str | None = None
    action: str | None = None
    target: str | None = None
    event_type: str | None = None
    accuser: str | None = None
    accused: str | None = None
    denied_by: str | None = None
    part_of: str | None = None
    relation: str | None = None
    continues: str | None = None
    spoken_on: date | None = None
    anchor_date: date | None = None
    anchor_basis: str | None = None
    extractor: str = ""
    confidence: float = 0.5
    review: Literal["proposed", "accepted", "rejected"] = "proposed"


class Party(Struct, frozen=True):
    """Somebody the text mentions. Only a `listed` one has listings.

    `also_listed` is what its listed name hits on other lists. `counter_sanctions` are measures by others
    against somebody on no list: no hit.
    """

    text: str
    start: int
    end: int
    party_class: PartyClass = msgspec.field(name="class")
    name: str | None = None
    listings: tuple[Hit, ...] = ()
    also_listed: tuple[Hit, ...] = ()
    counter_sanctions: tuple[str, ...] = ()


class Check(Struct, frozen=True):
    """Something to look at: which check, how serious, on which claims, and why in words."""

    check: str
    level: CheckLevel
    claims: tuple[str, ...]
    message: str
    start: int | None = None
    end: int | None = None


class ReadDocument(Struct, frozen=True):
    """What was read. `sha256` is of the bytes as received, `text_sha256` of the text offsets count in."""

    name: str
    sha256: str
    text_sha256: str
    characters: int
    dated: date | None
    dated_basis: str | None
    extractor: str
    title: str | None = None
    set_apart: tuple[Segment, ...] = ()


class Reading(Struct, frozen=True):
    """A report, read. `proof` is None where no lists were asked."""

    document: ReadDocument
    text: str
    parties: tuple[Party, ...]
    claims: tuple[Claim, ...]
    times: tuple[TimeExpression, ...]
    checks: tuple[Check, ...]
    proof: Proof | None = None


class Finding(Struct, frozen=True):
    """What comparing reports shows. `rule` is the comparison or conflict rule that was applied, `inputs`
    the figures it was applied to as `document#claim`, `result` what came out of it."""

    finding: str
    level: CheckLevel
    rule: str
    inputs: tuple[str, ...]
    result: str
    message: str
    low: float | None = None
    high: float | None = None


class Reconciliation(Struct, frozen=True):
    """Several reports, read and compared."""

    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
