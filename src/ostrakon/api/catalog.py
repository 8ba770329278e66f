"""The catalog: every dataset by name, what it holds, and how current that is."""

from typing import Any

from ostrakon.api.library import COLLECTIONS, Library
from ostrakon.api.service import Service
from ostrakon.lists.entities import moment_text
from ostrakon.lists.issuers import SOURCES
from ostrakon.model import ListVersion

__all__ = ["catalog_document", "title_of"]

_TITLES = {"default": "Every list that is held", "sanctions": "Every official sanctions list in force"}
_FREQUENCY = "daily"


def catalog_document(service: Service) -> dict[str, Any]:
    library = service.library
    described = [_described(library, name) for name in library.names()]
    loaded = [one["name"] for one in described if one["load"]]
    return {"datasets": described, "current": loaded, "outdated": [], "index_stale": False}


def title_of(library: Library, name: str) -> str:
    """What a person reads for a dataset; its name where nothing more is known."""
    source, collection = SOURCES.get(name), library.collection(name)
    return source.title if source else collection.title if collection else _TITLES.get(name, name)


def _described(library: Library, name: str) -> dict[str, Any]:
    version = library.versions.get(name)
    if version is not None:
        return _list(library, name, version)
    collection = library.collection(name)
    if collection is not None:
        children = list(collection.children)
        return {"name": name, "title": collection.title, "load": False, "children": children}
    reach = library.reach(name)
    children = list(reach.lists) if reach else []
    assert name in COLLECTIONS, name
    versions = [library.versions[child] for child in children]
    newest = max((one.captured_at for one in versions), default=None)
    return {
        "name": name,
        "title": _TITLES[name],
        "type": "collection",
        "load": False,
        "children": children,
        "entity_count": sum(len(library.shelves[child]) for child in children),
        "updated_at": moment_text(newest) if newest else None,
    }


def _list(library: Library, name: str, version: ListVersion) -> dict[str, Any]:
    source = SOURCES.get(name)
    collection = library.collection(name)
    return {
        "name": name,
        "title": title_of(library, name),
        "type": "source" if source else "dataset",
        "load": True,
        "version": version.name,
        "index_version": version.name,
        "index_current": True,
        "entity_count": len(library.shelves[name]),
        "thing_count": version.listings,
        "updated_at": moment_text(version.captured_at),
        "last_export": moment_text(version.captured_at),
        "coverage": {"frequency": _FREQUENCY if source else "unknown", "countries": []},
        "publisher": {"name": source.title, "official": True, "country": source.issuer} if source else None,
        "children": list(collection.children) if collection else [],
        "checksum": version.sha256,
        "closed_on": source.closed_on.isoformat() if source and source.closed_on else None,
    }
