"""Read files with one issuer's reader, the way an import does."""

import tempfile
from pathlib import Path

from msgspec import Struct

from ostrakon.lists.parsing import Document, Doubts, Edition, Source
from ostrakon.lists.unpacking import unpack
from ostrakon.model import Listing

__all__ = ["Reading", "read_bytes", "read_files"]


class Reading(Struct):
    edition: Edition
    listings: list[Listing]
    doubts: Doubts

    def __getitem__(self, listing_id: str) -> Listing:
        return next(listing for listing in self.listings if listing.id == listing_id)


def read_files(source: Source, *paths: Path) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        documents = [document for path in paths for document in unpack(path, Path(folder))]
        return _read(source, documents)


def read_bytes(source: Source, **contents: bytes) -> Reading:
    """Each keyword is a file name with "." written "_dot_", its value the content."""
    with tempfile.TemporaryDirectory() as folder:
        documents = []
        for keyword, content in contents.items():
            path = Path(folder) / keyword.replace("_dot_", ".")
            path.write_bytes(content)
            documents += unpack(path, Path(folder))
        return _read(source, documents)


def _read(source: Source, documents: list[Document]) -> Reading:
    assert all(source.recognise(document) for document in documents)
    doubts = Doubts()
    edition = source.read(documents, doubts)
    return Reading(edition, list(edition.listings), doubts)
