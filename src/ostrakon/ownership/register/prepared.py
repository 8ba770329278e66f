"""A register as arrays in a folder, mapped into memory: opened in no time, read only where it is asked.

Parties are numbered: first the companies, in order of their ids, then owners who are no company, in order of
theirs. Stakes are numbered by company and owner; a second order, by owner, is kept beside it.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from ostrakon.errors import UsageError
from ostrakon.model import StakeKind
from ostrakon.ownership.register.terms import KINDS

__all__ = [
    "ALWAYS",
    "COLUMNS",
    "FOREVER",
    "LAYOUT",
    "Description",
    "Register",
    "is_register",
    "refuse_other",
    "write",
]

LAYOUT = 1  # another number when the files below change
_DESCRIPTION = "register.json"

# Each array of a register, and its type. `first` and `first_held` have one number more than there are
# companies and parties: what lies between two neighbours belongs to one of them.
COLUMNS = {
    "first": np.int64,  # by company: its stakes in what follows
    "owner": np.int32,
    "low": np.int64,  # bounds.lower
    "high": np.int64,  # bounds.upper
    "kind": np.uint8,
    "since": np.int32,  # days since 1970-01-01; ALWAYS where it is not told
    "until": np.int32,  # the last day; FOREVER where it is not told
    "row": np.int32,  # of the file, counted from 1
    "source": np.int32,
    "first_held": np.int64,  # by owner: its stakes in `held`
    "held": np.int32,
}
Numbers = np.ndarray[Any, np.dtype[Any]]
ALWAYS, FOREVER = np.iinfo(np.int32).min, np.iinfo(np.int32).max  # where a day is not told
_TEXTS = ("companies", "owners", "sources")


class Description(Struct, frozen=True):
    """What the folder was made from; `sha256` is that of `file`, which has the stakes."""

    layout: int
    companies: int
    owners: int
    stakes: int
    file: str
    sha256: str
    kinds: tuple[StakeKind, ...]  # what the numbers of `kind` mean
    states: dict[str, tuple[str, ...]]  # by status rule: the parties that are its state


class _Texts:
    """Many texts in one file, by their number; with `number` found by halving when they are in order."""

    def __init__(self, folder: Path, name: str) -> None:
        self._ends = np.load(folder / f"{name}.ends.npy", mmap_mode="r")
        self._bytes = np.load(folder / f"{name}.text.npy", mmap_mode="r")

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        return self._at(number).decode("utf-8")

    def number(self, text: str) -> int | None:
        wanted = text.encode("utf-8")
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._at(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self._at(low) == wanted else None

    def _at(self, number: int) -> bytes:
        return bytes(self._bytes[self._ends[number] : self._ends[number + 1]])


class Register:
    """A prepared register, open for reading. Raises UsageError where `folder` is none, or an older one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.description = _description(folder)
        try:
            arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in COLUMNS}
            self._companies, self._owners, self.sources = (_Texts(folder, name) for name in _TEXTS)
        except (
            OSError,
            EOFError,
            ValueError,
        ) as error:  # what a file that is absent, empty or cut off raises
            raise UsageError(f"{folder}: is not whole; prepare the register again") from error
        self.first, self.owner = arrays["first"], arrays["owner"]
        self.low, self.high, self.kind = arrays["low"], arrays["high"], arrays["kind"]
        self.since, self.until = arrays["since"], arrays["until"]
        self.row, self.source = arrays["row"], arrays["source"]
        self.first_held, self.held = arrays["first_held"], arrays["held"]

    @property
    def companies(self) -> int:
        return self.description.companies

    @property
    def parties(self) -> int:
        return self.description.companies + self.description.owners

    def number(self, party: str) -> int | None:
        """The number of the party with that id; None where the register does not have it."""
        company = self._companies.number(party)
        if company is not None:
            return company
        owner = self._owners.number(party)
        return None if owner is None else self.companies + owner

    def id(self, number: int) -> str:
        if number < self.companies:
            return self._companies[number]
        return self._owners[number - self.companies]

    def stakes_in(self, party: int) -> range:
        """The stakes of which `party` is the asset."""
        if party >= self.companies:
            return range(0)
        return range(int(self.first[party]), int(self.first[party + 1]))

    def asset_of(self, stake: int) -> int:
        return int(np.searchsorted(self.first, stake, side="right")) - 1

    def stakes_of(self, party: int) -> Numbers:
        """The stakes of which `party` is the owner."""
        return np.asarray(self.held[int(self.first_held[party]) : int(self.first_held[party + 1])])


def write(
    folder: Path,
    description: Description,
    columns: Mapping[str, Numbers],
    texts: Mapping[str, tuple[Numbers, bytes]],
) -> None:
    """Everything beside `folder` first, then moved there whole: a folder that is there is complete."""
    folder = folder.resolve()
    workshop = folder.with_name(f".{folder.name}.{token_hex(4)}")
    workshop.mkdir(parents=True)
    try:
        for name, type_ in COLUMNS.items():
            np.save(workshop / f"{name}.npy", columns[name].astype(type_, copy=False))
        for name in _TEXTS:
            ends, text = texts[name]
            np.save(workshop / f"{name}.ends.npy", np.concatenate([[0], ends]))
            np.save(workshop / f"{name}.text.npy", np.frombuffer(text, dtype=np.uint8))
        (workshop / _DESCRIPTION).write_bytes(msgspec.json.format(msgspec.json.encode(description)))
        if folder.exists():
            refuse_other(folder)
            shutil.rmtree(folder)
        workshop.rename(folder)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def refuse_other(folder: Path) -> None:
    """Raises UsageError for a folder, or a file, that is there and would be lost."""
    if folder.exists() and not is_register(folder):
        raise UsageError(f"{folder}: is there and is no prepared register; name another folder")


def is_register(folder: Path) -> bool:
    return (folder / _DESCRIPTION).is_file()


def _description(folder: Path) -> Description:
    try:
        description = msgspec.json.decode((folder / _DESCRIPTION).read_bytes(), type=Description)
    except (OSError, msgspec.DecodeError) as error:
        raise UsageError(
            f"{folder}: no prepared register; make one with `ostrakon register prepare`"
        ) from error
    if (description.layout, description.kinds) != (LAYOUT, KINDS):
        raise UsageError(f"{folder}: prepared by another version of Ostrakon; prepare it again")
    return description
