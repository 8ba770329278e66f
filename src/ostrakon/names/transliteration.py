"""Any script → lower-case ASCII, with the romanisations the lists themselves use."""

import unicodedata
from functools import lru_cache
from typing import Any

__all__ = ["is_unvowelled", "script_of", "sounded", "to_ascii"]

# ICU transform per script. For Cyrillic and Greek the BGN and UN systems, which OFAC, the UK and the EU
# print ("Shchukin"), rather than ISO 9 ("Ŝukin").
_TRANSFORMS = {
    "CYRILLIC": "Russian-Latin/BGN",
    "GREEK": "Greek-Latin/UNGEGN",
}
_FINISH = "NFD; [:Mark:] Remove; Latin-ASCII; Lower"

# Marks that romanisations put inside a word: soft signs, ayin, and BGN's dot between "n" and "e".
_DROPPED = dict.fromkeys(map(ord, "'`\"·"), None)

# Letters of Arabic, Persian, Urdu and Kurdish, by the romanisation most common on the lists. Long
# vowels are written, short ones are not; carriers of hamza and ayin stand for a vowel.
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ء": "", "ؤ": "u", "ئ": "i", "ع": "a", "ى": "a",
    "ب": "b", "پ": "p", "ت": "t", "ٹ": "t", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh",
    "د": "d", "ڈ": "d", "ذ": "dh", "ر": "r", "ڑ": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh",
    "ص": "s", "ض": "dh", "ط": "t", "ظ": "dh", "غ": "gh", "ف": "f", "ڤ": "v", "ق": "q", "ك": "k",
    "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ں": "n", "ه": "h", "ھ": "h", "ہ": "h",
    "ة": "a", "ۀ": "h", "ە": "e", "و": "w", "ۆ": "o", "ۇ": "u", "ي": "y", "ی": "y", "ې": "e", "ے": "e",
}  # fmt: skip
_HEBREW = {
    "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "w", "ז": "z", "ח": "h", "ט": "t", "י": "y",
    "כ": "k", "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "a", "פ": "p",
    "ף": "f", "צ": "ts", "ץ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip
_SILENT_END = ("ه", "ہ", "ە")  # "Hamza", "Hamzeh": heard as a vowel
_UNVOWELLED = {"ARABIC": _ARABIC, "HEBREW": _HEBREW}

# Latin letters whose marks tell a sound, as English spells it: Czech, Slovak, Croatian, Slovene, Polish,
# Baltic, Turkish, Romanian.
_SOUNDED = str.maketrans(
    {"š": "sh", "č": "ch", "ž": "zh", "ć": "ch", "ś": "sh", "ź": "zh", "ż": "zh", "đ": "dj"}
    | {"ş": "sh", "ș": "sh", "ț": "ts", "ţ": "ts", "ğ": "gh"}
)

# Korean as North Korean names are printed on the lists ("Kim Jong Un"), syllable by syllable.
_HANGUL_FIRST, _HANGUL_LAST = 0xAC00, 0xD7A3
_INITIALS = "k kk n t tt r m p pp s ss - j tch ch k t p h".split()  # noqa: SIM905
_VOWELS = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split()  # noqa: SIM905
_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p -".split()  # noqa: SIM905


def script_of(text: str) -> str:
    """Unicode's name for the script of the first letter: LATIN, CYRILLIC, ARABIC, CJK, HANGUL …"""
    for character in text:
        if character.isascii() and character.isalpha():
            return "LATIN"
        if character.isalpha():
            return unicodedata.name(character, "UNKNOWN").split()[0]
    return "LATIN"


def is_unvowelled(script: str) -> bool:
    """Whether the script leaves short vowels unwritten."""
    return script in _UNVOWELLED


def sounded(word: str) -> str:
    """`word` (cleaned, Latin) with the letters whose marks tell a sound spelled out."""
    return word.translate(_SOUNDED)


@lru_cache(maxsize=65536)
def to_ascii(word: str) -> str:
    """`word` (cleaned, one script) in lower-case ASCII; may hold blanks for scripts written without."""
    if word.isascii():
        return word
    script = script_of(word)
    if script in _UNVOWELLED:
        letters = _UNVOWELLED[script]
        if word.endswith(_SILENT_END):
            word = word[:-1] + "ة"
        word = "".join(letters.get(character, character) for character in unicodedata.normalize("NFKC", word))
    elif script == "HANGUL":
        word = " ".join(map(_romanised, word))
    if word.isascii():
        return word
    ascii_form: str = _transliterator(_TRANSFORMS.get(script, "Any-Latin")).transliterate(word)
    if script == "CJK":  # one word for a run of characters, as the lists print given names and firms
        ascii_form = ascii_form.replace(" ", "")
    return ascii_form.translate(_DROPPED)


def _romanised(syllable: str) -> str:
    place = ord(syllable) - _HANGUL_FIRST
    if not 0 <= place <= _HANGUL_LAST - _HANGUL_FIRST:
        return syllable
    initial, rest = divmod(place, 588)
    vowel, final = divmod(rest, 28)
    return (_INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]).replace("-", "")


@lru_cache(maxsize=8)
def _transliterator(transform: str) -> Any:
    import icu  # 20 ms, and a name in ASCII needs none of it

    return icu.Transliterator.createInstance(f"{transform}; Any-Latin; {_FINISH}")
