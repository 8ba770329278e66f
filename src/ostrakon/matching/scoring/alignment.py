"""Two names word by word: which stand for each other, and which are left over."""

from collections.abc import Sequence

from msgspec import Struct

from ostrakon.matching.scoring.words import word_similarity
from ostrakon.names import Token, skeleton

__all__ = ["Alignment", "Pair", "align"]

# Two words for one are a hair less than one for one of equal worth, which is the simpler reading.
_TWO_FOR_ONE = 0.99
# "abd rahman" may be written "abdurrahman", never "abdu".
_MOST_LETTERS_LOST = 2


class Pair(Struct, frozen=True):
    """Places of words of one name that stand for words of the other."""

    query: tuple[int, ...]
    listed: tuple[int, ...]
    similarity: float


class Alignment(Struct, frozen=True):
    """Each word is in one pair at most; what is in none is left over."""

    query: Sequence[Token]
    listed: Sequence[Token]
    pairs: Sequence[Pair]

    @property
    def left_of_query(self) -> list[Token]:
        return _left(self.query, [pair.query for pair in self.pairs])

    @property
    def left_of_listed(self) -> list[Token]:
        return _left(self.listed, [pair.listed for pair in self.pairs])

    @property
    def written_alike(self) -> bool:
        """The same letters in the same order, whatever the blanks."""
        return "".join(w.text for w in self.query) == "".join(w.text for w in self.listed)


def align(query: Sequence[Token], listed: Sequence[Token]) -> Alignment:
    """Best pairs first. Where both names have words left over, two neighbours may stand for one."""
    single = [
        Pair((i,), (j,), similarity)
        for i, one in enumerate(query)
        for j, other in enumerate(listed)
        if (similarity := word_similarity(one, other)) > 0
    ]
    alignment = Alignment(query, listed, _best(single))
    if alignment.left_of_query and alignment.left_of_listed:
        two_for_one = [Pair(two, (one,), worth) for two, one, worth in _neighbours(query, listed)]
        one_for_two = [Pair((one,), two, worth) for two, one, worth in _neighbours(listed, query)]
        alignment = Alignment(query, listed, _best([*single, *two_for_one, *one_for_two]))
    return alignment


def _best(pairs: Sequence[Pair]) -> list[Pair]:
    chosen: list[Pair] = []
    used_query: set[int] = set()
    used_listed: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: -pair.similarity):
        if used_query.isdisjoint(pair.query) and used_listed.isdisjoint(pair.listed):
            chosen.append(pair)
            used_query.update(pair.query)
            used_listed.update(pair.listed)
    return chosen


def _neighbours(two: Sequence[Token], one: Sequence[Token]) -> list[tuple[tuple[int, int], int, float]]:
    """Places of two neighbours in `two`, of the word in `one` they stand for, and how well."""
    found = []
    for i in range(len(two) - 1):
        text = two[i].text + two[i + 1].text
        if text.isdigit():
            continue
        together = Token(text, skeleton(text))
        for j, word in enumerate(one):
            similarity = word_similarity(together, word)
            if similarity > 0 and len(word.text) >= len(text) - _MOST_LETTERS_LOST:
                found.append(((i, i + 1), j, similarity * _TWO_FOR_ONE))
    return found


def _left(words: Sequence[Token], taken: Sequence[tuple[int, ...]]) -> list[Token]:
    used = {place for places in taken for place in places}
    return [word for place, word in enumerate(words) if place not in used]
