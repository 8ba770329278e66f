"""Which web pages may read answers: none, those named, or with `--yente-compatible` any."""

from collections.abc import Mapping

from starlette.responses import Response

from ostrakon.api.settings import ServiceSettings

__all__ = ["Origins"]

_METHODS = b"GET, POST, OPTIONS"
_HEADERS = b"authorization, content-type, x-api-key, traceparent, tracestate"
_KEPT_S = b"600"


class Origins:
    """Cross-origin rules (Fetch standard) of one service."""

    def __init__(self, settings: ServiceSettings) -> None:
        self._any = settings.yente_compatible or "*" in settings.cors_origins
        self._named = frozenset(origin.encode() for origin in settings.cors_origins)

    def headers(self, asked: Mapping[bytes, bytes]) -> list[tuple[bytes, bytes]]:
        origin = asked.get(b"origin")
        if origin is None or not (self._any or origin in self._named):
            return []
        # A page that sends cookies along is told its own origin, as browsers want it.
        allowed = origin if not self._any or b"cookie" in asked else b"*"
        return [
            (b"access-control-allow-origin", allowed),
            (b"access-control-allow-credentials", b"true"),
            (b"vary", b"Origin"),
        ]

    def preflight(self, method: str, asked: Mapping[bytes, bytes]) -> Response | None:
        """The answer to a browser that asks whether it may ask; None for any other request."""
        if method != "OPTIONS" or b"access-control-request-method" not in asked or b"origin" not in asked:
            return None
        if not self.headers(asked):
            return Response("Disallowed CORS origin", 400)
        answer = Response("OK", 200)
        answer.raw_headers += [
            (b"access-control-allow-methods", _METHODS),
            (b"access-control-allow-headers", _HEADERS),
            (b"access-control-max-age", _KEPT_S),
        ]
        return answer
