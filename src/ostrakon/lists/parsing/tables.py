"""Delimited files → rows of text, decoded strictly, with the line number of each."""

import csv
import io
from collections.abc import Iterator

from ostrakon.errors import SourceError
from ostrakon.lists.parsing.doubts import Doubts

__all__ = ["decode", "rows"]

# The longest cell seen is 32,767 characters (the spreadsheet limit); thirty times that is no list.
_LONGEST_CELL = 1_000_000


def decode(content: bytes, *, name: str, doubts: Doubts, windows_1252_is_usual: bool = False) -> str:
    """UTF-8 strictly, with or without a byte order mark; else Windows-1252, with a doubt unless usual.

    Raises SourceError for what is neither text: bytes that Windows-1252 leaves undefined, or NUL.
    """
    if b"\0" in content:
        raise SourceError(f"{name}: NUL byte at offset {content.index(0)}: not a text file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{name}: neither UTF-8 nor Windows-1252, byte {content[error.start]:#04x} "
            f"at offset {error.start}"
        ) from error
    if not windows_1252_is_usual:
        doubts.note("decoded as Windows-1252", name)
    return text


def rows(text: str, *, name: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Line number (of the row's last line, from 1) and cells. Raises SourceError on broken quoting."""
    csv.field_size_limit(_LONGEST_CELL)  # one for the whole process, and other libraries set it too
    # Not splitlines, which also breaks at U+2028 and the like inside a cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise SourceError(f"{name}, line {reader.line_num}: {error}") from error
