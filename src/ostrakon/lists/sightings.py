"""One listing in every version held → what each shows of it; for the UK, on both of its lists."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from ostrakon.lists.first_listed import ListedOn
from ostrakon.lists.in_force import Seen, State, state_of
from ostrakon.lists.issuers import SOURCES
from ostrakon.model import Listing

__all__ = ["Timeline", "Timelines", "is_closed", "issuer_of", "sightings"]

# A listing by dataset and id in every version held, by day of capture, oldest first; None where it is
# not in it.
Timeline = Callable[[str, str], Sequence[tuple[date, State | None]]]

# The UK's lists, the closed one and the one after it, print each other's numbers.
_OTHER_UK_LIST = {
    "ofsi_group_id": "gb_hmt_sanctions",
    "uk_sanctions_list_ref": "gb_fcdo_sanctions",
}
# Single questions to the store about one list, before all of it is read at once: that takes about a
# second for the largest, as long as a thousand questions.
_ONE_BY_ONE = 300


class _Store(Protocol):
    def timeline(
        self, dataset: str, listing_id: str, *, as_of: datetime
    ) -> Sequence[tuple[date, Listing | None]]: ...
    def timelines(
        self, dataset: str, *, as_of: datetime
    ) -> Iterable[tuple[str, Sequence[tuple[date, Listing | None]]]]: ...


class Timelines:
    """A `Timeline` over a store, as known by `as_of`. Whoever asks often has whole lists read at once."""

    def __init__(
        self, store: _Store, *, as_of: datetime, first_listed: Callable[[Listing], ListedOn]
    ) -> None:
        self._store = store
        self._as_of = as_of
        self._first_listed = first_listed
        self._asked: Counter[str] = Counter()
        self._whole: dict[str, dict[str, tuple[tuple[date, State | None], ...]]] = {}

    def __call__(self, dataset: str, id_: str) -> Sequence[tuple[date, State | None]]:
        self._asked[dataset] += 1
        if dataset not in self._whole and self._asked[dataset] <= _ONE_BY_ONE:
            return self._states(self._store.timeline(dataset, id_, as_of=self._as_of))
        return self.whole(dataset).get(id_, ())

    def whole(self, dataset: str) -> dict[str, tuple[tuple[date, State | None], ...]]:
        """The timeline of every listing that any version of `dataset` has, by id."""
        if dataset not in self._whole:
            read = self._store.timelines(dataset, as_of=self._as_of)
            self._whole[dataset] = {id_: self._states(timeline) for id_, timeline in read}
        return self._whole[dataset]

    def _states(
        self, timeline: Sequence[tuple[date, Listing | None]]
    ) -> tuple[tuple[date, State | None], ...]:
        return tuple(
            (day, None if listing is None else state_of(listing, self._first_listed(listing)))
            for day, listing in timeline
        )


def issuer_of(dataset: str) -> str:
    """`us`, `gb`, `eu` or `un`; of a list of your own its name."""
    source = SOURCES.get(dataset)
    return source.issuer if source else dataset


def sightings(listing: Listing, timeline: Timeline) -> tuple[Seen, ...]:
    """What the versions of the listing's list show of it, oldest first; together with those of the UK's
    other list, where the listing prints its number there."""
    by_day: dict[date, list[State]] = {}
    for dataset, id_ in _places(listing):
        for day, state in timeline(dataset, id_):
            if not is_closed(dataset, day):
                by_day.setdefault(day, []).extend([] if state is None else [state])
    return tuple(Seen(day, tuple(states)) for day, states in sorted(by_day.items()))


def is_closed(dataset: str, day: date) -> bool:
    """Whether the list says nothing about `day` any more: what it lacks then was not removed."""
    source = SOURCES.get(dataset)
    return source is not None and source.closed_on is not None and day >= source.closed_on


def _places(listing: Listing) -> list[tuple[str, str]]:
    places = [(listing.dataset, listing.id)]
    if issuer_of(listing.dataset) == "gb":
        for reference in listing.cross_references:
            other = _OTHER_UK_LIST.get(reference.type)
            if other is not None and other != listing.dataset:
                places.append((other, reference.value))
    return list(dict.fromkeys(places))
