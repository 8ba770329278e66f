"""Received bytes on disk, compressed, each file named after the SHA-256 of what came in."""

import gzip
import hashlib
import os
import re
import struct
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Literal, cast

from msgspec import Struct

from ostrakon.errors import OstrakonError
from ostrakon.model import Capture

__all__ = ["CaptureError", "CaptureProblem", "CaptureStore"]

_BLOCK_BYTES = 1 << 20
_PARTIAL = ".partial"
# An import takes minutes: what is older was left behind by a process that died.
_PARTIAL_KEPT_FOR = timedelta(days=1)
# Level 6 halves the time of level 9 for 1 % more space; what is already packed does not shrink.
_LEVEL, _LEVEL_OF_PACKED = 6, 1
_PACKED = (b"\x1f\x8b", b"BZh", b"PK\x03\x04", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_HEADER_BYTES, _TRAILER_BYTES = 10, 8  # RFC 1952, 2.3
_HASH_BYTES = 32
_WITH_EXTRA = b"\x04"
_EXTRA = struct.pack("<H2sH", 4 + _HASH_BYTES, b"Ok", _HASH_BYTES)  # RFC 1952, 2.3.1.1
_BROKEN_GZIP = (gzip.BadGzipFile, EOFError, zlib.error)


class CaptureError(OstrakonError):
    """A capture is not there, or its bytes cannot be had back."""


class CaptureProblem(Struct, frozen=True):
    """A file among the captures that is not what its name says. `expected` is the hash in its name,
    None for a stray file; `found` the hash of its content, or what is wrong in words."""

    path: Path
    expected: str | None
    found: str

    def __str__(self) -> str:
        if self.expected is None:
            return f"{self.path}: {self.found}"
        return f"{self.path}: expected SHA-256 {self.expected}, found {self.found}"


class CaptureStore:
    """Captures under `folder`, as ab/abcd….gz. Nothing is created before the first is added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(
        self,
        path: Path,
        *,
        file_name: str,
        captured_at: datetime,
        captured_basis: Literal["observed", "given"],
        imported_at: datetime,
        url: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Capture:
        """Keep the bytes of `path`; those held already are left untouched.

        Once this returns the bytes are on disk, whatever becomes of the machine. `imported_at` is
        our own clock, by which leftovers of killed processes are swept. Both times are UTC.
        """
        self.folder.mkdir(0o700, parents=True, exist_ok=True)  # documents of others are among them
        self._sweep(imported_at)
        with self._partial_file() as partial:
            sha256, size_bytes = _compress(path, partial)
            self._settle(partial, self.path_of(sha256))
        return Capture(
            sha256=sha256,
            size_bytes=size_bytes,
            file_name=file_name,
            captured_at=captured_at,
            captured_basis=captured_basis,
            imported_at=imported_at,
            url=url,
            etag=etag,
            last_modified=last_modified,
        )

    @contextmanager
    def open(self, sha256: str) -> Iterator[BinaryIO]:
        """The original bytes. Raises CaptureError where they are not held, or cannot be unpacked."""
        path = self.path_of(sha256)
        if not path.is_file():
            raise CaptureError(f"capture {sha256}: not held under {self.folder}")
        try:
            with gzip.open(path) as file:
                yield cast(BinaryIO, file)
        except _BROKEN_GZIP as error:
            raise CaptureError(f"capture {sha256}: cannot be unpacked: {error}") from error

    def path_of(self, sha256: str) -> Path:
        """Where the capture lies, held or not. `sha256` is 64 lower-case hexadecimal digits."""
        if not re.fullmatch("[0-9a-f]{64}", sha256):
            raise CaptureError(f"capture {sha256!r}: not a SHA-256")
        return self.folder / sha256[:2] / f"{sha256}.gz"

    def holds(self, sha256: str) -> bool:
        """Whether there is a file of that name; `verify` tells whether it is what its name says."""
        return self.path_of(sha256).is_file()

    def verify(self) -> Iterator[CaptureProblem]:
        """Unpack and hash every file held, in order of name; each that is not what it says it is."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_dir() or path.suffix == _PARTIAL:
                continue
            problem = self._problem_with(path)
            if problem is not None:
                yield problem

    def problem_with(self, sha256: str) -> str | None:
        """What is wrong with one capture, in words; None where its bytes are what its name says."""
        path = self.path_of(sha256)
        if not path.is_file():
            return f"its capture {sha256} is not held"
        problem = self._problem_with(path)
        return None if problem is None else str(problem)

    def _problem_with(self, path: Path) -> CaptureProblem | None:
        sha256 = path.name.removesuffix(".gz")
        try:
            expected_path = self.path_of(sha256)
        except CaptureError:
            return CaptureProblem(path, None, "not a capture")
        if path != expected_path:
            return CaptureProblem(path, None, f"a capture in the wrong place, belongs at {expected_path}")
        try:
            found = _unpacked_hash(path, sha256)
        except _BROKEN_GZIP as error:
            return CaptureProblem(path, sha256, f"broken gzip: {error}")
        except OSError as error:
            return CaptureProblem(path, sha256, f"unreadable: {error.strerror}")
        return None if found == sha256 else CaptureProblem(path, sha256, found)

    @contextmanager
    def _partial_file(self) -> Iterator[Path]:
        handle, name = tempfile.mkstemp(suffix=_PARTIAL, dir=self.folder)
        os.close(handle)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def _settle(self, partial: Path, path: Path) -> None:
        if path.exists():
            return
        path.parent.mkdir(exist_ok=True)
        partial.chmod(0o444)  # a capture is never edited
        partial.replace(path)
        _flush_folder(path.parent)
        _flush_folder(self.folder)

    def _sweep(self, now: datetime) -> None:
        oldest_kept = (now - _PARTIAL_KEPT_FOR).timestamp()
        for partial in self.folder.glob(f"*{_PARTIAL}"):
            try:
                if partial.stat().st_mtime < oldest_kept:
                    partial.unlink()
            except FileNotFoundError:
                continue  # another process swept it first


def _compress(path: Path, target: Path) -> tuple[str, int]:
    """SHA-256 and size in bytes of `path`, whose compressed copy is then on disk at `target`.

    The hash is of the very bytes that were written, read once: a file that changes while it is
    taken cannot end up under the name of what it was.
    """
    digest, crc, size_bytes = hashlib.sha256(), 0, 0
    with path.open("rb") as source, target.open("wb") as file:
        block = source.read(_BLOCK_BYTES)
        level = _LEVEL_OF_PACKED if block.startswith(_PACKED) else _LEVEL
        packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        file.write(_header(level, bytes(_HASH_BYTES)))
        packed = _Hashed(file)
        while block:
            digest.update(block)
            crc = zlib.crc32(block, crc)
            size_bytes += len(block)
            packed.write(packer.compress(block))
            block = source.read(_BLOCK_BYTES)
        packed.write(packer.flush() + _trailer(crc, size_bytes))
        file.seek(0)
        file.write(_header(level, packed.sha256.digest()))
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size_bytes


class _Hashed:
    """Writes to `file`, and hashes what it writes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()

    def write(self, block: bytes) -> None:
        self.sha256.update(block)
        self._file.write(block)


def _unpacked_hash(path: Path, expected: str) -> str:
    """SHA-256 of what `path` unpacks to. Raises gzip.BadGzipFile where that is `expected`, and yet a bit of
    the file is not as we write it.

    What is packed can often be packed in other bits: a time in the header, the bits that fill up a byte, a
    copy of the same letters from further back. In a capture these are changed bytes all the same, so its
    header has the SHA-256 of all that follows. Captures of before have none, and are looked at bit by bit.
    """
    packed = path.read_bytes()
    hashed = packed[3:4] == _WITH_EXTRA
    header_bytes = _HEADER_BYTES + (len(_EXTRA) + _HASH_BYTES if hashed else 0)
    if len(packed) < header_bytes + _TRAILER_BYTES:
        raise gzip.BadGzipFile("too short")
    header, body, trailer = (
        packed[:header_bytes],
        packed[header_bytes:-_TRAILER_BYTES],
        packed[-_TRAILER_BYTES:],
    )
    packed_sha256 = hashlib.sha256(packed[header_bytes:]).digest() if hashed else b""
    digest, crc, size_bytes, head = hashlib.sha256(), 0, 0, b""
    for block in _inflated(body):
        head = head or block
        digest.update(block)
        crc = zlib.crc32(block, crc)
        size_bytes += len(block)
    level = _LEVEL_OF_PACKED if head.startswith(_PACKED) else _LEVEL
    if digest.hexdigest() != expected:
        return digest.hexdigest()
    if header != _header(level, packed_sha256):
        raise gzip.BadGzipFile(f"its header is {header.hex()}, which does not fit the rest of the file")
    if trailer != _trailer(crc, size_bytes):
        raise gzip.BadGzipFile("check sum and length do not fit its content")
    return expected


def _inflated(body: bytes) -> Iterator[bytes]:
    """Content of one deflate stream, which must end with `body`, to the bit."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting = body[:-1]
    while waiting:
        yield unpacker.decompress(waiting, _BLOCK_BYTES)
        waiting = unpacker.unconsumed_tail
    if unpacker.eof or not body:
        raise gzip.BadGzipFile("bytes after its end")
    ending = unpacker.copy()
    last = unpacker.decompress(body[-1:]) + unpacker.flush()
    if not unpacker.eof:
        raise EOFError("ends before its end")
    for bit in range(8):
        if body[-1] >> bit & 1 and _ends_alike(ending.copy(), body[-1] ^ 1 << bit, last):
            raise gzip.BadGzipFile("bits set after its end")
    yield last


def _ends_alike(ending: "zlib._Decompress", byte: int, last: bytes) -> bool:
    try:
        return ending.decompress(bytes([byte])) + ending.flush() == last and ending.eof
    except zlib.error:
        return False


def _header(level: int, packed_sha256: bytes) -> bytes:
    """For `level`, without a name and a time, with the hash of the rest of the file in a field of our own."""
    flags, extra = (_WITH_EXTRA, _EXTRA) if packed_sha256 else (b"\0", b"")
    effort = b"\x04" if level == _LEVEL_OF_PACKED else b"\0"
    return b"\x1f\x8b\x08" + flags + b"\0\0\0\0" + effort + b"\xff" + extra + packed_sha256


def _trailer(crc: int, size_bytes: int) -> bytes:
    return struct.pack("<II", crc, size_bytes & 0xFFFFFFFF)


def _flush_folder(folder: Path) -> None:
    """Make a rename last: without it the new name may be lost with the power."""
    if os.name == "nt":  # Windows has no handle of a folder to flush
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
