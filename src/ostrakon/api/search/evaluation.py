"""A query on one shelf → which entities it finds, and how well each fits."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import translate
from functools import lru_cache, reduce

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ostrakon.api.search import parsing as asked
from ostrakon.api.shelves import Shelf
from ostrakon.api.shelves.build import FACETS, TIMES
from ostrakon.api.shelves.words import words_of

__all__ = ["Fit", "evaluate", "values_of"]

Mask = NDArray[np.bool_]
_NAME_WEIGHT = 3.0  # yente: names^3
_MOST_WORDS = 1_000  # that a pattern or a slip may stand for
_ALIASES = {
    **{"dataset": "datasets", "country": "countries", "topic": "topics", "gender": "genders"},
    **{"identifier": "identifiers", "entity_id": "id", "name": "names", "name_parts": "names"},
}


class Fit(Struct):
    """`found` and `score` by number of the entity; the score is 0 where nothing was found."""

    found: Mask
    score: NDArray[np.float32]


def evaluate(clause: asked.Clause, shelf: Shelf, field: str | None = None) -> Fit:
    """`field` is that of the nearest enclosing `Field`."""
    match clause:
        case asked.Everything():
            fit = _everything(shelf, field)
        case asked.All(clauses):
            fit = reduce(_both, (evaluate(one, shelf, field) for one in clauses))
        case asked.Any_(clauses):
            fit = reduce(_either, (evaluate(one, shelf, field) for one in clauses))
        case asked.Not(inner):
            fit = Fit(~evaluate(inner, shelf, field).found, np.zeros(len(shelf), np.float32))
        case asked.Weighted(inner, weight):
            fit = evaluate(inner, shelf, field)
            fit.score *= np.float32(weight)
        case asked.Field(name, inner):
            fit = evaluate(inner, shelf, _ALIASES.get(name, name))
        case asked.Span():
            fit = _of_mask(_in_span(clause, shelf, field))
        case _:
            fit = _of_words(clause, shelf, field)
    return fit


def values_of(entity: dict[str, object], field: str) -> list[str]:
    """The values of a field of an entity as text: one beside the properties, or a property."""
    properties = entity["properties"]
    assert isinstance(properties, dict)
    name = field.removeprefix("properties.")
    found = properties.get(name)
    if found is None and name == field:
        found = entity.get(name)
    if found is None:
        return []
    return [str(one) for one in found] if isinstance(found, list) else [str(found)]


def _of_words(clause: asked.Clause, shelf: Shelf, field: str | None) -> Fit:
    """A word, phrase, pattern or slip: in the names and the text, or in one field."""
    if field in (None, "names", "text"):
        return _in_text(clause, shelf, names_alone=field == "names")
    assert field is not None
    if field in FACETS or field == "schema":
        return _of_mask(_with_value(clause, shelf, field))
    if field == "id":
        return _of_mask(
            _of_ids([clause.text] if isinstance(clause, asked.Word | asked.Phrase) else [], shelf)
        )
    likely = _in_text(clause, shelf, names_alone=False)
    return _checked(likely, shelf, lambda values: _fits(clause, values), field)


def _in_text(clause: asked.Clause, shelf: Shelf, *, names_alone: bool) -> Fit:
    match clause:
        case asked.Word(text):
            words = words_of(text)
            fits = [_one_of([word], shelf, names_alone) for word in words]
            return reduce(_both, fits) if fits else _nothing(shelf)
        case asked.Phrase(text):
            words = words_of(text)
            fits = [_one_of([word], shelf, names_alone) for word in words]
            if len(fits) <= 1:
                return fits[0] if fits else _nothing(shelf)
            return _checked(reduce(_both, fits), shelf, lambda values: _fits(clause, values), None)
        case asked.Wildcard(pattern):
            return _one_of(_like(pattern, shelf), shelf, names_alone)
        case asked.Fuzzy(text, edits):
            fits = [_one_of(_near(word, edits, shelf), shelf, names_alone) for word in words_of(text)]
            return reduce(_both, fits) if fits else _nothing(shelf)
    raise AssertionError(clause)


def _one_of(words: Iterable[str], shelf: Shelf, names_alone: bool) -> Fit:
    """Entities with at least one of `words`: a rare word counts more, one in a name three times."""
    fit = _nothing(shelf)
    for word in words:
        place = bisect_left(shelf.words, word)
        if place == len(shelf.words) or shelf.words[place] != word:
            continue
        named, written = shelf.row("names", place), shelf.row("text", place)
        for numbers, weight in ((written, 1.0), (named, _NAME_WEIGHT)):
            if names_alone and weight == 1.0:
                continue
            rarity = np.log1p(len(shelf) / (1 + len(numbers)))
            fit.found[numbers] = True
            fit.score[numbers] = np.maximum(fit.score[numbers], np.float32(weight * rarity))
    return fit


def _like(pattern: str, shelf: Shelf) -> Iterator[str]:
    prefix = re.split(r"[*?\\]", pattern, maxsplit=1)[0]
    matches = _glob(pattern).match
    start = bisect_left(shelf.words, prefix)
    found = 0
    for word in shelf.words[start:]:
        if not word.startswith(prefix) or found == _MOST_WORDS:
            return
        if matches(word):
            found += 1
            yield word


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    """? and * alone stand for other letters. What `translate` makes of them takes linear time."""
    return re.compile(translate(pattern.replace("[", "[[]")))


def _near(word: str, edits: int, shelf: Shelf) -> list[str]:
    """Words within that many edits, but no more than a word of its length bears (Lucene's AUTO)."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = min(edits, 0 if len(word) < 3 else 1 if len(word) < 6 else 2)
    if not most:
        return [word]
    found = process.extract(
        word, shelf.words, scorer=OSA.distance, processor=None, score_cutoff=most, limit=_MOST_WORDS
    )
    return [one for one, _, _ in found]


def _with_value(clause: asked.Clause, shelf: Shelf, field: str) -> Mask:
    """Entities with a facet's value that the clause is, letter for letter but for case."""
    names = shelf.schemata if field == "schema" else shelf.facet_names(field)
    match clause:
        case asked.Word(text) | asked.Phrase(text) | asked.Fuzzy(text):
            chosen = [name for name in names if name.lower() == text.lower()]
        case asked.Wildcard(pattern):
            chosen = [name for name in names if _glob(pattern).match(name.lower())]
        case _:
            chosen = []
    if field == "schema":
        codes = [code for code, name in enumerate(names) if name in chosen]
        mask: Mask = np.isin(shelf.columns["schemata"], codes)
        return mask
    return shelf.with_facet(field, chosen)


def _of_ids(ids: Sequence[str], shelf: Shelf) -> Mask:
    mask = np.zeros(len(shelf), bool)
    for id_ in ids:
        numbers = [number] if (number := shelf.find(id_)) is not None else shelf.referring(id_)
        mask[numbers] = True
    return mask


def _in_span(span: asked.Span, shelf: Shelf, field: str | None) -> Mask:
    if field in TIMES:
        return _within(span, shelf.columns[field].astype("U19"))
    if field is None:
        return np.zeros(len(shelf), bool)
    mask = np.zeros(len(shelf), bool)
    for number in range(len(shelf)):
        values = values_of(shelf.entity(number), field)
        mask[number] = any(_is_within(span, value) for value in values)
    return mask


def _within(span: asked.Span, values: NDArray[np.str_]) -> Mask:
    mask: Mask = values != ""
    if span.low is not None:
        mask &= values >= span.low if span.low_counts else values > span.low
    if span.high is not None:
        # Up to 2020 means to its end, as a date field has it.
        shortened = values.astype(f"U{max(len(span.high), 1)}") if span.high_counts else values
        mask &= shortened <= span.high if span.high_counts else values < span.high
    return mask


def _is_within(span: asked.Span, value: str) -> bool:
    return bool(_within(span, np.array([value]))[0])


def _checked(fit: Fit, shelf: Shelf, fits: object, field: str | None) -> Fit:
    """Of what `fit` found, those whose values fit."""
    assert callable(fits)
    for number in np.flatnonzero(fit.found):
        entity = shelf.entity(int(number))
        values = values_of(entity, field) if field else _all_values(entity)
        if not fits(values):
            fit.found[number] = False
            fit.score[number] = 0
    return fit


def _all_values(entity: dict[str, object]) -> list[str]:
    properties = entity["properties"]
    assert isinstance(properties, dict)
    return [str(entity["caption"]), *(value for values in properties.values() for value in values)]


def _fits(clause: asked.Clause, values: Sequence[str]) -> bool:
    """Whether a word, phrase, pattern or slip stands in one of `values`."""
    return any(_fits_one(clause, words_of(value)) for value in values)


def _fits_one(clause: asked.Clause, words: Sequence[str]) -> bool:
    match clause:
        case asked.Word(text):
            return set(words_of(text)) <= set(words)
        case asked.Phrase(text, slop):
            return _in_order(words_of(text), words, slop)
        case asked.Wildcard(pattern):
            return any(_glob(pattern).match(word) for word in words)
        case asked.Fuzzy(text, edits):
            from rapidfuzz.distance import OSA

            return all(
                any(OSA.distance(one, word, score_cutoff=edits) <= edits for word in words)
                for one in words_of(text)
            )
    return False


def _in_order(phrase: Sequence[str], words: Sequence[str], slop: int) -> bool:
    """Whether `phrase` stands in `words`, in order, with up to `slop` other words among it."""
    for start, word in enumerate(words):
        if word != phrase[0]:
            continue
        place = start
        for wanted in phrase[1:]:
            place = next((n for n in range(place + 1, len(words)) if words[n] == wanted), -1)
            if place < 0:
                break
        else:
            if place - start - (len(phrase) - 1) <= slop:
                return True
    return False


def _everything(shelf: Shelf, field: str | None) -> Fit:
    if field is None or field in {"names", "text", "id", "schema"}:
        return Fit(np.ones(len(shelf), bool), np.ones(len(shelf), np.float32))
    if field in FACETS:
        offsets = shelf.columns[f"facet.{field}.offsets"]
        return _of_mask(np.diff(offsets.astype(np.int64)) > 0)
    return _of_mask(_in_span(asked.Span(None, None), shelf, field))


def _nothing(shelf: Shelf) -> Fit:
    return Fit(np.zeros(len(shelf), bool), np.zeros(len(shelf), np.float32))


def _of_mask(mask: Mask) -> Fit:
    return Fit(mask, mask.astype(np.float32))


def _both(one: Fit, other: Fit) -> Fit:
    found = one.found & other.found
    return Fit(found, np.where(found, one.score + other.score, np.float32(0)))


def _either(one: Fit, other: Fit) -> Fit:
    return Fit(one.found | other.found, one.score + other.score)
