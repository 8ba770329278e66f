"""What a resolution says: parties, the links that make them, and the pairs that are left to a person."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct

from ostrakon.errors import UsageError
from ostrakon.model import Kind, Reason

__all__ = ["Basis", "Link", "Party", "Resolution", "Undecided"]

# reference: an issuer prints the other's number. evidence: what both state agrees. confirmed: a person
# said so in the file of overrides.
Basis = Literal["reference", "evidence", "confirmed"]


class Link(Struct, frozen=True):
    """Two listings of one party, as `dataset:id`, `one` before `other` in the order of text.

    `score` runs from 0 to 1; the reasons name what `one` (their `query`) and `other` (`listed`) say.
    """

    one: str
    other: str
    score: float
    basis: Basis
    reasons: tuple[Reason, ...]


class Undecided(Struct, frozen=True):
    """Two listings that may be one party, and `why` they were not joined: for a person to decide."""

    one: str
    other: str
    score: float
    reasons: tuple[Reason, ...]
    why: str


class Party(Struct, frozen=True):
    """The person or organisation behind listings.

    `id` is the `dataset:id` of the listing seen first, so that it stays when later versions add others;
    `name` and `kind` are that listing's. `listings` are `dataset:id`, the first seen first; `links` are
    all between them that were found, enough to reach each from each. A listing that no other is joined
    to is a party of one.
    """

    id: str
    name: str
    kind: Kind
    listings: tuple[str, ...]
    links: tuple[Link, ...] = ()


class Resolution:
    """Every listing in exactly one party. `parties` and `undecided` are in a fixed order."""

    def __init__(self, parties: tuple[Party, ...], undecided: tuple[Undecided, ...]) -> None:
        self.parties = parties
        self.undecided = undecided

    def party_of(self, listing_id: str) -> Party:
        """The party of the listing `dataset:id`. Raises UsageError for one that is not held."""
        party = self.find(listing_id)
        if party is None:
            raise UsageError(f"listing {listing_id!r}: not held; write it as us_ofac_sdn:12735")
        return party

    def find(self, listing_id: str) -> Party | None:
        """`party_of`, or None: for a list that takes no part, such as one of your own."""
        return self._by_listing.get(listing_id)

    def undecided_of(self, party: Party) -> tuple[Undecided, ...]:
        """The pairs one of whose listings is the party's."""
        return tuple(pair for pair in self.undecided if {pair.one, pair.other} & set(party.listings))

    @cached_property
    def _by_listing(self) -> Mapping[str, Party]:
        return {listing: party for party in self.parties for listing in party.listings}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Resolution) and (self.parties, self.undecided) == (
            other.parties,
            other.undecided,
        )

    __hash__ = None  # type: ignore[assignment]
