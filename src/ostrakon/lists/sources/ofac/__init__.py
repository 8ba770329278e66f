"""From any of OFAC's files, in any of its four formats, to listings of one of its two lists."""

from collections.abc import Callable, Sequence
from functools import cache

from msgspec import Struct

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, Edition, Recognised

__all__ = ["read", "recognise"]


class _Format(Struct, frozen=True):
    recognise: Callable[[Document], Recognised | None]
    read: Callable[[Sequence[Document], str, Doubts], Edition]


@cache
def _formats() -> tuple[_Format, ...]:
    """The fullest first. Loaded when a file is there: an answer needs none of their readers."""
    from ostrakon.lists.sources.ofac import advanced, classic, delimited, enhanced

    return tuple(_Format(one.recognise, one.read) for one in (advanced, enhanced, classic, delimited))


def recognise(document: Document, dataset: str) -> Recognised | None:
    """What the file is, in whichever format; None for a file of another list than `dataset`.

    A part of the CSV, and a file whose list cannot be told, may be of either list.
    """
    for one in _formats():
        if recognised := one.recognise(document):
            return recognised if recognised.dataset in {dataset, None} else None
    return None


def read(documents: Sequence[Document], dataset: str, doubts: Doubts) -> Edition:
    """The edition that the documents make. Raises SourceError where they are in none of the formats."""
    for one in _formats():
        if one.recognise(documents[0]):
            return one.read(documents, dataset, doubts)
    raise SourceError(f"{documents[0].name}: in none of OFAC's formats")
