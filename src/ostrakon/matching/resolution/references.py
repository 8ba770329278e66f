"""The numbers that issuers print for one another's entries → pairs of listings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ostrakon.matching.resolution.listings import HeldListing, list_of
from ostrakon.model import Listing

__all__ = ["references", "sharing_references"]

# Whose numbers these are: the ids of a list that others print, and numbers of an issuer's own that stay
# when an entry is numbered anew (the UN's DATAID, the EU's logicalId).
_PRINTED = {
    "un_reference": "un_sc_sanctions",
    "ofsi_group_id": "gb_hmt_sanctions",
    "uk_sanctions_list_ref": "gb_fcdo_sanctions",
    "eu_reference": "eu_fsf",
    "un_data_id": "un_data_id",
    "eu_logical_id": "eu_logical_id",
}


def references(listing: Listing) -> frozenset[tuple[str, str]]:
    """The listing's own number and every number of a list that it prints, as (whose, number)."""
    own = (list_of(listing.dataset), listing.id)
    printed = ((_PRINTED[r.type], r.value) for r in listing.cross_references if r.type in _PRINTED)
    return frozenset((own, *printed))


def sharing_references(held: Iterable[HeldListing]) -> Mapping[tuple[str, str], list[tuple[str, str]]]:
    """The references that each pair of listings shares, pairs as (`dataset:id`, `dataset:id`) in order."""
    by_reference: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in held:
        for reference in references(one.listing):
            by_reference[reference].append(one.key)
    shared: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for reference in sorted(by_reference):
        for pair in _pairs(sorted(by_reference[reference])):
            shared[pair].append(reference)
    return shared


def _pairs(keys: list[str]) -> Iterator[tuple[str, str]]:
    for place, one in enumerate(keys):
        for other in keys[place + 1 :]:
            yield one, other
