"""The tables: captures, versions, and listing contents with the span of versions they hold in."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

__all__ = [
    "OPEN",
    "attempts",
    "captures",
    "contents",
    "journal",
    "journal_head",
    "journal_personal",
    "journal_proofs",
    "metadata",
    "spans",
    "version_captures",
    "versions",
]

# End of a span that reaches up to and beyond the newest version.
OPEN = 2**63 - 1


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware UTC moment. SQLite keeps no zone, so both databases hold UTC without one."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Bytes(sa.TypeDecorator[bytes]):
    """Bytes, whatever the database holds in their place: SQLite lets another program write a text or a
    number there, which is not what was written, and is taken for bytes that cannot be it."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_result_value(self, value: object, _dialect: Dialect) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        return f"no bytes, but {value!r}".encode("utf-8", "backslashreplace")


# SQLite numbers rows by itself only in a column of the very type INTEGER.
_RowId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Ordered by code point on every server; a server's own language would order "a" before "B".
_ListingId = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

captures = sa.Table(
    "capture",
    metadata,
    sa.Column("id", _RowId, primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("captured_at", UtcDateTime, nullable=False),
    sa.Column("captured_basis", sa.String(16), nullable=False),
    sa.Column("imported_at", UtcDateTime, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
)

# `position` orders the versions of a dataset: captured_at in nanoseconds since 1970 (good until 2262).
# The clock counts microseconds, so a thousand versions can share a moment, in the order they came.
versions = sa.Table(
    "version",
    metadata,
    sa.Column("id", _RowId, primary_key=True),
    sa.Column("dataset", sa.String(64), nullable=False),
    sa.Column("name", sa.String(32), nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("layout", sa.Text, nullable=False),
    sa.Column("published_on", sa.Date),
    sa.Column("captured_at", UtcDateTime, nullable=False),
    sa.Column("captured_basis", sa.String(16), nullable=False),
    sa.Column("imported_at", UtcDateTime, nullable=False),
    sa.Column("entries", sa.JSON, nullable=False),
    sa.Column("names", sa.Integer, nullable=False),
    sa.Column("remarks", sa.JSON, nullable=False),
    sa.Column("doubts", sa.JSON, nullable=False),
    sa.Column("forced", sa.Text),
    sa.UniqueConstraint("dataset", "name"),
    sa.UniqueConstraint("dataset", "position"),
)

version_captures = sa.Table(
    "version_capture",
    metadata,
    sa.Column("version_id", sa.BigInteger, sa.ForeignKey("version.id"), primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True),
    sa.Column("capture_id", sa.BigInteger, sa.ForeignKey("capture.id"), nullable=False),
)

# One row per distinct state of a listing, however many versions it stands in.
contents = sa.Table(
    "content",
    metadata,
    sa.Column("id", _RowId, primary_key=True),
    sa.Column("sha256", Bytes(32), nullable=False, unique=True),
    sa.Column("body", Bytes, nullable=False),
)

# A listing has this content in every version from `from_position` up to, not including, `to_position`.
spans = sa.Table(
    "span",
    metadata,
    sa.Column("id", _RowId, primary_key=True),
    sa.Column("dataset", sa.String(64), nullable=False),
    sa.Column("listing_id", _ListingId, nullable=False),
    sa.Column("content_id", sa.BigInteger, sa.ForeignKey("content.id"), nullable=False),
    sa.Column("from_position", sa.BigInteger, nullable=False),
    sa.Column("to_position", sa.BigInteger, nullable=False),
    sa.Index(None, "dataset", "to_position", "from_position"),
    sa.UniqueConstraint("dataset", "listing_id", "from_position"),
)

# Every try to import or update, also those that made no version.
attempts = sa.Table(
    "attempt",
    metadata,
    sa.Column("id", _RowId, primary_key=True),
    sa.Column("dataset", sa.String(64), nullable=False, index=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("outcome", sa.String(16), nullable=False),
    sa.Column("message", sa.Text),
)

# Every screening that was recorded, each entry bound to the one before by `previous`, which is unique: the
# chain cannot fork. `body` is canonical JSON, `sha256` its hash; numbers run from 1 without gaps.
journal = sa.Table(
    "journal",
    metadata,
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("previous", sa.String(64), nullable=False, unique=True),
    sa.Column("body", Bytes, nullable=False),
)

# What is personal in an entry, which has its salted hash. Both columns are emptied when it is erased.
journal_personal = sa.Table(
    "journal_personal",
    metadata,
    sa.Column(
        "number", sa.BigInteger, sa.ForeignKey("journal.number"), primary_key=True, autoincrement=False
    ),
    sa.Column("salt", Bytes),
    sa.Column("body", Bytes),
)

# What the answers of many entries rest on, once under its hash.
journal_proofs = sa.Table(
    "journal_proof",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("body", Bytes, nullable=False),
)

# One row: the newest entry, so that a journal whose end was cut off is told from a short one.
journal_head = sa.Table(
    "journal_head",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
)
