"""What happened to a piece of evidence: who took it, when, from where, with what, and what was made of it."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

__all__ = ["Captured", "CustodyEntry", "Derived", "Exported", "HttpAnswer", "Problem"]


class HttpAnswer(Struct, frozen=True):
    """What a server said around the bytes: "200 OK", its headers as sent, and where it redirected to."""

    status: str
    headers: tuple[tuple[str, str], ...]
    redirects: tuple[str, ...] = ()


class Captured(Struct, frozen=True, tag="captured"):
    """Bytes came in as item number `item`, from 1. `how`: read from a file, fetched, or taken out of a WARC
    whose bytes are `parent_sha256`. `source` is the address, or the file's name. `captured_at` is when the
    bytes were seen: for a record of a WARC, the moment that the record gives."""

    item: int
    how: Literal["file", "fetched", "warc"]
    source: str
    sha256: str
    size_bytes: int
    media_type: str
    captured_at: datetime
    declared_type: str | None = None
    http: HttpAnswer | None = None
    parent_sha256: str | None = None
    record_id: str | None = None


class Derived(Struct, frozen=True, tag="derived"):
    """A text was made of an item, or could not be (`failure`).

    `sha256` is of the normalised text in UTF-8, `segments_sha256` of its parts as JSON; both lie among
    the captures. `parent_sha256` is of the bytes it was made from, `reducer` what made it.
    """

    item: int
    parent_sha256: str
    reducer: str
    sha256: str | None = None
    segments_sha256: str | None = None
    failure: str | None = None


class Exported(Struct, frozen=True, tag="exported"):
    """Items were handed out in a file whose bytes are `sha256`."""

    items: tuple[int, ...]
    file_name: str
    format: str
    sha256: str


class CustodyEntry(Struct, frozen=True):
    """One line of the custody log. `sequence` counts from 1; `previous` is the `sha256` of the line before,
    64 zeros for the first; `sha256` is of this entry without it, as canonical JSON (RFC 8785)."""

    sequence: int
    at: datetime
    who: str
    tool: str
    event: Captured | Derived | Exported
    previous: str
    sha256: str = ""


class Problem(Struct, frozen=True):
    """Something held that is not what it is said to be: `where` it lies, and `what` is wrong with it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
