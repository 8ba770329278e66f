"""The commands: their words, their options, and the exit code each ends with."""

import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress
from typer.core import TyperGroup

from ostrakon.cli.backup import backup_command, restore_command
from ostrakon.cli.by_party import Grouped, grouped, say_if_not_joined, with_parties
from ostrakon.cli.compare import compare_command
from ostrakon.cli.consoles import error_console
from ostrakon.cli.evidence import evidence_app, user_name
from ostrakon.cli.journal import (
    By,
    Record,
    certify_command,
    journal_app,
    recorded_answers,
    refuse_misplaced,
    say_recorded,
)
from ostrakon.cli.keys import keys_app
from ostrakon.cli.lists import lists_app
from ostrakon.cli.options import AsOf, InForceOn, Json, Lists, MaxAge, day, refuse_stale, text_of
from ostrakon.cli.owners import owners_command, supporters_command
from ostrakon.cli.parties import parties_command
from ostrakon.cli.read import read_command
from ostrakon.cli.reconcile import positions_command, reconcile_command
from ostrakon.cli.register import register_app
from ostrakon.cli.serve import serve_command
from ostrakon.cli.since import SinceOptions, screen_since
from ostrakon.cli.verify import verify_command
from ostrakon.cli.waiting import waiting
from ostrakon.engine import DEFAULT_LIMIT, DEFAULT_THRESHOLD, Engine, open_engine
from ostrakon.errors import OstrakonError, UsageError
from ostrakon.model import Answer, Proof, Query
from ostrakon.screening import TEXT_THRESHOLD, Screening, screen_many, screen_text
from ostrakon.version import __version__

if TYPE_CHECKING:
    from ostrakon.screening.batch import Customer

__all__ = ["main"]

# Exit codes beside those of errors.py: sysexits.h's for a fault, a shell's for SIGINT.
_HITS = 1
_FAULT = 70
_INTERRUPTED = 130
_TERMINATED = 143


class _Commands(TyperGroup):
    """typer ends with 1, which means hits here, for the end of a file and for a closed connection."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except EOFError as error:
            raise RuntimeError("a file ended too early") from error
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise OstrakonError(f"{where}{error.strerror or error}") from error


app = typer.Typer(
    name="ostrakon",
    cls=_Commands,
    help="Who is sanctioned, by whom, since when, and on what evidence: from the issuers' own lists, for any "
    "day, with proof.",
    epilog="Exit codes: 0 done and no hit · 1 done with hits · 2 wrong use · 3 no list held for that day, or "
    "stale · 4 a failed import or verification.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line; an error meant for a person becomes one line and its exit code.

    Nothing else may end with 1, which means hits: not a fault of ours, not Ctrl-C, not a closed pipe.
    """
    signal.signal(signal.SIGINT, lambda *_: sys.exit(_INTERRUPTED))
    # So that what was unpacked under the temporary folder goes, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app()
    except OstrakonError as error:
        _say(f"ostrakon: {error}")
        sys.exit(error.exit_code)
    except Exception:
        traceback.print_exc()
        _say("ostrakon: a fault in Ostrakon itself; no answer was given. Please report the lines above.")
        sys.exit(_FAULT)


def _say(line: str) -> None:
    error_console().print(line, style="red", markup=False, soft_wrap=True)


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        typer.echo(f"ostrakon {__version__}")
        raise typer.Exit


