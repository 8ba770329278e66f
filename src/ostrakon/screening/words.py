"""From a text to its words: where each stands, and which of them can belong to one name."""

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Word", "joined", "rejoined", "starts_sentence", "words_of"]

# Small words that stand inside names in text that has capitals.
_INNER_WORDS = frozenset(
    "abu al and bin ben bint da de del den der di dos el fi for ibn in la of the van von wa y".split()  # noqa: SIM905
)
# In text of capitals only, names do not begin or end with these ...
_NEVER_AT_THE_ENDS = frozenset({"and", "for", "in", "of", "the"})
# ... nor hold these: counted over the 103,637 names of the lists of 2026, each stands in ten or fewer.
_NEVER_IN_NAMES = frozenset(
    "about also are at be because been before between but by could did does during from had has have her his "  # noqa: SIM905
    "if into its my not our out over should since that their them then there these they this those under "
    "until was we were what when where which while will would you your".split()
)
# A line is all capitals when these parts of its words are, and there are enough words to tell:
# "ISIS, FARC and ETA" is a list of acronyms, "LEADERSHIP CHANGES NEXT WEEK" a headline.
_SHOUTED_SHARE = 0.8
_SHOUTED_WORDS = 3

# Inside a character class. The last two are what typesetting makes of the first.
_HYPHENS = r"\-\u2010\u2011"
_APOSTROPHES = "'’ʼ"
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")
_LINE = re.compile(r"[^\r\n]+")
_LINE_END = re.compile(r"-[^\S\r\n]*\r?\n[^\S\r\n]*")


class Word(NamedTuple):
    """A word of the text, without a possessive "'s". `shouted`: it stands in text of capitals only."""

    start: int
    end: int
    text: str
    name_like: bool
    inner: bool
    shouted: bool


def words_of(text: str) -> list[Word]:
    """Every word of `text`, in order.

    A word is name-like when it begins with a capital, is written in a script that has none, or is a
    number; in text of capitals only every word is, but for a few that no name holds.
    """
    return list(_each_word(text))


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether nothing but blanks, hyphens and at most one line break stands between two neighbours."""
    return _patterns().joint.fullmatch(text, left.end, right.start) is not None


def rejoined(wording: str) -> str:
    """`wording` with a word that was divided at the end of a line made whole."""
    return _LINE_END.sub(lambda end: "" if _divides(wording, end) else end.group(), wording)


def starts_sentence(text: str, words: Sequence[Word], position: int) -> bool:
    """Whether no other word of its sentence comes before it; after any mark it may be so."""
    return position == 0 or not joined(text, words[position - 1], words[position])


def _each_word(text: str) -> Iterator[Word]:
    starts, shouted_lines = _shouted_lines(text)
    for found in _patterns().word.finditer(text):
        word = _POSSESSIVE.sub("", found.group())
        folded = word.casefold()
        shouted = bool(starts) and shouted_lines[max(bisect_right(starts, found.start()) - 1, 0)]
        if shouted:
            name_like = folded not in _NEVER_AT_THE_ENDS and folded not in _NEVER_IN_NAMES
        else:
            name_like = _is_name_like(word)
        yield Word(found.start(), found.start() + len(word), word, name_like, folded in _INNER_WORDS, shouted)


def _shouted_lines(text: str) -> tuple[list[int], list[bool]]:
    """Where each line starts, and whether it is all capitals: by itself, or since the whole text is."""
    cased = upper = 0
    starts: list[int] = []
    shouted: list[bool] = []
    for line in _LINE.finditer(text):
        words = [word for word in line.group().split() if any(map(_has_case, word))]
        loud = sum(word.isupper() for word in words)
        cased += len(words)
        upper += loud
        starts.append(line.start())
        shouted.append(len(words) >= _SHOUTED_WORDS and loud >= _SHOUTED_SHARE * len(words))
    if cased >= _SHOUTED_WORDS and upper >= _SHOUTED_SHARE * cased:
        shouted = [True] * len(shouted)
    return starts, shouted


def _is_name_like(word: str) -> bool:
    """Begins a part with a capital ("al-Assad"), or is written in a script without capitals, or a number."""
    parts = re.split(rf"[{_HYPHENS}{_APOSTROPHES}&]", word)
    return any(part and (part[0].isupper() or not _has_case(part[0])) for part in parts)


def _has_case(character: str) -> bool:
    return unicodedata.category(character) in {"Ll", "Lu", "Lt"}


def _divides(wording: str, end: re.Match[str]) -> bool:
    """A hyphen at the end of a line divides a word when a small letter follows: "Makh-" and "louf"."""
    return wording[end.end() : end.end() + 1].islower()


class _Patterns(NamedTuple):
    word: re.Pattern[str]
    joint: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """Built at the first use, for it takes 20 ms to find the marks and invisible characters."""
    marks, invisible = _characters("Mn", "Mc"), _characters("Cf")
    letters = rf"[^\W_](?:[^\W_]|[{marks}{invisible}])*"
    divided = r"-[^\S\r\n]*\r?\n[^\S\r\n]*(?=[a-zß-öø-ÿа-яё])"
    word = rf"{letters}(?:(?:[.&{_APOSTROPHES}{_HYPHENS}]|{divided}){letters})*"
    blank = rf"[^\S\r\n\v\f\x1c-\x1f\x85\u2028\u2029]|[{invisible}]"
    joint = rf"(?:{blank}|[/&{_APOSTROPHES}{_HYPHENS}])*(?:(?:\r\n|\n|\r)(?:{blank})*)?"
    return _Patterns(re.compile(word), re.compile(rf"(?![{_APOSTROPHES}][sS]\b){joint}"))


def _characters(*categories: str) -> str:
    """All characters of these Unicode categories, as the inside of a character class."""
    ranges: list[list[int]] = []
    # Those beyond the basic plane are of scripts in which no list prints a name.
    for code in range(0x80, min(0x10000, sys.maxunicode)):
        if unicodedata.category(chr(code)) in categories:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)
