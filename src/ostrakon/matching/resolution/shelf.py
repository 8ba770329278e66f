"""Resolutions kept on disk, by what they were made of; derived, and may be deleted at any time."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from ostrakon.errors import OstrakonError
from ostrakon.matching.resolution.members import Members
from ostrakon.matching.resolution.overrides import Overrides
from ostrakon.matching.resolution.pairs import ScoredPair
from ostrakon.matching.resolution.parties import Party, Resolution, Undecided

__all__ = ["Shelf"]

_Value = TypeVar("_Value")


class _Written(Struct, frozen=True):
    parties: tuple[Party, ...]
    undecided: tuple[Undecided, ...]


class Shelf:
    """What was made of one set of list versions, in `folder`.

    Scored pairs cost most and depend on the lists alone; a resolution depends on decisions as well. A file
    that is absent, damaged or of another layout is made again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def pairs(self, make: Callable[[], tuple[ScoredPair, ...]]) -> tuple[ScoredPair, ...]:
        return self._kept("pairs", make, tuple[ScoredPair, ...])

    def resolution(self, overrides: Overrides, make: Callable[[], Resolution]) -> Resolution:
        decided = sha256(msgspec.json.encode(overrides, order="deterministic")).hexdigest()

        def made() -> _Written:
            resolution = make()
            return _Written(resolution.parties, resolution.undecided)

        kept = self._kept(f"parties-{decided[:16]}", made, _Written)
        return Resolution(kept.parties, kept.undecided)

    def members(self, decided: bytes, make: Callable[[], Members]) -> Members:
        """`decided` is the file of decisions as it stands, so that it need not be understood to find them."""
        return self._kept(_members_name(decided), make, Members)

    def find_members(self, decided: bytes) -> Members | None:
        return self._find(_members_name(decided), Members)

    def _kept(self, name: str, make: Callable[[], _Value], type_: type[_Value]) -> _Value:
        kept = self._find(name, type_)
        if kept is not None:
            return kept
        value = make()
        path = self._path(name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, workshop = tempfile.mkstemp(prefix=f".{name}-", dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.msgpack.encode(value))
            Path(workshop).replace(path)
        except OSError as error:
            raise OstrakonError(f"{path}: the parties cannot be written: {error.strerror}") from error
        return value

    def _find(self, name: str, type_: type[_Value]) -> _Value | None:
        with suppress(OSError, msgspec.DecodeError):
            return msgspec.msgpack.decode(self._path(name).read_bytes(), type=type_)
        return None

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.msgpack"


def _members_name(decided: bytes) -> str:
    return f"members-{sha256(decided).hexdigest()[:16]}"
