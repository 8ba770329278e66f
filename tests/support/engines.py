"""Engines over a home of their own, whose clock stands still."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from ostrakon.engine import Engine
from ostrakon.lists.ingest import Outcome
from ostrakon.settings import Settings
from support.builders import un
from support.dates import moment

__all__ = ["NOW", "engine_over", "imported", "only_outcome", "un_list"]

# A few days after the newest of the real files.
NOW = moment("2026-08-25T12:00")


def engine_over(home: Path, *, database_url: str | None = None, now: datetime = NOW) -> Engine:
    return Engine(Settings(home, database_url), now=lambda: now)


def imported(
    engine: Engine,
    files: Mapping[str, bytes],
    folder: Path,
    *,
    captured_at: date | None = None,
    dataset: str | None = None,
    force: str | None = None,
) -> list[Outcome]:
    """What becomes of `files`, names with contents, written to `folder` and imported together."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name, content in files.items():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    return list(engine.import_files(paths, captured_at=captured_at, dataset=dataset, force=force))


def only_outcome(outcomes: Sequence[Outcome]) -> Outcome:
    (outcome,) = outcomes
    return outcome


def un_list(entries: int, marker: str = "THE SAME", *, marked_every: int = 1) -> bytes:
    """A UN list of 2025-03-01, too old for limits on its size; `marker` is in the name of each
    `marked_every`th of its entries."""
    return un.un_xml(
        [
            un.individual(
                number,
                REFERENCE_NUMBER=f"{'ABCDEFGH'[number // 1000]}Ti.{number % 1000:03}",
                FOURTH_NAME=marker if number % marked_every == 0 else "UNMARKED",
            )
            for number in range(entries)
        ],
        generated="2025-03-01T23:00:03.110Z",
    )