def screen_command(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Names, each in quotes.")] = None,
    input_: Annotated[
        Path | None, typer.Option("--input", metavar="FILE", help="Names in a .csv, .jsonl or .parquet file.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Write hits to .csv, .jsonl or .parquet.")
    ] = None,
    columns: Annotated[
        str,
        typer.Option(metavar="OURS=THEIRS,…", help="Columns of the input: name=full_name,birth_date=dob."),
    ] = "",
    kind: Annotated[
        str | None, typer.Option(help="Person, Company, Organization, LegalEntity, Vessel or Airplane.")
    ] = None,
    birth_date: Annotated[str | None, typer.Option(metavar="D", help="1965-09-11, 1965-09 or 1965.")] = None,
    country: Annotated[
        list[str] | None, typer.Option(metavar="C", help="Two-letter code or English name; repeatable.")
    ] = None,
    id_: Annotated[
        list[str] | None, typer.Option("--id", metavar="X", help="Passport, tax, IMO … number; repeatable.")
    ] = None,
    lists: Lists = None,
    threshold: Annotated[
        float, typer.Option(metavar="T", help="Least score of a hit, 0 to 1.")
    ] = DEFAULT_THRESHOLD,
    limit: Annotated[int, typer.Option(metavar="N", help="Most hits per name, 1 to 200.")] = DEFAULT_LIMIT,
    as_of: AsOf = None,
    in_force_on: InForceOn = None,
    max_age: MaxAge = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="D|DATASET@D", help="With --input: only what changed on the lists since then."),
    ] = None,
    accepted: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="With --since: hits known to be false (customer,listing,reason)."),
    ] = None,
    network: Annotated[
        bool, typer.Option("--network", help="Also parties on no list that are tied to listed ones.")
    ] = False,
    by_party: Annotated[
        bool, typer.Option("--by-party", help="Join listings to parties first, where that is not done yet.")
    ] = False,
    record: Record = False,
    by: By = None,
    json: Json = False,
) -> None:
    """Look for names on the lists: is this customer, company or ship sanctioned?"""
    refuse_misplaced(record=record, by=by, since=since)
    _refuse_unprinted(by_party=by_party, since=since, output=output)
    if since is not None:
        if input_ is None or names or kind or birth_date or country or id_ or in_force_on or network:
            raise UsageError(
                "--since goes with --input FILE, and with no name, fact, --in-force-on or --network"
            )
        options = SinceOptions(accepted, output, lists or [], threshold, as_of, max_age, json)
        raise typer.Exit(screen_since(_customers_of(input_, columns, output), since, options))
    if accepted is not None:
        raise UsageError("--accepted goes with --since")
    engine = open_engine()
    screening = _screening(engine, lists, threshold, limit, as_of, in_force_on, max_age, network=network)
    if input_ is not None:
        if names or kind or birth_date or country or id_:
            raise UsageError("--input takes names, kinds, dates, countries and numbers from the file alone")
        queries = _queries_of(input_, columns, output)
    else:
        if columns:
            raise UsageError("--columns goes with --input")
        queries = _queries(names or [], kind, birth_date, country or [], id_ or [])
    proof = screening.proof
    answers = screen_many(queries, screening)
    recorded: list[int] = []
    if record:
        answers = recorded_answers(
            engine, answers, recorded, by=by, limit=limit, channel="screen" if input_ is None else "batch"
        )
    _warn(proof, notice=json or output is not None)
    if output is not None:
        raise typer.Exit(_write_answers(engine, answers, proof, recorded, output, json=json))
    with waiting("screening"):
        all_answers = list(answers)  # a query that is refused must not follow answers without a proof
    parties = grouped(engine, all_answers, resolve=by_party)
    if json:
        raise typer.Exit(_print_json(all_answers, proof, recorded, parties))
    hit = _print_answers(all_answers, proof, reasons=input_ is None, parties=parties)
    say_if_not_joined(engine, parties, proof)
    say_recorded(recorded)
    raise typer.Exit(hit)


