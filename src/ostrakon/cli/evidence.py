"""`ostrakon evidence`: documents taken in with their custody, listed, shown, read and handed out."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ostrakon.cli.consoles import error_console, one_line, output_console
from ostrakon.cli.options import Json, text_of
from ostrakon.cli.progress import download_progress
from ostrakon.cli.waiting import waiting
from ostrakon.engine import Engine, open_engine
from ostrakon.model import CustodyEntry, ReducedText

if TYPE_CHECKING:
    from ostrakon.evidence.store import Item

__all__ = ["evidence_app", "user_name"]

evidence_app = typer.Typer(no_args_is_help=True, help="Documents, kept as they came in, with their custody.")

ItemName = Annotated[str, typer.Argument(metavar="ITEM", help="Its number, or the beginning of its hash.")]
By = Annotated[str | None, typer.Option(metavar="WHO", help="Who does it. Default: this machine's user.")]


def user_name(given: str | None) -> str:
    """`given`, else the name under which the operating system knows the user."""
    if given is not None:
        return text_of(given, "--by")
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return "unknown"


@evidence_app.command("add")
def add_command(
    sources: Annotated[list[str], typer.Argument(metavar="FILE|URL", help="A file, or an http(s) address.")],
    by: By = None,
    json: Json = False,
) -> None:
    """Take in documents: the bytes as they are, with who, when, from where and their SHA-256.

    Text, web pages, PDFs and e-mails are turned into text besides. Of a WARC, each document is taken in, too.
    """
    engine, items = open_engine(), []
    for source in sources:
        for item in _taken(engine, source, user_name(by)):
            items.append(item)
            if not json:  # at once: what was taken in stays so, whatever becomes of the next
                _say_taken(engine, item)
    if json:
        from ostrakon.cli.wire import evidence_document, to_json

        typer.echo(to_json(evidence_document(items)))


@evidence_app.command("list")
def list_command(json: Json = False) -> None:
    """Every document that is held, in the order they came in."""
    items = open_engine().evidence.items()
    if json:
        from ostrakon.cli.wire import evidence_document, to_json

        typer.echo(to_json(evidence_document(items)))
        return
    if not items:
        output_console().print("no evidence is held; `ostrakon evidence add FILE|URL` takes some in")
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("item", "taken in", "by", "type", "bytes", "SHA-256", "source"):
        table.add_column(
            heading, no_wrap=heading != "source", justify="right" if heading == "bytes" else "left"
        )
    for item in items:
        captured = item.captured
        table.add_row(
            str(captured.item),
            f"{item.entry.at:%Y-%m-%d %H:%M}",
            one_line(item.entry.who),
            captured.media_type,
            f"{captured.size_bytes:,}",
            captured.sha256[:12],
            one_line(captured.source),
            style="" if item.derived is None or item.derived.failure is None else "yellow",
        )
    output_console().print(table)


@evidence_app.command("show")
def show_command(item: ItemName, json: Json = False) -> None:
    """The custody of one document: every event, and what was made of it."""
    store = open_engine().evidence
    found = store.item(item)
    entries = store.custody([found])[found.captured.item]
    if json:
        from ostrakon.cli.wire import custody_document, to_json

        typer.echo(to_json(custody_document(found, entries)))
        return
    console = output_console()
    for line in _custody_lines(entries):
        console.print(line, markup=False, soft_wrap=True)


@evidence_app.command("text")
def text_command(item: ItemName, json: Json = False) -> None:
    """The text of one document, whole: what is not its own words is dimmed, and named in JSON."""
    store = open_engine().evidence
    found = store.item(item)
    if found.derived is not None and found.derived.failure is not None:
        found = store.derive_again(found, who=user_name(None))
    reduced = store.text(found)
    if json:
        from ostrakon.cli.wire import reduced_document, to_json

        typer.echo(to_json(reduced_document(found, reduced)))
        return
    console = output_console()
    if console.is_terminal:
        console.print(_dimmed(reduced), soft_wrap=True)
        for remark in reduced.remarks:
            error_console().print(remark, style="yellow", markup=False, soft_wrap=True)
    else:
        typer.echo(reduced.text, nl=not reduced.text.endswith("\n"))


@evidence_app.command("export")
def export_command(
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help="The file to write, a new one.")],
    items: Annotated[list[str] | None, typer.Argument(metavar="ITEM", help="Default: every item.")] = None,
    by: By = None,
) -> None:
    """Hand out documents in a file whose ending says how.

    .warc, .warc.gz and .wacz hold documents, .prov.json and .provn their provenance (W3C PROV). Any other is
    the bytes of one document as they came in.
    """
    from ostrakon.evidence.exports import export

    engine = open_engine()
    store = engine.evidence
    wanted = [store.item(name) for name in items] if items else store.items()
    exported = export(wanted, output, store, who=user_name(by), now=engine.now)
    console = output_console()
    console.print(
        f"{len(exported.items):,} item{'s' * (len(exported.items) > 1)} in {output} ({exported.format})",
        style="green",
        markup=False,
        soft_wrap=True,
    )
    console.print(f"  SHA-256 {exported.sha256}", markup=False, soft_wrap=True)


def _taken(engine: Engine, source: str, who: str) -> "Sequence[Item]":
    text_of(source, "FILE|URL")
    if source.startswith(("http://", "https://")):
        with download_progress() as bars:
            return engine.evidence.add_url(
                source, who=who, progress=lambda got, total: bars.report(source, got, total)
            )
    with waiting("reading"):
        return engine.evidence.add_file(Path(source), who=who)


def _say_taken(engine: Engine, item: "Item") -> None:
    captured, derived = item.captured, item.derived
    out = output_console()
    out.print(
        f"evidence {captured.item}: {one_line(captured.source)} ({captured.media_type}, "
        f"{captured.size_bytes:,} bytes)",
        style="green",
        markup=False,
        soft_wrap=True,
    )
    out.print(f"  SHA-256 {captured.sha256}", markup=False, soft_wrap=True)
    if derived is not None and derived.failure is None:
        reduced = engine.evidence.text(item)
        apart = sum(segment.is_set_apart for segment in reduced.segments)
        out.print(
            f"  text: {len(reduced.text):,} characters, {len(reduced.segments):,} parts, {apart:,} of them "
            f"set apart{_dated(reduced.dated, reduced.dated_by)}",
            markup=False,
            soft_wrap=True,
        )
    elif derived is not None:
        out.print(f"  no text: {derived.failure}", style="yellow", markup=False, soft_wrap=True)


def _dated(day: date | None, by: str | None) -> str:
    return f"; dated {day} ({by})" if day else ""


def _custody_lines(entries: Sequence[CustodyEntry]) -> list[str]:
    import msgspec

    lines = []
    for entry in entries:
        event = msgspec.to_builtins(entry.event)
        lines.append(
            f"{entry.sequence}  {event.pop('type')}  {entry.at:%Y-%m-%d %H:%M:%S} UTC  by {entry.who}"
        )
        lines.append(f"    tool: {entry.tool}")
        lines += [
            f"    {name}: {one_line(str(value))}"
            for name, value in event.items()
            if value not in (None, [], ())
        ]
        lines.append(f"    entry SHA-256: {entry.sha256}")
    return lines


def _dimmed(reduced: ReducedText) -> "object":
    from rich.text import Text

    shown = Text(reduced.text)
    for segment in reduced.segments:
        if segment.is_set_apart:
            shown.stylize("dim", segment.start, segment.end)
    return shown
