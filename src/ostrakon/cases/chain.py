"""The journal recomputed: every hash, every link, every proof and what is personal."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec
import sqlalchemy as sa

from ostrakon.cases.journal import NOTHING_BEFORE
from ostrakon.cases.records import Entry, Erasure, JournalEntry, canonical, commitment, decoded_entry
from ostrakon.lists.store.database import Database
from ostrakon.lists.store.schema import journal, journal_head, journal_personal, journal_proofs
from ostrakon.model import Problem

__all__ = ["verify_journal"]

_BATCH = 500
_Row = sa.Row[Any]


def verify_journal(database: Database) -> Iterator[Problem]:
    """What is not as it was written, each by the number of its entry."""
    with database.reading() as connection:
        proofs = set()
        for row in connection.execute(sa.select(journal_proofs)):
            proofs.add(row.sha256)
            if (found := sha256(row.body).hexdigest()) != row.sha256:
                yield Problem(f"journal proof {row.sha256}", f"found SHA-256 {found}")
        yield from _entries(connection, proofs)


def _entries(connection: sa.Connection, proofs: set[str]) -> Iterator[Problem]:
    query = (
        sa.select(journal, journal_personal.c.salt, journal_personal.c.body.label("who"))
        .outerjoin(journal_personal, journal_personal.c.number == journal.c.number)
        .order_by(journal.c.number)
        .execution_options(yield_per=_BATCH)
    )
    chain = _Chain(proofs)
    try:
        for row in connection.execute(query):
            yield from chain.link(row)
            yield from chain.content(row)
    except ValueError as error:  # of a column that its own type cannot read, such as a moment that is none
        yield Problem(f"journal, after entry {chain.number}", f"cannot be read: {error}")
        return
    yield from _erasures(chain.gone, chain.erased)
    yield from _end(connection, chain.number, chain.previous)


class _Chain:
    """What was seen of the journal so far."""

    def __init__(self, proofs: set[str]) -> None:
        self.number, self.previous = 0, NOTHING_BEFORE
        self.gone: set[int] = set()
        self.erased: set[int] = set()
        self._proofs = proofs

    def link(self, row: _Row) -> Iterator[Problem]:
        """Number, hash and place of the next entry."""
        where = f"journal entry {row.number}"
        if row.number != self.number + 1:
            yield Problem(where, f"comes after entry {self.number}: what was in between is gone")
        found = sha256(row.body).hexdigest()
        if found != row.sha256:
            yield Problem(where, f"expected SHA-256 {row.sha256}, found {found}")
        if row.previous != self.previous:
            yield Problem(where, "does not follow the entry before it")
        self.number, self.previous = row.number, row.sha256

    def content(self, row: _Row) -> Iterator[Problem]:
        """What the entry says, and what belongs to it."""
        where = f"journal entry {row.number}"
        try:
            entry = decoded_entry(row.body)
            fields = msgspec.json.decode(row.body)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield Problem(where, f"is no entry: {error}")
            return
        if (what := _unlike_its_row(entry, fields, row)) is not None:
            yield Problem(where, what)
        if isinstance(entry, Erasure):
            self.erased.update(entry.erased)
            return
        if entry.proof_sha256 not in self._proofs:
            yield Problem(where, f"its proof {entry.proof_sha256} is not there")
        if row.who is None and row.salt is None:
            self.gone.add(row.number)
        elif (what := _changed_person(entry, row)) is not None:
            yield Problem(where, what)


def _unlike_its_row(entry: Entry, fields: object, row: _Row) -> str | None:
    if canonical(fields) != row.body:
        return "is not in canonical form"
    if (entry.number, entry.previous, entry.at) != (row.number, row.previous, row.at):
        return "its columns are not what its body says"
    return None


def _changed_person(entry: JournalEntry, row: _Row) -> str | None:
    if row.who is None or row.salt is None:
        return "one half of what is personal is gone"
    if commitment(row.salt, row.who) != entry.personal_sha256:
        return "what is personal in it is not what was recorded"
    return None


def _erasures(gone: set[int], erased: set[int]) -> Iterator[Problem]:
    for number in sorted(gone - erased):
        yield Problem(
            f"journal entry {number}", "what is personal in it is gone, and no entry says it was erased"
        )
    for number in sorted(erased - gone):
        yield Problem(f"journal entry {number}", "is said to be erased, and is not")


def _end(connection: sa.Connection, number: int, digest: str) -> Iterator[Problem]:
    head = connection.execute(sa.select(journal_head)).all()
    last = (number, digest)
    if number and [(row.number, row.sha256) for row in head] != [last]:
        yield Problem("journal head", f"does not name entry {number}, which is the last")
    if not number and head:
        yield Problem("journal head", f"names entry {head[0].number}; the journal is empty")
