"""The journal: every screening once, on one chain, whoever writes at the same time and whoever is killed."""

import multiprocessing
import os
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.dates import moment
from support.evidence import flipped
from support.journals import hit, screened

from ostrakon.cases import Journal, JournalEntry
from ostrakon.cases.chain import verify_journal
from ostrakon.errors import UsageError
from ostrakon.lists.store.database import Database
from ostrakon.lists.store.schema import journal as journal_table
from ostrakon.lists.store.schema import journal_head, journal_personal, journal_proofs

NOW = moment("2026-11-24T12:00")


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database, lambda: NOW)


def record(journal: Journal, *names: str) -> list[int]:
    written = journal.record([screened(name) for name in names], who="an analyst", channel="screen")
    return [one.number for one in written]


def problems(database: Database) -> list[str]:
    return [str(problem) for problem in verify_journal(database)]


def test_each_screening_is_an_entry_with_who_when_what_and_result(
    journal: Journal, database: Database
) -> None:
    [recorded] = journal.record([screened("Orik Vantu", [hit()])], who="an analyst", channel="screen")
    held = journal.find(recorded.number)
    assert isinstance(held.entry, JournalEntry)
    assert (held.entry.number, held.entry.at, held.entry.who) == (1, NOW, "an analyst")
    assert (held.entry.hits, held.entry.limit, held.entry.channel) == (1, 10, "screen")
    assert held.personal is not None
    assert held.personal.query is not None
    assert held.personal.query.name == "Orik Vantu"
    assert held.personal.hits == (hit(),)
    assert held.proof is not None
    assert held.proof.matcher == "matcher for a test"
    assert held.sha256 == recorded.sha256
    assert problems(database) == []


def test_a_search_that_found_nothing_is_an_entry_too(journal: Journal) -> None:
    record(journal, "Nobody Inparticular")
    [held] = journal.entries()
    assert isinstance(held.entry, JournalEntry)
    assert held.entry.hits == 0


def test_the_entry_itself_tells_nothing_of_the_person(journal: Journal, database: Database) -> None:
    record(journal, "Orik Vantu")
    with database.reading() as connection:
        body = connection.execute(sa.select(journal_table.c.body)).scalar_one()
    assert b"Vantu" not in body
    assert b"personal_sha256" in body


def test_proofs_are_kept_once(journal: Journal, database: Database) -> None:
    record(journal, "A B", "C D")
    record(journal, "E F")
    with database.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(journal_proofs)).scalar() == 1


def test_an_erased_person_is_gone_and_the_chain_still_verifies(journal: Journal, database: Database) -> None:
    record(journal, "Orik Vantu", "Somebody Else")
    erased = journal.erase([1], who="an officer", why="asked by the person")
    assert erased.number == 3
    assert journal.find(1).personal is None
    assert journal.find(1).salt is None
    assert journal.find(2).personal is not None
    assert problems(database) == []
    with database.reading() as connection:
        rows = connection.execute(sa.select(journal_personal.c.body)).scalars().all()
    assert not any(b"Vantu" in row for row in rows if row)


@pytest.mark.parametrize(
    ("number", "said"), [(9, "no journal entry 9"), (3, "no screening"), (1, "erased before")]
)
def test_only_what_is_there_can_be_erased(journal: Journal, number: int, said: str) -> None:
    record(journal, "A B", "C D")
    journal.erase([1], who="an officer", why="asked")
    with pytest.raises(UsageError, match=said):
        journal.erase([2, number], who="an officer", why="asked")
    assert journal.find(2).personal is not None


def changed(database: Database, table: sa.Table, column: str, number: int | None, value: object) -> None:
    with database.writing() as connection:
        update = sa.update(table).values({column: value})
        connection.execute(update if number is None else update.where(table.c.number == number))


@pytest.mark.parametrize("column", ["body", "sha256", "previous", "at"])
def test_any_change_of_an_entry_is_named(journal: Journal, database: Database, column: str) -> None:
    record(journal, "A B", "C D", "E F")
    with database.reading() as connection:
        row = connection.execute(sa.select(journal_table).where(journal_table.c.number == 2)).one()
    value = {
        "body": bytes(row.body).replace(b'"hits":0', b'"hits":1'),
        "at": moment("2020-01-01T00:00"),
    }.get(column, "f" * 64)
    changed(database, journal_table, column, 2, value)
    assert any("journal entry 2:" in problem for problem in problems(database))


def test_any_changed_bit_of_a_row_in_the_file_is_found(tmp_path: Path) -> None:
    """The very bytes of a SQLite file, where they hold an entry, what is personal in it, or a proof."""
    path = tmp_path / "ostrakon.db"
    database = Database(path)
    record(Journal(database, lambda: NOW), "Orik Vantu", "Somebody Else")
    database.scrub("journal_personal")
    database.close()
    content = path.read_bytes()
    for begins, length in ((b'{"at"', 300), (b'{"document"', 60), (b'{"as_of"', 100)):
        start = content.index(begins)
        for position in range(start, start + length, 3):
            flipped(path, position, position % 8)
            changed_file = Database(path)
            assert [*changed_file.verify(), *verify_journal(changed_file)], position
            changed_file.close()
            path.write_bytes(content)


