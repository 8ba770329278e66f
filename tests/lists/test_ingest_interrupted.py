"""An import that is killed at any instant leaves the store before or after it, never between."""

import random
import time
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.dates import day
from support.engines import engine_over, only_outcome, un_list

from ostrakon.lists.parsing import country
from ostrakon.lists.store.database import Database

UN = "un_sc_sanctions"
ENTRIES = 1_000  # as many as the UN's list has
KILLS = 50
FIRST_DAY = day("2025-03-02")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two lists of the same entries, half of them with other names: a mixture of both would show."""
    paths = (tmp_path / "even.xml", tmp_path / "odd.xml")
    for path in paths:
        path.write_bytes(un_list(ENTRIES, f"THE {path.stem}", marked_every=2))
    return paths


def import_into(home: Path, database_url: str, file: Path, captured_at: date) -> None:
    engine = engine_over(home, database_url=database_url)
    outcome = only_outcome(list(engine.import_files([file], captured_at=captured_at)))
    assert outcome.version is not None, outcome.error
    engine.store.close()


def held(home: Path, database_url: str) -> dict[str, set[str]]:
    """Of each version, the markers in its names; every version is checked to be whole."""
    engine = engine_over(home, database_url=database_url)
    found = {}
    for version in engine.store.versions(UN):
        names = [one.name for one in engine.store.listings(version)]
        assert len(names) == version.listings == ENTRIES
        markers = [name.partition(" THE ")[2] for name in names if not name.endswith("UNMARKED")]
        assert len(markers) == ENTRIES // 2
        found[version.name] = set(markers)
    engine.store.close()
    return found


def assert_database_sound(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        database = Database(database_url)
        with database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.execute(sa.text("PRAGMA foreign_key_check")).all() == []
        database.close()


def test_50_imports_killed_at_random_leave_whole_versions_alone(
    tmp_path: Path, database_url: str, files: tuple[Path, Path]
) -> None:
    chance = random.Random("kill -9")
    home = tmp_path / "home"
    country("Rwanda")  # the tables of names are loaded here, once, and not in every child
    import_into(home, database_url, files[0], FIRST_DAY)
    started = time.monotonic()
    import_into(home, database_url, files[1], FIRST_DAY + timedelta(days=1))
    takes_s = time.monotonic() - started

    expected = {FIRST_DAY.isoformat(): {"even"}, (FIRST_DAY + timedelta(days=1)).isoformat(): {"odd"}}
    survived = 0
    for number in range(2, KILLS + 2):
        captured_at = FIRST_DAY + timedelta(days=number)
        file = files[number % 2]
        process = get_context("fork").Process(
            target=import_into, args=(home, database_url, file, captured_at)
        )
        process.start()
        process.join(timeout=chance.uniform(0, 1.2 * takes_s))
        process.kill()
        process.join()

        assert_database_sound(database_url)
        complete = expected | {captured_at.isoformat(): {file.stem}}
        after = held_names(home, database_url)
        assert after in (list(expected), list(complete))
        if after == list(complete):
            survived += 1
            expected = complete

    assert held(home, database_url) == expected
    assert survived < KILLS
    import_into(home, database_url, files[0], FIRST_DAY + timedelta(days=KILLS + 2))
    assert len(held(home, database_url)) == len(expected) + 1
    captures = list(engine_over(home, database_url=database_url).captures.verify())
    assert captures == []


def held_names(home: Path, database_url: str) -> list[str]:
    """The names of all versions; the newest is checked to be whole."""
    engine = engine_over(home, database_url=database_url)
    versions = engine.store.versions(UN)
    assert sum(1 for _ in engine.store.listings(versions[-1])) == ENTRIES
    engine.store.close()
    return [version.name for version in versions]


def test_a_home_whose_very_first_import_was_killed_is_no_obstacle(
    tmp_path: Path, database_url: str, files: tuple[Path, Path]
) -> None:
    chance = random.Random("the first")
    for number in range(8):
        process = get_context("fork").Process(
            target=import_into, args=(tmp_path / "home", database_url, files[0], FIRST_DAY)
        )
        process.start()
        process.join(timeout=chance.uniform(0, 0.1) * (number + 1))
        process.kill()
        process.join()
    import_into(tmp_path / "home", database_url, files[0], FIRST_DAY)
    assert held(tmp_path / "home", database_url) == {FIRST_DAY.isoformat(): {"even"}}
