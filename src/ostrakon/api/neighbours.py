"""An entity and what is linked to it: by id, nested one step beyond its edges, or by property."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from ostrakon.api.library import Library
from ostrakon.api.shelves import Shelf

__all__ = ["Moved", "Place", "adjacent", "entity_properties", "expanded", "find", "nested"]

_MOST_NEIGHBOURS = 5_000  # of one property; a registry's owner may have more than anyone reads


class Place(Struct, frozen=True):
    """Where an entity stands."""

    shelf: Shelf
    number: int

    def entity(self) -> dict[str, Any]:
        return self.shelf.entity(self.number)


class Moved(Struct, frozen=True):
    """An id that is now another entity's referent."""

    canonical: str


def find(library: Library, id_: str, shelves: Iterable[Shelf] | None = None) -> Place | Moved | None:
    """The entity of that id, or the one that goes by it too; None where there is none, or several.

    `shelves` are those to look on, best first; by default the newest of every list.
    """
    looked_on = list(library.shelves.values() if shelves is None else shelves)
    for shelf in looked_on:
        number = shelf.find(id_)
        if number is not None:
            return Place(shelf, number)
    referring = {shelf.entity(number)["id"] for shelf in looked_on for number in shelf.referring(id_)}
    return Moved(referring.pop()) if len(referring) == 1 else None


def nested(place: Place) -> dict[str, Any]:
    """The entity with those it is linked to inside it: Thing → edge → Thing, never back to itself."""
    entity = place.entity()
    properties: dict[str, list[Any]] = dict(entity["properties"])
    for name in entity_properties(entity["schema"]):
        found = list(_linked(place, entity, name))
        if found:
            properties[name] = [expanded(one, entity["id"]) for one in found[:_MOST_NEIGHBOURS]]
    return entity | {"properties": properties}


def adjacent(place: Place, name: str) -> Sequence[Place | str]:
    """What one property of the entity leads to, in either direction; ids where nothing more is known."""
    return list(_linked(place, place.entity(), name))


@lru_cache(maxsize=512)
def entity_properties(schema_name: str) -> dict[str, tuple[str, ...]]:
    """The properties of a schema that lead to entities → for one that is only the reverse of others', the
    properties that point back; () for one that holds ids itself."""
    from followthemoney import model

    schema = model.get(schema_name)
    if schema is None:
        return {}
    return {
        name: (one.reverse.name,) if one.stub and one.reverse is not None else ()
        for name, one in schema.properties.items()
        if one.type.name == "entity"
    }


def _linked(place: Place, entity: dict[str, Any], name: str) -> Iterator[Place | str]:
    pointing = entity_properties(entity["schema"])[name]
    if pointing:
        for number, property_name in place.shelf.inbound(place.number):
            source_schema = place.shelf.schema(number)
            if property_name in pointing and _reverse_of(source_schema, property_name) == name:
                yield Place(place.shelf, number)
        return
    for id_ in entity["properties"].get(name, ()):
        found = place.shelf.find(id_)
        yield id_ if found is None else Place(place.shelf, found)


@lru_cache(maxsize=2048)
def _reverse_of(schema_name: str, property_name: str) -> str | None:
    from followthemoney import model

    schema = model.get(schema_name)
    one = None if schema is None else schema.properties.get(property_name)
    return None if one is None or one.reverse is None else one.reverse.name


def expanded(one: Place | str, root_id: str) -> Any:
    """A neighbour as it is printed: an edge with its other ends inside, anything else with ids of its own."""
    if isinstance(one, str):
        return one
    entity = one.entity()
    if not _is_edge(entity["schema"]):
        return entity
    properties = {
        name: [_end(value, one, root_id) for value in values]
        if name in entity_properties(entity["schema"])
        else values
        for name, values in entity["properties"].items()
    }
    return entity | {"properties": properties}


def _end(id_: str, edge: Place, root_id: str) -> Any:
    """The other end of an edge; the end one came from stays an id."""
    number = None if id_ == root_id else edge.shelf.find(id_)
    return id_ if number is None else edge.shelf.entity(number)


@lru_cache(maxsize=512)
def _is_edge(schema_name: str) -> bool:
    """Whether entities of that schema join two others (Ownership), rather than describe one (Sanction)."""
    from followthemoney import model

    schema = model.get(schema_name)
    return schema is not None and schema.edge
