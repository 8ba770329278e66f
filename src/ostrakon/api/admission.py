"""Who may ask what: keys, their scopes and their rates."""

import base64
import binascii
import time
from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.types import Scope

from ostrakon.api.keys import Key
from ostrakon.api.logs import log
from ostrakon.api.refusals import Refused
from ostrakon.api.service import Service

__all__ = ["Admission"]

# What tells of the process alone, and of no list.
_OPEN = frozenset({"/healthz", "/readyz", "/-/version", "/favicon.ico"})
_ADMIN = frozenset({"/updatez", "/metrics"})
_LONGEST_SECRET = 200
_HOW = "give a key: Authorization: ApiKey …"


class Admission:
    """The rule of one service, for any number of requests."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._needed = service.settings.keys_needed

    def admit(self, scope: Scope, headers: Mapping[bytes, bytes]) -> Key | None:
        """The key a request comes with, None where none is needed. Raises Refused: 401, 403 or 429."""
        path: str = scope["path"]
        secret = _secret(headers, scope["query_string"])
        key = self._service.keyring.key_of(secret) if secret else None
        if path in _OPEN:
            return key
        if key is not None:
            self._refuse_rate(key)
        if not self._needed:
            return key
        if key is None:
            self._refuse_stranger(scope, bool(secret))
            return None
        wanted = "admin" if path in _ADMIN else "screen"
        if wanted not in key.scopes:
            log().warning("refused", why="scope", key=key.id, wanted=wanted)
            raise Refused(403, f"This key has not the scope {wanted}.")
        return key

    def _refuse_stranger(self, scope: Scope, came_with_one: bool) -> None:
        """Unless it is an update with the update token, which the route looks at itself."""
        if scope["path"] == "/updatez" and self._service.settings.update_token:
            return
        log().warning("refused", why="unknown key" if came_with_one else "no key")
        detail = f"Unknown or revoked key; {_HOW}" if came_with_one else f"No key; {_HOW}"
        raise Refused(401, detail, headers={"www-authenticate": "ApiKey"})

    def _refuse_rate(self, key: Key) -> None:
        if key.rate_per_minute is None:
            return
        wait_s = self._service.rates.wait_s(key.id, key.rate_per_minute, time.monotonic())
        if wait_s:
            log().warning("refused", why="rate", key=key.id, wait_s=wait_s)
            detail = f"Rate limit of {key.rate_per_minute} requests a minute reached."
            raise Refused(429, detail, headers={"retry-after": str(wait_s)})


def _secret(headers: Mapping[bytes, bytes], query_string: bytes) -> str:
    """The key as ApiKey, Bearer, or Basic's password or user, in X-API-Key, or as ?api_key= (Marble)."""
    scheme, _, rest = headers.get(b"authorization", b"").partition(b" ")
    given = rest.strip()
    if scheme.lower() == b"basic":
        given = _of_basic(given)
    elif scheme.lower() not in {b"apikey", b"bearer"}:
        given = headers.get(b"x-api-key", b"").strip()
    if not given and b"api_key=" in query_string:
        values = parse_qs(query_string.decode("latin-1")).get("api_key", [""])
        given = values[0].encode("latin-1", "replace")
    return given[:_LONGEST_SECRET].decode("latin-1")


def _of_basic(encoded: bytes) -> bytes:
    try:
        user, _, password = base64.b64decode(encoded, validate=True).partition(b":")
    except (binascii.Error, ValueError):
        return b""
    return password or user
