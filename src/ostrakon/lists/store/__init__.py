"""Versions of lists in SQL, storing only what changed; `read` answers for any day."""

from ostrakon.lists.store.contents import StoredListing, encode_listing
from ostrakon.lists.store.store import Attempt, ListStore, NewVersion, day_of, end_of_day

__all__ = ["Attempt", "ListStore", "NewVersion", "StoredListing", "day_of", "encode_listing", "end_of_day"]
