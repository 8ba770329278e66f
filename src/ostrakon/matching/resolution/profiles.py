"""A listing → what of it can be compared with another issuer's: dates, places, numbers, subject, words."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ostrakon.lists.programmes import programme_of
from ostrakon.matching.index.keys import identifier_key
from ostrakon.model import Identifier, Kind, Listing, PartialDate

__all__ = ["Profile", "issuer_of", "profile_of"]

_NONE: frozenset[str] = frozenset()
_SHORTEST_NUMBER = 6  # characters; shorter ones are anybody's
_WORD = re.compile(r"[^\W\d_]{3,}|\d{3,}")
# Numbers of seven and more digits inside what an issuer prints as one ("OKPO 07516244, INN 7708004767").
_LONG_NUMBER = re.compile(r"\d{7,}")
_SHIP_IN_WORDS = re.compile(r"\bIMO(?:\s+(?:number|no\.?))?[\s:]*(\d{7})\b", re.IGNORECASE)
# Kinds of number that belong to one party alone.
_OWN_NUMBERS = {"passport", "national_id", "tax", "registration", "imo", "mmsi", "lei", "wallet", "aircraft"}


class Profile(Struct, frozen=True):
    """What is compared, of one listing. `numbers` are by their letters and digits, with their type.

    `families` are the subjects of its programmes; `words` stand in its positions, grounds, remarks, birth
    places and addresses, its own names left out.
    """

    kind: Kind
    births: tuple[PartialDate, ...]
    genders: frozenset[str]
    nationalities: frozenset[str]
    countries: frozenset[str]
    families: frozenset[str]
    numbers: Mapping[str, str]
    words: frozenset[str]

    def numbers_of(self, type_: str) -> frozenset[str]:
        if not self.numbers:
            return _NONE
        return frozenset(number for number, stated in self.numbers.items() if stated == type_)


def profile_of(listing: Listing) -> Profile:
    nationalities = frozenset(c.code for c in (*listing.nationalities, *listing.citizenships) if c.code)
    born = (place.country for place in listing.birth_places)
    lives = (address.country for address in listing.addresses)
    return Profile(
        kind=listing.kind,
        births=listing.birth_dates,
        genders=frozenset(listing.genders),
        nationalities=nationalities,
        countries=nationalities | {place.code for place in (*born, *lives) if place and place.code},
        families=frozenset(_families(listing)),
        numbers=dict(_numbers(listing)),
        words=frozenset(_words(listing)),
    )


def issuer_of(dataset: str) -> str:
    """us, gb, eu or un, by which the names of official lists begin."""
    return dataset[:2]


def _families(listing: Listing) -> Iterator[str]:
    for printed in listing.programmes:
        programme = programme_of(issuer_of(listing.dataset), printed.code)
        if programme is not None and programme.family is not None:
            yield programme.family


def _numbers(listing: Listing) -> Iterator[tuple[str, str]]:
    for identifier in listing.identifiers:
        if identifier.valid is not False:
            for key in _keys(identifier):
                yield key, identifier.type if identifier.type in _OWN_NUMBERS else "shared"
    if listing.kind == "Vessel" and not any(i.type == "imo" for i in listing.identifiers):
        text = " ".join((*listing.reasons, *listing.notes))
        named = set(_SHIP_IN_WORDS.findall(text))
        if len(named) == 1:  # several are a fleet's
            yield named.pop(), "imo"


def _keys(identifier: Identifier) -> Iterable[str]:
    whole = identifier_key(identifier.value)
    found = dict.fromkeys([whole, *_LONG_NUMBER.findall(identifier.value)])
    return [key for key in found if len(key) >= _SHORTEST_NUMBER and any(map(str.isdigit, key))]


def _words(listing: Listing) -> set[str]:
    texts = (
        *listing.titles,
        *listing.positions,
        *listing.notes,
        *listing.reasons,
        *(place.text for place in listing.birth_places),
        *(address.text for address in listing.addresses),
    )
    own = {word for name in listing.names for word in _WORD.findall(name.text.casefold())}
    return {word for text in texts for word in _WORD.findall(text.casefold())} - own
