"""A cell that may say nothing, or hold several values → the values."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["distinct", "numbered", "pairs", "stated", "values"]

Value = TypeVar("Value")

_NOTHING = {"", "-", ".", "na", "n/a", "unknown"}
# (1) 1) (a) a), after a blank or a full stop: not the "(s)" of "number(s)", nor "00375(17)776".
_MARK = re.compile(r"(?<![^\s.,;:)–-])\(?(?P<mark>\d{1,2}|[a-z])\)")


def stated(text: str) -> str:
    """The text with blanks folded, "" where it is a placeholder for "not stated"."""
    text = " ".join(text.split())
    return "" if text.casefold() in _NOTHING else text


def distinct(found: Iterable[Value | None]) -> tuple[Value, ...]:
    """Each value once, in first order, None left out."""
    return tuple(dict.fromkeys(value for value in found if value is not None))


def numbered(text: str) -> dict[int, str]:
    """The values of a cell by the number printed before them; a cell without numbers is {0: text}.

    "(1)-(2) Indonesia", "(1) (2) Egypt" and "(1) to (6) Algeria" say one value for several numbers.
    Words before the first number go with every value. Numbers that do not run from 1 are no list.
    """
    text = stated(text)
    whole = {0: text} if text else {}
    pieces = list(_pieces(text))
    if not pieces:
        return whole
    lead = pieces.pop(0)[1]
    if lead and pieces and pieces[0][0] == 2:
        pieces.insert(0, (1, f" {lead}"))
        lead = ""
    found = list(_spread(pieces))
    numbers = sorted(number for number, _ in found)
    if numbers != list(range(1, len(found) + 1)) or (lead and len(found) == 1):
        return whole
    cleaned = ((number, stated(piece.strip(" ,;."))) for number, piece in sorted(found))
    return {number: f"{lead} {piece}".strip() for number, piece in cleaned if piece}


def values(text: str) -> tuple[str, ...]:
    """The distinct values of a cell, numbered or not."""
    return distinct(numbered(text).values())


def pairs(first: str, second: str) -> tuple[tuple[str, str], ...]:
    """The values of two neighbouring cells, joined by number; "" where one cell has none.

    A second cell without numbers goes with every value of the first; numbers in the second cell alone
    join nothing, so it stays whole.
    """
    firsts, seconds = numbered(first), numbered(second)
    if 0 in firsts:
        return ((firsts[0], stated(second)),)
    if 0 in seconds and firsts:
        return tuple((value, seconds[0]) for value in firsts.values())
    numbers = sorted({*firsts, *seconds})
    return tuple((firsts.get(number, ""), seconds.get(number, "")) for number in numbers)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """(0, words before the first mark), then the number of each mark and the text after it."""
    marks = list(_MARK.finditer(text))
    if not marks:
        return
    numeric = marks[0]["mark"].isdecimal()
    marks = [mark for mark in marks if mark["mark"].isdecimal() == numeric]
    yield 0, text[: marks[0].start()].strip(" ,;")
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        number = int(mark["mark"]) if numeric else ord(mark["mark"]) - ord("a") + 1
        yield number, text[mark.end() : end]


def _spread(pieces: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Each number with its text, where numbers printed together, or as a range, share one."""
    waiting: list[int] = []
    in_range = False
    for number, piece in pieces:
        waiting += range(waiting[-1] + 1, number + 1) if in_range else [number]
        # Without blanks a dash joins numbers; between blanks it is the mark for "not stated".
        in_range = piece in {"-", "–"} or piece.strip() == "to"
        if in_range or not piece.strip():
            continue
        yield from ((waited, piece) for waited in waiting)
        waiting = []
    yield from ((waited, "") for waited in waiting)
