"""The parties that hits are about, under the hits and in the JSON document."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from ostrakon.cli.consoles import one_line
from ostrakon.cli.waiting import waiting
from ostrakon.engine import Engine
from ostrakon.model import Answer
from ostrakon.screening.by_party import PartyHits

__all__ = ["Grouped", "grouped", "show_parties", "with_parties"]

Grouped = Sequence[tuple[PartyHits, ...]]


def grouped(engine: Engine, answers: Sequence[Answer]) -> Grouped:
    """The parties of each answer, in order."""
    with waiting("joining listings to parties"):
        return [engine.by_party(answer) for answer in answers]


def show_parties(console: Console, parties: Grouped) -> None:
    """A line for each party, with its listings that were hit."""
    for party in (party for some in parties for party in some):
        keys = ", ".join(hit.party for hit in party.hits)
        said = f"{party.score:.2f}  {party.party}  {one_line(party.name)}  listed as {one_line(keys)}"
        console.print(Text(said), soft_wrap=True)


def with_parties(document: dict[str, Any], parties: Grouped) -> dict[str, Any]:
    """`document` with the `parties` of each of its answers."""
    answers = [
        {**answer, "parties": [_party(party) for party in some]}
        for answer, some in zip(document["answers"], parties, strict=True)
    ]
    return {**document, "answers": answers}


def _party(party: PartyHits) -> dict[str, Any]:
    return {
        "party": party.party,
        "name": party.name,
        "score": party.score,
        "listings": [hit.party for hit in party.hits],
    }
