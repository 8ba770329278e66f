"""From OFAC's Consolidated (non-SDN) Sanctions List to listings, one per uid."""

from ostrakon.lists.sources.us_ofac_cons.source import SOURCE

__all__ = ["SOURCE"]
