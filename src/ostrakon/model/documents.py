"""A document as text: the normalised copy that every offset counts in, and what each part of it is."""

from datetime import date
from typing import Literal

from msgspec import Struct

__all__ = ["SET_APART", "ReducedText", "Segment", "SegmentKind"]

SegmentKind = Literal[
    "headline",
    "heading",
    "paragraph",
    "header",
    "quoted",
    "byline",
    "dateline",
    "repeated_headline",
    "read_more",
    "tag_line",
    "furniture",
    "running_line",
    "signature",
    "hidden",
]

# Kept and shown, but nothing is read out of them: what a page, a publisher or a mail program added.
SET_APART: frozenset[SegmentKind] = frozenset(
    {"repeated_headline", "read_more", "tag_line", "furniture", "running_line", "signature", "hidden"}
)


class Segment(Struct, frozen=True):
    """One part of a text, `text[start:end]`, without the white space around it.

    Offsets count characters (code points) from 0. `page` counts from 1 where the document has pages.
    """

    kind: SegmentKind
    start: int
    end: int
    page: int | None = None

    @property
    def is_set_apart(self) -> bool:
        return self.kind in SET_APART


class ReducedText(Struct, frozen=True):
    """What a document says, in characters. Segments are in order, do not overlap, and leave out nothing
    but white space.

    `sha256` is of `text` in UTF-8. `source_sha256` is of the bytes it was made from, `reducer` the
    program that made it with the versions that could change the result. `title` and `dated` are what the
    document states of itself (`dated_by` says where), never a guess; `remarks` what could not be read.
    """

    text: str
    segments: tuple[Segment, ...]
    media_type: str
    sha256: str
    source_sha256: str
    reducer: str
    title: str | None = None
    dated: date | None = None
    dated_by: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def content(self) -> tuple[Segment, ...]:
        """The segments that are the document's own words."""
        return tuple(segment for segment in self.segments if not segment.is_set_apart)
