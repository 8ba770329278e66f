"""A word of a company's name → the sense it shares with its translations."""

from functools import lru_cache
from importlib.resources import files

__all__ = ["sense_of"]

_SHORTEST_STEM = 3


@lru_cache(maxsize=65536)
def sense_of(text: str) -> int:
    """1 to 255; 0 for a word of no sense that is known. `text` is lower-case ASCII."""
    words, stems = _senses()
    if text in words:
        return words[text]
    for length in range(len(text), _SHORTEST_STEM - 1, -1):
        if text[:length] in stems:
            return stems[text[:length]]
    return 0


@lru_cache(maxsize=1)
def _senses() -> tuple[dict[str, int], dict[str, int]]:
    """Whole words, and beginnings of words."""
    lines = files("ostrakon.names").joinpath("data", "senses.txt").read_text("utf-8").splitlines()
    words: dict[str, int] = {}
    stems: dict[str, int] = {}
    for sense, line in enumerate((line for line in lines if line and not line.startswith("#")), start=1):
        for word in line.split():
            if word.endswith("*"):
                stems[word[:-1]] = sense
            else:
                words[word] = sense
    return words, stems
