"""The body of a match request → cleaned examples: whom each query asks for, in FollowTheMoney's words."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from ostrakon.api.refusals import Invalid, Refused
from ostrakon.matching import MatchQuery
from ostrakon.matching.scoring import Evidence, birth_date_of, comparable
from ostrakon.matching.scoring.weights import SHORTEST_IDENTIFIER
from ostrakon.model import Kind
from ostrakon.names import analyse

__all__ = ["Body", "Example", "Params", "asked_of", "clean", "read_body", "schema_or_refused"]

_NAMES = ("name", "alias", "weakAlias", "previousName")
_MOST_NAMES = 5  # yente searches for up to five representative names
_MOST_VALUES = 500  # per query: what no list has, and no client needs
_LONGEST_VALUE = 2_000  # characters; the longest name on a list has 370
_FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")


class Params(Struct):
    """Narrowing of a whole request or of one query, in the body (what Marble sends to motiva)."""

    include_datasets: list[str] = []
    exclude_datasets: list[str] = []
    exclude_entity_ids: list[str] = []


class Query(Struct):
    """One query as it comes in. Values may be of any JSON type."""

    schema: str
    properties: dict[str, Any] = {}
    id: str | None = None
    params: Params | None = None
    weights: dict[str, Any] | None = None
    filters: Any = None


class Body(Struct):
    """A match request. `weights` and `config` are logic-v2's."""

    queries: dict[str, Query]
    weights: dict[str, Any] = {}
    config: dict[str, Any] = {}
    params: Params | None = None


class Example(Struct, frozen=True):
    """A query after cleaning. `properties` hold texts only; `asked` is what the matcher is given."""

    id: str
    schema: str
    properties: dict[str, list[str]]
    asked: tuple[MatchQuery, ...]
    schemata: frozenset[str]
    params: Params | None


_decoder = msgspec.json.Decoder(Body)


def read_body(body: bytes, content_type: str) -> Body:
    """Raises Invalid where FastAPI would answer 422. No content type at all is taken for JSON."""
    if content_type.partition(";")[0].strip().lower() in _FORM_TYPES:
        text = body[:1000].decode("utf-8", "replace")
        raise Invalid(
            {
                "type": "model_attributes_type",
                "loc": ["body"],
                "msg": "Input should be a valid dictionary or object to extract fields from",
                "input": text,
            }
        )
    try:
        return _decoder.decode(body)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _invalid(body, error) from error


def clean(schema_name: str, properties: dict[str, Any]) -> dict[str, list[str]]:
    """The values that FollowTheMoney can read, as it writes them ("Russia" becomes "ru"); unknown
    properties are left out."""
    kinds = _kinds(schema_name)
    cleaned: dict[str, list[str]] = {}
    left = _MOST_VALUES
    for name, stated in properties.items():
        kind = kinds.get(name)
        if kind is None:
            continue
        texts = list(_texts(stated))[: max(left, 0)]
        left -= len(texts)
        values = dict.fromkeys(value for text in texts if (value := _cleaned(kind, text)))
        if values:
            cleaned[name] = list(values)
    return cleaned


def schema_or_refused(name: str) -> Any:
    """The schema of that name; Refused where there is none that can be matched (`Thing` can)."""
    from followthemoney import model

    schema = model.get(name)
    if schema is None:
        raise Refused(400, f"Cannot parse example entity: Unknown schema: {name!r}")
    if not schema.matchable and name != "Thing":
        raise Refused(400, f"Cannot parse example entity: Non-matchable schema for query: {name}")
    return schema


def example_of(key: str, query: Query) -> Example:
    schema_or_refused(query.schema)
    properties = clean(query.schema, query.properties)
    return Example(
        id=query.id if query.id is not None else key,
        schema=query.schema,
        properties=properties,
        asked=tuple(asked_of(query.schema, properties)),
        schemata=comparable_schemata(query.schema),
        params=query.params,
    )


@lru_cache(maxsize=256)
def comparable_schemata(name: str) -> frozenset[str]:
    """What an entity may be that is compared with a query of that schema, descendants included."""
    from followthemoney import model

    schema = model.get(name)
    assert schema is not None, name
    if name == "Thing":
        roots = [one for one in model.schemata.values() if one.is_a("Thing")]
    else:
        roots = [*schema.matchable_schemata, schema]
    return frozenset(one.name for root in roots for one in (root, *root.descendants))


