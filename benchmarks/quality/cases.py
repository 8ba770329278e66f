"""What is asked: a name, whose it is (or that it is nobody's), and what else the asker knows."""

from msgspec import Struct

from ostrakon.model import Kind, Listing, PartialDate

__all__ = ["Known", "Negative", "Positive", "key_of", "known_of"]


class Known(Struct, frozen=True):
    """What the asker knows beside the name; empty in the runs by name only."""

    birth_date: str | None = None
    countries: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


class Positive(Struct, frozen=True):
    """A listed party asked for by another spelling: `listing` is its key, `original` the listed name.

    `group` is the class of variation, as the report names it.
    """

    group: str
    text: str
    original: str
    listing: str
    kind: Kind
    known: Known = Known()


class Negative(Struct, frozen=True):
    """A name that is on no list. `group` is where it comes from, or how it was made; `country` of a
    real customer is where the source says such names are at home."""

    group: str
    text: str
    kind: Kind
    country: str | None = None
    known: Known = Known()


def key_of(listing: Listing) -> str:
    return f"{listing.dataset}:{listing.id}"


def known_of(listing: Listing, *, identifiers: bool = False) -> Known:
    """What a customer file would hold about the listed party itself; its first number only if asked."""
    stated = (*listing.nationalities, *listing.citizenships, *(a.country for a in listing.addresses))
    codes = [country.code for country in stated if country is not None and country.code]
    days = [day for day in map(_iso_date, listing.birth_dates) if day]
    numbers = [number.value for number in listing.identifiers if number.valid is not False]
    return Known(
        birth_date=days[0] if days else None,
        countries=tuple(codes[:1]),
        identifiers=tuple(numbers[:1]) if identifiers else (),
    )


def _iso_date(day: PartialDate) -> str | None:
    """The date as a form would hold it; None for a range or a circa."""
    if day.circa or day.earliest is None or day.earliest != day.latest:
        return None
    return day.earliest.isoformat()
