"""Figures of a running process: latencies, throughput, memory; and a process of its own to take them in."""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

from msgspec import Struct

__all__ = ["Latencies", "Memory", "apart", "latencies", "memory_now", "seconds_of", "timed_each"]

P = ParamSpec("P")
T = TypeVar("T")
Q = TypeVar("Q")


class Latencies(Struct, frozen=True):
    """Milliseconds that half, 95 and 99 of 100 queries stayed under."""

    p50_ms: float
    p95_ms: float
    p99_ms: float


class Memory(Struct, frozen=True):
    """Megabytes of this process. `proportional` counts a page shared with others in part; None where the
    system does not tell."""

    resident_mb: float
    peak_mb: float
    proportional_mb: float | None


def latencies(seconds: Sequence[float]) -> Latencies:
    """By nearest rank: a time that was really measured. Raises ValueError for none."""
    if not seconds:
        raise ValueError("no times to take a percentile of")
    ranked = sorted(seconds)

    def at(percent: int) -> float:
        return ranked[-(-len(ranked) * percent // 100) - 1] * 1000

    return Latencies(at(50), at(95), at(99))


def timed_each(function: Callable[[Q], object], arguments: Iterable[Q]) -> list[float]:
    """Seconds of each call, one after the other."""
    return [seconds_of(function, argument)[0] for argument in arguments]


def seconds_of(function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> tuple[float, T]:
    """How long the call took, and what it gave."""
    started = time.perf_counter()
    given = function(*arguments, **named)
    return time.perf_counter() - started, given


def memory_now() -> Memory:
    """What this process holds. On Linux from /proc; elsewhere the peak stands for what is resident."""
    if sys.platform != "linux":
        import resource

        unit = 1024**2 if sys.platform == "darwin" else 1024
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
        return Memory(peak_mb, peak_mb, None)
    # ru_maxrss would do for the peak, but a child inherits its parent's.
    status = _kilobytes(Path("/proc/self/status"))
    shared = _kilobytes(Path("/proc/self/smaps_rollup"))
    proportional = shared["Pss"] / 1024 if "Pss" in shared else None
    return Memory(status["VmRSS"] / 1024, status["VmHWM"] / 1024, proportional)


def _kilobytes(file: Path) -> dict[str, int]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError:
        return {}
    fields = (line.split() for line in lines if line.endswith(" kB"))
    return {parts[0].removesuffix(":"): int(parts[1]) for parts in fields}


def apart(cores: int, function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """The call's result, from a new process that may use `cores` cores (all there are, where nothing pins).

    The process that asks stays small, so that no measure inherits its memory.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context, _pin, (cores,)) as pool:
        return pool.submit(function, *arguments, **named).result()


def _pin(cores: int) -> None:
    if sys.platform == "linux":
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
