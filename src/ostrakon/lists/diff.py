"""Two versions of one list → what was added, removed and changed, field by field."""

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Protocol

import msgspec

from ostrakon.errors import UsageError
from ostrakon.lists.changes import Diff, FieldChange, ListingChange
from ostrakon.lists.fields import FIELDS, Field, matching_view, states_programmes
from ostrakon.lists.losses import Lens, lens_of
from ostrakon.lists.tally import Wanted, tally
from ostrakon.model import Kind, Listing, ListVersion

__all__ = [
    "compare_field",
    "compare_listings",
    "diff",
    "is_material",
    "listing_change",
]


class _Store(Protocol):
    def listings(self, version: ListVersion) -> Iterator[Listing]: ...
    def changed(
        self, before: ListVersion, after: ListVersion
    ) -> Iterator[tuple[Listing | None, Listing | None]]: ...


def diff(
    before: ListVersion,
    after: ListVersion,
    store: _Store,
    *,
    kind: Kind | None = None,
    programme: str | None = None,
) -> Diff:
    """What is in `after` and not in `before`, the other way round, and what is otherwise in both.

    `programme` is a pattern as of file names: `SYRIA*`. Raises UsageError for versions of two lists, or
    in the wrong order, and for a pattern that describes no programme of either.
    """
    _refuse_senseless(before, after)
    wanted = Wanted(kind, programme)
    lens = lens_of(before, after)
    differing = list(store.changed(before, after))
    changes = [change for was, now in differing if (change := listing_change(was, now, lens)) is not None]
    held = list(store.listings(before))
    states = (*held, *(now for _, now in differing))
    if programme is not None and not any(map(wanted.has_programme, states)):
        raise UsageError(_no_such_programme(programme, held, before))
    chosen = [change for change in changes if wanted.takes(change.before, change.after)]
    return Diff(
        before=before,
        after=after,
        added=tuple(change for change in chosen if change.before is None),
        removed=tuple(change for change in chosen if change.after is None),
        changed=tuple(change for change in chosen if change.before is not None and change.after is not None),
        counts=tally(held, differing, changes, wanted),
        not_compared=tuple(field for field in FIELDS if field not in lens.fields),
        kind=kind,
        programme=programme,
    )


def listing_change(was: Listing | None, now: Listing | None, lens: Lens) -> ListingChange | None:
    """None where the two are the same as far as both files can tell."""
    if was is None or now is None:
        return ListingChange(was, now)
    fields = compare_listings(was, now, lens)
    if not fields:
        return None
    return ListingChange(was, now, fields, is_material(was, now, lens.fields, loosely=lens.loosely))


def compare_listings(was: Listing, now: Listing, lens: Lens) -> tuple[FieldChange, ...]:
    found = (
        compare_field(field, was, now, loosely=lens.loosely)
        for name, field in FIELDS.items()
        if name in lens.fields
    )
    return tuple(change for change in found if change is not None)


def compare_field(field: Field, was: Listing, now: Listing, *, loosely: bool) -> FieldChange | None:
    """None where both hold the same values, in whatever order; and for the programmes where one of the
    two does not state them."""
    old, new = field.values(was, loosely=loosely), field.values(now, loosely=loosely)
    if old.keys() == new.keys():
        return None
    if field.name == "programmes" and not (states_programmes(was) and states_programmes(now)):
        return None
    before = tuple(words for value, words in old.items() if value not in new)
    after = tuple(words for value, words in new.items() if value not in old)
    if set(before) == set(after):  # what differs is in no words: show everything
        before = tuple(_in_full(value) for value in old if value not in new)
        after = tuple(_in_full(value) for value in new if value not in old)
    return FieldChange(field.name, before, after)


def is_material(was: Listing, now: Listing, fields: Set[str], *, loosely: bool) -> bool:
    """Whether what changed in these `fields` can make a name match that did not, match no longer, or
    match otherwise."""
    views = (matching_view(one, fields=fields, loosely=loosely) for one in (was, now))
    return len(set(views)) > 1


def _in_full(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


def _refuse_senseless(before: ListVersion, after: ListVersion) -> None:
    if before.dataset != after.dataset:
        raise UsageError(
            f"{before.dataset} and {after.dataset}: two versions of one list are compared, not two lists"
        )
    if before.captured_at > after.captured_at:
        raise UsageError(
            f"{before.dataset}: {before.name} is later than {after.name}: give the older version first"
        )


def _no_such_programme(pattern: str, held: Iterable[Listing], version: ListVersion) -> str:
    codes: Sequence[str] = sorted({one.code for listing in held for one in listing.programmes})
    some = ", ".join(codes[:8]) + (f" and {len(codes) - 8} more" if len(codes) > 8 else "")
    return f"--programme {pattern!r}: no programme of {version.dataset} is called so; there are {some}"
