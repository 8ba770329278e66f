"""A question to the lists and its answer, with the proof of what was looked at."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from ostrakon.errors import UsageError
from ostrakon.model.listings import DateBasis, Kind, Strength
from ostrakon.model.stakes import ChainLink, Jurisdiction, Verdict

__all__ = [
    "Answer",
    "Checked",
    "Hit",
    "InForceAnswer",
    "ListingMatch",
    "Mention",
    "NotChecked",
    "PairScore",
    "Proof",
    "Query",
    "Reason",
    "Standing",
    "Status",
    "TextAnswer",
    "Tied",
    "TiedHit",
]

# listed: on the list of the day asked for. reconstructed: a later version gives a listing date on or
# before the day. unknown: whether it was in force on that day cannot be told from what is held.
Status = Literal["listed", "reconstructed", "unknown"]
# The same, and not_listed: a version of the day lacks it, or its stated listing date is later.
InForceAnswer = Literal["listed", "reconstructed", "unknown", "not_listed"]
# What had become of a listing by the day: programme_revoked_kept when one programme it was under has ended
# and it stands under another; expired when every one has ended and no version since shows it.
Standing = Literal["in_force", "programme_revoked_kept", "suspended", "expired", "delisted"]

# What ties a party on no list to listed ones: by stakes that a rule counts for sure, by an issuer's "owned or
# controlled" or a share that is not enough or not known, or in any other way.
Tied = Literal["owned", "controlled", "owned or controlled", "associated"]


class Query(Struct, frozen=True, kw_only=True):
    """Whom to look for. `kind` is a FollowTheMoney schema (Person, Company, Vessel …), None for any.

    `birth_date` is ISO 8601, a day, a month or a year; `countries` are codes or names;
    `identifiers` any numbers of documents, registers, ships or wallets. Both are kept as tuples.
    Raises UsageError for a field that is no text.
    """

    name: str
    kind: str | None = None
    birth_date: str | None = None
    countries: Sequence[str] = ()
    identifiers: Sequence[str] = ()

    def __post_init__(self) -> None:
        for field in ("name", "kind", "birth_date"):
            value = getattr(self, field)
            if not isinstance(value, str) and (value is not None or field == "name"):
                raise UsageError(f"{field} {value!r}: must be text")
        for field in ("countries", "identifiers"):
            values = getattr(self, field)
            if isinstance(values, str) or not all(isinstance(value, str) for value in values):
                raise UsageError(f"{field} {values!r}: must be several texts, as in {field}=['…']")
            force_setattr(self, field, tuple(values))


class Reason(Struct, frozen=True):
    """Why a hit scores as it does: one feature, its score (0 to 1), and what was compared."""

    feature: str
    score: float
    query: str
    listed: str
    detail: str


class PairScore(Struct, frozen=True):
    """How well two queries agree: `score` from 0 to 1, and why."""

    score: float
    reasons: tuple[Reason, ...]


class ListingMatch(Struct, frozen=True):
    """A listing that was hit, with the name of it that matched. `standing` is None where nothing tells."""

    dataset: str
    id: str
    name: str
    matched_name: str
    strength: Strength
    kind: Kind
    programmes: tuple[str, ...]
    measures: tuple[str, ...]
    status: Status
    listed_on: date | None
    date_basis: DateBasis
    standing: Standing | None = None


class Hit(Struct, frozen=True):
    """A party that may be the one asked for. `score` runs from 0 to 1; `party` is `dataset:id`."""

    score: float
    party: str
    listings: tuple[ListingMatch, ...]
    reasons: tuple[Reason, ...]


class Checked(Struct, frozen=True):
    """A list that was looked at. `age_days` is counted from the day asked for to its capture, or to the
    last time the issuer confirmed it unchanged."""

    dataset: str
    version: str
    captured_at: str
    captured_basis: str
    imported_at: str | None
    published_on: date | None
    sha256: str
    listings: int
    age_days: int
    remarks: tuple[str, ...] = ()


class NotChecked(Struct, frozen=True):
    """A list that was not looked at, and why."""

    dataset: str
    why: str


class Proof(Struct, frozen=True):
    """What an answer rests on. `not_covered` says what no list that was checked can show."""

    as_of: date
    in_force_on: date | None
    threshold: float
    matcher: str
    checked: tuple[Checked, ...]
    not_checked: tuple[NotChecked, ...]
    not_covered: tuple[str, ...]
    notice: str | None = None


class TiedHit(Struct, frozen=True):
    """A party on no list that is tied to listed ones and may be the one asked for.

    `score`, 0 to 1, is of the name alone. `tie` is the strongest that is surely so; `answers` say what each
    rule makes of it, and `chain` is what ties the party to those listed.
    """

    score: float
    party: str
    name: str
    tie: Tied
    answers: dict[Jurisdiction, Verdict]
    chain: tuple[ChainLink, ...]
    reasons: tuple[Reason, ...]


class Answer(Struct, frozen=True):
    """Hits for one query, best first, none below the threshold. `more_hits`: the limit left some out.

    `in_force` has one answer per issuer (a list of your own by its name) where a day of effect was asked
    for: the surest of its hits; without a hit not_listed where a version of that day was searched, else
    unknown. `tied` are parties on no list, where the network was asked as well.
    """

    query: Query
    hits: tuple[Hit, ...]
    proof: Proof
    more_hits: bool = False
    in_force: dict[str, InForceAnswer] = {}
    tied: tuple[TiedHit, ...] = ()


class Mention(Struct, frozen=True):
    """A place in a document that names a listed party; offsets count Unicode code points.

    `more_hits`: the limit left some out.
    """

    start: int
    end: int
    text: str
    hits: tuple[Hit, ...]
    more_hits: bool = False


class TextAnswer(Struct, frozen=True):
    """Every mention of a listed party in one document, in order."""

    mentions: tuple[Mention, ...]
    proof: Proof
