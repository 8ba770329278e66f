"""Diffs and histories as JSON documents (schema_version 1)."""

from typing import Any

from ostrakon.cli.wire import SCHEMA_VERSION
from ostrakon.lists.changes import Diff, History, ListingChange
from ostrakon.model import Listing, ListVersion

__all__ = ["diff_document", "history_document", "version_fields"]


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
        "programmes": list(dict.fromkeys(programme.code for programme in listing.programmes)),
        "listed_on": listing.listed_on,
        "date_basis": listing.date_basis,
    }


def _changed(change: ListingChange) -> dict[str, Any]:
    return {**_listing(change.listing), "fields": change.fields, "material": change.material}
