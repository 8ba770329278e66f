"""What the last update of a manifest found, kept beside the lists."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from ostrakon.engine import Engine

__all__ = ["Loaded", "read_loaded", "write_loaded"]


class Loaded(Struct, frozen=True):
    """What is known of a dataset since its manifest was last looked at. `version` is its maker's, of what
    was imported last."""

    title: str
    children: tuple[str, ...] = ()
    version: str | None = None


def _file(engine: Engine) -> Path:
    return engine.settings.home / "datasets.json"


def read_loaded(engine: Engine) -> dict[str, Loaded]:
    """By name, as the last update left it; empty where there was none."""
    try:
        return msgspec.json.decode(_file(engine).read_bytes(), type=dict[str, Loaded])
    except (OSError, msgspec.DecodeError):
        return {}


def write_loaded(engine: Engine, loaded: Mapping[str, Loaded]) -> None:
    file = _file(engine)
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(f".{os.getpid()}")
    partial.write_bytes(msgspec.json.encode(loaded))
    partial.replace(file)
