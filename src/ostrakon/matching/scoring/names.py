"""One name against another: words aligned, weighed by rarity, left-overs charged on both sides."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from msgspec import Struct

from ostrakon.matching.scoring.weights import (
    ADDITIONAL_NUMBER,
    CONFLICTING_WORDS,
    DIFFERENT_NUMBERS,
    LEGAL_FORM_SHARE,
    ONE_WORD_OF_SEVERAL,
    WRITTEN_TOGETHER,
)
from ostrakon.matching.scoring.words import word_similarity
from ostrakon.names import Token, skeleton

__all__ = ["NameScore", "Rarity", "score_names"]


class _Counted(Protocol):
    def __len__(self) -> int: ...
    def frequency(self, skeleton: str) -> int: ...


class Rarity:
    """How much a word says: the logarithm of one name in how many holds it, over all lists opened."""

    def __init__(self, indexes: Sequence[_Counted]) -> None:
        self._indexes = indexes
        self._names = sum(len(index) for index in indexes)
        self.of_skeleton = lru_cache(maxsize=65536)(self._of_skeleton)

    def of(self, token: Token) -> float:
        weight = self.of_skeleton(token.skeleton)
        return weight * LEGAL_FORM_SHARE if token.role == "legal_form" else weight

    def is_held(self, skeleton: str) -> bool:
        """Whether any listed name has a word of this skeleton."""
        return any(index.frequency(skeleton) for index in self._indexes)

    def _of_skeleton(self, skeleton: str) -> float:
        held = sum(index.frequency(skeleton) for index in self._indexes)
        return math.log(1 + self._names / (held + 1))


class NameScore(Struct, frozen=True):
    """`score` 0 to 1; `detail` says in words what agreed, what did not, and what that cost."""

    score: float
    detail: str


class _Pair(Struct, frozen=True):
    """Words of one name that stand for words of the other."""

    query: tuple[int, ...]
    listed: tuple[int, ...]
    similarity: float


def score_names(
    query: Sequence[Token], listed: Sequence[Token], rarity: Rarity, *, one_word_tells: bool
) -> NameScore:
    """The harmonic mean of the share of each name's weight that the other accounts for, then rules.

    `one_word_tells`: a single word can name the listed party although the other name has more (ROSNEFT,
    Rosneft Oil Company); it never can for a person, and not for a ship.
    """
    query_words, listed_words = _weighty(query), _weighty(listed)
    if not query_words or not listed_words:
        return NameScore(0.0, "no letters or digits to compare")
    pairs = _align(query_words, listed_words)
    query_share = _covered(query_words, [(p.query, p.similarity) for p in pairs], rarity)
    listed_share = _covered(listed_words, [(p.listed, p.similarity) for p in pairs], rarity)
    score = 2 * query_share * listed_share / (query_share + listed_share) if pairs else 0.0
    if _written(query_words) == _written(listed_words):
        score = max(score, WRITTEN_TOGETHER)
    left_of_query = _left(query_words, [p.query for p in pairs])
    left_of_listed = _left(listed_words, [p.listed for p in pairs])
    score, remarks = _rules(
        score, query_words, listed_words, left_of_query, left_of_listed, one_word_tells=one_word_tells
    )
    return NameScore(
        round(min(score, 1.0), 4),
        _detail(query_words, listed_words, pairs, left_of_query, left_of_listed, remarks),
    )


def _weighty(tokens: Sequence[Token]) -> list[Token]:
    weighty = [token for token in tokens if token.role != "particle"]
    return weighty or list(tokens)


def _written(words: Sequence[Token]) -> str:
    return "".join(word.text for word in words)


def _align(query: Sequence[Token], listed: Sequence[Token]) -> list[_Pair]:
    """Best pairs first, each word used once; then two neighbours against one word left over."""
    scored = sorted(
        (
            _Pair((i,), (j,), similarity)
            for i, one in enumerate(query)
            for j, other in enumerate(listed)
            if (similarity := word_similarity(one, other)) > 0
        ),
        key=lambda pair: -pair.similarity,
    )
    joined = [
        *_neighbours(query, listed, flipped=False),
        *_neighbours(listed, query, flipped=True),
    ]
    pairs: list[_Pair] = []
    used_query: set[int] = set()
    used_listed: set[int] = set()
    # A word that only two neighbours together equal goes to both, before weaker single pairs.
    for pair in sorted([*scored, *joined], key=lambda pair: -pair.similarity):
        if used_query.isdisjoint(pair.query) and used_listed.isdisjoint(pair.listed):
            pairs.append(pair)
            used_query.update(pair.query)
            used_listed.update(pair.listed)
    return pairs


def _neighbours(two: Sequence[Token], one: Sequence[Token], *, flipped: bool) -> list[_Pair]:
    found = []
    for i in range(len(two) - 1):
        text = two[i].text + two[i + 1].text
        if text.isdigit():
            continue
        together = Token(text, skeleton(text))
        for j, word in enumerate(one):
            similarity = word_similarity(together, word)
            if len(word.text) >= len(text) - 2 and similarity > 0:
                query, listed = ((j,), (i, i + 1)) if flipped else ((i, i + 1), (j,))
                # A hair less than a single pair of equal worth, which is the simpler reading.
                found.append(_Pair(query, listed, similarity * 0.99))
    return found


def _covered(words: Sequence[Token], taken: Sequence[tuple[tuple[int, ...], float]], rarity: Rarity) -> float:
    total = sum(rarity.of(word) for word in words)
    # Squared: a word that agrees by 0.8 is more often another name than one that agrees by 0.9.
    return sum(rarity.of(words[i]) * similarity**2 for places, similarity in taken for i in places) / total


def _left(words: Sequence[Token], taken: Sequence[tuple[int, ...]]) -> list[Token]:
    used = {place for places in taken for place in places}
    return [word for i, word in enumerate(words) if i not in used]


def _rules(
    score: float,
    query: Sequence[Token],
    listed: Sequence[Token],
    left_of_query: Sequence[Token],
    left_of_listed: Sequence[Token],
    *,
    one_word_tells: bool,
) -> tuple[float, list[str]]:
    remarks = []
    if _words(left_of_query) and _words(left_of_listed):
        score *= CONFLICTING_WORDS
        remarks.append(f"words left over on both sides: times {CONFLICTING_WORDS}")
    numbers, listed_numbers = _numbers(left_of_query), _numbers(left_of_listed)
    if numbers and listed_numbers:
        score = min(score, DIFFERENT_NUMBERS)
        remarks.append(f"different numbers: at most {DIFFERENT_NUMBERS}")
    elif numbers or listed_numbers:
        score *= ADDITIONAL_NUMBER
        remarks.append(f"a number on one side only: times {ADDITIONAL_NUMBER}")
    one_against_more = min(len(query), len(listed)) == 1 < max(len(query), len(listed))
    if one_against_more and not one_word_tells and _written(query) != _written(listed):
        score = min(score, ONE_WORD_OF_SEVERAL)
        remarks.append(f"one word against a longer name: at most {ONE_WORD_OF_SEVERAL}")
    return score, remarks


def _words(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.role == "word"]


def _numbers(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.role == "number"]


def _detail(
    query: Sequence[Token],
    listed: Sequence[Token],
    pairs: Sequence[_Pair],
    left_of_query: Sequence[Token],
    left_of_listed: Sequence[Token],
    remarks: Sequence[str],
) -> str:
    said = []
    same = [_text(query, p.query) for p in pairs if p.similarity == 1.0]
    if same:
        said.append("same: " + ", ".join(same))
    near = [
        f"{_text(query, p.query)} ~ {_text(listed, p.listed)} ({p.similarity:.2f})"
        for p in pairs
        if p.similarity < 1.0
    ]
    if near:
        said.append("alike: " + ", ".join(near))
    if left_of_query:
        said.append("only asked for: " + " ".join(word.text for word in left_of_query))
    if left_of_listed:
        said.append("only listed: " + " ".join(word.text for word in left_of_listed))
    return "; ".join([*said, *remarks])


def _text(words: Sequence[Token], places: Sequence[int]) -> str:
    return " ".join(words[place].text for place in places)
