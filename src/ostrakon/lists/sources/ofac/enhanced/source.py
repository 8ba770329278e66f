"""How to know the enhanced XML, and the checks that every file of it must pass."""

from collections.abc import Iterator, Sequence

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, Edition, Recognised, iso_day, root_of
from ostrakon.lists.sources.ofac.enhanced.mapper import kind_of, to_listing
from ostrakon.lists.sources.ofac.enhanced.names import primary_name
from ostrakon.lists.sources.ofac.enhanced.reader import read_entities, read_publication
from ostrakon.lists.sources.ofac.enhanced.relations import Party, to_relations
from ostrakon.model import Listing

__all__ = ["LAYOUT", "read", "recognise"]

LAYOUT = "enhanced XML"

_DATASETS = {"SDN List": "us_ofac_sdn", "Consolidated List": "us_ofac_cons"}


def recognise(document: Document) -> Recognised | None:
    """By its root element; the list by the filter the file says it was drawn up with."""
    root = root_of(document)
    if root is None or root[0] != "sanctionsData":
        return None
    lists = read_publication(document).sanctions_lists
    return Recognised(LAYOUT, _DATASETS.get(lists[0]) if len(lists) == 1 else None)


def read(documents: Sequence[Document], dataset: str, doubts: Doubts) -> Edition:
    """The edition of one file, read twice: a relation may have to be held by its other side."""
    document = documents[0]
    data_as_of = read_publication(document).data_as_of
    published_on = iso_day(data_as_of)
    if published_on is None:
        raise SourceError(f"{document.name}: dataAsOf {data_as_of!r} is no date")
    return Edition(dataset, LAYOUT, published_on, _listings(document, dataset, doubts))


def _listings(document: Document, dataset: str, doubts: Doubts) -> Iterator[Listing]:
    relations = to_relations(_parties(document), doubts)
    for entity in read_entities(document, doubts):
        yield to_listing(entity, relations.get(entity.id, ()), dataset, doubts)


def _parties(document: Document) -> Iterator[Party]:
    """Doubts are left to the second reading, which meets them all again."""
    seen: set[str] = set()
    for entity in read_entities(document, Doubts()):
        if not entity.id.isdecimal():
            raise SourceError(f"{document.name}: entity id {entity.id!r} is no number")
        if entity.id in seen:
            raise SourceError(f"{document.name}: entity {entity.id} stands there twice")
        seen.add(entity.id)
        yield Party(entity.id, primary_name(entity), kind_of(entity), entity.relationships)
    if not seen:
        raise SourceError(f"{document.name}: not a single entity")
