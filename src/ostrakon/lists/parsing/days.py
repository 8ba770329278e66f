"""An ISO date or dateTime → the day it prints."""

import re
from datetime import date

__all__ = ["iso_day"]

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")


def iso_day(text: str) -> date | None:
    """The day in the first ten characters, None where they are none.

    A time and an offset after it are cut off, not applied: the issuers mean the day they print
    (the UN's "2015-07-01-04:00" is 1 July).
    """
    if not _ISO_DAY.match(text):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
