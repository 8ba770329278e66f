"""Bars for what takes longer than two seconds; on a terminal only."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

from ostrakon.lists.update import Progress as Report

__all__ = ["download_progress"]


@contextmanager
def download_progress() -> Iterator[Report]:
    """A function that shows how much of each list has come in, on standard error."""
    import stamina.instrumentation

    # A retry is no news: what failed for good stands in the outcome.
    stamina.instrumentation.set_on_retry_hooks([])
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def report(dataset: str, received: int, total: int | None) -> None:
            if dataset not in tasks:
                tasks[dataset] = bars.add_task(dataset)
            bars.update(tasks[dataset], completed=received, total=total)

        yield report
