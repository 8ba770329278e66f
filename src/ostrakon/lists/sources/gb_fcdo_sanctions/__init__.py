"""From the UK Sanctions List, as XML or CSV, to listings: one per Unique ID."""

from ostrakon.lists.sources.gb_fcdo_sanctions.source import SOURCE

__all__ = ["SOURCE"]
