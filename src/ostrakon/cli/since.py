"""`ostrakon screen --input FILE --since D`: what changed for these customers."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from msgspec import Struct

from ostrakon.cli.consoles import error_console, output_console
from ostrakon.cli.options import day, refuse_stale
from ostrakon.cli.waiting import waiting
from ostrakon.engine import open_engine

if TYPE_CHECKING:
    from ostrakon.screening.accepted import Accepted
    from ostrakon.screening.batch import Customer
    from ostrakon.screening.since import HitChange, Window

__all__ = ["SinceOptions", "screen_since"]

_HITS = 1


class SinceOptions(Struct, frozen=True):
    """What was typed beside the file of customers and the day."""

    accepted: Path | None
    output: Path | None
    lists: Sequence[str]
    threshold: float
    as_of: str | None
    max_age: int | None
    json: bool


def screen_since(read: "Callable[[], Iterator[Customer]]", since: str, options: SinceOptions) -> int:
    """Print or write every change for the customers; 1 when there is a new or changed hit to look at."""
    from ostrakon.screening.since import hit_changes

    engine = open_engine()
    accepted = _accepted(options.accepted, set(engine.holdings.datasets()), read)
    with waiting("comparing the lists"):
        window = engine.since(
            since,
            threshold=options.threshold,
            as_of=day(options.as_of, "--as-of"),
            datasets=tuple(options.lists),
        )
        refuse_stale(window.scope, options.max_age)
    _warn(window)
    customers = 0

    def counted() -> "Iterator[Customer]":
        nonlocal customers
        for customer in read():
            customers = customer.row
            yield customer

    with waiting("screening"):
        changes = list(hit_changes(counted(), window, accepted))
    if options.output is not None:
        _write(changes, options.output)
    if options.json:
        from ostrakon.cli.since_wire import since_document
        from ostrakon.cli.wire import to_json

        typer.echo(to_json(since_document(changes, window, since, customers=customers)))
    elif options.output is None:
        from ostrakon.cli.since_display import show_since

        show_since(output_console(), changes, window, customers=customers)
    return _HITS if any(change.change != "gone" and not change.silenced for change in changes) else 0


def _accepted(
    file: Path | None, datasets: set[str], read: "Callable[[], Iterator[Customer]]"
) -> "Accepted | None":
    if file is None:
        return None
    from ostrakon.lists.issuers import SOURCES
    from ostrakon.screening.accepted import read_accepted
    from ostrakon.screening.since import refuse_ambiguous

    accepted = read_accepted(file, {*SOURCES, *datasets})
    refuse_ambiguous(read(), accepted)
    return accepted


def _write(changes: "Sequence[HitChange]", output: Path) -> None:
    from ostrakon.screening.batch import write_table
    from ostrakon.screening.since import CHANGE_COLUMNS, change_rows

    loud = [change for change in changes if not change.silenced]
    written = write_table(change_rows(loud), output, CHANGE_COLUMNS)
    silent = len(changes) - written
    left_out = f", {silent:,} on accepted hits left out: --json has them" if silent else ""
    error_console().print(f"{written:,} changes written to {output}{left_out}", markup=False, soft_wrap=True)


def _warn(window: "Window") -> None:
    for left_out in window.proof.not_checked:
        if left_out.why.startswith("no version"):
            warning = f"warning: {left_out.dataset}: {left_out.why}"
            error_console().print(warning, style="yellow", markup=False, soft_wrap=True)
