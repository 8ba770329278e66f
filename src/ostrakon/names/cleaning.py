"""A name as typed → the same letters without styling, invisible characters, look-alikes or case."""

import re
import unicodedata

__all__ = ["clean"]

# Letters are joined over these: Qa'ida, O’Brien, ʿAlī; and over the zero-width characters
# (category Cf), which an evader puts between letters.
_JOINED_OVER = dict.fromkeys(map(ord, "'’‘ʼʻʾʿ`´′ʹ\u0640\u00b7"), None)
# Vowel points of Arabic and Hebrew, which most writers leave out.
_POINTS = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

# Lower-case letters of other alphabets that a reader takes for Latin ones. Source: the letters that
# Unicode's confusables table (UTS 39) maps to basic Latin, after case folding.
_LOOK_ALIKES = dict(
    zip(
        "авеёзкмнорстухіѕјһԁԛԝӏґαβεικνοργτυχ",
        "abee3kmhopctyxisjhdqwlrabeikvopytux",
        strict=True,
    )
)
_LOOKS_LATIN = str.maketrans(_LOOK_ALIKES)
_LOOKS_CYRILLIC = str.maketrans("abcehikmopstxyë", "авсеһікморѕтхуё")
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile(r"[a-z\u00df-\u024f]")


def clean(text: str) -> str:
    """Compatibility-composed, case-folded, marks kept; controls become blanks, invisibles vanish.

    Letters of another alphabet among Latin ones become the Latin letters they look like.
    """
    if text.isascii():
        return _SPACES.sub(" ", _CONTROL.sub(" ", text.lower()).translate(_JOINED_OVER)).strip()
    # Folding twice: styled letters (𝐀) only fold once they are decomposed.
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    text = "".join(map(_visible, _POINTS.sub("", text).translate(_JOINED_OVER)))
    if _FOREIGN.search(text) and _LATIN.search(text):
        text = _in_one_alphabet(text)
    return _SPACES.sub(" ", text).strip()


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category[0] in "CZ" else character


def _in_one_alphabet(text: str) -> str:
    """Each word in one alphabet. Where a word mixes them, others of look-alikes alone are suspect too."""
    words = text.split(" ")
    mixed = any(_LATIN.search(word) and _FOREIGN.search(word) for word in words)
    return " ".join(map(_one_alphabet, words)) if mixed else text


def _one_alphabet(word: str) -> str:
    foreign = _FOREIGN.findall(word)
    if not foreign:
        return word
    if all(letter in _LOOK_ALIKES for letter in foreign):
        return word.translate(_LOOKS_LATIN)
    return word.translate(_LOOKS_CYRILLIC)  # "Cаратовский" with a Latin C
