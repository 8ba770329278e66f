"""`ostrakon verify`: every hash and chain recomputed, and what no longer fits named."""

import typer

from ostrakon.cli.consoles import error_console, output_console
from ostrakon.cli.waiting import waiting
from ostrakon.engine import open_engine

__all__ = ["verify_command"]

_FAILED = 4


def verify_command() -> None:
    """Recompute every hash and chain that is held; each thing that changed is named."""
    engine = open_engine()
    with waiting("recomputing"):
        problems = list(engine.verify())
    for problem in problems:
        error_console().print(str(problem), style="red", markup=False, soft_wrap=True)
    if problems:
        raise typer.Exit(_FAILED)
    output_console().print("everything held is as it was written", style="green")
