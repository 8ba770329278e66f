"""An evidence store over a folder of its own, whose clock goes on a minute with each look."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from ostrakon.evidence.captures import CaptureStore
from ostrakon.evidence.store import EvidenceStore, Item
from support.dates import moment

__all__ = ["WHO", "evidence_in", "flipped", "taken"]

WHO = "an analyst"


def evidence_in(home: Path) -> EvidenceStore:
    return EvidenceStore(CaptureStore(home / "captures"), home / "evidence", _clock().__next__)


def taken(store: EvidenceStore, folder: Path, name: str, content: bytes) -> list[Item]:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return store.add_file(folder / name, who=WHO)


def flipped(path: Path, position: int, bit: int = 0) -> None:
    """Change one bit of a file, also of one that is not to be written."""
    content = bytearray(path.read_bytes())
    content[position] ^= 1 << bit
    path.chmod(0o644)
    path.write_bytes(content)


def _clock() -> Iterator[datetime]:
    now = moment("2026-11-24T12:00")
    while True:
        yield now
        now += timedelta(minutes=1)
