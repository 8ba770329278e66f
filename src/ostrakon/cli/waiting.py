"""A sign of life while something takes longer than two seconds; on a terminal only."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

__all__ = ["waiting"]


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """`what` with a moving mark on standard error until the block ends."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(f"{what} …"):
        yield
