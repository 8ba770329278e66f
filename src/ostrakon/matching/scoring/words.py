"""One word against another: the same, the same sound, a slip, an initial, or different."""

from functools import lru_cache

from rapidfuzz.distance import OSA, Indel

from ostrakon.matching.scoring.weights import (
    CLASHING_VOWEL,
    GLUED_ARTICLE,
    INITIAL,
    LEAST_SAME_SOUND,
    LEAST_SIMILAR,
    LEAST_SPELLING_LETTERS,
    SAME_LETTERS,
    SAME_SOUND,
)
from ostrakon.names import Token, vowels

__all__ = ["word_similarity"]

# Vowels that romanisations exchange: Ahmad/Ahmed, Hussein/Husayn, Osama/Usama.
_VOWEL_GROUPS = (set("ae"), set("eiyj"), set("ou"))
_SHORTEST_SOUND = 2  # consonants
_SHORTEST_AFTER_ARTICLE = 3  # letters


@lru_cache(maxsize=65536)
def word_similarity(one: Token, other: Token) -> float:
    """0 (different words) to 1 (the same word), symmetric. Numbers agree fully or not at all."""
    if one.text == other.text:
        return 1.0
    if "number" in {one.role, other.role}:
        return 0.0
    if 1 in {len(one.text), len(other.text)}:
        return INITIAL if one.text[0] == other.text[0] else 0.0
    if _without_article(one.text) == _without_article(other.text):
        return GLUED_ARTICLE
    return _same_sound(one, other) or _same_spelling(one, other)


def _same_sound(one: Token, other: Token) -> float:
    """Equal consonants. Vowels decide between one name in two romanisations and two names (Hasan, Husayn)."""
    if one.skeleton != other.skeleton or len(one.skeleton) < _SHORTEST_SOUND:
        return 0.0
    shared = Indel.normalized_similarity(one.text, other.text)
    if len(one.skeleton) == _SHORTEST_SOUND and shared < LEAST_SAME_SOUND:
        return 0.0
    slots = list(zip(vowels(one.text), vowels(other.text), strict=False))
    clashes = sum(not _alike(a, b) for a, b in slots if a and b)
    only_one = sum(bool(a) and not b for a, b in slots)
    only_other = sum(bool(b) and not a for a, b in slots)
    # Vowels missing on one side only are those that Arabic does not write; on both sides the words
    # have them in other places (Bashar, Bushra).
    clashes += min(only_one, only_other)
    return max(SAME_SOUND - CLASHING_VOWEL * clashes, 0.0) + SAME_LETTERS * shared


def _alike(one: str, other: str) -> bool:
    return any(set(one) & group and set(other) & group for group in _VOWEL_GROUPS)


def _same_spelling(one: Token, other: Token) -> float:
    if min(len(one.text), len(other.text)) < LEAST_SPELLING_LETTERS:
        return 0.0
    similarity = OSA.normalized_similarity(one.text, other.text)
    return similarity if similarity >= LEAST_SIMILAR else 0.0


def _without_article(text: str) -> str:
    bare = text[2:] if text[:2] in {"al", "el", "ul"} else text
    return bare if len(bare) >= _SHORTEST_AFTER_ARTICLE else text
