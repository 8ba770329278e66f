"""Fixtures shared by all tests."""

from support.stores import database, database_url, postgresql, store

__all__ = ["database", "database_url", "postgresql", "store"]
