"""Two listings → what speaks for and against one party, each finding with its weight and in words."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ostrakon.matching.resolution.births import Birth, compare_births
from ostrakon.matching.resolution.profiles import Profile
from ostrakon.matching.resolution.weights import WEIGHTS, Steps
from ostrakon.model import Reason

__all__ = ["ComparedNames", "Finding", "Rarity", "find", "probability"]

_BIRTHS: Mapping[Birth, tuple[float, float, str]] = {
    "day": (WEIGHTS.birth_day, 1.0, "the same birth date"),
    "swapped": (WEIGHTS.birth_day_swapped, 0.8, "the same birth date but for day and month swapped"),
    "year": (WEIGHTS.birth_year, 0.8, "the same year of birth"),
    "possible": (WEIGHTS.birth_possible, 0.7, "birth dates that can be the same"),
    "within_year": (WEIGHTS.birth_day_within_year, 0.5, "different days of the same year of birth"),
    "next_year": (WEIGHTS.birth_year_next, 0.3, "births a year apart"),
    "near": (WEIGHTS.birth_year_near, 0.2, "births a few years apart"),
    "differs": (WEIGHTS.birth_differs, 0.0, "different birth dates"),
}
_CONFLICTS = (
    ("imo", WEIGHTS.ship_number_differs, "IMO numbers"),
    ("lei", WEIGHTS.tax_number_differs, "legal entity identifiers"),
    ("tax", WEIGHTS.tax_number_differs, "tax numbers"),
    ("registration", WEIGHTS.register_number_differs, "register numbers"),
)
_MOST_SHOWN = 3
_RARE = 3.5  # a word of one listing in 33 at most


class Finding(Struct, frozen=True):
    """`weight` is added to the logarithm of the odds; the reason says it in words."""

    weight: float
    reason: Reason


class ComparedNames(Struct, frozen=True):
    """The names that agree best, as printed, and how well.

    `better` is the higher score of a primary name against any name of the other side, `worse` the one the
    other way round, both 0 to 1. `rarity` is the natural logarithm of one name in how many holds the words
    that agree. `shared` names stand word for word on both sides. `first_left_over` is the rarity of a given
    name that one side has before all that agrees, 0 for none.
    """

    one: str
    other: str
    better: float
    worse: float
    rarity: float
    shared: int
    first_left_over: float
    forms_differ: bool


class Rarity:
    """How much a word says that two listings share: fewer listings, more."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for profile in profiles:
            counts.update(profile.words)
            total += 1
        self._rarities = {word: math.log(total / count) for word, count in counts.items()}

    def of(self, words: Iterable[str]) -> float:
        return sum(self._rarities[word] for word in sorted(words))

    def rarest(self, words: Iterable[str]) -> list[str]:
        """Those worth showing: no "the", no "person", no country that whole programmes are about."""
        rare = (word for word in words if self._rarities[word] >= _RARE)
        return sorted(rare, key=lambda word: (-self._rarities[word], word))[:_MOST_SHOWN]


def find(
    one: Profile,
    other: Profile,
    names: ComparedNames,
    references: Sequence[tuple[str, str]],
    rarity: Rarity,
) -> list[Finding]:
    """Everything that both sides state, or that one version states of both. `references` are the numbers of
    lists that both carry, as (whose, number)."""
    found = list(_findings(one, other, names, references, rarity))
    if _is_name_alone(one, other, names, found):
        detail = "nothing but the name agrees, and many can have it"
        found.append(_finding(WEIGHTS.name_alone, "alone", 0.5, names.one, names.other, detail))
    return found


def probability(findings: Iterable[Finding], start: float) -> float:
    """0 to 1, from the weights added to `start`."""
    return 1 / (1 + math.exp(-max(min(start + sum(f.weight for f in findings), 50.0), -50.0)))


def _findings(
    one: Profile,
    other: Profile,
    names: ComparedNames,
    references: Sequence[tuple[str, str]],
    rarity: Rarity,
) -> Iterator[Finding]:
    yield from _names(names)
    yield from _references(references)
    yield from _numbers(one, other, names)
    yield from _births(one, other)
    if one.genders and other.genders and not one.genders & other.genders:
        stated, listed = _said(one.genders), _said(other.genders)
        yield _finding(WEIGHTS.gender_differs, "gender", 0.0, stated, listed, "different genders")
    yield from _countries(one, other)
    yield from _programmes(one, other)
    yield from _wording(one, other, rarity)


def _is_name_alone(one: Profile, other: Profile, names: ComparedNames, found: Iterable[Finding]) -> bool:
    return (
        one.kind == other.kind == "Person"
        and names.rarity < WEIGHTS.name_alone_below
        and not any(finding.weight > 0 and finding.reason.feature != "name" for finding in found)
    )


