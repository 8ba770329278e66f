"""Readings → a log of positions, with what the lists did after, and the record of ceasefires."""

from ostrakon.claims.positions.following import Listed, ListedBetween, follow
from ostrakon.claims.positions.log import log_of

__all__ = ["Listed", "ListedBetween", "follow", "log_of"]
