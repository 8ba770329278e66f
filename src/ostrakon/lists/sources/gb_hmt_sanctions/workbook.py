"""The XLSX edition → rows of text, as the CSV edition has them."""

from collections.abc import Iterator
from datetime import date

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document

__all__ = ["is_workbook", "workbook_rows"]

_ZIP = b"PK\x03\x04"


def is_workbook(document: Document) -> bool:
    """A zip file: `unpack` leaves none but workbooks whole."""
    return document.head.startswith(_ZIP)


def workbook_rows(document: Document) -> Iterator[tuple[int, list[str]]]:
    """Row number from 1, and cells, of the first sheet. Raises SourceError for a broken workbook."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(document.path)
        sheet = workbook.get_sheet_by_index(0)
    except (CalamineError, OSError, ValueError) as error:
        raise SourceError(f"{document.name}: broken workbook: {error}") from error
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        yield line, [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    """A cell as the CSV edition prints it: days as 14/04/2025, whole numbers without a fraction."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
