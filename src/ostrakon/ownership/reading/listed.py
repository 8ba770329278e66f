"""A table of names with the days they are listed on."""

from collections.abc import Mapping

from ostrakon.lists.parsing import Document
from ostrakon.model import Jurisdiction, ListedPeriod
from ostrakon.ownership.reading.tables import day_of, read_rows
from ostrakon.ownership.rules import JURISDICTIONS

__all__ = ["LISTED_COLUMNS", "read"]

LISTED_COLUMNS = ("name", "from", "to", "programme", "issuer")
_SEPARATOR = ";"


def read(document: Document) -> tuple[ListedPeriod, ...]:
    """`from` and `to` are included, empty is no limit; several programmes are separated by ";"; an empty
    issuer is every one. `actor` is the name as written."""
    return tuple(read_rows(document, LISTED_COLUMNS, {"name"}, lambda row, _line: _period(row)))


def _period(row: Mapping[str, str]) -> ListedPeriod:
    if not row["name"]:
        raise ValueError("no name")
    since, until = day_of(row.get("from", ""), "from"), day_of(row.get("to", ""), "to")
    if since and until and since > until:
        raise ValueError(f"from {since} is later than to {until}")
    programmes = (text.strip() for text in row.get("programme", "").split(_SEPARATOR))
    return ListedPeriod(
        row["name"], since, until, tuple(filter(None, programmes)), _issuer(row.get("issuer", ""))
    )


def _issuer(cell: str) -> Jurisdiction | None:
    if not cell:
        return None
    found = next((issuer for issuer in JURISDICTIONS if issuer == cell.lower()), None)
    if found is None:
        raise ValueError(
            f"issuer {cell!r}: is none of us, eu, gb, whose rules are asked; for another one name "
            "the list of theirs that carries the party"
        )
    return found
