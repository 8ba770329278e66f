"""Hits that you have looked at and found false: by customer and listing, with the reason."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from ostrakon.errors import UsageError
from ostrakon.screening.batch import Customer, cell_text, read_table

__all__ = ["ACCEPTED_COLUMNS", "Accepted", "read_accepted"]

ACCEPTED_COLUMNS = ("customer", "listing", "reason")
# A file of decisions made by people: ten a minute for a year of working days.
_MOST_ROWS = 1_000_000


class Accepted(Struct, frozen=True):
    """Reasons by customer and listing. A customer is named by id where the customers have ids, else by
    name as the file of customers writes it."""

    reasons: Mapping[tuple[str, str], str]

    def reason(self, customer: Customer, party: str) -> str | None:
        return self.reasons.get((customer.id or customer.query.name, party))

    def names(self) -> set[str]:
        return {customer for customer, _ in self.reasons}


def read_accepted(path: Path, datasets: set[str]) -> Accepted:
    """From a CSV (or JSON Lines, or Parquet) file with the columns customer, listing and reason.

    `datasets` are the lists there are. Raises UsageError, naming the row, for an empty cell, a listing
    that is not written `dataset:id`, and a pair that stands there twice.
    """
    if not path.is_file():
        raise UsageError(f"--accepted {path}: no such file")
    present, rows = read_table(path)
    called = {heading.strip().casefold(): heading for heading in present}
    missing = [column for column in ACCEPTED_COLUMNS if column not in called]
    if missing:
        raise UsageError(
            f"--accepted {path}: no column {missing[0]!r}; there must be {', '.join(ACCEPTED_COLUMNS)}, "
            f"there are {', '.join(present) or 'none'}"
        )
    reasons: dict[tuple[str, str], str] = {}
    for number, row in enumerate(rows, start=1):
        where = f"--accepted {path}, row {number}"
        if number > _MOST_ROWS:
            raise UsageError(f"{where}: more than {_MOST_ROWS:,} rows")
        customer, listing, reason = (
            _cell(column, row.get(called[column]), where) for column in ACCEPTED_COLUMNS
        )
        dataset, _, listing_id = listing.partition(":")
        if dataset not in datasets or not listing_id:
            raise UsageError(f"{where}: listing {listing!r}: write it as us_ofac_sdn:12735")
        if (customer, listing) in reasons:
            raise UsageError(f"{where}: {customer!r} and {listing} stand there twice")
        reasons[customer, listing] = reason
    return Accepted(reasons)


def _cell(column: str, value: object, where: str) -> str:
    try:
        text = cell_text(column, value)
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from error
    if not text:
        raise UsageError(f"{where}: the {column} is empty")
    return text
