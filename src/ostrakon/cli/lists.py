"""`ostrakon lists`: what is held, fetch what is current, import what is on disk."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ostrakon.cli.changes import diff_command, history_command
from ostrakon.cli.consoles import error_console, output_console
from ostrakon.cli.options import Json, day, text_of
from ostrakon.cli.waiting import Aside, waiting
from ostrakon.engine import open_engine

if TYPE_CHECKING:
    from ostrakon.lists.ingest import Outcome

__all__ = ["lists_app"]


lists_app = typer.Typer(
    help="The lists that are held: status, update, import, history, diff.", invoke_without_command=True
)

lists_app.command("history")(history_command)
lists_app.command("diff")(diff_command)

Force = Annotated[
    str | None,
    typer.Option(
        "--force", metavar="WHY", help="Import against a refusal; the reason is kept with the version."
    ),
]


@lists_app.callback()
def _lists(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        status_command(json=False)


@lists_app.command("status")
def status_command(json: Json = False) -> None:
    """Each list's newest version: publication date, age, entries by kind, last error."""
    engine = open_engine()
    statuses = engine.status()
    if json:
        from ostrakon.cli.wire import to_json
        from ostrakon.lists.wire import status_document

        typer.echo(to_json(status_document(statuses)))
        return
    from ostrakon.cli.display import show_statuses
    from ostrakon.lists.snapshot import Snapshot

    console = output_console()
    if isinstance(engine.holdings, Snapshot):
        console.print(engine.holdings.notice, style="bold red", markup=False, soft_wrap=True)
    show_statuses(console, statuses)


@lists_app.command("import")
def import_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Plain, .gz, .bz2, .zip or .xlsx.")],
    captured_at: Annotated[
        str | None, typer.Option(metavar="D", help="The day the files were seen, if that was not today.")
    ] = None,
    dataset: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name of a list of your own (FollowTheMoney or CSV).")
    ] = None,
    force: Force = None,
) -> None:
    """Load list files from disk; which list each belongs to is told from its content.

    OFAC's sdn.csv, add.csv, alt.csv and sdn_comments.csv given together make one version.
    """
    outcomes = open_engine().import_files(
        files, captured_at=day(captured_at, "--captured-at"), dataset=dataset, force=_reason(force)
    )
    with waiting("reading") as aside:
        _show(outcomes, aside)


@lists_app.command("update")
def update_command(
    datasets: Annotated[list[str] | None, typer.Argument(metavar="DATASET", help="Default: all.")] = None,
    force: Force = None,
) -> None:
    """Fetch the current lists from their issuers; a failure of one leaves the others updated."""
    from ostrakon.cli.progress import download_progress

    with download_progress() as bars:
        outcomes = open_engine().update(tuple(datasets or ()), force=_reason(force), progress=bars.report)
        _show(outcomes, bars.aside)


def _reason(force: str | None) -> str | None:
    return None if force is None else text_of(force, "--force")


def _show(outcomes: "Iterator[Outcome]", aside: Aside) -> None:
    failed = 0
    for outcome in outcomes:
        failed = max(failed, outcome.exit_code)
        with aside():
            _show_one(outcome)
    if failed:
        raise typer.Exit(failed)


def _show_one(outcome: "Outcome") -> None:
    files = ", ".join(outcome.files)
    if outcome.error is not None:
        unsaid = [name for name in (files, outcome.dataset) if name and name not in outcome.error]
        said = ": ".join(["failed", *unsaid, outcome.error])
        error_console().print(said, style="red", markup=False, soft_wrap=True)
        return
    out, version = output_console(), outcome.version
    if version is None:
        out.print(f"{outcome.dataset}: unchanged", style="green", markup=False)
        return
    entries = sum(version.entries.values())
    out.print(
        f"{version.dataset}: version {version.name} from {files} ({version.layout}), "
        f"{entries:,} entries, {version.names:,} names",
        style="green",
        markup=False,
        soft_wrap=True,
    )
    for remark in version.remarks:
        out.print(f"  {remark}", style="yellow", markup=False, soft_wrap=True)
    for what, count in version.doubts.items():
        out.print(f"  not understood: {what} ({count:,})", style="dim", markup=False, soft_wrap=True)
