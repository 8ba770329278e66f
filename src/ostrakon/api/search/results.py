"""What a search finds on all shelves of a reach: the page asked for, the whole count, and the facets."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ostrakon.api.forces import in_force
from ostrakon.api.library import Library, Reach
from ostrakon.api.refusals import Refused
from ostrakon.api.search.evaluation import Fit, evaluate, values_of
from ostrakon.api.search.parsing import Clause, Field, Phrase
from ostrakon.api.shelves import Shelf
from ostrakon.api.shelves.build import FACETS, TIMES

__all__ = ["FACET_LABELS", "Found", "Sought", "in_order", "search"]

FACET_LABELS = {
    "datasets": "Data sources",
    "schema": "Entity types",
    "countries": "Countries",
    "identifiers": "Identifiers",
    "topics": "Topics",
    "genders": "Genders",
}
_MOST_FACET_VALUES = 300  # yente's
_FIRST, _LAST = "asc", "desc"


class Sought(Struct, frozen=True):
    """A search: what is asked, what is left out, and which part of the results is wanted."""

    clause: Clause
    schema: str = "Thing"
    include_datasets: tuple[str, ...] = ()
    exclude_datasets: tuple[str, ...] = ()
    exclude_schemata: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    filter_and: bool = False
    changed_since: str = ""
    target: bool | None = None
    limit: int = 10
    offset: int = 0
    sort: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()


class Found(Struct, frozen=True):
    """A page of entities as JSON, how many there are in all, and the facets of all of them."""

    results: tuple[bytes, ...]
    total: int
    facets: dict[str, Any]


class _Place(Struct, frozen=True):
    shelf: Shelf
    number: int
    score: float


def search(sought: Sought, library: Library, reach: Reach, *, in_force_on: date | None = None) -> Found:
    """On the newest shelves of `reach`, with a day of effect also on those around it. Raises Refused."""
    kept = in_force(library, reach, in_force_on)
    shelves = library.shelves_around(reach, in_force_on)
    schemata = _schemata(sought)
    fits: list[tuple[Shelf, Fit]] = []
    for shelf in shelves:
        fit = evaluate(sought.clause, shelf)
        fit.found &= _passing(sought, shelf, schemata, reach)
        if kept is not None:
            fit.found &= kept(shelf)
        fits.append((shelf, fit))
    total = sum(int(fit.found.sum()) for _, fit in fits)
    page = _page(sought, fits)
    facets = {name: _facet(name, fits, library) for name in dict.fromkeys(sought.facets)}
    return Found(tuple(place.shelf.body(place.number) for place in page), total, facets)


def _schemata(sought: Sought) -> frozenset[str]:
    from followthemoney import model

    schema = model.get(sought.schema)
    if schema is None:
        raise Refused(400, f"Invalid schema: {sought.schema}")
    return frozenset({schema.name, *(one.name for one in schema.descendants)}) - set(sought.exclude_schemata)


def _passing(sought: Sought, shelf: Shelf, schemata: frozenset[str], reach: Reach) -> NDArray[np.bool_]:
    codes = [code for code, name in enumerate(shelf.schemata) if name in schemata]
    mask: NDArray[np.bool_] = np.isin(shelf.columns["schemata"], codes)
    if reach.only is not None:
        mask &= shelf.with_facet("datasets", tuple(reach.only))
    if sought.include_datasets and shelf.dataset not in sought.include_datasets:
        mask &= shelf.with_facet("datasets", sought.include_datasets)
    if sought.exclude_datasets:
        mask &= shelf.dataset not in sought.exclude_datasets
        mask &= ~shelf.with_facet("datasets", sought.exclude_datasets)
    if sought.changed_since:
        mask &= shelf.columns["last_change"] > np.bytes_(sought.changed_since.encode())
    if sought.target is not None:
        mask &= _targets(shelf) == sought.target
    for name, values in (
        ("countries", sought.countries),
        ("topics", sought.topics),
        ("datasets", sought.datasets),
    ):
        if values:
            mask &= _with_values(shelf, name, values, every=sought.filter_and)
    if sought.filters:
        mask &= _filtered(sought, shelf)
    return mask


def _with_values(shelf: Shelf, name: str, values: Sequence[str], *, every: bool) -> NDArray[np.bool_]:
    masks = [shelf.with_facet(name, [value]) for value in values]
    joined: NDArray[np.bool_] = np.logical_and.reduce(masks) if every else np.logical_or.reduce(masks)
    return joined


def _filtered(sought: Sought, shelf: Shelf) -> NDArray[np.bool_]:
    """Several values of one field are alternatives, or with AND all wanted; fields all count."""
    by_field: dict[str, list[NDArray[np.bool_]]] = {}
    for text in sought.filters:
        name, colon, value = text.partition(":")
        if not colon or not name or not value:
            raise Refused(400, f"Invalid filter: {text[:100]}")
        by_field.setdefault(name, []).append(evaluate(Field(name, Phrase(value)), shelf).found)
    mask = np.ones(len(shelf), bool)
    for masks in by_field.values():
        mask &= np.logical_and.reduce(masks) if sought.filter_and else np.logical_or.reduce(masks)
    return mask


def _targets(shelf: Shelf) -> NDArray[np.bool_]:
    from ostrakon.lists.entities import risk_topics

    return shelf.with_facet("topics", tuple(risk_topics()))


# --- order ---------------------------------------------------------------------------------------


def _page(sought: Sought, fits: Sequence[tuple[Shelf, Fit]]) -> list[_Place]:
    last = sought.offset + sought.limit
    places: list[_Place] = []
    for shelf, fit in fits:
        numbers = np.flatnonzero(fit.found)
        # yente: entities of which more is known come first among equals.
        scores = fit.score[numbers] + np.sqrt(0.5 * shelf.columns["values"][numbers])
        if not sought.sort and len(numbers) > last:
            best = np.lexsort((numbers, -scores))[:last]
            numbers, scores = numbers[best], scores[best]
        places += [_Place(shelf, int(n), float(s)) for n, s in zip(numbers, scores, strict=True)]
    places.sort(key=lambda place: -place.score)  # stable: by list, then by id
    for field, descending in reversed([sort_of(text) for text in sought.sort]):
        places = in_order(places, field, descending=descending)
    return places[sought.offset : last]


def sort_of(text: str) -> tuple[str, bool]:
    """`field:asc` or `field:desc` as (field, descending). Raises Refused for another direction."""
    field, _, direction = text.rpartition(":") if ":" in text else (text, "", _FIRST)
    if direction not in {_FIRST, _LAST} or not field:
        raise Refused(400, f"Invalid sort: {text[:100]}")
    return field, direction == _LAST


def in_order(places: list[_Place], field: str, *, descending: bool) -> list[_Place]:
    """Ordered by a field, those without a value last in either direction."""
    if field == "_score":
        return sorted(places, key=lambda place: place.score, reverse=descending)
    keyed = [(_sort_key(place, field), place) for place in places]
    having = [each for each in keyed if each[0]]
    having.sort(key=lambda each: each[0], reverse=descending)
    return [place for _, place in having] + [place for key, place in keyed if not key]


def _sort_key(place: _Place, field: str) -> str:
    if field in TIMES:
        time: str = place.shelf.columns[field][place.number].decode()
        return time
    values = values_of(place.shelf.entity(place.number), field)
    return min(values, default="")


# --- facets --------------------------------------------------------------------------------------


def _facet(name: str, fits: Sequence[tuple[Shelf, Fit]], library: Library) -> dict[str, Any]:
    if name not in FACET_LABELS:
        raise Refused(400, f"Invalid facet: {name[:100]}")
    counts: Counter[str] = Counter()
    for shelf, fit in fits:
        counts.update(_counted(name, shelf, fit.found))
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:_MOST_FACET_VALUES]
    values = [
        {"name": value, "label": value_label(name, value, library), "count": count}
        for value, count in ordered
    ]
    return {"label": FACET_LABELS[name], "values": values}


def _counted(name: str, shelf: Shelf, found: NDArray[np.bool_]) -> dict[str, int]:
    if name == "schema":
        codes, names = shelf.columns["schemata"][found], shelf.schemata
    else:
        assert name in FACETS, name
        offsets = shelf.columns[f"facet.{name}.offsets"].astype(np.int64)
        lengths = offsets[1:] - offsets[:-1]
        codes = shelf.columns[f"facet.{name}.values"][np.repeat(found, lengths)]
        names = shelf.facet_names(name)
    counts = np.bincount(codes, minlength=len(names))
    return {names[code]: int(counts[code]) for code in np.flatnonzero(counts)}


def value_label(facet: str, value: str, library: Library) -> str:
    if facet == "datasets":
        from ostrakon.api.catalog import title_of

        return title_of(library, value)
    return _label(facet, value)


@lru_cache(maxsize=4096)
def _label(facet: str, value: str) -> str:
    """What a person reads for a value of FollowTheMoney."""
    from followthemoney import model
    from followthemoney.types import registry

    if facet == "schema":
        schema = model.get(value)
        return schema.plural if schema else value
    kind = {"countries": registry.country, "topics": registry.topic, "genders": registry.gender}.get(facet)
    return (kind.caption(value) if kind else None) or value
