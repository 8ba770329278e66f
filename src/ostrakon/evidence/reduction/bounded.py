"""`reduce_document` in a process of its own, with bounds on time and memory, for documents nobody trusts."""

import atexit
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress

import msgspec
from msgspec import Struct

from ostrakon.evidence.reduction.media import TEXT, media_type_of
from ostrakon.evidence.reduction.parts import ReductionError
from ostrakon.evidence.reduction.reducer import reduce_document
from ostrakon.model import ReducedText

__all__ = ["LENGTH_BYTES", "Outcome", "Task", "reduce_bounded"]

# A PDF of a thousand pages takes 60 s on one core.
_TIMEOUT_S = 180
_MEMORY_BYTES = 2 << 30
_NO_UNSAFE_PATH, _NO_BYTE_CODE = "-P", "-B"
LENGTH_BYTES = 8  # of an outcome, before it


class Task(Struct, frozen=True):
    """What the other process reads, as one line of JSON before the document's bytes."""

    media_type: str | None
    name: str
    size_bytes: int
    memory_bytes: int
    cpu_s: int


class Outcome(Struct, frozen=True):
    """What it answers: the text, or why there is none."""

    reduced: ReducedText | None = None
    failure: str | None = None


def reduce_bounded(
    content: bytes, media_type: str | None = None, *, name: str = "", timeout_s: int = _TIMEOUT_S
) -> ReducedText:
    """As `reduce_document`; also raises ReductionError for a document that takes longer than `timeout_s`,
    more than 2 GiB of memory, or ends the process that reads it. Each document has a process of its own,
    forked from one that has the readers loaded."""
    if media_type_of(content, media_type, name) == TEXT:
        return reduce_document(content, media_type, name=name)  # whose time and memory its length bounds
    task = Task(media_type, name, len(content), _MEMORY_BYTES, timeout_s)
    reader = _readers.take()
    outcome = reader.read(task, content)
    _readers.give_back(reader)
    if outcome.reduced is None:
        raise ReductionError(outcome.failure or "no text came back")
    return outcome.reduced


class _Reader:
    """The process that forks one for each document. It ends when its standard input does."""

    def __init__(self) -> None:
        command = [sys.executable, _NO_UNSAFE_PATH, _NO_BYTE_CODE, "-m", "ostrakon.evidence.reduction.worker"]
        self._process = subprocess.Popen(  # noqa: S603 (ourselves)
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a group, to be ended together with what it forked
        )
        self._late = False

    def read(self, task: Task, content: bytes) -> Outcome:
        timer = threading.Timer(task.cpu_s, self._give_up)
        timer.start()
        try:
            answer = self._exchange(msgspec.json.encode(task) + b"\n", content)
        except (OSError, EOFError):
            self.end()
            if self._late:
                return Outcome(failure=f"takes longer than {task.cpu_s} s to read")
            return Outcome(failure="the process that reads documents ended")
        finally:
            timer.cancel()
        return msgspec.json.decode(answer, type=Outcome)

    @property
    def is_usable(self) -> bool:
        return self._process.poll() is None and not self._late

    def end(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()
        self._process.wait()

    def _give_up(self) -> None:
        self._late = True
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _exchange(self, head: bytes, content: bytes) -> bytes:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(head)
        self._process.stdin.write(content)
        self._process.stdin.flush()
        length = self._process.stdout.read(LENGTH_BYTES)
        answer = self._process.stdout.read(int.from_bytes(length, "big"))
        if len(length) < LENGTH_BYTES or len(answer) < int.from_bytes(length, "big"):
            raise EOFError
        return answer


class _Readers:
    """Those that wait for a document. One is started for each thread that reads at the same time."""

    def __init__(self) -> None:
        self._idle: list[_Reader] = []
        self._lock = threading.Lock()

    def take(self) -> _Reader:
        with self._lock:
            while self._idle:
                reader = self._idle.pop()
                if reader.is_usable:
                    return reader
                reader.end()
        return _Reader()

    def give_back(self, reader: _Reader) -> None:
        if not reader.is_usable:
            return
        with self._lock:
            self._idle.append(reader)

    def end(self) -> None:
        while self._idle:
            self._idle.pop().end()

    def forget(self) -> None:
        """In a process that was forked from this one: the readers are the other's."""
        self._lock = threading.Lock()
        self._idle = []


_readers = _Readers()
atexit.register(_readers.end)
os.register_at_fork(after_in_child=_readers.forget)
