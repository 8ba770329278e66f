"""The screening journal: append, look up, erase. Whoever appends does so alone, on one chain."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from ostrakon.cases.records import (
    Entry,
    Erasure,
    JournalEntry,
    Personal,
    Screened,
    canonical,
    commitment,
    decoded_entry,
)
from ostrakon.errors import OstrakonError, UsageError
from ostrakon.lists.store.database import JOURNAL_LOCK, Database
from ostrakon.lists.store.schema import journal, journal_head, journal_personal, journal_proofs
from ostrakon.model import Proof
from ostrakon.version import __version__

__all__ = ["NOTHING_BEFORE", "Held", "Journal", "JournalError", "Recorded", "Written"]

NOTHING_BEFORE = "0" * 64
_TOOL = f"ostrakon {__version__}"
_SALT_BYTES = 32
_HEAD_ID = 1
# Bound parameters per statement: far under SQLite's limit of 32,766.
_BATCH = 500
_WHO = journal_personal.c.body.label("who")


class JournalError(OstrakonError):
    """An entry that is not there, or not as it was written."""


class Recorded(Struct, frozen=True):
    """The place of a screening in the journal: its number, its moment and the hash of its entry."""

    number: int
    at: datetime
    sha256: str


class Written(Struct, frozen=True):
    """Canonical JSON as it was stored, to the letter: every hash is of it, whatever a later Ostrakon, which
    may know more fields, would write."""

    entry: msgspec.Raw
    personal: msgspec.Raw | None = None
    proof: msgspec.Raw | None = None


class Held(Struct, frozen=True):
    """An entry with what belongs to it. `personal` and `salt` are None once erased; `proof` is None for an
    erasure."""

    entry: Entry
    sha256: str
    written: Written
    personal: Personal | None = None
    salt: bytes | None = None
    proof: Proof | None = None


class _Prepared(Struct, frozen=True):
    salt: bytes
    personal: bytes
    proof_sha256: str


class Journal:
    """The journal in one database; SQLite and PostgreSQL alike."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    # --- writing -----------------------------------------------------------------------------------

    def record(self, screened: Sequence[Screened], *, who: str, channel: str) -> list[Recorded]:
        """One entry for each, in order, all of them or none. They are on disk once this returns."""
        if not screened:
            return []
        prepared, proofs = _prepared(screened)  # before others have to wait
        with self._database.writing(lock=JOURNAL_LOCK) as connection:
            at = self._now()  # by now nobody else can come in between: moments are in order of numbers
            number, previous = _head(connection)
            rows: list[dict[str, object]] = []
            for one, ready in zip(screened, prepared, strict=True):
                number += 1
                entry = JournalEntry(
                    number=number,
                    at=at,
                    who=who,
                    channel=channel,
                    tool=_TOOL,
                    limit=one.limit,
                    hits=one.hits,
                    more_hits=one.more_hits,
                    personal_sha256=commitment(ready.salt, ready.personal),
                    proof_sha256=ready.proof_sha256,
                    previous=previous,
                )
                rows.append(_row(entry))
                previous = str(rows[-1]["sha256"])
            _keep_proofs(connection, proofs)
            connection.execute(sa.insert(journal), rows)
            connection.execute(
                sa.insert(journal_personal),
                [
                    {"number": row["number"], "salt": ready.salt, "body": ready.personal}
                    for row, ready in zip(rows, prepared, strict=True)
                ],
            )
            _set_head(connection, number, previous)
        first = number - len(rows) + 1
        return [Recorded(place, at, str(row["sha256"])) for place, row in enumerate(rows, first)]

    def erase(self, numbers: Iterable[int], *, who: str, why: str) -> Recorded:
        """Delete what is personal in these entries, and say so in one more. The chain still holds.

        Raises UsageError for a number that is no screening, or one that was erased before.
        """
        wanted = tuple(sorted(set(numbers)))
        if not wanted:
            raise UsageError("nothing to erase: give the number of an entry")
        if not why.strip():
            raise UsageError("give the reason for erasing; it is kept in the journal")
        with self._database.writing(lock=JOURNAL_LOCK) as connection:
            for number in wanted:
                _refuse_not_erasable(connection, number)
            number, previous = _head(connection)
            at = self._now()
            entry = Erasure(
                number=number + 1, at=at, who=who, tool=_TOOL, erased=wanted, why=why, previous=previous
            )
            row = _row(entry)
            connection.execute(sa.insert(journal), [row])
            for batch in _batches(wanted):
                connection.execute(
                    sa.update(journal_personal)
                    .where(journal_personal.c.number.in_(batch))
                    .values(salt=None, body=None)
                )
            _set_head(connection, entry.number, str(row["sha256"]))
        self._database.scrub(journal_personal.name)
        return Recorded(entry.number, at, str(row["sha256"]))

    # --- reading -----------------------------------------------------------------------------------

    def find(self, number: int) -> Held:
        """The entry of that number. Raises UsageError where there is none."""
        for held in self._held(journal.c.number == number):
            return held
        raise UsageError(_not_there(number))

    def entries(self, *, since: int = 1) -> Iterator[Held]:
        """Every entry from number `since` on, oldest first."""
        return self._held(journal.c.number >= since)

    def _held(self, condition: sa.ColumnElement[bool]) -> Iterator[Held]:
        query = (
            sa.select(
                journal.c.body,
                journal.c.sha256,
                journal_personal.c.salt,
                journal_personal.c.body.label("who"),
            )
            .outerjoin(journal_personal, journal_personal.c.number == journal.c.number)
            .where(condition)
            .order_by(journal.c.number)
            .execution_options(yield_per=_BATCH)
        )
        proofs: dict[str, _StoredProof] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query):
                yield _held_of(connection, row, proofs)


