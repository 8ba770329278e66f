"""An index opened for reading: the columns that are searched, and names and listings by ordinal."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from struct import Struct
from typing import cast, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

from ostrakon.matching.index.columns import read_columns
from ostrakon.matching.index.heads import Heads
from ostrakon.matching.index.keys import identifier_key, key_hash
from ostrakon.model import Kind, Listing, NameType, Strength
from ostrakon.names import Role, Token

__all__ = [
    "FAMILY",
    "FOLDER_KINDS",
    "FOLDER_STRENGTHS",
    "FOLDER_TYPES",
    "INDEX_VERSION",
    "WORD_ENTRY",
    "Index",
    "IndexedName",
]

# Part of an index's place on disk: another layout or analysis is another folder.
INDEX_VERSION = "7"

FOLDER_KINDS: tuple[str, ...] = get_args(Kind)
FOLDER_STRENGTHS: tuple[str, ...] = get_args(Strength)
FOLDER_TYPES: tuple[str, ...] = get_args(NameType)
# Set on a word of a name where it is the family name.
FAMILY = 1 << 30
# A word, as the kernel's WordEntry lays it out.
WORD_ENTRY = np.dtype(
    [
        ("place", "<u4"),
        ("consonants", "<u4"),
        *((name, "u1") for name in ("length", "sounds_length", "role", "form", "unvowelled", "sense")),
        ("unused", "u1", 2),
    ]
)
_ENTRY = Struct("<IIBBBBBB2x")


class IndexedName(msgspec.Struct, frozen=True):
    """A name on a list: its text as printed, tokens as analysed, and whose it is."""

    text: str
    strength: Strength
    type: NameType
    listing: int
    tokens: tuple[Token, ...]


class Index:
    """The names and listings of one version, from a folder written by `build`.

    `columns` are the arrays by name, mapped from one file: nothing is read before it is needed, and
    processes share what is. Raises OSError or ValueError for a folder that holds no whole index.
    """

    def __init__(self, folder: Path) -> None:
        self.columns = read_columns(folder)
        # Plain memory is read three times as fast as numpy's scalars.
        self._entries = self.columns["word_entries"].data
        self._letters = self.columns["word_letters"].data
        self._heads = Heads(self.columns)
        self.listing = lru_cache(maxsize=4096)(self._listing)
        self._token = lru_cache(maxsize=16384)(self._read_token)  # names share their words

    def __len__(self) -> int:
        """How many names there are."""
        return len(self.columns["name_listing"])

    @property
    def listings(self) -> int:
        """How many listings there are; they are numbered from 0."""
        return len(self.columns["listing_kind"])

    def _listing(self, ordinal: int) -> Listing:
        """The head of a listing: what names and dates it, and speaks for or against a match."""
        return self._heads[ordinal]

    def kind(self, listing: int) -> Kind:
        return cast(Kind, FOLDER_KINDS[self.columns["listing_kind"][listing]])

    def with_identifier(self, value: str) -> list[int]:
        """Ordinals of the listings that state an identifier of this value."""
        keys, key = self.columns["identifiers.keys"], key_hash(identifier_key(value))
        position = int(np.searchsorted(keys, np.uint64(key)))
        if position == len(keys) or int(keys[position]) != key:
            return []
        return [int(listing) for listing in self._row("identifiers", position)]

    def names_of(self, listings: Iterable[int]) -> list[int]:
        return [int(n) for n in np.flatnonzero(np.isin(self.columns["name_listing"], list(listings)))]

    def text(self, number: int) -> str:
        """A name as printed."""
        return self._text("names", number).decode()

    def name(self, number: int) -> IndexedName:
        return IndexedName(
            self.text(number),
            cast(Strength, FOLDER_STRENGTHS[self.columns["name_strength"][number]]),
            cast(NameType, FOLDER_TYPES[self.columns["name_type"][number]]),
            int(self.columns["name_listing"][number]),
            self.tokens(number),
        )

    def tokens(self, number: int) -> tuple[Token, ...]:
        """Those of a name, without its text."""
        return tuple(map(self._token, (self._row("name_words", number) & ~FAMILY).tolist()))

    def _read_token(self, number: int) -> Token:
        entry = _ENTRY.unpack_from(self._entries, number * _ENTRY.size)
        place, _, length, _, role, form, unvowelled, sense = entry
        text = self._letters[place : place + length].tobytes().decode()
        return Token(text, Role(role), form, bool(unvowelled), sense)

    def _row(self, name: str, row: int) -> NDArray[np.int32]:
        offsets = self.columns[f"{name}.offsets"]
        values: NDArray[np.int32] = self.columns[f"{name}.values"][offsets[row] : offsets[row + 1]]
        return values

    def _text(self, name: str, number: int) -> bytes:
        offsets = self.columns[f"{name}.offsets"]
        text: NDArray[np.uint8] = self.columns[f"{name}.bytes"][offsets[number] : offsets[number + 1]]
        return text.tobytes()
