"""Where the consolidated list comes from, how to know it, and the checks every edition must pass."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import (
    Document,
    Doubts,
    Download,
    Edition,
    Recognised,
    Source,
    iso_day,
    root_of,
)
from ostrakon.lists.sources.un_sc_sanctions.mapper import DATASET, to_listing
from ostrakon.lists.sources.un_sc_sanctions.reader import read_records
from ostrakon.model import Listing

__all__ = ["SOURCE"]

_LAYOUT = "XML"
_REFERENCE = re.compile(r"[A-Z]{2}[ie]\.\d{3}")
_FIRST_LISTING = date(1999, 1, 1)  # resolution 1267 of that year opened the list
# Facts 5.4: 888 birth elements for 704 persons in May 2023, 692 for 694 in September, back in 2025.
_BIRTH_DATES_MISPLACED = (date(2023, 9, 29), date(2024, 12, 31))
_BIRTH_DATES_MISPLACED_REMARK = (
    "The issuer's files from 2023-09-29 to 2024-12-31 state one birth date per person; further ones "
    'stand in aliases without a name and are read from there, without their "approximately". '
    "A date that is missing here was lost by the issuer, not withdrawn."
)


def recognise(document: Document) -> Recognised | None:
    """By its root element and the date it carries."""
    root = root_of(document)
    if root is None or root[0] != "CONSOLIDATED_LIST" or "dateGenerated" not in root[1]:
        return None
    return Recognised(_LAYOUT, DATASET)


def read(documents: Sequence[Document], doubts: Doubts) -> Edition:
    """The edition of one file; its day is the one `dateGenerated` prints, not moved to UTC."""
    document = documents[0]
    root = root_of(document)
    generated = root[1].get("dateGenerated", "") if root else ""
    published_on = iso_day(generated)
    if published_on is None:
        raise SourceError(f"{document.name}: dateGenerated {generated!r} is no date")
    first, last = _BIRTH_DATES_MISPLACED
    return Edition(
        DATASET,
        _LAYOUT,
        published_on,
        _listings(document, published_on, doubts),
        remarks=(_BIRTH_DATES_MISPLACED_REMARK,) if first <= published_on <= last else (),
    )


def _listings(document: Document, published_on: date, doubts: Doubts) -> Iterator[Listing]:
    seen: set[str] = set()
    for record in read_records(document, doubts):
        listing = to_listing(record, doubts)
        _check(listing, published_on, document.name)
        for number in (listing.id, record.dataid):
            if number in seen:
                raise SourceError(f"{document.name}: {number} ({listing.name}) stands there twice")
            seen.add(number)
        yield listing
    if not seen:
        raise SourceError(f"{document.name}: not a single INDIVIDUAL or ENTITY")


def _check(listing: Listing, published_on: date, name: str) -> None:
    if not _REFERENCE.fullmatch(listing.id):
        raise SourceError(f"{name}: REFERENCE_NUMBER {listing.id!r} is not like QDi.006")
    assert listing.listed_on is not None
    if not _FIRST_LISTING <= listing.listed_on <= published_on:
        raise SourceError(f"{name}: {listing.id} LISTED_ON {listing.listed_on}, in a list of {published_on}")


SOURCE = Source(
    dataset=DATASET,
    issuer="un",
    title="United Nations Security Council Consolidated List",
    recognise=recognise,
    read=read,
    downloads=(Download("https://scsanctions.un.org/resources/xml/en/consolidated.xml", "consolidated.xml"),),
)
