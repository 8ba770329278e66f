"""Tallies → a chart: for each class of victims the range of each report, over the days of the reports."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ostrakon.claims.charts.drawing import INK, PALETTE, new_figure, tidy, to_svg
from ostrakon.claims.reconciliation.tallies import Entry, Tally

__all__ = ["ranges_chart"]

_PANEL_INCHES = 1.9
_WIDTH_INCHES = 8.6
_MOST_PANELS = 12


def ranges_chart(tallies: Sequence[Tally]) -> str:
    """SVG, one panel per class that several reports give; each mark links to `#document-claim`.

    An open end is an arrow. Reports of one day stand side by side, in the order they were given.
    """
    panels = [
        (f"{tally.origin}: {class_}, {tally.outcome}", entries)
        for tally in tallies
        for class_, entries in tally.by_class().items()
        if len({entry.document for entry in entries}) > 1
    ][:_MOST_PANELS]
    figure = new_figure(_WIDTH_INCHES, max(_PANEL_INCHES * len(panels), 1.2))
    if not panels:
        figure.text(0.5, 0.5, "no figure that several reports give", ha="center", color=INK)
        return to_svg(figure)
    names = list(dict.fromkeys(entry.name for _, entries in panels for entry in entries))
    all_axes = figure.subplots(len(panels), 1, squeeze=False)[:, 0]
    for axes, (title, entries) in zip(all_axes, panels, strict=True):
        _draw(axes, title, entries, names)
    handles = [_handle(name, names) for name in names]
    figure.legend(
        handles=handles, loc="outside lower center", ncols=min(len(names), 4), fontsize=8, frameon=False
    )
    return to_svg(figure)


def _draw(axes: Any, title: str, entries: Sequence[Entry], names: Sequence[str]) -> None:
    axes.set_title(title, loc="left", fontsize=9, color=INK)
    places = _places(entries)
    for place, entry in zip(places, entries, strict=True):
        colour = PALETTE[names.index(entry.name) % len(PALETTE)]
        low, high = entry.envelope.low, entry.envelope.high
        top = high if high is not None else max(entry.number * 1.08, low + 1)
        axes.vlines(place, low, top, color=colour, linewidth=3, alpha=0.45)
        mark = "^" if high is None else "o"
        drawn = axes.scatter(
            [place], [top if high is None else entry.number], color=colour, marker=mark, s=28, zorder=3
        )
        drawn.set_urls([f"#{entry.document}-{entry.claim.id}"])
        axes.annotate(
            f"{entry.number:,}",
            (place, entry.number),
            xytext=(6, 0),
            textcoords="offset points",
            fontsize=8,
            va="center",
            color=INK,
            url=f"#{entry.document}-{entry.claim.id}",
        )
    axes.set_xlim(-0.6, max(places) + 0.9)
    axes.margins(y=0.25)
    axes.set_xticks(places, [_label(entry.dated) for entry in entries])
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    tidy(axes)


def _places(entries: Sequence[Entry]) -> list[float]:
    """Left to right by day; a gap between days is wider than one between reports of a day."""
    order = sorted(range(len(entries)), key=lambda i: (str(entries[i].dated or "9999"), entries[i].document))
    places = [0.0] * len(entries)
    at, previous = -0.5, None
    for index in order:
        at += 0.5 if entries[index].dated == previous else 1.0
        previous = entries[index].dated
        places[index] = at - 0.5
    return places


def _label(day: date | None) -> str:
    return day.isoformat() if day is not None else "no date"


def _handle(name: str, names: Sequence[str]) -> Any:
    from matplotlib.lines import Line2D

    colour = PALETTE[names.index(name) % len(PALETTE)]
    return Line2D([], [], color=colour, marker="o", linewidth=3, alpha=0.8, label=name)
