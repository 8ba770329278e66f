"""A romanised word → its consonants, folded so that common romanisations of one sound agree."""

import re
from functools import lru_cache

__all__ = ["skeleton"]

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
    ("ou", "u"),
)
_LETTERS = str.maketrans({"z": "s", "c": "k", "q": "k", "g": "k", "w": "v", "x": "ks"})
_SOFT_C = re.compile(r"c(?=[eiy])")
_INITIAL_GLIDE = re.compile(r"^[yji](?=[aeou])")
_SILENT = re.compile(r"[aeiouyjh]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Consonants of an ASCII word; an initial vowel shows as "a", an initial glide as "y".

    Digits stay: different numbers are different things. "" only for a word without letters or digits.
    """
    initial = _initial(word)
    word = f"s{word[1:]}" if word[:1] == "x" else word
    for digraph, letter in _DIGRAPHS:
        word = word.replace(digraph, letter)
    word = _SOFT_C.sub("s", word).translate(_LETTERS)
    return _DOUBLED.sub(r"\1", initial + _SILENT.sub("", word))


def _initial(word: str) -> str:
    """What of a silent first letter still tells words apart; "" when the first is a consonant."""
    if _INITIAL_GLIDE.match(word):
        return "y"
    return {"j": "k", "h": "h"}.get(word[:1], "a" if word[:1] in set("aeiouy") else "")
