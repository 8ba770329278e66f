"""What changed in a FollowTheMoney dataset from one version to the next, as OpenSanctions publishes it."""

from pathlib import Path
from typing import Any

import msgspec

from ostrakon.errors import OstrakonError

__all__ = ["apply_delta", "versions_between"]

_MOST_STEPS = 50  # more than that, and the whole file is less work
_OPERATIONS = ("ADD", "MOD", "DEL")


def versions_between(index: bytes, held: str, wanted: str) -> list[str]:
    """Addresses of the changes that lead from version `held` to `wanted`, in order; empty where they do not.

    Versions are named so that they sort by time. Raises OstrakonError for what is no index.
    """
    document = _decoded(index, "delta index")
    versions = document.get("versions")
    if not isinstance(versions, dict) or not all(isinstance(url, str) for url in versions.values()):
        raise OstrakonError("delta index: it has no versions")
    steps = sorted(name for name in versions if held < name <= wanted)
    # The step to the version held must be known too: else some before the first may be missing.
    if held not in versions or not steps or steps[-1] != wanted or len(steps) > _MOST_STEPS:
        return []
    return [str(versions[name]) for name in steps]


def apply_delta(file: Path, delta: Path) -> None:
    """Rewrite the entities of `file` (JSON Lines) by the operations of `delta`."""
    entities = {}
    with file.open("rb") as lines:
        for line in lines:
            if line.strip():
                entities[_id(_decoded(line, file.name), file.name)] = line.rstrip(b"\r\n")
    with delta.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                _apply(entities, _decoded(line, f"delta, line {number}"), f"delta, line {number}")
    with file.open("wb") as target:
        for body in entities.values():
            target.write(body + b"\n")


def _apply(entities: dict[str, bytes], operation: dict[str, Any], place: str) -> None:
    kind, entity = operation.get("op"), operation.get("entity")
    if kind not in _OPERATIONS or not isinstance(entity, dict):
        raise OstrakonError(f"{place}: {str(operation)[:60]!r} is no operation")
    id_ = _id(entity, place)
    if kind == "DEL":
        entities.pop(id_, None)
    else:
        entities[id_] = msgspec.json.encode(entity)


def _id(entity: dict[str, Any], place: str) -> str:
    id_ = entity.get("id")
    if not isinstance(id_, str) or not id_:
        raise OstrakonError(f"{place}: an entity without an id")
    return id_


def _decoded(content: bytes, place: str) -> dict[str, Any]:
    try:
        decoded = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError) as error:
        raise OstrakonError(f"{place}: no JSON: {str(error)[:100]}") from error
    if not isinstance(decoded, dict):
        raise OstrakonError(f"{place}: no JSON object")
    return decoded
