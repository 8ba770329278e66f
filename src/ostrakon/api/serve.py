"""One process that binds the address and builds what is new, and workers that answer from it."""

import asyncio
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import datetime

import uvicorn
from msgspec import Struct
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ostrakon.api.application import create_app
from ostrakon.api.logs import configure_logs, log
from ostrakon.api.metrics import share_metrics
from ostrakon.api.schedule import Schedule
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
_UPDATE = [sys.executable, "-m", "ostrakon.api.updates"]
_GRACE_S = 20  # for requests under way when the service is stopped
_KEPT_ALIVE_S = 60  # longer than a reverse proxy keeps an idle connection
_BACKLOG = 2048
# A worker that dies sooner than this after its start is started again after a pause.
_TOO_SOON_S = 5.0
_PAUSE_S = 1.0


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


async def _update_apart(engine: Engine, settings: ServiceSettings) -> None:
    """In a process of its own: reading a list takes seconds that requests must not wait for."""
    process = await asyncio.create_subprocess_exec(*_UPDATE, env=_update_environment(engine, settings))
    await process.wait()


def _update_environment(engine: Engine, settings: ServiceSettings) -> dict[str, str]:
    given = {"OSTRAKON_HOME": str(engine.settings.home), "OSTRAKON_LOG_FORMAT": settings.log_format}
    if settings.manifest is not None:
        given["YENTE_MANIFEST"] = str(settings.manifest.resolve())
    return os.environ | given


def _bound(settings: ServiceSettings) -> list[socket.socket]:
    """A socket for each worker, all of one address: the system deals connections out among them. With one
    for all, whoever wakes first takes every connection that waits."""
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, address = found[0][0], found[0][4]
        with socket.socket(family, socket.SOCK_STREAM) as probe:  # sockets that share would join another's
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            address = probe.getsockname()  # its port, where any free one was asked for
        listening: list[socket.socket] = []
        for _ in range(settings.workers):
            one = socket.socket(family, socket.SOCK_STREAM)
            listening.append(one)
            if settings.workers > 1:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind(address)
            one.listen(_BACKLOG)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise OstrakonError(f"{where}: cannot be listened on: {error.strerror or error}") from error
    return listening


class _Worker(Struct, frozen=True):
    listening: socket.socket
    started_at_s: float


class _Supervisor:
    """Keeps workers running, and builds indexes and shelves so that workers only ever open them."""

    def __init__(self, engine: Engine, service: Service, listening: list[socket.socket]) -> None:
        self._engine = engine
        self._service = service
        self._listening = listening
        self._settings = service.settings
        self._workers: dict[int, _Worker] = {}
        self._empty: list[_Worker] = []  # places of those that died, with when they are to be filled
        self._updating: subprocess.Popen[bytes] | None = None
        self._updated_at: datetime | None = None
        self._schedule = _schedule(service.settings)
        self._stopping = False
        self._failure = ""

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for listening in self._listening:
            self._start_worker(listening)
        host, port = self._listening[0].getsockname()[:2]
        log().info("serving", host=host, port=port, workers=len(self._workers))
        notice = self._service.library.screening(self._service.library.everything())[0].proof.notice
        if notice is not None:
            log().warning("not current", notice=notice)
        while not self._stopping:
            time.sleep(_LOOKED_EVERY_S)
            self._bury()
            self._build()
            if self._settings.auto_reindex:
                self._update()
        self._end_workers()

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _start_worker(self, listening: socket.socket) -> None:
        if self._engine.settings.has_store:
            self._engine.store.close()  # a connection belongs to one process
        gc.collect()
        gc.freeze()  # so that the collector does not write to pages that workers share
        sys.stderr.flush()
        parent = os.getpid()
        process = os.fork()
        if process == 0:
            _work(self._service, listening, parent)
        self._workers[process] = _Worker(listening, time.monotonic())

    def _update(self) -> None:
        """Fetch what is due, in a process of its own, one at a time."""
        if self._updating is not None and self._updating.poll() is None:
            return
        now = self._engine.now().replace(second=0, microsecond=0)
        if self._updated_at is None:
            due, words = self._settings.manifest is not None, ["--manifest-only"]
        else:
            due = self._updated_at != now and self._schedule is not None and self._schedule.is_due(now)
            words = [] if self._settings.crontab else ["--manifest-only"]
        self._updated_at = now
        if due:
            environment = _update_environment(self._engine, self._settings)
            self._updating = subprocess.Popen([*_UPDATE, *words], env=environment)  # noqa: S603 (ourselves)

    def _bury(self) -> None:
        """Start a worker anew for each that has died; for one that died young after a moment, as it died of
        its surroundings."""
        now = time.monotonic()
        for process in list(self._workers):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended and not self._stopping:
                worker = self._workers.pop(process)
                lived_s = now - worker.started_at_s
                log().error("worker died", process=process, status=status, lived_s=round(lived_s, 1))
                wait_s = _PAUSE_S if lived_s < _TOO_SOON_S else 0.0
                self._empty.append(_Worker(worker.listening, now + wait_s))
        for place in [one for one in self._empty if one.started_at_s <= now]:
            self._empty.remove(place)
            self._start_worker(place.listening)  # connections that wait there are not lost

    def _build(self) -> None:
        try:
            if self._service.refresh():
                log().info("lists built", state=self._service.library.state)
            self._failure = ""
        except Exception as error:  # the lists that are open stay in use
            if self._failure != str(error):  # told once, not twice a second
                log().error("lists not built", kind=type(error).__name__, error=str(error))
            self._failure = str(error)

    def _end_workers(self) -> None:
        """Let them finish what they are at; who takes longer than the grace period is ended."""
        for process in self._workers:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
        if self._updating is not None and self._updating.poll() is None:
            self._updating.terminate()
        deadline = time.monotonic() + _GRACE_S + 2
        waiting = set(self._workers)
        while waiting and time.monotonic() < deadline:
            waiting = {process for process in waiting if os.waitpid(process, os.WNOHANG)[0] == 0}
            time.sleep(0.05)
        for process in waiting:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        log().info("stopped")


def _schedule(settings: ServiceSettings) -> Schedule | None:
    """When to look for newer lists; hourly where there is a manifest, never where there is none."""
    if settings.crontab:
        return Schedule.of(settings.crontab)
    return None if settings.manifest is None else Schedule.of("17 * * * *")


def _work(service: Service, listening: socket.socket, parent: int) -> None:
    """A worker's whole life. Never returns."""
    status = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        service.builds = False
        config = uvicorn.Config(
            create_app(service, update=lambda: _update_apart(service.engine, service.settings), warms=True),
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
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
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


def _end_with(parent: int) -> None:
    """A worker whose supervisor was killed must not hold the address for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    log().error("supervisor died", process=parent)
    os.kill(os.getpid(), signal.SIGTERM)


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
