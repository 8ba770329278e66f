"""Any script → lower-case ASCII, by ICU, with the romanisations the lists themselves use."""

import unicodedata
from functools import lru_cache
from typing import Any

__all__ = ["script_of", "to_ascii"]

# ICU transform per script. For Cyrillic and Greek the BGN and UN systems, which OFAC, the UK and the EU
# print ("Shchukin"), rather than ISO 9 ("Ŝukin").
_TRANSFORMS = {
    "CYRILLIC": "Russian-Latin/BGN",
    "GREEK": "Greek-Latin/UNGEGN",
}
_FINISH = "NFD; [:Mark:] Remove; Latin-ASCII; Lower"

# Arabic writes the initial vowel on letters that ICU drops: ayin and hamza carriers stand for one.
_ARABIC_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ع": "ا", "ى": "ي", "ة": "ه"})

# Marks that romanisations put inside a word: soft signs, ayin, and BGN's dot between "n" and "e".
_DROPPED = dict.fromkeys(map(ord, "'`\"·"), None)


def script_of(text: str) -> str:
    """Unicode's name for the script of the first letter: LATIN, CYRILLIC, ARABIC, CJK, HANGUL …"""
    for character in text:
        if character.isascii() and character.isalpha():
            return "LATIN"
        if character.isalpha():
            return unicodedata.name(character, "UNKNOWN").split()[0]
    return "LATIN"


@lru_cache(maxsize=65536)
def to_ascii(word: str) -> str:
    """`word` (cleaned, one script) in lower-case ASCII; may hold blanks for scripts written without."""
    if word.isascii():
        return word
    script = script_of(word)
    if script == "ARABIC":
        word = word.translate(_ARABIC_LETTERS)
    ascii_form: str = _transliterator(_TRANSFORMS.get(script, "Any-Latin")).transliterate(word)
    return ascii_form.translate(_DROPPED)


@lru_cache(maxsize=8)
def _transliterator(transform: str) -> Any:
    import icu  # 20 ms, and a name in ASCII needs none of it

    return icu.Transliterator.createInstance(f"{transform}; Any-Latin; {_FINISH}")
