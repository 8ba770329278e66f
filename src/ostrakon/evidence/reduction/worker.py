"""The process that reads documents: for each, a task and bytes on standard input, an outcome on standard
output. A fork of it does the reading, with nothing open but the way back."""

import os
import resource
import sys
from contextlib import suppress
from importlib import import_module

import msgspec

from ostrakon.evidence.reduction.bounded import LENGTH_BYTES, Outcome, Task
from ostrakon.evidence.reduction.parts import ReductionError
from ostrakon.evidence.reduction.reducer import reduce_document

__all__ = ["main"]

_READERS = (
    "lxml.html",
    "trafilatura",
    "pypdf",
    *(f"ostrakon.evidence.reduction.{reader}" for reader in ("pages", "pdf", "mail")),
)


def main() -> None:
    """Read until standard input ends."""
    _load()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        task = msgspec.json.decode(line, type=Task)
        answer = _read_apart(task, source.read(task.size_bytes))
        target.write(len(answer).to_bytes(LENGTH_BYTES, "big") + answer)
        target.flush()


def _load() -> None:
    """What each fork would otherwise load anew; a reader whose extra is missing says so itself."""
    for module in _READERS:
        with suppress(ModuleNotFoundError):
            import_module(module)


def _read_apart(task: Task, content: bytes) -> bytes:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _let_go()
            _bound(task)
            with os.fdopen(writing, "wb") as way_back:
                way_back.write(msgspec.json.encode(_outcome(task, content)))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as way_back:
        answer = way_back.read()
    _, status = os.waitpid(child, 0)
    if answer and os.waitstatus_to_exitcode(status) == 0:
        return answer
    code = os.waitstatus_to_exitcode(status)
    return msgspec.json.encode(Outcome(failure=f"ended the process that read it (code {code})"))


def _outcome(task: Task, content: bytes) -> Outcome:
    try:
        return Outcome(reduced=reduce_document(content, task.media_type, name=task.name))
    except ReductionError as error:
        return Outcome(failure=str(error))
    except MemoryError:
        return Outcome(failure=f"takes more than {task.memory_bytes >> 20:,} MiB of memory to read")


def _let_go() -> None:
    """Of standard input and output, on which the next document comes and the last outcome went."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(nowhere, handle)


def _bound(task: Task) -> None:
    limits = {
        resource.RLIMIT_AS: task.memory_bytes,
        resource.RLIMIT_CPU: task.cpu_s,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        with suppress(ValueError, OSError):  # a system that knows no such limit
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    main()
