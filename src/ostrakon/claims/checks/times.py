"""Dates that the text leaves to the reader: from which day, and until when."""

from collections.abc import Iterator, Sequence

from ostrakon.claims.language.moments import Anchor
from ostrakon.model.claims import Check, TimeExpression

__all__ = ["time_checks"]


def time_checks(times: Sequence[TimeExpression], anchor: Anchor) -> Iterator[Check]:
    """One check for all relative dates, unless the text gives its own day and all follow from it."""
    relative = [one for one in times if one.relative and one.text != "then"]
    open_ = [one for one in relative if not one.resolved]
    if not relative or (anchor.basis == "stated" and not open_):
        return
    told = "; ".join(_told(one) for one in relative)
    if anchor.day is None:
        lead = "The text does not say on which day it was written, so its relative dates stay open"
    elif anchor.basis == "stated":
        lead = f"Counted from {anchor.day}, as the text is dated, these do not follow to the day"
        told = "; ".join(_told(one) for one in open_)
    else:
        lead = f"The text does not say its day; anchored to {anchor.day}, which was given"
    yield Check("unresolved_time_anchors", "warn", (), f"{lead}: {told}.", relative[0].start, relative[0].end)


def _told(one: TimeExpression) -> str:
    if one.first is None:
        return f"“{one.text}” open"
    if one.first == one.last:
        return f"“{one.text}” {'' if one.resolved else 'about '}{one.first}"
    return f"“{one.text}” {'' if one.resolved else 'about '}{one.first} to {one.last}"
