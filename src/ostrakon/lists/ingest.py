"""Files → captures, listings and one version each; whatever is in doubt makes no version."""

import tempfile
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from msgspec import Struct

from ostrakon.errors import Fault, ImportRefused, OstrakonError, SourceError, UsageError
from ostrakon.evidence import CaptureStore
from ostrakon.lists.custom import check_dataset_name, read_custom
from ostrakon.lists.expectations import Tally, check_expectations
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.parsing import Document, Doubts, Edition, Recognised, Source
from ostrakon.lists.store import Attempt, ListStore, NewVersion, StoredListing, encode_listing
from ostrakon.lists.unpacking import unpack
from ostrakon.model import Capture, Listing, ListVersion

__all__ = [
    "Incoming",
    "Outcome",
    "Received",
    "failures_told",
    "import_file",
    "import_files",
    "record_failure",
]

# Limits on size and fill were measured on current files; an older file is checked for shape only.
_CURRENT_FOR = timedelta(days=365)
# Issuers date their files in their own zone, so a file may be "of tomorrow" by UTC.
_ZONE_SLACK = timedelta(days=1)
# In characters. PostgreSQL's index of listings takes 2,704 bytes, a character up to 4 of them.
_LONGEST_ID = 500


class Received(Struct, frozen=True):
    """When and how a file came in. `captured_basis` "given" means a person told us the time."""

    captured_at: datetime
    captured_basis: Literal["observed", "given"]
    imported_at: datetime
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class Incoming(Struct, frozen=True):
    """A file on disk to be imported, under the name it came with."""

    path: Path
    file_name: str
    received: Received


class Outcome(Struct, frozen=True):
    """What became of one file, or of the files that make one version together."""

    files: tuple[str, ...]
    dataset: str | None
    version: ListVersion | None = None
    error: str | None = None
    exit_code: int = 0


class _Part(Struct, frozen=True):
    incoming: Incoming
    document: Document
    recognised: Recognised


def import_files(
    incoming: Sequence[Incoming],
    *,
    store: ListStore,
    captures: CaptureStore,
    dataset: str | None = None,
    force: str | None = None,
) -> Iterator[Outcome]:
    """Each official file (or set of OFAC delimited parts) becomes a version, or an outcome with its error.

    `dataset` names the list where content alone does not (custom lists), and must agree with it
    where it does. `force` is the recorded reason for importing against a refusal. Raises UsageError
    for a name that no list of one's own can have, and for several files of one.
    """
    custom = dataset is not None and dataset not in SOURCES
    if dataset is not None and custom:
        check_dataset_name(dataset)
    with tempfile.TemporaryDirectory(prefix="ostrakon-") as folder:
        parts: list[_Part] = []
        for file in incoming:
            try:
                with failures_told(file.file_name):
                    parts += _recognised_parts(file, Path(folder), dataset)
            except OstrakonError as error:
                yield _failed((file,), dataset, error, store)
        if custom and len(parts) > 1:
            raise UsageError(
                f"{len(parts)} files for {dataset}: each would be the whole list, and only the last "
                "be searched. Join them, or import each by itself with its own --captured-at"
            )
        for group in _groups(parts):
            files = tuple({part.incoming.path: part.incoming for part in group}.values())
            name = dataset or _dataset_of(group)
            try:
                with failures_told(files[0].file_name):
                    version = _import_group(group, files, name, store, captures, force)
            except OstrakonError as error:
                yield _failed(files, name, error, store)
                continue
            yield Outcome(tuple(f.file_name for f in files), version.dataset, version)


def import_file(
    incoming: Incoming,
    dataset: str,
    *,
    store: ListStore,
    captures: CaptureStore,
    force: str | None = None,
) -> ListVersion:
    """The version that one whole file of `dataset` makes. Raises what `import_files` reports."""
    with tempfile.TemporaryDirectory(prefix="ostrakon-") as folder:
        parts = _recognised_parts(incoming, Path(folder), dataset)
        return _import_group(parts, [incoming], dataset, store, captures, force)


@contextmanager
def failures_told(what: str) -> Iterator[None]:
    """Whatever goes wrong with one list as an OstrakonError that names `what`, so that others go on."""
    try:
        yield
    except OstrakonError:
        raise
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise OstrakonError(f"{what}: {error.strerror or error}{where}") from error
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        raise Fault(
            f"{what}: a fault in Ostrakon itself, please report it: {type(error).__name__}: {error} "
            f"({Path(last.filename).name}, line {last.lineno})"
        ) from error


def record_failure(store: ListStore, dataset: str, moment: datetime, error: OstrakonError) -> None:
    """For `lists status`. A store that cannot even keep this says so through `error` itself."""
    with suppress(OstrakonError):
        store.record(Attempt(dataset, moment, "failed", str(error)))


def _recognised_parts(file: Incoming, folder: Path, dataset: str | None) -> list[_Part]:
    if file.path.is_dir():
        raise SourceError(f"{file.file_name}: a folder; give the files in it")
    if not file.path.is_file():
        raise SourceError(f"{file.file_name}: no such file")
    if file.path.stat().st_size == 0:
        raise SourceError(f"{file.file_name}: empty file")
    documents = unpack(file.path, folder, name=file.file_name)
    return [_Part(file, document, _recognise(document, dataset)) for document in documents]


