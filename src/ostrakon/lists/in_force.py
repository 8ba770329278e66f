"""What the versions held show of a listing → whether it was in force on a day: one of four answers."""

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from ostrakon.lists.first_listed import ListedOn
from ostrakon.lists.programmes import programme_of
from ostrakon.model import InForceAnswer, Listing, Standing

__all__ = ["NEVER_DATED", "InForce", "Seen", "State", "judge", "state_of"]

NEVER_DATED = ListedOn(None, "unknown")
# The EU keeps suspended entries with "(26.7.2010, suspended since 16.1.2016)" in its designation details.
_SUSPENDED = re.compile(r"suspended since (\d{1,2})\.(\d{1,2})\.(\d{4})")


class State(Struct, frozen=True):
    """A listing as one version has it: what it is under, since when, and a suspension the issuer states.

    `suspended_until` is the day of the next act on the entry, which put it back; None where none is known.
    `days` are the listing dates of those `codes` for which the issuer gives one alone.
    """

    codes: tuple[str, ...]
    listed: ListedOn
    suspended_from: date | None = None
    suspended_until: date | None = None
    days: dict[str, date] = {}


class Seen(Struct, frozen=True):
    """What the version captured on the day `on` shows; no states where it is not in it."""

    on: date
    states: tuple[State, ...]


class InForce(Struct, frozen=True):
    """Whether a listing was in force on a day. `standing` is None where that cannot be told.

    `codes` are the programmes that the version of that day, else the next one, shows; `listed` is the
    listing date that the answer rests on.
    """

    answer: InForceAnswer
    standing: Standing | None
    listed: ListedOn
    codes: tuple[str, ...] = ()


def state_of(listing: Listing, listed: ListedOn) -> State:
    """The state that `listing` is in, with its listing date as found by `first_listed`."""
    suspended = _suspension(listing)
    ended = (
        listing.amended_on if suspended and listing.amended_on and listing.amended_on > suspended else None
    )
    days = {one.code: one.listed_on for one in listing.programmes if one.listed_on is not None}
    return State(listing.programme_codes, listed, suspended, ended, days)


def judge(day: date, seen: Sequence[Seen], *, issuer: str) -> InForce:
    """Whether what `seen` shows was in force on `day`; `seen` is in order of time, one per version held.

    The last version by the day and the first one after it decide, and where they cannot, the listing
    date does: a stated one says yes from its day on and no before; a derived one is an upper bound, so
    that days before it are unknown, whatever a version lacks.
    """
    before = next((one for one in reversed(seen) if one.on <= day), None)
    after = next((one for one in seen if one.on > day), None)
    listed = _listed(seen, day)
    answer = _answer(day, before, after, listed)
    shown = next((one.states for one in (before, after) if one is not None and one.states), ())
    codes = tuple(dict.fromkeys(code for state in shown for code in state.codes))
    if answer in {"not_listed", "unknown"}:
        return InForce(answer, _standing_off(day, answer, seen), listed, codes)
    return InForce(answer, _standing(day, issuer, codes, shown, seen), listed, codes)


def _answer(day: date, before: Seen | None, after: Seen | None, listed: ListedOn) -> InForceAnswer:
    if before is not None and before.states:
        # Removed between the two: on which day, nothing says.
        removed_since = after is not None and not after.states and before.on < day
        return "unknown" if removed_since else "listed"
    if listed.day is not None and listed.day > day:
        return "not_listed" if listed.basis == "stated" else "unknown"
    comes_after = after is not None and bool(after.states)
    if before is None:
        return "reconstructed" if comes_after and listed.day is not None else "unknown"
    return _between(day, before.on, listed, comes_after=comes_after)


def _between(day: date, lacked_on: date, listed: ListedOn, *, comes_after: bool) -> InForceAnswer:
    """Where the version of `lacked_on` lacks it, and its listing date, if any, is `day` or before."""
    began_between = listed.day is not None and listed.day > lacked_on
    if not comes_after:
        # Both sides lack it. A date between them tells of a listing that came and went meanwhile.
        return "unknown" if began_between else "not_listed"
    if began_between:
        return "reconstructed"
    # It came after `lacked_on`: on which day, nothing says; or its date is one of a former listing.
    return "not_listed" if lacked_on == day and listed.day is None else "unknown"


def _listed(seen: Sequence[Seen], day: date) -> ListedOn:
    """The date by the version nearest to the day that has one: those after it first, which know more."""
    later = [one for one in seen if one.on > day]
    earlier = [one for one in reversed(seen) if one.on <= day]
    for one in (*earlier[:1], *later, *earlier[1:]):
        dated = [state.listed for state in one.states if state.listed.day is not None]
        if dated:
            return min(dated, key=lambda listed: (listed.day or date.max, listed.basis != "stated"))
    return NEVER_DATED


def _standing(
    day: date, issuer: str, codes: Sequence[str], shown: Sequence[State], seen: Sequence[Seen]
) -> Standing:
    if shown and all(_suspended(state, day) for state in shown):
        return "suspended"
    ended = {code for code in codes if _has_ended(issuer, code, day)}
    if codes and len(ended) == len(codes):
        return "expired"
    former = {code for one in seen if one.on <= day for state in one.states for code in state.codes}
    revoked = ended or {code for code in former.difference(codes) if _has_ended(issuer, code, day)}
    return "programme_revoked_kept" if revoked else "in_force"


def _standing_off(day: date, answer: InForceAnswer, seen: Sequence[Seen]) -> Standing | None:
    if answer == "not_listed":
        return "delisted" if any(one.states for one in seen if one.on <= day) else None
    states = [state for one in seen for state in one.states]
    return "suspended" if states and all(_suspended(state, day) for state in states) else None


def _has_ended(issuer: str, code: str, day: date) -> bool:
    programme = programme_of(issuer, code)
    return programme is not None and programme.ended_by_day(day)


def _suspended(state: State, day: date) -> bool:
    began = state.suspended_from
    return (
        began is not None and began <= day and (state.suspended_until is None or day < state.suspended_until)
    )


def _suspension(listing: Listing) -> date | None:
    for prop in listing.properties:
        if found := _SUSPENDED.search(prop.value):
            try:
                return date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                return None
    return None
