"""From OFAC's advanced XML, its fullest format, to listings: from 2018 on, 100 to 121 MB unpacked."""

from ostrakon.lists.sources.ofac.advanced.source import read, recognise

__all__ = ["read", "recognise"]
