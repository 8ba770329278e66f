"""How the cost of a register grows with its stakes, as a figure for print."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.register.measuring import Measured

__all__ = ["draw"]

_INK, _RULE = "#1a1a1a", "#b0b0b0"


def draw(measured: Sequence[Measured], path: Path) -> None:
    """Both axes grow by tens; the grey line is what cost in proportion to the largest register would be."""
    from matplotlib.figure import Figure

    stakes = [one.stakes for one in measured]
    figure = Figure(figsize=(6.4, 3.8), layout="constrained")
    axes = figure.add_subplot()
    lines = (
        ("prepare", "o-", [one.prepare_processor_s for one in measured]),
        ("all three rules", "s--", [one.rules_processor_s for one in measured]),
    )
    most = measured[-1].prepare_processor_s
    axes.plot(stakes, [most * each / stakes[-1] for each in stakes], color=_RULE, label="in proportion")
    for label, style, seconds in lines:
        axes.plot(stakes, seconds, style, color=_INK, markersize=5, linewidth=1.2, label=label)
    axes.set(xscale="log", yscale="log", xlabel="stakes", ylabel="seconds of processor time")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(path, format="svg", metadata={"Date": None})
