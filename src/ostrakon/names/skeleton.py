"""A romanised word → its consonants, folded so that common romanisations of one sound agree."""

import re
from functools import lru_cache

__all__ = ["skeleton", "vowels"]

# Longest first. Each row joins spellings found for one sound on the lists themselves:
# Bashar/Bachar/Başar, Hussein/Husayn, Gaddafi/Qadhafi/Kadhafi, Khrushchev/Chruschtschow, Yuri/Juri/Iouri.
_DIGRAPHS = (
    ("tsch", "s"),
    ("shch", "s"),
    ("sch", "s"),
    ("tch", "s"),
    ("sh", "s"),
    ("ch", "s"),
    ("zh", "s"),
    ("ts", "s"),
    ("tz", "s"),
    ("dz", "s"),
    ("cz", "s"),
    ("sz", "s"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("dj", "j"),
    ("ck", "k"),
    ("qu", "k"),
)
_LETTERS = str.maketrans({"z": "s", "c": "k", "q": "k", "g": "k", "w": "v", "x": "ks"})
_SOFT_C = re.compile(r"c(?=[eiy])")
_INITIAL_GLIDE = re.compile(r"^[yji](?=[aeou])")
_DOUBLED = re.compile(r"(.)\1+")
# First letters that stand for another sound than inside a word: Jihad/Gihad, Xi.
_HARD_FIRST = {"j": "g", "x": "s"}
_FINAL_H = re.compile(r"(?<=[aeiouy])h$")
_VOWEL = re.compile(r"[aeiouyj]")
_CONSONANT = re.compile(r"[^aeiouyj]")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Consonants of an ASCII word; an initial vowel shows as "a", an initial glide as "y".

    Digits stay: different numbers are different things. "" only for a word without letters or digits.
    """
    return _initial(word) + _VOWEL.sub("", _folded(word))


@lru_cache(maxsize=65536)
def vowels(word: str) -> tuple[str, ...]:
    """The vowels before, between and after the consonants of `skeleton`, "" where none is written."""
    return tuple(_CONSONANT.split(_folded(word)))


def _folded(word: str) -> str:
    """One letter per consonant sound, doubled letters single, an initial glide taken off."""
    first = "" if _initial(word) == "y" else _HARD_FIRST.get(word[:1], word[:1])
    word = first + word[1:]
    for digraph, letter in _DIGRAPHS:
        word = word.replace(digraph, letter)
    word = _SOFT_C.sub("s", word).translate(_LETTERS)
    return _DOUBLED.sub(r"\1", _FINAL_H.sub("", word))


def _initial(word: str) -> str:
    """What of a soft first letter still tells words apart; "" when the first is a plain consonant."""
    if _INITIAL_GLIDE.match(word):
        return "y"
    return "a" if word[:1] in set("aeiouy") else ""
