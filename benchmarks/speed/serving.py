"""A process that answers: single queries and many, on one core and two, and what it holds meanwhile."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from benchmarks.speed.measured import Latencies, Memory, apart, latencies, memory_now, seconds_of, timed_each
from benchmarks.speed.queries import kept
from benchmarks.speed.tables import Table, number
from ostrakon import Query, open_engine

__all__ = ["Served", "serve", "serving", "table_of"]

SINGLE = 2_000  # 20 of them lie beyond the 99th percentile
WARM = 100  # what a process answers before its figures are those of a day


class Served(Struct, frozen=True):
    """Figures of one process; `hits` per query tells what work there was."""

    single: Latencies
    bulk_per_s: float
    hits: float
    memory: Memory


def serving(home: Path, queries: Path) -> dict[int, Served]:
    """The same queries on one core and on two."""
    return {cores: apart(cores, serve, home, queries) for cores in (1, 2)}


def serve(home: Path, queries: Path) -> Served:
    """Single queries first, then all in one call; no name is asked twice."""
    engine = open_engine(home)
    asked = [Query(name=one.text) for one in kept(queries)]
    warm, single, many = asked[:WARM], asked[WARM : WARM + SINGLE], asked[WARM + SINGLE :]
    for query in warm:
        engine.screen(query)
    times = timed_each(engine.screen, single)
    seconds, answers = seconds_of(lambda: sum(len(answer.hits) for answer in engine.screen_many(many)))
    return Served(latencies(times), len(many) / seconds, answers / len(many), memory_now())


def table_of(served: dict[int, Served], asked_of: Sequence[str]) -> Table:
    one, two = served[1], served[2]
    rows: list[tuple[str, float | None, float | None]] = [
        ("many queries, each second", one.bulk_per_s, two.bulk_per_s),
        ("single query, p50 ms", one.single.p50_ms, two.single.p50_ms),
        ("single query, p95 ms", one.single.p95_ms, two.single.p95_ms),
        ("single query, p99 ms", one.single.p99_ms, two.single.p99_ms),
        ("resident memory after them, MB", one.memory.resident_mb, two.memory.resident_mb),
        ("proportional memory after them, MB", one.memory.proportional_mb, two.memory.proportional_mb),
        ("peak memory, MB", one.memory.peak_mb, two.memory.peak_mb),
    ]
    shown = tuple((what, number(first), number(second)) for what, first, second in rows)
    return Table(
        "A process that answers",
        ("what", "1 core", "2 cores"),
        shown,
        (*asked_of, f"{one.hits:.2f} hits a query."),
    )
