"""Fixtures shared by all tests."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from support.shared import shared_files
from support.stores import database, database_url, postgresql, store

__all__ = ["database", "database_url", "postgresql", "store"]

# A busy machine is no fault: time is judged by benchmarks, not by an example's 200 ms.
settings.register_profile("ostrakon", deadline=None)
settings.load_profile("ostrakon")


@pytest.fixture(scope="session", autouse=True)
def the_real_files_stay_as_they_are() -> Iterator[None]:
    """Read-only bits do not stop root: a test that wrote through to a real file fails the session."""
    before = shared_files()
    yield
    assert shared_files() == before
