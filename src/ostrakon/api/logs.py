"""One line per event, as JSON or as text. No name, number or query is in it unless that was asked for."""

import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

__all__ = ["configure_logs", "log"]

_LONGEST_VALUE = 300  # characters of anything a caller can choose


def configure_logs(log_format: str) -> None:
    """To standard error. Values are cut short, and control characters in them are escaped."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=True)
        if log_format == "json"
        else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"], sort_keys=True)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _shortened,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def log() -> Any:
    return structlog.get_logger()


def _shortened(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """JSON escapes line ends and control characters; so does `repr` in the text form."""
    return {
        key: value[:_LONGEST_VALUE] if isinstance(value, str) and len(value) > _LONGEST_VALUE else value
        for key, value in event.items()
    }
