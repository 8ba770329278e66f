"""The blocks that a document falls into, and the one text with its segments that they make together."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from ostrakon.errors import OstrakonError
from ostrakon.model import Segment, SegmentKind

__all__ = ["Block", "Parts", "ReductionError", "joined"]

_BETWEEN_BLOCKS = "\n\n"


class ReductionError(OstrakonError):
    """A document that cannot be turned into text: broken, too large, or not what it says it is."""


class Block(Struct, frozen=True):
    """A piece of text that stands by itself; `page` from 1."""

    text: str
    kind: SegmentKind
    page: int | None = None


class Parts(Struct, frozen=True):
    """A text with its segments, and what the document says of itself."""

    text: str
    segments: tuple[Segment, ...]
    title: str | None = None
    dated: date | None = None
    dated_by: str | None = None
    remarks: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()


def joined(blocks: Iterable[Block]) -> tuple[str, tuple[Segment, ...]]:
    """The blocks with an empty line between them; those without a visible character are left out."""
    pieces: list[str] = []
    segments: list[Segment] = []
    position = 0
    for block in blocks:
        text = block.text.strip()
        if not text:
            continue
        if pieces:
            position += len(_BETWEEN_BLOCKS)
        pieces.append(text)
        segments.append(Segment(block.kind, position, position + len(text), block.page))
        position += len(text)
    return _BETWEEN_BLOCKS.join(pieces), tuple(segments)