def _prepared(screened: Sequence[Screened]) -> tuple[list[_Prepared], dict[str, bytes]]:
    """What is personal in each, and the proofs by hash: answers of one call share theirs."""
    ready: list[_Prepared] = []
    proofs: dict[str, bytes] = {}
    last: tuple[Proof, str] | None = None
    for one in screened:
        if last is None or last[0] is not one.proof:
            body = canonical(one.proof)
            last = (one.proof, sha256(body).hexdigest())
            proofs[last[1]] = body
        ready.append(_Prepared(secrets.token_bytes(_SALT_BYTES), canonical(one.personal), last[1]))
    return ready, proofs


_StoredProof = tuple[Proof, msgspec.Raw]


def _held_of(connection: sa.Connection, row: Any, proofs: dict[str, _StoredProof]) -> Held:
    try:
        entry = decoded_entry(row.body)
        personal = None if row.who is None else msgspec.json.decode(row.who, type=Personal)
        if isinstance(entry, Erasure):
            return Held(entry, row.sha256, Written(msgspec.Raw(row.body)))
        if entry.proof_sha256 not in proofs:
            proofs[entry.proof_sha256] = _proof(connection, entry.proof_sha256)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise JournalError(f"journal entry {row.sha256[:12]}…: not as it was written: {error}") from error
    proof, proof_body = proofs[entry.proof_sha256]
    body = None if row.who is None else msgspec.Raw(row.who)
    written = Written(msgspec.Raw(row.body), body, proof_body)
    return Held(entry, row.sha256, written, personal, row.salt, proof)


def _proof(connection: sa.Connection, digest: str) -> _StoredProof:
    body = connection.execute(
        sa.select(journal_proofs.c.body).where(journal_proofs.c.sha256 == digest)
    ).scalar()
    if body is None:
        raise JournalError(f"journal proof {digest}: is not there")
    return msgspec.json.decode(body, type=Proof), msgspec.Raw(body)


def _head(connection: sa.Connection) -> tuple[int, str]:
    """Number and hash of the newest entry; 0 and zeros before the first."""
    row = connection.execute(sa.select(journal_head.c.number, journal_head.c.sha256)).first()
    return (0, NOTHING_BEFORE) if row is None else (row.number, row.sha256)


def _set_head(connection: sa.Connection, number: int, digest: str) -> None:
    done = connection.execute(sa.update(journal_head).values(number=number, sha256=digest))
    if not done.rowcount:
        connection.execute(sa.insert(journal_head).values(id=_HEAD_ID, number=number, sha256=digest))


def _row(entry: Entry) -> dict[str, object]:
    body = canonical(entry)
    return {
        "number": entry.number,
        "at": entry.at,
        "sha256": sha256(body).hexdigest(),
        "previous": entry.previous,
        "body": body,
    }


def _keep_proofs(connection: sa.Connection, proofs: dict[str, bytes]) -> None:
    for digest, body in proofs.items():
        held = connection.execute(
            sa.select(journal_proofs.c.sha256).where(journal_proofs.c.sha256 == digest)
        ).first()
        if held is None:
            connection.execute(sa.insert(journal_proofs).values(sha256=digest, body=body))


def _refuse_not_erasable(connection: sa.Connection, number: int) -> None:
    row = connection.execute(
        sa.select(journal_personal.c.body.is_(None).label("gone")).where(journal_personal.c.number == number)
    ).first()
    if row is None:
        held = connection.execute(sa.select(journal.c.number).where(journal.c.number == number)).first()
        if held is None:
            raise UsageError(_not_there(number))
        raise UsageError(f"journal entry {number}: is no screening")
    if row.gone:
        raise UsageError(f"journal entry {number}: was erased before")


def _not_there(number: int) -> str:
    return f"no journal entry {number}; `ostrakon journal list` shows what there is"


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _BATCH):
        yield numbers[start : start + _BATCH]
