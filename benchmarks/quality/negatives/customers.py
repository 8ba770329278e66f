"""Ordinary customers: people and companies three to one, less those that bear a listed name."""

import random
from collections.abc import Iterable, Sequence, Set
from datetime import date, timedelta

from msgspec.structs import replace

from benchmarks.quality.cases import Known, Negative
from benchmarks.quality.negatives.companies import draw_companies
from benchmarks.quality.negatives.people import draw_people
from benchmarks.quality.sampling import chance
from benchmarks.quality.spelling import plain
from ostrakon.model import Listing

__all__ = ["draw_customers", "listed_names", "not_listed", "some_birthday"]


def draw_customers(listings: Sequence[Listing], count: int, seed: int) -> list[Negative]:
    """About `count`, each name once, in a drawn order. Only names equal to a listed one are left out."""
    everyone = [*draw_people(count * 3 // 4, seed), *draw_companies(count // 4, seed)]
    found = not_listed(everyone, listed_names(listings))
    chance(seed, "customers").shuffle(found)
    return [replace(one, known=_known(one, seed)) for one in found]


def listed_names(listings: Sequence[Listing]) -> set[str]:
    return {plain(name.text) for listing in listings for name in listing.names}


def not_listed(negatives: Iterable[Negative], listed: Set[str]) -> list[Negative]:
    """Each text once, none that a clerk would call the same as a listed name."""
    seen = set(listed)
    kept = []
    for negative in negatives:
        text = plain(negative.text)
        if text and text not in seen:
            seen.add(text)
            kept.append(negative)
    return kept


def _known(customer: Negative, seed: int) -> Known:
    """A birthday between 1940 and 2005, a passport number, and the country where the source gives one."""
    draw = chance(seed, "known", customer.text)
    number = f"{draw.choice('ABCDEFGHKLMNP')}{draw.randrange(10**7, 10**8)}"
    return Known(
        birth_date=some_birthday(draw) if customer.kind == "Person" else None,
        identifiers=(number,),
        countries=(customer.country,) if customer.country and len(customer.country) == 2 else (),
    )


def some_birthday(draw: random.Random) -> str:
    return (date(1940, 1, 1) + timedelta(days=draw.randrange(66 * 365))).isoformat()
