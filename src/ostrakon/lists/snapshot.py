"""The lists that ship with the package, for answers before anything was imported."""

from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import msgspec

from ostrakon.model import Capture, ListVersion

__all__ = ["Snapshot", "SnapshotEntry"]


class SnapshotEntry(msgspec.Struct, frozen=True):
    """One list of the snapshot, as its manifest describes it. `captured_on` is the day of the copy."""

    dataset: str
    captured_on: date
    published_on: date | None
    carrier: str
    sha256: str
    size_bytes: int
    file_name: str
    entries: dict[str, int]
    names: int
    remarks: tuple[str, ...]


class Snapshot:
    """Reads like a store that holds one old version per list. Each list's folder is a ready index."""

    def __init__(self, folder: Path, entries: tuple[SnapshotEntry, ...]) -> None:
        self._folder = folder
        self._entries = {entry.dataset: entry for entry in entries}

    @classmethod
    def open(cls) -> "Snapshot":
        folder = Path(str(files("ostrakon.lists").joinpath("data", "snapshot")))
        entries = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=tuple[SnapshotEntry, ...])
        return cls(folder, entries)

    @property
    def notice(self) -> str:
        """One line: what this is and how old; the first thing an answer says."""
        oldest = min(entry.captured_on for entry in self._entries.values())
        newest = max(entry.captured_on for entry in self._entries.values())
        return (
            f"NOT CURRENT: answered from the snapshot inside Ostrakon, lists of {oldest} (UN) and {newest} "
            "(US, EU, UK). Run `ostrakon lists update` before you rely on an answer."
        )

    def datasets(self) -> tuple[str, ...]:
        return tuple(sorted(self._entries))

    def versions(self, dataset: str) -> tuple[ListVersion, ...]:
        """The list as shipped."""
        entry = self._entries.get(dataset)
        return () if entry is None else (_version(entry),)

    def find(self, dataset: str, *, as_of: datetime) -> ListVersion | None:
        """The list as shipped, when it is of `as_of` or before."""
        entry = self._entries.get(dataset)
        if entry is None:
            return None
        version = _version(entry)
        return version if version.captured_at <= as_of else None

    def checked_at(self, _dataset: str, *, as_of: datetime) -> datetime | None:  # noqa: ARG002
        """None: nobody checks a snapshot against its issuer."""
        return None

    def attempted_datasets(self) -> tuple[str, ...]:
        """None: nothing is ever imported into a snapshot."""
        return ()

    def last_error(self, _dataset: str) -> str | None:
        """None: a snapshot is never updated."""
        return None

    def index_folder(self, version: ListVersion) -> Path:
        return self._folder / version.dataset


def _version(entry: SnapshotEntry) -> ListVersion:
    moment = datetime.fromisoformat(f"{entry.captured_on}T00:00:00+00:00")
    capture = Capture(
        sha256=entry.sha256,
        size_bytes=entry.size_bytes,
        file_name=entry.file_name,
        captured_at=moment,
        captured_basis="given",
        imported_at=moment,
    )
    return ListVersion(
        dataset=entry.dataset,
        name=entry.captured_on.isoformat(),
        layout="embedded snapshot",
        published_on=entry.published_on,
        captured_at=moment,
        captured_basis="given",
        imported_at=None,
        captures=(capture,),
        entries=entry.entries,
        names=entry.names,
        remarks=(*entry.remarks, f"from {entry.carrier}"),
    )
