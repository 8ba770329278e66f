"""API keys: made once and shown once, kept as hashes, revoked but never forgotten."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from ostrakon.errors import UsageError
from ostrakon.lists.store.database import Database
from ostrakon.lists.store.schema import UtcDateTime

__all__ = ["SCOPES", "Key", "KeyStore", "Keyring", "hash_of"]

# screen: ask whatever there is to ask. admin: fetch the lists anew, read the metrics.
SCOPES = ("screen", "admin")
_PREFIX = "ostrakon_"  # so that scanners of leaked secrets, and people, know what they found
_SECRET_BYTES = 32
_LONGEST_NAME = 100

_metadata = sa.MetaData()
# A table beside those of the lists, with no tie to them: made when the first key is.
_keys = sa.Table(
    "api_key",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(_LONGEST_NAME), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False, unique=True),
    sa.Column("scopes", sa.String(100), nullable=False),
    sa.Column("rate_per_minute", sa.Integer),
    sa.Column("records", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("revoked_at", UtcDateTime),
)


class Key(Struct, frozen=True):
    """What is known of a key. `rate_per_minute` is of requests, None without a limit; `records`: every
    screening it asks for is written to the journal."""

    id: int
    name: str
    scopes: tuple[str, ...]
    rate_per_minute: int | None
    records: bool
    created_at: datetime
    revoked_at: datetime | None


class KeyStore:
    """The keys in a database, SQLite or PostgreSQL."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def create(
        self,
        name: str,
        *,
        scopes: Sequence[str] = ("screen",),
        rate_per_minute: int | None = None,
        records: bool = False,
    ) -> tuple[Key, str]:
        """A new key, and its secret, which is kept nowhere. Raises UsageError for senseless values."""
        _refuse_senseless(name, scopes, rate_per_minute)
        secret = f"{_PREFIX}{secrets.token_urlsafe(_SECRET_BYTES)}"
        values = {
            "name": name.strip(),
            "hash": hash_of(secret),
            "scopes": " ".join(dict.fromkeys(scopes)),
            "rate_per_minute": rate_per_minute,
            "records": records,
            "created_at": self._now(),
        }
        with self._database.writing() as connection:
            _metadata.create_all(connection, checkfirst=True)
            key_id = connection.execute(sa.insert(_keys).values(**values).returning(_keys.c.id)).scalar_one()
            row = connection.execute(sa.select(_keys).where(_keys.c.id == key_id)).one()
        return _key(row), secret

    def every(self) -> list[Key]:
        """All keys, revoked ones as well, oldest first."""
        return [_key(row) for row in self._rows(sa.select(_keys).order_by(_keys.c.id))]

    def revoke(self, key_id: int) -> Key:
        """The key, good for nothing from now on. Raises UsageError for a number that no key has."""
        if not self.every():
            raise _no_such(key_id)
        with self._database.writing() as connection:
            unrevoked = sa.and_(_keys.c.id == key_id, _keys.c.revoked_at.is_(None))
            connection.execute(sa.update(_keys).where(unrevoked).values(revoked_at=self._now()))
            row = connection.execute(sa.select(_keys).where(_keys.c.id == key_id)).first()
        if row is None:
            raise _no_such(key_id)
        return _key(row)

    def good(self) -> dict[str, Key]:
        """Every key that is not revoked, by its hash."""
        rows = self._rows(sa.select(_keys).where(_keys.c.revoked_at.is_(None)))
        return {row.hash: _key(row) for row in rows}

    def _rows(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        """None before the first key: to look must not wait for whoever writes."""
        with self._database.reading() as connection:
            if not sa.inspect(connection).has_table(_keys.name):
                return []
            return connection.execute(query).all()


class Keyring:
    """The good keys as they were a moment ago, so that no request waits for the database."""

    def __init__(self, store: Callable[[], KeyStore]) -> None:
        self._open = store
        self._store: KeyStore | None = None
        self._good: dict[str, Key] = {}

    def refresh(self) -> None:
        self._store = self._store or self._open()
        self._good = self._store.good()

    def key_of(self, secret: str) -> Key | None:
        """The good key with that secret."""
        return self._good.get(hash_of(secret))  # how long that takes tells of the hash, not of the secret


def hash_of(secret: str) -> str:
    """A secret has 256 random bits: a slow hash would protect nothing more."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _refuse_senseless(name: str, scopes: Sequence[str], rate_per_minute: int | None) -> None:
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError(f"name {name!r}: 1 to {_LONGEST_NAME} printable characters, to know the key by")
    for scope in scopes:
        if scope not in SCOPES:
            raise UsageError(f"scope {scope!r}: must be one of {', '.join(SCOPES)}")
    if not scopes:
        raise UsageError(f"a key without a scope opens nothing: give one of {', '.join(SCOPES)}")
    if rate_per_minute is not None and not 1 <= rate_per_minute <= 1_000_000:
        raise UsageError(f"rate {rate_per_minute}: must be 1 to 1,000,000 requests a minute")


def _no_such(key_id: int) -> UsageError:
    return UsageError(f"key {key_id}: there is none; `ostrakon keys list` shows them")


def _key(row: sa.Row[tuple[object, ...]]) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        scopes=tuple(row.scopes.split()),
        rate_per_minute=row.rate_per_minute,
        records=row.records,
        created_at=row.created_at,
        revoked_at=row.revoked_at,
    )
