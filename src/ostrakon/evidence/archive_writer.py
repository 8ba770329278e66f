"""Evidence written as a WARC: each item, its text as a conversion, and its custody beside it."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import IO, Any
from urllib.parse import quote

import msgspec
from msgspec import Struct

from ostrakon.evidence.store import EvidenceStore, Item
from ostrakon.model import Captured, CustodyEntry
from ostrakon.version import __version__

__all__ = ["Placed", "address_of", "write_warc"]

_NAMESPACE = uuid.UUID("3b1f6f0e-6a53-5d0f-9c55-0d2a1d8a4a52")  # ours alone, drawn once
_ENCODINGS = {"content-encoding", "transfer-encoding", "content-length"}


class Placed(Struct, frozen=True):
    """Where the main record of an item lies in the file, in bytes, for an index."""

    item: Item
    offset: int
    length: int


def write_warc(
    file: IO[bytes], items: Sequence[Item], store: EvidenceStore, *, name: str, packed: bool
) -> list[Placed]:
    """All of it to `file`, each record packed by itself if `packed`. The same items give the same bytes, but
    for the moment in the first record."""
    from warcio.warcwriter import WARCWriter

    writer: Any = WARCWriter(file, gzip=packed, warc_version="1.1")
    about = {"software": f"ostrakon/{__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(name, about))
    placed = []
    custody = store.custody(items)
    for item in items:
        begin = file.tell()
        main_id = _write_main(writer, item, store)
        placed.append(Placed(item, begin, file.tell() - begin))
        _write_text(writer, item, store, main_id)
        _write_custody(writer, item, custody[item.captured.item], main_id)
    return placed


def address_of(captured: Captured) -> str:
    """The address of an item; a file's name as a file address."""
    if captured.how == "file":
        return f"file:///{quote(captured.source)}"
    return captured.source


def _write_main(writer: Any, item: Item, store: EvidenceStore) -> str:
    from warcio.statusandheaders import StatusAndHeaders

    captured = item.captured
    content = store.content(captured.sha256)
    headers = _headers(item, "main", captured.captured_at, captured.sha256)
    http = captured.http
    if http is not None and http.status:
        # The bytes were taken in without the encodings they travelled in.
        kept = [(key, value) for key, value in http.headers if key.lower() not in _ENCODINGS]
        said = StatusAndHeaders(http.status, [*kept, ("Content-Length", str(len(content)))], "HTTP/1.1")
        record = writer.create_warc_record(
            address_of(captured),
            "response",
            payload=BytesIO(content),
            length=len(content),
            http_headers=said,
            warc_headers_dict=headers,
        )
    else:
        record = writer.create_warc_record(
            address_of(captured),
            "resource",
            payload=BytesIO(content),
            length=len(content),
            warc_content_type=captured.declared_type or captured.media_type,
            warc_headers_dict=headers,
        )
    writer.write_record(record)
    return headers["WARC-Record-ID"]


def _write_text(writer: Any, item: Item, store: EvidenceStore, main_id: str) -> None:
    derived = item.derived
    if derived is None or derived.sha256 is None:
        return
    content = store.content(derived.sha256)
    headers = _headers(item, "text", item.entry.at, derived.sha256) | {"WARC-Refers-To": main_id}
    writer.write_record(
        writer.create_warc_record(
            address_of(item.captured),
            "conversion",
            payload=BytesIO(content),
            length=len(content),
            warc_content_type="text/plain; charset=utf-8",
            warc_headers_dict=headers,
        )
    )


def _write_custody(writer: Any, item: Item, entries: Sequence[CustodyEntry], main_id: str) -> None:
    content = b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries)
    headers = _headers(item, "custody", item.entry.at, None) | {"WARC-Refers-To": main_id}
    writer.write_record(
        writer.create_warc_record(
            address_of(item.captured),
            "metadata",
            payload=BytesIO(content),
            length=len(content),
            warc_content_type="application/jsonl",
            warc_headers_dict=headers,
        )
    )


def _headers(item: Item, part: str, at: datetime, digest: str | None) -> dict[str, str]:
    record_id = uuid.uuid5(_NAMESPACE, f"{item.entry.sha256}/{part}")
    headers = {"WARC-Record-ID": f"<urn:uuid:{record_id}>", "WARC-Date": _moment(at)}
    return headers | ({"WARC-Payload-Digest": f"sha256:{digest}"} if digest else {})


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
