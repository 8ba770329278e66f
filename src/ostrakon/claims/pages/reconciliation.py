"""The page of a reconciliation: findings, table, chart, and the reports that each number links back to."""

from collections.abc import Sequence

from ostrakon.claims.checks.figures import said
from ostrakon.claims.pages.marks import Mark, pieces
from ostrakon.claims.pages.templates import template
from ostrakon.claims.reconciliation.tallies import Entry, Tally
from ostrakon.model.claims import Finding, Reconciliation

__all__ = ["page_of_reconciliation"]

_LEVELS = ("error", "disputed", "warn", "info", "pass")


def page_of_reconciliation(
    reconciliation: Reconciliation, tallies: Sequence[Tally], chart: str | None
) -> str:
    """HTML that needs nothing else. `chart` is our own SVG, which goes in as it is."""
    from markupsafe import Markup

    readings = reconciliation.readings
    return str(
        template("reconciliation.html.j2").render(
            documents=[reading.document for reading in readings],
            findings=sorted(reconciliation.findings, key=lambda one: _LEVELS.index(one.level)),
            links=lambda finding: _links(finding, reconciliation),
            tallies=tallies,
            rows=lambda tally: _rows(tally, len(readings)),
            interval=lambda entry: said(entry.envelope),
            chart=Markup(chart) if chart is not None else None,  # noqa: S704  made by claims.charts alone
            texts=[
                (reading.document, pieces(reading.text, _marks(number, reconciliation)))
                for number, reading in enumerate(readings)
            ],
        )
    )


def _links(finding: Finding, reconciliation: Reconciliation) -> list[tuple[str, str]]:
    """Anchor and label of each input: `name#f1` is `0-f1` on the page."""
    names = [reading.document.name for reading in reconciliation.readings]
    found = []
    for key in finding.inputs:
        name, _, claim = key.rpartition("#")
        if name in names:
            found.append((f"{names.index(name)}-{claim}", key))
    return found


def _rows(tally: Tally, documents: int) -> list[tuple[str, list[list[Entry]]]]:
    return [
        (class_, [[entry for entry in entries if entry.document == number] for number in range(documents)])
        for class_, entries in tally.by_class().items()
    ]


def _marks(number: int, reconciliation: Reconciliation) -> list[Mark]:
    return [
        Mark(f"{number}-{claim.id}", claim.start, claim.end, "figure")
        for claim in reconciliation.readings[number].claims
        if claim.kind == "figure"
    ]
