"""JSON Lines → entities of the FollowTheMoney model, nested ones taken out and linked by id."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts

if TYPE_CHECKING:
    from followthemoney import Schema

__all__ = ["Entity", "read_entities"]

_MAX_NESTING = 8  # OpenSanctions nests two deep (party, ownership, owner)


class Entity(Struct, frozen=True):
    """`values` are by property name, only those the schema knows; `context` is what stands beside
    the properties (datasets, first_seen, target …); `line` is where it was read, from 1."""

    id: str
    schema: "Schema"
    values: dict[str, list[str]]
    context: dict[str, Any]
    line: int

    def first(self, *names: str) -> str:
        """The first value of the first property that has one, else ""."""
        return next((self.values[name][0] for name in names if self.values.get(name)), "")

    def all(self, *names: str) -> list[str]:
        return [value for name in names for value in self.values.get(name, ())]


class _Line(Struct):
    id: str
    schema: str
    properties: dict[str, list[Any]]


def read_entities(document: Document, doubts: Doubts) -> dict[str, Entity]:
    """Every entity of the file by id: those with a line of their own in file order, then those that
    only stand nested in others.

    OpenSanctions nests a party's owner in the party, and gives it a line of its own if it is a target
    too; what either says is kept. Raises SourceError with line and value for what is no such entity,
    for a schema that the model does not have, and for an id that has two lines of its own.
    """
    entities: dict[str, Entity] = {}
    inside: dict[str, Entity] = {}
    with document.open() as file:
        for number, line in enumerate(file, start=1):
            content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if not content.strip():
                continue
            place = f"{document.name}, line {number}"
            for entity, nested in _entities(_decoded(content, place), number, place, doubts):
                known = (inside if nested else entities).get(entity.id)
                if known is not None and not nested:
                    raise SourceError(f"{place}: id {entity.id!r} is already in line {known.line}")
                (inside if nested else entities)[entity.id] = _joined(known, entity)
    for entity_id, entity in inside.items():
        entities[entity_id] = _joined(entities.get(entity_id), entity)
    return entities


def _joined(known: Entity | None, more: Entity) -> Entity:
    """One entity of both; what `known` says comes first, and decides where they contradict."""
    if known is None:
        return more
    values = {
        name: list(dict.fromkeys([*known.all(name), *more.all(name)]))
        for name in dict.fromkeys([*known.values, *more.values])
        if name in known.schema.properties
    }
    return Entity(known.id, known.schema, values, more.context | known.context, known.line)


def _decoded(content: bytes, place: str) -> dict[str, Any]:
    try:
        decoded = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(f"{place}: no JSON: {error} (it begins {content[:40]!r})") from error
    if not isinstance(decoded, dict):
        raise SourceError(f"{place}: no JSON object but {content[:40]!r}")
    return decoded


def _entities(
    decoded: dict[str, Any], number: int, place: str, doubts: Doubts, depth: int = 0
) -> Iterator[tuple[Entity, bool]]:
    """The entity and those nested in it, each with whether it was nested."""
    try:
        line = msgspec.convert(decoded, _Line)
    except msgspec.ValidationError as error:
        raise SourceError(f"{place}: no entity: {error} (it begins {str(decoded)[:60]!r})") from error
    if not line.id or depth > _MAX_NESTING:
        raise SourceError(f"{place}: entity without an id, or nested more than {_MAX_NESTING} deep")
    schema = _schema(line.schema, place)
    values: dict[str, list[str]] = {}
    for name, stated in line.properties.items():
        if name not in schema.properties:
            doubts.note(f"unknown property {schema.name}.{name}", place)
            continue
        children = [value for value in stated if isinstance(value, dict)]
        texts = [_text(value, f"{place}: {name}") for value in stated]
        values[name] = [text for text in texts if text]
        for child in children:
            linked = _linked_back(child, schema, name, line.id)
            yield from ((entity, True) for entity, _ in _entities(linked, number, place, doubts, depth + 1))
    context = {name: value for name, value in decoded.items() if name not in _Line.__struct_fields__}
    yield Entity(line.id, schema, values, context, number), False


def _text(value: object, place: str) -> str:
    """A value as text: a nested entity is represented by its id."""
    text = value.get("id") if isinstance(value, dict) else value
    if not isinstance(text, str):
        raise SourceError(f"{place}: {value!r} is no text")
    return " ".join(text.split())


def _linked_back(child: dict[str, Any], schema: "Schema", name: str, parent: str) -> dict[str, Any]:
    """The nested entity with its link to the one it stands in ("sanctions" inside, "entity" back)."""
    reverse = schema.properties[name].reverse
    properties = child.get("properties")
    if reverse is None or not schema.properties[name].stub or not isinstance(properties, dict):
        return child
    return child | {"properties": {reverse.name: [parent]} | properties}


def _schema(name: str, place: str) -> "Schema":
    # Imported here: the model takes 0.6 s to load and only an import of such a list needs it.
    from followthemoney import model

    schema = model.get(name)
    if schema is None:
        raise SourceError(f"{place}: schema {name!r} is not in the FollowTheMoney model")
    return schema
