"""The lists of one day, opened for the service: what may be asked by which name, and over which shelves."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ostrakon.api.shelves import Shelf
from ostrakon.api.shelving import FOLLOW_THE_MONEY, open_shelf
from ostrakon.engine import Engine
from ostrakon.errors import NotHeld
from ostrakon.lists.issuers import SOURCES
from ostrakon.model import ListVersion
from ostrakon.screening import Screening

__all__ = ["COLLECTIONS", "Collection", "Library", "Reach"]

# Every list that is held, and every official one in force: yente's own names for such collections.
COLLECTIONS = ("default", "sanctions")

Value = TypeVar("Value")
_MOST_REMEMBERED = 100
_MOST_SCREENINGS = 256  # of one library: a caller may go through any number of days


class Collection(Struct, frozen=True):
    """A name that stands for several lists, or for those entities of loaded ones that carry it."""

    name: str
    title: str
    children: tuple[str, ...] = ()


class Reach(Struct, frozen=True):
    """What one dataset name covers: the shelves searched, and of them only entities of `only`, if given."""

    name: str
    lists: tuple[str, ...]
    only: frozenset[str] | None = None


class Library:
    """The lists held on one day. Threads may share one; nothing in it changes but caches."""

    def __init__(
        self,
        engine: Engine,
        *,
        as_of: date | None = None,
        collections: Sequence[Collection] = (),
    ) -> None:
        self.engine = engine
        self.state = engine.state()
        self.day = as_of or engine.today()
        self._as_of = as_of
        self._collections = {one.name: one for one in collections}
        everything = self._opened(())
        self.versions: dict[str, ListVersion] = {one.dataset: one for one in everything.scope.versions}
        self.in_force = tuple(self.versions)
        for dataset in engine.holdings.datasets():  # closed ones, searched where they are named
            if dataset not in self.versions:
                try:
                    (version,) = self._opened((dataset,)).scope.versions
                except NotHeld:
                    continue
                self.versions[dataset] = version
        self.shelves: Mapping[str, Shelf] = {
            dataset: open_shelf(engine, version) for dataset, version in self.versions.items()
        }
        # Of other versions, newest first, that were searched as well.
        self._others: dict[str, list[Shelf]] = {}
        self._screenings: dict[tuple[tuple[str, ...], date | None], tuple[Screening, str]] = {}
        self._remembered: dict[tuple[object, ...], Any] = {}
        self._lock = threading.Lock()

    def reach(self, name: str) -> Reach | None:
        """What a dataset name covers; None for a name nobody knows."""
        if name in self.versions:  # a manifest may load a dataset called default
            return Reach(name, (name,))
        if name in self._collections:
            return self._collected(name)
        if name == "default":
            return Reach(name, self.in_force)
        if name == "sanctions":
            return Reach(name, tuple(one for one in self.in_force if one in SOURCES))
        return None

    def names(self) -> list[str]:
        """Every dataset name that may be asked."""
        return list(dict.fromkeys([*COLLECTIONS, *self.versions, *self._collections]))

    def expanded(self, names: Iterable[str]) -> frozenset[str]:
        """`names`, and what those that are collections cover."""
        reaches = [reach for name in names if (reach := self.reach(name)) is not None]
        return frozenset([*names, *(one for reach in reaches for one in (*reach.lists, *(reach.only or ())))])

    def collection(self, name: str) -> Collection | None:
        return self._collections.get(name)

    def screening(self, reach: Reach, in_force_on: date | None = None) -> tuple[Screening, str]:
        """The lists of `reach` opened for matching, and the hash of their proof."""
        key = (reach.lists, in_force_on)
        found = self._screenings.get(key)
        if found is None:
            with self._lock:
                if len(self._screenings) >= _MOST_SCREENINGS:
                    self._screenings.clear()
                lists = () if reach.lists == self.in_force else reach.lists
                opened = self._opened(lists, in_force_on)
                self._open_further(opened)
                found = self._screenings[key] = (opened, proof_hash(opened))
        return found

    def shelves_of(self, dataset: str) -> Iterator[Shelf]:
        """Of a list, newest version first: then those of others that were searched."""
        if dataset in self.shelves:
            yield self.shelves[dataset]
        yield from self._others.get(dataset, ())

    def shelves_around(self, reach: Reach, in_force_on: date | None) -> list[Shelf]:
        """What is searched: the newest versions, and with a day of effect those around it."""
        newest = [self.shelves[dataset] for dataset in reach.lists]
        if in_force_on is None:
            return newest
        around = {(one.dataset, one.name) for one in self.screening(reach, in_force_on)[0].scope.around}
        others = [shelf for shelves in self._others.values() for shelf in shelves]
        return newest + [one for one in others if (one.dataset, one.version.name) in around]

    def _open_further(self, screening: Screening) -> None:
        """The versions around a day of effect; and one that was imported since this library was opened, which
        the engine searches already."""
        for version in (*screening.scope.versions, *screening.scope.around):
            self.versions.setdefault(version.dataset, version)
            shelves = self._others.get(version.dataset, [])
            known = {shelf.version.name for shelf in self.shelves_of(version.dataset)}
            if version.name not in known:
                opened = [*shelves, open_shelf(self.engine, version)]
                opened.sort(key=lambda shelf: shelf.version.captured_at, reverse=True)
                self._others[version.dataset] = opened  # in one step: others may be reading

    def everything(self) -> Reach:
        """All that is in force."""
        return Reach("", self.in_force)

    def remembered(self, key: tuple[object, ...], make: Callable[[], Value]) -> Value:
        """What `make` gives, made once for each `key`; a hundred of them are kept."""
        with self._lock:
            if key not in self._remembered:
                while len(self._remembered) >= _MOST_REMEMBERED:
                    self._remembered.pop(next(iter(self._remembered)))
                self._remembered[key] = make()
            value: Value = self._remembered[key]
            return value

    def entity_id(self, dataset: str, listing_id: str) -> str:
        """The id under which a listing stands on its shelf."""
        return listing_id if self.keeps_own_ids(dataset) else f"{dataset}:{listing_id}"

    def keeps_own_ids(self, dataset: str) -> bool:
        return self.versions[dataset].layout == FOLLOW_THE_MONEY

    def _opened(self, datasets: tuple[str, ...], in_force_on: date | None = None) -> Screening:
        return self.engine.screening(
            threshold=0.0,
            limit=1,
            as_of=self._as_of,
            in_force_on=in_force_on,
            datasets=datasets,
        )

    def _collected(self, name: str) -> Reach | None:
        """The loaded lists a collection leads to; else the entities that carry its name or a child's."""
        leaves: dict[str, None] = {}
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            leaves[one] = None
            waiting += self._collections[one].children if one in self._collections else ()
        loaded = tuple(one for one in self.versions if one in leaves)
        if loaded:
            return Reach(name, loaded)
        own = tuple(one for one in self.versions if self.keeps_own_ids(one))
        return Reach(name, own, frozenset(leaves)) if own else None


def proof_hash(screening: Screening) -> str:
    """SHA-256 of the proof as JSON with sorted keys, the threshold of a call left out."""
    proof = replace(screening.proof, threshold=0.0)
    return sha256(msgspec.json.encode(proof, order="sorted")).hexdigest()
