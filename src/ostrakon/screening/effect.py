"""The versions of a scope and a day of effect → what is known of any listing on that day."""

from collections.abc import Callable
from datetime import date

from ostrakon.lists.first_listed import ListedOn
from ostrakon.lists.in_force import InForce, Seen, judge, state_of
from ostrakon.lists.sightings import Timelines, issuer_of, sightings
from ostrakon.model import Listing
from ostrakon.screening.scope import Scope

__all__ = ["effect_of"]


def effect_of(
    scope: Scope,
    in_force_on: date | None,
    first_listed: Callable[[Listing], ListedOn],
    timelines: Timelines | None,
) -> Callable[[Listing], InForce]:
    """Judges by all versions of `timelines`; without them, by the one version there is of each list.

    Where no day of effect is asked for, the entry alone tells: to read its history would cost a
    screening of thousands more than the screening.
    """
    known: dict[tuple[str, str], InForce] = {}

    def alone(listing: Listing, seen_on: date, day: date) -> InForce:
        seen = [Seen(seen_on, (state_of(listing, first_listed(listing)),))]
        return judge(day, seen, issuer=issuer_of(listing.dataset))

    def today(listing: Listing) -> InForce:
        return alone(listing, scope.as_of, scope.as_of)

    def on_the_day(listing: Listing) -> InForce:
        day = in_force_on or scope.as_of
        if timelines is None:
            version = next(one for one in scope.versions if one.dataset == listing.dataset)
            return alone(listing, version.captured_at.date(), day)
        key = (listing.dataset, listing.id)
        if key not in known:
            known[key] = judge(day, sightings(listing, timelines), issuer=issuer_of(listing.dataset))
        return known[key]

    return today if in_force_on is None else on_the_day
