"""The CSV export → the same records as the XML, joined from one row per detail.

Facts 4.5 give the blocks of the 118 columns and their order. Within a block a column is known by
its own heading ("NameAlias_WholeName"), so that no order has to be trusted; the headings are an
assumption from the issuer's published layout, as no real CSV was at hand. One that is not known is
counted, one that is missing and needed refuses the file.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, decode
from ostrakon.lists.sources.eu_fsf.records import (
    Act,
    Address,
    BirthDate,
    Citizenship,
    Identification,
    NameAlias,
    SanctionEntity,
)

__all__ = ["is_csv_header", "read_csv", "stated_generation"]

_COLUMNS = 118
_BROKEN_ROWS_ALLOWED = 0.01  # share of all rows; more means the layout is another one


class _Block(Struct, frozen=True):
    field: str
    record: type[Any]
    first: int
    last: int
    needed: str


_ENTITY_COLUMNS = range(1, 16)
_BLOCKS = (
    _Block("names", NameAlias, 16, 33, "wholeName"),
    _Block("addresses", Address, 34, 53, "city"),
    _Block("births", BirthDate, 54, 77, "year"),
    _Block("identifications", Identification, 78, 104, "number"),
    _Block("citizenships", Citizenship, 105, 117, "countryIso2Code"),
)
# Headings that do not bear the schema's name, by what stands after the block's own name.
_RENAMED = {
    "day": "dayOfMonth",
    "month": "monthOfYear",
    "typecode": "identificationTypeCode",
    "typedescription": "identificationTypeDescription",
    "contactinfo": "contact",
    "subjecttype": "subjectType",
    "subjecttypeclassificationcode": "subjectClassification",
}
_NOT_OF_THE_PARTY = {"logicalid", "regulationlanguage"}
_ENTITY_FIELDS = (
    *("logicalId", "euReferenceNumber", "unitedNationId", "designationDate", "designationDetails"),
    *("delistingDate", "remark", "subjectType", "subjectClassification"),
)
_PLAIN = re.compile(r"[^a-z0-9]")


class _Column(Struct, frozen=True):
    """Where a cell goes: into the record, or into its act."""

    position: int
    field: str
    of_act: bool


def is_csv_header(line: str) -> bool:
    """Whether a file's first line is that of the export: two of its headings are certain."""
    headings = line.strip().replace('"', "").split(";")
    return headings[0] == "fileGenerationDate" and "Entity_LogicalId" in headings


def stated_generation(text: str, name: str) -> str:
    """The generation date that the first column repeats in every row, as printed."""
    row = text.splitlines()[1:2]
    if not row:
        raise SourceError(f"{name}: a header without a single row")
    return row[0].split(";")[0].strip('"')


def read_csv(document: Document, doubts: Doubts) -> Iterator[SanctionEntity]:
    """Every entity in the order of its first row; rows of one need not stand together.

    A row with a wrong number of cells is counted; more than one in a hundred raise SourceError.
    """
    text = decode(document.read(), name=document.name, doubts=doubts)
    header, *lines = text.splitlines()
    headings = [heading.strip('"') for heading in header.split(";")]
    if len(headings) != _COLUMNS:
        raise SourceError(f"{document.name}: {len(headings)} columns, {_COLUMNS} expected")
    columns = _Columns(headings, document.name, doubts)
    rows_by_entity: dict[str, list[list[str]]] = {}
    for row in _rows(lines, stated_generation(text, document.name), document.name, doubts):
        rows_by_entity.setdefault(columns.cell(row, "logicalId"), []).append(row)
    for rows in rows_by_entity.values():
        yield columns.to_entity(rows, doubts)


def _rows(lines: Sequence[str], generation: str, name: str, doubts: Doubts) -> Iterator[list[str]]:
    """Rows of 118 cells. Each row begins with the generation date, which keeps a stray quotation
    mark in one of them from swallowing the next."""
    total = broken = 0
    whole = True
    for number, row in _joined(lines, generation):
        total += 1
        cells = _cells(row)
        whole = len(cells) == _COLUMNS
        if whole:
            yield [" ".join(cell.split()) for cell in cells]
        else:
            broken += 1
            doubts.note("row with a wrong number of cells", f"{name}, line {number}: {len(cells)}")
    if not whole:
        raise SourceError(f"{name}: cut off inside its last row")
    if broken > _BROKEN_ROWS_ALLOWED * total:
        raise SourceError(f"{name}: {broken} of {total} rows have not {_COLUMNS} cells")


