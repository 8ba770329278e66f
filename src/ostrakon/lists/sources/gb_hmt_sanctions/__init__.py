"""From OFSI's Consolidated List, closed since 28 January 2026, to listings: one per Group ID."""

from ostrakon.lists.sources.gb_hmt_sanctions.source import SOURCE

__all__ = ["SOURCE"]
