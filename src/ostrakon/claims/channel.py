"""A report's bytes → its reading, with the lists of its day: what `ostrakon read` and the engine call."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ostrakon.claims.extraction.grammar import Grammar
from ostrakon.claims.positions.following import Listed, ListedBetween
from ostrakon.claims.reader import MOST_CHARACTERS, anchor_of, read
from ostrakon.errors import UsageError
from ostrakon.evidence.reduction import ReductionError
from ostrakon.evidence.reduction.bounded import reduce_bounded
from ostrakon.lists.moments import end_of_day
from ostrakon.lists.programmes import families, programmes
from ostrakon.model import Hit, Query, ReducedText
from ostrakon.model.claims import Reading
from ostrakon.screening import Screening, screen_many, screen_text

if TYPE_CHECKING:
    from ostrakon.lists.store import ListStore

__all__ = ["MOST_BYTES", "listed_between", "read_report", "read_unlisted"]

# Whose list each dataset is. OFSI's list is left out: the UK Sanctions List repeats its entries.
SOURCES_OF = {
    "us_ofac_sdn": "us",
    "us_ofac_cons": "us",
    "gb_fcdo_sanctions": "gb",
    "eu_fsf": "eu",
    "un_sc_sanctions": "un",
}

# Pages and PDFs hold much besides their text; what is larger is no report.
MOST_BYTES = 32 << 20


def read_report(
    content: bytes,
    *,
    name: str,
    dated: date | None,
    grammar: Grammar,
    today: date,
    screening_on: Callable[[date | None], Screening],
) -> Reading:
    """`content` read. `screening_on` opens the lists in force on a day, None for those of today.

    Raises UsageError for a day that has not come and for what is too long, ReductionError for what is no
    document.
    """
    document = _reduced(content, name, dated, today)
    day = anchor_of(document, dated).day
    screening = screening_on(day if day is not None and day <= today else None)

    @lru_cache(maxsize=256)
    def other_lists(listed_name: str) -> Sequence[Hit]:
        (answer,) = screen_many([Query(name=listed_name)], screening)
        return answer.hits

    return read(
        document,
        grammar,
        name=name,
        dated=dated,
        listed=screen_text(document.text, screening),
        other_lists=other_lists,
        today=today,
    )


def read_unlisted(content: bytes, *, name: str, dated: date | None, grammar: Grammar, today: date) -> Reading:
    """`content` read without asking any list. Raises as `read_report` does."""
    document = _reduced(content, name, dated, today)
    return read(document, grammar, name=name, dated=dated, listed=None, today=today)


def listed_between(store: "ListStore | None", *, as_of: date) -> ListedBetween:
    """Who was listed under a programme between two days, by every version captured by the end of `as_of`."""

    @lru_cache(maxsize=16)
    def dated_listings(issuer: str, family: str) -> tuple[Listed, ...] | None:
        held = [] if store is None else [d for d in store.datasets() if SOURCES_OF.get(d) == issuer]
        if store is None or not held or family not in families():
            return None
        rows = [row for row in programmes() if row.family == family and row.issuer == issuer]
        codes = {code for row in rows for code in row.codes}
        if not codes:
            return None
        found: dict[tuple[str, str], Listed] = {}
        for dataset in held:
            for ever in store.ever_held(dataset, as_of=end_of_day(as_of)):
                listing = ever.listing
                under = any(programme.code in codes for programme in listing.programmes)
                if under and listing.listed_on is not None and listing.date_basis == "stated":
                    found[(dataset, listing.id)] = Listed(dataset, listing.name, listing.listed_on)
        return tuple(found.values())

    def between(issuer: str, family: str, first: date, last: date) -> Sequence[Listed] | None:
        listed = dated_listings(issuer, family)
        return None if listed is None else [one for one in listed if first < one.listed_on <= last]

    return between


def _reduced(content: bytes, name: str, dated: date | None, today: date) -> ReducedText:
    if dated is not None and dated > today:
        raise UsageError(f"--dated {dated}: that day has not come yet (today is {today})")
    if len(content) > MOST_BYTES:
        raise UsageError(f"{name}: {len(content):,} bytes; a report has at most {MOST_BYTES:,}. Cut it up.")
    try:
        document = reduce_bounded(content, name=name)
    except ReductionError as error:
        raise ReductionError(f"{name}: {error}") from error
    if len(document.text) > MOST_CHARACTERS:
        raise UsageError(
            f"{name}: {len(document.text):,} characters; a report has at most {MOST_CHARACTERS:,}. Cut it up."
        )
    if not any(map(str.isalnum, document.text)):
        raise UsageError(f"{name}: no letter or digit in it (a scan that was never turned into text?)")
    return document
