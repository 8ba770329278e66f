"""Names as texts: when two are the same to a reader, what script one is in, and how to write it in Latin."""

import re
import unicodedata
from functools import lru_cache
from typing import Any, Literal

__all__ = ["Script", "ascii_form", "is_latin", "plain", "romanised", "script_of"]

Script = Literal["latin", "arabic", "cyrillic", "han_hangul", "other"]
_SCRIPTS: dict[str, Script] = {
    "LATIN": "latin",
    "ARABIC": "arabic",
    "CYRILLIC": "cyrillic",
    "CJK": "han_hangul",
    "HANGUL": "han_hangul",
    "KATAKANA": "han_hangul",
    "HIRAGANA": "han_hangul",
}
# Scripts whose usual romanisation a table gives; Arabic and Hebrew leave out the vowels.
_ROMANISED = {
    "CYRILLIC": "Russian-Latin/BGN",
    "GREEK": "Greek-Latin/UNGEGN",
    "GEORGIAN": "Any-Latin",
    "ARMENIAN": "Any-Latin",
    "CJK": "Han-Latin",
    "HANGUL": "Hangul-Latin",
    "DEVANAGARI": "Any-Latin",
}


# Every listed name is looked at by several families.
@lru_cache(maxsize=500_000)
def plain(text: str) -> str:
    """Letters and digits alone, without case or marks: equal for spellings a clerk would call the same."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", " ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()


@lru_cache(maxsize=500_000)
def script_of(text: str) -> Script:
    """The script of most letters; "latin" for a text without any."""
    counts: dict[Script, int] = {}
    for character in text:
        if character.isalpha():
            script = _SCRIPTS.get(_unicode_script(character), "other")
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: counts[script]) if counts else "latin"


def is_latin(text: str) -> bool:
    return script_of(text) == "latin"


def romanised(text: str) -> str | None:
    """The text in Latin letters as its owner would print it abroad; None where no table gives that."""
    first = next((character for character in text if character.isalpha()), None)
    transform = None if first is None else _ROMANISED.get(_unicode_script(first))
    if transform is None:
        return None
    latin: str = _transliterator(transform).transliterate(text)
    if transform == "Han-Latin":
        latin = _given_names_joined(latin)
    return " ".join(word[:1].upper() + word[1:] for word in latin.replace("·", "").split())


def _given_names_joined(pinyin: str) -> str:
    """ "wáng xiǎo míng" → "wang xiaoming"; ICU writes every syllable apart."""
    syllables = pinyin.split()
    return f"{syllables[0]} {''.join(syllables[1:])}".strip() if len(syllables) <= 3 else pinyin


def _unicode_script(character: str) -> str:
    return unicodedata.name(character, "UNKNOWN").split()[0]


@lru_cache(maxsize=8)
def _transliterator(transform: str) -> Any:
    import icu

    return icu.Transliterator.createInstance(f"{transform}; NFD; [:Mark:] Remove; NFC; Latin-ASCII")


def ascii_form(text: str) -> str:
    """Lower-case ASCII of any script, letter by letter as ICU does it."""
    if text.isascii():
        return text.lower()
    latin: str = _transliterator("Any-Latin").transliterate(text)
    return latin.lower()
