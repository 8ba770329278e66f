"""Evidence handed out in a file: its original bytes, a WARC, a WACZ, or its provenance."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from secrets import token_hex

from ostrakon.errors import UsageError
from ostrakon.evidence.archive_writer import write_warc
from ostrakon.evidence.provenance import prov_document
from ostrakon.evidence.store import TOOL, EvidenceError, EvidenceStore, Item
from ostrakon.evidence.wacz import write_wacz
from ostrakon.model import Exported

__all__ = ["ENDINGS", "export"]

# Which format the end of a file's name asks for; any other means the bytes of one item.
ENDINGS = {
    ".warc": "warc",
    ".warc.gz": "warc",
    ".wacz": "wacz",
    ".prov.json": "prov",
    ".provn": "prov",
}


def export(
    items: Sequence[Item], path: Path, store: EvidenceStore, *, who: str, now: Callable[[], datetime]
) -> Exported:
    """Write `items` to the new file `path`, in the format its name ends in, and say so in the custody log.

    Raises UsageError where the file exists already, or several items are to be one file of original bytes.
    """
    if not items:
        raise UsageError("nothing to export: no evidence is held")
    if path.exists():
        raise UsageError(f"{path}: exists already; evidence is not written over anything")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: no such folder {path.parent}")
    ending = _ending(path.name)
    if not ending and len(items) > 1:
        known = ", ".join(ENDINGS)
        raise UsageError(f"{path}: {len(items)} items go into a file that ends in {known}; name one item")
    workshop = path.with_name(f".{token_hex(4)}-{path.name}")
    try:
        _write(items, workshop, path.name, store, now())
        digest = _digest(workshop)
        os.link(workshop, path)  # never over a file that came to be meanwhile
    except FileExistsError as error:
        raise UsageError(f"{path}: exists already; evidence is not written over anything") from error
    except ModuleNotFoundError as error:
        raise EvidenceError(f"{path}: needs the extra: pip install 'ostrakon[evidence]' ({error})") from error
    finally:
        workshop.unlink(missing_ok=True)
    numbers = tuple(item.captured.item for item in items)
    event = Exported(numbers, path.name, ENDINGS.get(ending, "original"), digest)
    store.log.append(lambda _newest: [event], at=now(), who=who, tool=TOOL)
    return event


def _write(items: Sequence[Item], path: Path, name: str, store: EvidenceStore, now: datetime) -> None:
    ending = _ending(name)
    if not ending:
        path.write_bytes(store.content(items[0].captured.sha256))
    elif ending == ".wacz":
        write_wacz(path, items, store, now=now)
    elif ending in {".warc", ".warc.gz"}:
        with path.open("wb") as file:
            write_warc(file, items, store, name=name, packed=ending.endswith(".gz"))
    else:
        entries = {entry.sequence: entry for some in store.custody(items).values() for entry in some}
        digests = {item.captured.item: item.captured.sha256 for item in items}
        document = prov_document((entries[number] for number in sorted(entries)), digests)
        format_ = "json" if ending == ".prov.json" else "provn"
        path.write_text(document.serialize(format=format_, indent=2), "utf-8")


def _ending(name: str) -> str:
    return next((end for end in ENDINGS if name.lower().endswith(end)), "")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
