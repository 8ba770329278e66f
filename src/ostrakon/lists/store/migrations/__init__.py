"""Alembic migrations of the store; applied when a database is opened."""
