"""How to know the classic XML, whose it is, and the checks every file of it must pass."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, Edition, Recognised, iso_day, root_of
from ostrakon.lists.sources.ofac.classic.mapper import to_listing
from ostrakon.lists.sources.ofac.classic.reader import read_entries, read_programs, read_publication
from ostrakon.lists.sources.ofac.which_list import list_of
from ostrakon.model import Listing

__all__ = ["LAYOUT", "read", "recognise"]

LAYOUT = "classic XML"

_MONTH_DAY_YEAR = re.compile(r"(?P<month>\d\d)/(?P<day>\d\d)/(?P<year>\d{4})", re.ASCII)


def recognise(document: Document) -> Recognised | None:
    """By its root element; which list it is, its programme tags must tell."""
    root = root_of(document)
    if root is None or root[0] != "sdnList":
        return None
    return Recognised(LAYOUT, list_of(read_programs(document), document.name))


def read(documents: Sequence[Document], dataset: str, doubts: Doubts) -> Edition:
    """The edition of one file, held against the number of entries that the file states."""
    document = documents[0]
    publication = read_publication(document)
    if not publication.record_count.isdecimal():
        raise SourceError(f"{document.name}: Record_Count {publication.record_count!r} is no number")
    stated_entries = int(publication.record_count)
    return Edition(
        dataset,
        LAYOUT,
        _published_on(publication.publish_date, document.name),
        _listings(document, dataset, stated_entries, doubts),
        stated_entries=stated_entries,
    )


def _published_on(printed: str, name: str) -> date:
    found = _MONTH_DAY_YEAR.fullmatch(printed)
    published_on = iso_day(f"{found['year']}-{found['month']}-{found['day']}") if found else None
    if published_on is None:
        raise SourceError(f"{name}: Publish_Date {printed!r} is no date written MM/DD/YYYY")
    return published_on


def _listings(document: Document, dataset: str, stated: int, doubts: Doubts) -> Iterator[Listing]:
    seen: set[str] = set()
    for entry in read_entries(document, doubts):
        listing = to_listing(entry, dataset, doubts)
        if listing.id in seen:
            raise SourceError(f"{document.name}: uid {listing.id} ({listing.name}) stands there twice")
        seen.add(listing.id)
        yield listing
    if not seen:
        raise SourceError(f"{document.name}: not a single sdnEntry")
    if len(seen) != stated:
        raise SourceError(f"{document.name}: {len(seen):,} entries, Record_Count says {stated:,}")
