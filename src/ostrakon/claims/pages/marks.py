"""A text and what points into it → pieces that do not overlap, each with the marks that cover it."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

__all__ = ["Mark", "Piece", "pieces"]


class Mark(Struct, frozen=True):
    """A stretch of the text that something on the page points at; `id` is its anchor."""

    id: str
    start: int
    end: int
    kind: str


class Piece(Struct, frozen=True):
    """Text between two boundaries. `anchors` are the marks that begin with it, `kinds` those of all that
    cover it, `target` the id of the innermost."""

    text: str
    anchors: tuple[str, ...]
    kinds: tuple[str, ...]
    target: str | None


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """The whole text, in order. Linear in its length but for places that many marks cover."""
    boundaries = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    starting: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        starting.setdefault(mark.start, []).append(mark)
    found: list[Piece] = []
    open_: list[Mark] = []
    for start, end in pairwise(boundaries):
        begun = starting.get(start, [])
        open_ = [mark for mark in (*open_, *begun) if mark.end > start]
        innermost = min(open_, key=lambda one: one.end - one.start, default=None)
        found.append(
            Piece(
                text[start:end],
                tuple(mark.id for mark in begun),
                tuple(dict.fromkeys(mark.kind for mark in open_)),
                innermost.id if innermost is not None else None,
            )
        )
    return found