@pytest.mark.parametrize("column", ["salt", "body"])
def test_a_change_of_what_is_personal_is_named(journal: Journal, database: Database, column: str) -> None:
    record(journal, "A B", "C D")
    changed(database, journal_personal, column, 2, b"other")
    assert problems(database) == ["journal entry 2: what is personal in it is not what was recorded"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("UPDATE journal SET body = replace(body, 'screen', 'scream') WHERE number = 2", "journal entry 2"),
        ("UPDATE journal SET body = CAST(body AS TEXT) WHERE number = 2", "journal entry 2"),
        ("UPDATE journal_personal SET body = replace(body, 'A', 'B') WHERE number = 1", "journal entry 1"),
        ("UPDATE journal_personal SET salt = 5 WHERE number = 1", "journal entry 1"),
        ("UPDATE journal_proof SET body = body || ' '", "journal proof "),
    ],
)
def test_what_another_program_wrote_as_text_into_the_file_is_named(
    tmp_path: Path, change: str, where: str
) -> None:
    """As the `sqlite3` shell does: a blob is a text after any function on it."""
    path = tmp_path / "ostrakon.db"
    database = Database(path)
    record(Journal(database, lambda: NOW), "A B", "C D")
    database.close()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(change)
    assert any(problem.startswith(where) for problem in problems(Database(path)))


def test_what_is_gone_without_an_erasure_is_named(journal: Journal, database: Database) -> None:
    record(journal, "A B", "C D")
    for column in ("salt", "body"):
        changed(database, journal_personal, column, 2, None)
    [problem] = problems(database)
    assert "journal entry 2: what is personal in it is gone" in problem


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_deleted_entry_is_missed_the_last_one_too(
    journal: Journal, database: Database, number: int
) -> None:
    record(journal, "A B", "C D", "E F")
    with database.writing() as connection:
        for table in (journal_personal, journal_table):
            connection.execute(sa.delete(table).where(table.c.number == number))
    assert problems(database)


def test_a_changed_proof_and_a_changed_head_are_named(journal: Journal, database: Database) -> None:
    record(journal, "A B")
    changed(database, journal_proofs, "body", None, b"{}")
    changed(database, journal_head, "sha256", None, "0" * 64)
    found = problems(database)
    assert any(problem.startswith("journal proof") for problem in found)
    assert any(problem.startswith("journal head") for problem in found)


def test_two_entries_cannot_follow_the_same_one(journal: Journal, database: Database) -> None:
    record(journal, "A B", "C D")
    with database.reading() as connection:
        row = connection.execute(sa.select(journal_table).where(journal_table.c.number == 2)).one()
    forked = {"number": 3, "at": NOW, "sha256": "a" * 64, "previous": row.previous, "body": row.body}
    with database.engine.connect() as connection, pytest.raises(sa.exc.IntegrityError):
        connection.execute(sa.insert(journal_table).values(forked))


def _screen_until_killed(url: str, answered: str) -> None:
    """Record as fast as eight threads can, and tell of each answer only once it is in the journal."""
    journal = Journal(Database(url), lambda: NOW)
    handle = os.open(answered, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def one(number: int) -> None:
        [recorded] = journal.record([screened(f"Name {number}")], who="a test", channel="http")
        os.write(handle, f"{recorded.number} {recorded.sha256}\n".encode())

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(1000)))


@pytest.mark.timeout(300)
def test_of_a_thousand_screenings_at_once_every_answered_one_is_in_the_journal_after_a_kill(
    database_url: str, tmp_path: Path
) -> None:
    Database(database_url).close()
    context = multiprocessing.get_context("spawn")
    files = [tmp_path / f"answered-{number}" for number in range(2)]
    workers = [context.Process(target=_screen_until_killed, args=(database_url, str(file))) for file in files]
    for worker in workers:
        worker.start()
    while sum(len(lines(file)) for file in files) < 300 and any(worker.is_alive() for worker in workers):
        time.sleep(0.02)
    for worker in workers:
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
    answered = [line.split() for file in files for line in lines(file)]
    assert len(answered) >= 300
    database = Database(database_url)
    held = {held.entry.number: held.sha256 for held in Journal(database, lambda: NOW).entries()}
    assert all(held[int(number)] == digest for number, digest in answered)
    assert problems(database) == []
    record(Journal(database, lambda: NOW), "One More")
    assert problems(database) == []
    database.close()


def lines(file: Path) -> list[str]:
    """Whole lines alone: a line is written in one call."""
    return file.read_text().splitlines() if file.exists() else []
