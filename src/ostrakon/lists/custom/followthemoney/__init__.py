"""From FollowTheMoney JSON Lines, as OpenSanctions publishes them, to listings."""

from collections.abc import Iterator

from ostrakon.errors import SourceError
from ostrakon.lists.custom.followthemoney.mapper import to_listings
from ostrakon.lists.custom.followthemoney.reader import read_entities
from ostrakon.lists.parsing import Document, Doubts
from ostrakon.model import Listing

__all__ = ["read_listings"]


def read_listings(document: Document, dataset: str, doubts: Doubts) -> Iterator[Listing]:
    """One listing per party of the file. Raises SourceError for a line that cannot be read, and for
    a file without a single party."""
    count = 0
    for listing in to_listings(read_entities(document, doubts), dataset, doubts):
        count += 1
        yield listing
    if not count:
        raise SourceError(f"{document.name}: not a single party with a name")
