"""The real names recombined into lists of any length, and how time and memory grow with them."""

import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from benchmarks.speed.indexes import open_matcher
from benchmarks.speed.measured import Latencies, Memory, apart, latencies, memory_now, seconds_of, timed_each
from benchmarks.speed.queries import Asked, draw_queries, keep, kept, kept_by_listing, with_a_slip
from benchmarks.speed.tables import Table, number
from ostrakon.lists.in_force import NEVER_DATED, InForce
from ostrakon.matching.index import build
from ostrakon.model import Kind, Listing, Name, Query
from ostrakon.screening import Scope, Screening, proof_of, screen_many

__all__ = ["SIZES", "Grown", "grow", "growth", "table_of"]

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
QUERIES = 5_000
SINGLE = 1_000
WARM = 100
_NEW_WORD_IN = 10  # so that the stock of words grows with the names, as it does on real lists
_DATASET = "grown"
_TODAY = date(2026, 1, 1)


class Grown(Struct, frozen=True):
    """Figures of a list of `names` names, on two cores."""

    names: int
    listings: int
    build_s: float
    build_peak_mb: float
    size_mb: float
    open_s: float
    bulk_per_s: float
    single: Latencies
    hits: float
    memory: Memory


def growth(names: Path, sizes: Sequence[int], seed: int) -> Iterator[Grown]:
    """One size after the other, each built in one process and asked in another."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder, queries = Path(place) / _DATASET, Path(place) / "queries.json"
            listings, build_s, build_peak_mb = apart(2, _build, names, size, seed, folder, queries)
            size_mb = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
            open_s, bulk_per_s, single, hits, memory = apart(2, _ask, folder, queries)
            yield Grown(
                names=size,
                listings=listings,
                build_s=build_s,
                build_peak_mb=build_peak_mb,
                size_mb=size_mb,
                open_s=open_s,
                bulk_per_s=bulk_per_s,
                single=single,
                hits=hits,
                memory=memory,
            )


def table_of(grown: Sequence[Grown]) -> Table:
    headings = (
        *("names", "build, s", "build peak, MB", "on disk, MB", "open, ms", "many, each s"),
        *("p50, ms", "p95, ms", "p99, ms", "resident, MB", "proportional, MB", "hits a query"),
    )
    rows = tuple(
        (
            f"{one.names:,}",
            number(one.build_s),
            number(one.build_peak_mb),
            number(one.size_mb),
            number(one.open_s * 1000),
            number(one.bulk_per_s),
            number(one.single.p50_ms),
            number(one.single.p95_ms),
            number(one.single.p99_ms),
            number(one.memory.resident_mb),
            number(one.memory.proportional_mb),
            number(one.hits),
        )
        for one in grown
    )
    return Table("Growth: synthetic lists, 2 cores", headings, rows)


def grow(listed: Sequence[Sequence[Asked]], size: int, seed: int) -> Iterator[Listing]:
    """Listings with `size` names in all: a shorter list is the beginning of a longer one.

    A listing has as many names as a real one drawn by chance, and its first name as many words. Each word
    stands in the same place of some real name of that kind; one in ten gets a slip and is new. The other
    names are the first one with a word exchanged.
    """
    chance = random.Random(f"growth {seed}")  # noqa: S311 (no secret is made here)
    real = [listing for listing in listed if listing]
    stock = _words_by_place(real)
    made = number_of_listing = 0
    while made < size:
        template = chance.choice(real)
        kind = template[0].kind
        words = [_word(stock, kind, place, chance) for place in _places(chance.choice(template).text.split())]
        names = [" ".join(words)]
        for _ in template[1:]:
            place = chance.choice(list(enumerate(_places(words))))
            words = [*words]
            words[place[0]] = _word(stock, kind, place[1], chance)
            names.append(" ".join(words))
        names = names[: size - made]
        made += len(names)
        number_of_listing += 1
        yield Listing(
            _DATASET,
            f"{number_of_listing}",
            kind,
            tuple(Name(text, "alias" if later else "primary") for later, text in enumerate(names)),
        )


# A word's place in its name: first, last, or between.
_Stock = dict[tuple[Kind, int], list[str]]


def _words_by_place(listed: Sequence[Sequence[Asked]]) -> _Stock:
    """Every word as often as it occurs, so that common words stay common."""
    stock: _Stock = {}
    for listing in listed:
        for name in listing:
            words = name.text.split()
            for word, place in zip(words, _places(words), strict=True):
                stock.setdefault((name.kind, place), []).append(word)
    return stock


def _places(words: Sequence[str]) -> list[int]:
    last = len(words) - 1
    return [0 if not place else 2 if place == last else 1 for place in range(len(words))]


def _word(stock: _Stock, kind: Kind, place: int, chance: random.Random) -> str:
    word = chance.choice(stock[kind, place])
    return with_a_slip(word, chance) if chance.randrange(_NEW_WORD_IN) == 0 else word


def _build(names: Path, size: int, seed: int, folder: Path, queries: Path) -> tuple[int, float, float]:
    listings = list(grow(kept_by_listing(names), size, seed))
    asked = [Asked(name.text, listing.kind) for listing in listings for name in listing.names]
    keep(draw_queries(asked, QUERIES + SINGLE + WARM, seed), queries)
    del asked
    return len(listings), seconds_of(build, listings, folder)[0], memory_now().peak_mb


def _ask(folder: Path, queries: Path) -> tuple[float, float, Latencies, float, Memory]:
    asked = [Query(name=one.text) for one in kept(queries)]
    open_s, matcher = seconds_of(open_matcher, {_DATASET: folder})
    scope = Scope(_TODAY, (), {}, ())
    screening = Screening(
        scope=scope,
        matcher=matcher,
        in_force=lambda _: InForce("listed", "in_force", NEVER_DATED),
        threshold=0.7,
        limit=10,
        proof=proof_of(scope, threshold=0.7, in_force_on=None),
    )
    for query in asked[:WARM]:
        list(screen_many([query], screening))
    single = timed_each(lambda query: list(screen_many([query], screening)), asked[WARM : WARM + SINGLE])
    many = asked[WARM + SINGLE :]
    seconds, hits = seconds_of(lambda: sum(len(answer.hits) for answer in screen_many(many, screening)))
    return open_s, len(many) / seconds, latencies(single), hits / len(many), memory_now()
