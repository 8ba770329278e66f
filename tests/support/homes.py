"""An engine over a home whose lists are given as listings, without any issuer's file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from ostrakon.engine import Engine
from ostrakon.lists.moments import start_of_day
from ostrakon.lists.store import ListStore, NewVersion, encode_listing
from ostrakon.model import Capture, Listing
from ostrakon.settings import Settings

__all__ = ["NOW", "home_with"]

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def home_with(home: Path, lists: Mapping[str, Mapping[date, Sequence[Listing]]]) -> Engine:
    """An engine whose clock stands at `NOW`; `lists` is dataset → day of capture → listings."""
    settings = Settings(home)
    store = ListStore.open(settings.database)
    for dataset, versions in lists.items():
        for day, listings in versions.items():
            _add(store, dataset, day, listings)
    store.close()
    return Engine(settings, now=lambda: NOW)


def _add(store: ListStore, dataset: str, day: date, listings: Sequence[Listing]) -> None:
    digest = sha256(f"{dataset} {day}".encode()).hexdigest()
    capture = Capture(digest, 1, "made-for-a-test", start_of_day(day), "given", NOW)
    new = NewVersion(
        dataset=dataset,
        layout="made for a test",
        published_on=day,
        captures=(capture,),
        entries=dict(Counter(listing.kind for listing in listings)),
        names=sum(len(listing.names) for listing in listings),
        forced="made for a test",
    )
    store.add(new, [encode_listing(listing) for listing in listings])