def _names(names: ComparedNames) -> Iterator[Finding]:
    weight = (
        _step(WEIGHTS.better_direction, names.better)
        + _step(WEIGHTS.other_direction, names.worse)
        + _step(WEIGHTS.rarity, names.rarity)
        + _step(WEIGHTS.shared_names, names.shared)
    )
    if names.shared and names.better < WEIGHTS.whole_name:
        weight += WEIGHTS.shared_alias
    detail = f"names agree by {names.better:.2f} and {names.worse:.2f}, words of rarity {names.rarity:.0f}"
    yield _finding(weight, "name", names.better, names.one, names.other, detail)
    if names.first_left_over > WEIGHTS.left_over_free and names.better < 1:
        weight = -WEIGHTS.left_over * (names.first_left_over - WEIGHTS.left_over_free)
        detail = "one side has another given name before the rest"
        yield _finding(weight, "first_name", 0.0, names.one, names.other, detail)
    if names.forms_differ:
        detail = "different legal forms"
        yield _finding(WEIGHTS.legal_form_differs, "legal_form", 0.0, names.one, names.other, detail)


def _references(references: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    for whose, number in references:
        detail = f"both state the number {number} ({whose})"
        # Several say no more than one: lists copy them from each other.
        weight = WEIGHTS.reference if (whose, number) == references[0] else 0.0
        yield _finding(weight, "reference", 1.0, number, number, detail)


def _numbers(one: Profile, other: Profile, names: ComparedNames) -> Iterator[Finding]:
    shared = sorted(one.numbers.keys() & other.numbers.keys())
    own = [number for number in shared if "shared" not in {one.numbers[number], other.numbers[number]}]
    ships = sorted(one.numbers_of("imo") & other.numbers_of("imo"))
    if ships:
        yield _finding(WEIGHTS.ship_number, "number", 1.0, ships[0], ships[0], "the same IMO number")
    elif own and one.kind == "Person" and names.better < WEIGHTS.names_agree:
        detail = f"the same number ({one.numbers[own[0]]}), of people whose names do not agree"
        yield _finding(WEIGHTS.number_of_others, "number", 0.7, own[0], own[0], detail)
    elif own:
        detail = f"the same number ({one.numbers[own[0]]})"
        yield _finding(WEIGHTS.number, "number", 1.0, own[0], own[0], detail)
    elif shared:
        detail = "the same number, of a kind that several can share"
        yield _finding(WEIGHTS.shared_number, "number", 0.7, shared[0], shared[0], detail)
    for type_, weight, called in _CONFLICTS:
        ours, theirs = one.numbers_of(type_), other.numbers_of(type_)
        if ours and theirs and not ours & theirs and not own:
            yield _finding(weight, "number", 0.0, _said(ours), _said(theirs), f"different {called}")


def _births(one: Profile, other: Profile) -> Iterator[Finding]:
    compared = compare_births(one.births, other.births)
    if compared is not None:
        weight, agreement, detail = _BIRTHS[compared.how]
        yield _finding(weight, "birth_date", agreement, compared.one, compared.other, detail)


def _countries(one: Profile, other: Profile) -> Iterator[Finding]:
    if one.nationalities and other.nationalities:
        ours, theirs = one.nationalities, other.nationalities
        same, differs, what = WEIGHTS.nationality, WEIGHTS.nationality_differs, "nationality"
    elif one.countries and other.countries:
        ours, theirs = one.countries, other.countries
        same, differs, what = WEIGHTS.country, WEIGHTS.country_differs, "country"
        if one.kind == other.kind == "LegalEntity":
            same, differs = WEIGHTS.seat, WEIGHTS.seat_differs
    else:
        return
    if ours & theirs:
        yield _finding(same, "country", 1.0, _said(ours), _said(theirs), f"a {what} in common")
    else:
        yield _finding(differs, "country", 0.0, _said(ours), _said(theirs), f"no {what} in common")


def _programmes(one: Profile, other: Profile) -> Iterator[Finding]:
    if not one.families or not other.families:
        return
    ours, theirs = _said(one.families), _said(other.families)
    if one.families & other.families:
        yield _finding(WEIGHTS.programme, "programme", 1.0, ours, theirs, "listed for the same subject")
    else:
        yield _finding(WEIGHTS.programme_differs, "programme", 0.0, ours, theirs, "other subjects")


def _wording(one: Profile, other: Profile, rarity: Rarity) -> Iterator[Finding]:
    if not one.words or not other.words:
        return
    shared = one.words & other.words
    weight = _step(WEIGHTS.wording, rarity.of(shared))
    words = ", ".join(rarity.rarest(shared))
    said = words or ("common words alone" if shared else "no word")
    detail = f"positions, grounds and places share {said}"
    yield _finding(weight, "wording", 1.0 if weight > 0 else 0.5, words, words, detail)


def _finding(weight: float, feature: str, agreement: float, one: str, other: str, detail: str) -> Finding:
    return Finding(weight, Reason(feature, round(agreement, 4), one, other, f"{detail} ({weight:+.1f})"))


def _step(steps: Steps, value: float) -> float:
    return next(weight for least, weight in steps if value >= least)


def _said(texts: Iterable[str]) -> str:
    shown = sorted(texts)
    more = f" and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else ""
    return ", ".join(shown[:_MOST_SHOWN]) + more
