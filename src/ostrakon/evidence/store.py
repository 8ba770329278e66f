"""Pieces of evidence: bytes with their custody and the text made of them, and proof that none has changed."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

import httpx
import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ostrakon.errors import OstrakonError, UsageError
from ostrakon.evidence.archives import is_warc, read_warc
from ostrakon.evidence.captures import CaptureError, CaptureStore
from ostrakon.evidence.custody import CustodyError, CustodyLog, Event
from ostrakon.evidence.guard import public_transport
from ostrakon.evidence.reduction import ReductionError, media_type_of
from ostrakon.evidence.reduction.bounded import reduce_bounded
from ostrakon.evidence.reduction.media import WARC
from ostrakon.evidence.transfers import DownloadLimits, Fetched, Progress, TransferError, transfer
from ostrakon.model import Captured, CustodyEntry, Derived, Exported, HttpAnswer, Problem, ReducedText
from ostrakon.version import __version__

__all__ = ["MOST_BYTES", "TOOL", "EvidenceError", "EvidenceStore", "Item"]

TOOL = f"ostrakon {__version__}"
# The longest report of a UN commission is some 20 MB; films and disk images are no documents.
MOST_BYTES = 256 << 20
_LIMITS = DownloadLimits(
    max_bytes=MOST_BYTES,
    connect_timeout_s=20,
    read_timeout_s=60,
    total_timeout_s=600,
    attempts=3,
    first_pause_s=1,
)
_HEAD_BYTES = 65536
_IS_WARC = "a WARC, whose documents are items of their own"
_HASH_SHOWN = 8  # digits from which the beginning of a hash names an item


class EvidenceError(OstrakonError):
    """A piece of evidence that cannot be taken in or given out."""


class Item(Struct, frozen=True):
    """A piece of evidence as the log knows it: how it came in, and the newest text made of it."""

    entry: CustodyEntry
    captured: Captured
    derived: Derived | None = None
    derivations: tuple[Derived, ...] = ()


class EvidenceStore:
    """The evidence of one home: bytes and texts among the captures, custody in `folder`/custody.jsonl."""

    def __init__(self, captures: CaptureStore, folder: Path, now: Callable[[], datetime]) -> None:
        self.captures = captures
        self.log = CustodyLog(folder / "custody.jsonl")
        self._now = now

    # --- taking in ---------------------------------------------------------------------------------

    def add_file(self, path: Path, *, who: str) -> list[Item]:
        """Take in the bytes of a file. A WARC gives an item for itself and one for each document in it."""
        try:
            size = path.stat().st_size
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror}") from error
        if not path.is_file():
            raise UsageError(f"{path}: is no file")
        if size > MOST_BYTES:
            raise EvidenceError(f"{path}: {size:,} bytes; at most {MOST_BYTES:,} are taken in")
        now = self._now()
        return self._take(_Incoming(path, "file", _name_of(path), now), who=who, now=now)

    def add_url(
        self,
        url: str,
        *,
        who: str,
        progress: Progress = lambda _received, _total: None,
        allow_private: bool = False,
        limits: DownloadLimits = _LIMITS,
    ) -> list[Item]:
        """Fetch `url` and take in what it delivers. Addresses that are not public are refused, unless
        `allow_private`. Raises EvidenceError where nothing is delivered."""
        _refuse_address(url)
        transport = public_transport(limits.total_timeout_s, allow_private=allow_private)
        with tempfile.TemporaryDirectory(prefix="ostrakon-") as folder:
            path = Path(folder) / "fetched"
            try:
                fetched = transfer(url, path, limits=limits, progress=progress, transport=transport)
            except TransferError as error:
                raise EvidenceError(f"{url}: {error}") from error
            assert isinstance(fetched, Fetched)  # nothing previous was told
            answer = HttpAnswer(fetched.status, fetched.headers, fetched.redirects)
            now = self._now()
            return self._take(_Incoming(path, "fetched", url, now, http=answer), who=who, now=now)

    def derive_again(self, item: Item, *, who: str) -> Item:
        """Make the text of `item` anew, and say so in the log: with an extra that was missing, or a reader
        that has learned. Raises EvidenceError where there is still none."""
        now = self._now()
        derived = self._derive(item.captured, now)
        if derived.failure is not None:
            raise EvidenceError(f"evidence {item.captured.item} ({item.captured.source}): {derived.failure}")
        self.log.append(lambda _newest: [derived], at=now, who=who, tool=TOOL)
        return replace(item, derived=derived, derivations=(*item.derivations, derived))

    def _take(self, incoming: "_Incoming", *, who: str, now: datetime) -> list[Item]:
        kept = [self._keep(incoming, now)]
        whole = kept[0][0]
        if whole.media_type == WARC:
            with tempfile.TemporaryDirectory(prefix="ostrakon-") as folder:
                kept += [self._keep(one, now) for one in self._documents_in(whole, Path(folder))]

        def numbered(newest: int) -> list[Event]:
            numbers = enumerate(kept, newest + 1)
            return [event for number, one in numbers for event in _with_number(one, number)]

        return _items(self.log.append(numbered, at=now, who=who, tool=TOOL))

    def _keep(self, incoming: "_Incoming", now: datetime) -> tuple[Captured, Derived]:
        capture = self.captures.add(
            incoming.path,
            file_name=incoming.source,
            captured_at=incoming.captured_at,
            captured_basis="observed",
            imported_at=now,
        )
        with self.captures.open(capture.sha256) as file:
            head = file.read(_HEAD_BYTES)
        declared = incoming.declared_type
        captured = Captured(
            item=0,
            how=incoming.how,
            source=incoming.source,
            sha256=capture.sha256,
            size_bytes=capture.size_bytes,
            media_type=WARC if is_warc(head) else media_type_of(head, declared, incoming.source),
            captured_at=incoming.captured_at,
            declared_type=declared,
            http=incoming.http,
            parent_sha256=incoming.parent_sha256,
            record_id=incoming.record_id,
        )
        return captured, self._derive(captured, now)

    def _documents_in(self, whole: Captured, into: Path) -> "Iterator[_Incoming]":
        """What a WARC holds, read from the very bytes that were captured."""
        path = into / "captured"
        with self.captures.open(whole.sha256) as file, path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        for archived in read_warc(path, into, name=whole.source):
            yield _Incoming(
                archived.path,
                "warc",
                archived.url,
                archived.captured_at,
                http=archived.http,
                parent_sha256=whole.sha256,
                record_id=archived.record_id,
            )

    # --- the text ----------------------------------------------------------------------------------

    def _derive(self, captured: Captured, now: datetime) -> Derived:
        if captured.media_type == WARC:
            return Derived(captured.item, captured.sha256, TOOL, failure=_IS_WARC)
        try:
            reduced = self._reduce(captured)
        except ReductionError as error:
            return Derived(captured.item, captured.sha256, TOOL, failure=str(error))
        text = self._keep_bytes(reduced.text.encode(), "text", now)
        segments = self._keep_bytes(_parts_of(reduced), "segments", now)
        return Derived(captured.item, captured.sha256, reduced.reducer, text, segments)

    def _reduce(self, captured: Captured) -> ReducedText:
        with self.captures.open(captured.sha256) as file:
            content = file.read()
        return reduce_bounded(content, captured.declared_type, name=captured.source)

    def _keep_bytes(self, content: bytes, name: str, now: datetime) -> str:
        with tempfile.NamedTemporaryFile(prefix="ostrakon-") as file:
            file.write(content)
            file.flush()
            return self.captures.add(
                Path(file.name), file_name=name, captured_at=now, captured_basis="observed", imported_at=now
            ).sha256

    # --- giving out --------------------------------------------------------------------------------

    def items(self) -> list[Item]:
        """Every item, in the order they came in."""
        return _items(self.log.entries())

    def item(self, name: str) -> Item:
        """The item of that number, or whose hash begins so (the first, where the same bytes came in again).

        Raises UsageError when none does, or several with other bytes.
        """
        items = self.items() if name else []
        if name.isdecimal() and len(name) < _HASH_SHOWN:
            found = [item for item in items if item.captured.item == int(name)]
        else:
            found = [item for item in items if item.captured.sha256.startswith(name.lower())]
        if not found:
            raise UsageError(f"no evidence {name!r}; `ostrakon evidence list` shows what is held")
        if len({item.captured.sha256 for item in found}) > 1:
            raise UsageError(f"evidence {name!r} could be any of {len(found)}; give more of the hash")
        return found[0]

    def custody(self, items: Iterable[Item]) -> dict[int, list[CustodyEntry]]:
        """By the number of each of `items`, every entry of the log that concerns it, oldest first."""
        found: dict[int, list[CustodyEntry]] = {item.captured.item: [] for item in items}
        for entry in self.log.entries():
            event = entry.event
            for number in event.items if isinstance(event, Exported) else (event.item,):
                if number in found:
                    found[number].append(entry)
        return found

    def text(self, item: Item) -> ReducedText:
        """The text of `item`, as it was kept. Raises EvidenceError where none could be made of it."""
        derived = item.derived
        if derived is None or derived.sha256 is None or derived.segments_sha256 is None:
            why = derived.failure if derived else "none was made"
            raise EvidenceError(f"evidence {item.captured.item} ({item.captured.source}): no text: {why}")
        text = self.content(derived.sha256).decode()
        parts = msgspec.json.decode(self.content(derived.segments_sha256), type=ReducedText)
        return replace(parts, text=text)

    def content(self, digest: str) -> bytes:
        """The bytes of a capture, which are those it is named after. Raises CaptureError otherwise."""
        with self.captures.open(digest) as file:
            content = file.read()
        if sha256(content).hexdigest() != digest:
            raise CaptureError(f"capture {digest}: the bytes are others: {self.captures.path_of(digest)}")
        return content

    # --- proving -----------------------------------------------------------------------------------

    def verify(self) -> Iterator[Problem]:
        """Recompute all of it: the chain of the log, every item's bytes, and its text made anew.

        Whether each capture is what its name says is `CaptureStore.verify`'s; here each item is named
        whose bytes or text are gone, other ones, or no longer come out of its bytes.
        """
        items: list[Item] = []
        try:
            items = self.items()
        except CustodyError as error:
            yield Problem("custody log", str(error))
        # Two at a time and more: a page or a PDF is read in a process of its own.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for problems in pool.map(lambda item: list(self._problems_with(item)), items):
                yield from problems

    def _problems_with(self, item: Item) -> Iterator[Problem]:
        where = f"evidence {item.captured.item} ({item.captured.source})"
        try:
            content = self.content(item.captured.sha256)
        except CaptureError as error:
            yield Problem(where, str(error))
            return
        if len(content) != item.captured.size_bytes:
            yield Problem(where, f"{len(content)} bytes, {item.captured.size_bytes} were captured")
        for derived in item.derivations:
            if derived.parent_sha256 != item.captured.sha256:
                yield Problem(where, "its text was made of other bytes")
            yield from self._problems_with_text(where, derived)
        if item.derived is not None:
            yield from self._problems_made_anew(where, item, content)

    def _problems_with_text(self, where: str, derived: Derived) -> Iterator[Problem]:
        for what, digest in (("text", derived.sha256), ("segments", derived.segments_sha256)):
            if digest is not None:
                try:
                    self.content(digest)
                except CaptureError as error:
                    yield Problem(where, f"its {what}: {error}")

    def _problems_made_anew(self, where: str, item: Item, content: bytes) -> Iterator[Problem]:
        derived, captured = item.derived, item.captured
        assert derived is not None
        try:
            anew = reduce_bounded(content, captured.declared_type, name=captured.source)
        except ReductionError as error:
            if derived.sha256 is not None:
                yield Problem(where, f"its text cannot be made again: {error}")
            return
        if derived.sha256 is None or anew.reducer != derived.reducer:
            return  # made by another version, which need not make the same
        if anew.sha256 != derived.sha256:
            yield Problem(where, f"its text comes out with SHA-256 {anew.sha256}")
        if sha256(_parts_of(anew)).hexdigest() != derived.segments_sha256:
            yield Problem(where, "the parts of its text come out otherwise")


class _Incoming(Struct, frozen=True):
    path: Path
    how: Literal["file", "fetched", "warc"]
    source: str
    captured_at: datetime
    http: HttpAnswer | None = None
    parent_sha256: str | None = None
    record_id: str | None = None

    @property
    def declared_type(self) -> str | None:
        """What the server said the bytes are."""
        headers = self.http.headers if self.http else ()
        return next((value for name, value in headers if name.lower() == "content-type"), None)


def _with_number(kept: tuple[Captured, Derived], number: int) -> list[Event]:
    captured, derived = kept
    return [replace(captured, item=number), replace(derived, item=number)]


def _items(entries: Iterable[CustodyEntry]) -> list[Item]:
    items: dict[int, Item] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, Captured):
            items[event.item] = Item(entry, event)
        elif isinstance(event, Derived) and event.item in items:
            item = items[event.item]
            items[event.item] = replace(item, derived=event, derivations=(*item.derivations, event))
    return list(items.values())


def _parts_of(reduced: ReducedText) -> bytes:
    """All of it but the text, which lies beside it under its own hash."""
    return msgspec.json.encode(replace(reduced, text=""), order="deterministic")


def _name_of(path: Path) -> str:
    return os.fsencode(path.name).decode("utf-8", "replace")


def _refuse_address(url: str) -> None:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise UsageError(f"{url!r}: not an address: {error}") from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise UsageError(f"{url!r}: give an address that begins with https:// or http://")
    if parsed.userinfo:
        raise UsageError(f"{parsed.host}: an address with a password in it would be kept in the custody log")
