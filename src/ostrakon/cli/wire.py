"""Documents as the JSON that programs read (schema_version 1)."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from ostrakon.lists.wire import SCHEMA_VERSION
from ostrakon.model import CustodyEntry, ReducedText

if TYPE_CHECKING:
    from ostrakon.cases.journal import Held
    from ostrakon.evidence.store import Item

__all__ = [
    "custody_document",
    "evidence_document",
    "journal_document",
    "reduced_document",
    "to_json",
]

# JSON itself asks for the escape of those below U+0020 alone.
_UNESCAPED_CONTROL = re.compile("[\x7f-\x9f]")


def to_json(document: Any) -> str:
    """One line per nesting level, ISO 8601 dates, UTF-8; every control character escaped, for terminals."""
    text = msgspec.json.format(msgspec.json.encode(document), indent=2).decode()
    return _UNESCAPED_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def journal_document(entries: "Sequence[Held]") -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "entries": [
            {
                "entry": held.written.entry,
                "sha256": held.sha256,
                "salt": held.salt.hex() if held.salt else None,
                "personal": held.written.personal,
                "proof": held.written.proof,
            }
            for held in entries
        ],
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
