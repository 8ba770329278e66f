"""Screenings over HTTP → entries of the journal, for keys whose policy it is."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from starlette.types import Scope

from ostrakon.api.examples import Example
from ostrakon.api.keys import Key
from ostrakon.engine import Engine
from ostrakon.model import Answer, Query
from ostrakon.screening import Screening, screen_many

__all__ = ["RECORDED_HEADER", "record", "record_examples", "recorded_header", "recording_key", "who_asks"]

# The numbers of the journal entries that a request made, separated by commas.
RECORDED_HEADER = "x-ostrakon-screenings"
_CHANNEL = "http"
_MOST_HITS = 200  # of one journal entry
# Kinds that a match looks for alone; of the others it takes in several.
_ALONE = {"Vessel": "Vessel", "Airplane": "Airplane"}


def recording_key(scope: Scope) -> Key | None:
    """The key a request came with, where its screenings are recorded."""
    key: Key | None = scope["state"]["key"]
    return key if key is not None and key.records else None


def who_asks(key: Key) -> str:
    """How the journal names the holder of a key."""
    return f"key {key.id} ({key.name})"


def record(engine: Engine, key: Key, answers: Sequence[Answer], *, limit: int) -> list[int]:
    """The numbers of the entries written, one for each answer."""
    recorded = engine.record(answers, who=who_asks(key), channel=_CHANNEL, limit=limit)
    return [one.number for one in recorded]


def recorded_header(numbers: Sequence[int]) -> dict[str, str]:
    return {RECORDED_HEADER: ",".join(map(str, numbers))} if numbers else {}


def record_examples(
    engine: Engine,
    key: Key,
    examples: Sequence[Example],
    screening: Screening,
    *,
    threshold: float,
    limit: int,
) -> dict[str, str]:
    """Screen what the examples ask for as any other channel does, and write that down: each name by itself,
    before anything was left out of the answer, so that it can be done again from the entry alone."""
    queries = [query for example in examples for query in _queries(example)]
    limit = min(max(limit, 1), _MOST_HITS)
    proof = replace(screening.proof, threshold=threshold)
    again = replace(screening, threshold=threshold, limit=limit, proof=proof)
    return recorded_header(record(engine, key, list(screen_many(queries, again)), limit=limit))


def _queries(example: Example) -> Iterator[Query]:
    properties = example.properties
    born = properties.get("birthDate")
    for asked in example.asked:
        yield Query(
            name=asked.text,
            kind=_ALONE.get(example.schema),
            birth_date=born[0][:10] if born else None,
            countries=sorted(asked.evidence.countries),
            identifiers=sorted(asked.evidence.identifiers),
        )
