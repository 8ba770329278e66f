"""What the held lists cannot show, however well they are searched."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import msgspec

__all__ = ["not_covered"]


def not_covered(datasets: Iterable[str]) -> tuple[str, ...]:
    """One sentence per gap: those of every list, then those of each of `datasets`."""
    table = _table()
    return tuple(sentence for key in ("general", *datasets) for sentence in table.get(key, ()))


@lru_cache(maxsize=1)
def _table() -> dict[str, list[str]]:
    text = files("ostrakon.lists").joinpath("data", "coverage.yml").read_bytes()
    return msgspec.yaml.decode(text, type=dict[str, list[str]])
