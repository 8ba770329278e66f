"""A list version → its shelf on disk: its listings, or the own entities of a FollowTheMoney file."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj, rmtree
from typing import Any

from ostrakon.api.shelves import SHELF_VERSION, Shelf, build_shelf
from ostrakon.engine import Engine, index_name
from ostrakon.lists.entities import Entity, Seen, entities_of, moment_text, risk_topics
from ostrakon.lists.snapshot import Snapshot
from ostrakon.matching.index import Index
from ostrakon.model import Listing, ListVersion

__all__ = ["FOLLOW_THE_MONEY", "is_shelved", "open_shelf", "shelf_folder"]

# The layout of versions whose own entities are kept as they came.
FOLLOW_THE_MONEY = "FollowTheMoney JSON Lines"
_CONTEXT = ("caption", "datasets", "referents", "first_seen", "last_seen", "last_change")


def shelf_folder(engine: Engine, version: ListVersion) -> Path:
    return engine.settings.index / f"shelf-{SHELF_VERSION}" / version.dataset / index_name(version)


def is_shelved(engine: Engine, version: ListVersion) -> bool:
    return shelf_folder(engine, version).is_dir()


def open_shelf(engine: Engine, version: ListVersion) -> Shelf:
    """The shelf of `version`, built where there is none, and again where it cannot be used."""
    folder = shelf_folder(engine, version)
    if folder.is_dir():
        try:
            return Shelf(folder, version)
        except (OSError, ValueError, KeyError):  # cut off, or deleted meanwhile
            rmtree(folder, ignore_errors=True)
    build_shelf(_entities(engine, version), folder)
    return Shelf(folder, version)


def _entities(engine: Engine, version: ListVersion) -> Iterator[Entity]:
    holdings = engine.holdings
    if isinstance(holdings, Snapshot):
        moment = version.captured_at
        index = Index(holdings.index_folder(version))
        for ordinal in range(index.listings):
            yield from entities_of(index.listing(ordinal), Seen(moment, moment, moment))
        return
    seen = holdings.seen(version)
    if version.layout == FOLLOW_THE_MONEY:
        yield from _own_entities(engine, version, seen)
        return
    for listing in holdings.listings(version):
        yield from entities_of(listing, _seen(listing, seen, version))


def _seen(listing: Listing, seen: dict[str, tuple[datetime, datetime]], version: ListVersion) -> Seen:
    first, changed = seen[listing.id]
    return Seen(first, changed, version.captured_at)


def _own_entities(
    engine: Engine, version: ListVersion, seen: dict[str, tuple[datetime, datetime]]
) -> Iterator[Entity]:
    """Every entity of the file that made the version, edges and all, as its maker wrote it."""
    from ostrakon.lists.custom.followthemoney.reader import read_entities
    from ostrakon.lists.parsing import Doubts
    from ostrakon.lists.unpacking import unpack

    at_capture = moment_text(version.captured_at)
    with tempfile.TemporaryDirectory(prefix="ostrakon-") as folder:
        received = Path(folder) / "received"
        with engine.captures.open(version.sha256) as source, received.open("wb") as target:
            copyfileobj(source, target)
        inside = Path(folder) / "inside"
        inside.mkdir()
        (document,) = unpack(received, inside, name=version.captures[0].file_name)
        for entity in read_entities(document, Doubts()).values():
            first, changed = seen.get(entity.id, (version.captured_at, version.captured_at))
            context = _context(entity.context)
            properties = {name: values for name, values in entity.values.items() if values}
            yield Entity(
                id=entity.id,
                caption=context["caption"] or entity.first("name", "alias") or entity.schema.label,
                schema=entity.schema.name,
                properties=properties,
                datasets=context["datasets"] or [version.dataset],
                referents=[other for other in context["referents"] if other != entity.id],
                target=not risk_topics().isdisjoint(entity.all("topics")),
                first_seen=context["first_seen"] or moment_text(first),
                last_seen=context["last_seen"] or at_capture,
                last_change=context["last_change"] or moment_text(changed),
            )


def _context(stated: dict[str, Any]) -> dict[str, Any]:
    """What stands beside the properties, where it is of the type it must be."""
    context: dict[str, Any] = {}
    for name in _CONTEXT:
        value = stated.get(name)
        if name in {"datasets", "referents"}:
            context[name] = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
        else:
            context[name] = value if isinstance(value, str) else None
    return context
