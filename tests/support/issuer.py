"""An issuer's web server on loopback that behaves as it is told, as badly as real ones do."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ostrakon.lists.download import DownloadLimits
from ostrakon.lists.parsing import Download

__all__ = ["QUICK", "Issuer", "Request", "Step", "failing", "running_issuer", "whole"]

QUICK = DownloadLimits(
    connect_timeout_s=1,
    read_timeout_s=1,
    total_timeout_s=10,
    attempts=3,
    first_pause_s=0.01,
    longest_pause_s=0.05,
)


class Request(BaseHTTPRequestHandler):
    """One request; what to answer is the server's next step, the last one repeated."""

    protocol_version = "HTTP/1.1"
    server: "Issuer"

    def do_GET(self) -> None:
        self.server.requests.append({name.lower(): value for name, value in self.headers.items()})
        steps = self.server.steps[self.path]
        step = steps.pop(0) if len(steps) > 1 else steps[0]
        step(self)
        self.close_connection = True

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        headers = {"Content-Length": str(len(body)), "Connection": "close"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):  # the client has had enough
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Tests are quiet."""


Step = Callable[[Request], None]


class Issuer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.requests: list[dict[str, str]] = []
        self.steps: dict[str, list[Step]] = {}

    def at(self, path: str, *steps: Step) -> Download:
        self.steps[path] = list(steps)
        return Download(self.url(path), "list.xml")

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    with Issuer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def whole(body: bytes, **headers: str) -> Step:
    return lambda request: request.answer(200, body, **headers)


def failing(status: int, **headers: str) -> Step:
    return lambda request: request.answer(status, b"no", **headers)
