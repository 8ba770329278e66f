"""A name in a script whose company names are translated → the same with those words in English."""

import re
from functools import lru_cache
from importlib.resources import files

__all__ = ["translated"]

# Family names of two characters; any other Chinese name of a person begins with one.
_LONG_FAMILY_NAMES = frozenset("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 皇甫 令狐".split())  # noqa: SIM905
_HAN = re.compile(r"[\u3400-\u9fff]+")
# Legal forms of the Arab world are initials: ش.م.م, ذ.م.م, م م ح.
_ARABIC_FORM = re.compile(r"(?<!\w)[\u0621-\u064a](?:[.\s/]+[\u0621-\u064a])+\.?(?!\w)")
_LONGEST_PERSON = 4  # characters of a Chinese name
_SCRIPTS = {"ARABIC": re.compile(r"[^\W\d_]+"), "CJK": _HAN, "HANGUL": re.compile(r"[\uac00-\ud7a3]+")}


def translated(cleaned: str, script: str) -> str:
    """`cleaned` with the words that have a usual English rendering in it.

    What is left of a Chinese name is parted into family and given name when it can be a person's.
    """
    words = _SCRIPTS.get(script)
    if words is None:
        return cleaned
    if script == "ARABIC":
        cleaned = _ARABIC_FORM.sub(" llc ", cleaned)
        return words.sub(lambda found: _translations().get(found[0], found[0]), cleaned)
    parts = _spaced(cleaned, words)
    if len(parts) == 1 and script == "CJK":
        parts = [_part(parts[0])]
    return " ".join(parts)


def _spaced(text: str, words: re.Pattern[str]) -> list[str]:
    """Runs of the script with each known word in English, and what stands between them."""
    parts: list[str] = []
    place = 0
    for found in words.finditer(text):
        parts.append(text[place : found.start()])
        parts.extend(_segments(found[0]))
        place = found.end()
    parts.append(text[place:])
    return [part for part in parts if part]


def _segments(run: str) -> list[str]:
    """`run` cut at the words that are known, the longest first; those in English."""
    known = _translations()
    parts: list[str] = []
    unknown = ""
    place = 0
    while place < len(run):
        word = next(
            (run[place : place + n] for n in range(6, 0, -1) if run[place : place + n] in known), None
        )
        if word is None or (len(word) == 1 and place == 0):
            unknown += run[place]
            place += 1
            continue
        parts += [unknown, known[word]]
        unknown = ""
        place += len(word)
    parts.append(unknown)
    return [part for part in parts if part]


def _part(run: str) -> str:
    if not 2 <= len(run) <= _LONGEST_PERSON:
        return run
    family = 2 if run[:2] in _LONG_FAMILY_NAMES else 1
    return f"{run[:family]} {run[family:]}"


@lru_cache(maxsize=1)
def _translations() -> dict[str, str]:
    lines = files("ostrakon.names").joinpath("data", "translations.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return dict(pairs)
