"""What lists hold, and what changed in them, as JSON documents (schema_version 1)."""

from collections.abc import Sequence
from typing import Any

from ostrakon.lists.changes import Diff, History, ListingChange
from ostrakon.lists.status import DatasetStatus
from ostrakon.model import Listing, ListVersion

__all__ = ["SCHEMA_VERSION", "diff_document", "history_document", "status_document", "version_fields"]

SCHEMA_VERSION = 1


def status_document(statuses: Sequence[DatasetStatus]) -> dict[str, Any]:
    return {"schema_version": SCHEMA_VERSION, "datasets": [_dataset(status) for status in statuses]}


def _dataset(status: DatasetStatus) -> dict[str, Any]:
    version = status.version
    return {
        "dataset": status.dataset,
        "title": status.title,
        "version": version.name if version else None,
        "layout": version.layout if version else None,
        "published_on": version.published_on if version else None,
        "captured_at": version.captured_at if version else None,
        "captured_basis": version.captured_basis if version else None,
        "imported_at": version.imported_at if version else None,
        "confirmed_at": status.confirmed_at,
        "age_days": status.age_days,
        "sha256": version.sha256 if version else None,
        "entries": version.entries if version else {},
        "names": version.names if version else 0,
        "remarks": version.remarks if version else [],
        "doubts": version.doubts if version else {},
        "forced": version.forced if version else None,
        "closed_on": status.closed_on,
        "error": status.error,
    }


def diff_document(diff: Diff) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "from": version_fields(diff.before),
        "to": version_fields(diff.after),
        "added": [_listing(change.listing) for change in diff.added],
        "removed": [_listing(change.listing) for change in diff.removed],
        "changed": [_changed(change) for change in diff.changed],
        "not_compared": diff.not_compared,
        "counts": diff.counts,
    }


def history_document(history: History) -> dict[str, Any]:
    fields = {field: getattr(history, field) for field in History.__struct_fields__}
    return {"schema_version": SCHEMA_VERSION, **fields}


def version_fields(version: ListVersion) -> dict[str, Any]:
    """Which version is meant, so that it can be found and checked."""
    return {
        "dataset": version.dataset,
        "version": version.name,
        "layout": version.layout,
        "captured_at": version.captured_at,
        "captured_basis": version.captured_basis,
        "published_on": version.published_on,
        "sha256": version.sha256,
        "listings": version.listings,
    }


def _listing(listing: Listing) -> dict[str, Any]:
    return {
        "id": f"{listing.dataset}:{listing.id}",
        "kind": listing.kind,
        "name": listing.name,
        "programmes": listing.programme_codes,
        "listed_on": listing.listed_on,
        "date_basis": listing.date_basis,
    }


def _changed(change: ListingChange) -> dict[str, Any]:
    return {**_listing(change.listing), "fields": change.fields, "material": change.material}
