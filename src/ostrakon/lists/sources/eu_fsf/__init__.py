"""From the EU's Financial Sanctions Files, XML or CSV, to listings, one per sanctioned entity."""

from ostrakon.lists.sources.eu_fsf.source import SOURCE

__all__ = ["SOURCE"]
