"""One SQL database, SQLite or PostgreSQL: connections, write transactions that queue, migrations."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ostrakon.errors import OstrakonError
from ostrakon.model import Problem

__all__ = ["HEAD", "JOURNAL_LOCK", "Database"]

# The newest migration; opening a database at this revision does not load Alembic (0.2 s).
HEAD = "0002"

# How long a writer waits for another import, or a reader for a schema change. The longest import
# measured holds the lock for seconds; ten minutes means something is broken, not busy.
_BUSY_TIMEOUT_S = 600

_MOST_FINDINGS = 20  # a broken file has thousands, all for one reason

# Any number that no other application sharing the server is likely to lock on.
_ADVISORY_LOCK = 0x05712A
JOURNAL_LOCK = _ADVISORY_LOCK + 1


class Database:
    """Opens (and creates or migrates) the database at `place`: an address, or the path of a SQLite file.

    Writers queue: SQLite by BEGIN IMMEDIATE, PostgreSQL by an advisory lock. Readers see the last
    committed state and never wait for a writer. Whatever the database reports (a full disk, a
    damaged file, a lost connection) is raised as an OstrakonError.
    """

    def __init__(self, place: str | Path) -> None:
        self.url = _supported(place)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        try:
            self.engine = sa.create_engine(self.url, json_serializer=_json_text)
        except ModuleNotFoundError as error:
            raise OstrakonError(
                f"database {self._shown}: needs the extra, pip install 'ostrakon[postgresql]': {error}"
            ) from error
        if self.is_sqlite:
            self._prepare_sqlite()
        with self._failures_told("cannot be opened: "):
            self._migrate()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection whose reads all see one state."""
        options: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._failures_told(), self.engine.connect().execution_options(**options) as connection:
            yield connection

    @contextmanager
    def writing(self, *, lock: int = _ADVISORY_LOCK) -> Iterator[sa.Connection]:
        """One transaction, alone among writers; committed at the end or not at all.

        On PostgreSQL it is alone among those with the same `lock`: an import, which takes seconds, does not
        hold up the journal.
        """
        with self._failures_told():
            opened = self.engine.connect().execution_options(ostrakon_writes=True)
            with opened as connection, connection.begin():
                if not self.is_sqlite:
                    connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock})
                yield connection

    def verify(self) -> Iterator[Problem]:
        """What SQLite itself finds wrong with its file. A PostgreSQL server looks after its own."""
        if not self.is_sqlite:
            return
        with self.reading() as connection:
            for finding in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_FINDINGS})").scalars():
                if finding != "ok":
                    yield Problem(f"database {self._shown}", str(finding).replace("\n", " "))

    def scrub(self, table: str) -> None:
        """Let nothing of the rows deleted from `table` stay in the database's own files.

        Backups, and the archive of a PostgreSQL server's log, are not within reach.
        """
        with self._failures_told(), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
            else:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(sa.text(f"VACUUM {table}"))

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _failures_told(self, what: str = "") -> Iterator[None]:
        try:
            yield
        except sa.exc.IntegrityError:
            raise  # a mistake of ours, not of the database
        except sa.exc.DBAPIError as error:
            raise OstrakonError(f"database {self._shown}: {what}{error.orig}") from error

    @property
    def _shown(self) -> str:
        """The address without its password."""
        return self.url.render_as_string()

    def _prepare_sqlite(self) -> None:
        if self.url.database:
            folder = Path(self.url.database).parent
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise OstrakonError(f"{folder}: cannot be made: {error.strerror}") from error
            _make_private(Path(self.url.database))

        @sa.event.listens_for(self.engine, "connect")
        def connect(connection: Any, _record: Any) -> None:
            # The driver must not begin transactions by itself: it does so too late for a queue.
            connection.isolation_level = None
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_S * 1000}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")  # what is erased is written over

        @sa.event.listens_for(self.engine, "begin")
        def begin(connection: sa.Connection) -> None:
            writes = connection.get_execution_options().get("ostrakon_writes", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    def _migrate(self) -> None:
        if self._revision() == HEAD:
            return
        with self._one_migrates():
            if self._revision() == HEAD:
                return
            if self.is_sqlite:
                with self.engine.connect() as connection:
                    connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
            from alembic import command
            from alembic.config import Config
            from alembic.util import CommandError

            config = Config()
            config.set_main_option("script_location", "ostrakon.lists.store:migrations")
            with self.writing() as connection:
                config.attributes["connection"] = connection
                try:
                    command.upgrade(config, "head")
                except CommandError as error:
                    raise OstrakonError(
                        f"database {self._shown}: {error}; was it written by a newer Ostrakon?"
                    ) from error

    def _revision(self) -> str | None:
        with self.engine.connect() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()

    @contextmanager
    def _one_migrates(self) -> Iterator[None]:
        if not self.is_sqlite or not self.url.database:
            yield  # the advisory lock of `writing` does it; Alembic then finds nothing to do
            return
        with Path(f"{self.url.database}.migrating").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _make_private(path: Path) -> None:
    """A new file that its owner alone may read: who was screened is in it. SQLite gives those beside it the
    same mode. One that is there keeps its own."""
    with suppress(OSError):  # one that is there, or cannot be made, which SQLite says in its own words
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _supported(place: str | Path) -> sa.URL:
    if isinstance(place, Path):
        return sa.URL.create("sqlite", database=str(place))
    try:
        parsed = sa.make_url(place)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise OstrakonError(f"database URL: {error}") from error
    backend = parsed.get_backend_name()
    if backend not in {"sqlite", "postgresql"}:
        raise OstrakonError(f"database URL of {backend}: only SQLite and PostgreSQL are supported")
    # Whatever driver the address names: these are the two that the store is tested with.
    return parsed.set(drivername="sqlite" if backend == "sqlite" else "postgresql+psycopg")


def _json_text(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, sort_keys=True)
