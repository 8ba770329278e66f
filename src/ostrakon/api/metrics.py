"""Counters of all workers together, for Prometheus. No label holds what a caller wrote."""

import os
import tempfile
from functools import lru_cache
from typing import Any

__all__ = ["count_queries", "count_request", "metrics_text", "share_metrics"]

_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds


def share_metrics() -> tempfile.TemporaryDirectory[str]:
    """Called once, before workers start: where they keep what they count. Gone with the returned folder."""
    folder = tempfile.TemporaryDirectory(prefix="ostrakon-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder.name
    return folder


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    _counted(method, route, status).inc()
    _timed(route).observe(seconds)


def count_queries(count: int) -> None:
    _meters()["queries"].inc(count)


def metrics_text(ages: dict[str, int], listings: dict[str, int]) -> tuple[bytes, str]:
    """All workers' counts, and of each list how old it is and what it holds: (body, content type)."""
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    _meters()
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        body = generate_latest(registry)
    else:
        body = generate_latest()
    return body + b"".join(_gauges(ages, listings)), CONTENT_TYPE_LATEST


def _gauges(ages: dict[str, int], listings: dict[str, int]) -> list[bytes]:
    """Written by hand: they are the same in every worker, and must not be added up."""
    lines = []
    for name, told, values in (
        ("ostrakon_list_age_days", "Days since a list was last known to be its issuer's newest.", ages),
        ("ostrakon_listings", "Entries of a list.", listings),
    ):
        lines.append(f"# HELP {name} {told}\n# TYPE {name} gauge\n".encode())
        lines += [f'{name}{{dataset="{dataset}"}} {value}\n'.encode() for dataset, value in values.items()]
    return lines


@lru_cache(maxsize=1)
def _meters() -> dict[str, Any]:
    # Imported when it is clear whether there are several workers: the library decides then how it counts.
    from prometheus_client import Counter, Histogram

    return {
        "requests": Counter("ostrakon_requests", "Requests answered.", ("method", "route", "status")),
        "seconds": Histogram("ostrakon_request_seconds", "Time to an answer.", ("route",), buckets=_BUCKETS),
        "queries": Counter("ostrakon_queries", "Names and other queries screened."),
    }


@lru_cache(maxsize=1024)
def _counted(method: str, route: str, status: int) -> Any:
    return _meters()["requests"].labels(method, route, str(status))


@lru_cache(maxsize=256)
def _timed(route: str) -> Any:
    return _meters()["seconds"].labels(route)
