"""Plain text, and text whose blocks are known → segments by kind."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from ostrakon.evidence.reduction.decoding import decode, tidied
from ostrakon.evidence.reduction.parts import Parts
from ostrakon.evidence.reduction.wording import (
    folded,
    is_headline,
    kind_by_wording,
    stated_day,
    tag_line_start,
)
from ostrakon.model import Segment

__all__ = ["dated_in", "parts_of_plain", "told_apart"]

# A line longer than any that a program or a typist wraps at holds a whole paragraph.
_WRAPPED_AT = 120
# Before the text proper: its headline, who wrote it and when.
_OPENING_BLOCKS = 8
_TAIL = 400
# Lines with anything in them, from there on; what lies between is passed over without Python's help.
_LINE = re.compile(r"\S[^\n]*")


def parts_of_plain(content: bytes, charset: str | None) -> Parts:
    """The text as it stands, with its paragraphs; nothing is moved, so offsets are the file's own."""
    text = tidied(decode(content, charset))
    segments = tuple(Segment("paragraph", start, end) for start, end in _paragraphs(text))
    segments = told_apart(text, segments)
    title = next((text[s.start : s.end] for s in segments if s.kind == "headline"), None)
    dated = dated_in(text, segments)
    return Parts(text, segments, title=title, dated=dated, dated_by="the text" if dated else None)


def told_apart(text: str, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The same segments with headline, byline, "Read more" and tag lines told from paragraphs by wording.

    Only kinds that are still "paragraph" or "heading" are changed; a tag that is glued to the last
    paragraph becomes a segment of its own.
    """
    told: list[Segment] = []
    headline = next((folded(text[s.start : s.end]) for s in segments if s.kind == "headline"), None)
    for number, segment in enumerate(segments):
        if segment.kind not in {"paragraph", "heading"}:
            told.append(segment)
            continue
        line = text[segment.start : segment.end]
        kind = kind_by_wording(line)
        if kind in {"byline", "dateline"} and _OPENING_BLOCKS < number < len(segments) - 2:
            kind = None
        if kind is None and headline is None and number < len(segments) - 1 and is_headline(line):
            kind, headline = "headline", folded(line)
        elif headline and len(line) < 2 * len(headline) + 40 and folded(line) == headline:
            kind = "repeated_headline"
        elif headline is None and kind is None:
            headline = ""  # the text has begun without one
        told.append(segment if kind is None else replace(segment, kind=kind))
    return _with_tag_line(text, told)


def dated_in(text: str, segments: Sequence[Segment]) -> date | None:
    """The day of the first line that gives a date and little else."""
    days = (stated_day(text[s.start : s.end]) for s in segments if s.kind == "dateline")
    return next((day for day in days if day), None)


def _with_tag_line(text: str, segments: list[Segment]) -> tuple[Segment, ...]:
    for number in range(len(segments) - 1, -1, -1):
        last = segments[number]
        if last.is_set_apart:
            continue
        if last.kind == "paragraph":
            from_ = max(last.start, last.end - _TAIL)
            begin = tag_line_start(text[from_ : last.end])
            if begin is not None:
                body_end = from_ + len(text[from_ : from_ + begin].rstrip())
                segments[number : number + 1] = [
                    replace(last, end=body_end),
                    replace(last, kind="tag_line", start=from_ + begin),
                ]
        break
    return tuple(segments)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph begins and ends: lines up to an empty one, unless each line is one itself."""
    lines: list[tuple[int, int]] = []
    for found in _LINE.finditer(text):
        start = found.start()
        if lines and text.count("\n", lines[-1][1], start) > 1:
            yield from _blocks(text, lines)
            lines = []
        lines.append((start, start + len(found[0].rstrip())))
    yield from _blocks(text, lines)


def _blocks(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if not lines:
        return
    if len(lines) == 1 or any(end - start > _WRAPPED_AT for start, end in lines):
        yield from lines
        return
    begin = lines[0][0]
    for number, (start, end) in enumerate(lines):
        if kind_by_wording(text[start:end]) is None:
            continue
        if begin < start:
            yield begin, lines[number - 1][1]
        yield start, end
        begin = lines[number + 1][0] if number + 1 < len(lines) else end
    if begin < lines[-1][1]:
        yield begin, lines[-1][1]
