"""What is held of each list: newest version, age, entries, last error."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from msgspec import Struct

from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.moments import end_of_day
from ostrakon.model import ListVersion

__all__ = ["DatasetStatus", "status_of"]


class DatasetStatus(Struct, frozen=True):
    """`version` None: never imported. `error` is of the last try, None when it went well."""

    dataset: str
    title: str
    version: ListVersion | None
    age_days: int | None
    confirmed_at: datetime | None
    error: str | None
    closed_on: date | None


class _Holdings(Protocol):
    def datasets(self) -> Sequence[str]: ...
    def find(self, dataset: str, *, as_of: datetime) -> ListVersion | None: ...
    def checked_at(self, dataset: str, *, as_of: datetime) -> datetime | None: ...


class _Tries(Protocol):
    def attempted_datasets(self) -> Sequence[str]: ...
    def last_error(self, dataset: str) -> str | None: ...


def status_of(holdings: _Holdings, tries: _Tries, *, today: date) -> list[DatasetStatus]:
    """Every official list, held or not, then lists of your own.

    `tries` is the store also where `holdings` is the snapshot: the very first update may have failed.
    """
    names = dict.fromkeys([*SOURCES, *holdings.datasets(), *tries.attempted_datasets()])
    return [_status(holdings, tries, name, today) for name in names]


def _status(holdings: _Holdings, tries: _Tries, dataset: str, today: date) -> DatasetStatus:
    source = SOURCES.get(dataset)
    version = holdings.find(dataset, as_of=end_of_day(today))
    confirmed_at = holdings.checked_at(dataset, as_of=end_of_day(today))
    known = None if version is None else max(version.captured_at, confirmed_at or version.captured_at)
    return DatasetStatus(
        dataset=dataset,
        title=source.title if source else "a list of your own",
        version=version,
        age_days=None if known is None else (today - known.date()).days,
        confirmed_at=confirmed_at,
        error=tries.last_error(dataset),
        closed_on=source.closed_on if source else None,
    )