def text_command(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE|-", help="Text, page, PDF or e-mail; - is standard input."),
    ],
    lists: Lists = None,
    threshold: Annotated[
        float, typer.Option(metavar="T", help="Least score of a hit, 0 to 1.")
    ] = TEXT_THRESHOLD,
    limit: Annotated[int, typer.Option(metavar="N", help="Most hits per mention, 1 to 200.")] = DEFAULT_LIMIT,
    as_of: AsOf = None,
    in_force_on: InForceOn = None,
    max_age: MaxAge = None,
    record: Record = False,
    by: By = None,
    json: Json = False,
) -> None:
    """Find the listed parties that a document mentions, with offsets."""
    refuse_misplaced(record=record, by=by)
    text = _read_text(file)
    engine = open_engine()
    screening = _screening(engine, lists, threshold, limit, as_of, in_force_on, max_age)
    answer = screen_text(text, screening)
    number = engine.record_text(answer, text, who=user_name(by), limit=limit).number if record else None
    _warn(answer.proof, notice=json)
    if json:
        from ostrakon.cli.wire import to_json
        from ostrakon.ownership.wire import text_document

        typer.echo(to_json(text_document(answer, number)))
    else:
        from ostrakon.cli.consoles import output_console
        from ostrakon.cli.display import show_notice, show_proof, show_text

        console = output_console()
        show_notice(console, answer.proof)
        show_text(console, answer)
        show_proof(console, answer.proof)
        say_recorded([] if number is None else [number])
    raise typer.Exit(_HITS if answer.mentions else 0)


def _screening(
    engine: Engine,
    lists: Sequence[str] | None,
    threshold: float,
    limit: int,
    as_of: str | None,
    in_force_on: str | None,
    max_age: int | None,
    *,
    network: bool = False,
) -> Screening:
    with waiting("opening the lists"):
        screening = engine.screening(
            threshold=threshold,
            limit=limit,
            as_of=day(as_of, "--as-of"),
            in_force_on=day(in_force_on, "--in-force-on"),
            datasets=tuple(lists or ()),
            network=network,
        )
    refuse_stale(screening.scope, max_age)
    return screening


def _queries(
    names: Sequence[str],
    kind: str | None,
    birth_date: str | None,
    countries: Sequence[str],
    identifiers: Sequence[str],
) -> Iterator[Query]:
    if not names and not identifiers:
        raise UsageError("nothing to look for: give a NAME, or --input FILE")
    numbers = tuple(text_of(identifier, "--id") for identifier in identifiers)
    return (
        Query(
            name=text_of(name, "NAME"),
            kind=kind,
            birth_date=birth_date,
            countries=tuple(countries),
            identifiers=numbers,
        )
        for name in names or [""]
    )


def _queries_of(file: Path, columns: str, output: Path | None) -> Iterator[Query]:
    return (customer.query for customer in _customers_of(file, columns, output)())


def _customers_of(file: Path, columns: str, output: Path | None) -> "Callable[[], Iterator[Customer]]":
    """What reads the file from its first row, each time that it is called."""
    from ostrakon.screening.batch import read_customers

    # Read through once for its mistakes: one in the last row must not cost the hours before it.
    for _ in read_customers(file, _columns(columns)):
        pass
    if output is not None and output.exists() and output.samefile(file):
        raise UsageError(f"{output}: is the input, which would be lost")
    return lambda: read_customers(file, _columns(columns))


