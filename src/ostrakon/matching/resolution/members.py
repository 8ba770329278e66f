"""A resolution → which party each listing is in, and no more: small enough to be read for one answer."""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from ostrakon.matching.resolution.parties import Resolution

__all__ = ["Called", "Members", "members_of"]


class Called(Struct, frozen=True):
    """How a party is called: `id` and `name` as in `Party`."""

    id: str
    name: str


class Joined(Struct, frozen=True):
    """A party of several `listings`, each `dataset:id`."""

    called: Called
    listings: tuple[str, ...]


class Members(Struct, frozen=True, dict=True):
    """The parties of several listings. A listing that is in none of them is a party of its own."""

    joined: tuple[Joined, ...]

    def find(self, listing_id: str) -> Called | None:
        """How the party of the listing `dataset:id` is called; None where the listing stands for itself."""
        return self._by_listing.get(listing_id)

    @cached_property
    def _by_listing(self) -> Mapping[str, Called]:
        return {listing: party.called for party in self.joined for listing in party.listings}


def members_of(resolution: Resolution) -> Members:
    return Members(
        tuple(
            Joined(Called(party.id, party.name), party.listings)
            for party in resolution.parties
            if len(party.listings) > 1
        )
    )
