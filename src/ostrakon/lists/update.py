"""Every current list from its issuer, each on its own: one failure leaves the others updated."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import httpx
from msgspec import Struct

from ostrakon.errors import Fault, OstrakonError, SourceError
from ostrakon.evidence import CaptureStore
from ostrakon.lists.download import DownloadError, DownloadLimits, Fetched, NotModified, Previous, fetch
from ostrakon.lists.ingest import (
    Incoming,
    Outcome,
    Received,
    failures_told,
    import_file,
    record_failure,
)
from ostrakon.lists.moments import end_of_day
from ostrakon.lists.parsing import Download, Source
from ostrakon.lists.store import Attempt, ListStore
from ostrakon.model import ListVersion

__all__ = ["Fetching", "Progress", "update"]

# Dataset, bytes so far, and of how many (None where the issuer does not say).
Progress = Callable[[str, int, int | None], None]


class Fetching(Struct, frozen=True):
    """How lists are fetched. `transport` None means the network; `progress` is told of every block."""

    limits: DownloadLimits = DownloadLimits()
    transport: httpx.BaseTransport | None = None
    progress: Progress | None = None


def update(
    wanted: Iterable[Source],
    *,
    store: ListStore,
    captures: CaptureStore,
    now: Callable[[], datetime],
    fetching: Fetching,
    force: str | None = None,
) -> Iterator[Outcome]:
    """One outcome per list.

    A list that its issuer says is unchanged, or whose bytes are those of the newest version, gets no
    new version; that it was asked for is remembered and counts for its age.
    """
    for source in wanted:
        files = tuple(download.file_name for download in source.downloads[:1])
        try:
            with failures_told(source.dataset):
                newest = store.find(source.dataset, as_of=end_of_day(now().date()))
                version = _first_that_works(source, newest, store, captures, now, fetching, force)
                if version is None:
                    store.record(Attempt(source.dataset, now(), "unchanged"))
        except OstrakonError as error:
            record_failure(store, source.dataset, now(), error)
            yield Outcome(files, source.dataset, None, str(error), error.exit_code)
            continue
        yield Outcome(files, source.dataset, version)


def _first_that_works(
    source: Source,
    newest: ListVersion | None,
    store: ListStore,
    captures: CaptureStore,
    now: Callable[[], datetime],
    fetching: Fetching,
    force: str | None,
) -> ListVersion | None:
    """The version made of the first address that gives a readable file; None when nothing is new.

    A file that is readable but refused (it shrank) ends the search: another address of the same
    issuer would only bring it again.
    """
    failures = []
    for download in source.downloads:
        with tempfile.TemporaryDirectory(prefix="ostrakon-") as folder:
            try:
                fetched = _fetch(source, download, newest, Path(folder), fetching)
                if fetched is None:
                    return None
                incoming = _incoming(fetched, now())
                with failures_told(fetched.file_name):
                    return import_file(incoming, source.dataset, store=store, captures=captures, force=force)
            except (DownloadError, SourceError, Fault) as error:
                failures.append(str(error))
    raise DownloadError("; ".join(failures))


def _fetch(
    source: Source, download: Download, newest: ListVersion | None, folder: Path, fetching: Fetching
) -> Fetched | None:
    """The file at one address; None when it is the one that the newest version was made of."""
    report = fetching.progress
    fetched = fetch(
        [download],
        folder,
        previous=_previous(newest),
        limits=fetching.limits,
        progress=lambda received, total: report(source.dataset, received, total) if report else None,
        transport=fetching.transport,
    )
    return None if isinstance(fetched, NotModified) or _is_same(fetched.path, newest) else fetched


def _incoming(fetched: Fetched, moment: datetime) -> Incoming:
    received = Received(moment, "observed", moment, fetched.url, fetched.etag, fetched.last_modified)
    return Incoming(fetched.path, fetched.file_name, received)


def _previous(newest: ListVersion | None) -> Previous | None:
    capture = newest.captures[0] if newest else None
    if capture is None or capture.url is None:
        return None
    return Previous(capture.url, capture.etag, capture.last_modified)


def _is_same(path: Path, newest: ListVersion | None) -> bool:
    with path.open("rb") as file:
        return newest is not None and hashlib.file_digest(file, "sha256").hexdigest() == newest.sha256
