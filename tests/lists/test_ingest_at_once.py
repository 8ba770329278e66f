"""Several imports at once queue and all end up in; whoever reads meanwhile sees whole versions only."""

from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

from support.dates import day
from support.engines import engine_over, only_outcome, un_list

from ostrakon.lists.parsing import country

UN = "un_sc_sanctions"
ENTRIES = 300
IMPORTS = 6
FIRST_DAY = day("2025-03-02")


def import_into(home: Path, database_url: str, file: Path, captured_at: date) -> None:
    engine = engine_over(home, database_url=database_url)
    outcome = only_outcome(list(engine.import_files([file], captured_at=captured_at)))
    assert outcome.version is not None, outcome.error
    engine.store.close()


def test_imports_at_once_into_a_new_home_all_end_up_in(tmp_path: Path, database_url: str) -> None:
    home = tmp_path / "home"
    country("Rwanda")  # the tables of names are loaded here, once, and not in every child
    expected, processes = {}, []
    for number in range(IMPORTS):
        captured_at = FIRST_DAY + timedelta(days=number)
        file = tmp_path / f"{captured_at}.xml"
        file.write_bytes(un_list(ENTRIES, f"OF {captured_at}"))
        expected[captured_at.isoformat()] = f"OF {captured_at}"
        processes.append(
            get_context("fork").Process(target=import_into, args=(home, database_url, file, captured_at))
        )
    for process in processes:
        process.start()

    engine = engine_over(home, database_url=database_url)
    seen: dict[str, str] = {}
    while any(process.is_alive() for process in processes) or len(seen) < len(expected):
        finished = all(process.exitcode is not None for process in processes)
        for version in engine.store.versions(UN):
            names = [one.name for one in engine.store.listings(version)]
            assert len(names) == version.listings == ENTRIES
            (seen[version.name],) = {name.partition("MOSSO ")[2] for name in names}
        assert not finished or len(seen) == len(expected)
    engine.store.close()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * IMPORTS
    assert seen == expected


def test_the_same_file_imported_twice_at_once_is_one_version(tmp_path: Path, database_url: str) -> None:
    file = tmp_path / "consolidated.xml"
    file.write_bytes(un_list(ENTRIES))
    processes = [
        get_context("fork").Process(
            target=import_into, args=(tmp_path / "home", database_url, file, FIRST_DAY)
        )
        for _ in range(3)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    engine = engine_over(tmp_path / "home", database_url=database_url)
    (version,) = engine.store.versions(UN)
    assert sum(1 for _ in engine.store.listings(version)) == ENTRIES
    engine.store.close()
