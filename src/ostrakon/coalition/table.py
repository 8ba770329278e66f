"""A comparison → rows of a table, one per party, for CSV."""

from collections.abc import Iterator

from ostrakon.coalition.comparison import Comparison, PartyRow
from ostrakon.screening.batch import not_a_formula

__all__ = ["columns", "table_rows"]

_PER_ISSUER = (
    "answer",
    "listed_on",
    "date_basis",
    "status",
    "in_programme",
    "lag_days",
    "lag_basis",
    "programmes",
    "listings",
)
_SEPARATOR = "; "  # between several values of one cell


def columns(comparison: Comparison) -> list[str]:
    """The headings: those of the party, then those of each issuer, `us_answer` and so on."""
    issuers = comparison.proof.issuers
    own = [f"{issuer}_{name}" for issuer in issuers for name in _PER_ISSUER]
    return ["party", "name", "kind", "first", "missing", "elsewhere", "eligible", *own]


def table_rows(comparison: Comparison) -> Iterator[list[str]]:
    """One row per party, in the order of the comparison; what is not known is empty."""
    for row in comparison.parties:
        cells = [
            row.party,
            row.name,
            row.kind,
            _SEPARATOR.join(row.first),
            _SEPARATOR.join(row.missing),
            _SEPARATOR.join(row.elsewhere),
            _SEPARATOR.join(f"{issuer}: {said}" for issuer, said in row.eligible.items()),
            *(cell for issuer in comparison.proof.issuers for cell in _cells(row, issuer)),
        ]
        yield [str(not_a_formula(cell)) for cell in cells]


def _cells(row: PartyRow, issuer: str) -> list[str]:
    on, lag = row.by_issuer[issuer], row.lag_days.get(issuer)
    return [
        on.answer,
        "" if on.listed_on is None else on.listed_on.isoformat(),
        on.date_basis,
        on.status or "",
        "" if on.in_programme is None else str(on.in_programme).lower(),
        "" if lag is None else str(lag.days),
        "" if lag is None else lag.basis,
        _SEPARATOR.join(on.programmes),
        _SEPARATOR.join(on.listings),
    ]
