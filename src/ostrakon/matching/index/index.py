"""An index opened for reading: candidates for a query, names, and listings by ordinal."""

import math
import zlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

from ostrakon.matching.index.blobs import Blobs
from ostrakon.matching.index.keys import identifier_key, key_hash, near_skeletons
from ostrakon.model import Kind, Listing, NameType, Strength
from ostrakon.names import AnalysedName, Token

__all__ = [
    "BLOCK_LISTINGS",
    "FOLDER_KINDS",
    "FOLDER_STRENGTHS",
    "FOLDER_TYPES",
    "INDEX_VERSION",
    "Candidate",
    "Index",
    "IndexedName",
]

# Part of an index's place on disk: another layout or analysis is another folder.
INDEX_VERSION = "1"
# A block is the unit of compression: 32 listings shrink five times, and one is read in 0.3 ms.
BLOCK_LISTINGS = 32

FOLDER_KINDS: tuple[str, ...] = get_args(Kind)
FOLDER_STRENGTHS: tuple[str, ...] = get_args(Strength)
FOLDER_TYPES: tuple[str, ...] = get_args(NameType)
_ROLES = {"w": "word", "p": "particle", "n": "number", "l": "legal_form"}
# A word found by a skeleton one consonant off counts less when candidates are ranked.
_NEAR_WEIGHT = 0.6
# Names that share less of their weight than this never score 0.5.
_LEAST_OVERLAP = 0.15


class IndexedName(msgspec.Struct, frozen=True):
    """A name on a list: its text as printed, tokens as analysed, and whose it is."""

    text: str
    strength: Strength
    type: NameType
    listing: int
    tokens: tuple[Token, ...]


class Candidate(msgspec.Struct, frozen=True):
    """A name worth scoring; `overlap` (0 to 1) is how much of both names' weight is shared."""

    name: int
    overlap: float


