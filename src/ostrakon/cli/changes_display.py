"""Diffs and histories as people read them."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ostrakon.cli.consoles import one_line
from ostrakon.lists.changes import Counted, Diff, Event, FieldChange, History, ListingChange, ProgrammeTally
from ostrakon.lists.wording import field_words
from ostrakon.model import ListVersion

__all__ = ["field_lines", "show_diff", "show_history"]

_MOST_ROWS = 20  # listings per table: what a screen holds; --json has them all
_MOST_PROGRAMMES = 15
_CHANGES = {
    "first_seen": "first seen",
    "changed": "changed",
    "delisted": "delisted",
    "listed_again": "listed again",
}


def show_diff(console: Console, diff: Diff) -> None:
    console.print(Text(f"from {_version(diff.before)}\n  to {_version(diff.after)}"), soft_wrap=True)
    if diff.not_compared:
        fields = ", ".join(map(field_words, diff.not_compared))
        line = f"not compared, as one of the two files cannot carry it: {fields}"
        console.print(Text(line, style="yellow"), soft_wrap=True)
    console.print()
    if diff.counts.programme is not None:
        _show_programme(console, diff.counts.programme)
    console.print(_counted("listings", {"whole list": diff.counts.total, **_chosen(diff)}))
    _show_groups(console, "programme", diff.counts.by_programme)
    _show_listings(console, "added", diff.added)
    _show_listings(console, "removed", diff.removed)
    _show_changed(console, diff.changed)


def show_history(console: Console, history: History) -> None:
    listed = "listed" if history.listed else "no longer listed"
    console.print(Text(f"{history.id}  {one_line(history.name)}  {history.kind}", style="bold"))
    since = f"{history.listed_on} ({history.date_basis})" if history.listed_on else "not stated"
    console.print(
        Text(
            f"{listed} in the newest of the versions held ({history.versions:,}: {history.first_version} to "
            f"{history.last_version}); listing date: {since}"
        ),
        soft_wrap=True,
    )
    for event in history.events:
        console.print()
        _show_event(console, event)


def _show_event(console: Console, event: Event) -> None:
    when = f"{event.at:%Y-%m-%d}  {_CHANGES[event.change]}"
    said = f"  version {event.version} ({event.layout}), sha256 {event.sha256[:12]}"
    console.print(Text.assemble((when, "bold"), (said, "dim")), soft_wrap=True)
    if event.change != "changed" and event.programmes:
        was = "was under" if event.change == "delisted" else "under"
        console.print(Text(f"  {was} {one_line(', '.join(event.programmes))}"), soft_wrap=True)
    if event.after is None:
        console.print(Text("  in the first version held: may have been listed long before", style="dim"))
    elif event.change != "changed":
        console.print(Text(f"  at some time after version {event.after}", style="dim"))
    for change in event.fields:
        for line in field_lines(change):
            console.print(line, soft_wrap=True)
    if event.change == "changed":
        material = "material to matching" if event.material else "not material to matching"
        console.print(Text(f"  {material}", style="yellow" if event.material else "dim"))


def field_lines(change: FieldChange) -> Iterable[Text]:
    since = f" (since version {change.since})" if change.since else ""
    yield Text(f"  {field_words(change.field)}{since}")
    yield from (Text(f"    - {one_line(words)}", style="red") for words in change.before)
    yield from (Text(f"    + {one_line(words)}", style="green") for words in change.after)


def _show_programme(console: Console, tally: ProgrammeTally) -> None:
    lines = [
        f"under {tally.pattern}: {tally.before:,} before, {tally.after:,} after",
        f"  {tally.left_list:,} left the list, {tally.stayed:,} stayed on it "
        f"({tally.stayed_without:,} without {tally.pattern}, {tally.stayed_with:,} with), "
        f"{tally.came:,} came",
    ]
    console.print(Text("\n".join(lines), style="bold"), soft_wrap=True)
    if tally.now_under:
        table = _table(f"now under, of the {tally.stayed:,} that stayed", right=("all", "without", "with"))
        for count in tally.now_under[:_MOST_PROGRAMMES]:
            table.add_row(
                Text(one_line(count.programme)), *map(_number, (count.stayed, count.without, count.with_one))
            )
        console.print(table)
        _say_left_out(console, len(tally.now_under) - _MOST_PROGRAMMES, "programmes")
    console.print()


def _chosen(diff: Diff) -> dict[str, Counted]:
    asked = {} if diff.counts.chosen == diff.counts.total else {"asked for": diff.counts.chosen}
    return asked | diff.counts.by_kind


def _show_groups(console: Console, what: str, groups: Mapping[str, Counted]) -> None:
    moved = {group: count for group, count in groups.items() if count.added or count.removed or count.changed}
    most = dict(sorted(moved.items(), key=lambda one: -(one[1].added + one[1].removed))[:_MOST_PROGRAMMES])
    if most:
        console.print()
        console.print(_counted(what, most))
        _say_left_out(console, len(moved) - len(most), "programmes with changes")


def _counted(what: str, rows: Mapping[str, Counted]) -> Table:
    table = _table(what, right=Counted.__struct_fields__)
    for name, counted in rows.items():
        table.add_row(
            Text(one_line(name)), *(_number(getattr(counted, one)) for one in Counted.__struct_fields__)
        )
    return table


def _show_listings(console: Console, what: str, changes: Sequence[ListingChange]) -> None:
    if not changes:
        return
    console.print(Text(f"\n{what}: {len(changes):,}", style="bold"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for column, ratio in (("id", None), ("kind", None), ("name", 3), ("programmes", 2)):
        table.add_column(column, no_wrap=ratio is None, ratio=ratio)
    for change in changes[:_MOST_ROWS]:
        listing = change.listing
        programmes = ", ".join(listing.programme_codes)
        table.add_row(*map(Text, map(one_line, (listing.id, listing.kind, listing.name, programmes))))
    console.print(table)
    _say_left_out(console, len(changes) - _MOST_ROWS, what)


def _show_changed(console: Console, changes: Sequence[ListingChange]) -> None:
    if not changes:
        return
    material = [change for change in changes if change.material]
    line = f"\nchanged: {len(changes):,}, of which {len(material):,} are material to matching"
    console.print(Text(line, style="bold"))
    for change in (material or list(changes))[:_MOST_ROWS]:
        mark = " (material)" if change.material else ""
        console.print(Text(f"{change.listing.id}  {one_line(change.listing.name)}{mark}"), soft_wrap=True)
        for field in change.fields:
            for text in field_lines(field):
                console.print(text, soft_wrap=True)
    _say_left_out(console, len(changes) - len((material or list(changes))[:_MOST_ROWS]), "changed")


def _say_left_out(console: Console, count: int, what: str) -> None:
    if count > 0:
        console.print(Text(f"… and {count:,} more {what}: --json has them all", style="dim"))


def _version(version: ListVersion) -> str:
    given = "" if version.captured_basis == "observed" else " (date given)"
    return (
        f"{version.dataset} {version.name}{given}: {version.listings:,} listings, {version.layout}, "
        f"sha256 {version.sha256[:12]}"
    )


def _number(count: int) -> str:
    return f"{count:,}"


def _table(left: str, *, right: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(left, overflow="fold")
    for heading in right:
        table.add_column(heading.replace("_", " "), justify="right", no_wrap=True)
    return table
