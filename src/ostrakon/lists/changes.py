"""What changed between two versions of a list, and in one listing's life, as values."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from ostrakon.model import DateBasis, Kind, Listing, ListVersion

__all__ = [
    "Change",
    "Counted",
    "Counts",
    "Diff",
    "Event",
    "FieldChange",
    "History",
    "ListingChange",
    "ProgrammeCount",
    "ProgrammeTally",
]


Change = Literal["first_seen", "changed", "delisted", "listed_again"]


class FieldChange(Struct, frozen=True):
    """One field, in words: what only stood there before, and what only stands there after.

    What both have is left out. `since` names the older version compared with, where that is not the
    one right before: versions between them do not carry the field.
    """

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    since: str | None = None


class ListingChange(Struct, frozen=True):
    """A listing in two versions of its list; None where it does not stand. One of both does.

    `material`: something changed that decides whether and how well a name matches it. Added and
    removed listings always are.
    """

    before: Listing | None
    after: Listing | None
    fields: tuple[FieldChange, ...] = ()
    material: bool = True

    @property
    def listing(self) -> Listing:
        """As it is now, or as it was last."""
        found = self.after or self.before
        assert found is not None
        return found


class Counted(Struct, frozen=True):
    """Listings in both versions, and what became of them. `material` are among the `changed`."""

    before: int
    after: int
    added: int
    removed: int
    changed: int
    material: int


class ProgrammeCount(Struct, frozen=True):
    """Listings that stand under a programme after, of those that stayed: in all, without and with one
    of the programmes asked for."""

    programme: str
    stayed: int
    without: int
    with_one: int


class ProgrammeTally(Struct, frozen=True):
    """What became of the listings under the programmes that `pattern` describes.

    Of those `before`, `left_list` are gone; `stayed` are still listed, `stayed_without` any of the
    programmes, `stayed_with` one. `came` stand under one now and did not before (or were not listed).
    `now_under` tells under what those who stayed stand now.
    """

    pattern: str
    before: int
    after: int
    left_list: int
    stayed: int
    stayed_without: int
    stayed_with: int
    came: int
    now_under: tuple[ProgrammeCount, ...]


class Counts(Struct, frozen=True):
    """`total` is of the whole list, whatever was asked for; `chosen` of the kind and programmes asked
    for. `by_programme` and `by_kind` are of the chosen ones; a listing counts once per programme."""

    total: Counted
    chosen: Counted
    programme: ProgrammeTally | None
    by_kind: dict[str, Counted]
    by_programme: dict[str, Counted]


class Diff(Struct, frozen=True):
    """Two versions of one list compared. The three tuples are in the order of ids.

    They have the listings of `kind` and under a `programme` of that pattern; None: all of them.
    `not_compared` are the fields that one of the two files cannot carry, so that they say nothing.
    """

    before: ListVersion
    after: ListVersion
    added: tuple[ListingChange, ...]
    removed: tuple[ListingChange, ...]
    changed: tuple[ListingChange, ...]
    counts: Counts
    not_compared: tuple[str, ...]
    kind: Kind | None = None
    programme: str | None = None

    def __iter__(self) -> Iterator[ListingChange]:
        yield from (*self.added, *self.changed, *self.removed)


class Event(Struct, frozen=True):
    """A day in a listing's life: when the version that shows it was captured.

    It happened after the version before, `after`, was captured; None for the first version that is
    held, before which it may have been so for long. `layout` and `sha256` are of the version's file.
    """

    at: datetime
    version: str
    sha256: str
    layout: str
    change: Change
    programmes: tuple[str, ...]
    fields: tuple[FieldChange, ...]
    material: bool
    after: str | None


class History(Struct, frozen=True):
    """One listing's life, oldest event first, in the versions held: `first_version` to `last_version`.

    `listed_on` is the issuer's first day, by its other list where that tells better (the UK's).
    """

    id: str
    name: str
    kind: Kind
    listed_on: date | None
    date_basis: DateBasis
    listed: bool
    versions: int
    first_version: str
    last_version: str
    events: tuple[Event, ...]
