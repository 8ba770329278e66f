"""When the UK first listed a party, where its present list only says when it was designated."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from msgspec import Struct

from ostrakon.model import DateBasis, Listing

__all__ = ["FindOfsi", "ListedOn", "OfsiGroups", "first_listed"]

# A listing of OFSI's closed list by group id, None where it is not held.
FindOfsi = Callable[[str], Listing | None]

# The day EU measures were taken over into UK law, and the UN's came to bind without any act of OFSI's.
_TAKEN_OVER_ON = date(2020, 12, 31)
_WORD = re.compile(r"\w+")
# Groups read one by one before the list is read whole, which takes as long as about as many.
_ONE_BY_ONE = 200


class ListedOn(Struct, frozen=True):
    """The day a listing took effect, and how surely that is known."""

    day: date | None
    basis: DateBasis


class OfsiGroups:
    """Finds groups of one version of OFSI's list; whoever asks for many has the whole list read once."""

    def __init__(self, find_one: FindOfsi, read_all: Callable[[], Iterable[Listing]]) -> None:
        self._find_one = find_one
        self._read_all = read_all
        self._found: dict[str, Listing | None] = {}
        self._whole: dict[str, Listing] | None = None

    def __call__(self, group_id: str) -> Listing | None:
        if self._whole is not None:
            return self._whole.get(group_id)
        if group_id not in self._found:
            if len(self._found) >= _ONE_BY_ONE:
                self._whole = {listing.id: listing for listing in self._read_all()}
                return self._whole.get(group_id)
            self._found[group_id] = self._find_one(group_id)
        return self._found[group_id]


def first_listed(listing: Listing, find_ofsi: FindOfsi) -> ListedOn:
    """The listing's own date; for a UK listing OFSI's "Listed On", where that is known and the truer one.

    The UK Sanctions List dates 1,018 entries to the day EU measures were taken over, 773 more to the
    day the UN designated them, weeks before or after the UK acted, and some to a designation that was
    made anew. OFSI's Consolidated List, closed since, has the UK's day under the group id that the new
    list repeats. A designation made after the take-over took effect by itself, and OFSI's day counts
    only where it is earlier: it is often the next working day's.
    """
    stated = ListedOn(listing.listed_on, listing.date_basis)
    if listing.dataset != "gb_fcdo_sanctions":
        return stated
    for reference in listing.cross_references:
        if reference.type == "ofsi_group_id":
            ofsi = find_ofsi(reference.value)
            day = None if ofsi is None else _ofsi_day(ofsi, listing)
            if ofsi is not None and day is not None:
                return _truer(stated, ListedOn(day, ofsi.date_basis))
    return stated


def _truer(stated: ListedOn, by_ofsi: ListedOn) -> ListedOn:
    if stated.day is None or by_ofsi.day is None or stated.day <= _TAKEN_OVER_ON:
        return by_ofsi
    return min(stated, by_ofsi, key=lambda listed: listed.day or date.max)


def _ofsi_day(ofsi: Listing, listing: Listing) -> date | None:
    """Of the regime of `listing`, where the group is listed under several and one alone fits its title.

    OFSI's "Iran (Nuclear)" is The Iran (Sanctions) (Nuclear) (EU Exit) Regulations 2019.
    """
    title = {word for programme in listing.programmes for word in _words(programme.code)}
    fitting = [programme for programme in ofsi.programmes if _words(programme.code) <= title]
    closest = max((len(_words(programme.code)) for programme in fitting), default=0)
    days = {programme.listed_on for programme in fitting if len(_words(programme.code)) == closest}
    return (days.pop() if len(days) == 1 else None) or ofsi.listed_on


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold().replace("qaida", "qaeda")))
