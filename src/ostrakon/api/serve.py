"""One process that binds the address and builds what is new, and workers that answer from it."""

import asyncio
import gc
import os
import signal
import socket
import sys
import time
from contextlib import suppress

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ostrakon.api.application import create_app
from ostrakon.api.logs import configure_logs, log
from ostrakon.api.metrics import share_metrics
from ostrakon.api.service import Service
from ostrakon.api.settings import ServiceSettings
from ostrakon.engine import Engine
from ostrakon.errors import OstrakonError

__all__ = ["serve"]

_TOO_SLOW = (
    b"HTTP/1.1 408 Request Timeout\r\ncontent-type: application/json\r\n"
    b'content-length: 29\r\nconnection: close\r\n\r\n{"detail":"Request too slow"}'
)

_LOOKED_EVERY_S = 0.5
_GRACE_S = 20  # for requests under way when the service is stopped
_KEPT_ALIVE_S = 60  # longer than a reverse proxy keeps an idle connection
_BACKLOG = 2048
# A worker that dies sooner than this after its start died of its surroundings: the next try waits.
_TOO_SOON_S = 5.0


def serve(engine: Engine, settings: ServiceSettings) -> None:
    """Answer until SIGTERM or SIGINT. Raises OstrakonError when the address cannot be taken."""
    configure_logs(settings.log_format)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a client that goes away is no reason to end
    listening = _bound(settings)
    counted = share_metrics()
    service = Service(engine, settings)
    service.refresh()
    with counted:
        _Supervisor(engine, service, listening).run()


def _bound(settings: ServiceSettings) -> socket.socket:
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(_BACKLOG)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise OstrakonError(f"{where}: cannot be listened on: {error.strerror or error}") from error
    listening.set_inheritable(True)
    return listening


class _Supervisor:
    """Keeps workers running, and builds indexes and shelves so that workers only ever open them."""

    def __init__(self, engine: Engine, service: Service, listening: socket.socket) -> None:
        self._engine = engine
        self._service = service
        self._listening = listening
        self._workers: dict[int, float] = {}
        self._stopping = False

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for _ in range(self._service.settings.workers):
            self._start_worker()
        host, port = self._listening.getsockname()[:2]
        log().info("serving", host=host, port=port, workers=len(self._workers))
        while not self._stopping:
            time.sleep(_LOOKED_EVERY_S)
            self._bury()
            self._build()
        self._end_workers()

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _start_worker(self) -> None:
        if self._engine.settings.has_store:
            self._engine.store.close()  # a connection belongs to one process
        gc.collect()
        gc.freeze()  # so that the collector does not write to pages that workers share
        sys.stderr.flush()
        process = os.fork()
        if process == 0:
            _work(self._service, self._listening)
        self._workers[process] = time.monotonic()

    def _bury(self) -> None:
        """Start a worker anew for each that has died."""
        for process in list(self._workers):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended and not self._stopping:
                lived_s = time.monotonic() - self._workers.pop(process)
                log().error("worker died", process=process, status=status, lived_s=round(lived_s, 1))
                if lived_s < _TOO_SOON_S:
                    time.sleep(1)
                self._start_worker()

    def _build(self) -> None:
        try:
            if self._service.refresh():
                log().info("lists built", state=self._service.library.state)
        except Exception as error:  # the lists that are open stay in use
            log().error("lists not built", kind=type(error).__name__, error=str(error))

    def _end_workers(self) -> None:
        """Let them finish what they are at; who takes longer than the grace period is ended."""
        for process in self._workers:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
        deadline = time.monotonic() + _GRACE_S + 2
        waiting = set(self._workers)
        while waiting and time.monotonic() < deadline:
            waiting = {process for process in waiting if os.waitpid(process, os.WNOHANG)[0] == 0}
            time.sleep(0.05)
        for process in waiting:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        log().info("stopped")


def _work(service: Service, listening: socket.socket) -> None:
    """A worker's whole life. Never returns."""
    status = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        service.builds = False
        config = uvicorn.Config(
            create_app(service),
            http=PatientProtocol,
            ws="none",
            loop="uvloop",
            lifespan="on",
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_keep_alive=_KEPT_ALIVE_S,
            timeout_graceful_shutdown=_GRACE_S,
            limit_concurrency=service.settings.max_connections,
        )
        PatientProtocol.header_timeout_s = service.settings.header_timeout_s
        PatientProtocol.body_timeout_s = service.settings.body_timeout_s
        uvicorn.Server(config).run(sockets=[listening])
        status = 0
    except KeyboardInterrupt:
        status = 0
    except BaseException as error:
        log().error("worker failed", kind=type(error).__name__, error=str(error))
    finally:
        sys.stderr.flush()
        os._exit(status)


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's, with an end to its patience: headers and body must come in within some seconds each."""

    header_timeout_s = 10.0
    body_timeout_s = 30.0
    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect(self.header_timeout_s)

    def connection_lost(self, exc: Exception | None) -> None:
        self._came()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._expect(self.header_timeout_s)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._expect(self.body_timeout_s)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._came()
        super().on_message_complete()

    def _expect(self, within_s: float) -> None:
        self._came()
        self._due = self.loop.call_later(within_s, self._give_up)

    def _came(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _give_up(self) -> None:
        self._due = None
        log().warning("refused", why="slow client")
        if self.transport and not self.transport.is_closing():
            if self.cycle is None or not self.cycle.response_started:
                self.transport.write(_TOO_SLOW)
            self.transport.close()
