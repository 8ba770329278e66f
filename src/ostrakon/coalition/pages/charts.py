"""A comparison → its three charts: listings over time, days behind, and who lists whom together."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from ostrakon.coalition.comparison import Comparison, LagStatistics
from ostrakon.errors import OstrakonError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["ISSUER_TITLES", "lag_figure", "overlap_figure", "svg", "timeline_figure"]

ISSUER_TITLES = {"us": "US", "gb": "UK", "eu": "EU", "un": "UN"}
# Of Okabe and Ito's palette, which eyes with any colour vision tell apart, and which prints in grey as four
# greys.
_COLOURS = {"us": "#0072b2", "gb": "#d55e00", "eu": "#009e73", "un": "#7b3f98"}
_GREY = "#5b6673"
_WIDTH_INCHES = 8.0
_MOST_COMBINATIONS = 15  # of four issuers there are no more
_STYLE: dict[str, Any] = {
    "svg.hashsalt": "ostrakon",  # the same comparison gives the same bytes
    "svg.fonttype": "path",  # no font of the reader's is needed
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
}


def timeline_figure(comparison: Comparison) -> Figure:
    """Per issuer, how many of the parties it lists on the day it had listed by each day.

    A drawn line is stated days alone; a dashed one has those too that are upper bounds.
    """
    figure, axes = _figure(3.2)
    last = comparison.proof.in_force_on
    for issuer in comparison.proof.issuers:
        on = [row.by_issuer[issuer] for row in comparison.parties if issuer not in row.elsewhere]
        dated = [one for one in on if one.listed_on and one.answer in {"listed", "reconstructed"}]
        every = sorted(one.listed_on for one in dated if one.listed_on)
        stated = sorted(one.listed_on for one in dated if one.listed_on and one.date_basis == "stated")
        colour, title = _COLOURS[issuer], ISSUER_TITLES[issuer]
        if stated:
            label = f"{title}, stated days ({len(stated):,})"
            _steps(axes, stated, last, color=colour, label=label)
        if len(every) > len(stated):
            label = f"{title}, with upper bounds ({len(every):,})"
            _steps(axes, every, last, color=colour, label=label, linestyle="--")
    axes.set_title("Parties listed, by the day of their listing")
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", color="#d8dee5", linewidth=0.6)
    if axes.lines:
        axes.legend(frameon=False, loc="upper left")
    else:
        _nothing(axes, "no listing date is known")
    return figure


def lag_figure(comparison: Comparison) -> Figure:
    """Per pair of issuers, the days between their listings of each party that both list."""
    shown = [one for one in comparison.lags if one.parties]
    figure, axes = _figure(1.1 + 0.55 * max(len(shown), 1))
    axes.set_title("Days from the first issuer's listing of a party to the second's")
    if not shown:
        _nothing(axes, "no party has a listing date with two of the issuers")
        return figure
    for height, one in enumerate(reversed(shown)):
        _lags(axes, height, one)
    axes.axvline(0, color=_GREY, linewidth=0.8)
    axes.set_yticks(range(len(shown)), [_pair(one) for one in reversed(shown)])
    axes.set_ylim(-0.6, len(shown) - 0.4)
    axes.set_xlabel("days; left of 0 the second issuer was first")
    axes.grid(axis="x", color="#d8dee5", linewidth=0.6)
    return figure


def overlap_figure(comparison: Comparison) -> Figure:
    """How many parties exactly each combination of issuers is known to list, as an UpSet plot."""
    issuers = comparison.proof.issuers
    combinations = sorted(comparison.counts.overlap, key=lambda one: -one.parties)[:_MOST_COMBINATIONS]
    with _matplotlib().rc_context(_STYLE):
        from matplotlib.figure import Figure

        figure = Figure(figsize=(_WIDTH_INCHES, 2.6 + 0.3 * len(issuers)), layout="constrained")
        bars, dots = figure.subplots(2, 1, sharex=True, height_ratios=(3, 0.45 * len(issuers)))
    bars.set_title("Parties that exactly these issuers are known to list")
    for place, one in enumerate(combinations):
        sure = one.parties - one.unknown
        bars.bar(place, sure, color=_GREY, width=0.6)
        bars.bar(place, one.unknown, bottom=sure, color="white", edgecolor=_GREY, hatch="////", width=0.6)
        bars.annotate(f"{one.parties:,}", (place, one.parties), ha="center", va="bottom")
        members = [len(issuers) - 1 - number for number, i in enumerate(issuers) if i in one.issuers]
        dots.plot([place] * len(issuers), range(len(issuers)), "o", color="#d8dee5", markersize=8)
        dots.plot([place] * len(members), members, "o-", color=_GREY, markersize=8, linewidth=2)
    bars.set_ylabel("parties")
    bars.margins(y=0.15)
    bars.tick_params(bottom=False)
    for spine in dots.spines.values():
        spine.set_visible(False)
    dots.set_xticks([])
    dots.set_yticks(range(len(issuers)), [_with_count(issuer, comparison) for issuer in reversed(issuers)])
    dots.tick_params(left=False)
    dots.set_ylim(-0.5, len(issuers) - 0.5)
    dots.set_xlim(-0.6, max(len(combinations), 1) - 0.4)
    if not combinations:
        _nothing(bars, "no issuer is known to list a party")
    else:
        dots.set_xlabel("hatched: of these, another issuer may list them too; nothing held can tell")
    return figure


def svg(figure: Figure, described: str) -> str:
    """The figure as an SVG element for a page, with `described` for readers who do not see it."""
    written = io.StringIO()
    with _matplotlib().rc_context(_STYLE):
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    text = written.getvalue()
    text = re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)
    label = described.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return text.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def _figure(height_inches: float) -> tuple[Figure, Axes]:
    with _matplotlib().rc_context(_STYLE):
        from matplotlib.figure import Figure

        figure = Figure(figsize=(_WIDTH_INCHES, height_inches), layout="constrained")
        return figure, figure.subplots()


def _matplotlib() -> Any:
    try:
        import matplotlib
    except ImportError as error:
        raise OstrakonError("charts need the extra: pip install 'ostrakon[charts]'") from error
    return matplotlib


def _steps(axes: Axes, days: Sequence[date], last: date, **style: Any) -> None:
    places = sorted({*days, last})
    counts = [bisect_right(days, place) for place in places]
    axes.step(np.array(places, "datetime64[D]"), counts, where="post", **style)


def _lags(axes: Axes, height: int, one: LagStatistics) -> None:
    stated = one.basis == "stated"
    colour = _COLOURS[one.later]
    if one.lower_quartile is not None and one.median is not None and one.upper_quartile is not None:
        width = one.upper_quartile - one.lower_quartile
        axes.barh(
            height,
            width,
            left=one.lower_quartile,
            height=0.5,
            facecolor=colour if stated else "none",
            edgecolor=colour,
            alpha=0.35 if stated else 1,
        )
        axes.plot([one.median, one.median], [height - 0.25, height + 0.25], color=colour, linewidth=2)
    axes.plot(one.days, [height] * len(one.days), "|", color=colour, markersize=7, alpha=0.7)


def _pair(one: LagStatistics) -> str:
    basis = "stated" if one.basis == "stated" else "bounds"
    return f"{ISSUER_TITLES[one.earlier]} → {ISSUER_TITLES[one.later]}, {basis} ({one.parties:,})"


def _with_count(issuer: str, comparison: Comparison) -> str:
    counts = comparison.counts.by_issuer[issuer]
    return f"{ISSUER_TITLES[issuer]} ({counts.listed + counts.reconstructed:,})"


def _nothing(axes: Axes, why: str) -> None:
    axes.text(0.5, 0.5, why, ha="center", va="center", transform=axes.transAxes, color=_GREY)
    axes.set_xticks([])
    axes.set_yticks([])
