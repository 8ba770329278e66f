"""Answers as the JSON documents that programs read (schema_version 1)."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from ostrakon.lists.status import DatasetStatus
from ostrakon.model import Answer, CustodyEntry, Proof, ReducedText, TextAnswer

if TYPE_CHECKING:
    from ostrakon.cases.journal import Held
    from ostrakon.evidence.store import Item

__all__ = [
    "answers_document",
    "custody_document",
    "evidence_document",
    "journal_document",
    "reduced_document",
    "status_document",
    "text_document",
    "to_json",
]

SCHEMA_VERSION = 1
# JSON itself asks for the escape of those below U+0020 alone.
_UNESCAPED_CONTROL = re.compile("[\x7f-\x9f]")


def to_json(document: Any) -> str:
    """One line per nesting level, ISO 8601 dates, UTF-8; every control character escaped, for terminals."""
    text = msgspec.json.format(msgspec.json.encode(document), indent=2).decode()
    return _UNESCAPED_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def answers_document(answers: Sequence[Answer], proof: Proof, recorded: Sequence[int] = ()) -> dict[str, Any]:
    """`recorded` has the journal's number of each answer, or nothing where none was recorded."""
    from ostrakon.ownership.wire import tied_document

    numbers: Sequence[int | None] = recorded or [None] * len(answers)
    return {
        "schema_version": SCHEMA_VERSION,
        "answers": [
            {
                "query": answer.query,
                "hits": answer.hits,
                "more_hits": answer.more_hits,
                "in_force": answer.in_force,
                "tied": [tied_document(tied) for tied in answer.tied],
                "recorded": number,
            }
            for answer, number in zip(answers, numbers, strict=True)
        ],
        "proof": proof,
    }


def text_document(answer: TextAnswer, recorded: int | None = None) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "mentions": answer.mentions,
        "recorded": recorded,
        "proof": answer.proof,
    }


def journal_document(entries: "Sequence[Held]") -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "entries": [
            {
                "entry": held.entry,
                "sha256": held.sha256,
                "salt": held.salt.hex() if held.salt else None,
                "personal": held.personal,
                "proof": held.proof,
            }
            for held in entries
        ],
    }


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


def evidence_document(items: "Sequence[Item]") -> dict[str, Any]:
    return {"schema_version": SCHEMA_VERSION, "evidence": [_item(item) for item in items]}


def custody_document(item: "Item", entries: Sequence[CustodyEntry]) -> dict[str, Any]:
    return {"schema_version": SCHEMA_VERSION, "evidence": _item(item), "custody": entries}


def reduced_document(item: "Item", reduced: ReducedText) -> dict[str, Any]:
    return {"schema_version": SCHEMA_VERSION, "evidence": _item(item), "document": reduced}


def _item(item: "Item") -> dict[str, Any]:
    captured, derived = item.captured, item.derived
    return {
        "item": captured.item,
        "source": captured.source,
        "how": captured.how,
        "sha256": captured.sha256,
        "size_bytes": captured.size_bytes,
        "media_type": captured.media_type,
        "captured_at": captured.captured_at,
        "taken_at": item.entry.at,
        "who": item.entry.who,
        "tool": item.entry.tool,
        "parent_sha256": captured.parent_sha256,
        "text_sha256": derived.sha256 if derived else None,
        "reducer": derived.reducer if derived else None,
        "failure": derived.failure if derived else None,
    }
