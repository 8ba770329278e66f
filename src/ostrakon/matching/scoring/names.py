"""One name against another: words aligned, weighed by rarity, left-overs charged on both sides."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from msgspec import Struct

from ostrakon.matching.scoring.alignment import Alignment, align
from ostrakon.matching.scoring.weights import (
    ADDITIONAL_NUMBER,
    CONFLICTING_WORDS,
    DIFFERENT_NUMBERS,
    LEGAL_FORM_SHARE,
    ONE_WORD_OF_SEVERAL,
    WRITTEN_TOGETHER,
)
from ostrakon.names import Token

__all__ = ["Comparison", "Rarity", "compare_names"]


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


class Comparison(Struct, frozen=True):
    """`score` 0 to 1, and what it rests on; `remarks` are the rules that moved it."""

    score: float
    alignment: Alignment
    remarks: tuple[str, ...] = ()

    def in_words(self) -> str:
        """What agreed, what did not, and what that cost."""
        query, listed, pairs = self.alignment.query, self.alignment.listed, self.alignment.pairs
        same = [_text(query, pair.query) for pair in pairs if pair.similarity == 1.0]
        alike = [
            f"{_text(query, pair.query)} ~ {_text(listed, pair.listed)} ({pair.similarity:.2f})"
            for pair in pairs
            if pair.similarity < 1.0
        ]
        said = {
            "same": ", ".join(same),
            "alike": ", ".join(alike),
            "only asked for": " ".join(word.text for word in self.alignment.left_of_query),
            "only listed": " ".join(word.text for word in self.alignment.left_of_listed),
        }
        return "; ".join([*(f"{what}: {words}" for what, words in said.items() if words), *self.remarks])


def compare_names(
    query: Sequence[Token], listed: Sequence[Token], rarity: Rarity, *, one_word_tells: bool
) -> Comparison:
    """The harmonic mean of the share of each name's weight that the other accounts for, then rules.

    `one_word_tells`: a single word can name the listed party although the other name has more (ROSNEFT,
    Rosneft Oil Company); it never can for a person, and not for a ship.
    """
    alignment = align(_weighty(query), _weighty(listed))
    if not alignment.pairs and not alignment.written_alike:
        return Comparison(0.0, alignment)
    worths = [(pair.query, pair.listed, pair.similarity) for pair in alignment.pairs]
    query_share = _covered(alignment.query, [(places, worth) for places, _, worth in worths], rarity)
    listed_share = _covered(alignment.listed, [(places, worth) for _, places, worth in worths], rarity)
    both = query_share + listed_share
    score = 2 * query_share * listed_share / both if both else 0.0
    if alignment.written_alike:
        score = max(score, WRITTEN_TOGETHER)
    score, remarks = _rules(score, alignment, one_word_tells=one_word_tells)
    return Comparison(round(min(score, 1.0), 4), alignment, tuple(remarks))


def _weighty(tokens: Sequence[Token]) -> list[Token]:
    weighty = [token for token in tokens if token.role != "particle"]
    return weighty or list(tokens)


def _covered(words: Sequence[Token], taken: Sequence[tuple[tuple[int, ...], float]], rarity: Rarity) -> float:
    """Share of the words' weight that agrees, 0 to 1.

    Squared: a word that agrees by 0.8 is more often another name than one that agrees by 0.9.
    """
    total = sum(rarity.of(word) for word in words)
    agreed = sum(rarity.of(words[i]) * similarity**2 for places, similarity in taken for i in places)
    return agreed / total if total else 0.0


def _rules(score: float, alignment: Alignment, *, one_word_tells: bool) -> tuple[float, list[str]]:
    remarks = []
    left_of_query, left_of_listed = alignment.left_of_query, alignment.left_of_listed
    if _of_role("word", left_of_query) and _of_role("word", left_of_listed):
        score *= CONFLICTING_WORDS
        remarks.append(f"words left over on both sides: times {CONFLICTING_WORDS}")
    numbers, listed_numbers = _of_role("number", left_of_query), _of_role("number", left_of_listed)
    if numbers and listed_numbers:
        score = min(score, DIFFERENT_NUMBERS)
        remarks.append(f"different numbers: at most {DIFFERENT_NUMBERS}")
    elif numbers or listed_numbers:
        score *= ADDITIONAL_NUMBER
        remarks.append(f"a number on one side only: times {ADDITIONAL_NUMBER}")
    lengths = len(alignment.query), len(alignment.listed)
    if min(lengths) == 1 < max(lengths) and not one_word_tells and not alignment.written_alike:
        score = min(score, ONE_WORD_OF_SEVERAL)
        remarks.append(f"one word against a longer name: at most {ONE_WORD_OF_SEVERAL}")
    return score, remarks


def _of_role(role: str, tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.role == role]


def _text(words: Sequence[Token], places: Sequence[int]) -> str:
    return " ".join(words[place].text for place in places)
