"""What changed for customers as a JSON document (schema_version 1)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ostrakon.lists.wire import SCHEMA_VERSION, version_fields
from ostrakon.screening.since import Compared, HitChange, Window

__all__ = ["since_document"]


def since_document(
    changes: Sequence[HitChange], window: Window, since: str, *, customers: int
) -> dict[str, Any]:
    """`accepted` has the changes that were silenced, with the reason; `changes` all others."""
    loud = [change for change in changes if not change.silenced]
    counted = Counter(change.change for change in loud)
    return {
        "schema_version": SCHEMA_VERSION,
        "since": since,
        "compared": [_compared(compared) for compared in window.compared],
        "changes": [_change(change) for change in loud],
        "accepted": [_change(change) for change in changes if change.silenced],
        "counts": {
            "customers": customers,
            "new": counted["new"],
            "changed": counted["changed"],
            "gone": counted["gone"],
            "accepted": len(changes) - len(loud),
        },
        "proof": window.proof,
    }


def _compared(compared: Compared) -> dict[str, Any]:
    return {
        "dataset": compared.after.dataset,
        "from": version_fields(compared.before),
        "to": version_fields(compared.after),
        "listings_changed": compared.listings,
        "not_compared": compared.not_compared,
    }


def _change(change: HitChange) -> dict[str, Any]:
    return {
        "row": change.customer.row,
        "customer": change.customer.id,
        "query": change.customer.query,
        "change": change.change,
        "party": change.party,
        "before": change.before,
        "after": change.after,
        "cause": change.cause,
        "accepted": change.accepted,
    }
