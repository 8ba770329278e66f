"""The UK Sanctions List: how its files are known, where they are, and how they are read."""

from collections.abc import Iterable, Iterator, Sequence

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, Download, Edition, Recognised, Source, root_of
from ostrakon.lists.sources.gb_fcdo_sanctions.csv_reader import is_csv, read_csv
from ostrakon.lists.sources.gb_fcdo_sanctions.designation import Designation
from ostrakon.lists.sources.gb_fcdo_sanctions.mapper import DATASET, to_listing
from ostrakon.lists.sources.gb_fcdo_sanctions.xml_reader import read_xml
from ostrakon.model import Listing

__all__ = ["SOURCE"]

_ADDRESS = "https://sanctionslist.fcdo.gov.uk/docs/"


def _recognise(document: Document) -> Recognised | None:
    root = root_of(document)
    if root is not None and root[0] == "Designations":
        return Recognised("XML", DATASET)
    return Recognised("CSV", DATASET) if is_csv(document) else None


def _read(documents: Sequence[Document], doubts: Doubts) -> Edition:
    (document,) = documents
    layout = "CSV" if is_csv(document) else "XML"
    published_on, designations = (read_csv if layout == "CSV" else read_xml)(document, doubts)
    return Edition(DATASET, layout, published_on, _listings(document, designations, doubts))


def _listings(document: Document, designations: Iterable[Designation], doubts: Doubts) -> Iterator[Listing]:
    empty = True
    for designation in designations:
        empty = False
        yield to_listing(designation, doubts)
    if empty:
        raise SourceError(f"{document.name}: holds no designation")


SOURCE = Source(
    dataset=DATASET,
    issuer="gb",
    title="UK Sanctions List",
    recognise=_recognise,
    read=_read,
    downloads=(
        Download(f"{_ADDRESS}UK-Sanctions-List.xml", "UK-Sanctions-List.xml"),
        Download(f"{_ADDRESS}UK-Sanctions-List.csv", "UK-Sanctions-List.csv"),
    ),
)
