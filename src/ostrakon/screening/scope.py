"""Which lists a question is put to, which are left out, and why."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from msgspec import Struct

from ostrakon.errors import NotHeld, UsageError
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.moments import end_of_day
from ostrakon.model import ListVersion, NotChecked

__all__ = ["Holdings", "Scope", "scope_of"]


class Holdings(Protocol):
    """What the store and the embedded snapshot have in common."""

    def datasets(self) -> Sequence[str]: ...
    def find(self, dataset: str, *, as_of: datetime) -> ListVersion | None: ...
    def checked_at(self, dataset: str, *, as_of: datetime) -> datetime | None: ...


class Scope(Struct, frozen=True):
    """The versions to be searched, oldest knowledge first asked: what was held by the end of `as_of`.

    `confirmed_at` has, per dataset, when its issuer was last asked and had nothing newer.
    """

    as_of: date
    versions: tuple[ListVersion, ...]
    confirmed_at: dict[str, datetime]
    not_checked: tuple[NotChecked, ...]
    notice: str | None = None

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


def _earliest(holdings: Holdings, dataset: str) -> str:
    far_future = datetime.fromisoformat("9999-12-31T00:00:00+00:00")
    if holdings.find(dataset, as_of=far_future) is None:
        return "; the list was never imported"
    return "; its first version was captured later"


def _unique(left_out: list[NotChecked]) -> list[NotChecked]:
    return list({entry.dataset: entry for entry in left_out}.values())
