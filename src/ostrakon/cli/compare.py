"""`ostrakon compare`: who lists whom, who was first, and who has not yet."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from ostrakon.cli.consoles import error_console, output_console
from ostrakon.cli.options import AsOf, Json, day, text_of
from ostrakon.engine import open_engine
from ostrakon.errors import OstrakonError, UsageError

if TYPE_CHECKING:
    from ostrakon.coalition import Comparison
    from ostrakon.coalition import Progress as Report

__all__ = ["compare_command"]


def compare_command(
    issuers: Annotated[list[str], typer.Argument(metavar="ISSUER…", help="Two or more of us, gb, eu, un.")],
    programme: Annotated[
        str | None,
        typer.Option(metavar="P", help="A family of programmes (syria), or a code as an issuer prints it."),
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind: Person, LegalEntity, Vessel …")] = None,
    in_force_on: Annotated[
        str | None,
        typer.Option("--in-force-on", metavar="D", help="Listed on day D. Default: today."),
    ] = None,
    as_of: AsOf = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one page with charts, to print.")
    ] = None,
    csv_: Annotated[bool, typer.Option("--csv", help="Print the matrix as CSV.")] = False,
    json: Json = False,
) -> None:
    """Compare the lists of several issuers: who lists whom, since when, who was first, who has not yet."""
    if csv_ and json:
        raise UsageError("--json and --csv: one of them")
    if html is not None and not html.parent.is_dir():  # said before the minutes that a comparison takes
        raise UsageError(f"{html}: no such folder {html.parent}")
    with _progress() as report:
        compared = open_engine().compare(
            [text_of(issuer, "ISSUER") for issuer in issuers],
            programme=None if programme is None else text_of(programme, "--programme"),
            kind=kind,
            in_force_on=day(in_force_on, "--in-force-on"),
            as_of=day(as_of, "--as-of"),
            progress=report,
        )
    if html is not None:
        _write_page(compared, html)
    if json:
        from ostrakon.cli.wire import to_json
        from ostrakon.coalition.wire import comparison_document

        typer.echo(to_json(comparison_document(compared)))
    elif csv_:
        typer.echo(_csv(compared), nl=False)
    elif html is None:
        from ostrakon.cli.compare_display import show_comparison

        show_comparison(output_console(), compared)


@contextmanager
def _progress() -> "Iterator[Report]":
    """A bar on standard error for what takes longer than two seconds; on a terminal only."""
    console = error_console()
    columns = (TextColumn("{task.description}"), BarColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def report(what: str, done: int, total: int) -> None:
            if what not in tasks:
                for task in tasks.values():
                    bars.remove_task(task)
                tasks.clear()
                tasks[what] = bars.add_task(what, total=total or None)
            bars.update(tasks[what], completed=done)

        yield report


def _write_page(compared: "Comparison", path: Path) -> None:
    from ostrakon.coalition.pages import report

    page = report(compared)
    try:
        path.write_text(page, "utf-8")
    except OSError as error:
        raise OstrakonError(f"{path}: cannot be written: {error.strerror}") from error
    error_console().print(f"report written to {path}", markup=False, soft_wrap=True)


def _csv(compared: "Comparison") -> str:
    from ostrakon.coalition.table import columns, table_rows

    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(columns(compared))
    table.writerows(table_rows(compared))
    return written.getvalue()
