"""The UN's own file, as the carrier holds it → listings, by the reader of that list."""

import tempfile
from pathlib import Path

from ostrakon.lists.parsing import Document, Doubts, Edition
from ostrakon.lists.sources.un_sc_sanctions import SOURCE
from ostrakon.model import Listing

__all__ = ["read_edition"]


def read_edition(content: bytes, doubts: Doubts) -> tuple[Edition, list[Listing]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "consolidated.xml"
        path.write_bytes(content)
        edition = SOURCE.read([Document(path.name, path)], doubts)
        return edition, list(edition.listings)
