"""OFSI's Consolidated List: how its files are known and read. It is closed, so nothing is downloaded."""

from collections.abc import Iterator, Sequence
from datetime import date

from ostrakon.lists.parsing import Document, Doubts, Edition, Recognised, Source
from ostrakon.lists.sources.gb_hmt_sanctions.group import Group
from ostrakon.lists.sources.gb_hmt_sanctions.mapper import DATASET, to_listing
from ostrakon.lists.sources.gb_hmt_sanctions.reader import is_list, layout_of, read
from ostrakon.model import Listing

__all__ = ["SOURCE"]

# The day the UK Sanctions List became the only one; the last file stays as it was.
_CLOSED_ON = date(2026, 1, 28)


def _recognise(document: Document) -> Recognised | None:
    return Recognised(layout_of(document), DATASET) if is_list(document) else None


def _read(documents: Sequence[Document], doubts: Doubts) -> Edition:
    (document,) = documents
    contents = read(document, doubts)
    return Edition(DATASET, layout_of(document), contents.published_on, _listings(contents.groups, doubts))


def _listings(groups: Sequence[Group], doubts: Doubts) -> Iterator[Listing]:
    for group in groups:
        yield to_listing(group, doubts)


SOURCE = Source(
    dataset=DATASET,
    issuer="gb",
    title="UK Consolidated List of Financial Sanctions Targets (OFSI, closed)",
    recognise=_recognise,
    read=_read,
    closed_on=_CLOSED_ON,
)
