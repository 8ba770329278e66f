"""`ostrakon serve` as a process of its own, over a home, on a free port of this machine."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

__all__ = ["Serving", "serving"]

_PATIENCE_S = 60


class Serving:
    """A running service and what it logs."""

    def __init__(self, home: Path, words: tuple[str, ...], environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ostrakon", "serve", "--port", "0", *words],
            env=os.environ | {"OSTRAKON_HOME": str(home)} | environment,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self.lines: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self.port = int(self.event("serving")["port"])
        self.url = f"http://127.0.0.1:{self.port}"
        self._wait_until_ready()

    def event(self, name: str, **fields: Any) -> dict[str, Any]:
        """The first event of that name and with those fields, as soon as it is logged."""
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            for event in self.events():
                if event.get("event") == name and fields.items() <= event.items():
                    return event
            time.sleep(0.05)
        raise AssertionError(f"no event {name} {fields} in: {''.join(self.lines)}")

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in list(self.lines) if line.startswith("{")]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(_PATIENCE_S)

    def _listen(self) -> None:
        assert self.process.stderr is not None
        self.lines.extend(iter(self.process.stderr.readline, ""))

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError("not ready")


@contextmanager
def serving(home: Path, *words: str, **environment: str) -> Iterator[Serving]:
    service = Serving(home, words, environment)
    try:
        yield service
    finally:
        if service.process.poll() is None:
            service.stop()
