"""Which of the two forms a custom list has, and what it may be called."""

import re

from ostrakon.errors import SourceError, UsageError
from ostrakon.lists.custom import followthemoney, template
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.parsing import Document, Doubts, Edition

__all__ = ["check_dataset_name", "read_custom"]

# 64 is what the store has room for.
_DATASET = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)


def check_dataset_name(dataset: str) -> None:
    """Raises UsageError for a name that is malformed or an official list's."""
    if not _DATASET.fullmatch(dataset):
        raise UsageError(
            f"dataset {dataset!r}: lower-case letters, digits and _ only, a letter first, 64 at most"
        )
    if dataset in SOURCES:
        raise UsageError(f"dataset {dataset!r} is an official list: choose another name for your own")


def read_custom(document: Document, dataset: str, doubts: Doubts) -> Edition:
    """The listings of a list that no official issuer keeps, under the name `dataset`.

    The form is told by content: a line of JSON, or the header of the template. Neither form dates
    itself. Raises UsageError as `check_dataset_name` does, SourceError for any other content.
    """
    check_dataset_name(dataset)
    head = document.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"{"):
        listings = followthemoney.read_listings(document, dataset, doubts)
        return Edition(dataset, "FollowTheMoney JSON Lines", None, listings)
    if template.is_header(head):
        return Edition(dataset, "CSV", None, template.read_listings(document, dataset, doubts))
    raise SourceError(
        f"{document.name}: neither FollowTheMoney JSON Lines nor a table with the columns id and name "
        f"(it begins {head[:40]!r})"
    )
