"""Who holds, controls, serves or supports whom, as a source states it; and what a rule says of it."""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from ostrakon.model.dates import PartialDate
from ostrakon.model.listings import Kind

__all__ = [
    "UNKNOWN_SHARE",
    "Actor",
    "ChainLink",
    "Holding",
    "Jurisdiction",
    "ListedPeriod",
    "OwnersAnswer",
    "OwnersProof",
    "RuleAnswer",
    "Share",
    "Stake",
    "StakeKind",
    "Step",
    "Supporter",
    "SupportersAnswer",
    "Verdict",
]

Jurisdiction = Literal["us", "eu", "gb"]
Verdict = Literal["blocked", "not_blocked", "cannot_tell"]
# Read as "owner KIND asset". `owned_or_controlled`: the source says so without saying which, or how much.
# `influence` is control of a kind or strength not told; `management` an office that leads, `directorship`
# a seat. `support`, `association` and `link` are ties that no rule counts. `acts_for`: the owner acts for
# the asset.
StakeKind = Literal[
    "shares",
    "votes",
    "profit_right",
    "board_appointment",
    "dominant_influence",
    "influence",
    "management",
    "directorship",
    "owned_or_controlled",
    "acts_for",
    "support",
    "family",
    "association",
    "link",
]


class Share(Struct, frozen=True):
    """Per cent of shares, votes, profits or seats, 0 to 100: somewhere from `low` to `high`, which are
    equal for an exact share; an open end is not itself possible (">25")."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{_plain(self.low)} %"
        if self == UNKNOWN_SHARE:
            return "share unknown"
        opening, closing = "(" if self.low_open else "[", ")" if self.high_open else "]"
        return f"{opening}{_plain(self.low)}, {_plain(self.high)}{closing} %"


UNKNOWN_SHARE = Share(Decimal(0), Decimal(100))


class Actor(Struct, frozen=True, omit_defaults=True):
    """A person, company or state in a network. `kind` is None where the source does not say."""

    id: str
    name: str
    kind: Kind | None = None


class Stake(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What `owner` has in `asset` (ids of actors), from `since` to `until`, both days included; None is
    no limit. `source` says where it is stated. Holders with the same `arrangement` act together.

    `words` are the source's own label; `reversed` that it states the tie the other way round, which
    cannot be meant.
    """

    owner: str
    asset: str
    kind: StakeKind
    source: str
    share: Share | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    arrangement: str | None = None
    words: str | None = None
    reversed: bool = False


class ListedPeriod(Struct, frozen=True, omit_defaults=True):
    """An actor is on the list of `issuer` (None: of each) from `since` to `until`, both days included;
    None is no limit. `programmes` are what it is listed under, where that is known."""

    actor: str
    since: date | None = None
    until: date | None = None
    programmes: tuple[str, ...] = ()
    issuer: Jurisdiction | None = None

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class ChainLink(Struct, frozen=True):
    """One stake of a chain, its two sides by name and by id. `share` is None for a tie that has none;
    `stated_as` is the source's direction where it is the other way round, else None."""

    owner: str
    asset: str
    owner_id: str
    asset_id: str
    share: Share | None
    kind: StakeKind
    source: str
    words: str | None = None
    stated_as: str | None = None


class Holding(Struct, frozen=True):
    """What one holder adds to a sum, and why it counts: "listed", "caught", or what is in doubt.

    `owner_id` is None for holders that are not disclosed."""

    owner: str
    owner_id: str | None
    share: Share | None
    why: str


class Step(Struct, frozen=True):
    """Why one entity is caught, or may be: the holders that count, their sum, and what is needed.

    `kind` is what is summed; `needs` the test in words.
    """

    entity: str
    entity_id: str
    kind: StakeKind
    holders: tuple[Holding, ...]
    sum: Share | None
    needs: str
    rule: str


class RuleAnswer(Struct, frozen=True, kw_only=True):
    """What one jurisdiction's rule says of one entity on one day.

    `ground` is "listed", "ownership", "control" or "status" for a blocked one. `chain` is what proves a
    blocked answer, or what leaves it open. `missing` are the facts that would settle it. `record` are the
    ids of the rules used. `property_blocked_until`: no longer blocked, yet what came under US jurisdiction
    up to that day stays so.
    """

    rule: Jurisdiction
    answer: Verdict
    record: tuple[str, ...]
    ground: str | None = None
    chain: tuple[ChainLink, ...] = ()
    steps: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    rebuttable: bool = False
    property_blocked_until: date | None = None
    cautions: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    law_known_at: date
    citation: tuple[str, ...] = ()


class OwnersProof(Struct, frozen=True):
    """What the answers rest on: the files or lists with their SHA-256, and the rules by theirs.

    `listed` counts the parties of the network that are listed on the day by whichever issuer.
    """

    sources: tuple[str, ...]
    rules: str
    actors: int
    stakes: int
    listed: int
    complete_register: bool
    remarks: tuple[str, ...] = ()


class OwnersAnswer(Struct, frozen=True):
    """Blocked, not blocked or cannot tell, for each rule asked for. `ties` are all that the entity has on
    the day, whether or not they count, the first 200. `listed` has, by id, the rules by which somebody in
    a chain or a tie is listed on the day."""

    entity: str
    entity_id: str
    on: date
    answers: tuple[RuleAnswer, ...]
    proof: OwnersProof
    ties: tuple[ChainLink, ...] = ()
    listed: dict[str, tuple[Jurisdiction, ...]] = {}


class Supporter(Struct, frozen=True):
    """Who stands beside a party without owning it: `type` is the kind of tie, `words` the source's own.

    `party` is an id; `listed_by` are the issuers that list it on the day, under `programmes`.
    """

    type: StakeKind
    party: str
    name: str
    words: str | None
    source: str
    listed_by: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()


class SupportersAnswer(Struct, frozen=True):
    """Those of one party, by type and name."""

    party: str
    name: str
    on: date
    supporters: tuple[Supporter, ...]
    proof: OwnersProof


def _plain(number: Decimal) -> str:
    """Without exponent and trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
