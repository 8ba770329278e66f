"""Customers against what changed on the lists since a day → hits that are new, gone or otherwise, each with
the change that caused it.

Only listings that are not the same in both versions are searched, as they were and as they are. What is
found equals the difference of two full screenings, the older one with words as rare as they are today: a
hit neither comes nor goes because a list of other names became longer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal

from msgspec import Struct

from ostrakon.errors import UsageError
from ostrakon.lists.changes import FieldChange, ListingChange
from ostrakon.matching import MatchQuery
from ostrakon.model import Hit, ListVersion, Proof
from ostrakon.screening.accepted import Accepted
from ostrakon.screening.batch import Customer
from ostrakon.screening.scope import Scope
from ostrakon.screening.single import Screening, hits_of, match_query, match_together

__all__ = [
    "CHANGE_COLUMNS",
    "Cause",
    "ChangeRow",
    "Compared",
    "HitChange",
    "Window",
    "cause_of",
    "change_rows",
    "hit_changes",
    "refuse_ambiguous",
]

CHANGE_COLUMNS = (
    *("row", "customer", "query", "change", "score_before", "score", "dataset", "id", "name"),
    *("cause", "material", "accepted"),
)
# What a listing stands for: a hit on it is another one when this changes, though its score stays.
_GROUNDS = frozenset({"kind", "name", "programmes", "measures", "listed_on", "designated_on", "reasons"})
# Queries per pass of the kernel: what handing them over costs is nothing against the passes then.
_TOGETHER = 256

Change = Literal["new", "gone", "changed"]


class Compared(Struct, frozen=True):
    """A list in its older and its newer version; `listings` of it are not the same in both."""

    before: ListVersion
    after: ListVersion
    listings: int
    not_compared: tuple[str, ...]


class Cause(Struct, frozen=True):
    """The change of the list behind a change of a hit. `file`: the listing is the same as far as both files
    can tell, and one of them carries less of it. `before` and `after` name the versions."""

    change: Literal["added", "removed", "changed", "file"]
    fields: tuple[FieldChange, ...]
    material: bool
    before: str
    after: str


class HitChange(Struct, frozen=True):
    """A hit that is new (`before` None), gone (`after` None), or has another score or other grounds.

    `accepted` is the reason for which it was accepted as false; `silenced` unless its listing has
    changed materially since.
    """

    customer: Customer
    change: Change
    party: str
    before: Hit | None
    after: Hit | None
    cause: Cause
    accepted: str | None = None

    @property
    def silenced(self) -> bool:
        return self.accepted is not None and not self.cause.material


class Window(Struct, frozen=True):
    """What customers are screened against: the listings of `causes` as they were and as they are, None where
    there are none of them. `scope` and `proof` are of the newer versions."""

    compared: tuple[Compared, ...]
    causes: Mapping[str, Cause]
    before: Screening | None
    after: Screening | None
    scope: Scope
    proof: Proof


class ChangeRow(Struct, frozen=True):
    """One line of the output; `score_before` and `score` are None where there was, or is, no hit."""

    row: int
    customer: str | None
    query: str
    change: str
    score_before: float | None
    score: float | None
    dataset: str
    id: str
    name: str
    cause: str
    material: str
    accepted: str | None


def cause_of(change: ListingChange | None, versions: tuple[ListVersion, ListVersion]) -> Cause:
    """`change` is None where the two files differ and the list does not."""
    before, after = (version.name for version in versions)
    if change is None:
        return Cause("file", (), material=False, before=before, after=after)
    what: Literal["added", "removed", "changed"] = (
        "added" if change.before is None else "removed" if change.after is None else "changed"
    )
    return Cause(what, change.fields, change.material, before, after)


def hit_changes(
    customers: Iterable[Customer], window: Window, accepted: Accepted | None = None
) -> Iterator[HitChange]:
    """By customer in order, then new, changed and gone hits, each best first; silenced ones too."""
    source = iter(customers)
    while some := list(islice(source, _TOGETHER)):
        asked = [match_query(customer.query) for customer in some]  # once for both sides
        was, now = (_hits(asked, side) for side in (window.before, window.after))
        for customer, old, new in zip(some, was, now, strict=True):
            yield from _of_customer(customer, old, new, window.causes, accepted)


def refuse_ambiguous(customers: Iterable[Customer], accepted: Accepted) -> None:
    """Raises UsageError where one customer of `accepted` may be several rows: silence would be a guess."""
    rows: dict[str, int] = {}
    wanted = accepted.names()
    for customer in customers:
        called = customer.id or customer.query.name
        if called not in wanted:
            continue
        if called in rows:
            raise UsageError(
                f"--accepted: customer {called!r} is row {rows[called]} and row {customer.row}: "
                "give each row a customer_id of its own"
            )
        rows[called] = customer.row


def change_rows(changes: Iterable[HitChange]) -> Iterator[ChangeRow]:
    for change in changes:
        hit = change.after or change.before
        assert hit is not None
        listing = hit.listings[0]
        yield ChangeRow(
            row=change.customer.row,
            customer=change.customer.id,
            query=change.customer.query.name,
            change=change.change,
            score_before=change.before.score if change.before else None,
            score=change.after.score if change.after else None,
            dataset=listing.dataset,
            id=listing.id,
            name=listing.name,
            cause=_in_words(change.cause),
            material="yes" if change.cause.material else "no",
            accepted=change.accepted,
        )


def _hits(asked: Sequence[MatchQuery], screening: Screening | None) -> list[tuple[Hit, ...]]:
    if screening is None:
        return [()] * len(asked)
    return [hits_of(matches, screening) for matches in match_together(asked, screening)]


def _of_customer(
    customer: Customer,
    old: Sequence[Hit],
    new: Sequence[Hit],
    causes: Mapping[str, Cause],
    accepted: Accepted | None,
) -> Iterator[HitChange]:
    was, now = ({hit.party: hit for hit in hits} for hits in (old, new))
    new_ones = [party for party in now if party not in was]
    changed = [party for party in now if party in was and _is_other(was[party], now[party], causes[party])]
    gone = [party for party in was if party not in now]

    def of(party: str, change: Change) -> HitChange:
        reason = accepted.reason(customer, party) if accepted else None
        return HitChange(customer, change, party, was.get(party), now.get(party), causes[party], reason)

    yield from (of(party, "new") for party in new_ones)
    yield from (of(party, "changed") for party in changed)
    yield from (of(party, "gone") for party in gone)


def _is_other(before: Hit, after: Hit, cause: Cause) -> bool:
    if any(change.field in _GROUNDS for change in cause.fields):
        return True
    one, other = before.listings[0], after.listings[0]
    return (before.score, one.matched_name, one.strength) != (
        after.score,
        other.matched_name,
        other.strength,
    )


def _in_words(cause: Cause) -> str:
    between = f"between {cause.before} and {cause.after}"
    match cause.change:
        case "changed":
            fields = "; ".join(
                f"{change.field.replace('_', ' ')}: {' | '.join(change.before)} -> {' | '.join(change.after)}"
                for change in cause.fields
            )
            return f"changed {between}: {fields}"
        case "file":
            return f"the same {between}, as far as both files tell"
        case what:
            return f"{what} {between}"
