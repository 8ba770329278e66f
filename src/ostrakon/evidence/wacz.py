"""Evidence as WACZ (Web Archive Collection Zipped, 1.1.1): a WARC with its index, pages and hashes."""

import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from ostrakon.evidence.archive_writer import Placed, address_of, write_warc
from ostrakon.evidence.store import EvidenceStore, Item
from ostrakon.version import __version__

__all__ = ["write_wacz"]

_WARC = "archive/data.warc.gz"
_MODE = 0o644


def write_wacz(path: Path, items: Sequence[Item], store: EvidenceStore, *, now: datetime) -> None:
    """A WACZ at `path`, with the custody of the items as a further file in it."""
    warc = BytesIO()
    placed = write_warc(warc, items, store, name="data.warc.gz", packed=True)
    files = {
        _WARC: warc.getvalue(),
        "indexes/index.cdxj": _index(placed),
        "pages/pages.jsonl": _pages(items, store),
        "custody/custody.jsonl": _custody(items, store),
    }
    package = _dumped(_package(files, now))
    files["datapackage.json"] = package
    files["datapackage-digest.json"] = _dumped({"path": "datapackage.json", "hash": _hash(package)})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, (*now.timetuple()[:6],))
            member.external_attr = _MODE << 16  # with none, `unzip` makes files that nobody may read
            archive.writestr(member, content)


def _package(files: dict[str, bytes], now: datetime) -> dict[str, object]:
    resources = [
        {"name": Path(name).name, "path": name, "hash": _hash(content), "bytes": len(content)}
        for name, content in files.items()
    ]
    return {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": f"ostrakon {__version__}",
        "created": now.isoformat(),
        "resources": resources,
    }


def _index(placed: Iterable[Placed]) -> bytes:
    return "".join(sorted(_index_line(one) for one in placed)).encode()


def _index_line(placed: Placed) -> str:
    captured = placed.item.captured
    address = address_of(captured)
    status = captured.http.status.partition(" ")[0] if captured.http else ""
    fields = {
        "url": address,
        "mime": captured.media_type,
        "status": status or "200",
        "digest": f"sha256:{captured.sha256}",
        "length": str(placed.length),
        "offset": str(placed.offset),
        "filename": Path(_WARC).name,
    }
    return f"{_sort_key(address)} {captured.captured_at:%Y%m%d%H%M%S} {json.dumps(fields)}\n"


def _sort_key(address: str) -> str:
    """SURT, by which indexes of web archives are sorted: "org,example)/report?page=2"."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return address.replace(" ", "%20")
    host = ",".join(reversed(parts.hostname.removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port and parts.port not in {80, 443} else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}".lower().replace(" ", "%20")


def _pages(items: Sequence[Item], store: EvidenceStore) -> bytes:
    lines: list[dict[str, str]] = [{"format": "json-pages-1.0", "id": "pages", "title": "All pages"}]
    for item in items:
        captured = item.captured
        has_text = item.derived is not None and item.derived.sha256 is not None
        title = store.text(item).title if has_text else None
        lines.append(
            {
                "id": str(captured.item),
                "url": address_of(captured),
                "ts": captured.captured_at.isoformat(),
                "title": title or captured.source,
            }
        )
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def _custody(items: Sequence[Item], store: EvidenceStore) -> bytes:
    entries = {entry.sequence: entry for some in store.custody(items).values() for entry in some}
    return b"".join(msgspec.json.encode(entries[number]) + b"\n" for number in sorted(entries))


def _hash(content: bytes) -> str:
    return f"sha256:{sha256(content).hexdigest()}"


def _dumped(value: object) -> bytes:
    return json.dumps(value, indent=2).encode()
