"""The lists of a day → the network that they themselves state, with the issuers' words."""

from ostrakon.ownership.listings.building import HeldList, network_of_lists
from ostrakon.ownership.listings.prepared import prepared

__all__ = ["HeldList", "network_of_lists", "prepared"]
