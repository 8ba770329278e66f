"""Examples against the lists of a reach → yente's answer, as bytes put together from the shelves' own."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ostrakon.api.algorithms import OURS
from ostrakon.api.examples import Example, Params
from ostrakon.api.library import Library, Reach
from ostrakon.api.shelves import Shelf
from ostrakon.api.shelves.build import id_key
from ostrakon.matching import MATCHER_VERSION, Match, Matches, merged
from ostrakon.screening import Screening, match_together

__all__ = ["Narrowing", "Wanted", "answer", "found_for"]

_encode = msgspec.json.Encoder().encode
_MOST_MATCHES = 500  # yente's MAX_MATCHES


class Narrowing(Struct, frozen=True):
    """What a request leaves out of the lists it asks. Empty means nothing."""

    include_datasets: frozenset[str] = frozenset()
    exclude_datasets: frozenset[str] = frozenset()
    exclude_schemata: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    exclude_ids: frozenset[str] = frozenset()
    changed_since: str = ""

    def __bool__(self) -> bool:
        return self != _NOTHING_LEFT_OUT


_NOTHING_LEFT_OUT = Narrowing()


class Wanted(Struct, frozen=True):
    """Limits of one request. A result scores above `cutoff`, and is a `match` from `threshold` on."""

    limit: int
    threshold: float
    cutoff: float
    algorithm: str
    narrowing: Narrowing


def answer(
    keys: Sequence[str],
    examples: Sequence[Example],
    library: Library,
    reach: Reach,
    screening: Screening,
    wanted: Wanted,
) -> bytes:
    """The whole body of the answer, in the order of `keys`."""
    found = found_for(examples, library, reach, screening, wanted)
    parts = [
        _response(key, example, matches, library, wanted)
        for key, example, matches in zip(keys, examples, found, strict=True)
    ]
    return b'{"responses":{' + b",".join(parts) + b'},"limit":' + str(wanted.limit).encode() + b"}"


def found_for(
    examples: Sequence[Example], library: Library, reach: Reach, screening: Screening, wanted: Wanted
) -> list[Matches]:
    """Matches for each example. Those that are kept by the same rule go through the kernel together."""
    limit = min(max(wanted.limit, 1), _MOST_MATCHES)
    screening = replace(screening, threshold=max(wanted.cutoff, 0.0), limit=limit)
    found: dict[int, Matches] = {}
    groups: dict[Any, list[int]] = {}
    for place, example in enumerate(examples):
        narrowing = _narrowed(wanted.narrowing, example, library)
        groups.setdefault((example.schemata, narrowing), []).append(place)
    for (schemata, narrowing), places in groups.items():
        keep = _keeper(library, reach, schemata, narrowing)
        asked = [one for place in places for one in examples[place].asked]
        matches = iter(match_together(asked, screening, keep))
        for place in places:
            of_names = [next(matches) for _ in examples[place].asked]
            found[place] = of_names[0] if len(of_names) == 1 else merged(of_names, screening.limit)
    return [found[place] for place in range(len(examples))]


def _narrowed(narrowing: Narrowing, example: Example, library: Library) -> Narrowing:
    """With what the query itself leaves out, and collections by what they cover."""
    if not narrowing and example.params is None:
        return narrowing
    params = example.params or Params()
    return replace(
        narrowing,
        include_datasets=library.expanded([*narrowing.include_datasets, *params.include_datasets]),
        exclude_datasets=library.expanded([*narrowing.exclude_datasets, *params.exclude_datasets]),
        exclude_ids=narrowing.exclude_ids | frozenset(params.exclude_entity_ids),
    )


def _keeper(
    library: Library, reach: Reach, schemata: frozenset[str], narrowing: Narrowing
) -> Callable[[Match], bool] | None:
    """None where every match would be kept: then nothing is decoded to find that out."""
    if not narrowing and reach.only is None and _covers(library, reach, schemata):
        return None

    def keep(match: Match) -> bool:
        shelf, number = _place(match, library)
        schema = shelf.schema(number)
        if schema not in schemata or schema in narrowing.exclude_schemata:
            return False
        if reach.only is not None and reach.only.isdisjoint(shelf.facet("datasets", number)):
            return False
        return _passes(narrowing, shelf, number)

    return keep


def _passes(narrowing: Narrowing, shelf: Shelf, number: int) -> bool:
    datasets = frozenset(shelf.facet("datasets", number)) | {shelf.dataset}
    if narrowing.include_datasets and narrowing.include_datasets.isdisjoint(datasets):
        return False
    if narrowing.exclude_datasets and not narrowing.exclude_datasets.isdisjoint(datasets):
        return False
    if narrowing.topics and narrowing.topics.isdisjoint(shelf.facet("topics", number)):
        return False
    if narrowing.changed_since and not _changed_after(shelf, number, narrowing.changed_since):
        return False
    if narrowing.exclude_ids:
        entity = shelf.entity(number)
        return narrowing.exclude_ids.isdisjoint({entity["id"], *entity["referents"]})
    return True


def _changed_after(shelf: Shelf, number: int, since: str) -> bool:
    changed: str = shelf.columns["last_change"][number].decode()
    return changed > since


def _covers(library: Library, reach: Reach, schemata: frozenset[str]) -> bool:
    return all(schemata.issuperset(_party_schemata(library, one)) for one in reach.lists)


def _party_schemata(library: Library, dataset: str) -> frozenset[str]:
    """The schemata a match on a list can have."""
    if library.keeps_own_ids(dataset):
        return frozenset(library.shelves[dataset].schemata)
    return frozenset(library.shelves[dataset].schemata) & _PARTIES


_PARTIES = frozenset({"Person", "LegalEntity", "Organization", "Company", "PublicBody", "Vessel", "Airplane"})


def _response(key: str, example: Example, matches: Matches, library: Library, wanted: Wanted) -> bytes:
    results = [_scored(match, library, wanted) for match in matches.best if match.score > wanted.cutoff][
        : wanted.limit
    ]
    total = sum(score >= wanted.threshold for score in matches.scores)
    query = {"id": example.id, "schema": example.schema, "properties": example.properties}
    return b"".join(
        (
            _encode(key),
            b':{"status":200,"results":[',
            b",".join(results),
            b'],"total":{"value":',
            str(total).encode(),
            b',"relation":"eq"},"query":',
            _encode(query),
            b"}",
        )
    )


def _place(match: Match, library: Library) -> tuple[Shelf, int]:
    """Where the listing stands: in the newest version that has it, of those of its list that are open."""
    key = id_key(library.entity_id(match.dataset, match.listing.id))
    for shelf in library.shelves_of(match.dataset):
        number = shelf.number_of(key)
        if number is not None:
            return shelf, number
    raise AssertionError(f"{match.dataset}: a listing is on no shelf")


def _scored(match: Match, library: Library, wanted: Wanted) -> bytes:
    """The entity as the shelf has it, with its score written before the closing brace."""
    shelf, number = _place(match, library)
    explanations: dict[str, Any] = {
        reason.feature: {
            "detail": reason.detail,
            "score": reason.score,
            "query": reason.query,
            "candidate": reason.listed,
        }
        for reason in match.reasons
    }
    if wanted.algorithm != OURS:
        explanations["algorithm"] = _answered_by_ours(wanted.algorithm)
    scored = {"score": match.score, "match": match.score >= wanted.threshold, "explanations": explanations}
    return shelf.body(number)[:-1] + b"," + _encode(scored)[1:]


@lru_cache(maxsize=32)
def _answered_by_ours(asked: str) -> dict[str, Any]:
    detail = f"asked for {asked}, answered by {MATCHER_VERSION}"
    return {"detail": detail, "score": 0.0, "query": asked, "candidate": MATCHER_VERSION}