def _recognise(document: Document, dataset: str | None) -> Recognised:
    if document.size_bytes == 0:
        raise SourceError(f"{document.name}: empty file")
    custom = dataset is not None and dataset not in SOURCES
    if custom:
        return Recognised("custom", dataset)
    for source in SOURCES.values():
        recognised = source.recognise(document)
        if recognised is None:
            continue
        if dataset is not None and recognised.dataset not in {dataset, None}:
            raise SourceError(f"{document.name}: is a file of {recognised.dataset}, not of {dataset}")
        return recognised
    raise SourceError(
        f"{document.name}: no official list has this shape (it begins {document.head[:60]!r}). "
        "A list of your own needs --dataset NAME."
    )


def _groups(parts: Iterable[_Part]) -> list[list[_Part]]:
    """Whole files alone; the parts of an edition together, their primary file first."""
    groups: list[list[_Part]] = []
    pieces: list[_Part] = []
    for part in parts:
        if part.recognised.role == "whole":
            groups.append([part])
        else:
            pieces.append(part)
    primaries = [part for part in pieces if part.recognised.role == "primary"]
    others = [part for part in pieces if part.recognised.role != "primary"]
    if len(primaries) > 1 and not others:
        return [*groups, *([primary] for primary in primaries)]
    return [*groups, [*primaries, *others]] if pieces else groups


def _dataset_of(group: Sequence[_Part]) -> str | None:
    return next((part.recognised.dataset for part in group if part.recognised.dataset), None)


def _import_group(
    group: Sequence[_Part],
    files: Sequence[Incoming],
    dataset: str | None,
    store: ListStore,
    captures: CaptureStore,
    force: str | None,
) -> ListVersion:
    _refuse_incomplete(group)
    doubts = Doubts()
    edition = _read([part.document for part in group], dataset, doubts)
    tally = Tally(edition.dataset)
    listings = list(_encoded(edition, tally))
    if not force:
        _refuse_doubtful(edition, files[0], tally)
    taken = tuple(_capture(file, captures) for file in files)
    new = NewVersion(
        dataset=edition.dataset,
        layout=edition.layout,
        published_on=edition.published_on,
        captures=taken,
        entries=dict(tally.entries),
        names=tally.names,
        remarks=edition.remarks,
        doubts=dict(doubts.counts),
        forced=force,
    )
    return store.add(new, listings)


def _refuse_incomplete(group: Sequence[_Part]) -> None:
    roles = [part.recognised.role for part in group]
    if roles == ["whole"]:
        return
    names = ", ".join(part.document.name for part in group)
    if roles.count("primary") != 1:
        raise SourceError(
            f"{names}: {roles.count('primary')} primary files (sdn.csv, cons_prim.csv); "
            "the parts of one edition are imported together, with exactly one of them"
        )
    if len(set(roles)) != len(roles):
        raise SourceError(f"{names}: two files play the same part in one edition")


def _read(documents: Sequence[Document], dataset: str | None, doubts: Doubts) -> Edition:
    if dataset is None:
        raise SourceError(f"{documents[0].name}: which list it belongs to cannot be told")
    source: Source | None = SOURCES.get(dataset)
    if source is None:
        return read_custom(documents[0], dataset, doubts)
    return source.read(documents, doubts)


def _encoded(edition: Edition, tally: Tally) -> Iterator[StoredListing]:
    """Listings as they are stored, counted on the way: only the compact bytes pile up in memory."""
    seen: set[str] = set()
    for listing in edition.listings:
        _refuse_shapeless(listing, seen)
        seen.add(listing.id)
        tally.count(listing)
        yield encode_listing(listing)
    if not seen:
        raise SourceError(f"{edition.dataset}: the file holds no entry")
    if edition.stated_entries is not None and edition.stated_entries != len(seen):
        raise SourceError(
            f"{edition.dataset}: the file says it has {edition.stated_entries:,} entries, "
            f"it has {len(seen):,}"
        )


def _refuse_shapeless(listing: Listing, seen: set[str]) -> None:
    if listing.id in seen:
        raise SourceError(f"{listing.dataset}: id {listing.id!r} occurs twice")
    if "\0" in listing.id:  # PostgreSQL keeps no such text
        raise SourceError(f"{listing.dataset}: id {listing.id!r} has a NUL in it")
    if len(listing.id) > _LONGEST_ID:
        length = len(listing.id)
        raise SourceError(
            f"{listing.dataset}: id {listing.id[:40]!r}… has {length:,} characters, {_LONGEST_ID} at most"
        )
    if not any(name.text.strip() for name in listing.names):
        raise SourceError(f"{listing.dataset}: entry {listing.id!r} has no name")


def _refuse_doubtful(edition: Edition, file: Incoming, tally: Tally) -> None:
    received, published_on = file.received, edition.published_on
    captured_on = received.captured_at.date()
    if published_on is not None and published_on > captured_on + _ZONE_SLACK:
        raise ImportRefused(
            f"{edition.dataset}: {file.file_name} is dated {published_on}, it cannot have been captured "
            f"on {captured_on}. Give the day it was really seen with --captured-at, or --force 'why'."
        )
    dated = published_on or captured_on
    if received.url is not None or received.imported_at.date() - dated < _CURRENT_FOR:
        check_expectations(edition.dataset, edition.layout, tally)


def _capture(file: Incoming, captures: CaptureStore) -> Capture:
    received = file.received
    return captures.add(
        file.path,
        file_name=file.file_name,
        captured_at=received.captured_at,
        captured_basis=received.captured_basis,
        imported_at=received.imported_at,
        url=received.url,
        etag=received.etag,
        last_modified=received.last_modified,
    )


def _failed(
    files: Sequence[Incoming], dataset: str | None, error: OstrakonError, store: ListStore
) -> Outcome:
    if dataset is not None:
        record_failure(store, dataset, files[0].received.imported_at, error)
    return Outcome(tuple(file.file_name for file in files), dataset, None, str(error), error.exit_code)
