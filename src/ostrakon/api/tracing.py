"""A span of OpenTelemetry around each request, where its package is installed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

__all__ = ["is_wanted", "span_over"]


class _NoSpan:
    def ended(self, route: str, status: int) -> None:
        """Nobody looks at it."""


class _Span:
    def __init__(self, span: Any, method: str) -> None:
        self._span, self._method = span, method

    def ended(self, route: str, status: int) -> None:
        """In the words of OpenTelemetry's conventions for HTTP; never the address, which may hold a name."""
        self._span.update_name(f"{self._method} {route}")
        self._span.set_attribute("http.route", route)
        self._span.set_attribute("http.response.status_code", status)


_NO_SPAN = _NoSpan()


@contextmanager
def span_over(scope: Mapping[str, Any], headers: Mapping[bytes, bytes]) -> Iterator[_Span | _NoSpan]:
    """The caller's trace goes on in it."""
    if not is_wanted():
        yield _NO_SPAN
        return
    from opentelemetry import propagate, trace

    carrier = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers.items()}
    method = scope["method"]
    with trace.get_tracer("ostrakon").start_as_current_span(
        method,
        context=propagate.extract(carrier),
        kind=trace.SpanKind.SERVER,
        attributes={"http.request.method": method},
    ) as span:
        yield _Span(span, method)


@lru_cache(maxsize=1)
def is_wanted() -> bool:
    """Whether spans go anywhere: the package alone, without an exporter set up, only costs time."""
    try:
        from opentelemetry import trace
    except ModuleNotFoundError:
        return False
    return not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider | trace.NoOpTracerProvider)
