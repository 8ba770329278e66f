"""A home → one file that has all that cannot be made again, and back; every byte is checked on the way."""

import hashlib
import io
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from ostrakon.errors import OstrakonError, UsageError
from ostrakon.version import __version__

__all__ = ["BackedUp", "BackupError", "back_up", "restore"]

_MANIFEST = "manifest.json"
_DATABASE = "ostrakon.db"
# Derived, or left behind by a process that is at work or died.
_LEFT_OUT = ("index", "parties")
_LEFT_OUT_SUFFIXES = (".partial", ".migrating", "-wal", "-shm", "-journal")
_BLOCK_BYTES = 1 << 20
_LARGEST_MANIFEST = 64 << 20


class BackupError(OstrakonError):
    """A file that is no backup, or not as it was written."""


class BackedUp(Struct, frozen=True):
    """What a backup holds. `database` False: it lies on a server, which has its own ways."""

    files: int
    size_bytes: int
    database: bool


class _Manifest(Struct, frozen=True):
    ostrakon: str
    database: bool
    sha256: dict[str, str]


def back_up(home: Path, file: Path, *, with_database: bool = True) -> BackedUp:
    """Write `file` (tar), readable by its owner alone: it holds signing keys and who was screened.

    May run while others read, import and record: the database is copied as of one moment, first, and
    whatever it names lies in folders to which files are only ever added. Raises UsageError for a home
    that holds nothing, and for a file that is there already or lies in the home.
    """
    if not home.is_dir() or not any(home.iterdir()):
        raise UsageError(f"{home}: nothing to back up")
    if file.exists():
        raise UsageError(f"{file}: is there already; give another name")
    if file.resolve().is_relative_to(home.resolve()):
        raise UsageError(f"{file}: lies in the home itself; a backup belongs elsewhere")
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    hashes: dict[str, str] = {}
    size_bytes = 0
    try:
        with (
            tempfile.TemporaryDirectory(prefix="ostrakon-") as folder,
            os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target,
            tarfile.open(fileobj=target, mode="w|") as archive,
        ):
            for name, path in _files(home, Path(folder), with_database=with_database):
                hashes[name], written = _add(archive, name, path)
                size_bytes += written
            kept = _Manifest(__version__, _DATABASE in hashes, hashes)
            content = msgspec.json.encode(kept, order="deterministic")
            member = tarfile.TarInfo(_MANIFEST)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    return BackedUp(len(hashes), size_bytes, _DATABASE in hashes)


def restore(file: Path, home: Path) -> BackedUp:
    """Make `home` what it was. It must not be there, or be empty: nothing is ever written over.

    Raises UsageError for a home that holds something, BackupError naming the place for a file that is
    no backup, was cut off, or has a byte changed; then nothing is made.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise UsageError(f"{home}: holds something already; restore into an empty folder")
    home.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=f".{home.name}-", dir=home.parent))
    try:
        restored = _unpack(file, workshop)
        if home.exists():
            home.rmdir()
        workshop.rename(home)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return restored


def _files(home: Path, folder: Path, *, with_database: bool) -> Iterator[tuple[str, Path]]:
    """Name in the backup and path of each file, the database first."""
    if with_database and (home / _DATABASE).exists():
        copy = folder / _DATABASE
        _copy_database(home / _DATABASE, copy)
        yield _DATABASE, copy
    for path in sorted(home.rglob("*")):
        relative = path.relative_to(home)
        if relative.parts[0] in _LEFT_OUT or path.name.endswith(_LEFT_OUT_SUFFIXES):
            continue
        if path.is_file() and not path.is_symlink() and relative != Path(_DATABASE):
            yield relative.as_posix(), path


def _copy_database(source: Path, target: Path) -> None:
    """As of one moment, while others write."""
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as held,
            closing(sqlite3.connect(target)) as copy,
        ):
            held.backup(copy)
    except sqlite3.Error as error:
        raise BackupError(f"{source}: cannot be copied: {error}") from error
    shutil.copymode(source, target)


def _add(archive: tarfile.TarFile, name: str, path: Path) -> tuple[str, int]:
    with path.open("rb") as source:
        member = tarfile.TarInfo(name)
        member.size = os.fstat(source.fileno()).st_size
        member.mode = path.stat().st_mode & 0o777
        reading = _Hashing(source, member.size)
        archive.addfile(member, reading)
    return reading.sha256.hexdigest(), member.size


class _Hashing:
    """Reads a file once, for the archive and for its hash."""

    def __init__(self, source: io.BufferedReader, size_bytes: int) -> None:
        self._source, self._left = source, size_bytes
        self.sha256 = hashlib.sha256()

    def read(self, count: int = -1) -> bytes:
        block = self._source.read(self._left if count < 0 else min(count, self._left))
        self._left -= len(block)
        self.sha256.update(block)
        return block


def _unpack(file: Path, folder: Path) -> BackedUp:
    found: dict[str, str] = {}
    manifest: _Manifest | None = None
    size_bytes = 0
    try:
        with file.open("rb") as source, tarfile.open(fileobj=source, mode="r|") as archive:
            for member in archive:
                if manifest is not None:
                    raise BackupError(f"{file}: {member.name!r} stands behind the manifest")
                content = archive.extractfile(member) if member.isfile() else None
                if content is None:
                    raise BackupError(f"{file}: {member.name!r} is no plain file")
                if member.name == _MANIFEST:
                    manifest = _manifest(content.read(_LARGEST_MANIFEST), file)
                    continue
                target = folder / _safe(member.name, file)
                found[member.name] = _write(content, target, 0o600 if member.mode & 0o077 == 0 else 0o644)
                size_bytes += member.size
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise BackupError(f"{file}: no backup, or cut off: {error}") from error
    except OSError as error:
        raise BackupError(f"{file}: {error.strerror or error}") from error
    if manifest is None:
        raise BackupError(f"{file}: no backup, or cut off: its manifest is not there")
    _refuse_differences(manifest.sha256, found, file)
    return BackedUp(len(found), size_bytes, manifest.database)


def _safe(name: str, file: Path) -> Path:
    """A path inside the home, whatever the archive says."""
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name or "\0" in name:
        raise BackupError(f"{file}: {name!r} leads out of the home")
    return Path(*path.parts)


def _write(content: object, target: Path, mode: int) -> str:
    assert hasattr(content, "read")
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as written:
        while block := content.read(_BLOCK_BYTES):
            digest.update(block)
            written.write(block)
    return digest.hexdigest()


def _manifest(content: bytes, file: Path) -> _Manifest:
    try:
        return msgspec.json.decode(content, type=_Manifest)
    except msgspec.DecodeError as error:
        raise BackupError(f"{file}: its manifest cannot be read: {error}") from error


def _refuse_differences(expected: dict[str, str], found: dict[str, str], file: Path) -> None:
    for name in sorted({*expected, *found}):
        if name not in found:
            raise BackupError(f"{file}: {name} is missing")
        if expected.get(name) != found[name]:
            raise BackupError(f"{file}: {name} is not as it was written: SHA-256 {found[name]}")
