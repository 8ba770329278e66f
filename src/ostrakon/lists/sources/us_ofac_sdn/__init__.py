"""From OFAC's Specially Designated Nationals (SDN) List to listings, one per uid."""

from ostrakon.lists.sources.us_ofac_sdn.source import SOURCE

__all__ = ["SOURCE"]
