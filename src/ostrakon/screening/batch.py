"""A table of customers → a table of hits: CSV, JSON Lines or Parquet on either side."""

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, time
from pathlib import Path
from secrets import token_hex
from typing import IO, Any

from msgspec import Struct

from ostrakon.errors import OstrakonError, UsageError
from ostrakon.model import Answer, Query, Reason
from ostrakon.screening.single import match_query

__all__ = [
    "HIT_COLUMNS",
    "QUERY_COLUMNS",
    "Customer",
    "HitRow",
    "cell_text",
    "hit_rows",
    "not_a_formula",
    "read_customers",
    "read_queries",
    "read_table",
    "write_hits",
    "write_table",
]

# What a customer file may say, and the headings it is known by; --columns names others.
QUERY_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "full_name"),
    "kind": ("kind", "schema", "type"),
    "birth_date": ("birth_date", "birthdate", "date_of_birth", "dob"),
    "countries": ("countries", "country", "nationality"),
    "identifiers": ("identifiers", "identifier", "id_number"),
    "customer": ("customer_id",),
}
HIT_COLUMNS = ("row", "query", "score", "dataset", "id", "name", "reasons", "status")
_FORMATS = (".csv", ".jsonl", ".parquet")
_SEPARATOR = ";"  # between several countries or identifiers in one cell
_PARQUET_MISSING = "{path}: Parquet needs the extra: pip install 'ostrakon[parquet]'"


class HitRow(Struct, frozen=True):
    """One line of the output. `row` counts data rows of the input from 1. `status` is the answer for the day
    of effect: listed, reconstructed or unknown; empty for what is on no list."""

    row: int
    query: str
    score: float
    dataset: str
    id: str
    name: str
    reasons: str
    status: str


class Customer(Struct, frozen=True):
    """One line of the input. `row` counts data rows from 1, `id` is your own number, None without one."""

    row: int
    id: str | None
    query: Query


def read_queries(path: Path, columns: Mapping[str, str]) -> Iterator[Query]:
    """The query of each row, as `read_customers` reads it."""
    return (customer.query for customer in read_customers(path, columns))


def read_customers(path: Path, columns: Mapping[str, str]) -> Iterator[Customer]:
    """One customer per row, in order. `columns` maps our names to the file's: {"name": "full_name"}.

    Raises UsageError for a file that cannot be read so, and for a row that is no query.
    """
    unknown = sorted(set(columns) - set(QUERY_COLUMNS))
    if unknown:
        raise UsageError(f"--columns {unknown[0]}=…: use {', '.join(QUERY_COLUMNS)}")
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    present, rows = read_table(path)
    if not present:
        raise UsageError(f"{path}: no rows")
    headings = _headings(path, present, columns)
    number = 0
    for number, row in enumerate(rows, start=1):
        try:
            query = _query(row, headings)
            match_query(query)
        except UsageError as error:
            raise UsageError(f"{path}, row {number}: {error}") from error
        yield Customer(number, _cell(row, headings, "customer") or None, query)
    if not number:
        raise UsageError(f"{path}: no rows")


def hit_rows(answers: Iterable[Answer]) -> Iterator[HitRow]:
    for number, answer in enumerate(answers, start=1):
        for hit in answer.hits:
            for listing in hit.listings:
                yield HitRow(
                    number,
                    answer.query.name,
                    hit.score,
                    listing.dataset,
                    listing.id,
                    listing.name,
                    "; ".join(_in_words(reason) for reason in hit.reasons),
                    listing.status,
                )
        for tied in answer.tied:
            reasons = (f"on no list: {tied.tie}", *(_in_words(reason) for reason in tied.reasons))
            yield HitRow(
                number,
                answer.query.name,
                tied.score,
                "network",
                tied.party,
                tied.name,
                "; ".join(reasons),
                "",
            )


def write_hits(rows: Iterable[HitRow], path: Path) -> int:
    """Write all hits, as `write_table` does."""
    return write_table(rows, path, HIT_COLUMNS)


def write_table(rows: Iterable[Struct], path: Path, columns: Sequence[str]) -> int:
    """Write these fields of all rows, or nothing at all: the file appears when it is complete. Returns
    how many."""
    if path.suffix.lower() not in _FORMATS:
        raise UsageError(f"{path}: the name must end in {', '.join(_FORMATS)}")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: no such folder {path.parent}")
    if path.is_dir():
        raise UsageError(f"{path}: is a folder")
    workshop = path.with_name(f".{path.name}-{token_hex(4)}")
    try:
        with _writing(workshop, path) as file:
            if path.suffix.lower() == ".parquet":
                written = _write_parquet(list(rows), columns, path, workshop)
            else:
                written = _write(rows, columns, path, file)
        workshop.replace(path)
    finally:
        with suppress(OSError):
            workshop.unlink(missing_ok=True)
    return written


