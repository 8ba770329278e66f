"""When an entity was listed, from the four places that may say so (facts 4.4)."""

import re
from datetime import date

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts, iso_day
from ostrakon.lists.sources.eu_fsf.records import SanctionEntity
from ostrakon.model import DateBasis

__all__ = ["day", "listing_date", "stated_in_words"]

# Regimes that carry out the Security Council's lists: there "date of listing" or "of designation"
# without "EU" is mostly the Council's, weeks before the EU acted (measured on 2026-02-24: TAQA 4 to
# 16 days in 5 of 5, PRK in 8 of 13), and so tells nothing.
_REGIMES_OF_THE_UN = {"AFG", "IRQ", "PRK", "SOM", "TAQA", "UNLI"}
_DAY_IN_WORDS = (
    r"(?:(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))(?!\d)"
)
# "Date of listing: 23.5.2011", "date of designation 15/11/2011"; not "Date of UN designation", not
# "Date of designation referred to in Article 9a(9)(b)" (the Security Council's), not the bare dates
# of details such as "(26.7.2010, suspended since 16.1.2016)".
_ANY_LISTING = re.compile(rf"\bdate of (?:EU )?(?:listing|designation)\s*:?\s*{_DAY_IN_WORDS}", re.IGNORECASE)
_EU_LISTING = re.compile(rf"\bdate of EU (?:listing|designation)\s*:?\s*{_DAY_IN_WORDS}", re.IGNORECASE)
_SLASHED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def listing_date(entity: SanctionEntity, doubts: Doubts) -> tuple[date | None, DateBasis]:
    """The listing date and how sure it is.

    Stated: designationDate, or the date that designationDetails and remarks give in words. Derived:
    the earliest publication date of all its acts, on or before which it was listed. That of
    `regulation` is its latest amendment's and alone would be years late; once in 5,860 it is earlier
    than those of all details, and then is the better bound.
    """
    if entity.designation_date:
        return _day(entity.designation_date, "designationDate", entity), "stated"
    in_words = stated_in_words(entity, doubts)
    if in_words:
        return in_words, "stated"
    acts = (entity.regulation, *(detail.act for detail in entity.details))
    published = [
        _day(act.publication_date, "publicationDate", entity) for act in acts if act and act.publication_date
    ]
    return (min(published), "derived") if published else (None, "unknown")


def stated_in_words(entity: SanctionEntity, doubts: Doubts) -> date | None:
    """The one date that the texts label as the EU's listing; None where they give none, or several."""
    pattern = _EU_LISTING if entity.regulation.programme in _REGIMES_OF_THE_UN else _ANY_LISTING
    found = {
        _day_in_words(match)
        for text in (entity.designation_details, *entity.remarks)
        for match in pattern.finditer(text)
    }
    if len(found) > 1 or None in found:
        doubts.note("listing date in words that is not one date", entity.listing_id)
        return None
    return found.pop() if found else None


def day(text: str) -> date | None:
    """An ISO date or dateTime, or dd/mm/yyyy as the CSV may write it; None for anything else."""
    slashed = _SLASHED_DAY.fullmatch(text)
    if not slashed:
        return iso_day(text)
    return _date(int(slashed[3]), int(slashed[2]), int(slashed[1]))


def _day(text: str, field: str, entity: SanctionEntity) -> date:
    found = day(text)
    if found is None:
        raise SourceError(f"eu_fsf: {field} {text!r} of {entity.listing_id} is no date")
    return found


def _day_in_words(match: re.Match[str]) -> date | None:
    if match["iso"]:
        return iso_day(match["iso"])
    return _date(int(match["year"]), int(match["month"]), int(match["day"]))


def _date(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None
