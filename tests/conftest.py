"""Fixtures shared by all tests."""

from collections.abc import Iterator

import pytest
from support.shared import shared_files
from support.stores import database, database_url, postgresql, store

__all__ = ["database", "database_url", "postgresql", "store"]


@pytest.fixture(scope="session", autouse=True)
def the_real_files_stay_as_they_are() -> Iterator[None]:
    """Read-only bits do not stop root: a test that wrote through to a real file fails the session."""
    before = shared_files()
    yield
    assert shared_files() == before
