"""Time and memory of what people wait for, how both grow, and peers beside us; printed as tables.

python -m benchmarks.speed                          all of it, some minutes
python -m benchmarks.speed --markdown figures.md    for docs/reference/speed.md as well
python -m benchmarks.speed --home HOME --sizes 10000 100000     a part of it, over lists already imported

Figures are for comparing on one machine: run twice, look at ratios. Real list files are measured where
they are found; the rest runs on the embedded snapshot. Each measure has a process of its own.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed import growth, peers, serving
from benchmarks.speed.commands import commands, import_lists
from benchmarks.speed.homes import prepare, real_files
from benchmarks.speed.indexes import indexes
from benchmarks.speed.measured import apart
from benchmarks.speed.queries import kept
from benchmarks.speed.tables import Table, print_table, to_markdown

QUERIES = serving.WARM + serving.SINGLE + 20_000
SEED = 1


def main() -> None:
    """Measure in the order a newcomer meets things, and print each table when it is there."""
    from rich.console import Console

    wish = _arguments()
    console = Console(width=wish.width)
    started = time.perf_counter()
    machine = (
        f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    )
    console.print(f"{machine}; load when begun {os.getloadavg()[0]:.1f}")
    tables = []
    with tempfile.TemporaryDirectory() as folder:
        for table in _measured(Path(folder), wish):
            print_table(table, console)
            tables.append(table)
    console.print(f"{time.perf_counter() - started:,.0f} s in all")
    if wish.markdown is not None:
        wish.markdown.write_text(to_markdown(tables), "utf-8")


def _measured(folder: Path, wish: argparse.Namespace) -> Iterator[Table]:
    home = wish.home or folder / "home"
    names, queries = folder / "names.json", folder / "queries.json"
    files = real_files()
    if wish.home is None and files:
        yield import_lists(home, files)
    asked_of = apart(2, prepare, home, names, queries, QUERIES, SEED)
    yield commands(home, folder / "empty", kept(queries), folder)
    served = serving.serving(home, queries)
    yield serving.table_of(served, asked_of)
    yield indexes(home)
    yield growth.table_of(list(growth.growth(names, wish.sizes, SEED)))
    yield peers.table_of(peers.peers(home, queries), served[1])


def _processor() -> str:
    if sys.platform == "linux":
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
    return platform.processor() or "?"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--home", type=Path, help="measure these lists instead of importing the real ones")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(growth.SIZES), help="names of each list")
    parser.add_argument("--markdown", type=Path, help="write the tables here as well")
    parser.add_argument("--width", type=int, help="columns to print, when not the terminal's")
    return parser.parse_args()


if __name__ == "__main__":
    main()
