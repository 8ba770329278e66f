"""Building all indexes of the lists in force, and opening them."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from benchmarks.speed.homes import index_folders
from benchmarks.speed.measured import apart, seconds_of
from benchmarks.speed.tables import Table, number
from ostrakon import open_engine
from ostrakon.lists.snapshot import Snapshot
from ostrakon.matching import Matcher
from ostrakon.matching.index import Index, build

__all__ = ["indexes", "open_matcher"]


class _Built(Struct, frozen=True):
    """`reading_s` and `building_s` are None on the embedded snapshot, which holds finished indexes alone."""

    reading_s: float | None
    building_s: float | None
    opening_ms: float
    size_mb: float


def indexes(home: Path) -> Table:
    rows = []
    for cores in (1, 2):
        built = apart(cores, _build_all, home)
        rows.append((f"{cores} core{'s' * (cores > 1)}", *(number(getattr(built, f)) for f in _FIELDS)))
    headings = ("all lists", "read listings, s", "build, s", "open, ms", "on disk, MB")
    return Table("The index, in full", headings, tuple(rows))


_FIELDS = _Built.__struct_fields__


def open_matcher(folders: Mapping[str, Path]) -> Matcher:
    return Matcher({dataset: Index(folder) for dataset, folder in folders.items()})


def _build_all(home: Path) -> _Built:
    engine = open_engine(home)
    holdings = engine.holdings
    if isinstance(holdings, Snapshot):
        folders = index_folders(engine)
        return _Built(None, None, 1000 * seconds_of(open_matcher, folders)[0], _size_mb(*folders.values()))
    screening = engine.screening(threshold=0.7, limit=1, as_of=None, in_force_on=None, datasets=())
    reading_s = building_s = 0.0
    with tempfile.TemporaryDirectory() as place:
        folders = {}
        for version in screening.scope.versions:
            seconds, listings = seconds_of(list, holdings.listings(version))
            reading_s += seconds
            folders[version.dataset] = Path(place) / version.dataset
            building_s += seconds_of(build, listings, folders[version.dataset])[0]
        opening_ms = 1000 * seconds_of(open_matcher, folders)[0]
        return _Built(reading_s, building_s, opening_ms, _size_mb(*folders.values()))


def _size_mb(*folders: Path) -> float:
    return sum(file.stat().st_size for folder in folders for file in folder.iterdir()) / 1e6
