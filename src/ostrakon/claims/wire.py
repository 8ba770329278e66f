"""A reading as the JSON document that programs read (schema_version 1)."""

from collections.abc import Sequence
from typing import Any

import msgspec

from ostrakon.model import Hit
from ostrakon.model.claims import Finding, Party, Reading
from ostrakon.model.positions import PositionLog

__all__ = ["positions_document", "reading_document", "reconciliation_document"]

SCHEMA_VERSION = 1


def reading_document(reading: Reading) -> dict[str, Any]:
    """Every field of every claim, null where it is unknown or does not belong to the kind."""
    return {"schema_version": SCHEMA_VERSION, **_body(reading), "proof": reading.proof}


def reconciliation_document(readings: Sequence[Reading], findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "documents": [_body(reading) for reading in readings],
        "findings": findings,
    }


def positions_document(readings: Sequence[Reading], log: PositionLog) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "documents": [reading.document for reading in readings],
        "positions": log.entries,
        "ceasefires": log.ceasefires,
        "follow_through": log.follow_through,
        "remarks": log.remarks,
    }


def _body(reading: Reading) -> dict[str, Any]:
    return {
        "document": reading.document,
        "parties": [_party(party) for party in reading.parties],
        "claims": reading.claims,
        "times": reading.times,
        "checks": reading.checks,
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "text": party.text,
        "start": party.start,
        "end": party.end,
        "class": party.party_class,
        "name": party.name,
        "listings": _listings(party.listings),
        "also_listed": _listings(party.also_listed),
        "counter_sanctions": party.counter_sanctions,
    }


def _listings(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    return [
        {"score": hit.score, "party": hit.party, **msgspec.to_builtins(listing)}
        for hit in hits
        for listing in hit.listings
    ]