def asked_of(schema: str, properties: dict[str, list[str]]) -> Iterator[MatchQuery]:
    """One query to the matcher per name, all with the same other evidence."""
    evidence = _evidence(schema, properties)
    names = _names(properties)
    person = _is_person(schema)
    reading = "person" if person else "any" if schema in {"Thing", "LegalEntity"} else "thing"
    kind = _only_kind(schema)
    for text in names or ([""] if evidence.identifiers else []):
        asked = MatchQuery(text, analyse(text, reading), kind, evidence)
        if asked.name.tokens or any(len(one) >= SHORTEST_IDENTIFIER for one in evidence.identifiers):
            yield asked


def _names(properties: dict[str, list[str]]) -> list[str]:
    """Full names first; of parts of a name only where no name is given."""
    names = [name for field in _NAMES for name in properties.get(field, ())]
    if not names:
        parts = [properties.get(field, [""])[0] for field in ("firstName", "middleName", "lastName")]
        joined = " ".join(part for part in parts if part)
        names = [joined] if joined else []
    return list(dict.fromkeys(names))[:_MOST_NAMES]


def _evidence(schema: str, properties: dict[str, list[str]]) -> Evidence:
    kinds = _kinds(schema)
    countries: set[str] = set()
    identifiers: set[str] = set()
    for name, values in properties.items():
        if kinds[name] == "country":
            countries.update(values)
        elif kinds[name] == "identifier":
            identifiers.update(key for value in values if (key := comparable(value)))
    born = properties.get("birthDate")
    return Evidence(
        birth_date=birth_date_of(born[0][:10]) if born else None,
        countries=frozenset(countries),
        identifiers=frozenset(identifiers),
    )


@lru_cache(maxsize=256)
def _kinds(schema_name: str) -> dict[str, str]:
    """Property name → its type, of those a query may state."""
    from followthemoney import model

    schema = model.get(schema_name)
    assert schema is not None, schema_name
    return {
        name: one.type.name
        for name, one in schema.properties.items()
        if not one.stub and one.type.name != "entity"
    }


@lru_cache(maxsize=256)
def _is_person(schema: str) -> bool:
    return schema == "Person"


@lru_cache(maxsize=256)
def _only_kind(schema: str) -> Kind | None:
    """The one kind of listing that can be meant; None where several can."""
    schemata = comparable_schemata(schema)
    of_kind: dict[str, Kind] = {"Vessel": "Vessel", "Airplane": "Airplane"}
    if "LegalEntity" in schemata or "Person" in schemata or schema == "Thing":
        return None if "Person" in schemata else "LegalEntity"
    return next((kind for name, kind in of_kind.items() if name in schemata), None)


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    from followthemoney.types import registry

    return frozenset(code for code in registry.country.codes if len(code) == 2)


@lru_cache(maxsize=8192)
def _cleaned_cached(kind: str, text: str) -> str | None:
    from followthemoney.types import registry

    try:
        cleaned: str | None = registry.get(kind).clean(text, fuzzy=False)
    except (ValueError, OverflowError, RecursionError):
        return None
    return cleaned


def _cleaned(kind: str, text: str) -> str | None:
    if kind in {"name", "string", "text"}:  # of any value; nothing to remember
        return " ".join(text.split()) or None
    if kind == "country" and len(text) == 2 and (code := text.lower()) in _country_codes():
        return code  # without the names of all countries, which take a second to read
    return _cleaned_cached(kind, text)


def _texts(stated: Any) -> Iterator[str]:
    """A value or a list of them as text: numbers as JSON writes them, objects not at all."""
    for value in stated if isinstance(stated, list) else [stated]:
        if isinstance(value, str):
            yield _whole_characters(value[:_LONGEST_VALUE])
        elif isinstance(value, bool):
            yield str(value).lower()
        elif isinstance(value, int | float):
            yield msgspec.json.encode(value).decode()


def _whole_characters(text: str) -> str:
    """JSON can write half of a character ("\\ud800"), which no list can hold."""
    return text.encode("utf-8", "replace").decode()


def _invalid(body: bytes, error: Exception) -> Invalid:
    """What FastAPI says of such a body: which field, what is wrong, what was there."""
    from ostrakon.api.validation import mistakes_of

    return Invalid(*mistakes_of(body, error))
