"""What else is known of both sides: numbers, birth dates and countries, for and against."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from ostrakon.errors import UsageError
from ostrakon.matching.scoring.weights import (
    BIRTH_DATE_AGREES,
    BIRTH_DATE_DIFFERS,
    BIRTH_YEAR_AGREES,
    BIRTH_YEAR_NEXT,
    CIRCA_YEARS,
    COUNTRY_AGREES,
    COUNTRY_DIFFERS,
    IDENTIFIER_AGREES,
    SHORTEST_IDENTIFIER,
)
from ostrakon.model import Country, Listing, PartialDate, Reason

__all__ = ["Evidence", "birth_date_of", "comparable", "weigh_evidence"]


class Evidence(Struct, frozen=True):
    """What the asker knows beside the name, in comparable form. `identifiers` are letters and digits only."""

    birth_date: PartialDate | None = None
    countries: frozenset[str] = frozenset()
    identifiers: frozenset[str] = frozenset()


def birth_date_of(text: str) -> PartialDate:
    """ISO 8601: 1965-09-11, 1965-09 or 1965. Raises UsageError for anything else."""
    try:
        numbers = [int(part) for part in text.strip().split("-")]
        match numbers:
            case [year]:
                return PartialDate.of_year(year, text=text)
            case [year, month]:
                return PartialDate.of_month(year, month, text=text)
            case [year, month, day]:
                return PartialDate.of_day(date(year, month, day), text=text)
    except ValueError:
        pass
    raise UsageError(f"birth date {text!r}: write 1965-09-11, 1965-09 or 1965")


def weigh_evidence(score: float, evidence: Evidence, listing: Listing) -> tuple[float, list[Reason]]:
    """`score` moved by each piece of evidence both sides state, in the order of its force, with reasons."""
    reasons: list[Reason] = []
    if evidence.birth_date is not None and listing.birth_dates:
        score, reason = _weigh_birth_date(score, evidence.birth_date, listing.birth_dates)
        reasons.append(reason)
    if evidence.countries:
        score, country_reason = _weigh_countries(score, evidence.countries, listing)
        if country_reason is not None:
            reasons.append(country_reason)
    for stated in listing.numbers:
        key = comparable(stated.value)
        if key in evidence.identifiers and len(key) >= SHORTEST_IDENTIFIER and stated.valid is not False:
            score = max(score, IDENTIFIER_AGREES + (1 - IDENTIFIER_AGREES) * score)
            label = stated.label or stated.type
            reasons.append(Reason("identifier", 1.0, key, stated.value, f"same number ({label})"))
            break
    return min(score, 1.0), reasons


def comparable(identifier: str) -> str:
    return "".join(character for character in identifier.upper() if character.isalnum())


def _weigh_birth_date(
    score: float, asked: PartialDate, stated: Iterable[PartialDate]
) -> tuple[float, Reason]:
    agreements = [(_agreement(asked, one), one) for one in stated if one.earliest and one.latest]
    if not agreements:
        return score, Reason("birth_date", 0.5, asked.text, "", "listed date cannot be compared")
    best, one = max(agreements, key=lambda pair: pair[0])
    if best == 1.0:
        return score + BIRTH_DATE_AGREES, Reason("birth_date", 1.0, asked.text, one.text, "same day")
    if best >= 0.8:
        detail = "can be the same date"
        return score + BIRTH_YEAR_AGREES, Reason("birth_date", best, asked.text, one.text, detail)
    if best > 0:
        detail = f"a year apart, or day and month swapped: times {BIRTH_YEAR_NEXT}"
        return score * BIRTH_YEAR_NEXT, Reason("birth_date", best, asked.text, one.text, detail)
    detail = f"different date: times {BIRTH_DATE_DIFFERS}"
    return score * BIRTH_DATE_DIFFERS, Reason("birth_date", 0.0, asked.text, one.text, detail)


def _agreement(asked: PartialDate, stated: PartialDate) -> float:
    """1 the same day, 0.8 may be the same, 0.4 nearly, 0 cannot be."""
    a1, a2, s1, s2 = asked.earliest, asked.latest, stated.earliest, stated.latest
    if a1 is None or a2 is None or s1 is None or s2 is None:
        return 0.4
    if asked.precision == stated.precision == "day":
        if a1 == s1:
            return 1.0
        swapped = (a1.year, a1.month, a1.day) == (s1.year, s1.day, s1.month)
        if swapped:
            return 0.4
    slack = CIRCA_YEARS if asked.circa or stated.circa else 0
    if a1.year - slack <= s2.year and s1.year - slack <= a2.year and (slack or (a1 <= s2 and s1 <= a2)):
        return 0.8
    return (
        0.4
        if a1.year - 1 <= s2.year and s1.year - 1 <= a2.year and asked.precision != stated.precision
        else 0.0
    )


def _weigh_countries(score: float, asked: frozenset[str], listing: Listing) -> tuple[float, Reason | None]:
    stated = {country.code for country in _countries(listing) if country.code}
    if not stated:
        return score, None
    query, listed = " ".join(sorted(asked)), " ".join(sorted(stated))
    if asked & stated:
        return score + COUNTRY_AGREES, Reason("country", 1.0, query, listed, "a country in common")
    detail = f"no country in common: times {COUNTRY_DIFFERS}"
    return score * COUNTRY_DIFFERS, Reason("country", 0.0, query, listed, detail)


def _countries(listing: Listing) -> list[Country]:
    born = [place.country for place in listing.birth_places]
    lives = [address.country for address in listing.addresses]
    stated = (*listing.nationalities, *listing.citizenships, *born, *lives)
    return [country for country in stated if country is not None]
