"""Every party of a prepared register → its answer by each rule, to be counted or written to a file."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np
from msgspec import Struct

from ostrakon.errors import OstrakonError, UsageError
from ostrakon.model import Jurisdiction, ListedPeriod, Verdict
from ostrakon.ownership.blocked import issuers_of
from ostrakon.ownership.network import listed_on
from ostrakon.ownership.register.answers import VERDICTS, Verdicts, answer_all
from ostrakon.ownership.register.prepared import Register
from ostrakon.ownership.rules import JURISDICTIONS, rules_digest
from ostrakon.screening.batch import not_a_formula

__all__ = ["Everybody", "answer_everybody", "refuse_format", "write_answers"]

_FORMATS = (".csv", ".parquet")


class Everybody(Struct, frozen=True):
    """The answers of a day: for each rule an array of places in VERDICTS, by number of the party.

    `listed` are listed on that day by an issuer whose list counts for a rule that was asked for; `absent` of
    them have no stake in the register, nor anybody a stake in them. `rules_digest` is the SHA-256 of the
    file of rules.
    """

    register: Register
    on: date
    law_known_at: date
    complete: bool
    listed: int
    absent: int
    rules_digest: str
    answers: dict[Jurisdiction, Verdicts]

    def counts(self, rule: Jurisdiction) -> dict[Verdict, int]:
        """How many parties have each answer, listed ones among them."""
        numbers = np.bincount(self.answers[rule], minlength=len(VERDICTS))
        return dict(zip(VERDICTS, numbers.tolist(), strict=True))


def answer_everybody(
    register: Register,
    periods: Sequence[ListedPeriod],
    on: date,
    *,
    rules: Sequence[Jurisdiction] = (),
    law_known_at: date,
    complete: bool,
) -> Everybody:
    """By each of `rules` (empty: all)."""
    asked = rules or JURISDICTIONS
    listed = listed_on(periods, on, frozenset().union(*(issuers_of(rule, on) for rule in asked)))
    return Everybody(
        register=register,
        on=on,
        law_known_at=law_known_at,
        complete=complete,
        listed=len(listed),
        absent=sum(register.number(party) is None for party in listed),
        rules_digest=rules_digest(),
        answers={
            rule: answer_all(register, rule, periods, on, law_known_at=law_known_at, complete=complete)
            for rule in asked
        },
    )


def write_answers(everybody: Everybody, path: Path) -> int:
    """One row for each party that is blocked, or of which it cannot be told, by one rule at least: its id and
    its answer by each. A .csv or .parquet file, whole or not at all; an id that a spreadsheet would take for
    a formula begins with "'" in .csv. Returns the number of rows."""
    refuse_format(path)
    found = np.flatnonzero(np.any([each != 0 for each in everybody.answers.values()], axis=0))
    ids = [everybody.register.id(number) for number in found.tolist()]
    columns: dict[str, Any] = {"party": ids if path.suffix != ".csv" else list(map(not_a_formula, ids))}
    words = np.array(VERDICTS)
    columns |= {rule: words[each[found]] for rule, each in everybody.answers.items()}
    import polars

    table = polars.DataFrame(columns)
    _write_whole(path, table.write_csv if path.suffix == ".csv" else table.write_parquet)
    return len(found)


def refuse_format(path: Path) -> None:
    """Raises UsageError for a file of another form than can be written."""
    if path.suffix not in _FORMATS:
        raise UsageError(f"{path}: write to a file that ends with {' or '.join(_FORMATS)}")


def _write_whole(path: Path, write: Callable[[Path], object]) -> None:
    workshop = path.with_name(f".{path.name}.{token_hex(4)}")
    try:
        write(workshop)
        workshop.replace(path)
    except OSError as error:
        raise OstrakonError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        with suppress(OSError):
            workshop.unlink(missing_ok=True)