def _joined(lines: Sequence[str], generation: str) -> Iterator[tuple[int, str]]:
    """Line number and text of each row, the lines inside a quoted cell put together again."""
    starts = (f"{generation};", f'"{generation}";')
    row: list[str] = []
    first = 2
    for number, line in enumerate(lines, start=2):
        if line.startswith(starts) and row:
            yield first, "\n".join(row)
            row, first = [], number
        if row or line.strip():
            row.append(line)
    if row:
        yield first, "\n".join(row)


def _cells(row: str) -> list[str]:
    """Cells by the rules of quotation or, where these do not come out, by the semicolons alone."""
    try:
        quoted = next(csv.reader([row], delimiter=";"))
    except csv.Error:  # a line break where no cell is open, or a cell without an end
        quoted = []
    if len(quoted) == _COLUMNS:
        return quoted
    plain = row.split(";")
    return plain if len(plain) == _COLUMNS else quoted


class _Columns:
    """The columns of one file, by block and heading."""

    def __init__(self, headings: Sequence[str], name: str, doubts: Doubts) -> None:
        self._entity = _placed(headings, _ENTITY_COLUMNS, _ENTITY_FIELDS, name, doubts)
        self._details = [
            (
                block,
                _placed(
                    headings,
                    range(block.first, block.last + 1),
                    (*block.record.__struct_encode_fields__, "remark", "contact"),
                    name,
                    doubts,
                ),
            )
            for block in _BLOCKS
        ]
        self._positions = {column.field: column.position for column in self._entity if not column.of_act}
        needed = [(self._entity, "logicalId"), (self._entity, "subjectType")]
        needed += [(columns, block.needed) for block, columns in self._details]
        for columns, field in needed:
            if field not in {column.field for column in columns}:
                raise SourceError(f"{name}: no column for {field}; headings: {headings}")

    def cell(self, row: Sequence[str], field: str) -> str:
        position = self._positions.get(field)
        return "" if position is None else row[position]

    def to_entity(self, rows: Sequence[Sequence[str]], doubts: Doubts) -> SanctionEntity:
        head = rows[0]
        where = self.cell(head, "logicalId")
        if any(list(row[1:16]) != list(head[1:16]) for row in rows):
            doubts.note("rows of one entity differ in its own cells", where)
        fields: dict[str, Any] = {
            field: self.cell(head, field) for field in _ENTITY_FIELDS if field != "remark"
        }
        remark = self.cell(head, "remark")
        fields["remarks"] = [remark] if remark else []
        fields["subjectTypes"] = (fields.pop("subjectType"), fields.pop("subjectClassification"))
        fields["regulation"] = _act(head, self._entity)
        for block, columns in self._details:
            details = [_detail(row, block, columns) for row in rows if any(row[block.first : block.last + 1])]
            fields[block.field] = list(dict.fromkeys(details))
        return msgspec.convert(fields, SanctionEntity)


def _placed(
    headings: Sequence[str], positions: range, fields: Sequence[str], name: str, doubts: Doubts
) -> list[_Column]:
    known = {_plain(field): field for field in fields}
    act = {_plain(field).removeprefix("regulation"): field for field in Act.__struct_encode_fields__}
    placed = []
    for position in positions:
        heading = _plain(headings[position].partition("_")[2])
        own = _RENAMED.get(heading, known.get(heading, ""))
        of_act = act.get(heading.removeprefix("regulation"), "") if heading.startswith("regulation") else ""
        if own in fields:
            placed.append(_Column(position, own, of_act=False))
        elif of_act:
            placed.append(_Column(position, of_act, of_act=True))
        elif heading not in _NOT_OF_THE_PARTY:
            doubts.note(f"unknown column {headings[position]}", name)
    return placed


def _plain(heading: str) -> str:
    return _PLAIN.sub("", heading.lower())


def _detail(row: Sequence[str], block: _Block, columns: Sequence[_Column]) -> Any:
    fields: dict[str, Any] = {column.field: row[column.position] for column in columns if not column.of_act}
    remark, contact = fields.pop("remark", ""), fields.pop("contact", "")
    fields |= {"remarks": [remark] if remark else [], "act": _act(row, columns)}
    if contact:
        fields["contacts"] = [("", contact)]
    return msgspec.convert(fields, block.record)


def _act(row: Sequence[str], columns: Sequence[_Column]) -> Act:
    fields: Mapping[str, str] = {column.field: row[column.position] for column in columns if column.of_act}
    return msgspec.convert(fields, Act)
