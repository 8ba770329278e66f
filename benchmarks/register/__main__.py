"""A synthetic register of growing size: prepared, answered for everybody, answered for one; as tables.

python -m benchmarks.register                           100,000 to 10,000,000 companies, some ten minutes
python -m benchmarks.register --sizes 100000 1000000    a part of it
python -m benchmarks.register --folder DIR              keep the registers there, and use those that are there
python -m benchmarks.register --markdown register.md --figure register.svg     for docs/reference/speed.md

10,000,000 companies need 8 GB of memory and 2 GB of disk. Each measure has a process of its own.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.register.measuring import Measured, measure
from benchmarks.speed.tables import Table, number, print_table, to_markdown

SIZES = (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)


def main() -> None:
    """Measure one size after the other, and print what is there."""
    from rich.console import Console

    wish = _arguments()
    console = Console(width=wish.width)
    console.print(f"{os.cpu_count()} cores; load when begun {os.getloadavg()[0]:.1f}")
    measured = []
    with tempfile.TemporaryDirectory() as temporary:
        for size in wish.sizes:
            folder = (wish.folder or Path(temporary)) / f"{size}"
            measured.append(measure(folder, size))
            print_table(_costs(measured[-1:]), console)
    tables = [_costs(measured), _singles(measured), _answers(measured)]
    for table in tables:
        print_table(table, console)
    if wish.markdown is not None:
        wish.markdown.write_text(to_markdown(tables), "utf-8")
    if wish.figure is not None:
        from benchmarks.register.figure import draw

        draw(measured, wish.figure)


def _costs(measured: Sequence[Measured]) -> Table:
    headings = (
        *("companies", "stakes", "prepare, s", "us, s", "eu, s", "gb, s", "all in all, s"),
        *("processor, s", "processor, s per million stakes", "peak, MB", "Parquet, MB", "folder, MB"),
    )
    rows = tuple(
        (
            f"{one.companies:,}",
            f"{one.stakes:,}",
            number(one.prepare_s),
            *(number(seconds) for seconds in one.rules_s),
            number(one.prepare_s + sum(one.rules_s)),
            number(one.prepare_processor_s + one.rules_processor_s),
            number((one.prepare_processor_s + one.rules_processor_s) / one.stakes * 1e6),
            number(max(one.prepare_peak_mb, one.rules_peak_mb)),
            number(one.file_mb),
            number(one.folder_mb),
        )
        for one in measured
    )
    return Table("Registers: everybody's answer", headings, rows)


def _singles(measured: Sequence[Measured]) -> Table:
    headings = (
        *("companies", "p50, ms", "p95, ms", "p99, ms"),
        *("processor p50, ms", "processor p95, ms", "processor p99, ms", "resident, MB"),
    )
    rows = tuple(
        (
            f"{one.companies:,}",
            *(number(ms) for ms in (one.single.p50_ms, one.single.p95_ms, one.single.p99_ms)),
            *(number(ms) for ms in (one.processor.p50_ms, one.processor.p95_ms, one.processor.p99_ms)),
            number(one.single_mb),
        )
        for one in measured
    )
    return Table("Registers: one company, all three rules, with chain and missing facts", headings, rows)


def _answers(measured: Sequence[Measured]) -> Table:
    headings = (
        "companies",
        *(f"{rule} {what}" for rule in ("us", "eu", "gb") for what in ("blocked", "open")),
    )
    rows = tuple(
        (
            f"{one.companies:,}",
            *(f"{count:,}" for pair in zip(one.blocked, one.open, strict=True) for count in pair),
        )
        for one in measured
    )
    return Table("Registers: who is blocked, and of whom it cannot be told", headings, rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.register",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=list(SIZES), help="companies of each register"
    )
    parser.add_argument("--folder", type=Path, help="keep the registers here")
    parser.add_argument("--markdown", type=Path, help="write the tables here as well")
    parser.add_argument("--figure", type=Path, help="draw how cost grows, as SVG; needs the extra charts")
    parser.add_argument("--width", type=int, help="columns to print, when not the terminal's")
    return parser.parse_args()


if __name__ == "__main__":
    main()
