"""Where things are kept and how long they may take; built once at the edge and passed down."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

__all__ = ["Settings"]


class Settings(Struct, frozen=True):
    """`home` holds captures, the SQLite database and derived indexes. `database_url` None means
    SQLite in `home`."""

    home: Path
    database_url: str | None = None

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
        return cls(folder, environment.get("OSTRAKON_DATABASE_URL") or None)

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
