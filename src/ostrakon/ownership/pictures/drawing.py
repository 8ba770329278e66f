"""A picture → SVG: readable in print and without colour, its text kept as text."""

import re
import textwrap
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ostrakon.errors import OstrakonError
from ostrakon.model import OwnersAnswer
from ostrakon.ownership.pictures.picture import Box, Line, Picture, picture_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["RULE_NAMES", "figure_of", "printable", "title_of", "to_svg"]

# Inches: of a box, from box to box, and around all.
_BOX_WIDTH, _BOX_HEIGHT = 2.3, 0.8
_ACROSS, _DOWN = 2.7, 1.6
_MARGIN, _LEGEND = 0.35, 0.75
_LETTER, _TITLE_LINE = 0.095, 0.24  # of the title, as wide and high as its letters are at most on average
_NAME_WIDTH, _NAME_LINES = 26, 2  # characters that fit into a box at this size
RULE_NAMES = {"us": "US", "eu": "EU", "gb": "UK"}
_INK, _RED, _AMBER, _GREY, _PALE = "#1b1f24", "#a40e26", "#7d4e00", "#57606a", "#f6f8fa"
_STYLES = {
    "known": {"color": _INK, "linestyle": "-", "linewidth": 1.4},
    "unknown": {"color": _INK, "linestyle": (0, (5, 3)), "linewidth": 1.4},
    "tie": {"color": _GREY, "linestyle": (0, (1, 2)), "linewidth": 1.2},
}
_MEANINGS = {
    "known": "share stated",
    "unknown": "share or control unknown",
    "tie": "tie that is not ownership",
}
# What XML cannot hold, and the marks that turn the direction of text.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def to_svg(answer: OwnersAnswer) -> str:
    """The chain of `answer` in layers, owners above. Raises OstrakonError without the extra `charts`."""
    import matplotlib as mpl

    figure = figure_of(answer)
    content = BytesIO()
    # Text as text, for search and screen readers; the same answer gives the same bytes.
    # A letter that our font lacks is drawn by the reader's: only its width is guessed.
    settings = mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "ostrakon"})
    with settings, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")
        figure.savefig(content, format="svg", metadata={"Date": None, "Title": title_of(answer)})
    text = content.getvalue().decode()
    # Without the document type, which would have a reader ask another machine for it.
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text[text.index("<svg") :]}'


