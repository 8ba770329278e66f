"""The XLSX edition → rows of text, as the CSV edition has them."""

from collections.abc import Iterator
from datetime import date
from itertools import count

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document

__all__ = ["is_workbook", "workbook_rows"]

_ZIP = b"PK\x03\x04"
# A spreadsheet ends there; OFSI's has 18,800 rows of 36 columns. A kilobyte can name a cell at the end
# of a trillion empty ones, so rows are read one by one, and none is built that no list has.
_MAX_ROWS = 1_048_576
_MAX_COLUMNS = 256


def is_workbook(document: Document) -> bool:
    """A zip file: `unpack` leaves none but workbooks whole."""
    return document.head.startswith(_ZIP)


def workbook_rows(document: Document) -> Iterator[tuple[int, list[str]]]:
    """Row number from 1, and cells, of the first sheet; blank cells at the end of a row are left out,
    and put back as far as an earlier row reached. Raises SourceError for a broken workbook."""
    width = 0
    rows = _rows(document)
    for line in count(1):
        try:
            cells = next(rows, None)
        # The parser raises whatever it stumbles upon: KeyError, ValueError, BadZipFile, ParseError …
        except Exception as error:
            raise SourceError(f"{document.name}, row {line}: broken workbook: {error!r}") from error
        if cells is None:
            return
        if line > _MAX_ROWS or len(cells) > _MAX_COLUMNS:
            raise SourceError(f"{document.name}, row {line}: {len(cells)} columns: not a list")
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        width = max(width, len(texts))
        yield line, texts + [""] * (width - len(texts))


def _rows(document: Document) -> Iterator[tuple[object, ...]]:
    from openpyxl import load_workbook

    with document.open() as file:
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # what the sheet says of its own size may be wrong, and would cut it
        yield from sheet.iter_rows(values_only=True)


def _text(cell: object) -> str:
    """A cell as the CSV edition prints it: days as 14/04/2025, whole numbers without a fraction."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
