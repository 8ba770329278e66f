"""The peers: nomenklatura's two rule sets, and two string measures as people use them."""

from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.quality.cases import key_of
from benchmarks.quality.engines.blocking import Blocking
from benchmarks.quality.engines.protocol import Asked, Engine, Scores
from ostrakon.model import Kind, Listing

__all__ = ["peers"]


def peers() -> list[Engine]:
    """All four, over one blocking."""
    from nomenklatura.matching import LogicV1, LogicV2
    from rapidfuzz import fuzz
    from rapidfuzz.distance import JaroWinkler

    blocking = Blocking()
    return [
        Nomenklatura(LogicV2, blocking),
        Nomenklatura(LogicV1, blocking),
        StringMeasure("token_set", lambda one, other: fuzz.token_set_ratio(one, other) / 100, blocking),
        StringMeasure("jaro_winkler", JaroWinkler.normalized_similarity, blocking),
    ]


_SCHEMATA: dict[Kind, str] = {
    "Person": "Person",
    "LegalEntity": "Organization",
    "Vessel": "Vessel",
    "Airplane": "Airplane",
}


class Nomenklatura:
    """One of its algorithms over FollowTheMoney entities. 0.7 is yente's default threshold.

    It is told what kind of party is asked for, as its users must tell it; it caches by entity id, so
    that no id is ever used twice.
    """

    threshold = 0.70
    names_only = False
    _ids = 0

    def __init__(self, algorithm: Any, blocking: Blocking) -> None:
        from nomenklatura.matching.types import ScoringConfig

        self.name: str = algorithm.NAME
        self._algorithm = algorithm
        self._config = ScoringConfig.defaults()
        self._blocking = blocking
        self._entities: dict[str, Any] = {}

    def load(self, listings: Sequence[Listing]) -> None:
        self._blocking.load(listings)
        self._entities = {}

    def best(self, queries: Sequence[Asked]) -> list[Scores]:
        found = self._blocking.candidates(queries)
        return [self._scores(query, listings) for query, listings in zip(queries, found, strict=True)]

    def _scores(self, query: Asked, listings: Sequence[Listing]) -> Scores:
        asked = self._query(query)
        scores = {}
        for listing in listings:
            entity = self._entity(listing)
            if asked.schema.can_match(entity.schema):
                scores[key_of(listing)] = float(self._algorithm.compare(asked, entity, self._config).score)
        return scores

    def _query(self, query: Asked) -> Any:
        entity = self._make(query.kind)
        entity.add("name", query.text)
        if query.known.birth_date and query.kind == "Person":
            entity.add("birthDate", query.known.birth_date)
        _add_countries(entity, query.known.countries)
        for number in query.known.identifiers:
            _add_number(entity, number)
        return entity

    def _entity(self, listing: Listing) -> Any:
        key = key_of(listing)
        if key not in self._entities:
            self._entities[key] = self._listed(listing)
        return self._entities[key]

    def _listed(self, listing: Listing) -> Any:
        entity = self._make(listing.kind)
        for name in listing.names:
            weak = name.strength == "weak" and "weakAlias" in entity.schema.properties
            entity.add("weakAlias" if weak else "name" if name.type == "primary" else "alias", name.text)
        if listing.kind == "Person":
            dates = [d for d in listing.birth_dates if d.earliest and d.precision in {"day", "month", "year"}]
            length = {"day": 10, "month": 7, "year": 4}
            entity.add("birthDate", [str(d.earliest)[: length[d.precision]] for d in dates])
        stated = (*listing.nationalities, *listing.citizenships, *(a.country for a in listing.addresses))
        _add_countries(entity, [country.code for country in stated if country and country.code])
        for number in listing.identifiers:
            _add_number(entity, number.value)
        return entity

    def _make(self, kind: Kind) -> Any:
        from followthemoney import model

        Nomenklatura._ids += 1
        entity = model.make_entity(_SCHEMATA[kind])
        entity.id = f"e{Nomenklatura._ids}"
        return entity


def _add_countries(entity: Any, codes: Sequence[str]) -> None:
    for name in ("nationality", "country", "flag"):
        if name in entity.schema.properties:
            entity.add(name, codes)
            return


def _add_number(entity: Any, number: str) -> None:
    for name in ("imoNumber", "idNumber", "registrationNumber"):
        if name in entity.schema.properties:
            entity.add(name, number)
            return


class StringMeasure:
    """A measure of two strings, the best over a listing's names, case and punctuation aside."""

    names_only = True
    threshold = 0.90  # below it both of them alert on a fifth of all customers

    def __init__(self, name: str, measure: Callable[[str, str], float], blocking: Blocking) -> None:
        self.name = name
        self._measure = measure
        self._blocking = blocking
        self._texts: dict[str, list[str]] = {}

    def load(self, listings: Sequence[Listing]) -> None:
        self._blocking.load(listings)
        self._texts = {}

    def best(self, queries: Sequence[Asked]) -> list[Scores]:
        from rapidfuzz.utils import default_process

        answers: list[Scores] = []
        for query, listings in zip(queries, self._blocking.candidates(queries), strict=True):
            text = default_process(query.text)
            answers.append(
                {
                    key_of(listing): max(self._measure(text, name) for name in self._names(listing))
                    for listing in listings
                }
            )
        return answers

    def _names(self, listing: Listing) -> list[str]:
        from rapidfuzz.utils import default_process

        key = key_of(listing)
        if key not in self._texts:
            self._texts[key] = [default_process(name.text) for name in listing.names]
        return self._texts[key]
