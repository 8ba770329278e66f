"""Time and memory of what people wait for, each in a process of its own, printed as a table.

Figures are for comparing on one machine: run twice, look at ratios. Real list files are measured
where they are found; the rest runs on the embedded snapshot.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
REAL_LISTS = ROOT.parent / "shared" / "lists"
NEWEST = (
    "us_ofac_sdn/2025-11-19/sdn_advanced.xml.bz2",
    "us_ofac_cons/2025-03-28/consolidated.xml.gz",
    "gb_fcdo_sanctions/2026-08-22/UK-Sanctions-List.xml.gz",
    "eu_fsf/2026-02-24/eu_fsf.xml.gz",
    "un_sc_sanctions/2026-08-01/consolidated.xml.gz",
)
NAMES = ("Bachar el-Assad", "Maria Fernandes da Silva", "Rosoboroneksport JSC", "Åsa Lindström", "Башар Асад")
BATCH_ROWS = 1000


class Measured(NamedTuple):
    """Wall-clock seconds and the peak memory of the largest process, in MB."""

    seconds: float
    peak_mb: float


def main() -> None:
    """Measure in the order a newcomer meets things, and print."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        table = Table(title=f"{os.cpu_count()} cores, Python {sys.version.split()[0]}", title_justify="left")
        for heading in ("what", "seconds", "peak MB", "note"):
            table.add_column(heading, justify="right" if heading in {"seconds", "peak MB"} else "left")
        for measure in (_cold_on_snapshot, _batch_on_snapshot, _text_on_snapshot, _real_lists):
            for what, measured, note in measure(Path(folder)):
                table.add_row(what, f"{measured.seconds:.2f}", f"{measured.peak_mb:.0f}", note)
        console.print(table)


Rows = Sequence[tuple[str, Measured, str]]


def _cold_on_snapshot(folder: Path) -> Rows:
    home = folder / "empty"
    runs = [_ostrakon(home, "screen", NAMES[0]) for _ in range(5)]
    middle = sorted(runs)[len(runs) // 2]
    return [("screen one name, cold, embedded snapshot", middle, "median of 5")]


def _batch_on_snapshot(folder: Path) -> Rows:
    file = folder / "names.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["name"])
        rows.writerows([f"{NAMES[n % len(NAMES)]} {n % 97}"] for n in range(BATCH_ROWS))
    measured = _ostrakon(
        folder / "empty", "screen", "--input", str(file), "--output", str(folder / "hits.csv")
    )
    return [
        (
            f"screen {BATCH_ROWS:,} names from a file",
            measured,
            f"{BATCH_ROWS / measured.seconds:,.0f} names/s",
        )
    ]


def _text_on_snapshot(folder: Path) -> Rows:
    measured = _ostrakon(folder / "empty", "text", str(ROOT / "examples" / "report.txt"))
    return [("find mentions in the example report", measured, "")]


def _real_lists(folder: Path) -> Rows:
    home = folder / "real"
    files = [REAL_LISTS / name for name in NEWEST]
    if not all(file.exists() for file in files):
        return []
    rows = []
    for file in files:
        measured = _ostrakon(home, "lists", "import", str(file), "--captured-at", file.parent.name)
        rows.append((f"import {file.parent.parent.name} {file.parent.name}", measured, file.name))
    first = _ostrakon(home, "screen", NAMES[0])
    again = _ostrakon(home, "screen", NAMES[0])
    size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6
    return [
        *rows,
        ("first screening of five new lists", first, "builds the indexes"),
        ("screen one name, cold, five lists", again, f"{size:,.0f} MB on disk"),
    ]


def _ostrakon(home: Path, *words: str) -> Measured:
    environment = {**os.environ, "OSTRAKON_HOME": str(home)}
    command = [sys.executable, "-m", "ostrakon", *words]
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Measured(seconds, usage.ru_maxrss / 1024)


main()
