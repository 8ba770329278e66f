"""Several readings → which of their figures speak of one thing, and where they differ, each with its rule."""

from ostrakon.claims.reconciliation.findings import reconcile
from ostrakon.claims.reconciliation.tallies import Entry, Tally, tallies

__all__ = ["Entry", "Tally", "reconcile", "tallies"]
