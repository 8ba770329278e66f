"""How common a word is in the names of ordinary people, beyond what the lists show."""

from functools import lru_cache
from importlib.resources import files

__all__ = ["ordinary_names"]


@lru_cache(maxsize=1)
def ordinary_names() -> dict[str, float]:
    """Lower-case ASCII words, and how many names that hold each are added to the lists' own."""
    lines = files("ostrakon.names").joinpath("data", "ordinary_names.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: float(count) for word, count in pairs}
