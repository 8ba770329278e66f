"""Figures as tables: for a terminal, and as Markdown for the page in docs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Table", "number", "print_table", "to_markdown"]


class Table(Struct, frozen=True):
    """A title, headings, and rows as long as the headings; the first column is words, the rest numbers."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()


def number(value: float | None) -> str:
    """Three digits that mean something: 12,345; 12.3; 0.123. A dash for what was not measured."""
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:,.0f}"
    for least, digits in ((10, 1), (1, 2)):
        if value >= least:
            return f"{value:.{digits}f}"
    return f"{value:.3f}"


def print_table(table: Table, console: "Console") -> None:
    from rich.table import Table as Shown

    shown = Shown(title=table.title, title_justify="left")
    for place, heading in enumerate(table.headings):
        shown.add_column(heading, justify="right" if place and heading != "note" else "left")
    for row in table.rows:
        shown.add_row(*row)
    console.print(shown)
    for remark in table.remarks:
        console.print(f"  {remark}")


def to_markdown(tables: Sequence[Table]) -> str:
    return "\n\n".join(_markdown(table) for table in tables) + "\n"


def _markdown(table: Table) -> str:
    ruler = [
        "---" if not place or heading == "note" else "--:" for place, heading in enumerate(table.headings)
    ]
    lines = [_line(table.headings), _line(ruler), *(_line(row) for row in table.rows)]
    return "\n".join([f"### {table.title}", "", *lines, *(f"\n{remark}" for remark in table.remarks)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
