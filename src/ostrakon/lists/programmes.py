"""A programme's code as an issuer prints it → its title, legal acts, days, and what allies have like it."""

from datetime import date
from functools import lru_cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from ostrakon.errors import UsageError

__all__ = [
    "ISSUERS",
    "FollowUp",
    "LegalAct",
    "Programme",
    "Subject",
    "families",
    "follow_up",
    "programme_of",
    "programmes",
    "sources",
    "subject_of",
]

ISSUERS = ("us", "gb", "eu", "un")


class LegalAct(Struct, frozen=True, rename={"start": "from"}):
    """What a programme rests on. `adopted` is the day it was signed or made, `published` that of the
    journal, `start` and `until` the first and last day of effect; None where nobody checked, and for
    `until` also where it has not ended. `source` is a key of the table's sources."""

    act: str
    source: str
    adopted: date | None = None
    published: date | None = None
    start: date | None = None
    until: date | None = None


class Programme(Struct, frozen=True):
    """One programme of one issuer. `codes` are all ways it is printed, none where nobody was ever listed.

    `family` joins it with those of other issuers on the same subject. `counterpart` False: no other
    issuer has the like, so that a party under it alone is no gap. `ended_by` says what ended it.
    """

    codes: tuple[str, ...]
    title: str
    acts: tuple[LegalAct, ...]
    family: str | None = None
    counterpart: bool = True
    ended_by: str | None = None
    issuer: str = ""

    @property
    def until(self) -> date | None:
        """The last day of its last act; None while one has no last day."""
        ends = [act.until for act in self.acts]
        return None if not ends or None in ends else max(end for end in ends if end is not None)

    def ended_by_day(self, day: date) -> bool:
        """Whether every act it rests on is known to have ended before `day`."""
        return self.until is not None and self.until < day


class FollowUp(Struct, frozen=True, rename={"start": "from"}):
    """A law by which `issuer` may list faster whom one of `after` has listed, from `start` on."""

    issuer: str
    after: tuple[str, ...]
    act: str
    terms: str
    start: date
    source: str


class Subject(Struct, frozen=True):
    """What a comparison is about: one family, or one programme alone. `rows` are its programmes."""

    name: str
    title: str
    rows: tuple[Programme, ...]

    def holds(self, issuer: str, code: str) -> bool:
        """Whether `code` of `issuer` is of it."""
        return any(row.issuer == issuer and code in row.codes for row in self.rows)


class _Table(Struct, frozen=True):
    sources: dict[str, str]
    families: dict[str, str]
    follow_ups: tuple[FollowUp, ...]
    us: tuple[Programme, ...]
    gb: tuple[Programme, ...]
    eu: tuple[Programme, ...]
    un: tuple[Programme, ...]


@lru_cache(maxsize=1)
def programmes() -> tuple[Programme, ...]:
    """Every programme of the table, issuer by issuer."""
    table = _table()
    return tuple(
        msgspec.structs.replace(row, issuer=issuer) for issuer in ISSUERS for row in getattr(table, issuer)
    )


def families() -> dict[str, str]:
    """The families by name, with their titles."""
    return dict(_table().families)


def sources() -> dict[str, str]:
    """Where the table's rows are known from, by the key that an act carries."""
    return dict(_table().sources)


def programme_of(issuer: str, code: str) -> Programme | None:
    """The programme that `issuer` prints as `code`; None for one that is not in the table."""
    return _by_code().get((issuer, code))


def subject_of(word: str) -> Subject:
    """The family called `word`, else the programme with that code, upper or lower case.

    Raises UsageError, naming the families, for what is neither.
    """
    wanted = word.strip().casefold()
    if wanted in _table().families:
        rows = tuple(row for row in programmes() if row.family == wanted)
        return Subject(wanted, _table().families[wanted], rows)
    rows = tuple(row for row in programmes() if wanted in {code.casefold() for code in row.codes})
    if not rows:
        raise UsageError(
            f"unknown programme {word!r}; give a code as an issuer prints it (SYRIA-CAESAR), or one of "
            f"{', '.join(_table().families)}"
        )
    return Subject(word.strip(), rows[0].title, rows)


def follow_up(issuer: str, *, after: set[str], day: date) -> FollowUp | None:
    """The law in effect on `day` by which `issuer` may follow one of `after`; None where there is none."""
    for rule in _table().follow_ups:
        if rule.issuer == issuer and rule.start <= day and not after.isdisjoint(rule.after):
            return rule
    return None


@lru_cache(maxsize=1)
def _by_code() -> dict[tuple[str, str], Programme]:
    return {(row.issuer, code): row for row in programmes() for code in row.codes}


@lru_cache(maxsize=1)
def _table() -> _Table:
    text = files("ostrakon.lists").joinpath("data", "programmes.yml").read_bytes()
    return msgspec.yaml.decode(text, type=_Table)
