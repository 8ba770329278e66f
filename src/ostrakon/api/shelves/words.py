"""A text → the words it is found by: no case, no marks, split where letters and digits end."""

import re
import unicodedata

from ostrakon.names.transliteration import to_ascii

__all__ = ["latin_words", "words_of"]

_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0300-\u036f]")


def words_of(text: str) -> list[str]:
    """In order, as written: `words_of("Bashar al-Asad")` is bashar, al, asad."""
    if text.isascii():
        return _WORD.findall(text.lower())
    folded = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall(_MARKS.sub("", folded))


def latin_words(name: str) -> list[str]:
    """Of a name in another script, as it reads in Latin letters; none of one in Latin letters."""
    return [] if name.isascii() else _WORD.findall(to_ascii(name).lower())
