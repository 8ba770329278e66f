"""What both charts share: the library, the look, and the way to SVG."""

import io
from typing import Any

from ostrakon.errors import UsageError

__all__ = ["INK", "MISSING", "PALETTE", "new_figure", "to_svg"]

MISSING = "a chart needs the extra `charts`: run `pip install ostrakon[charts]`"
INK, DIM = "#1d232b", "#5b6673"
# Okabe and Ito's colours, which people with any colour vision tell apart.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")


def new_figure(width: float, height: float) -> Any:
    """An empty figure, inches. Raises UsageError where the library is not installed."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise UsageError(MISSING) from error
    return Figure(figsize=(width, height), layout="constrained")


def to_svg(figure: Any) -> str:
    """The same bytes for the same figure: no date, and ids that do not change; text stays text."""
    import matplotlib as mpl

    written = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "ostrakon", "svg.fonttype": "none"}):
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    svg = written.getvalue()
    return svg[svg.index("<svg") :]  # without the prolog, which no page takes


def tidy(axes: Any) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(DIM)
    axes.tick_params(colors=DIM, labelsize=8)
