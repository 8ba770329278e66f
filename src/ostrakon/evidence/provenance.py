"""The custody of evidence as a W3C PROV document: entities, activities and agents."""

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ostrakon.model import Captured, CustodyEntry, Derived, Exported

if TYPE_CHECKING:
    from prov.model import ProvDocument

__all__ = ["prov_document"]

_NAMESPACE = "urn:ostrakon:"


def prov_document(entries: Iterable[CustodyEntry], digests: dict[int, str]) -> "ProvDocument":
    """What was generated, derived and used, when and by whom. `digests` has the SHA-256 of each item."""
    from prov.model import ProvDocument

    document = ProvDocument()
    document.add_namespace("ostrakon", _NAMESPACE)
    for entry in entries:
        _add(document, entry, digests)
    return document.unified()


def _add(document: Any, entry: CustodyEntry, digests: dict[int, str]) -> None:
    activity = document.activity(
        f"ostrakon:entry-{entry.sha256}", entry.at, entry.at, {"prov:type": type(entry.event).__name__}
    )
    document.wasAssociatedWith(activity, _agent(document, entry.who, "Person"))
    document.wasAssociatedWith(activity, _agent(document, entry.tool, "SoftwareAgent"))
    event = entry.event
    if isinstance(event, Captured):
        _captured(document, activity, entry, event)
    elif isinstance(event, Derived):
        _derived(document, activity, event)
    else:
        _exported(document, activity, event, digests)


def _captured(document: Any, activity: Any, entry: CustodyEntry, event: Captured) -> None:
    entity = document.entity(
        _name(event.sha256),
        {
            "prov:label": event.source,
            "ostrakon:item": event.item,
            "ostrakon:how": event.how,
            "ostrakon:mediaType": event.media_type,
            "ostrakon:sizeBytes": event.size_bytes,
            "ostrakon:capturedAt": event.captured_at,
        },
    )
    document.wasGeneratedBy(entity, activity, entry.at)
    if event.parent_sha256 is not None:
        document.wasDerivedFrom(entity, document.entity(_name(event.parent_sha256)), activity)


def _derived(document: Any, activity: Any, event: Derived) -> None:
    parent = document.entity(_name(event.parent_sha256))
    document.used(activity, parent)
    for digest, label in ((event.sha256, "text"), (event.segments_sha256, "segments")):
        # A plain text is its own normalised copy, and does not derive from itself.
        if digest is not None and digest != event.parent_sha256:
            entity = document.entity(_name(digest), {"prov:label": label, "ostrakon:reducer": event.reducer})
            document.wasGeneratedBy(entity, activity)
            document.wasDerivedFrom(entity, parent, activity)


def _exported(document: Any, activity: Any, event: Exported, digests: dict[int, str]) -> None:
    for item in event.items:
        if item in digests:
            document.used(activity, document.entity(_name(digests[item])))
    entity = document.entity(_name(event.sha256), {"prov:label": event.file_name})
    document.wasGeneratedBy(entity, activity)


def _agent(document: Any, name: str, kind: str) -> Any:
    from prov.model import PROV

    short = sha256(name.encode()).hexdigest()[:16]  # a name of any letters as one that PROV allows
    return document.agent(f"ostrakon:agent-{short}", {"prov:type": PROV[kind], "prov:label": name})


def _name(digest: str) -> str:
    return f"ostrakon:sha256-{digest}"