@contextmanager
def _writing(workshop: Path, path: Path) -> Iterator[IO[str]]:
    try:
        file = workshop.open("x", encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    with file:
        yield file


def _write(rows: Iterable[Struct], columns: Sequence[str], path: Path, file: IO[str]) -> int:
    written = 0
    table = csv.writer(file)
    if path.suffix.lower() == ".csv":
        table.writerow(columns)
    for written, row in enumerate(rows, start=1):  # noqa: B007 (the last number is the count)
        values = [getattr(row, column) for column in columns]
        if path.suffix.lower() == ".csv":
            table.writerow([not_a_formula(value) for value in values])
        else:
            file.write(json.dumps(dict(zip(columns, values, strict=True)), ensure_ascii=False) + "\n")
    return written


# Columns of numbers; all others are text, whatever the first rows have.
_NUMBERS = {"row": "Int64", "score": "Float64", "score_before": "Float64"}


def _write_parquet(rows: Sequence[Struct], columns: Sequence[str], path: Path, workshop: Path) -> int:
    polars = _polars(path)
    data = {column: [getattr(row, column) for row in rows] for column in columns}
    schema = {column: getattr(polars, _NUMBERS.get(column, "String")) for column in columns}
    polars.DataFrame(data, schema=schema).write_parquet(workshop)
    return len(rows)


def not_a_formula(value: object) -> object:
    """A spreadsheet runs a cell that begins with one of these: it gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in set("=+-@\t\r") else value


def read_table(path: Path) -> tuple[list[str], Iterator[dict[str, Any]]]:
    """The headings of a file, and its rows."""
    match path.suffix.lower():
        case ".csv":
            return _csv_table(path)
        case ".jsonl":
            # An object may leave out what is not known: the first one does not tell all headings.
            return list(dict.fromkeys(key for row in _json_rows(path) for key in row)), _json_rows(path)
        case ".parquet":
            return _parquet_table(path)
        case other:
            raise UsageError(f"{path}: {other or 'no ending'}: the name must end in {', '.join(_FORMATS)}")


def _csv_table(path: Path) -> tuple[list[str], Iterator[dict[str, Any]]]:
    lines = _csv_lines(path)
    headings = next(lines, None)
    if headings is None:
        raise UsageError(f"{path}: no rows")
    return headings, _csv_rows(path, headings, lines)


def _csv_lines(path: Path) -> Iterator[list[str]]:
    """The cells of each line that has any; parted as the line of headings is."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            # What Excel writes where the comma is the decimal sign, and tables that were pasted.
            mark = next((mark for mark in (",", ";", "\t") if mark in first), ",")
            yield from (line for line in csv.reader(file, delimiter=mark, strict=True) if line)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: not a CSV file in UTF-8: {error}") from error
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error


def _csv_rows(path: Path, headings: Sequence[str], lines: Iterable[list[str]]) -> Iterator[dict[str, Any]]:
    for number, cells in enumerate(lines, start=1):
        further = [cell for cell in cells[len(headings) :] if cell.strip()]
        if further:
            raise UsageError(f"{path}, row {number}: more cells than headings: {', '.join(further)}")
        yield dict(zip(headings, cells, strict=False))


def _json_rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _json_row(line, f"{path}, line {number}")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8: {error}") from error
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error


def _json_row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: not JSON: {error}") from error
    if not isinstance(row, dict):
        raise UsageError(f"{where}: an object expected, found {line[:40]!r}")
    return row


def _parquet_table(path: Path) -> tuple[list[str], Iterator[dict[str, Any]]]:
    polars = _polars(path)
    try:
        table = polars.read_parquet(path)
    except (polars.exceptions.PolarsError, OSError) as error:
        raise UsageError(f"{path}: not a Parquet file: {error}") from error
    return table.columns, table.iter_rows(named=True)


def _headings(path: Path, present: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Our column → the file's. Given names must exist; known ones are found in any case."""
    found = {}
    for ours, known in QUERY_COLUMNS.items():
        if ours in columns:
            if columns[ours] not in present:
                raise UsageError(f"{path}: no column {columns[ours]!r}; there are {', '.join(present)}")
            named = [heading for heading in present if heading == columns[ours]]
        else:
            named = next((same for name in known if (same := _called(name, present))), [])
        if len(named) > 1:
            raise UsageError(f"{path}: {len(named)} columns for the {ours}: {', '.join(named)}")
        if named:
            found[ours] = named[0]
    if "name" not in found:
        raise UsageError(
            f"{path}: no column for the name among {', '.join(present)}; say --columns name=COLUMN"
        )
    return found


def _called(name: str, present: Sequence[str]) -> list[str]:
    return [heading for heading in present if heading.strip().casefold() == name]


def _query(row: Mapping[str, Any], headings: Mapping[str, str]) -> Query:
    def cell(column: str) -> str:
        return _cell(row, headings, column)

    def cells(column: str) -> tuple[str, ...]:
        value = row.get(headings[column]) if column in headings else None
        if isinstance(value, list):
            parts = [cell_text(column, part) for part in value]
        else:
            parts = cell(column).split(_SEPARATOR)
        return tuple(part.strip() for part in parts if part.strip())

    if not cell("name"):
        raise UsageError("the name is empty")
    return Query(
        name=cell("name"),
        kind=cell("kind") or None,
        birth_date=cell("birth_date") or None,
        countries=cells("countries"),
        identifiers=cells("identifiers"),
    )


def _cell(row: Mapping[str, Any], headings: Mapping[str, str], column: str) -> str:
    return cell_text(column, row.get(headings[column])) if column in headings else ""


def cell_text(column: str, value: object) -> str:
    """A cell as it would be written; "" for none. Raises UsageError for what is no text, number or day."""
    match value:
        case None:
            return ""
        case str():
            return value.strip()
        case float() if math.isnan(value):  # how pandas writes "none"
            return ""
        case float() if value.is_integer():  # and how it writes a whole number beside one
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case bool() | list() | dict() | bytes():
            raise UsageError(f"the {column} is no text: {value!r:.60}")
    return str(value)


def _in_words(reason: Reason) -> str:
    return f"{reason.feature} {reason.score:.2f} ({reason.detail})"


def _polars(path: Path) -> Any:
    try:
        import polars
    except ImportError as error:
        raise OstrakonError(_PARQUET_MISSING.format(path=path)) from error
    return polars
