"""`ostrakon reconcile` and `ostrakon positions`: several reports, compared and laid out over time."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ostrakon.cli.consoles import one_line, output_console
from ostrakon.cli.options import Json, day
from ostrakon.cli.read import ExtractorOption, content_of, extractor_of, write_page
from ostrakon.cli.waiting import waiting
from ostrakon.engine import open_engine
from ostrakon.errors import UsageError
from ostrakon.model.claims import Reconciliation
from ostrakon.model.positions import PositionLog

if TYPE_CHECKING:
    from ostrakon.claims.reconciliation import Tally

__all__ = ["positions_command", "reconcile_command"]

_ERRORS = 1
_SHORT = 70

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Reports: text, HTML, PDF or e-mail.")]
Days = Annotated[
    list[str] | None,
    typer.Option(
        "--dated",
        metavar="D",
        help="Day of a report that does not say its own: one for all, or one per FILE.",
    ),
]
Svg = Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="Write the chart (extra `charts`).")]


def reconcile_command(
    files: Files,
    dated: Days = None,
    extractor: ExtractorOption = None,
    svg: Svg = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write one page with table, chart and reports."),
    ] = None,
    json: Json = False,
) -> None:
    """Compare the figures of several reports: which speak of one thing, and where they differ."""
    from ostrakon.claims.reconciliation import tallies

    with waiting("reading"):
        found = open_engine().reconcile(_reports(files, dated), extractor=extractor_of(extractor))
        compared = tallies(found.readings)
    if svg is not None:
        from ostrakon.claims.charts import ranges_chart

        write_page(svg, ranges_chart(compared))
    if html is not None:
        from ostrakon.claims.pages import page_of_reconciliation

        write_page(html, page_of_reconciliation(found, compared, _chart_if_possible(compared)))
    if json:
        from ostrakon.claims.wire import reconciliation_document
        from ostrakon.cli.wire import to_json

        typer.echo(to_json(reconciliation_document(found.readings, found.findings)))
    elif svg is None and html is None:
        _show(output_console(), found, compared)
    raise typer.Exit(_ERRORS if any(finding.level == "error" for finding in found.findings) else 0)


def positions_command(
    files: Files, dated: Days = None, extractor: ExtractorOption = None, svg: Svg = None, json: Json = False
) -> None:
    """Who took which position when, what the lists did after, and what became of ceasefires."""
    with waiting("reading"):
        readings, log = open_engine().positions(_reports(files, dated), extractor=extractor_of(extractor))
    if svg is not None:
        from ostrakon.claims.charts import timeline_chart

        write_page(svg, timeline_chart(log))
    if json:
        from ostrakon.claims.wire import positions_document
        from ostrakon.cli.wire import to_json

        typer.echo(to_json(positions_document(readings, log)))
    elif svg is None:
        _show_log(output_console(), log)


def _reports(files: Sequence[Path], dated: Sequence[str] | None) -> list[tuple[str, bytes, date | None]]:
    days = [day(word, "--dated") for word in dated or ()]
    if len(days) not in {0, 1, len(files)}:
        raise UsageError(f"--dated: give one day for all reports, or one for each of the {len(files)}")
    each = days if len(days) == len(files) else [*days, None][:1] * len(files)
    names = [file.name for file in files]
    shown = [str(file) if names.count(file.name) > 1 else file.name for file in files]
    return [(name, content_of(str(file)), on) for name, file, on in zip(shown, files, each, strict=True)]


def _chart_if_possible(compared: "Sequence[Tally]") -> str | None:
    """The page is complete without its chart, which needs a library of its own."""
    from ostrakon.claims.charts import MISSING, ranges_chart

    try:
        return ranges_chart(compared)
    except UsageError as error:
        if str(error) != MISSING:
            raise
        return None


def _show(console: Console, found: Reconciliation, compared: "Sequence[Tally]") -> None:
    from ostrakon.claims.checks.figures import said
    from ostrakon.cli.read_display import LEVEL_STYLES

    levels = tuple(LEVEL_STYLES)
    for tally in compared:
        by = f", by {tally.perpetrator}" if tally.perpetrator else ""
        table = _table("victims", *(reading.document.name for reading in found.readings))
        for class_, entries in tally.by_class().items():
            cells = [
                Text(
                    "\n".join(
                        f"{entry.number:,} {said(entry.envelope)} {entry.claim.id}"
                        for entry in entries
                        if entry.document == number
                    )
                )
                for number in range(len(found.readings))
            ]
            table.add_row(Text(class_), *cells)
        console.print(Text(one_line(f"{tally.origin}: {tally.outcome}{by}"), style="bold"))
        console.print(table)
        console.print()
    for finding in sorted(found.findings, key=lambda one: levels.index(one.level)):
        line = Text(f"{finding.level:<5} ", style=LEVEL_STYLES[finding.level])
        line.append(f"{finding.finding.replace('_', ' ')} ", style="bold")
        line.append(f"[{finding.rule}] ", style="dim")
        line.append(one_line(finding.message), style="default")
        console.print(line)
    if not found.findings:
        console.print(Text("no two reports have a figure of one thing", style="green"))


def _show_log(console: Console, log: PositionLog) -> None:
    table = _table("on", "who", "does", "to", "what", "where")
    for entry in log.entries:
        represented = f" ({entry.represents})" if entry.represents else ""
        table.add_row(
            str(entry.on or "no date"),
            Text(one_line(f"{entry.actor or 'not told'}{represented}")),
            Text(entry.modality.replace("_", " "), style="bold"),
            Text(one_line(entry.target or "–")),
            Text(_shortened(entry.action or entry.text)),
            Text(one_line(f"{entry.name}#{entry.claim}"), style="dim"),
        )
    console.print(table)
    if log.ceasefires:
        console.print()
        table = _table("on", "ceasefire", "by", "accused", "words", "where")
        for one in log.ceasefires:
            accused = f"{one.accused or '–'}{f' (by {one.accuser})' if one.accuser else ''}"
            denied = f", denied by {one.denied_by}" if one.denied_by else ""
            table.add_row(
                str(one.on or "no date"),
                Text(one.event_type.replace("_", " "), style="bold"),
                Text(one_line(one.by or "–")),
                Text(one_line(f"{accused}{denied}")),
                Text(_shortened(one.text)),
                Text(one_line(f"{one.name}#{one.claim}"), style="dim"),
            )
        console.print(table)
    if log.follow_through:
        console.print()
        table = _table("position", "list", "listed on", "days", "listings", "link", "among them")
        for step in log.follow_through:
            via = f" via {step.acts_via.upper()}" if step.acts_via else ""
            number, _, claim = step.position.partition("#")
            name = next((entry.name for entry in log.entries if entry.document == int(number)), number)
            table.add_row(
                Text(one_line(f"{name}#{claim}")),
                f"{step.issuer.upper()}{via}, {step.programme}",
                str(step.listed_on),
                str(step.days),
                str(step.listings),
                step.link_basis,
                Text(_shortened(", ".join(step.examples))),
            )
        console.print(table)
        console.print(Text("A temporal link says what came after, not what led to it.", style="dim"))
    for remark in log.remarks:
        console.print(Text(one_line(remark), style="yellow"))


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in headings:
        table.add_column(one_line(heading), overflow="fold")
    return table


def _shortened(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1]}…"
