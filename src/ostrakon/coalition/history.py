"""What all versions held of an issuer's lists show of a party; the UK's two lists are one history."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from ostrakon.coalition.question import Question
from ostrakon.errors import NotHeld
from ostrakon.lists.first_listed import ListedOn
from ostrakon.lists.in_force import InForce, Seen, State, judge
from ostrakon.lists.programmes import Subject
from ostrakon.lists.sightings import is_closed
from ostrakon.model import InForceAnswer

__all__ = ["History", "datasets_of", "judged", "under"]

# One issuer's lists: those of a row are one history, and the first row is the one whose silence counts.
_LISTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "us": (("us_ofac_sdn",), ("us_ofac_cons",)),
    "gb": (("gb_hmt_sanctions", "gb_fcdo_sanctions"),),
    "eu": (("eu_fsf",),),
    "un": (("un_sc_sanctions",),),
}
# From this day on the UK Sanctions List has what OFSI's never had: travel bans, ships.
_OFSI_IS_NOT_ALL = date(2020, 12, 31)
_SUREST: tuple[InForceAnswer, ...] = ("listed", "reconstructed", "unknown", "not_listed")


def datasets_of(issuer: str) -> tuple[str, ...]:
    """Every list of one issuer, the one whose silence counts first."""
    return tuple(dataset for row in _LISTS[issuer] for dataset in row)


class History:
    """What all versions known by a day show; `timelines` are by dataset and listing id, each along `days`."""

    def __init__(
        self,
        timelines: Mapping[str, Mapping[str, Sequence[tuple[date, State | None]]]],
        days: Mapping[str, Sequence[date]],
    ) -> None:
        self._timelines = timelines
        self._days = days

    def held_by(self, issuer: str, day: date) -> bool:
        """Whether a version by `day` is held of a list whose silence counts."""
        return any(
            held <= day and not is_closed(dataset, held)
            for dataset in _LISTS[issuer][0]
            for held in self._days.get(dataset, ())
        )

    def refuse_nothing_held(self, question: Question) -> None:
        """Raises NotHeld for issuers of which nothing was held by the day asked from."""
        for issuer in question.issuers:
            if not any(self._days.get(dataset) for dataset in _LISTS[issuer][0]):
                names = " or ".join(_LISTS[issuer][0])
                raise NotHeld(f"{issuer}: no version of {names} was held by {question.as_of}")

    def concerns(self, listing_id: str, issuer: str, subject: Subject | None) -> bool:
        """Whether some version shows the listing under `subject`, or at all where None is asked for."""
        dataset, _, id_ = listing_id.partition(":")
        timeline = self._timelines[dataset].get(id_, ())
        if subject is None:
            return any(state is not None for _, state in timeline)
        return any(
            subject.holds(issuer, code) for _, state in timeline if state is not None for code in state.codes
        )

    def seen(self, issuer: str, listings: Sequence[str]) -> list[tuple[Seen, ...]]:
        """Of each of the issuer's histories that can say something of the party with `listings`."""
        histories = []
        for number, row in enumerate(_LISTS[issuer]):
            own = [key for key in listings if key.partition(":")[0] in row]
            if own or number == 0:
                histories.append(self._along(row, own))
        return histories

    def telling_programmes(self, listings: Sequence[str]) -> tuple[str, ...]:
        """Those of `listings` whose programmes are their own list's.

        OFAC states tags for an entry whatever lists it is on: one that is on the SDN List as well shows the
        SDN List's tags in the Consolidated one, with a day that is not theirs.
        """
        on_sdn = self._timelines.get("us_ofac_sdn", {})
        return tuple(
            key
            for key in listings
            if not (key.startswith("us_ofac_cons:") and key.partition(":")[2] in on_sdn)
        )

    def _along(self, row: Sequence[str], listings: Sequence[str]) -> tuple[Seen, ...]:
        by_day: dict[date, list[State]] = {}
        for dataset in row:
            shown = [
                self._timelines[dataset][id_]
                for name, _, id_ in (key.partition(":") for key in listings)
                if name == dataset
            ]
            for number, day in enumerate(self._days.get(dataset, ())):
                silent = not shown and dataset == "gb_hmt_sanctions" and day > _OFSI_IS_NOT_ALL
                if not is_closed(dataset, day) and not silent:
                    states = [timeline[number][1] for timeline in shown]
                    by_day.setdefault(day, []).extend(state for state in states if state is not None)
        return tuple(Seen(day, tuple(states)) for day, states in sorted(by_day.items()))


def under(subject: Subject, issuer: str, seen: Sequence[Seen]) -> tuple[Seen, ...]:
    """Only what is under the programmes of `subject`.

    A version that shows the party without any programme says nothing of it and is left out: OFAC's file
    of 2016-03-25 was put back together by another party, and has 400 such entries.
    """
    kept = []
    for one in seen:
        states = tuple(state for state in one.states if any(subject.holds(issuer, c) for c in state.codes))
        if not states and any(not state.codes for state in one.states):
            continue
        kept.append(Seen(one.on, tuple(_dated_by(subject, issuer, state) for state in states)))
    return tuple(kept)


def surest(judged: Sequence[InForce]) -> InForce:
    """Of several histories of one issuer, the answer that says most."""
    return min(judged, key=lambda one: _SUREST.index(one.answer))


def judged(question: Question, issuer: str, histories: Sequence[Sequence[Seen]]) -> InForce:
    return surest([judge(question.in_force_on, seen, issuer=issuer) for seen in histories])


def _dated_by(subject: Subject, issuer: str, state: State) -> State:
    """With the day of the programme where the issuer gives one for it alone, and its codes only."""
    codes = tuple(code for code in state.codes if subject.holds(issuer, code))
    days = [state.days[code] for code in codes if code in state.days]
    return replace(state, codes=codes, listed=ListedOn(min(days), "stated") if days else state.listed)
