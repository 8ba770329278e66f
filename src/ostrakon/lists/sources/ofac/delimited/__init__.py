"""From OFAC's CSV parts (SDN.CSV, ADD.CSV, ALT.CSV, SDN_COMMENTS.CSV) to listings, one per ent_num."""

from ostrakon.lists.sources.ofac.delimited.source import read, recognise

__all__ = ["read", "recognise"]
