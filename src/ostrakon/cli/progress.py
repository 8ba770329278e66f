"""Bars for what takes longer than two seconds; on a terminal only."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

from ostrakon.cli.consoles import error_console

__all__ = ["Bars", "download_progress"]


class Bars:
    """How much of each list has come in, on standard error."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def report(self, dataset: str, received: int, total: int | None) -> None:
        if dataset not in self._tasks:
            self._tasks[dataset] = self._bars.add_task(dataset)
        self._bars.update(self._tasks[dataset], completed=received, total=total)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Off the terminal while the block prints; lists that came in by then have no bar any more."""
        if self._bars.disable:
            yield
            return
        self._bars.stop()
        for task in self._tasks.values():
            self._bars.remove_task(task)
        self._tasks.clear()
        yield
        self._bars.start()


@contextmanager
def download_progress() -> Iterator[Bars]:
    import stamina.instrumentation

    # A retry is no news: what failed for good stands in the outcome.
    stamina.instrumentation.set_on_retry_hooks([])
    console = error_console()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        yield Bars(bars)
