"""An address → the whole body it delivers on disk, or the news that it has not changed."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import httpx
import stamina
from msgspec import Struct

from ostrakon.errors import OstrakonError
from ostrakon.version import __version__

__all__ = [
    "USER_AGENT",
    "DownloadLimits",
    "Fetched",
    "NotModified",
    "Previous",
    "Progress",
    "TransferError",
    "transfer",
]

# OFAC is said to block a blank one; we say who asks and what with.
USER_AGENT = f"ostrakon/{__version__} (+sanctions lists and their evidence) httpx/{httpx.__version__}"

# Worth another try although they are 4xx: request timeout, too early, too many requests.
_TRANSIENT_STATUS = frozenset({408, 425, 429})
_ADVICE = {
    401: "the address wants a token or a login",
    403: "the server refuses this machine, or the token in the address is no longer good",
    404: "the file is no longer at this address",
    410: "the file is no longer at this address",
}


class TransferError(OstrakonError):
    """An address did not deliver; the message says what it answered instead."""


class DownloadLimits(Struct, frozen=True):
    """How long and how much one address may take; all attempts at it share `total_timeout_s`."""

    max_bytes: int = 512 << 20  # four times the largest official file (us_ofac_sdn, 121 MB in 2025)
    connect_timeout_s: float = 20.0  # an issuer that does not even answer is down
    read_timeout_s: float = 180.0  # the EU makes its file on request: over a minute of silence
    total_timeout_s: float = 1800.0  # 121 MB at half a megabit per second
    attempts: int = 6  # the EU answers in bursts of HTTP 500
    first_pause_s: float = 2.0  # doubles with each attempt
    longest_pause_s: float = 60.0
    max_redirects: int = 5  # OFAC needs one, to a signed storage address


class Previous(Struct, frozen=True):
    """What the last delivery said of itself; asked about only at the address that delivered it."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


class Fetched(Struct, frozen=True):
    """A file delivered whole. `url` is the address asked for, never the short-lived storage address
    it may lead to: `redirects` has that and those between. `headers` are the last answer's, as sent."""

    url: str
    file_name: str
    path: Path
    size_bytes: int
    etag: str | None = None
    last_modified: str | None = None
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[str, ...] = ()


class NotModified(Struct, frozen=True):
    """The issuer says that its file is still the previous one."""

    url: str


# Bytes so far, and of how many; None where the issuer does not say.
Progress = Callable[[int, int | None], None]


def transfer(
    url: str,
    path: Path,
    *,
    previous: Previous | None = None,
    limits: DownloadLimits = DownloadLimits(),  # noqa: B008 (frozen)
    progress: Progress = lambda _received, _total: None,
    transport: httpx.BaseTransport | None = None,
) -> Fetched | NotModified:
    """What `url` delivers, as the file `path`. Raises TransferError; no file is left then.

    `transport` None means the network, through the proxies that the environment names.
    """
    with _open_client(limits, transport) as client:
        return _Transfer(client, url, path, limits, progress).run(previous)


class _TryAgain(Exception):
    """A failure that another attempt may not meet."""


