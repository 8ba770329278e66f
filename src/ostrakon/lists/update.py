"""Every current list from its issuer, each on its own: one failure leaves the others updated."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import httpx

from ostrakon.errors import OstrakonError, SourceError, UsageError
from ostrakon.evidence import CaptureStore
from ostrakon.lists.download import DownloadError, DownloadLimits, NotModified, Previous, fetch
from ostrakon.lists.ingest import Incoming, Outcome, Received, import_files
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.moments import end_of_day
from ostrakon.lists.parsing import Download, Source
from ostrakon.lists.store import Attempt, ListStore
from ostrakon.model import ListVersion

__all__ = ["Progress", "update"]

# Dataset, bytes so far, and of how many (None where the issuer does not say).
Progress = Callable[[str, int, int | None], None]

_DEFAULT_LIMITS = DownloadLimits()


def update(
    datasets: Sequence[str],
    *,
    store: ListStore,
    captures: CaptureStore,
    now: Callable[[], datetime],
    force: str | None = None,
    progress: Progress | None = None,
    sources: Mapping[str, Source] = SOURCES,
    limits: DownloadLimits = _DEFAULT_LIMITS,
    transport: httpx.BaseTransport | None = None,
) -> Iterator[Outcome]:
    """One outcome per list; `datasets` empty means all that their issuers still keep.

    A list that its issuer says is unchanged, or whose bytes are those of the newest version, gets no
    new version; that it was asked for is remembered and counts for its age.
    """
    wanted = [_source(name, sources) for name in datasets] or [s for s in sources.values() if s.downloads]
    for source in wanted:
        visit = _Visit(source, store, captures, now, force, progress, limits, transport)
        yield visit.make()


def _source(name: str, sources: Mapping[str, Source]) -> Source:
    source = sources.get(name)
    if source is None:
        raise UsageError(f"unknown list {name!r}; known are {', '.join(sources)}")
    if not source.downloads:
        raise UsageError(f"{name}: closed on {source.closed_on}; import its files from disk")
    return source


class _Visit:
    """One list being fetched: its addresses in order until one gives a file that makes a version."""

    def __init__(  # noqa: PLR0917 (what `update` was given, as it was given)
        self,
        source: Source,
        store: ListStore,
        captures: CaptureStore,
        now: Callable[[], datetime],
        force: str | None,
        progress: Progress | None,
        limits: DownloadLimits,
        transport: httpx.BaseTransport | None,
    ) -> None:
        self._source, self._store, self._captures, self._now = source, store, captures, now
        self._force, self._progress, self._limits, self._transport = force, progress, limits, transport

    def make(self) -> Outcome:
        newest = self._store.find(self._source.dataset, as_of=end_of_day(self._now().date()))
        failures: list[str] = []
        for download in self._source.downloads:
            try:
                return self._from(download, newest)
            except (DownloadError, SourceError) as error:
                failures.append(str(error))
            except OstrakonError as error:
                failures.append(str(error))
                break
        return self._failed(failures)

    def _from(self, download: Download, newest: ListVersion | None) -> Outcome:
        with tempfile.TemporaryDirectory(prefix="ostrakon-") as folder:
            fetched = fetch(
                [download],
                Path(folder),
                previous=_previous(newest),
                limits=self._limits,
                progress=self._report,
                transport=self._transport,
            )
            if isinstance(fetched, NotModified) or _is_same(fetched.path, newest):
                return self._unchanged(download)
            now = self._now()
            received = Received(now, "observed", now, fetched.url, fetched.etag, fetched.last_modified)
            incoming = Incoming(fetched.path, fetched.file_name, received)
            (outcome,) = import_files(
                [incoming],
                store=self._store,
                captures=self._captures,
                dataset=self._source.dataset,
                force=self._force,
            )
        if outcome.error is not None:
            raise SourceError(outcome.error)
        return outcome

    def _report(self, received: int, total: int | None) -> None:
        if self._progress is not None:
            self._progress(self._source.dataset, received, total)

    def _unchanged(self, download: Download) -> Outcome:
        self._store.record(Attempt(self._source.dataset, self._now(), "unchanged"))
        return Outcome((download.file_name,), self._source.dataset)

    def _failed(self, failures: Sequence[str]) -> Outcome:
        message = "; ".join(failures)
        self._store.record(Attempt(self._source.dataset, self._now(), "failed", message))
        names = tuple(download.file_name for download in self._source.downloads[:1])
        return Outcome(names, self._source.dataset, None, message, OstrakonError.exit_code)


def _previous(newest: ListVersion | None) -> Previous | None:
    capture = newest.captures[0] if newest else None
    if capture is None or capture.url is None:
        return None
    return Previous(capture.url, capture.etag, capture.last_modified)


def _is_same(path: Path, newest: ListVersion | None) -> bool:
    with path.open("rb") as file:
        return newest is not None and hashlib.file_digest(file, "sha256").hexdigest() == newest.sha256
