"""`ostrakon journal` and `ostrakon certify`: the record of screenings, and certificates of single ones."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ostrakon.cli.consoles import error_console, one_line, output_console
from ostrakon.cli.evidence import user_name
from ostrakon.cli.options import Json, text_of
from ostrakon.engine import Engine, open_engine
from ostrakon.errors import UsageError
from ostrakon.model import Answer

if TYPE_CHECKING:
    from ostrakon.cases.journal import Held

__all__ = [
    "By",
    "Record",
    "certify_command",
    "journal_app",
    "recorded_answers",
    "refuse_misplaced",
    "say_recorded",
]

journal_app = typer.Typer(no_args_is_help=True, help="The record of screenings: list, erase, export.")

Record = Annotated[bool, typer.Option("--record", help="Write every screening to the journal.")]
By = Annotated[
    str | None, typer.Option("--by", metavar="WHO", help="With --record: who asks. Default: this user.")
]
Named = Annotated[str | None, typer.Option("--name", metavar="NAME", help="Only of this very name.")]


def refuse_misplaced(*, record: bool, by: str | None, since: str | None = None) -> None:
    """Raises UsageError for --by without --record, and for --record where no whole screening is made."""
    if by is not None and not record:
        raise UsageError("--by goes with --record")
    if record and since is not None:
        raise UsageError("--record goes with whole screenings, not with --since")


def recorded_answers(
    engine: Engine, answers: Iterable[Answer], numbers: list[int], *, by: str | None, limit: int, channel: str
) -> Iterator[Answer]:
    """`answers` as they get into the journal; `numbers` is filled with their numbers there."""
    for answer, recorded in engine.recorded(answers, who=user_name(by), channel=channel, limit=limit):
        numbers.append(recorded.number)
        yield answer


def say_recorded(numbers: Sequence[int]) -> None:
    """On standard error: where in the journal the answers are."""
    if numbers:
        some = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"
        line = f"recorded in the journal as {some}"
        error_console().print(line, style="dim", markup=False, soft_wrap=True)


@journal_app.command("list")
def list_command(name: Named = None, json: Json = False) -> None:
    """Every recorded screening, oldest first."""
    entries = _entries(open_engine(), name)
    if json:
        from ostrakon.cli.wire import journal_document, to_json

        typer.echo(to_json(journal_document(list(entries))))
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("entry", "at (UTC)", "by", "channel", "hits", "asked"):
        table.add_column(
            heading, no_wrap=heading != "asked", justify="right" if heading == "hits" else "left"
        )
    for held in entries:
        table.add_row(*_shown(held))
    output_console().print(table)


@journal_app.command("erase")
def erase_command(
    why: Annotated[str, typer.Option(metavar="WHY", help="The reason; it is kept in the journal.")],
    numbers: Annotated[list[int] | None, typer.Argument(metavar="ENTRY", help="Numbers of entries.")] = None,
    name: Named = None,
    by: Annotated[
        str | None, typer.Option(metavar="WHO", help="Who does it. Default: this machine's user.")
    ] = None,
) -> None:
    """Delete what is personal in entries, for good. That they were made stays, and the chain still holds."""
    if bool(numbers) == bool(name):
        raise UsageError("give the numbers of entries, or --name NAME")
    engine = open_engine()
    wanted = numbers or [held.entry.number for held in _entries(engine, name)]
    if not wanted:
        raise UsageError(f"no recorded screening of {name!r}")
    recorded = engine.journal.erase(wanted, who=user_name(by), why=text_of(why, "--why"))
    output_console().print(
        f"erased from {len(wanted):,} {'entry' if len(wanted) == 1 else 'entries'}: "
        f"{', '.join(map(str, wanted))}; recorded as {recorded.number}",
        style="green",
        markup=False,
        soft_wrap=True,
    )


@journal_app.command("export")
def export_command(
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help="A new .jsonl or .csv file.")],
) -> None:
    """Write the whole journal to a file that only you can read."""
    from ostrakon.cases.export import export_journal

    written = export_journal(_entries(open_engine(), None), output)
    output_console().print(f"{written:,} entries written to {output}", markup=False, soft_wrap=True)


def certify_command(
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="Number of a recorded screening.")],
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="A new file. Default: standard output.")
    ] = None,
) -> None:
    """Certify a recorded screening: what was searched, in which versions, with what result, signed."""
    engine = open_engine()
    certificate = engine.certificate(entry) if engine.settings.has_store else _refuse_empty()
    if output is None:
        sys.stdout.buffer.write(certificate)
        sys.stdout.buffer.flush()
    else:
        try:
            handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # somebody's name is in it
        except OSError as error:
            raise UsageError(f"{output}: {error.strerror}") from error
        with os.fdopen(handle, "wb") as file:
            file.write(certificate)
        output_console().print(f"certificate written to {output}", markup=False, soft_wrap=True)
    key = engine.signing_key.public_path
    line = f"Others check it with `ostrakon verify FILE --public-key KEY`; the key is {key}"
    error_console().print(line, style="dim", markup=False, soft_wrap=True)


def _entries(engine: Engine, name: str | None) -> "Iterator[Held]":
    if not engine.settings.has_store:
        return
    wanted = None if name is None else text_of(name, "--name").casefold()
    for held in engine.journal.entries():
        query = held.personal.query if held.personal else None
        if wanted is None or (query is not None and query.name.casefold() == wanted):
            yield held


def _refuse_empty() -> bytes:
    raise UsageError("nothing was recorded yet: `ostrakon screen --record` does it")


def _shown(held: "Held") -> tuple[str, ...]:
    from ostrakon.cases import Erasure

    entry = held.entry
    first = (str(entry.number), f"{entry.at:%Y-%m-%d %H:%M:%S}", one_line(entry.who))
    if isinstance(entry, Erasure):
        return (*first, "erasure", "", f"of {', '.join(map(str, entry.erased))}: {one_line(entry.why)}")
    return (*first, entry.channel, str(entry.hits), _asked(held))


def _asked(held: "Held") -> str:
    if held.personal is None:
        return "(erased)"
    if held.personal.query is None:
        digest = held.personal.document.sha256[:12] if held.personal.document else ""
        return f"document {digest}…"
    return one_line(held.personal.query.name or ", ".join(held.personal.query.identifiers))
