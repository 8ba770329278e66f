"""A number and its wording → the interval it can stand for."""

from ostrakon.model.claims import Envelope, Qualifier, Value

__all__ = ["envelope_of", "rounding_of"]


def rounding_of(number: int) -> int:
    """The place of the last digit that is not 0: 100 for 3,800, 1 for 9,364. 1 for 0."""
    place = 1
    while number and number % (place * 10) == 0:
        place *= 10
    return place


def envelope_of(value: Value, qualifier: Qualifier) -> Envelope:
    """What can be meant, by the conventions of docs/concepts/claims.md.

    A round number, with or without "about", stands for half a place to each side; "about" never makes it
    narrower. A bound stands for all beyond it. Lexical numbers and ranges keep their two ends.
    """
    low, high = value.low, value.high
    place = rounding_of(low)
    half = 0.0 if place == 1 else place / 2
    if qualifier in {"range", "lexical"}:
        return Envelope(low, high)
    if qualifier == "at_least":
        return Envelope(low, None)
    if qualifier == "more_than":
        return Envelope(low, None, low_open=True)
    if qualifier == "nearly":
        return Envelope(low - place, low, high_open=True)
    if qualifier == "up_to":
        return Envelope(0, high)
    if qualifier == "fewer_than":
        return Envelope(0, high, high_open=True)
    if qualifier == "denial":
        return Envelope(0, 0)
    return Envelope(low - half, high + half)
