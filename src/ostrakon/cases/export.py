"""The journal as a file for others: JSON Lines that can be checked anew, or a table."""

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import IO, Any

import msgspec

from ostrakon.cases.journal import Held
from ostrakon.cases.records import JournalEntry
from ostrakon.errors import UsageError

__all__ = ["COLUMNS", "export_journal"]

COLUMNS = (
    *(
        "number",
        "kind",
        "at",
        "who",
        "channel",
        "name",
        "query_kind",
        "birth_date",
        "countries",
        "identifiers",
    ),
    *("document_sha256", "threshold", "limit", "hits", "best_score", "best_party", "as_of", "in_force_on"),
    *("matcher", "lists", "erased", "why", "sha256", "previous"),
)
_ENDINGS = (".jsonl", ".csv")


def export_journal(entries: Iterable[Held], path: Path) -> int:
    """Write every entry to the new file `path` (.jsonl or .csv), or nothing at all. Returns how many."""
    if path.suffix.lower() not in _ENDINGS:
        raise UsageError(f"{path}: the name must end in {' or '.join(_ENDINGS)}")
    if path.exists():
        raise UsageError(f"{path}: exists already")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: no such folder {path.parent}")
    workshop = path.with_name(f".{path.name}-{token_hex(4)}")
    write = _write_lines if path.suffix.lower() == ".jsonl" else _write_table
    try:
        handle = os.open(workshop, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # names of people are in it
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            written = write(entries, file)
        workshop.replace(path)
    finally:
        workshop.unlink(missing_ok=True)
    return written


def _write_lines(entries: Iterable[Held], file: IO[str]) -> int:
    written = 0
    for held in entries:
        line = {
            "entry": held.written.entry,
            "sha256": held.sha256,
            "salt": held.salt.hex() if held.salt else None,
            "personal": held.written.personal,
            "proof": held.written.proof,
        }
        file.write(msgspec.json.encode(line).decode() + "\n")
        written += 1
    return written


def _write_table(entries: Iterable[Held], file: IO[str]) -> int:
    table = csv.DictWriter(file, COLUMNS)
    table.writeheader()
    written = 0
    for row in map(_row, entries):
        table.writerow({column: _not_a_formula(value) for column, value in row.items()})
        written += 1
    return written


def _row(held: Held) -> dict[str, Any]:
    return dict.fromkeys(COLUMNS, "") | dict(_cells(held))


def _cells(held: Held) -> Iterator[tuple[str, Any]]:
    entry = held.entry
    yield "number", entry.number
    yield "at", entry.at.isoformat()
    yield "who", entry.who
    yield "sha256", held.sha256
    yield "previous", entry.previous
    if not isinstance(entry, JournalEntry):
        yield "kind", "erasure"
        yield "erased", ";".join(map(str, entry.erased))
        yield "why", entry.why
        return
    yield "kind", "screening"
    yield "channel", entry.channel
    yield "limit", entry.limit
    yield "hits", entry.hits
    yield from _proof_cells(held)
    yield from _personal_cells(held)


def _proof_cells(held: Held) -> Iterator[tuple[str, Any]]:
    proof = held.proof
    if proof is None:
        return
    yield "threshold", proof.threshold
    yield "as_of", proof.as_of
    yield "in_force_on", proof.in_force_on or ""
    yield "matcher", proof.matcher
    yield "lists", ";".join(f"{one.dataset}@{one.version}={one.sha256}" for one in proof.checked)


def _personal_cells(held: Held) -> Iterator[tuple[str, Any]]:
    personal = held.personal
    if personal is None:
        yield "name", "(erased)"
        return
    if personal.query is not None:
        yield "name", personal.query.name
        yield "query_kind", personal.query.kind or ""
        yield "birth_date", personal.query.birth_date or ""
        yield "countries", ";".join(personal.query.countries)
        yield "identifiers", ";".join(personal.query.identifiers)
    if personal.document is not None:
        yield "document_sha256", personal.document.sha256
    found = personal.hits or [hit for mention in personal.mentions or () for hit in mention.hits]
    if found:
        best = max(found, key=lambda hit: hit.score)
        yield "best_score", best.score
        yield "best_party", best.party


def _not_a_formula(value: object) -> object:
    """A spreadsheet runs a cell that begins like a formula; with a quotation mark before it, it is text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in set("=+-@\t\r") else value
