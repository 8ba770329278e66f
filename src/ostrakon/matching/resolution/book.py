"""The lists that are held → their parties as of a moment, made once and kept."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ostrakon.errors import NotHeld
from ostrakon.lists.issuers import SOURCES
from ostrakon.matching.index import INDEX_VERSION, Index, build
from ostrakon.matching.resolution.listings import HeldListing
from ostrakon.matching.resolution.members import Members, members_of
from ostrakon.matching.resolution.overrides import read_overrides
from ostrakon.matching.resolution.pairs import score_pairs
from ostrakon.matching.resolution.parties import Resolution
from ostrakon.matching.resolution.resolver import join
from ostrakon.matching.resolution.rolls import Roll
from ostrakon.matching.resolution.shelf import Shelf
from ostrakon.model import ListVersion

if TYPE_CHECKING:  # the store loads SQLAlchemy, which an answer from the snapshot can do without
    from ostrakon.lists.snapshot import Snapshot
    from ostrakon.lists.store import ListStore

__all__ = ["RESOLUTION_VERSION", "PartyBook"]

# Part of a resolution's place on disk; moves whenever who is joined to whom can change.
RESOLUTION_VERSION = "3"

_EVER = 2**63 - 1  # a position behind all versions


class PartyBook:
    """Parties of official lists. A list of your own takes no part: whom it means, it alone can say.

    `folder` keeps what was made, `overrides` is the file of what a person decided, `index_of` opens the
    index of a version.
    """

    def __init__(self, folder: Path, overrides: Path, index_of: Callable[[ListVersion], Index]) -> None:
        self._folder = folder
        self._overrides = overrides
        self._index_of = index_of

    def of_store(self, store: ListStore, *, as_of: datetime) -> Resolution:
        """Of every listing of every version captured by `as_of`, those that left their list as well.

        Raises NotHeld when there is none, UsageError for decisions that cannot be followed.
        """
        versions = _known(store, as_of)
        if not versions:
            raise _not_held(as_of)
        decided = self._decided()
        overrides = read_overrides(
            self._overrides, lambda: {f"{name}:{id_}" for name in SOURCES for id_ in store.listing_ids(name)}
        )
        folder = self._folder / _named_after(versions)
        shelf = Shelf(folder)

        def made() -> Resolution:
            with _without_collecting():
                rolls = [
                    roll for name in SOURCES for roll in self._rolls(store, name, versions, as_of, folder)
                ]
                pairs = shelf.pairs(lambda: score_pairs(rolls))
                return join((one for roll in rolls for one in roll.held), pairs, overrides)

        resolution = shelf.resolution(overrides, made)
        shelf.members(decided, lambda: members_of(resolution))
        return resolution

    def find_members(self, store: ListStore, *, as_of: datetime) -> Members | None:
        """Which listings are one party, where `of_store` was asked for the same versions and decisions
        before; None elsewhere. A matter of milliseconds."""
        shelf = Shelf(self._folder / _named_after(_known(store, as_of)))
        return shelf.find_members(self._decided())

    def of_snapshot(self, snapshot: Snapshot, *, as_of: datetime) -> Resolution:
        """Of the lists that ship with the package; nothing is written."""
        rolls = []
        for name in SOURCES:
            version = snapshot.find(name, as_of=as_of)
            if version is not None:
                index = self._index_of(version)
                since = int(version.captured_at.timestamp())
                listings = (index.listing(number) for number in range(index.listings))
                rolls.append(Roll(index, tuple(HeldListing(one, ((since, _EVER),)) for one in listings)))
        if not rolls:
            raise _not_held(as_of)
        held = [one for roll in rolls for one in roll.held]
        overrides = read_overrides(self._overrides, lambda: {one.key for one in held})
        return join(held, score_pairs(rolls), overrides)

    def _decided(self) -> bytes:
        """The file of decisions as it stands; empty where there is none or it cannot be read."""
        with suppress(OSError):
            return self._overrides.read_bytes()
        return b""

    def _rolls(
        self,
        store: ListStore,
        dataset: str,
        versions: Sequence[ListVersion],
        as_of: datetime,
        folder: Path,
    ) -> Iterator[Roll]:
        """The newest version with its index, and what left the list before, with one made for it."""
        newest = next((version for version in reversed(versions) if version.dataset == dataset), None)
        if newest is None:
            return
        known = list(store.ever_held(dataset, as_of=as_of))
        standing = tuple(HeldListing(one.listing, one.spans) for one in known if one.stands)
        yield Roll(self._index_of(newest), standing)
        left = tuple(HeldListing(one.listing, one.spans) for one in known if not one.stands)
        if left:
            place = folder / f"left-{dataset}-{INDEX_VERSION}"
            build((one.listing for one in left), place)
            yield Roll(Index(place), left)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Python looks for circles among all values again and again as they grow in number. There are none among
    listings and pairs, and looking took a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _known(store: ListStore, as_of: datetime) -> list[ListVersion]:
    return [v for name in SOURCES for v in store.versions(name) if v.captured_at <= as_of]


def _not_held(as_of: datetime) -> NotHeld:
    return NotHeld(f"no official list is held for {as_of:%Y-%m-%d}, so no party is known of that day")


def _named_after(versions: Sequence[ListVersion]) -> str:
    known = msgspec.json.encode((RESOLUTION_VERSION, INDEX_VERSION, versions), order="deterministic")
    return sha256(known).hexdigest()[:16]
