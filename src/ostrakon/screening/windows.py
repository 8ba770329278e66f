"""The lists of a day and an older moment → what changed between, ready to be searched on both sides."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from ostrakon.errors import NotHeld, UsageError
from ostrakon.lists.diff import listing_change
from ostrakon.lists.fields import FIELDS
from ostrakon.lists.in_force import InForce
from ostrakon.lists.losses import lens_of
from ostrakon.lists.moments import end_of_day
from ostrakon.lists.versions import moment_of, version_of
from ostrakon.matching import Matcher
from ostrakon.matching.index import Index, head_of, index_of
from ostrakon.model import Listing, ListVersion, NotChecked
from ostrakon.screening.since import Cause, Compared, Window, cause_of
from ostrakon.screening.single import Screening, proof_of

__all__ = ["Since", "since_of", "window_of"]

# All that a query can have: no limit may let a hit come or go.
_MOST_HITS = 200


class _Store(Protocol):
    def datasets(self) -> Sequence[str]: ...
    def versions(self, dataset: str) -> Sequence[ListVersion]: ...
    def find(self, dataset: str, *, as_of: datetime) -> ListVersion | None: ...
    def changed(
        self, before: ListVersion, after: ListVersion
    ) -> Iterator[tuple[Listing | None, Listing | None]]: ...


class Since(Struct, frozen=True):
    """The older moment: one `version` of one list, or for every list what was known at the end of `day`."""

    day: date
    version: ListVersion | None = None

    def __str__(self) -> str:
        return str(self.day) if self.version is None else f"{self.version.dataset}@{self.version.name}"


class _Sides(Struct):
    """The listings that differ, as they were and as they are."""

    before: list[Listing] = []
    after: list[Listing] = []


def since_of(text: str, store: _Store, *, today: date, as_of: date) -> Since:
    """A day, or `dataset@D` for one list alone. Raises UsageError for anything else, and for a day to come or
    later than `as_of`, the day of the screening; NotHeld for a version that is not held."""
    if "@" in text:
        version = version_of(text, store, today=today)
        since = Since(version.captured_at.date(), version)
    else:
        moment = moment_of(text, "--since", today=today)
        if moment.number is not None:
            raise UsageError(f"--since {text}: say of which list, as in us_ofac_sdn@{text}")
        since = Since(moment.day)
    if since.day > as_of:
        raise UsageError(f"--since {since}: later than {as_of}, the day of the screening")
    return since


def window_of(
    since: Since,
    screening: Screening,
    in_force_then: Callable[[Listing], InForce],
    store: _Store,
    weighed_by: Sequence[Index],
) -> Window:
    """`screening` is of the newer versions, `weighed_by` has their indexes; `in_force_then` judges a
    listing on the older day.

    A list of which nothing was held at `since` is left out, and named in the proof. Raises NotHeld when
    that is every list.
    """
    scope = screening.scope
    older = {version.dataset: _older(version, since, store) for version in scope.versions}
    known = tuple(version for version in scope.versions if older[version.dataset] is not None)
    if not known:
        first = ", ".join(f"{v.dataset} {store.versions(v.dataset)[0].name}" for v in scope.versions)
        raise NotHeld(f"--since {since}: no list to be screened was held by then; the first are {first}")
    compared: list[Compared] = []
    causes: dict[str, Cause] = {}
    sides: dict[str, _Sides] = {}
    for after in known:
        before = older[after.dataset]
        assert before is not None
        sides[after.dataset] = _Sides()
        differing = list(store.changed(before, after))
        causes |= _causes(before, after, differing, sides[after.dataset])
        lost = tuple(field for field in FIELDS if field not in lens_of(before, after).fields)
        compared.append(Compared(before, after, len(differing), lost))
    unknown = tuple(
        NotChecked(version.dataset, f"no version was held at {since}: what changed cannot be told")
        for version in scope.versions
        if older[version.dataset] is None
    )
    scope = replace(scope, versions=known, not_checked=(*scope.not_checked, *unknown))
    proof = proof_of(scope, threshold=screening.threshold, in_force_on=None)
    newer = replace(screening, scope=scope, proof=proof, limit=_MOST_HITS)
    return Window(
        compared=tuple(compared),
        causes=causes,
        before=_over(
            {name: side.before for name, side in sides.items()},
            replace(newer, in_force=in_force_then),
            weighed_by,
        ),
        after=_over({name: side.after for name, side in sides.items()}, newer, weighed_by),
        scope=scope,
        proof=proof,
    )


def _older(version: ListVersion, since: Since, store: _Store) -> ListVersion | None:
    if since.version is not None:
        return since.version if since.version.dataset == version.dataset else None
    return store.find(version.dataset, as_of=end_of_day(since.day))


def _causes(
    before: ListVersion,
    after: ListVersion,
    differing: Iterable[tuple[Listing | None, Listing | None]],
    sides: _Sides,
) -> dict[str, Cause]:
    """The cause of whatever changes for a hit on a listing; the listings go to their sides."""
    lens = lens_of(before, after)
    causes = {}
    for was, now in differing:
        if was is not None and now is not None and _seen(was) == _seen(now):
            continue  # in its notes alone, which no hit shows
        if was is not None:
            sides.before.append(was)
        if now is not None:
            sides.after.append(now)
        listing = now or was
        assert listing is not None
        causes[f"{listing.dataset}:{listing.id}"] = cause_of(listing_change(was, now, lens), (before, after))
    return causes


def _seen(listing: Listing) -> tuple[Listing, object, object]:
    """All of a listing that a hit rests on or shows."""
    return replace(head_of(listing), amended_on=None), listing.names, listing.reasons


def _over(
    listings: Mapping[str, Sequence[Listing]], screening: Screening, weighed_by: Sequence[Index]
) -> Screening | None:
    """The screening over these listings alone; None over none."""
    indexes = {dataset: index_of(some) for dataset, some in listings.items() if some}
    return replace(screening, matcher=Matcher(indexes, weighed_by=weighed_by)) if indexes else None
