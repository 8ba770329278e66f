"""A comparison as people read it: counts, days behind, and the matrix."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ostrakon.cli.consoles import one_line
from ostrakon.coalition import Comparison, LagStatistics, OnIssuer, PartyRow

__all__ = ["show_comparison"]

_LAGS = {"stated": "", "at_most": "≤", "at_least": "≥", "bounds": "~"}
_MOST_NAMES = 12  # of one line; the matrix has all of them


def show_comparison(console: Console, compared: Comparison) -> None:
    """Print what was asked, the matrix, then what it adds up to and what cannot be known."""
    console.print(_matrix(compared))
    console.print()
    console.print(_counts(compared))
    for lag in compared.lags:
        if lag.parties:
            console.print(_lag(lag))
    for issuer, parties in compared.only_here.items():
        if parties:
            console.print(Text(f"only {issuer}, {_names(compared, parties)}"))
    for said, names in _dropped(compared).items():
        console.print(Text(f"{said}, {_shortened(names)}", style="yellow"))
    if compared.counts.no_counterpart:
        console.print(
            Text(f"{compared.counts.no_counterpart} only under programmes without a counterpart: no gap")
        )
    for issuer, unknown in compared.unknown.items():
        if unknown.gone:
            console.print(Text(f"{issuer}: {unknown.gone}", style="yellow"))
    for gap in compared.proof.not_covered:
        console.print(Text(f"no list shows: {gap}", style="dim"))
    proof = compared.proof
    versions = len(proof.checked)
    asked = "any programme" if proof.programme is None else f"programme {proof.programme}"
    said = f"{asked} · in force on {proof.in_force_on} · known by {proof.as_of} · from {versions} versions"
    console.print(Text(said, style="dim"))


def _matrix(compared: Comparison) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("party", ratio=2)
    for issuer in compared.proof.issuers:
        table.add_column(issuer, ratio=2)
    table.add_column("first", no_wrap=True)
    table.add_column("days behind", ratio=1)
    for row in compared.parties:
        cells = [_on(row, issuer) for issuer in compared.proof.issuers]
        behind = ", ".join(f"{i} {_LAGS[lag.basis]}{lag.days}" for i, lag in row.lag_days.items())
        table.add_row(_party(row), *cells, ", ".join(row.first), behind)
    return table


def _party(row: PartyRow) -> Text:
    said = Text(one_line(row.name))
    for eligible in row.eligible.values():
        said.append(f"\n{eligible}", style="dim")
    return said


def _on(row: PartyRow, issuer: str) -> Text:
    on = row.by_issuer[issuer]
    if on.answer not in {"listed", "reconstructed"}:
        word = on.status if on.status is not None else on.answer
        return Text(word.replace("_", " "), style="yellow" if on.answer == "unknown" else "dim")
    said = Text(_since(on))
    notes: list[str] = [on.answer] if on.answer == "reconstructed" else []
    if on.status is not None and on.status != "in_force":
        notes.append(on.status.replace("_", " "))
    if issuer in row.elsewhere:
        notes.append(f"elsewhere: {', '.join(on.programmes) or 'programme not stated'}")
    for note in notes:
        said.append(f"\n{one_line(note)}", style="dim")
    return said


def _since(on: OnIssuer) -> str:
    if on.listed_on is None:
        return "listed"
    return f"by {on.listed_on}" if on.date_basis == "derived" else str(on.listed_on)


def _counts(compared: Comparison) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("issuer")
    for heading in ("listed", "reconstructed", "unknown", "not listed", "elsewhere", "missing", "only here"):
        table.add_column(heading, justify="right")
    for issuer, counts in compared.counts.by_issuer.items():
        numbers = (
            counts.listed,
            counts.reconstructed,
            counts.unknown,
            counts.not_listed,
            counts.elsewhere,
            compared.counts.missing[issuer],
            compared.counts.only_here[issuer],
        )
        table.add_row(issuer, *(f"{number:,}" for number in numbers))
    return table


def _lag(lag: LagStatistics) -> Text:
    basis = "both days stated" if lag.basis == "stated" else "one or both days upper bounds"
    return Text(
        f"{lag.earlier} → {lag.later}: median {lag.median:g} days, quartiles {lag.lower_quartile:g} to "
        f"{lag.upper_quartile:g}, over {lag.parties:,} parties ({basis})"
    )


def _dropped(compared: Comparison) -> dict[str, list[str]]:
    """The names of those that are alike in who dropped them, when, and who keeps them."""
    alike: dict[str, list[str]] = {}
    for one in compared.dropped:
        by = ", ".join(f"{issuer} (last seen {one.last_seen[issuer]})" for issuer in one.by)
        said = f"dropped by {by}, kept by {', '.join(one.kept_by)}"
        alike.setdefault(said, []).append(one_line(one.name))
    return alike


def _names(compared: Comparison, parties: Sequence[str]) -> str:
    names = {row.party: one_line(row.name) for row in compared.parties}
    return _shortened([names[party] for party in parties])


def _shortened(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    shown = "; ".join(names[:_MOST_NAMES])
    return f"{len(names):,}: {shown}; and {more:,} more" if more > 0 else f"{len(names):,}: {shown}"
