"""From the UN Security Council's consolidated list to listings, one per reference number."""

from ostrakon.lists.sources.un_sc_sanctions.source import SOURCE

__all__ = ["SOURCE"]
