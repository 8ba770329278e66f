"""WARC files (ISO 28500): the documents in one, and evidence written as one."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from ostrakon.errors import OstrakonError
from ostrakon.model import HttpAnswer

__all__ = ["ArchiveError", "Archived", "is_warc", "read_warc"]

_FIRST_LINE = b"WARC/1."
_BLOCK_BYTES = 1 << 20
_MOST_UNPACKED_BYTES = 512 << 20
_MOST_DOCUMENT_BYTES = 64 << 20
_MOST_RECORDS = 100_000
_MOST_DOCUMENTS = 10_000
_DOCUMENT_RECORDS = {"response", "resource"}
# What a page brings along (styles, scripts, pictures) stays in the archive: it is no document by itself.
_DOCUMENT_TYPES = {
    "",
    "application/octet-stream",
    "application/pdf",
    "application/xhtml+xml",
    "message/rfc822",
    "text/html",
    "text/plain",
}


class ArchiveError(OstrakonError):
    """A WARC that cannot be read, or is larger than is taken in."""


class Archived(Struct, frozen=True):
    """One document of a WARC, its payload as a file: without transfer and content encoding."""

    url: str
    captured_at: datetime
    record_id: str | None
    http: HttpAnswer
    path: Path


def is_warc(head: bytes) -> bool:
    """By the first line of a file that begins so, also of a compressed one."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, len(_FIRST_LINE))
        except zlib.error:
            return False
    return head.startswith(_FIRST_LINE)


def read_warc(path: Path, into: Path, *, name: str) -> Iterator[Archived]:
    """The documents in `path`, known as `name`, each written to a file in the folder `into`, in order.

    Raises ArchiveError for an archive that is broken, whose digests do not fit, or which unpacks to
    more than 512 MiB, 10,000 documents, or 64 MiB in one of them.
    """
    plain = into / "unpacked"
    with _failures_told(name):
        _unpack(path, plain, name)
        with plain.open("rb") as file:
            yield from _documents(file, name, into)
        plain.unlink()


def _unpack(path: Path, plain: Path, name: str) -> None:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with path.open("rb") as file, plain.open("wb") as target:
        source = gzip.GzipFile(fileobj=file) if packed else file
        _copy(source, target, _MOST_UNPACKED_BYTES, name)


def _documents(file: IO[bytes], name: str, into: Path) -> Iterator[Archived]:
    from warcio import ArchiveIterator

    left, taken = _MOST_UNPACKED_BYTES, 0
    for number, record in enumerate(ArchiveIterator(file, check_digests=True), 1):
        if number > _MOST_RECORDS:
            raise ArchiveError(f"{name}: more than {_MOST_RECORDS:,} records")
        if not _is_document(record):
            continue
        url = str(record.rec_headers.get_header("WARC-Target-URI") or "")
        where = f"{name}, record {number} ({url[:200]})"
        target = into / f"{number}.document"
        with target.open("wb") as out:
            size = _copy(record.content_stream(), out, min(left, _MOST_DOCUMENT_BYTES), where)
        _refuse_other_digest(record, where)
        left -= size
        if not size:
            continue
        taken += 1
        if taken > _MOST_DOCUMENTS:
            raise ArchiveError(f"{name}: more than {_MOST_DOCUMENTS:,} documents")
        yield Archived(url, _date(record, where), _id(record), _answer(record), target)


def _is_document(record: Any) -> bool:
    if record.rec_type not in _DOCUMENT_RECORDS:
        return False
    headers = record.http_headers or record.rec_headers
    declared = str(headers.get_header("Content-Type") or "")
    return declared.partition(";")[0].strip().lower() in _DOCUMENT_TYPES


def _refuse_other_digest(record: Any, where: str) -> None:
    while record.raw_stream.read(_BLOCK_BYTES):
        pass  # to the end, where the digests are compared
    if record.digest_checker.passed is False:
        raise ArchiveError(f"{where}: {'; '.join(map(str, record.digest_checker.problems))}")


def _answer(record: Any) -> HttpAnswer:
    """What the server said; for a record without a server, the type that the record gives."""
    if record.http_headers is None:
        declared = str(record.rec_headers.get_header("Content-Type") or "")
        return HttpAnswer("", (("Content-Type", declared),) if declared else ())
    headers = tuple((str(name), str(value)) for name, value in record.http_headers.headers)
    return HttpAnswer(str(record.http_headers.statusline), headers)


def _date(record: Any, where: str) -> datetime:
    stated = str(record.rec_headers.get_header("WARC-Date") or "")
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError as error:
        raise ArchiveError(f"{where}: WARC-Date {stated[:100]!r} is no moment") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _id(record: Any) -> str | None:
    stated = record.rec_headers.get_header("WARC-Record-ID")
    return str(stated)[:200] if stated else None


def _copy(source: Any, target: IO[bytes], most: int, where: str) -> int:
    written = 0
    while block := source.read(_BLOCK_BYTES):
        written += len(block)
        if written > most:
            raise ArchiveError(f"{where}: unpacks to more than {most:,} bytes")
        target.write(block)
    return written


@contextmanager
def _failures_told(name: str) -> Iterator[None]:
    try:
        yield
    except OstrakonError:
        raise
    except ModuleNotFoundError as error:
        raise ArchiveError(f"{name}: a WARC needs the extra: pip install 'ostrakon[evidence]'") from error
    except Exception as error:  # warcio and zlib stumble in many ways over what is broken
        raise ArchiveError(f"{name}: no WARC that can be read: {type(error).__name__}: {error}") from error
