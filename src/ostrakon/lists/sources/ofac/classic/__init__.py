"""From OFAC's classic XML (SDN.XML, CONSOLIDATED.XML) to listings, one per uid."""

from ostrakon.lists.sources.ofac.classic.source import read, recognise

__all__ = ["read", "recognise"]
