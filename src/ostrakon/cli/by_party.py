"""The parties that the hits of answers are about, for the table and the JSON document."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from ostrakon.cli.consoles import output_console
from ostrakon.cli.waiting import waiting
from ostrakon.engine import Engine
from ostrakon.model import Answer, Proof
from ostrakon.screening.by_party import PartyHits, by_party

__all__ = ["Grouped", "grouped", "say_if_not_joined", "with_parties"]

Grouped = Sequence[tuple[PartyHits, ...]]


def grouped(engine: Engine, answers: Sequence[Answer], *, resolve: bool) -> Grouped | None:
    """The parties of each answer, in order; all answers are of one day.

    Where parties of that day were not made before, they are made with `resolve`; else None. Nothing is
    looked for where nothing was hit.
    """
    if not any(answer.hits for answer in answers):
        return [()] * len(answers)
    day = answers[0].proof.as_of
    members = engine.kept_members(as_of=day)
    if members is None and resolve:
        with waiting("joining listings to parties"):
            members = engine.members(as_of=day)
    return None if members is None else [by_party(answer.hits, members) for answer in answers]


def say_if_not_joined(engine: Engine, parties: Grouped | None, proof: Proof) -> None:
    """In one dim line, with the command that joins those of the day asked for.

    Nothing is said of the embedded snapshot, whose parties are not kept.
    """
    if parties is not None or not engine.settings.has_store:
        return
    day = "" if proof.as_of == engine.today() else f" --as-of {proof.as_of}"
    output_console().print(
        Text(f"listings are not joined to parties yet: `ostrakon parties{day}` joins them", style="dim"),
        soft_wrap=True,
    )


def with_parties(document: dict[str, Any], parties: Grouped | None) -> dict[str, Any]:
    """`document` with the `parties` of each of its answers, None where they are not known."""
    found = [None] * len(document["answers"]) if parties is None else parties
    answers = [
        {**answer, "parties": None if some is None else [_party(party) for party in some]}
        for answer, some in zip(document["answers"], found, strict=True)
    ]
    return {**document, "answers": answers}


def _party(party: PartyHits) -> dict[str, Any]:
    return {
        "party": party.party,
        "name": party.name,
        "score": party.score,
        "listings": [hit.party for hit in party.hits],
    }
