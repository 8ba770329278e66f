"""The database: migrated when opened, writers one after another, readers never waiting."""

import os
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from ostrakon.errors import OstrakonError
from ostrakon.lists.store.database import HEAD, Database
from ostrakon.lists.store.schema import attempts, contents, metadata


def count_attempts(connection: sa.Connection) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(attempts)).scalar_one()


def test_a_fresh_database_reaches_the_newest_migration(database: Database) -> None:
    with database.reading() as connection:
        revision = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    assert revision == HEAD


def test_the_newest_migration_is_the_one_that_opening_looks_for() -> None:
    scripts = Path(__file__).parents[3] / "src/ostrakon/lists/store/migrations"
    assert ScriptDirectory(str(scripts)).get_current_head() == HEAD


def test_the_migrations_make_the_very_tables_that_the_code_uses(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_database_is_opened_again_as_it_was_left(database_url: str, database: Database) -> None:
    with database.writing() as connection:
        connection.execute(sa.insert(attempts).values(dataset="x", at=sa.func.now(), outcome="failed"))
    again = Database(database_url)
    with again.reading() as connection:
        assert count_attempts(connection) == 1
    again.close()


def test_an_error_inside_a_transaction_leaves_nothing_behind(database: Database) -> None:
    def write_and_fail() -> None:
        with database.writing() as connection:
            connection.execute(sa.insert(attempts).values(dataset="x", at=sa.func.now(), outcome="failed"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.reading() as connection:
        assert count_attempts(connection) == 0


def test_a_reader_sees_one_state_while_another_connection_writes(database: Database) -> None:
    with database.reading() as reader:
        assert count_attempts(reader) == 0
        with database.writing() as writer:
            writer.execute(sa.insert(attempts).values(dataset="x", at=sa.func.now(), outcome="failed"))
        assert count_attempts(reader) == 0
    with database.reading() as reader:
        assert count_attempts(reader) == 1


def test_a_second_writer_waits_for_the_first(database: Database) -> None:
    order = []
    entered = threading.Event()

    def second() -> None:
        entered.wait()
        with database.writing():
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with database.writing():
        entered.set()
        thread.join(timeout=0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_several_who_open_a_new_database_at_once_migrate_it_once(database_url: str) -> None:
    failures: list[Exception] = []

    def open_and_close() -> None:
        try:
            Database(database_url).close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_and_close) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_sqlite_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new' / 'ostrakon.db'}")
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_a_new_sqlite_file_and_those_beside_it_are_for_their_owner_alone(tmp_path: Path) -> None:
    database = Database(tmp_path / "ostrakon.db")
    with database.writing():
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("ostrakon.db*")}
    assert {name: mode for name, mode in modes.items() if not name.endswith(".migrating")} == {
        "ostrakon.db": 0o600,
        "ostrakon.db-shm": 0o600,
        "ostrakon.db-wal": 0o600,
    }


@pytest.mark.parametrize(
    "url", ["mysql://localhost/x", "no url at all", "oracle://x", "postgresql://u@h:port/x"]
)
def test_another_kind_of_database_is_refused_by_name(url: str) -> None:
    with pytest.raises(OstrakonError, match="database URL"):
        Database(url)


def test_a_database_of_a_newer_ostrakon_is_refused(database_url: str, database: Database) -> None:
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(OstrakonError, match="9999"):
        Database(database_url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ostrakon.db"
    file.write_bytes(b"not a database, whatever its name says" * 100)
    with pytest.raises(OstrakonError, match=r"ostrakon\.db"):
        Database(f"sqlite:///{file}")


@pytest.mark.parametrize("name", ["what?mode=ro", "100%41", "a#b", "a b"])
def test_a_path_is_a_path_whatever_is_in_it(tmp_path: Path, name: str) -> None:
    file = tmp_path / name / "ostrakon.db"
    Database(file).close()
    assert file.is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OstrakonError, match="file: cannot be made: File exists"):
        Database(tmp_path / "file" / "ostrakon.db")


def test_what_goes_wrong_in_the_database_is_told_in_one_line(tmp_path: Path) -> None:
    database = Database(tmp_path / "ostrakon.db")
    with database.reading() as connection:
        (pages,) = connection.exec_driver_sql("PRAGMA page_count").one()

    def fill(rows: int) -> None:
        with database.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
            body = {"sha256": bytes(32), "body": bytes(4096 * rows)}
            connection.execute(sa.insert(contents).values(**body))

    with pytest.raises(OstrakonError, match=r"database sqlite:.*ostrakon\.db: database or disk is full"):
        fill(100)
    with database.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(contents)).scalar() == 0
    database.close()


def test_a_damaged_database_is_told_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "ostrakon.db"
    Database(file).close()
    database = Database(file)
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(OstrakonError, match="malformed"), database.reading() as connection:
        connection.execute(sa.select(contents)).all()
    database.close()


def test_any_driver_named_for_postgresql_is_the_one_that_is_used(postgresql: sa.URL) -> None:
    url = postgresql.set(drivername="postgresql+psycopg2").render_as_string(hide_password=False)
    database = Database(url)
    assert database.engine.driver == "psycopg"
    database.close()
