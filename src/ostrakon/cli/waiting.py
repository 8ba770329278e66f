"""A sign of life while something takes longer than two seconds; on a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from ostrakon.cli.consoles import error_console

__all__ = ["Aside", "waiting"]

# Takes what moves off the terminal while lines are printed that are to stay: a bar that is drawn anew
# wipes the lines where it believes itself to be.
Aside = Callable[[], AbstractContextManager[None]]


@contextmanager
def waiting(what: str) -> Iterator[Aside]:
    """`what` with a moving mark on standard error until the block ends."""
    console = error_console()
    if not console.is_terminal:
        yield nullcontext
        return
    with console.status(f"{what} …") as status:

        @contextmanager
        def aside() -> Iterator[None]:
            status.stop()
            yield
            status.start()

        yield aside
