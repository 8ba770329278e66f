"""What others do in the same time, on one core: nomenklatura on candidates it was given, rapidfuzz on all."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from benchmarks.quality.cases import key_of
from benchmarks.quality.engines import protocol
from benchmarks.quality.engines.blocking import Blocking
from benchmarks.speed.homes import index_folders
from benchmarks.speed.measured import Latencies, apart, latencies, memory_now, timed_each
from benchmarks.speed.queries import Asked, kept
from benchmarks.speed.serving import Served
from benchmarks.speed.tables import Table, number
from ostrakon import open_engine
from ostrakon.matching.index import Index
from ostrakon.model import Listing, Name

__all__ = ["Peer", "peers", "table_of"]

CANDIDATES = 50  # as many as the quality benchmark gives it
SAMPLE = {"nomenklatura logic-v2": 150, "rapidfuzz token_set_ratio": 60, "rapidfuzz Jaro-Winkler": 150}


class Peer(Struct, frozen=True):
    """One engine's figures; `memory_mb` None where it holds nothing but the names."""

    name: str
    asked: int
    per_s: float
    single: Latencies
    memory_mb: float | None


def peers(home: Path, queries: Path) -> list[Peer]:
    """Those whose packages are there, each in a process of its own."""
    measured = [apart(1, _string_measure, name, home, queries) for name in SAMPLE if name.startswith("rapid")]
    if importlib.util.find_spec("nomenklatura") is not None:
        measured.insert(0, apart(1, _nomenklatura, home, queries))
    return measured


def table_of(measured: Sequence[Peer], ours: Served) -> Table:
    """Ours as it is, the others with how many times as fast ours is."""
    rows = [("Ostrakon, all names", *_figures(ours.bulk_per_s, ours.single, ours.memory.resident_mb))]
    rows[0] = (*rows[0], "1", "1", "1")
    for peer in measured:
        ratios = (
            ours.bulk_per_s / peer.per_s,
            peer.single.p50_ms / ours.single.p50_ms,
            peer.single.p99_ms / ours.single.p99_ms,
        )
        figures = _figures(peer.per_s, peer.single, peer.memory_mb)
        rows.append((f"{peer.name} ({peer.asked} queries)", *figures, *map(number, ratios)))
    headings = (
        *("engine", "queries each s", "p50, ms", "p99, ms", "memory, MB"),
        *("ours: times the queries", "times as fast at p50", "at p99"),
    )
    missing = "nomenklatura" not in " ".join(peer.name for peer in measured)
    remarks = ("nomenklatura is not installed: `make bench` brings it.",) if missing else ()
    return Table("Peers, 1 core", headings, tuple(rows), remarks)


def _figures(per_s: float, single: Latencies, memory_mb: float | None) -> tuple[str, ...]:
    return number(per_s), number(single.p50_ms), number(single.p99_ms), number(memory_mb)


def _peer(name: str, times: Sequence[float], memory_mb: float | None) -> Peer:
    return Peer(name, len(times), len(times) / sum(times), latencies(times), memory_mb)


def _string_measure(name: str, home: Path, queries: Path) -> Peer:
    """Every name compared, as `process.extract` does it, prepared as rapidfuzz advises."""
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.utils import default_process

    names = [default_process(one.text) for listing in _listings(home) for one in listing.names]
    # Nine tenths: the threshold of both in the quality benchmark. It lets rapidfuzz stop early.
    scorer, least = (
        (fuzz.token_set_ratio, 90.0) if "token_set" in name else (JaroWinkler.normalized_similarity, 0.9)
    )

    def ask(one: Asked) -> object:
        return process.extract(default_process(one.text), names, scorer=scorer, score_cutoff=least, limit=10)

    return _peer(name, timed_each(ask, kept(queries)[: SAMPLE[name]]), None)


def _nomenklatura(home: Path, queries: Path) -> Peer:
    """logic-v2 on the listings with the most alike names, found outside the clock and met once before it.

    Memory: that of the interpreter with the package, and what entities and their preparation add; our own
    listings, which they are made from, are left out.
    """
    from nomenklatura.matching import LogicV2

    from benchmarks.quality.engines.peers import Nomenklatura

    name = "nomenklatura logic-v2"
    alone_mb = memory_now().resident_mb
    sample = kept(queries)[: SAMPLE[name]]
    listings = _listings(home)
    nearest = _Nearest({one.text: _nearest(one, listings) for one in sample})
    engine = Nomenklatura(LogicV2, nearest)
    asked = [protocol.Asked(one.text, one.kind) for one in sample]
    with_listings_mb = memory_now().resident_mb
    nearest.found["everybody"] = listings
    for kind in dict.fromkeys(listing.kind for listing in listings):
        engine.best([protocol.Asked("everybody", kind)])
    memory_mb = alone_mb + memory_now().resident_mb - with_listings_mb
    return _peer(name, timed_each(lambda one: engine.best([one]), asked), memory_mb)


class _Nearest(Blocking):
    """Candidates found beforehand, by the text asked for."""

    def __init__(self, found: dict[str, list[Listing]]) -> None:
        super().__init__()
        self.found = found

    def candidates(self, queries: Sequence[protocol.Asked]) -> list[list[Listing]]:
        return [self.found[query.text] for query in queries]


def _nearest(asked: Asked, listings: Sequence[Listing]) -> list[Listing]:
    """The listings of the kind asked for whose names are most alike in letters: a perfect blocking."""
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    owners = [listing for listing in listings if listing.kind == asked.kind for _ in listing.names]
    names = [name.text for listing in listings if listing.kind == asked.kind for name in listing.names]
    found = process.extract(
        asked.text, names, scorer=JaroWinkler.normalized_similarity, limit=10 * CANDIDATES
    )
    alike = {key_of(owners[place]): owners[place] for _, _, place in found}
    return list(alike.values())[:CANDIDATES]


def _listings(home: Path) -> list[Listing]:
    """With all names, birth dates, countries and numbers."""
    listings: list[Listing] = []
    for folder in index_folders(open_engine(home)).values():
        index = Index(folder)
        names: list[list[Name]] = [[] for _ in range(index.listings)]
        for place in range(len(index)):
            name = index.name(place)
            names[name.listing].append(Name(name.text, name.type, name.strength))
        listings += [replace(index.listing(n), names=tuple(names[n])) for n in range(index.listings)]
    return listings