def figure_of(answer: OwnersAnswer) -> "Figure":
    """The same as a figure of matplotlib, for other formats."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise OstrakonError("pictures need matplotlib: install ostrakon[charts]") from error
    picture = picture_of(answer)
    width = max(picture.columns * _ACROSS + _BOX_WIDTH, 5.2) + 2 * _MARGIN
    title = textwrap.wrap(title_of(answer), int((width - 2 * _MARGIN) / _LETTER))
    top = _MARGIN + _TITLE_LINE * len(title)
    height = top + (picture.rows - 1) * _DOWN + _BOX_HEIGHT + _LEGEND + _MARGIN + 0.3
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
    left = (width - picture.columns * _ACROSS) / 2
    _text(axes, (_MARGIN, _MARGIN), "\n".join(title), size=10, weight="bold", ha="left", va="top")
    for line in picture.lines:
        _draw_line(axes, line, picture, (left, top))
    for box in picture.boxes:
        _draw_box(axes, box, (left, top))
    _draw_legend(axes, picture, height - _LEGEND)
    return figure


def title_of(answer: OwnersAnswer) -> str:
    said = "; ".join(f"{RULE_NAMES[one.rule]}: {one.answer.replace('_', ' ')}" for one in answer.answers)
    return f"{printable(answer.entity)} on {answer.on}: {said}"


def _draw_box(axes: "Axes", box: Box, origin: tuple[float, float]) -> None:
    from matplotlib.patches import FancyBboxPatch

    x, y = _place(box.row, box.column, origin)
    edge = _RED if box.listed or box.caught else _AMBER if box.open_by else _INK
    axes.add_patch(
        FancyBboxPatch(
            (x - _BOX_WIDTH / 2, y - _BOX_HEIGHT / 2),
            _BOX_WIDTH,
            _BOX_HEIGHT,
            boxstyle="round,pad=0,rounding_size=0.08",
            facecolor="white" if not box.listed else _PALE,
            edgecolor=edge,
            linewidth=2.6 if box.listed else 1.2,
            zorder=3,
        )
    )
    name = textwrap.wrap(printable(box.name), _NAME_WIDTH) or ["?"]
    if len(name) > _NAME_LINES:
        name = [*name[: _NAME_LINES - 1], f"{name[_NAME_LINES - 1][: _NAME_WIDTH - 1]}…"]
    marks = [
        f"{word} {', '.join(RULE_NAMES[rule] for rule in rules)}"
        for word, rules in (("LISTED", box.listed), ("blocked", box.caught), ("open", box.open_by))
        if rules
    ]
    shift = 0.11 if marks else 0.0
    weight = "bold" if box.asked else "normal"
    _text(axes, (x, y - shift), "\n".join(name), size=9, weight=weight, zorder=4)
    if marks:
        _text(axes, (x, y + 0.27), " · ".join(marks), size=7.5, weight="bold", color=edge, zorder=4)


def _draw_line(axes: "Axes", line: Line, picture: Picture, origin: tuple[float, float]) -> None:
    """From the foot of one box to the head of the other, through the places kept free for it."""
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    boxes = {box.id: box for box in picture.boxes}
    owner, asset = boxes[line.owner], boxes[line.asset]
    start = _place(owner.row, owner.column, origin)
    end = _place(asset.row, asset.column, origin)
    down = 1 if owner.row <= asset.row else -1
    points = [
        (start[0], start[1] + down * _BOX_HEIGHT / 2),
        *(_place(row, column, origin) for row, column in line.bends),
        (end[0], end[1] - down * _BOX_HEIGHT / 2),
    ]
    aside = 0.0
    if any(other.owner == line.asset and other.asset == line.owner for other in picture.lines):
        aside = 0.35 * down  # two that hold each other: the lines must not lie on one another
        points = [(x + aside, y) for x, y in points]
    style = _STYLES[line.style]
    axes.add_patch(
        FancyArrowPatch(path=Path(points), arrowstyle="-|>", mutation_scale=13, zorder=1, **style)  # type: ignore[arg-type]
    )
    middle = _label_place(points, line, picture)
    halo = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    _text(
        axes, middle, printable(line.label, keep="\n"), size=8, color=str(style["color"]), zorder=5, bbox=halo
    )


def _label_place(points: list[tuple[float, float]], line: Line, picture: Picture) -> tuple[float, float]:
    """On the half where fewer lines meet: labels of lines that fan out must not lie on one another."""
    out = sum(other.owner == line.owner for other in picture.lines)
    into = sum(other.asset == line.asset for other in picture.lines)
    start, end = (points[-2], points[-1]) if out > into else (points[0], points[1])
    along = 0.68 if out > into else 0.32 if into > out else 0.5
    return start[0] + (end[0] - start[0]) * along, start[1] + (end[1] - start[1]) * along


def _draw_legend(axes: "Axes", picture: Picture, y: float) -> None:
    """What the lines mean, and what no picture may leave out."""
    used = [style for style in _STYLES if any(line.style == style for line in picture.lines)]
    x = _MARGIN
    for style in used:
        axes.plot([x, x + 0.45], [y, y], **_STYLES[style])  # type: ignore[arg-type]
        _text(axes, (x + 0.52, y), _MEANINGS[style], size=7.5, ha="left")
        x += 0.75 + 0.068 * len(_MEANINGS[style])
    note = "heavy frame: listed · shares are never multiplied along a chain · no legal advice"
    if picture.left_out:
        note = f"{picture.left_out} more parties did not fit · {note}"
    _text(axes, (_MARGIN, y + 0.32), note, size=7.5, ha="left", color=_GREY)


def _place(row: int, column: float, origin: tuple[float, float]) -> tuple[float, float]:
    """The middle of a box, in inches from the upper left."""
    return origin[0] + column * _ACROSS, origin[1] + _BOX_HEIGHT / 2 + 0.1 + row * _DOWN


def _text(axes: "Axes", place: tuple[float, float], text: str, *, size: float, **more: Any) -> None:
    """Middled on `place`; `more` as matplotlib's Text takes it. A "$" is a letter of a name."""
    words = {"color": _INK, "ha": "center", "va": "center", "family": "sans-serif"} | more
    axes.text(*place, text, fontsize=size, parse_math=False, **words)


def printable(text: str, keep: str = "") -> str:
    return _UNPRINTABLE.sub(lambda found: found[0] if found[0] in keep else "�", text)
