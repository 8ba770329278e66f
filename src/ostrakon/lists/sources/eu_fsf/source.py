"""Where the files come from, how to know them, and the checks every edition must pass."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import (
    Document,
    Doubts,
    Download,
    Edition,
    Recognised,
    Source,
    root_of,
)
from ostrakon.lists.sources.eu_fsf.csv_reader import is_csv_header, read_csv, stated_generation
from ostrakon.lists.sources.eu_fsf.listing_dates import day
from ostrakon.lists.sources.eu_fsf.mapper import DATASET, to_listing
from ostrakon.lists.sources.eu_fsf.records import SanctionEntity
from ostrakon.lists.sources.eu_fsf.xml_reader import read_xml
from ostrakon.model import Listing

__all__ = ["SOURCE"]

_XML, _CSV = "FSF 1.1 XML", "FSF 1.1 CSV"
_FILES = "https://webgate.ec.europa.eu/fsd/fsf/public/files"
_TOKEN = "dG9rZW4tMjAxNw"  # noqa: S105 (a public constant, base64 of "token-2017"; facts 4.1)


def recognise(document: Document) -> Recognised | None:
    """The XML by its root element and date, the CSV by its header."""
    if is_csv_header(_first_line(document)):
        return Recognised(_CSV, DATASET)
    root = root_of(document)
    if root and root[0] == "export" and {"generationDate", "globalFileId"} <= set(root[1]):
        return Recognised(_XML, DATASET)
    return None


def read(documents: Sequence[Document], doubts: Doubts) -> Edition:
    """The edition of one file; its day is the one the generation date prints."""
    document = documents[0]
    recognised = recognise(document)
    if recognised is None:
        raise SourceError(f"{document.name}: neither the XML nor the CSV of the Financial Sanctions Files")
    reader = read_csv if recognised.layout == _CSV else read_xml
    generated = _generated(document, recognised.layout)
    published_on = day(generated)
    if published_on is None:
        raise SourceError(f"{document.name}: generation date {generated!r} is no date")
    listings = _listings(reader(document, doubts), document.name, published_on, doubts)
    return Edition(DATASET, recognised.layout, published_on, listings)


def _first_line(document: Document) -> str:
    return document.head.decode("utf-8-sig", errors="replace").partition("\n")[0]


def _generated(document: Document, layout: str) -> str:
    if layout == _CSV:
        return stated_generation(document.head.decode("utf-8-sig", errors="replace"), document.name)
    root = root_of(document)
    return root[1]["generationDate"] if root else ""


def _listings(
    entities: Iterable[SanctionEntity], name: str, published_on: date, doubts: Doubts
) -> Iterator[Listing]:
    seen: set[str] = set()
    for entity in entities:
        if not entity.logical_id.isdigit():
            raise SourceError(f"{name}: logicalId {entity.logical_id!r} is no number")
        for number in {entity.logical_id, entity.listing_id}:
            if number in seen:
                raise SourceError(f"{name}: {number} stands there twice")
            seen.add(number)
        listing = to_listing(entity, doubts)
        if listing.listed_on and listing.listed_on > published_on:
            doubts.note("listed after the file was made", f"{listing.id}: {listing.listed_on}")
        yield listing
    if not seen:
        raise SourceError(f"{name}: not a single sanctionEntity")


SOURCE = Source(
    dataset=DATASET,
    issuer="eu",
    title="European Union Consolidated Financial Sanctions List",
    recognise=recognise,
    read=read,
    downloads=(
        Download(f"{_FILES}/xmlFullSanctionsList_1_1/content?token={_TOKEN}", "eu_fsf.xml"),
        Download(f"{_FILES}/csvFullSanctionsList_1_1/content?token={_TOKEN}", "eu_fsf.csv"),
    ),
)
