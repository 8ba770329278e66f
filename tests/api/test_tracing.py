"""Spans of OpenTelemetry, where somebody collects them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from support.service import Client

from ostrakon.api import tracing

trace = pytest.importorskip("opentelemetry.trace")


class Span(trace.NonRecordingSpan):  # type: ignore[misc, name-defined]
    """Keeps what it is told, as one of the real collector would."""

    def __init__(self, name: str, parent: Any, attributes: dict[str, Any]) -> None:
        super().__init__(parent)
        self.name, self.attributes = name, dict(attributes)

    def update_name(self, name: str) -> None:
        self.name = name

    def set_attribute(self, key: str, value: Any) -> None:
        self.attributes[key] = value


class Collector(trace.TracerProvider):  # type: ignore[misc, name-defined]
    """Gives out tracers that keep every span."""

    def __init__(self) -> None:
        self.spans: list[Span] = []

    def get_tracer(self, *_: Any, **__: Any) -> Any:
        collector = self

        class Tracer(trace.NoOpTracer):  # type: ignore[misc, name-defined]
            @contextmanager
            def start_as_current_span(self, name: str, **more: Any) -> Iterator[Span]:
                parent = trace.get_current_span(more["context"]).get_span_context()
                span = Span(name, parent, more["attributes"])
                collector.spans.append(span)
                with trace.use_span(span):
                    yield span

        return Tracer()


def test_a_request_is_a_span_in_its_callers_trace_and_holds_nothing_asked(client: Client) -> None:
    collector = Collector()
    trace.set_tracer_provider(collector)
    tracing.is_wanted.cache_clear()
    given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    client.get("/search/default?q=vantu", headers={"traceparent": given})
    (span,) = collector.spans
    assert span.name == "GET /search/{dataset}"
    assert f"{span.get_span_context().trace_id:032x}" == given.split("-")[1]
    assert span.attributes == {
        "http.request.method": "GET",
        "http.route": "/search/{dataset}",
        "http.response.status_code": 200,
    }
