"""Bodies that are no match request, told as FastAPI tells them. Only read when something is wrong."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

__all__ = ["body_schema", "mistakes_of"]

_SHOWN_INPUT = 200  # characters of what was sent that are sent back


class ParamsModel(BaseModel):
    """Narrowing in the body, without a limit on how many."""

    include_datasets: list[str] = []
    exclude_datasets: list[str] = []
    exclude_entity_ids: list[str] = []


class ExampleModel(BaseModel):
    """Whom to look for, in FollowTheMoney's words."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"schema": "Person", "properties": {"name": ["Bashar al-Assad"], "birthDate": "1965"}}
            ]
        }
    )
    id: str | None = None
    schema_: str = Field(alias="schema")
    properties: dict[str, Any] = {}
    params: ParamsModel | None = None


class MatchBody(BaseModel):
    """One or more queries, each under a key of the caller's choice."""

    queries: dict[str, ExampleModel]
    weights: dict[str, Any] = {}
    config: dict[str, Any] = {}
    params: ParamsModel | None = None


def body_schema() -> dict[str, Any]:
    """A match request in the words of OpenAPI, all of it in one place."""
    schema = MatchBody.model_json_schema()
    parts = schema.pop("$defs")
    example = parts["ExampleModel"]
    params = {"anyOf": [parts["ParamsModel"], {"type": "null"}]}
    example["properties"]["params"] = schema["properties"]["params"] = params
    schema["properties"]["queries"]["additionalProperties"] = example
    return schema


def mistakes_of(body: bytes, error: Exception) -> list[dict[str, Any]]:
    """At least one entry; `error` is what the fast reader said."""
    try:
        decoded = from_json(body)
    except ValueError as broken:
        return [
            _mistake("json_invalid", ["body"], "JSON decode error", {}, {"error": str(broken)[:_SHOWN_INPUT]})
        ]
    try:
        MatchBody.model_validate(decoded)
    except ValidationError as found:
        return [
            _mistake(one["type"], ["body", *one["loc"]], one["msg"], _short(one.get("input")))
            for one in found.errors(include_url=False, include_context=False)[:50]
        ]
    return [_mistake("value_error", ["body"], str(error)[:_SHOWN_INPUT], None)]


def _mistake(
    type_: str, loc: list[Any], message: str, given: Any, context: dict[str, Any] | None = None
) -> dict[str, Any]:
    mistake = {"type": type_, "loc": loc, "msg": message, "input": given}
    return mistake | {"ctx": context} if context else mistake


def _short(given: Any) -> Any:
    """What was sent, where it is short enough to send back."""
    return given if len(str(given)) <= _SHOWN_INPUT else f"{str(given)[:_SHOWN_INPUT]}…"
