"""What people wait for at a prompt: the command from its start to its end, in a process of its own."""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from benchmarks.speed.queries import Asked
from benchmarks.speed.tables import Table, number

__all__ = ["Ran", "commands", "import_lists", "ran"]

ROOT = Path(__file__).parents[2]
COLD_NAME = "Bachar el-Assad"
COLD_RUNS = 5
FILE_ROWS = 20_000


class Ran(Struct, frozen=True, order=True):
    """Wall-clock seconds and the peak memory of the process."""

    seconds: float
    peak_mb: float


def ran(home: Path, *words: str) -> Ran:
    """Runs `ostrakon` over `home`; SystemExit where it fails (a hit, 1, is no failure)."""
    environment = {**os.environ, "OSTRAKON_HOME": str(home)}
    command = [sys.executable, "-m", "ostrakon", *words]
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Ran(seconds, usage.ru_maxrss / 1024)


def import_lists(home: Path, files: Sequence[Path]) -> Table:
    """Each official file into `home`, then the first question, which builds the indexes."""
    rows = []
    for file in files:
        measured = ran(home, "lists", "import", str(file), "--captured-at", file.parent.name)
        rows.append(_row(f"import {file.parent.parent.name} {file.parent.name}", measured, ""))
    rows.append(_row("screen the first name", ran(home, "screen", COLD_NAME), "builds the indexes"))
    size_mb = sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6
    remark = f"The home then holds {size_mb:,.0f} MB: files as received, versions, indexes."
    return Table("Importing, once per new file", _HEADINGS, tuple(rows), (remark,))


def commands(home: Path, empty: Path, queries: Sequence[Asked], folder: Path) -> Table:
    """The commands over `home`, and over `empty`, which answers from the embedded snapshot."""
    rows = [
        _row("screen a name, embedded snapshot", _cold(empty), f"cold start, median of {COLD_RUNS}"),
        _row("screen a name, these lists", _cold(home), f"cold start, median of {COLD_RUNS}"),
        _row("find mentions in the example report", _text(home), "these lists"),
    ]
    rows_asked = queries[:FILE_ROWS]
    file = folder / "customers.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["name"])
        table.writerows([one.text] for one in rows_asked)
    measured = ran(home, "screen", "--input", str(file), "--output", str(folder / "hits.csv"))
    speed = f"{len(rows_asked) / measured.seconds:,.0f} names/s, start and files included"
    rows.append(_row(f"screen a file of {len(rows_asked):,} names", measured, speed))
    return Table("The command, start to end", _HEADINGS, tuple(rows))


_HEADINGS = ("what", "seconds", "peak MB", "note")


def _row(what: str, measured: Ran, note: str) -> tuple[str, ...]:
    return what, number(measured.seconds), number(measured.peak_mb), note


def _cold(home: Path) -> Ran:
    return sorted(ran(home, "screen", COLD_NAME) for _ in range(COLD_RUNS))[COLD_RUNS // 2]


def _text(home: Path) -> Ran:
    return ran(home, "text", str(ROOT / "examples" / "report.txt"))