class _Transfer:
    """One address, over all attempts: what has come in, and what the server said of it."""

    def __init__(
        self,
        client: httpx.Client,
        url: str,
        path: Path,
        limits: DownloadLimits,
        progress: Progress,
    ) -> None:
        self._client = client
        self._url = url
        self._path = path
        self._redirects: list[str] = []
        self._limits = limits
        self._deadline = time.monotonic() + limits.total_timeout_s
        self._progress = progress
        self._received = 0
        # Of the copy being received, while the server lets it be continued.
        self._validator: str | None = None
        self._total: int | None = None

    def run(self, previous: Previous | None) -> Fetched | NotModified:
        attempts_made = 0
        try:
            for attempt in self._attempts():
                with attempt, _failures_sorted():
                    attempts_made = attempt.num
                    return self._attempt(previous)
        except _TryAgain as error:
            times = "once" if attempts_made == 1 else f"{attempts_made} times"
            self._path.unlink(missing_ok=True)
            raise TransferError(f"{error} (tried {times})") from error
        except TransferError:
            self._path.unlink(missing_ok=True)
            raise
        raise AssertionError("an attempt ends in a return or an exception")

    def _attempts(self) -> Iterator[stamina.Attempt]:
        return iter(
            stamina.retry_context(
                on=_TryAgain,
                attempts=self._limits.attempts,
                timeout=self._limits.total_timeout_s,
                wait_initial=self._limits.first_pause_s,
                wait_max=self._limits.longest_pause_s,
                wait_jitter=self._limits.first_pause_s / 2,
            )
        )

    def _attempt(self, previous: Previous | None) -> Fetched | NotModified:
        with self._answer(self._headers(previous)) as response:
            if response.status_code == 304 and previous is not None and not self._received:
                return NotModified(self._url)
            self._refuse_failure(response)
            self._place(response)
            self._receive(response)
        return Fetched(
            url=self._url,
            file_name=self._path.name,
            path=self._path,
            size_bytes=self._received,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
            status=f"{response.status_code} {response.reason_phrase}".rstrip(),
            headers=tuple(
                (name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw
            ),
            redirects=tuple(self._redirects),
        )

    @contextmanager
    def _answer(self, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """The answer at the end of all redirects. The body of a redirect is never read: httpx, left to
        follow by itself, would take all of it into memory, however long it is."""
        request = self._client.build_request("GET", self._url, headers=headers)
        self._redirects = []
        for _ in range(self._limits.max_redirects + 1):
            response = self._client.send(request, stream=True)
            try:
                if response.next_request is None:
                    yield response
                    return
                request = response.next_request
                self._redirects.append(str(request.url))
            finally:
                response.close()
        raise TransferError("redirected in a circle, or too often")

    def _headers(self, previous: Previous | None) -> dict[str, str]:
        """Continue what came in so far, else ask whether anything is new."""
        if self._received and self._validator:
            return {"Range": f"bytes={self._received}-", "If-Range": self._validator}
        self._received = 0
        headers = {}
        if previous and previous.etag:
            headers["If-None-Match"] = previous.etag
        if previous and previous.last_modified:
            headers["If-Modified-Since"] = previous.last_modified
        return headers

    def _refuse_failure(self, response: httpx.Response) -> None:
        status = response.status_code
        if status in {200, 206}:
            return
        answer = f"HTTP {status} {response.reason_phrase}".rstrip()
        if status == 416:
            self._start_over()
        if status >= 500 or status in _TRANSIENT_STATUS or status == 416:
            raise _TryAgain(answer)
        advice = _ADVICE.get(status, "that is not the file")
        raise TransferError(f"{answer}: {advice}")

    def _place(self, response: httpx.Response) -> None:
        """Where in the file this answer belongs: at its end so far, or at the start again."""
        if response.status_code == 206:
            stated = response.headers.get("content-range", "")
            match = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", stated)
            if match is None or int(match[1]) != self._received or match[2] not in {str(self._total), "*"}:
                asked = self._received
                self._start_over()
                raise _TryAgain(f"asked from byte {asked}, answered Content-Range {stated!r}")
            return
        self._start_over()
        encoded = response.headers.get("content-encoding", "identity") != "identity"
        length = response.headers.get("content-length", "")
        self._total = int(length) if length.isdecimal() and not encoded else None
        if self._total is not None and self._total > self._limits.max_bytes:
            raise TransferError(f"{self._total:,} bytes, more than the {self._limits.max_bytes:,} allowed")
        if response.headers.get("accept-ranges") == "bytes" and not encoded:
            self._validator = _strong_validator(response.headers)

    def _receive(self, response: httpx.Response) -> None:
        with self._path.open("ab" if self._received else "wb") as file:
            for block in response.iter_bytes():
                file.write(block)
                self._received += len(block)
                if max(self._received, response.num_bytes_downloaded) > self._limits.max_bytes:
                    raise TransferError(f"longer than the {self._limits.max_bytes:,} bytes allowed")
                if time.monotonic() > self._deadline:
                    raise TransferError(
                        f"{self._received:,} bytes in {self._limits.total_timeout_s:g} s, and not at its end"
                    )
                self._progress(self._received, self._total)
        if self._total is not None and self._received != self._total:
            short = f"{self._received:,} of {self._total:,} bytes"
            if self._received > self._total:
                self._start_over()
            raise _TryAgain(short)

    def _start_over(self) -> None:
        self._received, self._validator, self._total = 0, None, None


def _open_client(limits: DownloadLimits, transport: httpx.BaseTransport | None) -> httpx.Client:
    return httpx.Client(
        transport=transport,
        # Uncompressed, so that lengths and ranges count the bytes of the file itself.
        headers={"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"},
        timeout=httpx.Timeout(limits.read_timeout_s, connect=limits.connect_timeout_s),
        follow_redirects=False,
        event_hooks={"response": [_refuse_unsafe_redirect]},
    )


def _refuse_unsafe_redirect(response: httpx.Response) -> None:
    if not response.has_redirect_location:
        return
    target = response.url.join(response.headers["location"])
    if target.scheme not in {"http", "https"}:
        raise TransferError(f"redirected to {target.scheme}:, which is not followed")
    if response.url.scheme == "https" and target.scheme == "http":
        raise TransferError("redirected from https to http, which is not followed")


@contextmanager
def _failures_sorted() -> Iterator[None]:
    """Into those another attempt may not meet, and those it will."""
    try:
        yield
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
        raise TransferError(f"not an address: {error}") from error
    except httpx.TimeoutException as error:
        raise _TryAgain(f"no answer in time ({type(error).__name__})") from error
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise _TryAgain(str(error) or type(error).__name__) from error
    except OSError as error:
        raise TransferError(f"cannot be written: {error}") from error


def _strong_validator(headers: httpx.Headers) -> str | None:
    """What tells that the rest belongs to the same file: a weak ETag does not (RFC 9110, 13.1.5)."""
    etag: str = headers.get("etag", "")
    if etag.startswith('"'):
        return etag
    return cast(str | None, headers.get("last-modified"))
