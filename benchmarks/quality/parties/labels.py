"""The labelled pairs: two listings, whether they are one party, and of what kind the pair is."""

import csv
from pathlib import Path
from typing import Literal

from msgspec import Struct

__all__ = ["KINDS", "Half", "LabelledPair", "read_labels"]

Half = Literal["tune", "test"]

# Of one party: plain; spelling (names agree badly), sparse (little but a name on one side), renamed (ships),
# birth (dates differ), twice (one list has both). Of two: namesake, relative, sister (companies), ship.
KINDS = {
    1: ("plain", "spelling", "sparse", "renamed", "birth", "twice"),
    0: ("namesake", "relative", "sister", "ship"),
}


class LabelledPair(Struct, frozen=True):
    """`one` and `other` are `dataset:id`."""

    one: str
    other: str
    same: bool
    kind: str

    @property
    def hard(self) -> bool:
        """Anything but two full entries of one party under one spelling."""
        return self.kind != "plain"


def read_labels(half: Half) -> list[LabelledPair]:
    path = Path(__file__).with_name(f"{half}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [LabelledPair(row["one"], row["other"], row["same"] == "1", row["kind"]) for row in rows]
