"""A table of customers → a table of hits: CSV, JSON Lines or Parquet on either side."""

import csv
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from ostrakon.errors import OstrakonError, UsageError
from ostrakon.model import Answer, Query, Reason

__all__ = ["HIT_COLUMNS", "QUERY_COLUMNS", "HitRow", "hit_rows", "read_queries", "write_hits"]

# What a customer file may say, and the headings it is known by; --columns names others.
QUERY_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "full_name"),
    "kind": ("kind", "schema", "type"),
    "birth_date": ("birth_date", "birthdate", "date_of_birth", "dob"),
    "countries": ("countries", "country", "nationality"),
    "identifiers": ("identifiers", "identifier", "id_number"),
}
HIT_COLUMNS = ("row", "query", "score", "dataset", "id", "name", "reasons")
_FORMATS = (".csv", ".jsonl", ".parquet")
_SEPARATOR = ";"  # between several countries or identifiers in one cell
_PARQUET_MISSING = "{path}: Parquet needs the extra: pip install 'ostrakon[parquet]'"


class HitRow(Struct, frozen=True):
    """One line of the output. `row` counts data rows of the input from 1."""

    row: int
    query: str
    score: float
    dataset: str
    id: str
    name: str
    reasons: str


def read_queries(path: Path, columns: Mapping[str, str]) -> Iterator[Query]:
    """One query per row, in order. `columns` maps our names to the file's: {"name": "full_name"}.

    Raises UsageError for a file that cannot be read so, and for a row without a name.
    """
    unknown = sorted(set(columns) - set(QUERY_COLUMNS))
    if unknown:
        raise UsageError(f"--columns {unknown[0]}=…: use {', '.join(QUERY_COLUMNS)}")
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    rows = _rows(path)
    first = next(rows, None)
    if first is None:
        raise UsageError(f"{path}: no rows")
    headings = _headings(path, list(first), columns)
    yield _query(path, 1, first, headings)
    for number, row in enumerate(rows, start=2):
        yield _query(path, number, row, headings)


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
                )


def write_hits(rows: Iterable[HitRow], path: Path) -> int:
    """Write all rows, or nothing at all: the file appears when it is complete. Returns how many."""
    if path.suffix not in _FORMATS:
        raise UsageError(f"{path}: the name must end in {', '.join(_FORMATS)}")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: no such folder {path.parent}")
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    workshop = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            written = _write(rows, path, file, workshop)
        workshop.chmod(0o644)
        workshop.replace(path)
    finally:
        workshop.unlink(missing_ok=True)
    return written


def _write(rows: Iterable[HitRow], path: Path, file: IO[str], workshop: Path) -> int:
    if path.suffix == ".parquet":
        return _write_parquet(list(rows), path, workshop)
    written = 0
    table = csv.writer(file)
    if path.suffix == ".csv":
        table.writerow(HIT_COLUMNS)
    for written, row in enumerate(rows, start=1):  # noqa: B007 (the last number is the count)
        values = [getattr(row, column) for column in HIT_COLUMNS]
        if path.suffix == ".csv":
            table.writerow([_not_a_formula(value) for value in values])
        else:
            file.write(json.dumps(dict(zip(HIT_COLUMNS, values, strict=True)), ensure_ascii=False) + "\n")
    return written


def _write_parquet(rows: Sequence[HitRow], path: Path, workshop: Path) -> int:
    polars = _polars(path)
    data = {column: [getattr(row, column) for row in rows] for column in HIT_COLUMNS}
    types = {"row": polars.Int64, "score": polars.Float64}
    schema = {column: types.get(column, polars.String) for column in HIT_COLUMNS}
    polars.DataFrame(data, schema=schema).write_parquet(workshop)
    return len(rows)


def _not_a_formula(value: object) -> object:
    """A spreadsheet runs a cell that begins with one of these: it gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in set("=+-@\t\r") else value


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    match path.suffix:
        case ".csv":
            return _csv_rows(path)
        case ".jsonl":
            return _json_rows(path)
        case ".parquet":
            return iter(_polars(path).read_parquet(path).iter_rows(named=True))
        case other:
            raise UsageError(f"{path}: {other or 'no ending'}: the name must end in {', '.join(_FORMATS)}")


def _csv_rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, restkey="", strict=True):
                if row.get(""):
                    raise UsageError(f"{path}: a row with more cells than headings: {row['']}")
                yield row
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: not a CSV file in UTF-8: {error}") from error


def _json_rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise UsageError(f"{path}, line {number}: not JSON: {error}") from error
            if not isinstance(row, dict):
                raise UsageError(f"{path}, line {number}: an object expected, found {line[:40]!r}")
            yield row


def _headings(path: Path, present: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Our column → the file's. Given names must exist; known ones are found in any case."""
    by_folded = {heading.strip().casefold(): heading for heading in present if heading}
    found = {}
    for ours, known in QUERY_COLUMNS.items():
        if ours in columns:
            if columns[ours] not in present:
                raise UsageError(f"{path}: no column {columns[ours]!r}; there are {', '.join(present)}")
            found[ours] = columns[ours]
            continue
        heading = next((by_folded[name] for name in known if name in by_folded), None)
        if heading is not None:
            found[ours] = heading
    if "name" not in found:
        raise UsageError(
            f"{path}: no column for the name among {', '.join(present)}; say --columns name=COLUMN"
        )
    return found


def _query(path: Path, number: int, row: Mapping[str, Any], headings: Mapping[str, str]) -> Query:
    def cell(column: str) -> str:
        value = row.get(headings.get(column, ""))
        return "" if value is None else str(value).strip()

    def cells(column: str) -> tuple[str, ...]:
        value = row.get(headings.get(column, ""))
        parts = value if isinstance(value, list) else cell(column).split(_SEPARATOR)
        return tuple(text for part in parts if (text := str(part).strip()))

    if not cell("name"):
        raise UsageError(f"{path}, row {number}: the name is empty")
    return Query(
        name=cell("name"),
        kind=cell("kind") or None,
        birth_date=cell("birth_date") or None,
        countries=cells("countries"),
        identifiers=cells("identifiers"),
    )


def _in_words(reason: Reason) -> str:
    return f"{reason.feature} {reason.score:.2f} ({reason.detail})"


def _polars(path: Path) -> Any:
    try:
        import polars
    except ImportError as error:
        raise OstrakonError(_PARQUET_MISSING.format(path=path)) from error
    return polars
