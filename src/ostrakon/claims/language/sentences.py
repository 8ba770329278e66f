"""A text → its sentences, and the lines among them that are no part of the report."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ostrakon.claims.language.tokens import Token, tokens_of
from ostrakon.model import Segment

__all__ = ["Sentence", "sentences"]

# A sentence that runs on is cut here: nobody writes 1,500 characters without a full stop, and what grows
# with the length of a sentence stays bounded.
_LONGEST = 1500

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt maj capt sgt brig adm sen rep gov st jr sr no vs etc jan feb mar apr "
    "jun jul aug sep sept oct nov dec approx inc ltd co corp u.s u.n u.k e.u al dept fig est incl ca".split()
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[#@—–-]*[\w“\"])")
_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"\s*(?:[-•*–·]|\d{1,2}[.)])\s+")
# A line this much shorter than the longest of its paragraph was ended on purpose, not wrapped.
_SHORT_LINE = 0.6
_LINK_LINE = re.compile(
    r"\s*(?:read more|read also|see also|related|more on this|also read|watch|follow us|subscribe|"
    r"advertisement|sign up|share this|click here|photo|image|copyright|©)\b.{0,200}\Z",
    re.IGNORECASE | re.DOTALL,
)
# "PORT SALIM (Wire) -", "VELIS, 9 March 2021 —": before the first sentence of a report.
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,30}(?:, [\w ,.]{2,40})? ?(?:\([\w ./]{2,30}\) ?)?[-–—]{1,2}(?= [\"“‘A-Z0-9])"
)
_MOST_TAG_WORDS = 3


class Sentence(NamedTuple):
    """`paragraph` counts from 0; `role` is body, headline, dateline, repeated, link, tag or apart: only a
    body and a headline say something, the others are kept for the page."""

    start: int
    end: int
    paragraph: int
    role: str
    tokens: list[Token]

    @property
    def speaks(self) -> bool:
        return self.role in {"body", "headline"}


def sentences(text: str, segments: Sequence[Segment] = ()) -> list[Sentence]:
    """Every sentence, in order; together they hold every word of the text.

    With `segments`, what is set apart there is so here; without, headlines said twice, links and tags are
    told by their form.
    """
    if segments:
        return _by_segments(text, segments)
    found: list[Sentence] = []
    seen: set[str] = set()
    for paragraph, (start, end) in enumerate(_blocks(text, 0, len(text))):
        whole = " ".join(text[start:end].split())
        repeated = whole in seen and len(whole.split()) > 1
        role = "repeated" if repeated else _role(text, start, end, first=paragraph == 0)
        found += _sentences(text, start, end, paragraph, role)
        seen.add(whole)
    return _with_tags(found, text)


def _by_segments(text: str, segments: Sequence[Segment]) -> list[Sentence]:
    found: list[Sentence] = []
    paragraph = 0
    for segment in segments:
        role = "headline" if segment.kind == "headline" else "apart" if segment.is_set_apart else "body"
        for start, end in _blocks(text, segment.start, segment.end):
            found += _sentences(text, start, end, paragraph, role)
            paragraph += 1
    return found


def _sentences(text: str, start: int, end: int, paragraph: int, role: str) -> list[Sentence]:
    opening = _DATELINE.match(text, start, end) if role == "body" else None
    found = []
    if opening is not None:
        tokens = tokens_of(text, start, opening.end())
        found = [Sentence(start, opening.end(), paragraph, "dateline", tokens)]
        start = opening.end() + len(text[opening.end() : end]) - len(text[opening.end() : end].lstrip())
    return found + [
        Sentence(*cut, paragraph, role, tokens_of(text, *cut))
        for begin, stop in _split(text, start, end)
        for cut in _bounded(begin, stop)
    ]


def _with_tags(found: list[Sentence], text: str) -> list[Sentence]:
    """The last words of a page, without a full stop and after one, are its tags."""
    if len(found) > 1:
        last, before = found[-1], found[-2]
        few = len(last.tokens) <= _MOST_TAG_WORDS
        if few and text[last.end - 1].isalnum() and not text[before.end - 1].isalnum():
            found[-1] = last._replace(role="tag")
    return found


def _role(text: str, start: int, end: int, *, first: bool) -> str:
    if _LINK_LINE.match(text[start:end]):
        return "link"
    if text[end - 1] not in ".!?…”\"':;" and first:
        return "headline"
    return "body"


def _blocks(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Paragraphs; lines inside one that were ended on purpose stand alone."""
    start: int | None = None
    previous: re.Match[str] | None = None
    longest = 0
    for line in _LINE.finditer(text, begin, stop):
        if not line.group().strip():
            continue
        if previous is not None and start is not None:
            between = text[previous.end() : line.start()]
            blank = (
                between.count("\n") > 1
                or between.count("\r") > between.count("\n") + 1
                or "\n" not in between
            )
            apart = bool(between.strip()) or blank
            if apart or _ended_on_purpose(previous.group(), line.group(), longest):
                yield _stripped(text, start, previous.end())
                start, longest = None, 0
        if start is None:
            start = line.start()
        longest = max(longest, len(line.group()))
        previous = line
    if start is not None and previous is not None:
        yield _stripped(text, start, previous.end())


def _ended_on_purpose(line: str, following: str, longest: int) -> bool:
    ended = line.rstrip()[-1:] in ":!?" or (line.rstrip()[-1:] == "." and len(line) < _SHORT_LINE * longest)
    short = len(line) < _SHORT_LINE * max(longest, len(following), 60)
    return bool(_BULLET.match(following)) or ended or short


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for mark in _END.finditer(text, start, end):
        if _goes_on(text, begin, mark, end):
            continue
        yield begin, mark.end()
        begin = mark.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end


def _goes_on(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    """Whether the full stop ends an abbreviation or an initial rather than a sentence."""
    following = text[mark.end() : min(mark.end() + 12, end)].lstrip()
    if following[:1].islower():
        return True
    if mark.group()[0] != "." or len(mark.group()) > 1:
        return False
    tail = text[max(begin, mark.start() - 12) : mark.start()].split()
    word = tail[-1].lstrip("(\"'“‘") if tail else ""
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper() and word != "I")


def _bounded(start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        yield start, start + _LONGEST
        start += _LONGEST
    if start < end:
        yield start, end
