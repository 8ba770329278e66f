"""What every issuer's reader offers: how to know its files, and how to read them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from ostrakon.lists.parsing.documents import Document
from ostrakon.lists.parsing.doubts import Doubts
from ostrakon.model import Listing

__all__ = ["Download", "Edition", "Recognised", "Source"]


class Recognised(Struct, frozen=True):
    """What a file is, told from its content. `role` is "whole", or the part it plays in an edition
    of several files: "primary", "addresses", "aliases" or "comments". `dataset` is None for a part
    that does not say which list it belongs to; it goes with the primary it is given with."""

    layout: str
    dataset: str | None
    role: Literal["whole", "primary", "addresses", "aliases", "comments"] = "whole"


class Edition(Struct, frozen=True):
    """One file (or set of files) as read. `listings` is lazy, may raise SourceError while it is
    consumed, and adds to the doubts it was read with. `stated_entries` is the count the file itself
    prints, None where it prints none."""

    dataset: str
    layout: str
    published_on: date | None
    listings: Iterable[Listing]
    stated_entries: int | None = None
    remarks: tuple[str, ...] = ()


class Download(Struct, frozen=True):
    """An address of the whole current list, and the file name to keep it under."""

    url: str
    file_name: str


class Source(Struct, frozen=True):
    """An issuer's list. `recognise` looks at content only and answers None for a stranger."""

    dataset: str
    issuer: Literal["us", "gb", "eu", "un"]
    title: str
    recognise: Callable[[Document], Recognised | None]
    read: Callable[[Sequence[Document], Doubts], Edition]
    # Tried in order until one is delivered and read; fallback addresses come last.
    downloads: tuple[Download, ...] = ()
    closed_on: date | None = None  # the day from which the issuer no longer keeps the list
