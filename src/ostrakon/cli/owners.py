"""`ostrakon owners`: blocked, not blocked or cannot tell, with the chain and the arithmetic."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, cast, get_args

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ostrakon.cli.consoles import error_console, one_line, output_console
from ostrakon.cli.options import CompleteRegister, Json, LawKnownAt, Rules, StakesOn, day, text_of
from ostrakon.cli.waiting import waiting
from ostrakon.engine import open_engine
from ostrakon.errors import UsageError
from ostrakon.model import Jurisdiction, OwnersAnswer, OwnersProof, RuleAnswer, Step, SupportersAnswer

__all__ = ["owners_command", "supporters_command"]

_BLOCKED_OR_OPEN = 1
_TITLES = {"us": "United States", "eu": "European Union", "gb": "United Kingdom"}
_SAID = {"blocked": "blocked", "not_blocked": "not blocked", "cannot_tell": "cannot tell"}
_STYLES = {"blocked": "bold red", "not_blocked": "green", "cannot_tell": "bold yellow"}


def owners_command(
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="A name or an id in the network.")],
    graph: Annotated[
        Path | None,
        typer.Option(
            "--graph",
            metavar="FILE",
            help="Stakes: CSV template, BODS 0.4 or FollowTheMoney. Default: what the lists state.",
        ),
    ] = None,
    listed: Annotated[
        list[str] | None, typer.Option("--listed", metavar="NAME", help="Listed, on every day; repeatable.")
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
    json: Json = False,
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="Write the chain as a picture.")
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write a report with the picture and tables."),
    ] = None,
) -> None:
    """Is a company blocked through who owns or controls it, by the rule of each jurisdiction?"""
    with waiting("following the stakes"):
        answer = open_engine().owners(
            text_of(entity, "ENTITY"),
            graph=graph,
            listed=[text_of(name, "--listed") for name in listed or ()],
            listed_file=listed_file,
            complete_register=complete_register,
            rules=_rules(rule or ()),
            on=day(on, "--on"),
            law_known_at=day(law_known_at, "--law-known-at"),
        )
    _warn(answer)
    _draw(answer, svg, html)
    if json:
        from ostrakon.cli.wire import to_json
        from ostrakon.ownership.wire import answer_document

        typer.echo(to_json(answer_document(answer)))
    else:
        _show(output_console(), answer)
    blocked_or_open = any(one.answer != "not_blocked" for one in answer.answers)
    raise typer.Exit(_BLOCKED_OR_OPEN if blocked_or_open else 0)


def supporters_command(
    party: Annotated[str, typer.Argument(metavar="PARTY", help="A name, or an id as us_ofac_sdn:12735.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="D", help="The lists of day D. Default: today.")
    ] = None,
    json: Json = False,
) -> None:
    """Who supports a party, acts for it, leads it or stands beside it, in the issuers' words."""
    with waiting("opening the network"):
        answer = open_engine().supporters(text_of(party, "PARTY"), on=day(on, "--on"))
    if json:
        from ostrakon.cli.wire import to_json
        from ostrakon.ownership.wire import supporters_document

        typer.echo(to_json(supporters_document(answer)))
    else:
        _show_supporters(output_console(), answer)
    raise typer.Exit(_BLOCKED_OR_OPEN if answer.supporters else 0)


def _rules(names: Sequence[str]) -> list[Jurisdiction]:
    known = get_args(Jurisdiction)
    for name in names:
        if name not in known:
            raise UsageError(f"--rule {name!r}: is none of {', '.join(known)}")
    return [cast("Jurisdiction", name) for name in dict.fromkeys(names)]


def _draw(answer: OwnersAnswer, svg: Path | None, html: Path | None) -> None:
    """Whole or not at all: a picture that cannot be made leaves no half file."""
    if svg is None and html is None:
        return
    from ostrakon.ownership.pictures import to_html, to_svg

    for file, made in ((svg, to_svg), (html, to_html)):
        if file is not None:
            content = made(answer)
            file.write_text(content, "utf-8")
            error_console().print(f"written: {file}", markup=False, soft_wrap=True)


