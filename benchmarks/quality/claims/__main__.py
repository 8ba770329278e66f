"""Precision and recall of reading reports, by kind and slot, for each extractor.

python -m benchmarks.quality.claims                    the open and the held-out texts
python -m benchmarks.quality.claims --half tune --faults
"""

import argparse
import time
from collections.abc import Iterator
from typing import cast, get_args

from rich.console import Console
from rich.table import Table

from benchmarks.quality.claims.measure import Measured, measure
from benchmarks.quality.claims.texts import Half, Text, texts
from ostrakon.claims.extraction.grammar import Grammar, Rules, grammar_of
from ostrakon.errors import UsageError
from ostrakon.settings import LANGUAGE_MODEL

_TITLES = {
    "open": "the open test set: thirty sentences, each with one hard case",
    "tune": "texts that the rules were written on",
    "test": "the texts written last; docs/concepts/claims.md has the first look at each batch",
}


def main() -> None:
    """Read each half with each extractor that is installed, and print."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.quality.claims")
    arguments.add_argument(
        "--half", choices=get_args(Half), action="append", help="repeatable; default open, test"
    )
    arguments.add_argument("--faults", action="store_true", help="print every fault")
    wish = arguments.parse_args()
    console = Console(width=110)
    for half in wish.half or ["open", "test"]:
        chosen = list(texts((cast(Half, half),)))
        console.print(f"[bold]{_TITLES[half]}[/bold]: {_size(chosen)}")
        for grammar in _grammars(console):
            started = time.process_time()
            measured = measure(chosen, grammar)
            used_s = time.process_time() - started
            _show(console, grammar.name, measured, used_s)
            if wish.faults:
                for fault in measured.faults:
                    console.print(fault, style="dim", markup=False)


def _grammars(console: Console) -> Iterator[Grammar]:
    yield Rules()
    try:
        yield grammar_of("model", LANGUAGE_MODEL)
    except UsageError as error:
        console.print(str(error), style="yellow", markup=False)


def _size(chosen: list[Text]) -> str:
    reports = sum("\n" in text.text for text in chosen)
    registers = sorted({text.register for text in chosen})
    return f"{len(chosen) - reports} sentences, {reports} reports ({', '.join(registers)})"


def _show(console: Console, name: str, measured: Measured, used_s: float) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", title_justify="left")
    table.title = f"{name}, {used_s:.1f} s of processor time"
    for heading in ("kind", "slot"):
        table.add_column(heading)
    for heading in ("recall", "precision", "right", "of"):
        table.add_column(heading, justify="right")
    for kind, counts in measured.kinds.items():
        if not counts.found + counts.missed + counts.invented:
            continue
        total = counts.found + counts.missed
        table.add_row(
            kind, "", f"{counts.recall:.3f}", f"{counts.precision:.3f}", str(counts.found), str(total)
        )
        for (of, slot), (right, all_) in measured.slots.items():
            if of == kind:
                table.add_row("", slot, f"{right / all_:.3f}", "", str(right), str(all_))
    console.print(table)
    console.print()


if __name__ == "__main__":
    main()