def _columns(text: str) -> Mapping[str, str]:
    pairs = [pair.partition("=") for pair in text.split(",") if pair]
    for ours, _, theirs in pairs:
        if not ours or not theirs:
            raise UsageError(f"--columns {text!r}: write name=full_name,birth_date=dob")
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def _read_text(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error
    text = _text_of(content, file)
    if not any(map(str.isalnum, text)):
        raise UsageError(f"{file}: no letter or digit in it (a scan that was never turned into text?)")
    return text


def _text_of(content: bytes, file: str) -> str:
    from ostrakon.evidence import ReductionError, media_type_of

    kind = media_type_of(content, name=file)
    if kind in {"text/html", "application/pdf", "message/rfc822"}:
        from ostrakon.evidence.reduction.bounded import reduce_bounded

        try:
            reduced = reduce_bounded(content, name=file)
        except ReductionError as error:
            raise UsageError(f"{file}: {error}") from error
        notice = f"{file}: read as {kind}; offsets count in its text, SHA-256 {reduced.sha256}"
        error_console().print(notice, style="dim", markup=False, soft_wrap=True)
        return reduced.text
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: not UTF-8 text: byte {error.start}") from error


def _refuse_unprinted(*, by_party: bool, since: str | None, output: Path | None) -> None:
    if by_party and (since is not None or output is not None):
        raise UsageError("--by-party goes with answers that are printed, not with --since or --output")


def _print_json(
    answers: Sequence[Answer], proof: Proof, recorded: Sequence[int], parties: Grouped | None
) -> int:
    from ostrakon.cli.wire import to_json
    from ostrakon.ownership.wire import answers_document

    typer.echo(to_json(with_parties(answers_document(answers, proof, recorded), parties)))
    return _HITS if any(answer.hits or answer.tied for answer in answers) else 0


def _print_answers(answers: Sequence[Answer], proof: Proof, *, reasons: bool, parties: Grouped | None) -> int:
    from ostrakon.cli.consoles import output_console
    from ostrakon.cli.display import show_answers, show_notice, show_proof

    console = output_console()
    show_notice(console, proof)
    hit = show_answers(console, answers, reasons=reasons, parties=parties)
    show_proof(console, proof)
    return _HITS if hit else 0


def _write_answers(
    engine: Engine,
    answers: Iterable[Answer],
    proof: Proof,
    recorded: Sequence[int],
    output: Path,
    *,
    json: bool,
) -> int:
    """To `output`, and with `json` as a document as well."""
    kept: list[Answer] = []
    written = _write(_kept(answers, kept) if json else answers, output)
    say_recorded(recorded)
    if json:
        return _print_json(kept, proof, recorded, grouped(engine, kept, resolve=False))
    return _HITS if written else 0


def _write(answers: Iterable[Answer], output: Path) -> int:
    from ostrakon.screening.batch import hit_rows, write_hits

    console = error_console()
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("screening", total=None)
        written = write_hits(hit_rows(_counted(answers, lambda: progress.advance(task))), output)
    console.print(f"{written:,} hits written to {output}", markup=False, soft_wrap=True)
    return written


def _kept(answers: Iterable[Answer], kept: list[Answer]) -> Iterator[Answer]:
    for answer in answers:
        kept.append(answer)
        yield answer


def _counted(answers: Iterable[Answer], advance: Callable[[], None]) -> Iterator[Answer]:
    for answer in answers:
        yield answer
        advance()


def _warn(proof: Proof, *, notice: bool) -> None:
    """On standard error: lists that are not held, and the notice where it is not printed anyway."""
    console = error_console()
    if notice and proof.notice:
        console.print(proof.notice, style="bold red", markup=False, soft_wrap=True)
    for left_out in proof.not_checked:
        if left_out.why.startswith("no version held"):
            warning = f"warning: {left_out.dataset}: {left_out.why}"
            console.print(warning, style="yellow", markup=False, soft_wrap=True)


_ASK, _LISTS, _PROOF, _SERVICE = "Ask", "Lists and registers", "Record and proof", "Service"
for _name, _command, _panel in (
    ("screen", screen_command, _ASK),
    ("text", text_command, _ASK),
    ("compare", compare_command, _ASK),
    ("owners", owners_command, _ASK),
    ("supporters", supporters_command, _ASK),
    ("read", read_command, _ASK),
    ("reconcile", reconcile_command, _ASK),
    ("positions", positions_command, _ASK),
    ("parties", parties_command, _LISTS),
    ("certify", certify_command, _PROOF),
    ("verify", verify_command, _PROOF),
    ("serve", serve_command, _SERVICE),
    ("backup", backup_command, _SERVICE),
    ("restore", restore_command, _SERVICE),
):
    app.command(_name, rich_help_panel=_panel)(_command)
app.add_typer(lists_app, name="lists", rich_help_panel=_LISTS)
app.add_typer(register_app, name="register", rich_help_panel=_LISTS)
app.add_typer(evidence_app, name="evidence", rich_help_panel=_PROOF)
app.add_typer(journal_app, name="journal", rich_help_panel=_PROOF)
app.add_typer(keys_app, name="keys", rich_help_panel=_SERVICE)
