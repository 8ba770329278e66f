"""Listings → the files of an index, written beside their place and moved there whole."""

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ostrakon.matching.index.columns import write_columns
from ostrakon.matching.index.heads import head_columns
from ostrakon.matching.index.index import (
    FAMILY,
    FOLDER_KINDS,
    FOLDER_STRENGTHS,
    FOLDER_TYPES,
    WORD_ENTRY,
    Index,
)
from ostrakon.matching.index.keys import identifier_key, key_hash
from ostrakon.matching.kernel import joined_rows, key_rows, sounds_of
from ostrakon.model import Listing, Name
from ostrakon.names import NameKind, Role, Token, analyse

__all__ = ["build", "index_of", "name_kind"]

# Rows of the tables of keys, per word and per name: about three keys in each, so that a look-up meets few
# strangers and a row costs four bytes.
_KEYS_PER_WORD = 4
_KEYS_PER_NAME = 2


def name_kind(kind: str) -> NameKind:
    return "person" if kind == "Person" else "thing"


def build(listings: Iterable[Listing], folder: Path) -> None:
    """Write the index of `listings` as `folder`; an index that stands there already is kept.

    A killed build leaves a temporary folder beside it and nothing in its place.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(list(listings), workshop)
        try:
            os.rename(workshop, folder)  # noqa: PTH104 (Path.rename would say the same)
        except OSError:
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def index_of(listings: Iterable[Listing]) -> Index:
    """The index of a few listings, open, of which nothing is kept: its file goes when the index does."""
    with tempfile.TemporaryDirectory(prefix="ostrakon-index-") as folder:
        build(listings, Path(folder) / "index")
        return Index(Path(folder) / "index")


def _write(listings: Sequence[Listing], folder: Path) -> None:
    columns = _Names().collect(listings)
    columns["listing_kind"] = np.array([FOLDER_KINDS.index(listing.kind) for listing in listings], np.uint8)
    columns |= _keyed("identifiers", _identifiers(listings))
    for name, rows_of, count, each in (
        ("by_key", key_rows, len(columns["word_entries"]) // WORD_ENTRY.itemsize, _KEYS_PER_WORD),
        ("by_joined", joined_rows, len(columns["name_listing"]), _KEYS_PER_NAME),
    ):
        rows = 1 << max(count * each, 1).bit_length()
        columns[f"{name}.offsets"], columns[f"{name}.values"] = rows_of(columns, rows)
    write_columns(columns | head_columns(listings), folder)


def _identifiers(listings: Sequence[Listing]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for ordinal, listing in enumerate(listings):
        for identifier in listing.numbers:
            key = identifier_key(identifier.value)
            if key and ordinal not in found[key_hash(key)][-1:]:
                found[key_hash(key)].append(ordinal)
    return found


class _Names:
    """Collects names; words are numbered in the order they are first met."""

    def __init__(self) -> None:
        self.words: dict[Token, int] = {}
        self.word_names: list[list[int]] = []

    def collect(self, listings: Sequence[Listing]) -> dict[str, NDArray[Any]]:
        """All columns that tell of names and words."""
        names = [(ordinal, name) for ordinal, listing in enumerate(listings) for name in listing.names]
        kinds = [name_kind(listing.kind) for listing in listings]
        name_words = [self._row(name, kinds[ordinal], place) for place, (ordinal, name) in enumerate(names)]
        strengths = [FOLDER_STRENGTHS.index(name.strength) for _, name in names]
        return {
            "name_listing": np.array([ordinal for ordinal, _ in names], np.int32),
            "name_strength": np.array(strengths, np.uint8),
            "name_weak": np.array([name.strength == "weak" for _, name in names], np.uint8),
            "name_type": np.array([FOLDER_TYPES.index(name.type) for _, name in names], np.uint8),
            **_texts("names", [name.text.encode() for _, name in names]),
            **_ragged("name_words", name_words),
            **_ragged("word_names", self.word_names),
            **_word_columns(list(self.words)),
        }

    def _row(self, name: Name, kind: NameKind, place: int) -> list[int]:
        """The numbers of the name's words, marked where the issuer says which are the family name."""
        family = _family_words(name) if name.parts else ()
        return [
            self._number(token, place) | (FAMILY if token.text in family else 0)
            for token in analyse(name.text, kind).tokens
        ]

    def _number(self, token: Token, name: int) -> int:
        number = self.words.setdefault(token, len(self.words))
        if number == len(self.word_names):
            self.word_names.append([])
        if self.word_names[number][-1:] != [name]:
            self.word_names[number].append(name)
        return number


def _family_words(name: Name) -> set[str]:
    parts = [part.text for part in name.parts if part.role == "last"]
    parts = parts or [part.text for part in name.parts if part.role in {"patronymic", "matronymic"}]
    return {
        token.text for part in parts for token in analyse(part, "person").tokens if token.role == Role.WORD
    }


def _word_columns(tokens: Sequence[Token]) -> dict[str, NDArray[Any]]:
    """Sixteen bytes a word, as the kernel reads them, and all letters and sounds."""
    entries = np.zeros(len(tokens), WORD_ENTRY)
    letters = bytearray()
    for entry, token in zip(entries, tokens, strict=True):
        sounds, consonants = sounds_of(token.heard or token.text)
        entry["place"], entry["consonants"] = len(letters), consonants
        entry["length"], entry["sounds_length"] = len(token.text), len(sounds)
        entry["role"], entry["form"], entry["sense"] = token.role, token.form, token.sense
        entry["unvowelled"] = token.unvowelled
        letters += token.text.encode() + sounds
    return {"word_entries": entries.view(np.uint8), "word_letters": np.frombuffer(bytes(letters), np.uint8)}


def _keyed(name: str, lists: Mapping[int, Sequence[int]]) -> dict[str, NDArray[Any]]:
    """A sorted array of 64-bit keys, and the list of numbers under each."""
    keys = sorted(lists)
    return {f"{name}.keys": np.array(keys, np.uint64), **_ragged(name, [lists[key] for key in keys])}


def _ragged(name: str, rows: Sequence[Sequence[int]]) -> dict[str, NDArray[Any]]:
    values = np.fromiter((value for row in rows for value in row), np.int32, count=sum(map(len, rows)))
    return {f"{name}.offsets": _offsets(rows), f"{name}.values": values}


def _texts(name: str, texts: Sequence[bytes]) -> dict[str, NDArray[Any]]:
    return {f"{name}.offsets": _offsets(texts), f"{name}.bytes": np.frombuffer(b"".join(texts), np.uint8)}


def _offsets(rows: Sequence[Sequence[int]] | Sequence[bytes]) -> NDArray[np.uint32]:
    offsets = np.zeros(len(rows) + 1, np.uint32)
    np.cumsum([len(row) for row in rows], out=offsets[1:])
    return offsets
