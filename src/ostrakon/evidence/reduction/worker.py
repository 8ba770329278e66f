"""The process that reads one document: a task and bytes on standard input, an outcome on standard output."""

import resource
import sys
from contextlib import suppress

import msgspec

from ostrakon.evidence.reduction.bounded import Outcome, Task
from ostrakon.evidence.reduction.parts import ReductionError
from ostrakon.evidence.reduction.reducer import reduce_document

__all__ = ["main"]


def main() -> None:
    """Bound this process, then read."""
    line = sys.stdin.buffer.readline()
    task = msgspec.json.decode(line, type=Task)
    _bound(task)
    content = sys.stdin.buffer.read()
    try:
        outcome = Outcome(reduced=reduce_document(content, task.media_type, name=task.name))
    except ReductionError as error:
        outcome = Outcome(failure=str(error))
    except MemoryError:
        outcome = Outcome(failure=f"takes more than {task.memory_bytes >> 20:,} MiB of memory to read")
    sys.stdout.buffer.write(msgspec.json.encode(outcome))


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
