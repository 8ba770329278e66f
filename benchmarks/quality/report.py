"""Figures → tables for people, and the worst answers in full in a file of their own."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.quality.experiment import Scored
from benchmarks.quality.figures import ClassFigures, EngineFigures
from benchmarks.quality.worst import Answer, worst_answers
from ostrakon.model import Listing

__all__ = ["Report", "encode_report", "print_report", "print_worst", "write_worst"]

_SHOWN, _WRITTEN = 2, 25  # worst answers per class, on the screen and in the file


class Report(Struct):
    """What `--json` writes and the baseline holds: how it was run, and each engine's figures.

    `runs` maps what was told ("name only" …) to the engines, ours first. It holds no listed name.
    """

    half: str
    seed: int
    sample: int
    lists: list[str]
    listings: int
    names: int
    runs: dict[str, list[EngineFigures]]


def encode_report(report: Report) -> str:
    """JSON with a class per line, so that a new baseline shows its changes class by class."""
    return _lines(msgspec.to_builtins(report), 0) + "\n"


def _lines(value: object, depth: int) -> str:
    nested = isinstance(value, dict) and "deciles" not in value and "fa10" not in value
    pad, end = " " * (depth + 1), " " * depth
    if nested and isinstance(value, dict):
        rows = [f"{pad}{json.dumps(key)}: {_lines(one, depth + 1)}" for key, one in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{end}}}"
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return "[\n" + ",\n".join(pad + _lines(one, depth + 1) for one in value) + f"\n{end}]"
    return json.dumps(value)


def print_report(console: Console, report: Report, baseline: Report | None) -> None:
    """Per run: thresholds, recall, alerts of strangers; ours with the change since the baseline."""
    console.print(
        f"half {report.half}, seed {report.seed}; {report.listings:,} listings, {report.names:,} names: "
        + ", ".join(report.lists)
    )
    for title, engines in report.runs.items():
        before = baseline.runs.get(title, []) if baseline is not None else []
        console.rule(title)
        _print_thresholds(console, engines)
        for engine in engines:
            old = next((one for one in before if one.engine == engine.engine), None)
            if engine is engines[0] or title != "name only":
                _print_engine(console, engine, old)
        if len(engines) > 1 and title == "name only":
            _print_side_by_side(console, engines)
        if title == "name only":
            _print_distribution(console, engines)


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left", no_wrap=True)
    return table


def _print_thresholds(console: Console, engines: Sequence[EngineFigures]) -> None:
    table = _table(
        "Ordinary customers",
        *(
            "engine",
            "customers",
            "alerts per 1,000 at its default",
            "thresholds @10",
            "@20",
            "@50",
            "queries/s",
        ),
    )
    for engine in engines:
        everyone = engine.customers["all"]
        share, low, high = (1000 * value for value in everyone.at["default"])
        table.add_row(
            engine.engine,
            f"{everyone.count:,}",
            f"{share:.1f} ({low:.1f}–{high:.1f}) at {engine.thresholds['default']:.2f}",
            *(f"{engine.thresholds[name]:.3f}" for name in ("fa10", "fa20", "fa50")),
            f"{engine.queries_per_second:,.0f}",
        )
    console.print(table)


def _print_engine(console: Console, engine: EngineFigures, before: EngineFigures | None) -> None:
    """Recall and alerts of one engine in full; @N is at N false alerts per 1,000 customers."""
    for title, pick, key in (
        ("share found, listed parties", _positives, "fa20"),
        ("share alerting, parties not listed", _strangers, "default"),
    ):
        headings = ["class", "n", "@10", "@20", "@50", "at default", f"95 % {_LABELS[key]}"]
        if before is not None:
            headings.append(f"{_LABELS[key]} since baseline")
        table = _table(f"{engine.engine}: {title}", *headings)
        old = pick(before) if before is not None else {}
        for name, found in pick(engine).items():
            cells = [f"{found.at[at][0]:.3f}" for at in ("fa10", "fa20", "fa50", "default")]
            _, low, high = found.at[key]
            cells.append(f"{low:.3f}–{high:.3f}")
            if before is not None:
                cells.append(_change(found, old.get(name), key))
            table.add_row(name, f"{found.count:,}", *cells)
        console.print(table)


_LABELS = {"fa20": "@20", "default": "at default"}


def _positives(engine: EngineFigures) -> Mapping[str, ClassFigures]:
    return engine.positives


def _strangers(engine: EngineFigures) -> Mapping[str, ClassFigures]:
    return {**engine.near_misses, **engine.customers}


def _change(now: ClassFigures, before: ClassFigures | None, key: str) -> str:
    if before is None:
        return "new"
    change = now.at[key][0] - before.at[key][0]
    return f"{change:+.3f}" if abs(change) >= 0.0005 else "="


def _print_side_by_side(console: Console, engines: Sequence[EngineFigures]) -> None:
    for title, pick, key in (
        ("share found at 20 false alerts per 1,000, with 95 % intervals", _positives, "fa20"),
        ("share alerting at each engine's default, with 95 % intervals", _strangers, "default"),
    ):
        table = _table(f"All engines: {title}", "class", "n", *(engine.engine for engine in engines))
        for name in pick(engines[-1]):
            cells = [_with_interval(pick(engine).get(name), key) for engine in engines]
            table.add_row(name, f"{pick(engines[-1])[name].count:,}", *cells)
        console.print(table)


def _with_interval(found: ClassFigures | None, key: str) -> str:
    if found is None:
        return ""
    share, low, high = found.at[key]
    return f"{share:.3f} ({low:.2f}–{high:.2f})"


def _print_distribution(console: Console, engines: Sequence[EngineFigures]) -> None:
    """Percent of each pool whose score lies in each tenth."""
    table = _table("Scores, percent in each tenth", "engine", "class", *(f".{n}" for n in range(10)))
    pools: tuple[tuple[str, Callable[[EngineFigures], Mapping[str, ClassFigures]]], ...] = (
        ("spelling", _positives),
        ("alias", _positives),
        ("latin_to_original", _positives),
        ("hard", _strangers),
        ("near", _strangers),
        ("all", _strangers),
    )
    for engine in engines:
        for name, pick in pools:
            found = pick(engine).get(name)
            if found is not None:
                shares = [f"{100 * count / found.count:.1f}" for count in found.deciles]
                table.add_row(engine.engine, "customers" if name == "all" else name, *shares)
    console.print(table)


def print_worst(console: Console, scored: Scored, listings: Mapping[str, Listing]) -> None:
    """The worst two of each class."""
    for title, answers in worst_answers(scored, listings, _SHOWN):
        console.print(f"[bold]{scored.engine}: {title}[/bold]")
        for answer in answers:
            console.print("  " + escape(_line(answer)), overflow="ellipsis", no_wrap=True, highlight=False)


def write_worst(path: Path, scored: Sequence[Scored], listings: Mapping[str, Listing]) -> None:
    """The worst 25 of each class and engine. The file holds listed names: it is never committed."""
    lines = []
    for one in scored:
        for title, answers in worst_answers(one, listings, _WRITTEN):
            lines += [f"## {one.engine}: {title}", *map(_line, answers), ""]
    path.write_text("\n".join(lines), "utf-8")


def _line(answer: Answer) -> str:
    return f"{answer.score:.3f}  {answer.asked}  {answer.relation}  {answer.listed}  ({answer.listing})"
