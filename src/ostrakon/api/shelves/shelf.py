"""A shelf opened for reading: nothing is read before it is asked for, and processes share what is."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from ostrakon.api.shelves.build import id_key
from ostrakon.matching.index.columns import read_columns
from ostrakon.model import ListVersion

__all__ = ["SHELF_VERSION", "Ordinals", "Shelf"]

# Part of a shelf's place on disk: another layout or mapping is another folder.
SHELF_VERSION = "2"

Ordinals = NDArray[np.int32]


class Shelf:
    """The entities of one list version. Raises OSError or ValueError for a folder that holds no whole one."""

    def __init__(self, folder: Path, version: ListVersion) -> None:
        self.version = version
        self.dataset = version.dataset
        self.columns = read_columns(folder)
        self._bytes = self.columns["entities.bytes"].data
        self._offsets = self.columns["entities.offsets"]
        self._keys = self.columns["ids.keys"]

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def body(self, number: int) -> bytes:
        """The entity as JSON."""
        return self._bytes[int(self._offsets[number]) : int(self._offsets[number + 1])].tobytes()

    def entity(self, number: int) -> dict[str, Any]:
        decoded: dict[str, Any] = msgspec.json.decode(self.body(number))
        return decoded

    def find(self, id_: str) -> int | None:
        """The number of the entity of that id."""
        key = np.uint64(id_key(id_))
        position = int(self._keys.searchsorted(key))
        while position < len(self._keys) and self._keys[position] == key:
            number = int(self.columns["ids.values"][position])
            if self.entity(number)["id"] == id_:
                return number
            position += 1
        return None

    def number_of(self, key: int) -> int | None:
        """As `find`, by the key of an id that is known to be on the shelf: nothing is decoded."""
        position = int(self._keys.searchsorted(np.uint64(key)))
        if position < len(self._keys) and int(self._keys[position]) == key:
            return int(self.columns["ids.values"][position])
        return None

    def without(self, newer: "Shelf") -> NDArray[np.bool_]:
        """Which entities are not on `newer` as well."""
        mask = np.ones(len(self), bool)
        mask[self.columns["ids.values"][np.isin(self._keys, newer.columns["ids.keys"])]] = False
        return mask

    def referring(self, referent: str) -> list[int]:
        """Numbers of the entities that go by another id, too."""
        keys, key = self.columns["referents.keys"], np.uint64(id_key(referent))
        first, last = int(keys.searchsorted(key, "left")), int(keys.searchsorted(key, "right"))
        numbers = [int(number) for number in self.columns["referents.values"][first:last]]
        return [number for number in numbers if referent in self.entity(number)["referents"]]

    def schema(self, number: int) -> str:
        return self.schemata[int(self.columns["schemata"][number])]

    @cached_property
    def schemata(self) -> list[str]:
        """The schemata on the shelf, as the column `schemata` numbers them."""
        return self.texts("schemata.names")

    def facet(self, name: str, number: int) -> list[str]:
        """The values of one entity, in a facet other than the schema."""
        return [self._facet_names(name)[int(code)] for code in self.row(f"facet.{name}", number)]

    def facet_names(self, name: str) -> list[str]:
        """The values of a facet, as its column numbers them."""
        return self._facet_names(name)

    def with_facet(self, name: str, values: Sequence[str]) -> NDArray[np.bool_]:
        """Which entities have one of `values` in a facet."""
        names = self._facet_names(name)
        wanted = {code for code, value in enumerate(names) if value in set(values)}
        return self._rows_with(f"facet.{name}", wanted)

    def inbound(self, number: int) -> list[tuple[int, str]]:
        """Who points to an entity: (number, property of the one that points)."""
        row = self.row("inbound", number)
        return [(int(row[i]), self._link_properties[int(row[i + 1])]) for i in range(0, len(row), 2)]

    def row(self, name: str, number: int) -> Ordinals:
        offsets = self.columns[f"{name}.offsets"]
        values: Ordinals = self.columns[f"{name}.values"][int(offsets[number]) : int(offsets[number + 1])]
        return values

    def texts(self, name: str) -> list[str]:
        offsets, joined = self.columns[f"{name}.offsets"], self.columns[f"{name}.bytes"].tobytes()
        places = [int(offset) for offset in offsets]
        return [joined[start:end].decode() for start, end in pairwise(places)]

    @cached_property
    def words(self) -> list[str]:
        """Every word on the shelf, in order."""
        return self.texts("words")

    @cached_property
    def _link_properties(self) -> list[str]:
        return self.texts("link_properties")

    @cached_property
    def _facet_lists(self) -> dict[str, list[str]]:
        return {}

    def _facet_names(self, name: str) -> list[str]:
        if name not in self._facet_lists:
            self._facet_lists[name] = self.texts(f"facet.{name}.names")
        return self._facet_lists[name]

    def _rows_with(self, name: str, codes: set[int]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self), bool)
        values = self.columns[f"{name}.values"]
        if codes and len(values):
            places = np.flatnonzero(np.isin(values, list(codes)))
            owners = np.searchsorted(self.columns[f"{name}.offsets"], places, "right") - 1
            mask[owners] = True
        return mask
