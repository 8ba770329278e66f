"""`us_ofac_sdn@2025-05-29` → the version that it names."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from msgspec import Struct

from ostrakon.errors import NotHeld, UsageError
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.moments import end_of_day
from ostrakon.model import ListVersion

__all__ = ["Moment", "moment_of", "version_at", "version_of"]

_FORM = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?:\.(?P<number>[1-9]\d{0,4}))?", re.ASCII)


class _Versions(Protocol):
    def datasets(self) -> Sequence[str]: ...
    def versions(self, dataset: str) -> Sequence[ListVersion]: ...
    def find(self, dataset: str, *, as_of: datetime) -> ListVersion | None: ...


class Moment(Struct, frozen=True):
    """A day, whose end is meant (`number` None), or the `number`-th version of that day, from 1."""

    day: date
    number: int | None = None

    def __str__(self) -> str:
        return self.day.isoformat() if self.number is None else f"{self.day}.{self.number}"


def version_of(text: str, held: _Versions, *, today: date) -> ListVersion:
    """`dataset@D`: what was known by the end of D (UTC); `dataset@D.n`: the n-th version of D.

    Raises UsageError for what names no list or day and for a day to come, NotHeld for a day before the
    first version and for a version that is not held.
    """
    dataset, mark, when = text.partition("@")
    if not mark or not dataset or not when:
        raise UsageError(f"{text!r}: write a list and a day, as in us_ofac_sdn@2025-05-29")
    return version_at(dataset, moment_of(when, text, today=today), held)


def moment_of(text: str, where: str, *, today: date) -> Moment:
    """`D` or `D.n`. Raises UsageError, beginning with `where`, for anything else and for a day to come."""
    found = _FORM.fullmatch(text)
    try:
        day = date.fromisoformat(found["day"]) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        raise UsageError(
            f"{where}: {text!r} is no day: write 2025-05-29, or 2025-05-29.2 for its second version"
        )
    if day > today:
        raise UsageError(f"{where}: {day} has not come yet (today is {today})")
    return Moment(day, int(found["number"]) if found["number"] else None)


def version_at(dataset: str, moment: Moment, held: _Versions) -> ListVersion:
    """Raises UsageError for an unknown list, NotHeld where nothing is held for the moment."""
    known = sorted({*SOURCES, *held.datasets()})
    if dataset not in known:
        raise UsageError(f"unknown list {dataset!r}; known are {', '.join(known)}")
    if moment.number is not None:
        return _numbered(dataset, moment, held)
    version = held.find(dataset, as_of=end_of_day(moment.day))
    if version is None:
        versions = held.versions(dataset)
        why = f"its first version is of {versions[0].name}" if versions else "the list was never imported"
        raise NotHeld(f"{dataset}: no version was known by {moment.day}: {why}")
    return version


def _numbered(dataset: str, moment: Moment, held: _Versions) -> ListVersion:
    names = {f"{moment.day}.{moment.number}", *([moment.day.isoformat()] if moment.number == 1 else [])}
    versions = held.versions(dataset)
    for version in versions:
        if version.name in names:
            return version
    near = ", ".join(v.name for v in versions if v.name.startswith(moment.day.isoformat())) or "none"
    raise NotHeld(f"{dataset}: no version {moment}; of that day there are: {near}")
