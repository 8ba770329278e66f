"""`ostrakon read`: a report's parties, positions and figures, and what does not add up."""

import sys
from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from ostrakon.cli.consoles import error_console, output_console
from ostrakon.cli.options import AsOf, Json, Lists, day
from ostrakon.cli.waiting import waiting
from ostrakon.engine import open_engine
from ostrakon.errors import UsageError

__all__ = ["Dated", "ExtractorOption", "content_of", "extractor_of", "read_command", "write_page"]

_HITS = 1

Dated = Annotated[
    str | None,
    typer.Option("--dated", metavar="D", help="The day the report is of, where it does not say so."),
]
ExtractorOption = Annotated[
    str | None,
    typer.Option(
        "--extractor",
        metavar="WHICH",
        help="model or rules. Default: the language model if one is installed.",
    ),
]


def read_command(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE|-", help="Text, HTML, PDF or e-mail; - for standard input.")
    ],
    dated: Dated = None,
    extractor: ExtractorOption = None,
    lists: Lists = None,
    as_of: AsOf = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the reading as one page that prints.")
    ] = None,
    json: Json = False,
) -> None:
    """Read a report: who is in it, who said what, which figures, and what does not add up."""
    content = content_of(article)
    with waiting("reading"):
        reading = open_engine().read(
            content,
            name=Path(article).name if article != "-" else "standard input",
            dated=day(dated, "--dated"),
            extractor=extractor_of(extractor),
            as_of=day(as_of, "--as-of"),
            datasets=tuple(lists or ()),
        )
    if html is not None:
        from ostrakon.claims.pages import page_of_reading

        write_page(html, page_of_reading(reading))
    if json:
        from ostrakon.claims.wire import reading_document
        from ostrakon.cli.wire import to_json

        typer.echo(to_json(reading_document(reading)))
    elif html is None:
        from ostrakon.cli.read_display import show_reading

        show_reading(output_console(), reading)
    raise typer.Exit(_HITS if any(party.listings for party in reading.parties) else 0)


def content_of(article: str) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises UsageError naming the file."""
    try:
        return sys.stdin.buffer.read() if article == "-" else Path(article).read_bytes()
    except OSError as error:
        raise UsageError(f"{article}: {error.strerror}") from error


def extractor_of(word: str | None) -> Literal["model", "rules"] | None:
    if word not in {None, "model", "rules"}:
        raise UsageError(f"--extractor {word!r}: write model or rules")
    return cast(Literal["model", "rules"] | None, word)


def write_page(file: Path, page: str) -> None:
    try:
        file.write_text(page, "utf-8")
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error
    error_console().print(f"written to {file}", markup=False, soft_wrap=True)
