"""The carrier's combined table, a row per name, → the rows of each entry, list by list."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, convert
from msgspec.structs import fields

from tools.snapshot.carriers import CarrierError

__all__ = ["Entry", "Row", "distinct", "entries", "read_rows"]


class Row(Struct, frozen=True):
    """A line of the table, in its own words. `full_name` keeps its leading blank, which means
    something in the US lists; day, month and year of birth are left out, for they repeat `DOB`, and
    repeat it wrongly where an entry has several dates."""

    surname: str
    forename: str
    middle_names: str
    full_name: str
    title: str
    entity_type: str
    DOB: str
    birth_location: str
    birth_country: str
    position: str
    nationality: str
    citizenship: str
    date_added: str
    regime: str
    address: str
    address_country: str
    personal_id: str
    list_internal_id: str
    sanction_list: str


class Entry(Struct, frozen=True):
    """All rows of one id in one dataset: every name with every birth date, address and number."""

    id: str
    rows: tuple[Row, ...]

    def values(self, column: Callable[[Row], str]) -> tuple[str, ...]:
        """The distinct texts of a column, blank ones left out."""
        return distinct(column(row) for row in self.rows)


_REPEATED = {"day_DOB", "month_DOB", "year_DOB"}
_MEANINGLESS = {"fca_uid"}  # the carrier's own numbering of rows


def read_rows(content: bytes) -> Iterator[Row]:
    """Raises CarrierError when the columns are not those that were examined."""
    table = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    known = {field.name for field in fields(Row)}
    if set(table.fieldnames or ()) != known | _REPEATED | _MEANINGLESS:
        raise CarrierError(f"unexpected columns: {table.fieldnames}")
    for cells in table:
        yield convert({name: _folded(name, cells[name]) for name in known}, Row)


def entries(rows: Iterable[Row], lists: Iterable[str]) -> list[Entry]:
    """The entries of the `lists`, each id once, in the order of the table."""
    wanted = frozenset(lists)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.sanction_list in wanted:
            groups.setdefault(row.list_internal_id, []).append(row)
    return [Entry(id_, tuple(group)) for id_, group in groups.items()]


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in first order, blank ones left out."""
    return tuple(dict.fromkeys(text for text in texts if text))


def _folded(column: str, text: str) -> str:
    folded = " ".join(text.split())
    return f" {folded}" if column == "full_name" and text[:1].isspace() else folded
