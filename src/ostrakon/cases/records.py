"""What the journal holds of a screening: the entry, and apart from it what is personal."""

from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec
import rfc8785
from msgspec import Struct

from ostrakon.model import Answer, Hit, InForceAnswer, Mention, Proof, Query, TextAnswer, TiedHit

__all__ = [
    "Document",
    "Entry",
    "Erasure",
    "JournalEntry",
    "Personal",
    "Screened",
    "canonical",
    "commitment",
    "decoded_entry",
]

SCHEMA_VERSION = 1


class Document(Struct, frozen=True):
    """A text that was screened: SHA-256 of it in UTF-8, and how many characters it has."""

    sha256: str
    characters: int


class Personal(Struct, frozen=True):
    """Who was looked for and what was found: all of an entry that can tell of a person.

    `query` is None for a document, `document` and `mentions` are None for a query. `in_force` is what each
    issuer's lists say of the day of effect that was asked for, `tied` are the parties on no list that were
    found in the network, where it was asked.
    """

    query: Query | None
    hits: tuple[Hit, ...] | None
    document: Document | None = None
    mentions: tuple[Mention, ...] | None = None
    in_force: dict[str, InForceAnswer] = {}
    tied: tuple[TiedHit, ...] = ()


class Screened(Struct, frozen=True):
    """One screening as it is to be recorded: what is personal, and what the answer rests on."""

    personal: Personal
    proof: Proof
    limit: int
    hits: int
    more_hits: bool = False

    @classmethod
    def of_answer(cls, answer: Answer, *, limit: int) -> "Screened":
        personal = Personal(answer.query, answer.hits, in_force=answer.in_force, tied=answer.tied)
        return cls(personal, answer.proof, limit, len(answer.hits), answer.more_hits)

    @classmethod
    def of_text(cls, answer: TextAnswer, text: str, *, limit: int) -> "Screened":
        document = Document(sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), len(text))
        personal = Personal(None, None, document, tuple(answer.mentions))
        return cls(personal, answer.proof, limit, len(answer.mentions))


class JournalEntry(Struct, frozen=True, kw_only=True, tag="screening", tag_field="kind"):
    """One screening. `personal_sha256` is of a secret salt and what is personal, `proof_sha256` of the proof,
    both as canonical JSON. `hits` counts hits, or mentions in a document. `channel` is the way it came."""

    schema_version: int = SCHEMA_VERSION
    number: int
    at: datetime
    who: str
    channel: str
    tool: str
    limit: int
    hits: int
    more_hits: bool
    personal_sha256: str
    proof_sha256: str
    previous: str


class Erasure(Struct, frozen=True, kw_only=True, tag="erasure", tag_field="kind"):
    """What was personal in the entries `erased` was deleted, on whose word and why."""

    schema_version: int = SCHEMA_VERSION
    number: int
    at: datetime
    who: str
    tool: str
    erased: tuple[int, ...]
    why: str
    previous: str


Entry = JournalEntry | Erasure


def canonical(value: Any) -> bytes:
    """`value` as canonical JSON (RFC 8785)."""
    return rfc8785.dumps(msgspec.to_builtins(value))


def commitment(salt: bytes, body: bytes) -> str:
    """What binds personal data to an entry without telling it: nobody can guess it back without the salt."""
    return sha256(salt + body).hexdigest()


def decoded_entry(body: bytes) -> Entry:
    """Raises msgspec.DecodeError for bytes that are no entry."""
    entry: Entry = msgspec.json.decode(body, type=Entry)
    return entry
