"""The index is derived: it may be deleted or damaged, and never outlives what it was made of."""

import shutil
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest
from support.homes import NOW, home_with
from support.listings import person

from ostrakon import Query
from ostrakon.engine import Engine
from ostrakon.settings import Settings

DAY = date(2016, 3, 25)
LISTED = [person("12735", "Bashar AL-ASSAD"), *(person(str(n), f"Filler{n} PERSON") for n in range(40))]
ASSAD = Query(name="Bachar el-Assad")


def reopened(home: Path) -> Engine:
    return Engine(Settings(home), now=lambda: NOW)


def hits(home: Path) -> list[str]:
    return [hit.party for hit in reopened(home).screen(ASSAD).hits]


def index_files(home: Path) -> list[Path]:
    return sorted(path for path in (home / "index").rglob("*") if path.is_file())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home_with(tmp_path / "home", {"us_ofac_sdn": {DAY: LISTED}})
    assert hits(tmp_path / "home") == ["us_ofac_sdn:12735"]
    return tmp_path / "home"


def test_a_deleted_index_is_built_again(home: Path) -> None:
    shutil.rmtree(home / "index")
    assert hits(home) == ["us_ofac_sdn:12735"]


def test_an_index_that_lost_a_file_is_built_again(home: Path) -> None:
    for number, file in enumerate(index_files(home)):
        index_files(home)[number].unlink()
        assert hits(home) == ["us_ofac_sdn:12735"], file.name


def test_an_index_with_an_empty_table_is_built_again(home: Path) -> None:
    tables = [number for number, file in enumerate(index_files(home)) if file.suffix == ".npy"]
    for number in tables:
        index_files(home)[number].write_bytes(b"")
        assert hits(home) == ["us_ofac_sdn:12735"], index_files(home)[number].name


def test_an_index_of_another_database_is_not_taken_for_this_one(home: Path) -> None:
    # The same day and the same main file, but not the same parts, or not the same reader.
    (home / "ostrakon.db").unlink()
    home_with(home, {"us_ofac_sdn": {DAY: [person("12735", "Somebody ELSE"), *LISTED[2:]]}})
    assert hits(home) == []


def ask(home: Path) -> None:
    assert hits(home) == ["us_ofac_sdn:12735"]


def test_several_who_build_the_same_index_at_once_all_answer(home: Path) -> None:
    shutil.rmtree(home / "index")
    processes = [get_context("fork").Process(target=ask, args=(home,)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    assert len({file.parent for file in index_files(home)}) == 1