class Index:
    """The names and listings of one version, from a folder written by `build`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = Blobs(folder, "names")
        self._words = Blobs(folder, "words")
        self._skeletons = Blobs(folder, "skeletons")
        self._blocks = Blobs(folder, "listings")
        self._listing_kind = self._load("listing_kind")
        self._name_listing = self._load("name_listing")
        self._name_strength = self._load("name_strength")
        self._name_type = self._load("name_type")
        self._word_skeleton = self._load("word_skeleton")
        self._name_words = self._ragged("name_words")
        self._skeleton_names = self._ragged("skeleton_names")
        self._joined = self._keyed("joined")
        self._identifiers = self._keyed("identifiers")
        self._skeleton_keys = self._keyed("skeleton_keys")
        self._name_weights = self._weigh_names()
        self.name = lru_cache(maxsize=20_000)(self._name)

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._names)

    @property
    def listings(self) -> int:
        """How many listings there are; they are numbered from 0."""
        return len(self._listing_kind)

    def candidates(self, query: AnalysedName, *, limit: int) -> list[Candidate]:
        """The `limit` names that share most weight with the query, best first."""
        overlap, total = np.zeros(len(self), np.float32), 0.0
        for skeleton in {token.skeleton for token in query.words}:
            rarity, found = self._named_by(skeleton)
            total += rarity
            for names, weight in found:
                overlap[names] += rarity * weight
        shares = overlap / np.maximum(total + self._name_weights - overlap, 1e-6)
        for name in self._joined.get(key_hash(query.joined), ()):
            shares[name] = 1.0
        best = np.flatnonzero(shares >= _LEAST_OVERLAP)
        if len(best) > limit:
            best = best[np.argpartition(shares[best], -limit)[-limit:]]
        best = best[np.argsort(-shares[best], kind="stable")]
        return [Candidate(int(name), float(shares[name])) for name in best]

    def with_identifier(self, value: str) -> list[int]:
        """Ordinals of the listings that state an identifier of this value."""
        return [int(listing) for listing in self._identifiers.get(key_hash(identifier_key(value)), ())]

    def frequency(self, skeleton: str) -> int:
        """How many names hold a word of this skeleton."""
        number = self._exact(skeleton)
        return 0 if number is None else self._skeleton_names.length(number)

    def kind(self, listing: int) -> Kind:
        return cast(Kind, FOLDER_KINDS[self._listing_kind[listing]])

    def names_of(self, listings: Iterable[int]) -> list[int]:
        return [int(n) for n in np.flatnonzero(np.isin(self._name_listing, list(listings)))]

    def listing(self, ordinal: int) -> Listing:
        lines = _lines(self._blocks, ordinal // BLOCK_LISTINGS)
        return msgspec.json.decode(lines[ordinal % BLOCK_LISTINGS], type=Listing)

    def _name(self, number: int) -> IndexedName:
        words = self._name_words[number]
        return IndexedName(
            self._names[number].decode(),
            cast(Strength, FOLDER_STRENGTHS[self._name_strength[number]]),
            cast(NameType, FOLDER_TYPES[self._name_type[number]]),
            int(self._name_listing[number]),
            tuple(self._token(int(word)) for word in words),
        )

    def _token(self, number: int) -> Token:
        word = self._words[number].decode()
        skeleton = self._skeletons[self._word_skeleton[number]].decode()
        return Token(word[1:], skeleton, cast(Any, _ROLES[word[0]]))

    def _named_by(self, skeleton: str) -> tuple[float, list[tuple[NDArray[np.int32], float]]]:
        """Rarity of a skeleton, and the names it or a near one leads to."""
        exact = self._exact(skeleton)
        count = 0 if exact is None else self._skeleton_names.length(exact)
        rarity = math.log(1 + len(self) / (count + 1))
        near: set[int] = set()
        for key in (skeleton, *near_skeletons(skeleton)):
            near.update(int(n) for n in self._skeleton_keys.get(key_hash(key), ()))
        near.discard(-1 if exact is None else exact)
        found = [] if exact is None else [(self._skeleton_names[exact], 1.0)]
        if near:
            names = np.unique(np.concatenate([self._skeleton_names[number] for number in near]))
            if exact is not None:
                names = np.setdiff1d(names, self._skeleton_names[exact], assume_unique=True)
            found.append((names, _NEAR_WEIGHT))
        return rarity, found

    def _exact(self, skeleton: str) -> int | None:
        for number in self._skeleton_keys.get(key_hash(skeleton), ()):
            if self._skeletons[number].decode() == skeleton:
                return int(number)
        return None

    def _weigh_names(self) -> NDArray[np.float32]:
        """Sum of the rarity of each name's words."""
        counts = np.diff(self._skeleton_names.offsets)
        rarity = np.log(1 + len(self) / (counts + 1)).astype(np.float32)
        weights = np.bincount(
            self._skeleton_names.values, weights=np.repeat(rarity, counts), minlength=len(self)
        )
        return weights.astype(np.float32)

    def _load(self, name: str) -> NDArray[Any]:
        # A plain view of the mapping: slicing numpy's own memmap type takes five times as long.
        return np.asarray(np.load(self._folder / f"{name}.npy", mmap_mode="r"))

    def _ragged(self, name: str) -> "_Ragged":
        return _Ragged(self._load(f"{name}.offsets"), self._load(f"{name}.values"))

    def _keyed(self, name: str) -> "_Keyed":
        return _Keyed(self._load(f"{name}.keys"), self._ragged(name))


class _Ragged:
    """Rows of different length in two arrays."""

    def __init__(self, offsets: NDArray[np.int32], values: NDArray[np.int32]) -> None:
        self.offsets, self.values = offsets, values

    def __getitem__(self, row: int) -> NDArray[np.int32]:
        return self.values[self.offsets[row] : self.offsets[row + 1]]

    def length(self, row: int) -> int:
        return int(self.offsets[row + 1] - self.offsets[row])


class _Keyed:
    """Rows found by a 64-bit key."""

    def __init__(self, keys: NDArray[np.uint64], rows: _Ragged) -> None:
        self._keys, self._rows = keys, rows

    def get(self, key: int, default: tuple[()]) -> Iterable[int]:
        position = int(np.searchsorted(self._keys, np.uint64(key)))
        if position < len(self._keys) and int(self._keys[position]) == key:
            return cast(Iterable[int], self._rows[position])
        return default


@lru_cache(maxsize=256)
def _lines(blocks: Blobs, number: int) -> list[bytes]:
    return zlib.decompress(blocks[number]).split(b"\n")
