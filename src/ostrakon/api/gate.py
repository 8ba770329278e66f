"""What every request passes before a route sees it, and every answer on its way out."""

import gzip
import random
import re
import time
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from ostrakon.api.admission import Admission
from ostrakon.api.answers import Json
from ostrakon.api.logs import log
from ostrakon.api.metrics import count_request
from ostrakon.api.origins import Origins
from ostrakon.api.refusals import Refused
from ostrakon.api.service import Service
from ostrakon.api.tracing import span_over
from ostrakon.errors import NotHeld, OstrakonError, UsageError

__all__ = ["Gate"]

_LEAST_COMPRESSED = 500  # bytes; yente's
_COMPRESSION = 4  # a third of the time of 9 for a tenth more bytes
_TRACEPARENT = re.compile(rb"00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
_TRACESTATE = re.compile(rb"[\x20-\x7e]{1,512}")
_ids = random.SystemRandom()
_encode = msgspec.json.Encoder().encode
# A path prefix, and what answers a POST to it with what follows as its last argument.
Shortcut = tuple[str, str, Callable[[Request, str], Awaitable[Response]]]


class Gate:
    """Limits, keys, traces, compression, logs and the last word on faults, in one layer around `api`.

    `shortcut` goes to its handler directly: the framework's way there takes longer than a match.
    """

    def __init__(self, api: FastAPI, service: Service, shortcut: Shortcut) -> None:
        self.api = api
        self.service = service
        self.settings = service.settings
        self._admission = Admission(service)
        self._origins = Origins(service.settings)
        self._prefix, self._route, self._handler = shortcut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.api(scope, receive, send)
            return
        passage = _Passage(scope, send, self._origins)
        with span_over(scope, passage.headers) as span:
            try:
                await self._pass(scope, receive, passage)
            except Refused as refused:
                await passage.refuse(refused)
            except Exception as error:  # the last word: nothing of what was asked goes into the log
                log().error("fault", kind=type(error).__name__, where=_where(error), route=_route(scope))
                await passage.refuse(Refused(500, None))
            finally:
                passage.told()
                span.ended(_route(scope), passage.status)

    async def _pass(self, scope: Scope, receive: Receive, passage: "_Passage") -> None:
        self._refuse_long_address(scope)
        self._refuse_body(passage.headers)
        preflight = self._origins.preflight(scope["method"], passage.headers)
        if preflight is not None:
            await preflight(scope, receive, passage.send)
            return
        scope.setdefault("state", {})["key"] = self._admission.admit(scope, passage.headers)
        bounded = self._bounded(receive)
        path: str = scope["path"]
        if scope["method"] == "POST" and path.startswith(self._prefix):
            rest = path[len(self._prefix) :]
            if rest and "/" not in rest:
                await self._take_shortcut(scope, bounded, passage, rest)
                return
        await self.api(scope, bounded, passage.send)

    async def _take_shortcut(self, scope: Scope, receive: Receive, passage: "_Passage", rest: str) -> None:
        scope["app"], scope["route_path"] = self.api, self._route
        try:
            answer = await self._handler(Request(scope, receive), rest)
        except OstrakonError as error:
            answer = told(error)
        await answer(scope, receive, passage.send)

    def _refuse_long_address(self, scope: Scope) -> None:
        length = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
        if length > self.settings.max_url_bytes:
            raise Refused(414, "Request URI too long")

    def _refuse_body(self, headers: Mapping[bytes, bytes]) -> None:
        encoding = headers.get(b"content-encoding", b"identity").strip().lower()
        if encoding not in {b"", b"identity"}:
            raise Refused(415, "Compressed bodies are not taken", headers={"connection": "close"})
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > self.settings.max_body_bytes:
            raise self._too_large()

    def _too_large(self) -> Refused:
        detail = f"Body too large (limit: {self.settings.max_body_bytes} bytes)"
        return Refused(413, detail, headers={"connection": "close"})

    def _bounded(self, receive: Receive) -> Receive:
        """The body in no more bytes than allowed, also where no length was stated."""
        received = 0

        async def bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.settings.max_body_bytes:
                raise self._too_large()
            return message

        return bounded


def told(error: OstrakonError) -> Response:
    """What a question that makes no sense, or a day of which nothing is held, is answered with."""
    if isinstance(error, UsageError | NotHeld):
        return Json({"detail": str(error)}, 400 if isinstance(error, UsageError) else 404)
    log().error("not answered", kind=type(error).__name__, error=str(error))
    return Json({"status": "error"}, 500)


class _Passage:
    """One request on its way: what is known of it, and what its answer gets."""

    def __init__(self, scope: Scope, send: Send, origins: Origins) -> None:
        self.scope = scope
        self.headers = dict(scope["headers"])
        self.started_at = time.perf_counter()
        self.status = 0
        self._send = send
        self._origins = origins
        self._start: Message | None = None
        self._compresses = b"gzip" in self.headers.get(b"accept-encoding", b"")

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message.get("headers", ()), *self._more_headers()]
            self._start = message
            return
        if self._start is not None:
            start, self._start = self._start, None
            await self._send(self._compressed(start, message))
        await self._send(message)

    def _compressed(self, start: Message, message: Message) -> Message:
        """The start of the answer, after `message`, its body, was compressed where that is worth it."""
        body = message.get("body", b"")
        if (
            self._compresses
            and len(body) >= _LEAST_COMPRESSED
            and not message.get("more_body", False)
            and b"content-encoding" not in {name for name, _ in start["headers"]}
        ):
            message["body"] = gzip.compress(body, _COMPRESSION, mtime=0)
            kept = [(name, value) for name, value in start["headers"] if name != b"content-length"]
            length = str(len(message["body"])).encode()
            start["headers"] = [*kept, (b"content-encoding", b"gzip"), (b"content-length", length)]
        return start

    async def refuse(self, refused: Refused) -> None:
        """Answer instead of the route; where it has begun to answer, nothing can be said any more."""
        if self.status and self._start is None:
            return
        self._start = None
        body = _encode({"status": "error"} if refused.status == 500 else refused.body)
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            *((name.encode(), value.encode()) for name, value in refused.headers.items()),
        ]
        await self.send({"type": "http.response.start", "status": refused.status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})

    def told(self) -> None:
        """One line of log: the route, never the address, which may hold a name; and the counters."""
        seconds = time.perf_counter() - self.started_at
        method, route = self.scope["method"], _route(self.scope)
        status = self.status or 499  # the client went away
        key = self.scope.get("state", {}).get("key")
        known = {} if key is None else {"key": key.id}
        log().info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 2), **known)
        count_request(method if method in _METHODS else "other", route, status, seconds)

    def _more_headers(self) -> list[tuple[bytes, bytes]]:
        trace, parent = self._trace()
        more = [(b"traceparent", b"00-%b-%b-01" % (trace, parent)), (b"tracestate", self._tracestate(parent))]
        more += self._origins.headers(self.headers)
        if self._compresses:
            more.append((b"vary", b"Accept-Encoding"))
        return more

    def _trace(self) -> tuple[bytes, bytes]:
        """The caller's trace, else a new one, and an id for our part of it (W3C Trace Context)."""
        given = _TRACEPARENT.fullmatch(self.headers.get(b"traceparent", b""))
        trace = given[1] if given else b"%032x" % _ids.getrandbits(128)
        return trace, b"%016x" % _ids.getrandbits(64)

    def _tracestate(self, parent: bytes) -> bytes:
        others = self.headers.get(b"tracestate", b"")
        ours = b"yente=" + parent
        return ours + b"," + others if _TRACESTATE.fullmatch(others) else ours


_METHODS = {"GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"}


def _route(scope: Scope) -> str:
    route: Any = scope.get("route")
    return scope.get("route_path") or getattr(route, "path", None) or "unknown"


def _where(error: Exception) -> str:
    """File and line of the innermost frames; the message may hold what was asked."""
    frames = reversed(traceback.extract_tb(error.__traceback__)[-3:])
    return " < ".join(f"{frame.filename.rpartition('ostrakon/')[2]}:{frame.lineno}" for frame in frames)
