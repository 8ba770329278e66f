"""Periods, places, features and names of the file → dates and words of ours."""

from ostrakon.lists.sources.ofac.advanced.records import DocumentedName, Feature, Location, Period
from ostrakon.lists.sources.ofac.spans import to_date
from ostrakon.model import PartialDate

__all__ = ["date_of", "name_text", "place_text", "value_text"]


def date_of(period: Period | None) -> PartialDate | None:
    """The date that a period means."""
    return to_date(period.earliest, period.latest, circa=period.circa) if period else None


def place_text(location: Location | None) -> str:
    """In one line, the country last; "" for no place."""
    if location is None:
        return ""
    return ", ".join(filter(None, (*(value for _, value in location.parts), location.country)))


def value_text(feature: Feature) -> str:
    """Whatever a feature says: words, a date, a place."""
    dated = date_of(feature.period)
    said = (feature.text, dated.text if dated else "", place_text(feature.location))
    return ", ".join(filter(None, said))


def name_text(name: DocumentedName) -> str:
    """As printed: "AL-ASSAD Bashar"."""
    return " ".join(text for _, text in name.parts)
