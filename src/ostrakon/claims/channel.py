"""A report's bytes → its reading, with the lists of its day: what `ostrakon read` and the engine call."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from ostrakon.claims.extraction.grammar import Grammar
from ostrakon.claims.reader import MOST_CHARACTERS, anchor_of, read
from ostrakon.errors import UsageError
from ostrakon.evidence.reduction import reduce_document
from ostrakon.model import Hit, Query
from ostrakon.model.claims import Reading
from ostrakon.screening import Screening, screen_many, screen_text

__all__ = ["MOST_BYTES", "read_report"]

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
    if dated is not None and dated > today:
        raise UsageError(f"--dated {dated}: that day has not come yet (today is {today})")
    if len(content) > MOST_BYTES:
        raise UsageError(f"{name}: {len(content):,} bytes; a report has at most {MOST_BYTES:,}. Cut it up.")
    document = reduce_document(content, name=name)
    if len(document.text) > MOST_CHARACTERS:
        raise UsageError(
            f"{name}: {len(document.text):,} characters; a report has at most {MOST_CHARACTERS:,}. Cut it up."
        )
    if not any(map(str.isalnum, document.text)):
        raise UsageError(f"{name}: no letter or digit in it (a scan that was never turned into text?)")
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
