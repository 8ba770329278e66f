"""A log of positions → a timeline: who took which when, and what the lists did after."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from ostrakon.claims.charts.drawing import INK, PALETTE, new_figure, tidy, to_svg
from ostrakon.model.positions import PositionLog

__all__ = ["timeline_chart"]

_WIDTH_INCHES = 9.5
_ROW_INCHES = 0.42
_MOST_ACTORS = 30
_STACK = 0.2  # of a row, between positions of one actor on one day
_SHAPES = ("o", "s", "^")


def timeline_chart(log: PositionLog) -> str:
    """SVG: a row per actor, a mark per position, a diamond per day of listings, a mark per ceasefire."""
    dated = [entry for entry in log.entries if entry.on is not None]
    actors = list(dict.fromkeys(entry.actor or "not told" for entry in dated))[:_MOST_ACTORS]
    ceasefires = [one for one in log.ceasefires if one.on is not None]
    rows = [*actors, *(["ceasefires"] if ceasefires else []), *(["lists"] if log.follow_through else [])]
    figure = new_figure(_WIDTH_INCHES, max(_ROW_INCHES * len(rows) + 1.4, 2.4))
    axes = figure.subplots()
    kinds = list(dict.fromkeys(entry.modality for entry in dated))
    stacked: Counter[tuple[str, date | None]] = Counter()
    for entry in dated:
        actor = entry.actor or "not told"
        if actor in actors:
            height = rows.index(actor) - _STACK * stacked[(actor, entry.on)]
            stacked[(actor, entry.on)] += 1
            colour, mark = _look(entry.modality, kinds)
            drawn = axes.scatter([entry.on], [height], color=colour, marker=mark, s=30, zorder=3)
            drawn.set_urls([f"#{entry.document}-{entry.claim}"])
    for one in ceasefires:
        mark = {"ceasefire": ">", "ceasefire_end": "X"}.get(one.event_type, "s")
        axes.scatter([one.on], [rows.index("ceasefires")], color=INK, marker=mark, s=36, zorder=3)
    _draw_listings(axes, log, len(rows) - 1)
    axes.set_yticks(range(len(rows)), rows)
    axes.set_ylim(len(rows) - 0.4, -0.8)
    _pad_days(axes, log)
    axes.grid(axis="x", color="#e4e8ed", linewidth=0.8)
    tidy(axes)
    handles = [_handle(kind, kinds) for kind in kinds]
    if handles:
        figure.legend(handles=handles, loc="outside lower center", ncols=5, fontsize=7, frameon=False)
    return to_svg(figure)


def _draw_listings(axes: Any, log: PositionLog, row: int) -> None:
    """Once for each issuer's list and day, however many positions came before."""
    steps = {(step.acts_via or step.issuer, step.listed_on): step for step in log.follow_through}
    for (issuer, day), step in steps.items():
        axes.scatter([day], [row], color="#b3261e", marker="D", s=34, zorder=3)
        axes.annotate(
            f"{issuer.upper()} +{step.listings} ({step.days} d)",
            (day, row),
            xytext=(0, 8),
            textcoords="offset points",
            fontsize=7,
            rotation=35,
            color=INK,
        )


def _look(kind: str, kinds: Sequence[str]) -> tuple[str, str]:
    """Colour and shape: shapes change where colours begin again."""
    index = kinds.index(kind)
    return PALETTE[index % len(PALETTE)], _SHAPES[index // len(PALETTE) % len(_SHAPES)]


def _pad_days(axes: Any, log: PositionLog) -> None:
    days = [
        *(entry.on for entry in log.entries if entry.on),
        *(one.on for one in log.ceasefires if one.on),
        *(step.listed_on for step in log.follow_through),
    ]
    if days:
        pad = timedelta(max(2, (max(days) - min(days)).days // 20))
        axes.set_xlim(min(days) - pad, max(days) + pad)


def _handle(kind: str, kinds: Sequence[str]) -> Any:
    from matplotlib.lines import Line2D

    colour, mark = _look(kind, kinds)
    return Line2D([], [], color=colour, marker=mark, linestyle="", label=kind.replace("_", " "))
