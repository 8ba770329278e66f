"""Which form a file of stakes has, told by its content, and how it is opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from ostrakon.errors import SourceError, UsageError
from ostrakon.lists.parsing import Document
from ostrakon.lists.unpacking import unpack
from ostrakon.model import ListedPeriod
from ostrakon.ownership.network import Network
from ostrakon.ownership.reading import bods, followthemoney, listed, template

__all__ = ["read_listed", "read_network"]

_BLOCK_BYTES = 1 << 20


def read_network(path: Path) -> Network:
    """The stakes of a CSV template, of Beneficial Ownership Data Standard 0.4 JSON, or of FollowTheMoney
    entities (JSON Lines); plain or compressed.

    Raises SourceError naming the place and the value for what cannot be read; nothing is left out in
    silence, what could not be used is in the network's remarks.
    """
    with _opened(path) as document:
        head = document.head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if bods.is_bods(head):
            network = bods.read(document)
        elif head.startswith(b"{"):
            network = followthemoney.read(document)
        elif template.is_header(head):
            network = template.read(document)
        else:
            raise SourceError(
                f"{document.name}: neither a table with the columns owner and asset, separated by commas, "
                "nor Beneficial Ownership Data Standard JSON, nor FollowTheMoney JSON Lines (it begins "
                f"{head[:40]!r})"
            )
        return msgspec.structs.replace(network, sources=(f"{document.name} {_digest(document)}",))


def read_listed(path: Path) -> tuple[ListedPeriod, ...]:
    """Names with the days they are listed on, from a table. Raises SourceError as `read_network` does."""
    with _opened(path) as document:
        return listed.read(document)


@contextmanager
def _opened(path: Path) -> Iterator[Document]:
    if path.is_dir():
        raise UsageError(
            f"{path}: a folder, and no prepared register; name a file, or make a register of a Parquet file "
            "with `ostrakon register prepare`"
        )
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    with TemporaryDirectory(prefix="ostrakon-") as folder:
        documents = unpack(path, Path(folder))
        if len(documents) != 1:
            raise SourceError(f"{path.name}: {len(documents)} files in it; one is read at a time")
        yield documents[0]


def _digest(document: Document) -> str:
    digest = sha256()
    with document.open() as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
