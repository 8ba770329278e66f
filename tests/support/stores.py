"""Stores on SQLite and on a real PostgreSQL, a fresh database for each test, and versions to put in."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Literal

import pgserver
import pytest
import sqlalchemy as sa

from ostrakon.lists.store import ListStore, NewVersion, StoredListing, encode_listing
from ostrakon.lists.store.database import Database
from ostrakon.lists.store.schema import metadata
from ostrakon.model import Capture, Listing, ListVersion, Name

__all__ = [
    "add_version",
    "capture",
    "database",
    "database_url",
    "emptied",
    "listing",
    "new_version",
    "postgresql",
    "store",
]

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[sa.URL]:
    """A PostgreSQL server of our own for the whole run. One that does not start fails the tests."""
    with tempfile.TemporaryDirectory(prefix="ostrakon-postgresql-") as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        finally:
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that holds nothing yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ostrakon.db'}"
    server: sa.URL = request.getfixturevalue("postgresql")
    name = f"test_{next(_numbers)}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database) -> ListStore:
    return ListStore(database)


def emptied(database: Database) -> ListStore:
    """The store over `database` with every row gone, for the next example of a property."""
    with database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))
    return ListStore(database)


def listing(listing_id: str, name: str = "Orik VANTU", *, dataset: str = "un_sc_sanctions") -> Listing:
    return Listing(dataset, listing_id, "Person", (Name(name),))


def capture(
    captured_at: datetime,
    content: str,
    *,
    basis: Literal["observed", "given"] = "given",
    imported_at: datetime | None = None,
) -> Capture:
    """Of a file whose bytes are `content`."""
    return Capture(
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        size_bytes=len(content.encode()),
        file_name="list.xml",
        captured_at=captured_at,
        captured_basis=basis,
        imported_at=imported_at or captured_at,
    )


def new_version(
    captured_at: datetime, listings: Iterable[Listing], **changes: Any
) -> tuple[NewVersion, list[StoredListing]]:
    """What `ListStore.add` takes; `changes` replace fields of the version."""
    stored = [encode_listing(one) for one in listings]
    content = "".join(one.sha256.hex() for one in stored)
    fields: dict[str, Any] = {
        "dataset": "un_sc_sanctions",
        "layout": "invented",
        "published_on": captured_at.date(),
        "captures": (capture(captured_at, content),),
        "entries": {"Person": len(stored)},
        "names": len(stored),
    }
    return NewVersion(**fields | changes), stored


def add_version(
    store: ListStore, captured_at: datetime, state: Mapping[str, str] | Iterable[str], **changes: Any
) -> ListVersion:
    """Add a version of the listings `state`: ids with their names, or ids alone."""
    names = state if isinstance(state, Mapping) else dict.fromkeys(state, "Orik VANTU")
    dataset = changes.get("dataset", "un_sc_sanctions")
    listings = [listing(listing_id, name, dataset=dataset) for listing_id, name in names.items()]
    return store.add(*new_version(captured_at, listings, **changes))
