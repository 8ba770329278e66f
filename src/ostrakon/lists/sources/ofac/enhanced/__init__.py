"""From OFAC's enhanced XML (SDN_ENHANCED.XML, CONS_ENHANCED.XML) to listings, one per entity id."""

from ostrakon.lists.sources.ofac.enhanced.source import read, recognise

__all__ = ["read", "recognise"]
