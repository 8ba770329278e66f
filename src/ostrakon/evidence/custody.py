"""The custody log: one line per event, each bound to the one before, appended and never changed."""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec
import rfc8785
from msgspec import Struct
from msgspec.structs import replace

from ostrakon.errors import OstrakonError
from ostrakon.model import Captured, CustodyEntry, Derived, Exported

__all__ = ["CustodyError", "CustodyLog", "Event"]

Event = Captured | Derived | Exported

_NOTHING_BEFORE = "0" * 64
# An entry holds a server's headers at most; a line longer than this is no entry of ours.
_LONGEST_LINE = 4 << 20


class CustodyError(OstrakonError):
    """The custody log is not what it was when it was written."""


class _Head(Struct, frozen=True):
    sequence: int
    sha256: str


class CustodyLog:
    """JSON Lines in the file `path`. Processes that append queue for the file's lock."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(
        self, make: Callable[[Sequence[CustodyEntry]], Sequence[Event]], *, at: datetime, who: str, tool: str
    ) -> list[CustodyEntry]:
        """Write what `make` makes of the entries so far, which nobody else can add to meanwhile.

        On disk once this returns. Raises CustodyError when the log so far does not hold together.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            _cut_torn_end(file.fileno())
            held = list(self.entries())
            written = _chained(held, make(held), at=at, who=who, tool=tool)
            file.write(b"".join(_line(entry) for entry in written))
            file.flush()
            os.fsync(file.fileno())
            self._set_head((written or held)[-1] if written or held else None)
        return written

    def entries(self) -> Iterator[CustodyEntry]:
        """Every entry, oldest first. Raises CustodyError, naming the line, where the chain breaks."""
        head = self._head()  # before the log, to which another process may add meanwhile
        previous, number = _NOTHING_BEFORE, 0
        for number, entry in enumerate(self._decoded(), 1):
            if entry.sequence != number:
                raise CustodyError(f"{self.path}, line {number}: is entry {entry.sequence}, not {number}")
            if entry.previous != previous:
                raise CustodyError(f"{self.path}, line {number}: does not follow the line before it")
            found = _hash_of(entry)
            if entry.sha256 != found:
                raise CustodyError(
                    f"{self.path}, line {number}: expected SHA-256 {entry.sha256}, found {found}"
                )
            if head is not None and head.sequence == number and head.sha256 != entry.sha256:
                raise CustodyError(f"{self.path}, line {number}: is not the entry that {self._mark} names")
            previous = entry.sha256
            yield entry
        if head is not None and head.sequence > number:
            raise CustodyError(f"{self.path}: ends after line {number}; there were {head.sequence}")

    def _head(self) -> "_Head | None":
        try:
            written = self._mark.read_bytes()
        except FileNotFoundError:
            return None
        try:
            head = msgspec.json.decode(written, type=_Head)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise CustodyError(f"{self._mark}: not as it was written: {error}") from error
        if msgspec.json.encode(head) != written:
            raise CustodyError(f"{self._mark}: not as it was written")
        return head

    def _set_head(self, last: CustodyEntry | None) -> None:
        if last is None:
            return
        fresh = self._mark.with_suffix(".fresh")
        fresh.write_bytes(msgspec.json.encode(_Head(last.sequence, last.sha256)))
        fresh.replace(self._mark)

    @property
    def _mark(self) -> Path:
        """The file that says which entry was the last, so that a log cut short is told from a short one."""
        return self.path.with_suffix(".head")

    def _decoded(self) -> Iterator[CustodyEntry]:
        if not self.path.is_file():
            return
        with self.path.open("rb") as file:
            number = 0
            while line := file.readline(_LONGEST_LINE):
                number += 1
                if not line.endswith(b"\n"):
                    raise CustodyError(f"{self.path}, line {number}: does not end")
                try:
                    entry = msgspec.json.decode(line, type=CustodyEntry)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise CustodyError(f"{self.path}, line {number}: no entry: {error}") from error
                if _line(entry) != line:
                    raise CustodyError(f"{self.path}, line {number}: not as it was written")
                yield entry


def _chained(
    held: Sequence[CustodyEntry], events: Sequence[Event], *, at: datetime, who: str, tool: str
) -> list[CustodyEntry]:
    written: list[CustodyEntry] = []
    for event in events:
        before = written[-1] if written else held[-1] if held else None
        entry = CustodyEntry(
            sequence=len(held) + len(written) + 1,
            at=at,
            who=who,
            tool=tool,
            event=event,
            previous=before.sha256 if before else _NOTHING_BEFORE,
        )
        written.append(replace(entry, sha256=_hash_of(entry)))
    return written


def _hash_of(entry: CustodyEntry) -> str:
    plain = msgspec.to_builtins(entry)
    del plain["sha256"]
    return sha256(rfc8785.dumps(plain)).hexdigest()


def _line(entry: CustodyEntry) -> bytes:
    return msgspec.json.encode(entry) + b"\n"


def _cut_torn_end(handle: int) -> None:
    """Drop what a process that was killed had begun to write: nobody was ever told of it."""
    size = os.fstat(handle).st_size
    end = size
    while end and os.pread(handle, 1, end - 1) != b"\n":
        end -= 1
        if size - end > _LONGEST_LINE:
            return
    if end != size:
        os.ftruncate(handle, end)
