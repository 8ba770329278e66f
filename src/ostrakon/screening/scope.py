"""Which lists a question is put to, which are left out, and why."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from ostrakon.errors import NotHeld, UsageError
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.moments import end_of_day
from ostrakon.lists.sightings import is_closed, issuer_of
from ostrakon.model import ListVersion, NotChecked

__all__ = ["Holdings", "Scope", "scope_of", "with_versions_around"]


class Holdings(Protocol):
    """What the store and the embedded snapshot have in common."""

    def datasets(self) -> Sequence[str]: ...
    def versions(self, dataset: str) -> Sequence[ListVersion]: ...
    def find(self, dataset: str, *, as_of: datetime) -> ListVersion | None: ...
    def checked_at(self, dataset: str, *, as_of: datetime) -> datetime | None: ...


class Scope(Struct, frozen=True):
    """The versions to be searched, oldest knowledge first asked: what was held by the end of `as_of`.

    `confirmed_at` has, per dataset, when its issuer was last asked and had nothing newer. `around` are
    the versions searched as well where a day of effect was asked for: the last one by that day and the
    first one after it. `held_then` are the issuers of which a version by that day is among those searched.
    """

    as_of: date
    versions: tuple[ListVersion, ...]
    confirmed_at: dict[str, datetime]
    not_checked: tuple[NotChecked, ...]
    notice: str | None = None
    around: tuple[ListVersion, ...] = ()
    held_then: frozenset[str] = frozenset()

    @property
    def issuers(self) -> tuple[str, ...]:
        """Of the lists that were searched, a list of your own by its name, in order."""
        return tuple(dict.fromkeys(issuer_of(v.dataset) for v in (*self.versions, *self.around)))

    def age_days(self, version: ListVersion) -> int:
        """Days from the last time we knew the version to be the issuer's newest, to `as_of`."""
        known = max(version.captured_at, self.confirmed_at.get(version.dataset, version.captured_at))
        return max((self.as_of - known.date()).days, 0)


def scope_of(
    holdings: Holdings,
    *,
    as_of: date,
    datasets: Sequence[str] = (),
    include_closed: bool = False,
    notice: str | None = None,
) -> Scope:
    """The lists in force on `as_of` (or `datasets`) in the version known by then.

    A closed list is left out from its closing day unless named, or `include_closed`. Raises NotHeld when
    a named list, or every list, has no version captured by then; UsageError for an unknown name.
    """
    held = holdings.datasets()
    unknown = [name for name in datasets if name not in {*SOURCES, *held}]
    if unknown:
        known = ", ".join(sorted({*SOURCES, *held}))
        raise UsageError(f"unknown list {unknown[0]!r}; known are {known}")
    moment = end_of_day(as_of)
    versions: list[ListVersion] = []
    left_out: list[NotChecked] = []
    for dataset in dict.fromkeys(datasets or [*SOURCES, *held]):
        source = SOURCES.get(dataset)
        closed_on = source.closed_on if source else None
        if not datasets and not include_closed and closed_on is not None and as_of >= closed_on:
            left_out.append(NotChecked(dataset, f"closed list: not in force since {closed_on}"))
            continue
        version = holdings.find(dataset, as_of=moment)
        if version is not None:
            versions.append(version)
        elif datasets:
            raise NotHeld(f"{dataset}: no version held for {as_of}{_earliest(holdings, dataset)}")
        else:
            left_out.append(NotChecked(dataset, f"no version held for {as_of}"))
    if datasets:
        left_out += [NotChecked(name, "not asked for") for name in [*SOURCES, *held] if name not in datasets]
    if not versions:
        raise NotHeld(
            f"no list is held for {as_of}: nothing was captured by then, so nothing can be said about that "
            "day. `ostrakon lists status` shows what is held."
        )
    confirmed = {
        version.dataset: at
        for version in versions
        if (at := holdings.checked_at(version.dataset, as_of=moment)) is not None
    }
    return Scope(as_of, tuple(versions), confirmed, tuple(_unique(left_out)), notice)


def with_versions_around(
    scope: Scope, holdings: Holdings, *, in_force_on: date, datasets: Sequence[str] = ()
) -> Scope:
    """`scope` with the versions that show what stood on the lists on `in_force_on`, of those known by then.

    Absence from the US lists is read from the SDN List unless others are named; from the UK's, from
    either of its lists.
    """
    day, known = end_of_day(in_force_on), end_of_day(scope.as_of)
    around: list[ListVersion] = []
    held: set[str] = set()
    for dataset in dict.fromkeys(datasets or [*SOURCES, *holdings.datasets()]):
        if not datasets and is_closed(dataset, in_force_on):
            continue
        before = holdings.find(dataset, as_of=day)
        after = next((v for v in holdings.versions(dataset) if day < v.captured_at <= known), None)
        around += [version for version in (before, after) if version is not None]
        if before is not None:
            held.add(dataset)
    new = tuple(version for version in around if version not in scope.versions)
    searched = {version.dataset for version in around}
    return replace(
        scope,
        around=new,
        held_then=frozenset(_issuers_held(held, datasets)),
        not_checked=tuple(left for left in scope.not_checked if left.dataset not in searched),
    )


def _issuers_held(held: set[str], datasets: Sequence[str]) -> Iterator[str]:
    wanted = [name for name in datasets or [*SOURCES, *held] if datasets or name != "us_ofac_cons"]
    for issuer in dict.fromkeys(issuer_of(name) for name in wanted):
        of_issuer = {name for name in wanted if issuer_of(name) == issuer}
        if of_issuer <= held or (issuer == "gb" and of_issuer & held):
            yield issuer


def _earliest(holdings: Holdings, dataset: str) -> str:
    far_future = datetime.fromisoformat("9999-12-31T00:00:00+00:00")
    if holdings.find(dataset, as_of=far_future) is None:
        return "; the list was never imported"
    return "; its first version was captured later"


def _unique(left_out: list[NotChecked]) -> list[NotChecked]:
    return list({entry.dataset: entry for entry in left_out}.values())
