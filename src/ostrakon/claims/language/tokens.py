"""A stretch of text → its words, numbers and marks, with offsets into the whole text."""

import re
from typing import NamedTuple

__all__ = ["Token", "tokens_of"]

_WORD, _NUMBER, _MARK = "word", "number", "mark"

_TOKEN = re.compile(
    r"""
    (?P<number>\d+(?:[.,\u00a0\u202f]\d+)*)          # 9,364  450.000  2.4
  | (?P<word>
        (?:[^\W\d_]\.){2,}[^\W\d_]?                   # U.S.
      | [@\#]?[^\W\d_](?:[\w]|[-\u2010\u2011](?=\w)|['’](?!s\b)(?=\w)|[\u0300-\u036f\u064b-\u0652])*
    )
  | (?P<mark>['’]s\b|\S)
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """`low` is the text in lower case; `kind` is word, number or mark.

    `capital`: it begins with a capital, also after a sign or an article (@Amina, al-Qasr).
    """

    start: int
    end: int
    text: str
    low: str
    kind: str
    capital: bool


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The tokens of text[start:end], in order."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        kind = match.lastgroup or _MARK
        capital = kind == _WORD and _is_capital(word)
        found.append(Token(match.start(), match.end(), word, word.lower(), kind, capital))
    return found


def _is_capital(word: str) -> bool:
    if word[0] in "@#":
        word = word[1:]
    return word[:1].isupper() or (word[2:3] == "-" and word[3:4].isupper() and word[:2].islower())
