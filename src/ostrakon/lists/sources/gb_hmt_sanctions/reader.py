"""Lines of a CSV file or of a workbook → the day of the list, and its groups of rows."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from msgspec import Struct

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, decode, rows
from ostrakon.lists.parsing.slashed_dates import printed_day
from ostrakon.lists.sources.gb_hmt_sanctions.group import COLUMNS, Group, Row
from ostrakon.lists.sources.gb_hmt_sanctions.workbook import is_workbook, workbook_rows

__all__ = ["Contents", "is_list", "layout_of", "read"]

_ESSENTIAL = {"Name 6", "Group Type", "Alias Type", "Regime", "Listed On", "Group ID"}
_GROUP_ID = re.compile(r"[1-9][0-9]*")
# Only the layouts since 2022, which are UTF-8, grade the aliases; the others are Windows-1252.
_UTF_8_COLUMN = b"Alias Quality"

Lines = Iterator[tuple[int, list[str]]]


class Contents(Struct, frozen=True):
    """A file as read: its own day, and its groups in the order of their first rows."""

    published_on: date
    groups: tuple[Group, ...]


def is_list(document: Document) -> bool:
    """Told by the first two lines: the day of the last update, and the columns."""
    try:
        start = [cells for _, cells in islice(_start(document), 2)]
    except SourceError:
        return False
    if len(start) != 2:
        return False
    first, header = start
    return first[:1] == ["Last Updated"] and {cell.strip() for cell in header} >= _ESSENTIAL


def _start(document: Document) -> Lines:
    if is_workbook(document):
        return workbook_rows(document)
    lines = document.head.decode("utf-8-sig", "replace").splitlines()
    return rows("\n".join(lines[:2]), name=document.name)


def layout_of(document: Document) -> str:
    """The columns are read by name, so only the kind of file tells editions apart."""
    return "XLSX" if is_workbook(document) else "CSV"


def read(document: Document, doubts: Doubts) -> Contents:
    """Raises SourceError where the day, a cell or a group's number is missing."""
    lines = workbook_rows(document) if is_workbook(document) else _csv_rows(document, doubts)
    nothing: tuple[int, list[str]] = (1, [])
    published_on = _last_updated(document, next(lines, nothing)[1])
    header = [cell.strip() for cell in next(lines, nothing)[1]]
    for column in header:
        if column not in COLUMNS:
            doubts.note(f"unknown column {column!r}", document.name)
    return Contents(published_on, _groups(document, header, lines))


def _csv_rows(document: Document, doubts: Doubts) -> Lines:
    text = decode(
        document.read(),
        name=document.name,
        doubts=doubts,
        windows_1252_is_usual=_UTF_8_COLUMN not in document.head,
    )
    return rows(text, name=document.name)


def _last_updated(document: Document, cells: Sequence[str]) -> date:
    published_on = printed_day(cells[1]) if len(cells) > 1 else None
    if published_on is None:
        raise SourceError(f"{document.name}, line 1: no day of the last update in {cells[:2]!r}")
    return published_on


def _groups(document: Document, header: Sequence[str], lines: Lines) -> tuple[Group, ...]:
    grouped: dict[str, list[Row]] = {}
    for row in _rows(document, header, lines):
        grouped.setdefault(row.group_id, []).append(row)
    if not grouped:
        raise SourceError(f"{document.name}: holds no group")
    return tuple(Group(group_id, document.name, tuple(found)) for group_id, found in grouped.items())


def _rows(document: Document, header: Sequence[str], lines: Lines) -> Iterator[Row]:
    for line, cells in lines:
        if not any(cells):
            continue
        place = f"{document.name}, line {line}"
        if len(cells) != len(header):
            raise SourceError(f"{place}: {len(cells)} cells in a row of {len(header)} columns")
        stated = {
            column: text
            for column, cell in zip(header, cells, strict=True)
            if (text := " ".join(cell.split()))
        }
        row = Row(
            line,
            **{COLUMNS[column]: text for column, text in stated.items() if column in COLUMNS},
            unknown=tuple((column, text) for column, text in stated.items() if column not in COLUMNS),
        )
        if not _GROUP_ID.fullmatch(row.group_id):
            raise SourceError(f"{place}: Group ID {row.group_id!r} is not a number")
        yield row
