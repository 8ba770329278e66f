"""From listings of several issuers to parties: which listings are about one person, company or ship."""

from ostrakon.matching.resolution.book import RESOLUTION_VERSION, PartyBook
from ostrakon.matching.resolution.listings import HeldListing
from ostrakon.matching.resolution.members import Members, members_of
from ostrakon.matching.resolution.overrides import (
    NO_OVERRIDES,
    Override,
    Overrides,
    changed_at,
    read_overrides,
)
from ostrakon.matching.resolution.pairs import ScoredPair, score_pairs
from ostrakon.matching.resolution.parties import Link, Party, Resolution, Undecided
from ostrakon.matching.resolution.resolver import join, resolve
from ostrakon.matching.resolution.rolls import Roll

__all__ = [
    "NO_OVERRIDES",
    "RESOLUTION_VERSION",
    "HeldListing",
    "Link",
    "Members",
    "Override",
    "Overrides",
    "Party",
    "PartyBook",
    "Resolution",
    "Roll",
    "ScoredPair",
    "Undecided",
    "changed_at",
    "join",
    "members_of",
    "read_overrides",
    "resolve",
    "score_pairs",
]
