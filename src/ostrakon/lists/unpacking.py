"""A file as received → the plain documents inside it, with sizes bounded and no path trusted."""

import bz2
import gzip
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document

__all__ = ["unpack"]

# The largest official file is 121 MB unpacked (us_ofac_sdn, advanced XML, 2025); a gigabyte is no list.
_MAX_UNPACKED_BYTES = 1 << 30
# Of a workbook the words it shares are held in memory; OFSI's of 2025 has 17 MB.
_MAX_WORKBOOK_BYTES = 1 << 28
_MAX_MEMBERS = 16
_BLOCK_BYTES = 1 << 20
# What issuers use; a damaged LZMA member may ask for gigabytes of memory.
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
# zipfile trusts the numbers in an archive and stumbles in many ways over wrong ones.
_BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, ValueError)


def unpack(path: Path, into: Path, *, name: str | None = None) -> list[Document]:
    """The documents of `path` (plain, gzip, bzip2 or zip, told by content), written under `into`.

    A workbook is a zip file too, but is one document. Raises SourceError for an archive that is
    broken, empty or larger than a gigabyte unpacked, all files in it together (a workbook than 256 MiB),
    and for an OpenDocument file.
    """
    name = name or path.name
    with path.open("rb") as file:
        magic = file.read(4)
    if magic[:2] == b"\x1f\x8b":
        return [_copy(cast("IO[bytes]", gzip.open(path)), into, name.removesuffix(".gz"), name)]
    if magic[:3] == b"BZh":
        return [_copy(bz2.open(path), into, name.removesuffix(".bz2"), name)]
    if magic == b"PK\x03\x04":
        return _members(path, into, name)
    if path.stat().st_size > _MAX_UNPACKED_BYTES:
        raise SourceError(f"{name}: larger than {_MAX_UNPACKED_BYTES} bytes")
    return [Document(name, path)]


def _members(path: Path, into: Path, name: str) -> list[Document]:
    with _broken_archive_named(name), zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if any(member.filename == "mimetype" for member in members):
            raise SourceError(f"{name}: an OpenDocument file; lists are read from XML, CSV, XLSX or JSON")
        # No more than what is stated comes out of a member, so the sum bounds all of them.
        if sum(member.file_size for member in members) > _MAX_UNPACKED_BYTES:
            raise SourceError(f"{name}: larger than {_MAX_UNPACKED_BYTES} bytes unpacked")
        if any(member.filename.startswith("xl/") for member in members):
            if sum(member.file_size for member in members) > _MAX_WORKBOOK_BYTES:
                raise SourceError(f"{name}: a workbook larger than {_MAX_WORKBOOK_BYTES} bytes unpacked")
            return [Document(name, path)]
        if not members or len(members) > _MAX_MEMBERS:
            raise SourceError(f"{name}: a zip of {len(members)} files; 1 to {_MAX_MEMBERS} expected")
        for member in members:
            if member.compress_type not in _COMPRESSIONS:
                method = member.compress_type
                raise SourceError(f"{name}: broken archive: compressed by method {method}, no issuer uses it")
        # Only the last part of a member's name is used, and only as a label.
        return [_copy(archive.open(member), into, Path(member.filename).name, name) for member in members]


def _copy(source: IO[bytes], into: Path, name: str, container: str) -> Document:
    target = into / f"{len(list(into.iterdir()))}.document"
    written = 0
    with _broken_archive_named(container), source, target.open("wb") as file:
        while block := source.read(_BLOCK_BYTES):
            written += len(block)
            if written > _MAX_UNPACKED_BYTES:
                raise SourceError(f"{container}: larger than {_MAX_UNPACKED_BYTES} bytes unpacked")
            file.write(block)
    return Document(name, target)


@contextmanager
def _broken_archive_named(name: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise SourceError(f"{name}: broken archive: {error or type(error).__name__}") from error
