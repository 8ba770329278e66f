"""Captures, versions, listing contents and the spans they hold in."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_listing_id = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create every table of the first schema."""
    op.create_table(
        "capture",
        sa.Column("id", _row_id, primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("captured_at", sa.DateTime, nullable=False),
        sa.Column("captured_basis", sa.String(16), nullable=False),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
    )
    op.create_index("ix_capture_sha256", "capture", ["sha256"])
    op.create_table(
        "version",
        sa.Column("id", _row_id, primary_key=True),
        sa.Column("dataset", sa.String(64), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("layout", sa.Text, nullable=False),
        sa.Column("published_on", sa.Date),
        sa.Column("captured_at", sa.DateTime, nullable=False),
        sa.Column("captured_basis", sa.String(16), nullable=False),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sa.Column("entries", sa.JSON, nullable=False),
        sa.Column("names", sa.Integer, nullable=False),
        sa.Column("remarks", sa.JSON, nullable=False),
        sa.Column("doubts", sa.JSON, nullable=False),
        sa.Column("forced", sa.Text),
        sa.UniqueConstraint("dataset", "name", name="uq_version_dataset_name"),
        sa.UniqueConstraint("dataset", "position", name="uq_version_dataset_position"),
    )
    op.create_table(
        "version_capture",
        sa.Column("version_id", sa.BigInteger, sa.ForeignKey("version.id"), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("capture_id", sa.BigInteger, sa.ForeignKey("capture.id"), nullable=False),
    )
    op.create_table(
        "content",
        sa.Column("id", _row_id, primary_key=True),
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("sha256", name="uq_content_sha256"),
    )
    op.create_table(
        "span",
        sa.Column("id", _row_id, primary_key=True),
        sa.Column("dataset", sa.String(64), nullable=False),
        sa.Column("listing_id", _listing_id, nullable=False),
        sa.Column("content_id", sa.BigInteger, sa.ForeignKey("content.id"), nullable=False),
        sa.Column("from_position", sa.BigInteger, nullable=False),
        sa.Column("to_position", sa.BigInteger, nullable=False),
        sa.UniqueConstraint(
            "dataset", "listing_id", "from_position", name="uq_span_dataset_listing_id_from_position"
        ),
    )
    op.create_index(
        "ix_span_dataset_to_position_from_position", "span", ["dataset", "to_position", "from_position"]
    )
    op.create_table(
        "attempt",
        sa.Column("id", _row_id, primary_key=True),
        sa.Column("dataset", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("message", sa.Text),
    )
    op.create_index("ix_attempt_dataset", "attempt", ["dataset"])
