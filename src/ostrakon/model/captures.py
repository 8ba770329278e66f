"""Bytes received from an issuer, and the version of a list that they make."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

__all__ = ["Capture", "ListVersion"]


class Capture(Struct, frozen=True):
    """Bytes as they came in. `captured_at` is when they were seen; its basis tells whether we saw
    it ourselves or were told; `imported_at` is always our own clock. Both are UTC."""

    sha256: str
    size_bytes: int
    file_name: str
    captured_at: datetime
    captured_basis: Literal["observed", "given"]
    imported_at: datetime
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class ListVersion(Struct, frozen=True):
    """One state of one dataset. `name` is its capture day, "2016-03-25", or "2016-03-25.2".

    `published_on` is the issuer's own date, None where the file carries none. `entries` counts
    listings by kind; `names` all names. `remarks` say what a reader must know ("primary names
    only"); `doubts` count what the mapper did not understand. `forced` is the recorded reason of an
    import that was made against a refusal; `imported_at` is None for what came with the package.
    """

    dataset: str
    name: str
    layout: str
    published_on: date | None
    captured_at: datetime
    captured_basis: Literal["observed", "given"]
    imported_at: datetime | None
    captures: tuple[Capture, ...]
    entries: dict[str, int]
    names: int
    remarks: tuple[str, ...] = ()
    doubts: dict[str, int] = {}
    forced: str | None = None

    @property
    def listings(self) -> int:
        return sum(self.entries.values())

    @property
    def sha256(self) -> str:
        """Of the bytes of the version's main file, as received."""
        return self.captures[0].sha256
