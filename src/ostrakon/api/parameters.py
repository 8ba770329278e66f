"""Query strings → checked values. A client asks with the same one again and again: each is read once."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, get_origin
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ostrakon.api.refusals import Invalid

__all__ = [
    "CHANGED_SINCE",
    "Clocks",
    "MatchParameters",
    "SearchParameters",
    "described",
    "reader_of",
]

CHANGED_SINCE = r"^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?$"
_DEPRECATED: dict[str, Any] = {"deprecated": True}
_MOST_FIELDS = 2_000  # of one query string
Model = TypeVar("Model", bound=BaseModel)


class Clocks(BaseModel):
    """The two days every read can be asked for."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    as_of: date | None = Field(None, description="As known by the end of that day, UTC. Default: now.")
    in_force_on: date | None = Field(None, description="Only what had legal effect on that day.")


class Narrowed(Clocks):
    """What leaves entities out, in match and search alike."""

    include_dataset: list[str] = Field([], description="Only entities of these datasets.")
    exclude_dataset: list[str] = Field([], description="No entities of these datasets.")
    exclude_schema: list[str] = Field([], description="No entities of these schemata.")
    topics: list[str] = Field([], description="Only entities with one of these topics.")
    changed_since: str | None = Field(
        None, pattern=CHANGED_SINCE, description="Only entities that changed after that moment."
    )


class MatchParameters(Narrowed):
    """Of `POST /match/{dataset}`."""

    limit: int | None = Field(None, ge=0, le=500, description="Most results per query. Default: 5.")
    threshold: float = Field(0.70, allow_inf_nan=False, description="Score from which a result is a match.")
    cutoff: float | None = Field(
        None,
        allow_inf_nan=False,
        description="Results at or below this score are left out. Never more than the threshold.",
        json_schema_extra=_DEPRECATED,
    )
    algorithm: str | None = Field(None, description="`best`, or a name that `/algorithms` lists.")
    exclude_entity_ids: list[str] = Field([], max_length=50, description="Ids that are not to be found.")


class SearchParameters(Narrowed):
    """Of `GET /search/{dataset}`."""

    q: str = Field("", description="Words, phrases, fields: see the guide.")
    schema_: str = Field("Thing", alias="schema", description="Only entities of this schema and its kinds.")
    countries: list[str] = Field([], description="Two-letter codes.")
    datasets: list[str] = Field([], description="Only entities of these datasets.")
    filter_: list[str] = Field([], alias="filter", description="`field:value`.")
    limit: int = Field(10, ge=0, le=500, description="Most results.")
    offset: int = Field(0, ge=0, le=9_499, description="Results to leave out first.")
    sort: list[str] = Field([], description="`field:asc` or `field:desc`.")
    target: bool | None = Field(None, description="Only targets, or none.", json_schema_extra=_DEPRECATED)
    fuzzy: bool = Field(False, description="Words may differ by a letter or two.")
    simple: bool = Field(False, description="Take `q` for plain words: no query is refused.")
    facets: list[str] = Field(["countries", "topics", "datasets"], description="What to count results by.")
    filter_op: str = Field("OR", pattern="^(OR|AND)$", description="How several values of one filter join.")


def described(model: type[BaseModel]) -> list[dict[str, Any]]:
    """The fields of `model` as OpenAPI writes query parameters."""
    schema = model.model_json_schema()
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": field.pop("description", ""),
            **({"deprecated": True} if field.pop("deprecated", False) else {}),
            "schema": field,
        }
        for name, field in schema["properties"].items()
    ]


def reader_of(model: type[Model]) -> Callable[[bytes], Model]:
    """From a raw query string to a value of `model`; raises Invalid as FastAPI answers 422."""
    lists = {
        _name(name, one) for name, one in model.model_fields.items() if get_origin(one.annotation) is list
    }

    @lru_cache(maxsize=4096)
    def read(query_string: bytes) -> Model:
        given = parse_qs(
            query_string.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
        values = {name: texts if name in lists else texts[-1] for name, texts in given.items()}
        try:
            return model.model_validate(values)
        except ValidationError as error:
            raise Invalid(*_mistakes(error)) from error

    return read


def _name(name: str, field: Any) -> str:
    return field.alias or name


def _mistakes(error: ValidationError) -> list[dict[str, Any]]:
    return [
        {
            "type": one["type"],
            "loc": ["query", *one["loc"]],
            "msg": one["msg"],
            "input": one["input"] if len(str(one["input"])) < 500 else None,
            **({"ctx": {k: str(v) for k, v in one["ctx"].items()}} if "ctx" in one else {}),
        }
        for one in error.errors(include_url=False)
    ]
