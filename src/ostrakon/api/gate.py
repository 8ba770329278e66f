"""What every request passes before a route sees it, and every answer on its way out."""

import asyncio
import gzip
import random
import re
import time
import traceback
from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ostrakon.api.logs import log
from ostrakon.api.refusals import Refused
from ostrakon.api.service import Service

__all__ = ["Gate"]

_LEAST_COMPRESSED = 500  # bytes; yente's
_COMPRESSION = 4  # a third of the time of 9 for a tenth more bytes
_TRACEPARENT = re.compile(rb"00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
_TRACESTATE = re.compile(rb"[\x20-\x7e]{1,512}")
_ids = random.SystemRandom()
_encode = msgspec.json.Encoder().encode


class Gate:
    """Limits, keys, traces, compression, logs and the last word on faults, in one layer."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service
        self.settings = service.settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        passage = _Passage(scope, send, self)
        try:
            self._refuse_long_address(scope)
            self._refuse_body(passage.headers)
            await self.app(scope, self._bounded(receive), passage.send)
        except Refused as refused:
            await passage.refuse(refused)
        except Exception as error:  # the last word: nothing of what was asked goes into the log
            log().error("fault", kind=type(error).__name__, where=_where(error), path=_route(scope))
            await passage.refuse(Refused(500, None))
        finally:
            passage.told()

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
        """The body in no more bytes and no more time than allowed."""
        received = 0
        done = False
        deadline: float | None = None

        async def bounded() -> Message:
            nonlocal received, done, deadline
            if done:
                return await receive()
            loop_time = asyncio.get_running_loop().time
            if deadline is None:
                deadline = loop_time() + self.settings.body_timeout_s
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError as error:
                raise Refused(408, "Body too slow", headers={"connection": "close"}) from error
            received += len(message.get("body", b""))
            if received > self.settings.max_body_bytes:
                raise self._too_large()
            done = not message.get("more_body", False)
            return message

        return bounded


class _Passage:
    """One request on its way: what is known of it, and what its answer gets."""

    def __init__(self, scope: Scope, send: Send, gate: Gate) -> None:
        self.scope = scope
        self.headers = dict(scope["headers"])
        self.started_at = time.perf_counter()
        self.status = 0
        self._send = send
        self._gate = gate
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
        names = {name for name, _ in start["headers"]}
        if (
            self._compresses
            and len(body) >= _LEAST_COMPRESSED
            and not message.get("more_body", False)
            and b"content-encoding" not in names
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
        """One line of log: the route, never the address, which may hold a name."""
        log().info(
            "request",
            method=self.scope["method"],
            route=_route(self.scope),
            status=self.status or 499,
            ms=round((time.perf_counter() - self.started_at) * 1000, 2),
        )

    def _more_headers(self) -> list[tuple[bytes, bytes]]:
        trace, parent = self._trace()
        more = [(b"traceparent", b"00-%b-%b-01" % (trace, parent)), (b"tracestate", self._tracestate(parent))]
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


def _route(scope: Scope) -> str:
    route: Any = scope.get("route")
    return getattr(route, "path", None) or "unknown"


def _where(error: Exception) -> str:
    """File and line of the innermost frames; the message may hold what was asked."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " < ".join(
        f"{frame.filename.rpartition('ostrakon/')[2]}:{frame.lineno}" for frame in reversed(frames)
    )
