"""Versions of lists in SQL, storing only what changed; `read` answers for any day."""

from ostrakon.lists.store.contents import StoredListing, encode_listing
from ostrakon.lists.store.store import Attempt, ListStore, NewVersion

__all__ = ["Attempt", "ListStore", "NewVersion", "StoredListing", "encode_listing"]
