"""A comparison by the kernel, put into words."""

from collections.abc import Sequence

from msgspec import Struct

from ostrakon.matching.scoring.weights import WEIGHTS
from ostrakon.names import Role, Token

__all__ = ["Comparison", "WordPair"]


_WORTH_SAYING = 0.05


class WordPair(Struct, frozen=True):
    """Neighbouring words of one name that stand for neighbouring words of the other, as (first, count)."""

    asked: tuple[int, int]
    listed: tuple[int, int]
    similarity: float


class Comparison(Struct, frozen=True):
    """Two names as the kernel compared them.

    `score`, `asked_share` and `listed_share` (of each name's weight that agrees) and `conflict` (of the
    weight left over on both sides) and `commonness` (taken off because common words agree by chance) run from
    0 to 1, `evidence` is the rarity that agrees.
    """

    asked: tuple[Token, ...]
    listed: tuple[Token, ...]
    pairs: tuple[WordPair, ...]
    score: float
    asked_share: float
    listed_share: float
    evidence: float
    conflict: float
    commonness: float
    one_word: bool
    different_numbers: bool
    additional_number: bool
    written_together: bool
    other_family: bool

    def in_words(self) -> str:
        """What agreed, what did not, and what that cost."""
        same = [_text(self.asked, pair.asked) for pair in self.pairs if pair.similarity == 1.0]
        alike = [
            f"{_text(self.asked, pair.asked)} ~ {_text(self.listed, pair.listed)} ({pair.similarity:.2f})"
            for pair in self.pairs
            if pair.similarity < 1.0
        ]
        said = {
            "same": ", ".join(same),
            "alike": ", ".join(alike),
            "only asked for": _left(self.asked, [pair.asked for pair in self.pairs]),
            "only listed": _left(self.listed, [pair.listed for pair in self.pairs]),
        }
        remarks = [f"{what}: {words}" for what, words in said.items() if words]
        if self.written_together:
            remarks.append("the same letters with blanks elsewhere")
        elif self.one_word:
            remarks.append(f"one word against a longer name: at most {WEIGHTS.one_word_of_several}")
        elif self.conflict >= _WORTH_SAYING:
            remarks.append(f"words left over on both sides: less {WEIGHTS.conflict * self.conflict:.0%}")
        if self.commonness >= _WORTH_SAYING:
            remarks.append(f"common words, which agree by chance: less {self.commonness:.0%}")
        if self.other_family:
            remarks.append(f"the listed family name was not asked for: times {WEIGHTS.other_family}")
        if self.different_numbers:
            remarks.append(f"different numbers: at most {WEIGHTS.different_numbers}")
        if self.additional_number:
            remarks.append(f"a number on one side only: times {WEIGHTS.additional_number}")
        return "; ".join(remarks)


def _text(words: Sequence[Token], place: tuple[int, int]) -> str:
    first, count = place
    return " ".join(word.text for word in words[first : first + count])


def _left(words: Sequence[Token], taken: Sequence[tuple[int, int]]) -> str:
    used = {place for first, count in taken for place in range(first, first + count)}
    return " ".join(
        word.text for place, word in enumerate(words) if place not in used and word.role != Role.PARTICLE
    )
