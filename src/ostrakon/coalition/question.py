"""What two or more issuers are compared by: a programme, a kind, and two days."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from ostrakon.errors import UsageError
from ostrakon.lists.programmes import ISSUERS, Subject, subject_of
from ostrakon.model import Kind

__all__ = ["Question", "question_of"]


class Question(Struct, frozen=True):
    """What is compared: `issuers` in the order asked, `subject` None for any programme."""

    issuers: tuple[str, ...]
    subject: Subject | None
    kind: Kind | None
    in_force_on: date
    as_of: date

    def has_programme(self, issuer: str) -> bool:
        """Whether `issuer` has a programme of the subject; any issuer has where none was asked for."""
        return self.subject is None or any(row.issuer == issuer for row in self.subject.rows)


def question_of(
    issuers: Sequence[str],
    *,
    programme: str | None,
    kind: Kind | None,
    in_force_on: date | None,
    as_of: date | None,
    today: date,
) -> Question:
    """Raises UsageError for issuers, programmes and days that make no question."""
    asked = tuple(dict.fromkeys(issuer.strip().casefold() for issuer in issuers))
    for issuer in asked:
        if issuer not in ISSUERS:
            hint = " (write gb)" if issuer == "uk" else ""
            raise UsageError(f"unknown issuer {issuer!r}{hint}; known are {', '.join(ISSUERS)}")
    if len(asked) < 2:
        known = ", ".join(ISSUERS)
        raise UsageError(f"{' '.join(asked) or 'no issuer'}: give two issuers or more, of {known}")
    by = as_of or today
    if by > today:
        raise UsageError(f"as of {by}: that day has not come yet (today is {today})")
    if in_force_on is not None and in_force_on > today:
        raise UsageError(f"in force on {in_force_on}: that day has not come yet (today is {today})")
    if in_force_on is not None and in_force_on > by:
        raise UsageError(f"in force on {in_force_on}: later than what was known by {by}")
    subject = None if programme is None else subject_of(programme)
    day = in_force_on or by
    if subject is not None:
        _refuse_before(subject, day)
    return Question(asked, subject, kind, day, by)


def _refuse_before(subject: Subject, day: date) -> None:
    begun = [act.start or act.adopted for row in subject.rows for act in row.acts]
    first = min((one for one in begun if one is not None), default=None)
    if first is not None and None not in begun and day < first:
        raise UsageError(f"in force on {day}: no programme of {subject.name} was before {first}")
