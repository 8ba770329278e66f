"""The custody log: one line per event, each bound to the one before, appended and never changed."""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

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
_BLOCK_BYTES = 1 << 16


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
        self, make: Callable[[int], Sequence[Event]], *, at: datetime, who: str, tool: str
    ) -> list[CustodyEntry]:
        """Write the events that `make` gives for the number of the newest item, 0 before the first. Nobody
        else can append meanwhile, and all of it is on disk once this returns.

        Raises CustodyError where the log does not end in a whole entry, and in none before the one that was
        the last: nothing is added to a log that was cut short. The rest is `entries`'.
        """
        self.path.parent.mkdir(0o700, parents=True, exist_ok=True)
        with self.path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            whole = _end_of_whole_lines(file.fileno())
            last, newest_item = self._end(file, whole)
            self._refuse_other_end(last)
            os.ftruncate(file.fileno(), whole)  # what a process that was killed had begun to write
            written = _chained(last, make(newest_item), at=at, who=who, tool=tool)
            file.write(b"".join(map(_line, written)))
            file.flush()
            os.fsync(file.fileno())
            if written:
                self._set_head(_Head(written[-1].sequence, written[-1].sha256))
        return written

    def _end(self, file: BinaryIO, whole: int) -> tuple[CustodyEntry | None, int]:
        """The last entry in the first `whole` bytes, and the number of the newest item."""
        last = None
        for line in _lines_backwards(file, whole):
            entry, fields = self._decoded_line(line, "the end")
            if last is None:
                last = entry
                if entry.sha256 != _hash_of(fields):
                    raise CustodyError(f"{self.path}: its last line is not as it was written")
            if isinstance(entry.event, Captured):
                return last, entry.event.item
        return last, 0

    def _refuse_other_end(self, last: CustodyEntry | None) -> None:
        number = last.sequence if last else 0
        head = self._head()
        if head is None and last is None:
            self._set_head(_Head(0, _NOTHING_BEFORE))
        elif head is None:
            raise CustodyError(f"{self._mark}: is gone, and the log has {number} lines")
        elif head.sequence > number:
            raise CustodyError(f"{self.path}: ends after line {number}; there were {head.sequence}")
        elif last is not None and head.sequence == number and head.sha256 != last.sha256:
            raise CustodyError(f"{self.path}, line {number}: is not the entry that {self._mark} names")

    def entries(self) -> Iterator[CustodyEntry]:
        """Every entry, oldest first. Raises CustodyError, naming the line, where the chain breaks."""
        head = self._head()  # before the log, to which another process may add meanwhile
        previous, number = _NOTHING_BEFORE, 0
        for number, (entry, fields) in enumerate(self._decoded(head.sequence if head else 0), 1):
            if entry.sequence != number:
                raise CustodyError(f"{self.path}, line {number}: is entry {entry.sequence}, not {number}")
            if entry.previous != previous:
                raise CustodyError(f"{self.path}, line {number}: does not follow the line before it")
            found = _hash_of(fields)
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
        if number and not self._mark.exists():  # it is there before the first line is
            raise CustodyError(f"{self._mark}: is gone, and the log has {number} lines")

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

    def _set_head(self, head: _Head) -> None:
        fresh = self._mark.with_suffix(".fresh")
        with fresh.open("wb") as file:
            file.write(msgspec.json.encode(head))
            file.flush()
            os.fsync(file.fileno())  # else a power cut may leave an empty file under the name
        fresh.replace(self._mark)

    @property
    def _mark(self) -> Path:
        """The file that says which entry was the last, so that a log cut short is told from a short one."""
        return self.path.with_suffix(".head")

    def _decoded(self, told: int) -> Iterator[tuple[CustodyEntry, dict[str, Any]]]:
        """Every whole line. One after the first `told` that does not end is being written, or was when its
        process was killed: nobody was told of it."""
        if not self.path.is_file():
            return
        with self.path.open("rb") as file:
            number = 0
            while line := file.readline(_LONGEST_LINE):
                number += 1
                if number > told and not line.endswith(b"\n") and len(line) < _LONGEST_LINE:
                    return
                yield self._decoded_line(line, f"line {number}")

    def _decoded_line(self, line: bytes, where: str) -> tuple[CustodyEntry, dict[str, Any]]:
        """The entry, and its fields as they stand there, whatever a later Ostrakon would write."""
        if not line.endswith(b"\n"):
            raise CustodyError(f"{self.path}, {where}: does not end")
        try:
            entry = msgspec.json.decode(line, type=CustodyEntry)
            fields: dict[str, Any] = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise CustodyError(f"{self.path}, {where}: no entry: {error}") from error
        if msgspec.json.encode(fields) + b"\n" != line:
            raise CustodyError(f"{self.path}, {where}: not as it was written")
        return entry, fields


def _chained(
    last: CustodyEntry | None, events: Sequence[Event], *, at: datetime, who: str, tool: str
) -> list[CustodyEntry]:
    written: list[CustodyEntry] = []
    for event in events:
        entry = CustodyEntry(
            sequence=last.sequence + 1 if last else 1,
            at=at,
            who=who,
            tool=tool,
            event=event,
            previous=last.sha256 if last else _NOTHING_BEFORE,
        )
        last = replace(entry, sha256=_hash_of(msgspec.to_builtins(entry)))
        written.append(last)
    return written


def _hash_of(fields: dict[str, Any]) -> str:
    bound = {name: value for name, value in fields.items() if name != "sha256"}
    return sha256(rfc8785.dumps(bound)).hexdigest()


def _line(entry: CustodyEntry) -> bytes:
    return msgspec.json.encode(entry) + b"\n"


def _end_of_whole_lines(handle: int) -> int:
    """In bytes; the size of a file whose last line is too long to be one of ours."""
    size = end = os.fstat(handle).st_size
    while end and os.pread(handle, 1, end - 1) != b"\n":
        end -= 1
        if size - end > _LONGEST_LINE:
            return size
    return end


def _lines_backwards(file: BinaryIO, end: int) -> Iterator[bytes]:
    """The lines in the first `end` bytes of a file, last first."""
    tail = b""
    while end:
        start = max(0, end - _BLOCK_BYTES)
        file.seek(start)
        lines = (file.read(end - start) + tail).splitlines(keepends=True)
        tail, end = lines[0], start
        yield from reversed(lines[1:])
        if len(tail) > _LONGEST_LINE:
            break
    if tail:
        yield tail
