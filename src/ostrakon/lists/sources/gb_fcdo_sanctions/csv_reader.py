"""The CSV edition → its date, and its designations, the rows of each united."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, decode, rows
from ostrakon.lists.parsing.slashed_dates import printed_day
from ostrakon.lists.sources.gb_fcdo_sanctions.designation import Designation
from ostrakon.lists.sources.gb_fcdo_sanctions.fields import DesignationBuilder, is_known

__all__ = ["is_csv", "read_csv"]

_ESSENTIAL = {"Unique ID", "Name 6", "Regime Name", "Designation Type", "Date Designated"}
_REPORT_DATE = re.compile(r"Report Date[:,]?\s*(?P<day>[^,]*)", re.IGNORECASE)


def is_csv(document: Document) -> bool:
    """Told by the first line, and by the columns in the second."""
    start = "\n".join(document.head.decode("utf-8-sig", "replace").splitlines()[:2])
    try:
        lines = [cells for _, cells in rows(start, name=document.name)]
    except SourceError:
        return False
    if len(lines) != 2:
        return False
    first, header = lines
    return _REPORT_DATE.match(",".join(first)) is not None and set(_stripped(header)) >= _ESSENTIAL


def read_csv(document: Document, doubts: Doubts) -> tuple[date, Iterator[Designation]]:
    """Raises SourceError where the date, an essential column or a cell is missing."""
    lines = rows(decode(document.read(), name=document.name, doubts=doubts), name=document.name)
    published_on = _report_date(document, next(lines)[1])
    header = _stripped(next(lines)[1])
    for column in header:
        if column and not is_known(column):
            doubts.note(f"unknown column {column!r}", document.name)
    return published_on, _designations(document, header, lines)


def _stripped(cells: Sequence[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in cells]


def _report_date(document: Document, cells: Sequence[str]) -> date:
    line = ",".join(cells)
    found = _REPORT_DATE.match(line)
    published_on = printed_day(found["day"]) if found else None
    if published_on is None:
        raise SourceError(f"{document.name}, line 1: no day in {line!r}")
    return published_on


def _designations(
    document: Document, header: Sequence[str], lines: Iterator[tuple[int, list[str]]]
) -> Iterator[Designation]:
    """A designation has a row for each name, non-Latin name, address and birth date, and for their
    combinations; its other cells repeat."""
    id_column = header.index("Unique ID")
    builders: dict[str, DesignationBuilder] = {}
    for line, cells in lines:
        place = f"{document.name}, line {line}"
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise SourceError(f"{place}: {len(cells)} cells in a row of {len(header)} columns")
        texts = _stripped(cells)
        builder = builders.setdefault(texts[id_column], DesignationBuilder(place))
        builder.add({column: text for column, text in zip(header, texts, strict=True) if text})
    for builder in builders.values():
        yield builder.build()
