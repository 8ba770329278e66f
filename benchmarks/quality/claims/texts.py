"""The annotated texts: what each says, and where."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

__all__ = ["Expected", "Half", "Text", "texts"]

Half = Literal["open", "tune", "test"]
_FOLDER = Path(__file__).parent
_FILES = ("gold.yml", "sentences.yml", "reports.yml")
_KINDS = {
    "figures": "figure",
    "quotations": "quotation",
    "stances": "stance",
    "demands": "demand",
    "events": "event",
}


class Expected(Struct, frozen=True, kw_only=True):
    """One item that a reader should find. `at` are the words it stands on, None where the annotation gives no
    place. A slot that is None must be left empty; "a|b" says that either will do, "null" that empty will."""

    kind: str = ""
    at: str | None = None
    v: int | list[int] | None = None
    q: str = "exact"
    o: str | None = None
    vic: str | None = None
    perp: str | None = None
    pl: str | None = None
    src: str | None = None
    w: str | None = None
    as_of: str | None = None
    modality: str | None = None
    rel: str | None = None
    by: str | None = None
    m: str | None = None
    to: str | None = None
    type: str | None = None


class _Annotated(Struct, frozen=True):
    id: str
    half: Half
    register: str
    text: str
    dated: date | None = None
    figures: list[Expected] = []
    quotations: list[Expected] = []
    stances: list[Expected] = []
    demands: list[Expected] = []
    events: list[Expected] = []


class Text(Struct, frozen=True):
    """A text with all that it says. `events_told`: its events are annotated, too."""

    id: str
    half: Half
    register: str
    text: str
    dated: date | None
    expected: tuple[Expected, ...]
    events_told: bool

    def place(self, one: Expected) -> tuple[int, int] | None:
        """Where the words of `one` stand. Raises ValueError where they do not, or twice."""
        if one.at is None:
            return None
        if (
            self.text.count(one.at) != 1
            and not self.text.count(one.at) == 2 == self.text.count(f" {one.at} ") + 1
        ):
            raise ValueError(f"{self.id}: {one.at!r} stands {self.text.count(one.at)} times in the text")
        start = self.text.index(one.at)
        return start, start + len(one.at)


def texts(halves: tuple[Half, ...]) -> Iterator[Text]:
    for file in _FILES:
        for row in msgspec.yaml.decode((_FOLDER / file).read_bytes(), type=list[_Annotated]):
            if row.half in halves:
                yield Text(
                    row.id,
                    row.half,
                    row.register,
                    row.text,
                    row.dated,
                    tuple(_expected(row)),
                    bool(row.events),
                )


def _expected(row: _Annotated) -> Iterator[Expected]:
    for field, kind in _KINDS.items():
        for one in getattr(row, field):
            yield msgspec.structs.replace(one, kind=kind)
