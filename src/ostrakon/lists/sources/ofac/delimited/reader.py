"""One CSV part → its rows as printed, every one of the right width."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TypeVar

from msgspec import convert

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, decode, rows
from ostrakon.lists.sources.ofac.delimited.records import Address, Alias, Comment, Party, Row

__all__ = ["PARTS", "part_of", "read_rows"]

_Row = TypeVar("_Row", bound=Row)
# The end-of-file character of CP/M, which stands alone in the last line of most files.
_END_OF_FILE = "\x1a"
_AT_THE_END = f"{_END_OF_FILE}\r\n"
_NULL = "-0-"
# A copy of 2019 ends inside its last null mark.
_CUT_NULLS = ("-", "-0")

PARTS: dict[str, type[Row]] = {
    "primary": Party,
    "addresses": Address,
    "aliases": Alias,
    "comments": Comment,
}


def part_of(document: Document) -> str | None:
    """The part a file plays, told from the rows in its head; None for any other file."""
    whole_lines = document.head.rpartition(b"\n")[0] or document.head
    text = whole_lines.decode("utf-8-sig", "replace")
    found: list[list[str]] = []
    # The head may end within a cell that holds line breaks; reading the rows tells what is broken.
    with suppress(SourceError):
        for _, cells in rows(text, name=document.name):
            if cells != [_END_OF_FILE]:
                found.append(cells)
    return next((part for part, row in PARTS.items() if found and all(_fits(c, row) for c in found)), None)


def _fits(cells: list[str], row: type[Row]) -> bool:
    if len(cells) != len(row.__struct_fields__) or not cells[0].isdecimal():
        return False
    if row is Party:
        return _stated(cells[2]) in {"", "individual", "vessel", "aircraft"}
    return row is Comment or cells[1].isdecimal()


def read_rows(document: Document, row: type[_Row], doubts: Doubts) -> Iterator[_Row]:
    """Every row in file order. Raises SourceError for one of another width, as the last of a file
    that was cut off is, and for a party's number that is none."""
    text = decode(document.read(), name=document.name, doubts=doubts).rstrip(_AT_THE_END)
    if text.endswith(","):
        raise SourceError(f"{document.name}: cut off before its last cell")
    for cut in _CUT_NULLS:
        if text.endswith(f",{cut}"):
            doubts.note("file ends inside a null mark", document.name)
            text += _NULL.removeprefix(cut)
    for line, cells in rows(text, name=document.name):
        if len(cells) != len(row.__struct_fields__):
            raise SourceError(
                f"{document.name}, line {line}: {len(cells)} columns, {len(row.__struct_fields__)} expected"
            )
        if not cells[0].isdecimal():
            raise SourceError(f"{document.name}, line {line}: ent_num {cells[0]!r} is no number")
        # The last cell is often remarks, which may go on in another file and so keep their blanks.
        texts = [*(" ".join(_stated(cell).split()) for cell in cells[:-1]), _stated(cells[-1])]
        yield convert(dict(zip(row.__struct_fields__, texts, strict=True)), row)


def _stated(cell: str) -> str:
    return "" if cell.strip() == _NULL else cell
