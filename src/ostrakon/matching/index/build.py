"""Listings → the files of an index, written beside their place and moved there whole."""

import os
import shutil
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np

from ostrakon.matching.index.blobs import write_blobs
from ostrakon.matching.index.index import BLOCK_LISTINGS, FOLDER_KINDS, FOLDER_STRENGTHS, FOLDER_TYPES
from ostrakon.matching.index.keys import identifier_key, key_hash, near_skeletons
from ostrakon.model import Listing
from ostrakon.names import AnalysedName, NameKind, analyse

__all__ = ["build", "name_kind"]

_encoder = msgspec.json.Encoder(order="deterministic")


def name_kind(kind: str) -> NameKind:
    return "person" if kind == "Person" else "thing"


def build(listings: Iterable[Listing], folder: Path) -> None:
    """Write the index of `listings` as `folder`; an index that stands there already is kept.

    A killed build leaves a temporary folder beside it and nothing in its place.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(listings, workshop)
        try:
            os.rename(workshop, folder)  # noqa: PTH104 (Path.rename would say the same)
        except OSError:
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _write(listings: Iterable[Listing], folder: Path) -> None:
    names = _Names()
    blocks: list[bytes] = []
    block: list[bytes] = []
    kinds: list[int] = []
    identifiers: dict[int, list[int]] = defaultdict(list)
    for ordinal, listing in enumerate(listings):
        for name in listing.names:
            names.add(
                ordinal, name.text, name.strength, name.type, analyse(name.text, name_kind(listing.kind))
            )
        for identifier in listing.numbers:
            key = identifier_key(identifier.value)
            if key and ordinal not in identifiers[key_hash(key)][-1:]:
                identifiers[key_hash(key)].append(ordinal)
        kinds.append(FOLDER_KINDS.index(listing.kind))
        block.append(_encoder.encode(listing))
        if len(block) == BLOCK_LISTINGS:
            blocks.append(_pack(block))
            block = []
    if block:
        blocks.append(_pack(block))
    write_blobs(folder, "listings", blocks)
    np.save(folder / "listing_kind.npy", np.array(kinds, dtype=np.int8))
    _write_lists(folder, "identifiers", identifiers)
    names.write(folder)


def _pack(block: Sequence[bytes]) -> bytes:
    return zlib.compress(b"\n".join(block), 9)


class _Names:
    """Collects names; words and skeletons are numbered in the order they are first met."""

    def __init__(self) -> None:
        self.texts: list[bytes] = []
        self.listings: list[int] = []
        self.strengths: list[int] = []
        self.types: list[int] = []
        self.words: list[list[int]] = []
        self.word_numbers: dict[tuple[str, str], int] = {}
        self.word_skeletons: list[int] = []
        self.skeleton_numbers: dict[str, int] = {}
        self.skeleton_names: dict[int, list[int]] = defaultdict(list)
        self.joined: dict[int, list[int]] = defaultdict(list)

    def add(self, listing: int, text: str, strength: str, type_: str, analysed: AnalysedName) -> None:
        ordinal = len(self.texts)
        self.texts.append(text.encode())
        self.listings.append(listing)
        self.strengths.append(FOLDER_STRENGTHS.index(strength))
        self.types.append(FOLDER_TYPES.index(type_))
        self.words.append([self._word(token.text, token.role, token.skeleton) for token in analysed.tokens])
        for skeleton in {token.skeleton for token in analysed.words}:
            self.skeleton_names[self.skeleton_numbers[skeleton]].append(ordinal)
        if analysed.joined:
            self.joined[key_hash(analysed.joined)].append(ordinal)

    def _word(self, text: str, role: str, skeleton: str) -> int:
        number = self.word_numbers.setdefault((text, role), len(self.word_numbers))
        if number == len(self.word_skeletons):
            skeleton_number = self.skeleton_numbers.setdefault(skeleton, len(self.skeleton_numbers))
            self.word_skeletons.append(skeleton_number)
        return number

    def write(self, folder: Path) -> None:
        write_blobs(folder, "names", self.texts)
        write_blobs(folder, "words", [f"{role[0]}{text}".encode() for text, role in self.word_numbers])
        write_blobs(folder, "skeletons", [skeleton.encode() for skeleton in self.skeleton_numbers])
        np.save(folder / "name_listing.npy", np.array(self.listings, dtype=np.int32))
        np.save(folder / "name_strength.npy", np.array(self.strengths, dtype=np.int8))
        np.save(folder / "name_type.npy", np.array(self.types, dtype=np.int8))
        np.save(folder / "word_skeleton.npy", np.array(self.word_skeletons, dtype=np.int32))
        _save_ragged(folder, "name_words", self.words)
        _save_ragged(
            folder,
            "skeleton_names",
            [self.skeleton_names.get(number, []) for number in range(len(self.skeleton_numbers))],
        )
        _write_lists(folder, "joined", self.joined)
        _write_lists(folder, "skeleton_keys", self._skeleton_keys())

    def _skeleton_keys(self) -> dict[int, list[int]]:
        """Hash of a skeleton, or of it less one consonant → the skeletons it leads to."""
        keys: dict[int, list[int]] = defaultdict(list)
        for skeleton, number in self.skeleton_numbers.items():
            for key in dict.fromkeys((skeleton, *near_skeletons(skeleton))):
                keys[key_hash(key)].append(number)
        return keys


def _write_lists(folder: Path, name: str, lists: dict[int, list[int]]) -> None:
    """A sorted array of 64-bit keys, and the list of numbers under each."""
    keys = sorted(lists)
    np.save(folder / f"{name}.keys.npy", np.array(keys, dtype=np.uint64))
    _save_ragged(folder, name, [lists[key] for key in keys])


def _save_ragged(folder: Path, name: str, rows: Sequence[Sequence[int]]) -> None:
    offsets = np.zeros(len(rows) + 1, dtype=np.int32)
    np.cumsum([len(row) for row in rows], out=offsets[1:])
    values = np.fromiter((value for row in rows for value in row), dtype=np.int32, count=int(offsets[-1]))
    np.save(folder / f"{name}.offsets.npy", offsets)
    np.save(folder / f"{name}.values.npy", values)
