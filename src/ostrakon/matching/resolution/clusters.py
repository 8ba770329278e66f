"""Links and what speaks against them → groups of listings, none of which holds two that must stay apart."""

from collections.abc import Callable, Iterable, Mapping
from itertools import product

from ostrakon.matching.resolution.parties import Basis, Link

__all__ = ["Apart", "group"]

# Why two listings cannot be one party; None when nothing says so.
Apart = Callable[[str, str], str | None]

# What a person said comes first, then what issuers print, then what agrees.
_ORDER: dict[Basis, int] = {"confirmed": 0, "reference": 1, "evidence": 2}


def group(
    listings: Iterable[str], links: Iterable[Link], apart: Apart
) -> tuple[Mapping[str, frozenset[str]], list[tuple[Link, str]]]:
    """The group of each listing, and the links that were not followed, each with the reason.

    Stronger links are followed first; one that would bring together two listings for which `apart` gives
    a reason is not followed, however long the chain between them. A confirmed link is always followed. The
    order in which listings and links come makes no difference.
    """
    groups = {listing: frozenset([listing]) for listing in sorted(listings)}
    passed_over = []
    for link in sorted(links, key=lambda one: (_ORDER[one.basis], -one.score, one.one, one.other)):
        one, other = groups[link.one], groups[link.other]
        if one is other:
            continue
        why = None if link.basis == "confirmed" else _why_apart(one, other, apart)
        if why is not None:
            passed_over.append((link, why))
            continue
        whole = one | other
        groups |= dict.fromkeys(whole, whole)
    # A link passed over early can lie inside a group that stronger evidence made.
    return groups, [(link, why) for link, why in passed_over if groups[link.one] is not groups[link.other]]


def _why_apart(one: frozenset[str], other: frozenset[str], apart: Apart) -> str | None:
    for a, b in product(sorted(one), sorted(other)):
        why = apart(a, b)
        if why is not None:
            return f"{a} and {b}: {why}"
    return None
