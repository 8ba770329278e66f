"""How the service answers: limits, names and addresses, from the environment or the command line."""

from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from msgspec import Struct

from ostrakon.errors import UsageError

__all__ = ["SETTINGS", "ServiceSettings", "is_loopback"]


class ServiceSettings(Struct, frozen=True):
    """`keys` None: needed on every address but the loopback ones. `cors_origins` empty: closed."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    title: str = "Ostrakon"
    manifest: Path | None = None
    keys: bool | None = None
    yente_compatible: bool = False
    update_token: str = ""
    auto_reindex: bool = True
    crontab: str = ""
    delta_updates: bool = True
    default_algorithm: str = "best"
    hidden_algorithms: tuple[str, ...] = ()
    max_batch: int = 100  # yente's MAX_BATCH
    match_page: int = 5  # yente's MATCH_PAGE
    max_matches: int = 500  # yente's MAX_MATCHES
    max_url_bytes: int = 60_000  # yente's MAX_URL_LENGTH
    max_body_bytes: int = 8 << 20  # a hundred queries with every field filled are 200 kB
    body_timeout_s: float = 30.0  # a body that takes longer is no client's but an attack
    header_timeout_s: float = 10.0
    cors_origins: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()  # private addresses that manifests may lead to
    log_queries: bool = False
    log_format: Literal["json", "text"] = "json"
    max_connections: int = 1_000  # per worker

    @property
    def keys_needed(self) -> bool:
        """Whether a request without a key is refused."""
        if self.yente_compatible:
            return False
        return not is_loopback(self.host) if self.keys is None else self.keys

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "ServiceSettings":
        """Raises UsageError naming the variable and its value."""
        values = {}
        for variable, (field, read) in SETTINGS.items():
            text = environment.get(variable, "").strip()
            if text:
                try:
                    values[field] = read(text)
                except ValueError as error:
                    raise UsageError(f"{variable} {text!r}: {error}") from error
        return cls(**values)


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _whole(least: int, most: int):  # type: ignore[no-untyped-def]
    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return number

    return read


def _truth(text: str) -> bool:
    word = text.lower()
    if word not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
        raise ValueError("must be true or false")
    return word in {"1", "true", "yes", "on"}


def _several(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _log_format(text: str) -> str:
    if text not in {"json", "text"}:
        raise ValueError("must be json or text")
    return text


# Variable → (field, how its text is read). Ours come last and win.
SETTINGS = {
    "YENTE_HOST": ("host", str),
    "YENTE_PORT": ("port", _whole(0, 65_535)),
    "YENTE_TITLE": ("title", str),
    "YENTE_MANIFEST": ("manifest", Path),
    "YENTE_UPDATE_TOKEN": ("update_token", str),
    "YENTE_AUTO_REINDEX": ("auto_reindex", _truth),
    "YENTE_CRONTAB": ("crontab", str),
    "YENTE_DELTA_UPDATES": ("delta_updates", _truth),
    "YENTE_DEFAULT_ALGORITHM": ("default_algorithm", str),
    "YENTE_HIDDEN_ALGORITHMS": ("hidden_algorithms", _several),
    "YENTE_MAX_BATCH": ("max_batch", _whole(1, 10_000)),
    "YENTE_MATCH_PAGE": ("match_page", _whole(1, 500)),
    "YENTE_MAX_MATCHES": ("max_matches", _whole(1, 500)),
    "YENTE_MAX_URL_LENGTH": ("max_url_bytes", _whole(100, 1 << 20)),
    "OSTRAKON_KEYS": ("keys", _truth),
    "OSTRAKON_MAX_BODY_BYTES": ("max_body_bytes", _whole(1_000, 1 << 30)),
    "OSTRAKON_HEADER_TIMEOUT_S": ("header_timeout_s", _whole(1, 600)),
    "OSTRAKON_BODY_TIMEOUT_S": ("body_timeout_s", _whole(1, 3_600)),
    "OSTRAKON_CORS_ORIGINS": ("cors_origins", _several),
    "OSTRAKON_ALLOWED_HOSTS": ("allowed_hosts", _several),
    "OSTRAKON_LOG_QUERIES": ("log_queries", _truth),
    "OSTRAKON_LOG_FORMAT": ("log_format", _log_format),
}
