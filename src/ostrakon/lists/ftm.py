"""Changes of a list → a FollowTheMoney delta: ADD, MOD and DEL of entities, one JSON object a line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from ostrakon.lists.changes import ListingChange
from ostrakon.lists.entities import Entity, Seen, entities_of, moment_text
from ostrakon.model import Listing, ListVersion

__all__ = ["delta_lines"]


def delta_lines(changes: Iterable[ListingChange], version: ListVersion) -> Iterator[str]:
    """One line per entity that is new, other or gone: the party, its sanction, its wallets and its ties.

    An entity stands in a line as it is now, whole; of one that is gone the id alone. `version` is the
    newer one. Values are as FollowTheMoney writes them; one that is not valid there is left out.
    """
    for change in changes:
        was, now = ({} if one is None else _entities(one, version) for one in (change.before, change.after))
        for id_, entity in now.items():
            if was.get(id_) != entity:
                yield _line("MOD" if id_ in was else "ADD", entity)
        for id_ in was:
            if id_ not in now:
                yield _line("DEL", {"id": id_})


def _line(operation: str, entity: Mapping[str, Any]) -> str:
    return json.dumps({"op": operation, "entity": entity}, ensure_ascii=False)


def _entities(listing: Listing, version: ListVersion) -> dict[str, dict[str, Any]]:
    """By id. Of the three moments only the change is known here: both sides have it alike."""
    at = version.captured_at
    return {entity.id: _in_json(entity, version) for entity in entities_of(listing, Seen(at, at, at))}


def _in_json(entity: Entity, version: ListVersion) -> dict[str, Any]:
    return {
        "id": entity.id,
        "caption": entity.caption,
        "schema": entity.schema,
        "datasets": entity.datasets,
        "referents": entity.referents,
        "target": entity.target,
        "last_change": moment_text(version.captured_at),
        "properties": dict(_valid_properties(entity, version.dataset)),
    }


def _valid_properties(entity: Entity, dataset: str) -> Iterator[tuple[str, list[str]]]:
    for name, stated in entity.properties.items():
        valid = (_valid(entity.schema, name, text, dataset) for text in stated)
        if values := list(dict.fromkeys(text for text in valid if text)):
            yield name, values


@lru_cache(maxsize=65_536)
def _valid(schema: str, name: str, text: str, dataset: str) -> str | None:
    """A value as FollowTheMoney writes it (a flag by its country's code); None for one that is not valid.

    Where an entity is meant only an id of ours is one, and stays as it is: FollowTheMoney's own form of an
    id has no colon.
    """
    from followthemoney import model  # half a second, and only a delta needs it

    known = model.get(schema)
    assert known is not None
    described = known.properties[name]
    if described.type.name == "entity":
        return text if text.startswith(f"{dataset}:") else None
    cleaned: str | None = described.type.clean(text, format=described.format)
    return cleaned
