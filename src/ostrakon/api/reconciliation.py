"""OpenRefine's reconciliation protocol, version 0.2, over match and search."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from ostrakon.api.examples import Example, Query, example_of
from ostrakon.api.library import Library, Reach
from ostrakon.api.matches import Narrowing, Wanted, found_for
from ostrakon.api.neighbours import Place, find
from ostrakon.api.refusals import Refused
from ostrakon.api.search import Sought, parse_simple, search

__all__ = [
    "THRESHOLD",
    "asked_for",
    "extended",
    "proposed_properties",
    "reconciled",
    "service_manifest",
    "suggested_entities",
    "suggested_properties",
    "suggested_types",
]

THRESHOLD = 0.70  # yente's
_SPACE = "https://www.opensanctions.org/reference/#schema"
_BATCH = 3  # yente's; OpenRefine sends so many queries at once
_MOST_SUGGESTED = 50
_DEFAULT_TYPES = ("Person", "Organization", "Company", "LegalEntity", "Vessel")
_OK = {"code": "/api/status/ok", "status": "200 OK"}


def service_manifest(title: str, base: str, dataset: str, query_string: str) -> dict[str, Any]:
    """What OpenRefine is told first. The query string is handed on, so that a key in it works everywhere."""
    rest = f"?{query_string}" if query_string else ""

    def at(path: str) -> dict[str, str]:
        return {"service_url": base, "service_path": f"/reconcile/{dataset}{path}{rest}"}

    view = f"{base}/entities/{{{{id}}}}{rest}"
    return {
        "versions": ["0.2"],
        "name": title,
        "identifierSpace": _SPACE,
        "schemaSpace": _SPACE,
        "documentation": f"{base}/openapi.json",
        "batchSize": _BATCH,
        "view": {"url": view},
        "preview": {"url": view, "width": 430, "height": 300},
        "suggest": {
            "entity": at("/suggest/entity"),
            "type": at("/suggest/type"),
            "property": at("/suggest/property"),
        },
        "extend": {
            "propose_properties": at("/extend/property"),
            "property_settings": _SETTINGS,
        },
        "defaultTypes": [_type(name) for name in _DEFAULT_TYPES],
    }


_SETTINGS = [
    {
        "name": "limit",
        "label": "Limit",
        "type": "number",
        "default": 0,
        "help_text": "Most values per row; 0 for all.",
    },
    {
        "name": "render",
        "label": "Values as",
        "type": "select",
        "default": "raw",
        "help_text": "Codes as they are kept, or as a person reads them.",
        "choices": [{"value": "raw", "name": "Code"}, {"value": "caption", "name": "Text"}],
    },
]


def asked_for(text: str, *, most: int) -> dict[str, tuple[Example, int]]:
    """The queries of one form field, each with the most results it wants. Raises Refused."""
    queries = _decoded(text)
    if not queries:
        raise Refused(400, "No queries provided.")
    if len(queries) > most:
        raise Refused(400, f"Too many queries in one batch (limit: {most})")
    asked = {}
    for key, query in queries.items():
        if not isinstance(query, dict):
            raise Refused(400, f"Invalid query: {key[:100]}")
        limit = query.get("limit", 5)
        limit = min(max(limit, 1), 500) if isinstance(limit, int) else 5
        asked[key] = example_of(key, _example(query)), limit
    return asked


def reconciled(asked: Mapping[str, tuple[Example, int]], library: Library, reach: Reach) -> dict[str, Any]:
    """Candidates for each query, by its key."""
    return {key: {"result": _results(*one, library, reach)} for key, one in asked.items()}


def _results(example: Example, limit: int, library: Library, reach: Reach) -> list[dict[str, Any]]:
    wanted = Wanted(limit=limit, threshold=THRESHOLD, cutoff=0.0, algorithm="ostrakon", narrowing=Narrowing())
    screening, _ = library.screening(reach)
    (matches,) = found_for([example], library, reach, screening, wanted)
    results = []
    for match in matches.best[:limit]:
        place = find(library, library.entity_id(match.dataset, match.listing.id))
        assert isinstance(place, Place)
        scored = {"score": match.score, "match": match.score >= wanted.threshold}
        results.append(_brief(place.entity()) | scored)
    return results


def _example(query: Mapping[str, Any]) -> Query:
    kind = query.get("type") or "Thing"
    kind = kind[0] if isinstance(kind, list) and kind else kind
    kind = kind.get("id") if isinstance(kind, dict) else kind
    if not isinstance(kind, str):
        raise Refused(400, "Invalid type")
    properties: dict[str, list[Any]] = {"name": [query.get("query", "")]}
    stated = query.get("properties")
    for one in stated if isinstance(stated, list) else ():
        if isinstance(one, dict) and isinstance(one.get("pid"), str):
            name = one["pid"].rpartition(":")[2]
            values = one.get("v")
            for value in values if isinstance(values, list) else [values]:
                properties.setdefault(name, []).append(value.get("id") if isinstance(value, dict) else value)
    return Query(schema=kind, properties=properties)


def extended(text: str, library: Library) -> dict[str, Any]:
    """Values of properties for ids, as the form field `extend` asks. Raises Refused."""
    wanted = _decoded(text)
    ids, properties = wanted.get("ids"), wanted.get("properties")
    if not isinstance(ids, list) or not isinstance(properties, list):
        raise Refused(400, "Invalid extension: give ids and properties")
    columns = [_column(one) for one in properties]
    rows = {
        id_: {column["id"]: _cells(id_, column, library) for column in columns}
        for id_ in ids
        if isinstance(id_, str)
    }
    return {"meta": [{"id": one["id"], "name": one["name"]} for one in columns], "rows": rows}


def _column(asked: Any) -> dict[str, Any]:
    if not isinstance(asked, dict) or not isinstance(asked.get("id"), str):
        raise Refused(400, "Invalid property: it has no id")
    name = asked["id"].rpartition(":")[2]
    settings = asked.get("settings")
    settings = settings if isinstance(settings, dict) else {}
    limit = settings.get("limit", 0)
    return {
        "id": asked["id"],
        "name": _property_label(name),
        "property": name,
        "limit": int(limit) if isinstance(limit, int | str) and str(limit).isdecimal() else 0,
        "caption": settings.get("render") == "caption",
    }


def _cells(id_: str, column: Mapping[str, Any], library: Library) -> list[dict[str, str]]:
    place = find(library, id_)
    if not isinstance(place, Place):
        return []
    entity = place.entity()
    values = entity["properties"].get(column["property"], [])
    values = values[: column["limit"]] if column["limit"] else values
    if column["caption"]:
        values = [_value_caption(entity["schema"], column["property"], value) for value in values]
    return [{"str": value} for value in values]


# --- suggestions ---------------------------------------------------------------------------------


def suggested_entities(prefix: str, library: Library, reach: Reach, limit: int) -> dict[str, Any]:
    words = prefix.split()
    clause = parse_simple(" ".join([*words[:-1], f"{words[-1]}*"]) if words else "")
    found = search(Sought(clause, limit=min(limit, _MOST_SUGGESTED)), library, reach)
    return _suggestion(prefix, [_brief(msgspec.json.decode(body)) for body in found.results])


def suggested_types(prefix: str, limit: int) -> dict[str, Any]:
    from followthemoney import model

    schemata = sorted((one for one in model.schemata.values() if one.matchable), key=lambda one: one.name)
    found = [_type(one.name) for one in schemata if _begins(prefix, one.name, one.label, one.plural)]
    return _suggestion(prefix, found[:limit])


def suggested_properties(prefix: str, limit: int) -> dict[str, Any]:
    from followthemoney import model

    found = [
        {"id": one.qname, "name": one.label, "description": one.description or ""}
        for one in sorted(model.properties, key=lambda one: one.qname)
        if not one.hidden and one.schema.matchable and _begins(prefix, one.name, one.label, one.qname)
    ]
    return _suggestion(prefix, found[:limit])


def proposed_properties(kind: str, limit: int) -> dict[str, Any]:
    from followthemoney import model

    schema = model.get(kind)
    if schema is None:
        raise Refused(404, "No such type!")
    named = [one for one in schema.sorted_properties if not one.stub and not one.hidden]
    properties = [{"id": one.name, "name": one.label} for one in named]
    return {"limit": limit, "type": schema.name, "properties": properties[:limit] if limit else properties}


def _suggestion(prefix: str, result: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return _OK | {"prefix": prefix, "result": list(result)}


def _begins(prefix: str, *texts: str) -> bool:
    wanted = prefix.strip().lower()
    return any(wanted in text.lower() for text in texts)


# --- in the protocol's words ---------------------------------------------------------------------


def _brief(entity: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": entity["id"],
        "name": entity["caption"],
        "description": ", ".join(_described(entity)),
        "type": [_type(entity["schema"])],
    }


def _described(entity: Mapping[str, Any]) -> Iterator[str]:
    """What tells namesakes apart: birth, country, list."""
    properties = entity["properties"]
    yield from properties.get("birthDate", [])[:1]
    for name in ("nationality", "country", "flag"):
        yield from (_value_caption(entity["schema"], name, value) for value in properties.get(name, [])[:2])
    yield from entity["datasets"][:3]


@lru_cache(maxsize=512)
def _type(name: str) -> dict[str, str]:
    from followthemoney import model

    schema = model.get(name)
    if schema is None:
        return {"id": name, "name": name, "description": ""}
    return {"id": name, "name": schema.plural, "description": schema.description or schema.label}


@lru_cache(maxsize=2048)
def _property_label(name: str) -> str:
    from followthemoney import model

    return next((one.label for one in model.properties if one.name == name), name)


def _value_caption(schema_name: str, property_name: str, value: str) -> str:
    from followthemoney import model

    schema = model.get(schema_name)
    one = None if schema is None else schema.properties.get(property_name)
    return value if one is None else one.type.caption(value) or value


def _decoded(text: str) -> dict[str, Any]:
    try:
        decoded = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused(400, f"Cannot decode query: {str(error)[:100]}") from error
    if not isinstance(decoded, dict):
        raise Refused(400, "Cannot decode query: not an object")
    return decoded
