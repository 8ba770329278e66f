"""A table with a header → its rows by column, each with its line, and refusals gathered over all of them."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from ostrakon.errors import SourceError
from ostrakon.lists.custom.dates import partial_date
from ostrakon.lists.parsing import Document, Doubts, decode, rows
from ostrakon.model import PartialDate

__all__ = ["columns_of", "date_of", "day_of", "read_rows", "text_of"]

Row = TypeVar("Row")
_COMMENT = "#"
_MOST_SHOWN = 20


def columns_of(head: bytes) -> set[str]:
    """The words of the first line that is no comment, as column names."""
    lines = head.decode("utf-8", errors="replace").splitlines()
    line = next((line for line in lines if line.strip() and not line.lstrip().startswith(_COMMENT)), "")
    return {cell.strip().strip('"').lower() for cell in line.split(",")}


def read_rows(
    document: Document,
    columns: Sequence[str],
    required: set[str],
    to_row: Callable[[Mapping[str, str], int], Row],
) -> list[Row]:
    """One value per row; `to_row` raises ValueError for a row that it refuses.

    Raises one SourceError with every refused line and its reason: an answer from the other rows alone
    could be the opposite of the right one.
    """
    found: list[Row] = []
    refused: list[str] = []
    for line, row in _rows(document, columns, required, refused):
        try:
            found.append(to_row(row, line))
        except ValueError as error:
            refused.append(f"line {line}: {error}")
    if refused:
        more = f"; and {len(refused) - _MOST_SHOWN:,} more" if len(refused) > _MOST_SHOWN else ""
        raise SourceError(f"{document.name}: {'; '.join(refused[:_MOST_SHOWN])}{more}")
    return found


def text_of(cell: str) -> str:
    """A name as it is compared: composed characters, single blanks."""
    return " ".join((cell if cell.isascii() else unicodedata.normalize("NFC", cell)).split())


def date_of(cell: str, column: str) -> PartialDate | None:
    if not cell:
        return None
    found = partial_date(cell)
    if found is None:
        raise ValueError(f"{column} {cell!r}: write 2016-10-16, 2016-10 or 2016")
    return found


def day_of(cell: str, column: str) -> date | None:
    found = partial_date(cell) if cell else None
    if cell and (found is None or found.precision != "day"):
        raise ValueError(f"{column} {cell!r}: write a day as in 2016-10-16")
    return found.earliest if found else None


def _rows(
    document: Document, columns: Sequence[str], required: set[str], refused: list[str]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    text = decode(document.read(), name=document.name, doubts=Doubts())
    header: list[str] | None = None
    for line, cells in rows(text, name=document.name):
        if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith(_COMMENT):
            continue
        if header is None:
            header = _header(cells, columns, required, document.name)
        elif len(cells) != len(header):
            refused.append(f"line {line}: {len(cells)} cells under {len(header)} columns")
        else:
            yield line, {name: text_of(cell) for name, cell in zip(header, cells, strict=True)}
    if header is None:
        raise SourceError(f"{document.name}: no header")


def _header(cells: list[str], columns: Sequence[str], required: set[str], name: str) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    unknown = [cell for cell in header if cell not in columns]
    if unknown or len(set(header)) < len(header) or not required <= set(header):
        raise SourceError(
            f"{name}: columns {', '.join(header)}; known, once each: {', '.join(columns)}; needed: "
            f"{', '.join(sorted(required))}"
        )
    return header
