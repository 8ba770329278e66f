"""`ostrakon register`: prepare a register of millions of stakes, and find everybody who is blocked in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from ostrakon.cli.consoles import output_console
from ostrakon.cli.options import CompleteRegister, Json, LawKnownAt, Rules, StakesOn, day, text_of
from ostrakon.cli.waiting import waiting
from ostrakon.engine import open_engine
from ostrakon.errors import UsageError
from ostrakon.model import Jurisdiction

if TYPE_CHECKING:
    from ostrakon.ownership.register import Description, Everybody

__all__ = ["register_app"]

_BLOCKED_OR_OPEN = 1
_TITLES: dict[Jurisdiction, str] = {"us": "United States", "eu": "European Union", "gb": "United Kingdom"}

register_app = typer.Typer(
    help="A whole register of companies: prepare it once, ask it often.", no_args_is_help=True
)


@register_app.command("prepare")
def prepare_command(
    stakes: Annotated[
        Path, typer.Argument(metavar="STAKES", help="A Parquet file with the columns of the CSV template.")
    ],
    output: Annotated[
        Path,
        typer.Option("--output", metavar="DIR", help="The folder to make, or to make anew."),
    ],
    companies: Annotated[
        Path | None,
        typer.Option(
            "--companies",
            metavar="FILE",
            help="Parquet with a column id: no stake may be in another.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Turn a register in Parquet into a folder that answers at once. Every row is checked first."""
    with waiting("preparing the register"):
        made = open_engine().prepare_register(stakes, output, companies=companies)
    if json:
        from ostrakon.cli.wire import to_json

        typer.echo(to_json({"schema_version": 1, "register": _register(made)}))
        return
    output_console().print(
        f"{output}: {made.stakes:,} stakes, {made.companies:,} companies, {made.owners:,} other owners",
        style="green",
        markup=False,
        soft_wrap=True,
    )


@register_app.command("blocked")
def blocked_command(
    register: Annotated[Path, typer.Argument(metavar="DIR", help="A prepared register.")],
    listed: Annotated[
        list[str] | None, typer.Option("--listed", metavar="ID", help="Listed, on every day; repeatable.")
    ] = None,
    listed_file: Annotated[
        Path | None,
        typer.Option(
            "--listed-file", metavar="FILE", help="Listed parties: CSV with name,from,to,programme,issuer."
        ),
    ] = None,
    complete_register: CompleteRegister = False,
    rule: Rules = None,
    on: StakesOn = None,
    law_known_at: LawKnownAt = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Write who is blocked or open to .csv or .parquet."),
    ] = None,
    json: Json = False,
) -> None:
    """Who in the register is blocked, and of whom can it not be told, by the rule of each jurisdiction?"""
    from ostrakon.ownership.register import refuse_format, write_answers

    if output is not None:
        refuse_format(output)
    with waiting("following all stakes"):
        found = open_engine().blocked_in(
            register,
            listed=[text_of(name, "--listed") for name in listed or ()],
            listed_file=listed_file,
            complete_register=complete_register,
            rules=_rules(rule or ()),
            on=day(on, "--on"),
            law_known_at=day(law_known_at, "--law-known-at"),
        )
        written = None if output is None else write_answers(found, output)
    if json:
        from ostrakon.cli.wire import to_json

        typer.echo(to_json(_document(found, output)))
    else:
        _show(found, output, written)
    open_ = any(found.counts(each)["not_blocked"] < found.register.parties for each in found.answers)
    raise typer.Exit(_BLOCKED_OR_OPEN if open_ else 0)


@register_app.command("spark")
def spark_command(
    stakes: Annotated[
        str,
        typer.Argument(metavar="STAKES", help="Parquet with the columns of the CSV template, not prepared."),
    ],
    listed_file: Annotated[
        Path,
        typer.Option(
            "--listed-file", metavar="FILE", help="Listed parties: CSV with name,from,to,programme,issuer."
        ),
    ],
    output: Annotated[str, typer.Option("--output", metavar="DIR", help="The Parquet folder to write.")],
    master: Annotated[
        str | None,
        typer.Option("--master", metavar="URL", help="The Spark, as local[2]. Default: the environment's."),
    ] = None,
    complete_register: CompleteRegister = False,
    rule: Rules = None,
    on: StakesOn = None,
    law_known_at: LawKnownAt = None,
) -> None:
    """The same answers from a Spark, for a register that one machine cannot hold."""
    written = open_engine().blocked_on_spark(
        stakes,
        output,
        listed_file=listed_file,
        master=master,
        complete_register=complete_register,
        rules=_rules(rule or ()),
        on=day(on, "--on"),
        law_known_at=day(law_known_at, "--law-known-at"),
    )
    output_console().print(f"{output}: {written:,} parties", style="green", markup=False, soft_wrap=True)
    raise typer.Exit(_BLOCKED_OR_OPEN if written else 0)


def _rules(names: Sequence[str]) -> list[Jurisdiction]:
    known = get_args(Jurisdiction)
    for name in names:
        if name not in known:
            raise UsageError(f"--rule {name!r}: is none of {', '.join(known)}")
    return [cast("Jurisdiction", name) for name in dict.fromkeys(names)]


def _register(made: "Description") -> dict[str, Any]:
    return {
        "file": made.file,
        "sha256": made.sha256,
        "companies": made.companies,
        "owners": made.owners,
        "stakes": made.stakes,
    }


def _document(found: "Everybody", output: Path | None) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "register": _register(found.register.description),
        "on": found.on,
        "law_known_at": found.law_known_at,
        "complete_register": found.complete,
        "listed": found.listed,
        "absent": found.absent,
        "rules": found.rules_digest,
        "answers": [{"rule": rule, **found.counts(rule)} for rule in found.answers],
        "output": None if output is None else str(output),
    }


def _show(found: "Everybody", output: Path | None, written: int | None) -> None:
    from rich.table import Table
    from rich.text import Text

    console = output_console()
    table = Table(title=f"{found.register.description.file} on {found.on}", title_justify="left")
    table.add_column("rule")
    for heading in ("blocked", "cannot tell", "not blocked"):
        table.add_column(heading, justify="right")
    for rule in found.answers:
        counts = found.counts(rule)
        numbers = (counts["blocked"], counts["cannot_tell"], counts["not_blocked"])
        table.add_row(_TITLES[rule], *(f"{number:,}" for number in numbers))
    console.print(table)
    if written is not None:
        console.print(f"{output}: {written:,} parties", style="green", markup=False, soft_wrap=True)
    whole = "complete register" if found.complete else "register not taken to be complete"
    console.print(
        Text(
            f"{found.register.parties:,} parties · {found.register.description.stakes:,} stakes · "
            f"{found.listed:,} listed, {found.absent:,} of them not in the register · {whole} · "
            f"law known at {found.law_known_at} · rules {found.rules_digest[:12]}",
            style="dim",
        ),
        soft_wrap=True,
    )
