"""An issuer's address → the whole file on disk, or the news that it has not changed."""

import re
from collections.abc import Sequence
from pathlib import Path

import httpx

from ostrakon.errors import OstrakonError
from ostrakon.evidence.transfers import (
    DownloadLimits,
    Fetched,
    NotModified,
    Previous,
    Progress,
    TransferError,
    transfer,
)
from ostrakon.lists.parsing import Download

__all__ = ["DownloadError", "DownloadLimits", "Fetched", "NotModified", "Previous", "fetch"]

_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+)?html\b", re.IGNORECASE)
_HEAD_BYTES = 1024
_BY_HAND = "Download the list by hand and give the file to `ostrakon lists import`"


class DownloadError(OstrakonError):
    """No address delivered the list; the message holds each address and what it answered."""


def fetch(
    downloads: Sequence[Download],
    into: Path,
    *,
    previous: Previous | None = None,
    limits: DownloadLimits = DownloadLimits(),  # noqa: B008 (frozen)
    progress: Progress = lambda _received, _total: None,
    transport: httpx.BaseTransport | None = None,
) -> Fetched | NotModified:
    """The first of `downloads` that is delivered, as a file in the folder `into`.

    Raises DownloadError when none is. `transport` None means the network, through the proxies that
    the environment names.
    """
    failures = []
    for download in downloads:
        known = previous if previous and previous.url == download.url else None
        try:
            fetched = transfer(
                download.url,
                into / download.file_name,
                previous=known,
                limits=limits,
                progress=progress,
                transport=transport,
            )
            if isinstance(fetched, Fetched):
                _refuse_web_page(fetched.path)
            return fetched
        except TransferError as error:
            failures.append(f"{download.url}: {error}")
    raise DownloadError("; ".join([*failures, _BY_HAND]) + ".")


def _refuse_web_page(path: Path) -> None:
    """A notice of maintenance comes with status 200; told by content, for types are often wrong."""
    with path.open("rb") as file:
        is_page = _WEB_PAGE.match(file.read(_HEAD_BYTES))
    if is_page:
        path.unlink()
        raise TransferError("answered with a web page instead of the file")
