"""Entities → the columns of a shelf, written beside their place and moved there whole."""

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from ostrakon.api.shelves.words import latin_words, words_of
from ostrakon.lists.entities import Entity
from ostrakon.matching.index.columns import Columns, write_columns

__all__ = ["FACETS", "TIMES", "build_shelf", "id_key"]

# What results are counted by, in yente's order.
FACETS = ("datasets", "countries", "identifiers", "topics", "genders")
TIMES = ("first_seen", "last_seen", "last_change")
# FollowTheMoney's property types that feed a facet.
_FACET_TYPES = {"country": "countries", "identifier": "identifiers", "topic": "topics", "gender": "genders"}
_TIME = "S19"  # 2026-11-26T14:30:00
_encode = msgspec.json.Encoder().encode


def id_key(id_: str) -> int:
    """64 bits of an id, by which it is looked up."""
    return int.from_bytes(blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def build_shelf(entities: Iterable[Entity], folder: Path) -> None:
    """Write the shelf of `entities` as `folder`; one that stands there already is kept."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        write_columns(_Shelving().fill(entities), workshop)
        try:
            os.rename(workshop, folder)  # noqa: PTH104 (Path.rename would say the same)
        except OSError:
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


class _Shelving:
    """Takes entities one by one; they are numbered from 0 in the order they come."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.ids: dict[str, int] = {}
        self.referents: list[tuple[int, int]] = []
        self.schemata: list[str] = []
        self.times: dict[str, list[str]] = {name: [] for name in TIMES}
        self.values: list[int] = []
        self.facets: dict[str, list[tuple[str, ...]]] = {name: [] for name in FACETS}
        self.names: dict[str, list[int]] = defaultdict(list)
        self.texts: dict[str, list[int]] = defaultdict(list)
        self.links: list[list[tuple[str, str]]] = []

    def fill(self, entities: Iterable[Entity]) -> Columns:
        for entity in entities:
            if entity.id not in self.ids:
                self._add(entity)
        return self._columns()

    def _add(self, entity: Entity) -> None:
        number = len(self.bodies)
        self.ids[entity.id] = number
        self.bodies.append(_encode(entity))
        self.referents += [(id_key(other), number) for other in entity.referents if other != entity.id]
        self.schemata.append(entity.schema)
        for name in TIMES:
            self.times[name].append(getattr(entity, name) or "")
        self.values.append(sum(map(len, entity.properties.values())))
        types = _property_types(entity.schema)
        facets: dict[str, dict[str, None]] = {name: {} for name in FACETS}
        facets["datasets"].update(dict.fromkeys(entity.datasets))
        links: list[tuple[str, str]] = []
        names: dict[str, None] = {}
        texts: dict[str, None] = dict.fromkeys([*words_of(entity.id), *words_of(entity.caption)])
        for name, values in entity.properties.items():
            kind = types.get(name, "")
            if kind == "entity":
                links += [(name, value) for value in values]
                continue
            if kind in _FACET_TYPES:
                facets[_FACET_TYPES[kind]].update(dict.fromkeys(values))
            for value in values:
                found = words_of(value)
                texts.update(dict.fromkeys(found))
                if kind == "name":
                    latin = latin_words(value)
                    names.update(dict.fromkeys([*found, *latin]))
                    texts.update(dict.fromkeys(latin))
        self.links.append(links)
        for name in FACETS:
            self.facets[name].append(tuple(facets[name]))
        for word in names:
            self.names[word].append(number)
        for word in texts:
            self.texts[word].append(number)

    def _columns(self) -> Columns:
        columns: Columns = {}
        columns |= _texts("entities", self.bodies)
        columns |= _keyed("ids", [(id_key(id_), number) for id_, number in self.ids.items()])
        columns |= _keyed("referents", self.referents)
        columns |= _coded("schemata", self.schemata)
        columns["values"] = np.array(self.values, np.uint32)
        for name, times in self.times.items():
            columns[name] = np.array([time.encode() for time in times], _TIME)
        for name, rows in self.facets.items():
            columns |= _facet(name, rows)
        words = sorted(self.texts)
        columns |= _texts("words", [word.encode("utf-8", "replace") for word in words])
        columns |= _ragged("text", [self.texts[word] for word in words])
        columns |= _ragged("names", [self.names.get(word, []) for word in words])
        return columns | self._link_columns()

    def _link_columns(self) -> Columns:
        """Per entity, who points to it: the pointing entity and by which property."""
        properties: dict[str, int] = {}
        inbound: list[list[int]] = [[] for _ in self.bodies]
        for source, links in enumerate(self.links):
            for name, target_id in links:
                target = self.ids.get(target_id)
                if target is not None:
                    property_number = properties.setdefault(name, len(properties))
                    inbound[target] += (source, property_number)
        return {
            **_ragged("inbound", inbound),
            **_texts("link_properties", [name.encode() for name in properties]),
        }


_types_by_schema: dict[str, Mapping[str, str]] = {}


def _property_types(schema: str) -> Mapping[str, str]:
    """Property name → the name of its type in FollowTheMoney's model."""
    if schema not in _types_by_schema:
        from followthemoney import model

        known = model.get(schema)
        properties = {} if known is None else known.properties
        _types_by_schema[schema] = {name: one.type.name for name, one in properties.items()}
    return _types_by_schema[schema]


def _facet(name: str, rows: Sequence[tuple[str, ...]]) -> Columns:
    codes: dict[str, int] = {}
    numbered = [[codes.setdefault(value, len(codes)) for value in row] for row in rows]
    return {
        **_ragged(f"facet.{name}", numbered),
        **_texts(f"facet.{name}.names", [value.encode("utf-8", "replace") for value in codes]),
    }


def _coded(name: str, values: Sequence[str]) -> Columns:
    codes: dict[str, int] = {}
    numbers = [codes.setdefault(value, len(codes)) for value in values]
    return {name: np.array(numbers, np.uint16), **_texts(f"{name}.names", [code.encode() for code in codes])}


def _keyed(name: str, pairs: Iterable[tuple[int, int]]) -> Columns:
    ordered = sorted(pairs)
    return {
        f"{name}.keys": np.array([key for key, _ in ordered], np.uint64),
        f"{name}.values": np.array([number for _, number in ordered], np.int32),
    }


def _ragged(name: str, rows: Sequence[Sequence[int]]) -> Columns:
    values = np.fromiter(_flat(rows), np.int32, count=sum(map(len, rows)))
    return {f"{name}.offsets": _offsets(rows), f"{name}.values": values}


def _flat(rows: Sequence[Sequence[int]]) -> Iterator[int]:
    for row in rows:
        yield from row


def _texts(name: str, texts: Sequence[bytes]) -> Columns:
    return {f"{name}.offsets": _offsets(texts), f"{name}.bytes": np.frombuffer(b"".join(texts), np.uint8)}


def _offsets(rows: Sequence[Sequence[int]] | Sequence[bytes]) -> NDArray[np.uint64]:
    offsets = np.zeros(len(rows) + 1, np.uint64)
    np.cumsum([len(row) for row in rows], out=offsets[1:])
    return offsets
