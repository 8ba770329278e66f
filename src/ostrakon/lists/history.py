"""One listing in every version of its list → its life: first seen, each change, delisted."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from msgspec.structs import replace

from ostrakon.errors import NotHeld, UsageError
from ostrakon.lists.changes import Change, Event, FieldChange, History
from ostrakon.lists.diff import compare_field, is_material
from ostrakon.lists.fields import FIELDS, states_programmes
from ostrakon.lists.first_listed import first_listed
from ostrakon.lists.losses import lens_of
from ostrakon.model import Listing, ListVersion

__all__ = ["history"]

_State = tuple[ListVersion, Listing]


class _Store(Protocol):
    def datasets(self) -> Sequence[str]: ...
    def datasets_with(self, listing_id: str) -> Sequence[str]: ...
    def states(self, dataset: str, listing_id: str) -> list[tuple[ListVersion, Listing | None]]: ...
    def versions(self, dataset: str) -> Sequence[ListVersion]: ...
    def listing(self, version: ListVersion, listing_id: str) -> Listing | None: ...


def history(listing_id: str, store: _Store) -> History:
    """`listing_id` is `dataset:id`, or the id alone where one list has it.

    Raises UsageError for an id of several lists, NotHeld for one that stands in no version held.
    """
    dataset, number = _place_of(listing_id.strip(), store)
    states = store.states(dataset, number)
    known = [listing for _, listing in states if listing is not None]
    last = known[-1]
    listed = first_listed(last, lambda group_id: _ofsi(group_id, store))
    return History(
        id=f"{dataset}:{number}",
        name=last.name,
        kind=last.kind,
        listed_on=listed.day,
        date_basis=listed.basis,
        listed=states[-1][1] is not None,
        versions=len(states),
        first_version=states[0][0].name,
        last_version=states[-1][0].name,
        events=tuple(_events(states)),
    )


def _ofsi(group_id: str, store: _Store) -> Listing | None:
    versions = store.versions("gb_hmt_sanctions")
    return store.listing(versions[-1], group_id) if versions else None


def _place_of(listing_id: str, store: _Store) -> tuple[str, str]:
    dataset, mark, number = listing_id.partition(":")
    if mark and dataset in store.datasets():
        if dataset in store.datasets_with(number):
            return dataset, number
        raise NotHeld(f"{listing_id}: stands in no version of {dataset} that is held")
    if not listing_id:
        raise UsageError("ID '': write a listing as in us_ofac_sdn:12735")
    found = store.datasets_with(listing_id)
    if not found:
        raise NotHeld(
            f"{listing_id}: no list that is held has a listing of this id; held are "
            f"{', '.join(store.datasets())}. Capitals count: un_sc_sanctions:QDi.317"
        )
    if len(found) > 1:
        several = ", ".join(f"{one}:{listing_id}" for one in found)
        raise UsageError(f"{listing_id}: several lists have this id: say which of {several}")
    return found[0], listing_id


def _events(states: Sequence[tuple[ListVersion, Listing | None]]) -> Iterator[Event]:
    before: ListVersion | None = None
    run: list[_State] = []  # the versions that show it, since it was listed (again)
    seen = False
    for version, listing in states:
        after = None if before is None else before.name
        if listing is None:
            if run:
                yield _event("delisted", version, run[-1][1], after)
            run = []
        elif not run:
            yield _event("listed_again" if seen else "first_seen", version, listing, after)
            run, seen = [(version, listing)], True
        else:
            fields, material = _compared(run, version, listing)
            if fields:
                event = _event("changed", version, listing, after)
                yield replace(event, fields=fields, material=material)
            run.append((version, listing))
        before = version


def _compared(
    run: Sequence[_State], version: ListVersion, listing: Listing
) -> tuple[tuple[FieldChange, ...], bool]:
    """What changed, and whether that is material: field by field against the last version that can be
    compared by it, so that a file between that does not carry a field neither hides a change nor makes
    one."""
    changes: dict[str, FieldChange] = {}
    material = False
    left = set(FIELDS)
    for older, was in reversed(run):
        if not left:
            break
        lens = lens_of(older, version)
        fields = left & lens.fields
        if not states_programmes(was):
            fields -= {"programmes"}
        for name in fields:
            change = compare_field(FIELDS[name], was, listing, loosely=lens.loosely)
            if change is not None:
                changes[name] = change if older is run[-1][0] else replace(change, since=older.name)
        material |= bool(fields & changes.keys()) and is_material(was, listing, fields, loosely=lens.loosely)
        left -= fields
    return tuple(changes[name] for name in FIELDS if name in changes), material


def _event(change: Change, version: ListVersion, listing: Listing, after: str | None) -> Event:
    return Event(
        at=version.captured_at,
        version=version.name,
        sha256=version.sha256,
        layout=version.layout,
        change=change,
        programmes=listing.programme_codes,
        fields=(),
        material=True,
        after=after,
    )
