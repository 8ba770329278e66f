"""Near misses made of listed names: someone else whom an engine may take for a listed party.

`hard` ones have their parts from several listed people, or are edited beyond what may still be the
same; `near` ones are siblings and namesakes, sister companies one word apart, and other numbers.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar

from benchmarks.quality.cases import Known, Negative, key_of, known_of
from benchmarks.quality.negatives.customers import listed_names, not_listed, some_birthday
from benchmarks.quality.positives.bases import Base, bases
from benchmarks.quality.positives.changes import changed_number
from benchmarks.quality.sampling import chance
from ostrakon.model import Listing

__all__ = ["make_near_misses", "siblings", "sister_companies", "swapped_parts"]

# What sister companies are told apart by.
LINES_OF_BUSINESS = (
    "Agro", "Automotive", "Aviation", "Bank", "Cement", "Chemical", "Chemicals", "Commercial",
    "Construction", "Consulting", "Development", "Electronics", "Energy", "Engineering", "Equipment",
    "Exchange", "Export", "Finance", "Foods", "Foundation", "Gas", "Import", "Industrial", "Industries",
    "Insurance", "Investment", "Investments", "Leasing", "Logistics", "Management", "Marine", "Maritime",
    "Metals", "Mining", "Oil", "Petrochemical", "Petroleum", "Pharma", "Plant", "Properties", "Research",
    "Security", "Services", "Shipping", "Software", "Solutions", "Steel", "Systems", "Technologies",
    "Technology", "Telecom", "Textile", "Tourism", "Trade", "Trading", "Transport", "Travel",
)  # fmt: skip
_LINES = {word.casefold() for word in LINES_OF_BUSINESS}
Made = Iterator[tuple[str, Base]]
T = TypeVar("T")


def make_near_misses(listings: Sequence[Listing], per_group: int, seed: int) -> list[Negative]:
    """Up to `per_group` of each group, none equal to a listed name."""
    pool = bases(listings)
    people = [base for base in pool if base.kind == "Person" and len(base.text.split()) >= 2]
    things = [base for base in pool if base.kind != "Person"]
    makers = {
        "hard:swapped_parts": swapped_parts(people, chance(seed, "hard:swapped_parts")),
        "hard:ssb": _public(pool, seed),
        "near:sibling": siblings(people, chance(seed, "near:sibling")),
        "near:sister_company": sister_companies(things, chance(seed, "near:sister_company")),
        "near:number": _numbers(things, chance(seed, "near:number")),
    }
    listed = listed_names(listings)
    made: list[Negative] = []
    for group, texts in makers.items():
        draw = chance(seed, "known", group)
        negatives = (Negative(group, text, base.kind, None, _known(base, draw)) for text, base in texts)
        made += islice(not_listed(negatives, listed), per_group)
    return made


def _known(base: Base, draw: random.Random) -> Known:
    """Of the same country, as relatives and sister companies are, but born on another day."""
    birthday = some_birthday(draw) if base.kind == "Person" else None
    return Known(birth_date=birthday, countries=known_of(base.listing).countries)


def swapped_parts(people: Sequence[Base], draw: random.Random) -> Made:
    """The given name of one listed person with the family name of another."""
    for base in _shuffled(people, draw):
        other = draw.choice(people)
        if key_of(other.listing) != key_of(base.listing):
            yield f"{_given(base)} {_family(other)}", base


def _public(pool: Sequence[Base], seed: int) -> Made:
    """The three negative classes of sanctions-screening-benchmark."""
    from ssb.negatives import generate

    by_name = {base.text: base for base in pool}
    names = sorted(by_name)
    draw = chance(seed, "hard:ssb")
    for negative in _shuffled(generate(draw.sample(names, min(4000, len(names))), seed), draw):
        yield negative.text, by_name[negative.derived_from[0]]


def siblings(people: Sequence[Base], draw: random.Random) -> Made:
    """The whole name but for the given one, which is that of a listed person of the same country and sex."""
    donors: dict[object, list[Base]] = {}
    for base in people:
        donors.setdefault(_alike(base), []).append(base)
    for base in _shuffled(people, draw):
        given, rest = _given(base), base.text.split()
        other = _given(draw.choice(donors[_alike(base)]))
        places = [i for i, word in enumerate(rest) if word.strip(",") == given]
        if places and len(rest) > 1 and other.casefold() != given.casefold():
            rest[places[0]] = other
            yield " ".join(rest), base


def _alike(base: Base) -> object:
    return known_of(base.listing).countries, base.listing.genders


def sister_companies(things: Sequence[Base], draw: random.Random) -> Made:
    """The line of business another one; what names the group stays."""
    for base in _shuffled(things, draw):
        words = base.text.split()
        places = [i for i, word in enumerate(words) if word.casefold() in _LINES]
        if base.kind == "LegalEntity" and places and len(words) > 1:
            at = draw.choice(places)
            new = draw.choice([line for line in LINES_OF_BUSINESS if line.casefold() != words[at].casefold()])
            words[at] = new.upper() if words[at].isupper() else new
            yield " ".join(words), base


def _numbers(things: Sequence[Base], draw: random.Random) -> Made:
    """Another number: vessels of a fleet, numbered units and plants."""
    for base in _shuffled(things, draw):
        text = changed_number(base.text, False, draw)
        if text is not None:
            yield text, base


def _given(base: Base) -> str:
    """The first given name, by the issuer's own parts where it prints them."""
    return (_part(base, {"first", "given"}) or base.text.split()[0]).split()[0].strip(",")


def _family(base: Base) -> str:
    """The family name by the issuer's own parts, else the last word with the article before it."""
    stated = _part(base, {"last"})
    if stated:
        return stated
    words = base.text.split()
    return " ".join(
        words[-2:] if len(words) > 2 and words[-2].casefold() in {"al", "el", "bin"} else words[-1:]
    )


def _part(base: Base, roles: set[str]) -> str | None:
    name = next(n for n in base.listing.names if " ".join(n.text.split()) == base.text)
    return next((part.text for part in name.parts if part.role in roles and part.text.strip()), None)


def _shuffled(items: Sequence[T], draw: random.Random) -> list[T]:
    return draw.sample(items, len(items))
