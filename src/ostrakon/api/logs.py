"""One line per event, as JSON or as text. No name, number or query is in it unless that was asked for."""

import logging
import sys
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from typing import Any

import msgspec
import structlog

__all__ = ["configure_logs", "log"]

_LONGEST_VALUE = 300  # characters of anything a caller can choose
_encode = msgspec.json.Encoder().encode


def configure_logs(log_format: str) -> None:
    """To standard error. Values are cut short, and control characters in them are escaped."""
    renderer: Any = (
        structlog.processors.JSONRenderer(serializer=_one_line)
        if log_format == "json"
        else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"], sort_keys=True)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _shortened,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
    log.cache_clear()


@lru_cache(maxsize=1)
def log() -> Any:
    """The one logger, bound once: to bind it anew takes longer than to write a line."""
    return structlog.get_logger().bind()


def _one_line(event: Any, **_: Any) -> str:
    """JSON escapes line ends and every control character below U+0020."""
    return _encode(event).decode()


def _shortened(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """In the text form `repr` escapes what JSON would."""
    for key, value in event.items():
        if isinstance(value, str) and len(value) > _LONGEST_VALUE:
            event[key] = value[:_LONGEST_VALUE]
    return event
