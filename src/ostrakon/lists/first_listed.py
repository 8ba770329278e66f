"""When the UK first listed a party, where its present list only says when it took the listing over."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from ostrakon.model import DateBasis, Listing

__all__ = ["FindOfsi", "ListedOn", "first_listed"]

# A listing of OFSI's closed list by group id, None where it is not held.
FindOfsi = Callable[[str], Listing | None]


class ListedOn(Struct, frozen=True):
    """The day a listing took effect, and how surely that is known."""

    day: date | None
    basis: DateBasis


def first_listed(listing: Listing, find_ofsi: FindOfsi) -> ListedOn:
    """The listing's own date; for a UK listing taken over on 2020-12-31, OFSI's "Listed On".

    The UK Sanctions List dates 1,018 entries to the day EU measures were taken over. OFSI's
    Consolidated List, closed since, has the true day under the group id that the new list repeats.
    """
    stated = ListedOn(listing.listed_on, listing.date_basis)
    if listing.dataset != "gb_fcdo_sanctions" or listing.date_basis == "stated":
        return stated
    for reference in listing.cross_references:
        if reference.type == "ofsi_group_id":
            ofsi = find_ofsi(reference.value)
            if ofsi is not None and ofsi.listed_on is not None:
                return ListedOn(ofsi.listed_on, ofsi.date_basis)
    return stated
