"""What changed for customers, as people read it."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from ostrakon.cli.changes_display import field_lines
from ostrakon.cli.consoles import one_line
from ostrakon.cli.display import show_proof
from ostrakon.lists.wording import field_words
from ostrakon.screening.since import Cause, HitChange, Window

__all__ = ["show_since"]

_STYLES = {"new": "bold red", "changed": "yellow", "gone": "green"}


def show_since(console: Console, changes: Sequence[HitChange], window: Window, *, customers: int) -> None:
    loud = [change for change in changes if not change.silenced]
    silent = [change for change in changes if change.silenced]
    for _, of_one in groupby(loud, key=lambda change: change.customer.row):
        _show_customer(console, list(of_one))
    counted = ", ".join(
        f"{sum(change.change == kind for change in loud):,} {kind}" for kind in ("new", "changed", "gone")
    )
    console.print(Text(f"{customers:,} customers: {counted} hits", style="bold"))
    if silent:
        console.print(Text(f"{len(silent):,} more on accepted hits, not shown: --json has them", style="dim"))
    console.print()
    for compared in window.compared:
        line = (
            f"{compared.after.dataset}: {compared.before.name} to {compared.after.name}, "
            f"{compared.listings:,} listings differ"
        )
        console.print(Text(line, style="dim"))
        if compared.not_compared:
            fields = ", ".join(map(field_words, compared.not_compared))
            lost = f"  one of the two files cannot carry: {fields}"
            console.print(Text(lost, style="yellow"), soft_wrap=True)
    show_proof(console, window.proof)


def _show_customer(console: Console, changes: Sequence[HitChange]) -> None:
    customer = changes[0].customer
    known = f"  {one_line(customer.id)}" if customer.id else ""
    console.print(Text(f"row {customer.row}  {one_line(customer.query.name)}{known}", style="bold"))
    for change in changes:
        _show_change(console, change)


def _show_change(console: Console, change: HitChange) -> None:
    hit = change.after or change.before
    assert hit is not None
    scores = [f"{one.score:.2f}" for one in (change.before, change.after) if one is not None]
    score = " → ".join(dict.fromkeys(scores))
    line = f"  {change.change:<8}{score}  {hit.party}  {one_line(hit.listings[0].name)}"
    console.print(Text(line, style=_STYLES[change.change]), soft_wrap=True)
    console.print(Text(f"    {_in_words(change.cause)}"), soft_wrap=True)
    for field in change.cause.fields:
        for text in field_lines(field):
            console.print(Text("    ") + text, soft_wrap=True)
    if change.accepted:
        console.print(Text(f"    was accepted: {one_line(change.accepted)}", style="yellow"), soft_wrap=True)


def _in_words(cause: Cause) -> str:
    between = f"between {cause.before} and {cause.after}"
    material = "material to matching" if cause.material else "not material to matching"
    match cause.change:
        case "added":
            return f"listed {between}"
        case "removed":
            return f"left the list {between}"
        case "changed":
            return f"the listing changed {between}, {material}"
    return f"the listing is the same {between}, but one of the two files says less of it"
