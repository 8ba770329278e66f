"""Hits, one per listing → the parties that they are about."""

from collections.abc import Iterable

from msgspec import Struct

from ostrakon.matching.resolution import Members
from ostrakon.model import Hit

__all__ = ["PartyHits", "by_party"]


class PartyHits(Struct, frozen=True):
    """A party that was hit: `score` is that of its best hit, `hits` are those of its listings, best first.

    `party` and `name` are as in `Party`; a listing that takes no part in parties stands for itself.
    """

    party: str
    name: str
    score: float
    hits: tuple[Hit, ...]


def by_party(hits: Iterable[Hit], members: Members) -> tuple[PartyHits, ...]:
    """Every hit in one party, the parties in the order of their best hits."""
    groups: dict[str, list[Hit]] = {}
    names: dict[str, str] = {}
    for hit in hits:
        party = members.find(hit.party)
        key = hit.party if party is None else party.id
        names.setdefault(key, hit.listings[0].name if party is None else party.name)
        groups.setdefault(key, []).append(hit)
    return tuple(
        PartyHits(key, names[key], max(hit.score for hit in some), tuple(some))
        for key, some in groups.items()
    )