def _warn(answer: OwnersAnswer) -> None:
    console = error_console()
    for remark in answer.proof.remarks:
        console.print(f"warning: {remark}", style="yellow", markup=False, soft_wrap=True)


def _show(console: Console, answer: OwnersAnswer) -> None:
    console.print(Text.assemble((one_line(answer.entity), "bold"), f"  on {answer.on}"))
    for one in answer.answers:
        _show_answer(console, one)
    law = f"law known at {answer.answers[0].law_known_at}"
    register = "complete register" if answer.proof.complete_register else "register not taken to be complete"
    _show_proof(console, answer.proof, register, law, f"rules {answer.proof.rules[:12]}")


def _show_proof(console: Console, proof: OwnersProof, *more: str) -> None:
    console.print()
    for source in proof.sources:
        console.print(Text(f"from {one_line(source)}", style="dim"), soft_wrap=True)
    counts = (f"{proof.actors:,} parties", f"{proof.stakes:,} stakes", f"{proof.listed:,} listed")
    console.print(Text(" · ".join((*counts, *more)), style="dim"), soft_wrap=True)


def _show_supporters(console: Console, answer: SupportersAnswer) -> None:
    console.print(Text.assemble((one_line(answer.name), "bold"), f"  {answer.party}  on {answer.on}"))
    if not answer.supporters:
        console.print(Text("no supporter is stated", style="green"))
    else:
        table = Table(box=None, padding=(0, 2, 0, 2), header_style="dim")
        for heading in ("tie", "party", "id", "listed by", "stated"):
            table.add_column(heading, ratio=3 if heading in {"party", "stated"} else None)
        for one in answer.supporters:
            words = f"{one.words}\n" if one.words else ""
            table.add_row(
                Text(one.type.replace("_", " ")),
                Text(one_line(one.name)),
                Text(one_line(one.party)),
                Text(", ".join(one.listed_by) or "not listed"),
                Text(f"{words}{one.source}", style="dim"),
            )
        console.print(table)
    _show_proof(console, answer.proof)


def _show_answer(console: Console, answer: RuleAnswer) -> None:
    console.print()
    said = Text.assemble((f"{_TITLES[answer.rule]}: ", ""), (_SAID[answer.answer], _STYLES[answer.answer]))
    if answer.ground:
        said.append(
            f" ({'itself listed' if answer.ground == 'listed' else 'by ' + answer.ground}"
            f"{', rebuttable' if answer.rebuttable else ''})"
        )
    said.append(f"  {', '.join(answer.record)}", style="dim")
    console.print(said)
    if answer.steps:
        console.print(_steps(answer.steps))
    if answer.property_blocked_until:
        until = f"property blocked up to {answer.property_blocked_until} stays blocked (OFAC FAQ 402)"
        console.print(Text(f"  {until}", style="yellow"), soft_wrap=True)
    for heading, sentences, style in (
        ("missing", answer.missing, "yellow"),
        ("caution", answer.cautions, ""),
        ("assumed", answer.assumptions, "dim"),
        ("source", answer.citation, "dim"),
    ):
        for sentence in sentences:
            console.print(Text(f"  {heading}: {one_line(sentence)}", style=style), soft_wrap=True)


def _steps(steps: Sequence[Step]) -> Table:
    """From the listed parties down: whose stakes are added up in whom."""
    table = Table(box=None, padding=(0, 2, 0, 2), header_style="dim")
    for heading in ("in", "holders", "together", "needed", "by"):
        table.add_column(heading, ratio=3 if heading == "holders" else None)
    for step in steps:
        table.add_row(
            Text(one_line(step.entity)),
            Text("\n".join(one_line(_holder(step, place)) for place in range(len(step.holders)))),
            Text(str(step.sum) if step.sum is not None else "–"),
            Text(f"{step.needs}{'' if step.sum is None else ' of ' + step.kind.replace('_', ' ')}"),
            Text(step.rule, style="dim"),
        )
    return table


def _holder(step: Step, place: int) -> str:
    holding = step.holders[place]
    share = str(holding.share) if holding.share is not None else step.kind.replace("_", " ")
    return f"{holding.owner} ({holding.why}): {share}"
