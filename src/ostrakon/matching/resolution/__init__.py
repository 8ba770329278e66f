"""From listings of several issuers to parties: which listings are about one person, company or ship."""

from ostrakon.matching.resolution.listings import HeldListing
from ostrakon.matching.resolution.overrides import NO_OVERRIDES, Override, Overrides, read_overrides
from ostrakon.matching.resolution.parties import Link, Party, Resolution, Undecided
from ostrakon.matching.resolution.resolver import resolve

__all__ = [
    "NO_OVERRIDES",
    "HeldListing",
    "Link",
    "Override",
    "Overrides",
    "Party",
    "Resolution",
    "Undecided",
    "read_overrides",
    "resolve",
]
