"""`ostrakon lists diff` and `ostrakon lists history`: what changed, and one listing's life."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ostrakon.cli.consoles import output_console
from ostrakon.cli.options import Json, text_of
from ostrakon.cli.waiting import waiting
from ostrakon.engine import open_engine
from ostrakon.errors import UsageError

if TYPE_CHECKING:
    from ostrakon.lists.changes import Diff

__all__ = ["diff_command", "history_command"]

_SIDE = "DATASET@D, as in us_ofac_sdn@2025-05-29; @D.2 for the second version of a day."


def history_command(
    listing: Annotated[str, typer.Argument(metavar="ID", help="us_ofac_sdn:12735, or the id alone.")],
    json: Json = False,
) -> None:
    """One listing's life: first seen, each change field by field, delisted."""
    with waiting("reading the versions"):
        found = open_engine().history(text_of(listing, "ID"))
    if json:
        from ostrakon.cli.wire import to_json
        from ostrakon.lists.wire import history_document

        typer.echo(to_json(history_document(found)))
        return
    from ostrakon.cli.changes_display import show_history

    show_history(output_console(), found)


def diff_command(
    before: Annotated[str, typer.Argument(metavar="A", help=_SIDE)],
    after: Annotated[str, typer.Argument(metavar="B", help="The later one, of the same list.")],
    programme: Annotated[
        str | None,
        typer.Option(metavar="GLOB", help="Only listings under such a programme before or after: 'SYRIA*'."),
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind: Person, LegalEntity, Vessel …")] = None,
    ftm: Annotated[
        bool, typer.Option("--ftm", help="Print a FollowTheMoney delta: ADD, MOD and DEL, one per line.")
    ] = False,
    atom: Annotated[bool, typer.Option("--atom", help="Print an Atom feed.")] = False,
    json: Json = False,
) -> None:
    """What was added, removed and changed between two versions of a list."""
    if ftm + atom + json > 1:
        raise UsageError("--json, --ftm and --atom: one of them")
    with waiting("comparing the versions"):
        found = open_engine().diff(text_of(before, "A"), text_of(after, "B"), programme=programme, kind=kind)
    _print(found, "ftm" if ftm else "atom" if atom else "json" if json else "table")


def _print(found: "Diff", form: str) -> None:
    match form:
        case "json":
            from ostrakon.cli.wire import to_json
            from ostrakon.lists.wire import diff_document

            typer.echo(to_json(diff_document(found)))
        case "ftm":
            from ostrakon.lists.ftm import delta_lines

            for line in delta_lines(found, found.after):
                typer.echo(line)
        case "atom":
            from ostrakon.lists.atom import atom_feed

            sys.stdout.buffer.write(atom_feed(found))
        case _:
            from ostrakon.cli.changes_display import show_diff

            show_diff(output_console(), found)
