"""A home to measure: the real lists in a temporary one, else an empty one, which asks the snapshot."""

from collections.abc import Mapping
from pathlib import Path

from benchmarks.speed.queries import Asked, draw_queries, keep
from ostrakon import Engine, open_engine
from ostrakon.matching.index import Index

__all__ = ["NEWEST", "REAL_LISTS", "index_folders", "listed_names", "prepare", "real_files"]

REAL_LISTS = Path(__file__).parents[3] / "shared" / "lists"
NEWEST = (
    "us_ofac_sdn/2025-11-19/sdn_advanced.xml.bz2",
    "us_ofac_cons/2025-03-28/consolidated.xml.gz",
    "gb_fcdo_sanctions/2026-08-22/UK-Sanctions-List.xml.gz",
    "eu_fsf/2026-02-24/eu_fsf.xml.gz",
    "un_sc_sanctions/2026-08-01/consolidated.xml.gz",
)


def real_files() -> list[Path]:
    """The newest file of each issuer; none at all where one is absent."""
    files = [REAL_LISTS / name for name in NEWEST]
    return files if all(file.exists() for file in files) else []


def prepare(home: Path, names: Path, queries: Path, count: int, seed: int) -> list[str]:
    """Keeps all listed names and `count` queries in files, and says what the lists are.

    Builds the indexes of `home` where there are none, so that no later measure pays for it.
    """
    engine = open_engine(home)
    listed = listed_names(engine)
    keep(listed, names)
    keep(draw_queries([name for listing in listed for name in listing], count, seed), queries)
    scope = engine.screening(threshold=0.7, limit=1, as_of=None, in_force_on=None, datasets=()).scope
    lists = ", ".join(f"{version.dataset} {version.name}" for version in scope.versions)
    remarks = [
        f"{len(scope.versions)} lists: {lists}.",
        f"{len(listed):,} listings, {sum(map(len, listed)):,} names.",
    ]
    return [scope.notice, *remarks] if scope.notice else remarks


def listed_names(engine: Engine) -> list[list[Asked]]:
    """The names in force today, by listing."""
    listed: list[list[Asked]] = []
    for folder in index_folders(engine).values():
        index = Index(folder)
        first = len(listed)
        listed += [[] for _ in range(index.listings)]
        for place in range(len(index)):
            name = index.name(place)
            listed[first + name.listing].append(Asked(name.text, index.kind(name.listing)))
    return listed


def index_folders(engine: Engine) -> Mapping[str, Path]:
    """The index of each list in force today, by dataset; built where there is none."""
    screening = engine.screening(threshold=0.7, limit=1, as_of=None, in_force_on=None, datasets=())
    return {
        version.dataset: engine._index_folder(engine.holdings, version)
        for version in screening.scope.versions
    }
