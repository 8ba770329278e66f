"""What one worker holds: the newest library, those of past days, and how a newer one takes its place."""

import threading
from collections import OrderedDict
from datetime import date

from ostrakon.api.keys import Keyring, KeyStore
from ostrakon.api.library import Collection, Library
from ostrakon.api.loaded import read_loaded
from ostrakon.api.rates import Rates
from ostrakon.api.settings import ServiceSettings
from ostrakon.api.shelving import is_shelved
from ostrakon.engine import Engine
from ostrakon.screening import scope_of

__all__ = ["Service"]

_PAST_DAYS_KEPT = 8  # libraries of other days; each is mapped, not read


class Service:
    """Shared by all requests of a worker. Asking is safe from any thread; `refresh` runs in one at a time."""

    def __init__(
        self,
        engine: Engine,
        settings: ServiceSettings,
        *,
        builds: bool = True,
    ) -> None:
        self.engine = engine
        self.settings = settings
        self.builds = builds  # False where another process builds what is new
        self.keyring = Keyring(lambda: KeyStore(engine.database, engine.now))
        self.rates = Rates()  # shared with the workers that are forked from this process
        self._current: Library | None = None
        self._past: OrderedDict[date, Library] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def ready(self) -> bool:
        return self._current is not None

    @property
    def library(self) -> Library:
        """The newest. Raises AssertionError before `refresh` was called once."""
        assert self._current is not None, "the service is not open"
        return self._current

    def library_at(self, as_of: date | None) -> Library:
        """The lists as known by the end of a day. May take seconds where nobody asked for that day before.

        Raises NotHeld when nothing was held by then, UsageError for a day to come.
        """
        if as_of is None or (as_of == self.library.day and as_of == self.engine.today()):
            return self.library
        with self._lock:
            found = self._past.get(as_of)
            if found is None or found.state != self.library.state:
                found = Library(self.engine, as_of=as_of, collections=self._collections())
                self._past[as_of] = found
            self._past.move_to_end(as_of)
            while len(self._past) > _PAST_DAYS_KEPT:
                self._past.popitem(last=False)
            return found

    def refresh(self) -> bool:
        """Open what is newer than what is held; whether there was anything. Requests go on meanwhile."""
        if self.settings.keys_needed or self.engine.settings.has_store:
            self.keyring.refresh()
        current = self._current
        if current is not None:
            if current.state == self.engine.state() and current.day == self.engine.today():
                return False
            if not self.builds and not self._is_built():
                return False
        self._current = Library(self.engine, collections=self._collections())
        return True

    def _collections(self) -> list[Collection]:
        """What the last update of a manifest found, loaded or not."""
        return [Collection(name, one.title, one.children) for name, one in read_loaded(self.engine).items()]

    def _is_built(self) -> bool:
        """Whether all that the newest library needs lies on disk."""
        scope = scope_of(self.engine.holdings, as_of=self.engine.today(), include_closed=True)
        return all(is_shelved(self.engine, version) for version in scope.versions)
