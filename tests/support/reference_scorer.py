"""The rules of the kernel once more, slow and obvious: what the kernel's answers are held against.

Written from what words.hpp and alignment.hpp say of themselves; nothing in it is made for speed.
"""

import math
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise, product
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ostrakon.matching.scoring.weights import Weights
from ostrakon.names import Role, Token

__all__ = ["compared", "consonants", "similarity", "sounds"]

_MOST_LETTERS = 48
_MOST_WORDS = 64
_MOST_OPTIONS = 64 * 64
_SOME_FORM = 255

_VOWELS = "aeiou"
_DIGITS = "0123456789"

_SPELLINGS = {
    "chr": "Xr", "chl": "Xl",
    "schtsch": "SC", "shch": "SC", "tsch": "C", "sch": "S", "tch": "C", "dzh": "J", "dsch": "J",
    "sjtj": "SC", "sjch": "SC", "tj": "C", "zj": "Z", "sj": "S",
    "sh": "S", "ch": "C", "kh": "X", "gh": "G", "zh": "Z", "th": "T", "dh": "D", "ph": "f",
    "ts": "c", "tz": "c", "cz": "C", "sz": "S", "dj": "J", "ck": "k", "qu": "k", "wh": "w",
    "ou": "u", "oo": "u", "ee": "i", "ae": "e", "oe": "o", "ue": "u", "x": "ks", "j": "J",
}  # fmt: skip

_KINDS_OF_CONSONANTS = ("kqgG", "Xh", "szSZCc", "J", "tTdD", "pb", "fv", "m", "n", "l", "r", *_DIGITS)


class _Word(Struct, frozen=True):
    text: str
    role: Role = Role.WORD
    form: int = 0
    unvowelled: bool = False
    sense: int = 0
    family: bool = False
    bare: bool = False
    generic: bool = False
    heard: str = ""

    @property
    def sounds(self) -> str:
        return sounds(self.heard or self.text)

    @property
    def consonants(self) -> frozenset[int]:
        return consonants(self.sounds)

    @property
    def has_digit(self) -> bool:
        return any(letter in _DIGITS for letter in self.text)

    @property
    def is_weighty(self) -> bool:
        return self.role == Role.WORD and not self.form and not self.generic


# ---- sounds ---------------------------------------------------------------------------------------


def sounds(text: str) -> str:
    """One letter per sound; the same sound twice in a row is heard once."""
    heard = ""
    place = 0
    while place < len(text):
        spelling = max((s for s in _SPELLINGS if text.startswith(s, place)), key=len, default="")
        sound = _SPELLINGS[spelling] if spelling else _sound_of_letter(text, place)
        for one in sound:
            if not heard.endswith(one):
                heard += one
        place += len(spelling) or 1
    return heard


def _sound_of_letter(text: str, place: int) -> str:
    letter, before, after = text[place], text[:place][-1:], text[place + 1 : place + 2]
    if letter == "c":
        return "s" if after in set("eiy") else "k"
    if letter == "y":
        return "y" if after in set(_VOWELS) else "i"
    if letter == "h" and not after and before in set(_VOWELS):
        return ""
    return letter


def consonants(heard: str) -> frozenset[int]:
    """Which kinds of consonants and which digits there are."""
    return frozenset(
        number for number, kind in enumerate(_KINDS_OF_CONSONANTS) if any(sound in kind for sound in heard)
    )


# ---- costs, in hundredths of a letter ----------------------------------------------------------------


# Rows of the keyboard, and its columns from upper left and from upper right.
_KEYBOARD = (
    "qwertyuiop asdfghjkl zxcvbnm qaz wsx edc rfv tgb yhn ujm ik ol "
    "wa es rd tf yg uh ij ok pl sz dx fc gv hb jn km"
)


def _table(
    vowels: int, pairs: str, among_soft: Callable[[int], int] | None = None
) -> dict[frozenset[str], int]:
    """`pairs` is "ab 30, cd 40": what exchanging the two costs. All others cost 100."""
    costs = {frozenset(pair): vowels for pair in product(_VOWELS, repeat=2)}
    costs |= {frozenset(one.split()[0]): int(one.split()[1]) for one in pairs.split(",")}
    if among_soft:
        soft = [frozenset(pair) for pair in product("aeiouyw", repeat=2)]
        costs |= {pair: among_soft(costs.get(pair, 100)) for pair in soft}
    return costs | {frozenset(pair): 250 for pair in product(_DIGITS, repeat=2)}


def _neighbours_on_the_keyboard() -> dict[frozenset[str], int]:
    return {frozenset(pair): 80 for row in _KEYBOARD.split() for pair in pairwise(row)}


_HEARD_PAIRS = (
    "ae 30, ei 25, ou 20, ao 45, kq 10, kX 35, Xh 20, kg 45, qg 25, Gg 15, Gq 30, Gh 45, Jg 35, JZ 20, Jy 25,"
    "Ji 35, JC 45, SC 30, Ss 30, Zz 25, ZS 45, sz 25, tT 15, dD 15, Ts 35, Dz 20, td 45, DT 30, vw 15, vf 30,"
    "bp 40, bv 55, wu 25, wo 30, yi 15, ye 35, cs 30, cC 40, cz 40, kC 50, ck 60, XG 50, Xg 60, mn 75"
)
_WRITTEN = _neighbours_on_the_keyboard() | _table(
    60,
    "o0 15, l1 15, i1 15, s5 15, b8 15, z2 15, il 40, ck 30, kq 30, sz 30, iy 25, vw 40, ij 50, cs 50, ei 50,"
    "ou 45, ae 50, gj 60, fv 60",
)
_HEARD = _table(60, _HEARD_PAIRS)
_UNVOWELLED = _table(60, _HEARD_PAIRS, lambda cost: min(cost, 20))


def _change(table: dict[frozenset[str], int], one: str, other: str) -> int:
    return 0 if one == other else table.get(frozenset((one, other)), 100)


def _written_gaps(text: str) -> list[int]:
    """What each letter costs that stands on one side only."""
    gaps = []
    for place, letter in enumerate(text):
        gap = 250 if letter in _DIGITS else 60 if letter in "aeiouh" else 100
        gaps.append(min(gap, 30) if place and text[place - 1] == letter else gap)
    return gaps


def _heard_gaps(heard: str, *, may_be_unwritten: bool) -> list[int]:
    gaps = []
    for place, sound in enumerate(heard):
        inside = 0 < place < len(heard) - 1
        if sound in _DIGITS:
            gaps.append(250)
        elif may_be_unwritten and inside:
            gaps.append(6 if sound in _VOWELS else 30 if sound in "ywh" else 100)
        else:
            gaps.append(40 if sound in _VOWELS else 45 if sound in "hyw" else 100)
    return gaps


def _distance(
    one: str,
    dropped: Sequence[int],
    other: str,
    added: Sequence[int],
    table: dict[frozenset[str], int],
    *,
    written: bool,
) -> int:
    """Least cost of turning `one` into `other`, by filling the whole table of beginnings."""
    cost = {(0, 0): 0}
    for i, j in product(range(len(one) + 1), range(len(other) + 1)):
        ways = []
        if i:
            ways.append(cost[i - 1, j] + dropped[i - 1])
        if j:
            ways.append(cost[i, j - 1] + added[j - 1])
        if i and j:
            ways.append(cost[i - 1, j - 1] + _change(table, one[i - 1], other[j - 1]))
        before, behind = one[:i][-2:], other[:j][-2:]
        if len(before) == len(behind) == 2 and before == behind[::-1] != behind:
            ways.append(cost[i - 2, j - 2] + 50)  # two neighbours exchanged
        if written and j and before + behind[-1:] in {"rnm", "cld"}:
            ways.append(cost[i - 2, j - 1] + 25)
        if written and i and behind + before[-1:] in {"rnm", "cld"}:
            ways.append(cost[i - 1, j - 2] + 25)
        if ways:
            cost[i, j] = min(ways)
    return cost[len(one), len(other)]


def _written_distance(one: str, other: str) -> int:
    return _distance(one, _written_gaps(one), other, _written_gaps(other), _WRITTEN, written=True)


def _heard_distance(one: str, one_unwritten: bool, other: str, other_unwritten: bool) -> int:
    table = _UNVOWELLED if one_unwritten or other_unwritten else _HEARD
    dropped = _heard_gaps(one, may_be_unwritten=one_unwritten)
    added = _heard_gaps(other, may_be_unwritten=other_unwritten)
    return _distance(one, dropped, other, added, table, written=False)


# ---- one word against another ------------------------------------------------------------------------


def similarity(asked: Token, listed: Token, weights: Weights) -> float:
    """What the kernel's `word_similarity` says of two tokens."""
    return _similarity(_word(asked), _word(listed), weights)


def _word(token: Token) -> _Word:
    text = token.text[:_MOST_LETTERS]
    return _Word(text, token.role, token.form, token.unvowelled, token.sense, heard=token.heard)


def _similarity(asked: _Word, listed: _Word, weights: Weights) -> float:  # noqa: PLR0911 (one rule per line)
    same_form = asked.form and asked.form == listed.form and asked.form != _SOME_FORM
    if asked.text == listed.text or same_form:
        return 1.0
    if Role.NUMBER in {asked.role, listed.role}:
        return 0.0
    if asked.sense and asked.sense == listed.sense:
        return weights.translated
    if not _digits_agree(asked.text, listed.text):
        return 0.0
    if len(asked.text) == 1 or len(listed.text) == 1:
        return weights.initial if asked.text[0] == listed.text[0] else 0.0
    if _without_article(asked.text) == _without_article(listed.text):
        return weights.glued_article
    best = _alike(asked, listed, weights)
    if _is_adjective_of(asked.text, listed.text) or _is_adjective_of(listed.text, asked.text):
        best = max(best, weights.adjective)
    if len(asked.text) >= weights.shortest_cut and listed.text.startswith(asked.text):
        share = len(asked.text) / len(listed.text)
        best = max(best, weights.cut_short + (1 - weights.cut_short) * share * weights.cut_share)
    return best if best >= weights.least_alike else 0.0


def _digits_agree(one: str, other: str) -> bool:
    """The digits of both are the same, or look like letters of the one word that has any."""
    digits, others = [[letter for letter in text if letter in _DIGITS] for text in (one, other)]
    if digits == others:
        return True
    if digits and others:
        return False
    few = 2 * len(digits) < len(one) and 2 * len(others) < len(other)
    return few and set(digits + others) <= set("01258")


def _alike(asked: _Word, listed: _Word, weights: Weights) -> float:
    longest = max(len(asked.text), len(listed.text))
    if len(asked.consonants ^ listed.consonants) > 2 + longest // 5:
        return 0.0
    if max(_shared(asked.sounds, listed.sounds), _shared(asked.text, listed.text)) < 0.5:
        return 0.0
    asked_bare = asked.unvowelled or asked.bare
    listed_bare = listed.unvowelled
    one_bare = asked_bare != listed_bare
    heard = _heard_distance(asked.sounds, one_bare and listed_bare, listed.sounds, one_bare and asked_bare)
    if one_bare:  # what the side without vowels wrote is all there is to compare
        letters = len(asked.sounds) if asked_bare else len(listed.sounds)
    else:
        letters = max(len(asked.sounds), len(listed.sounds))
    best = 1 - heard / (100 * max(letters, 2))
    if not asked.unvowelled and not listed.unvowelled:
        best = max(best, 1 - _written_distance(asked.text, listed.text) / (100 * max(longest, 2)))
    if min(len(asked.text), len(listed.text)) <= 3:
        best = 1 - (1 - best) * weights.short_words
    return min(best, weights.alike_unvowelled if one_bare else weights.alike)


def _shared(one: str, other: str) -> float:
    """Share of letters that stand in both in the same order; `one` is cut at 63."""
    one = one[:63]
    common = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, j in product(range(1, len(one) + 1), range(1, len(other) + 1)):
        same = common[i - 1][j - 1] + 1 if one[i - 1] == other[j - 1] else 0
        common[i][j] = max(same, common[i - 1][j], common[i][j - 1])
    return 2 * common[-1][-1] / (len(one) + len(other))


def _without_article(text: str) -> str:
    return text[2:] if len(text) >= 5 and text[:2] in {"al", "el", "ul"} else text


def _is_adjective_of(longer: str, shorter: str) -> bool:
    return len(shorter) >= 4 and longer.startswith(shorter + "sk")


# ---- one name against another ----------------------------------------------------------------------


class _Name(NamedTuple):
    words: list[_Word]
    weights: list[float]

    @property
    def together(self) -> str:
        return "".join(word.text for word in self.words)[:_MOST_LETTERS]

    @property
    def letters(self) -> int:
        return sum(len(word.text) for word in self.words)

    @property
    def consonants(self) -> frozenset[int]:
        return frozenset().union(*(word.consonants for word in self.words))


class _Pair(NamedTuple):
    """Words [asked, asked + asked_count) of one name for [listed, listed + listed_count) of the other."""

    asked: int
    asked_count: int
    listed: int
    listed_count: int
    similarity: float

    @property
    def asked_places(self) -> range:
        return range(self.asked, self.asked + self.asked_count)

    @property
    def listed_places(self) -> range:
        return range(self.listed, self.listed + self.listed_count)

    @property
    def is_one_to_one(self) -> bool:
        return self.asked_count == self.listed_count == 1


class _Option(NamedTuple):
    worth: float
    pair: _Pair


def compared(
    asked: Sequence[Token],
    asked_rarities: Sequence[float],
    listed: Sequence[Token],
    listed_rarities: Sequence[float],
    kind: str,
    weights: Weights,
    *,
    family: Collection[int] = (),
) -> dict[str, Any]:
    """What the kernel's `compare` says; `family` are the places of the listed family name's words."""
    one = _read(asked, asked_rarities, kind, weights)
    other = _read(listed, listed_rarities, kind, weights)
    one = _Name(_marked_bare(one.words), one.weights)
    marked = [replace(word, family=place in family) for place, word in enumerate(other.words)]
    return _Comparing(one, _Name(marked, other.weights), kind, weights).told()


def _read(tokens: Sequence[Token], rarities: Sequence[float], kind: str, weights: Weights) -> _Name:
    """The words as a name of this kind has them, and what each weighs."""
    words: list[_Word] = []
    shares: list[float] = []
    for token in tokens[:_MOST_WORDS]:
        word = _word(token)
        share = _share(word, kind, weights)
        if kind == "Person":
            word = replace(word, form=0, sense=0)
        if word.role == Role.GENERIC:
            word = replace(word, role=Role.WORD, generic=kind != "Person")
        words.append(word)
        shares.append(share)
    if 1.0 not in shares:  # a name of small words alone: they are all there is
        shares = [1.0] * len(words)
        words = [word if word.role == Role.NUMBER else replace(word, role=Role.WORD) for word in words]
    return _Name(words, [rarity * share for rarity, share in zip(rarities, shares, strict=False)])


def _share(word: _Word, kind: str, weights: Weights) -> float:
    if word.role == Role.PARTICLE:
        return weights.particle
    if kind == "Person":
        return weights.title if word.role in {Role.TITLE, Role.NUMBER} else 1.0
    if word.form:
        return weights.legal_form
    return {Role.TITLE: weights.title_of_thing, Role.GENERIC: weights.generic}.get(word.role, 1.0)


def _marked_bare(words: Sequence[_Word]) -> list[_Word]:
    bare = [_is_bare(word) for word in words]
    return [
        replace(word, bare=is_bare and (sum(bare) >= 2 or len(word.text) >= 4))
        for word, is_bare in zip(words, bare, strict=True)
    ]


def _is_bare(word: _Word) -> bool:
    inside = word.text[1:-1]
    return word.role != Role.NUMBER and bool(inside) and not word.has_digit and not set(inside) & set(_VOWELS)


class _Comparing:
    """Two names on their way to a score."""

    def __init__(self, asked: _Name, listed: _Name, kind: str, weights: Weights) -> None:
        self.asked, self.listed, self.kind, self.weights = asked, listed, kind, weights
        self.options: list[_Option] = []

    def told(self) -> dict[str, Any]:
        pairs, poor = self._pairs()
        said = self._shares(pairs)
        self._apply_rules(said, pairs, poor)
        return said | {"pairs": [tuple(pair) for pair in pairs]}

    # -- pairing

    def _pairs(self) -> tuple[list[_Pair], bool]:
        """The pairs, and whether one word for one left words over."""
        for i, j in product(range(len(self.asked.words)), range(len(self.listed.words))):
            alike = _similarity(self.asked.words[i], self.listed.words[j], self.weights)
            if self._is_cut_off(i, self.listed.words[j]):
                alike = max(alike, self.weights.cut_off)
            self._offer(_Pair(i, 1, j, 1, alike))
        pairs = self._chosen()
        left_asked, left_listed = self._left(pairs)
        poor = bool(left_asked or left_listed)
        offered = len(self.options)
        if poor:
            self._offer_neighbours(left_asked, left_listed)
        return (self._chosen() if len(self.options) > offered else pairs), poor

    def _offer(self, pair: _Pair) -> None:
        if pair.similarity <= 0 or len(self.options) == _MOST_OPTIONS:
            return
        one, other = self.asked.words[pair.asked].text, self.listed.words[pair.listed].text
        if len(other) == 1 < len(one) and pair.listed_count == 1 and self.kind != "Person":
            return
        weight = min(self.asked.weights[pair.asked], self.listed.weights[pair.listed])
        neighbours = [self.asked.weights[place] for place in pair.asked_places[1:]]
        neighbours += [self.listed.weights[place] for place in pair.listed_places[1:]]
        weight = max(weight, *neighbours) if neighbours else weight
        worth = self._agreement(pair.similarity) + 0.001 * weight - 0.0001 * abs(pair.asked - pair.listed)
        self.options.append(_Option(worth, pair))

    def _offer_neighbours(self, left_asked: set[int], left_listed: set[int]) -> None:
        """Two neighbours for one word, where at least one of the two was left over."""
        asked, listed = self.asked.words, self.listed.words
        for i, j in product(range(len(asked) - 1), range(len(listed))):
            if {i, i + 1} & left_asked and (joined := _joined(asked[i], asked[i + 1], listed[j])):
                self._offer_joined(i, 2, j, 1, _similarity(joined, listed[j], self.weights))
        for j, i in product(range(len(listed) - 1), range(len(asked))):
            if {j, j + 1} & left_listed and (joined := _joined(listed[j], listed[j + 1], asked[i])):
                self._offer_joined(i, 1, j, 2, _similarity(asked[i], joined, self.weights))

    def _offer_joined(self, i: int, asked_count: int, j: int, listed_count: int, alike: float) -> None:
        worth = alike * self.weights.two_for_one
        if worth > 0.8:
            self._offer(_Pair(i, asked_count, j, listed_count, worth))

    def _chosen(self) -> list[_Pair]:
        """The best pairs first; each word is in one pair at most."""

        def rank(option: _Option) -> tuple[float, int, int, int]:
            pair = option.pair
            return (-option.worth, pair.asked, pair.listed, pair.asked_count + pair.listed_count)

        chosen: list[_Pair] = []
        for _, pair in sorted(self.options, key=rank):
            left_asked, left_listed = self._left(chosen)
            if left_asked.issuperset(pair.asked_places) and left_listed.issuperset(pair.listed_places):
                chosen.append(pair)
        return chosen

    def _left(self, pairs: Sequence[_Pair]) -> tuple[set[int], set[int]]:
        """Places of the words that are in no pair, of either name."""
        asked = {place for pair in pairs for place in pair.asked_places}
        listed = {place for pair in pairs for place in pair.listed_places}
        return set(range(len(self.asked.words))) - asked, set(range(len(self.listed.words))) - listed

    def _is_cut_off(self, i: int, listed: _Word) -> bool:
        word = self.asked.words[i]
        is_last = i >= 2 and i == len(self.asked.words) - 1
        is_beginning = listed.text.startswith(word.text) and len(word.text) < len(listed.text)
        return is_last and is_beginning and len(word.text) >= 2 and word.role != Role.NUMBER

    def _agreement(self, alike: float) -> float:
        return 1.0 if alike >= 1 else alike**self.weights.steepness

    # -- weighing

    def _weight(self, pair: _Pair) -> float:
        one = sum(self.asked.weights[place] for place in pair.asked_places)
        other = sum(self.listed.weights[place] for place in pair.listed_places)
        first, listed = self.asked.words[pair.asked], self.listed.words[pair.listed]
        weight = other if first.role == Role.TITLE and self.kind != "Person" else min(one, other)
        if pair.is_one_to_one and 1 in {len(first.text), len(listed.text)}:
            weight = min(weight, self.weights.initial_says)
        if pair.is_one_to_one and self._is_cut_off(pair.asked, listed):
            weight = min(weight, self.weights.initial_says * len(first.text))
        return weight

    def _shares(self, pairs: Sequence[_Pair]) -> dict[str, Any]:
        left_asked, left_listed = self._left(pairs)
        agreed = sum(self._weight(pair) * self._agreement(pair.similarity) for pair in pairs)
        paired = sum(self._weight(pair) for pair in pairs)
        asked_total = paired + sum(self.asked.weights[place] for place in left_asked)
        listed_total = paired + sum(self.listed.weights[place] for place in left_listed)
        conflict = 0.0
        if asked_total > 0 and listed_total > 0:
            conflict = min(
                _left_over(self.asked, left_asked) / asked_total,
                _left_over(self.listed, left_listed) / listed_total,
            )
        return {
            "asked_share": agreed / asked_total if asked_total > 0 else 0.0,
            "listed_share": agreed / listed_total if listed_total > 0 else 0.0,
            "evidence": agreed,
            "conflict": conflict,
        }

    # -- rules

    def _apply_rules(self, said: dict[str, Any], pairs: Sequence[_Pair], poor: bool) -> None:
        left_asked, left_listed = self._left(pairs)
        weights, person = self.weights, self.kind == "Person"
        score = self._mean(said["asked_share"], said["listed_share"])
        score *= max(0.0, 1 - weights.conflict * said["conflict"])

        family = {place for place, word in enumerate(self.listed.words) if word.family}
        said["other_family"] = person and bool(family & left_listed) and family <= left_listed
        if said["other_family"]:
            score *= weights.other_family

        counts = sorted(sum(word.is_weighty for word in name.words) for name in (self.asked, self.listed))
        said["one_word"] = self.kind != "LegalEntity" and counts[0] <= 1 < counts[1]
        if said["one_word"]:
            score = min(score, weights.one_word_of_several)

        said["written_together"] = False
        if poor and len(self.asked.words) != len(self.listed.words):
            alike = _together(self.asked, self.listed)
            worth = self._agreement(alike) * weights.written_together
            if alike > 0.85 and worth > score:
                score = worth
                said |= {"written_together": True, "one_word": False}
                said["evidence"] = max(said["evidence"], *self.asked.weights)

        numbers_asked = any(_is_numbered(self.asked.words[place]) for place in left_asked)
        numbers_listed = any(_is_numbered(self.listed.words[place]) for place in left_listed)
        matters = not person and not said["written_together"]
        said["different_numbers"] = matters and numbers_asked and numbers_listed
        said["additional_number"] = matters and numbers_asked != numbers_listed
        if said["different_numbers"]:
            score = min(score, weights.different_numbers)
        if said["additional_number"]:
            score *= weights.additional_number

        little = weights.little_evidence_person if person else weights.little_evidence_thing
        enough = weights.enough_evidence_person if person else weights.enough_evidence_thing
        said["commonness"] = little * math.exp(-said["evidence"] / enough)
        agreement = min(max(score * (1 - said["commonness"]), 0.0), 1.0)
        score = _on_scale(agreement, weights.person_scale if person else weights.thing_scale)
        if self._is_whole(pairs):
            score = max(score, weights.whole_name + (1 - weights.whole_name) * score)
        said["score"] = score

    def _is_whole(self, pairs: Sequence[_Pair]) -> bool:
        """Every word of both names is the same word, but for particles, titles and legal forms."""
        left_asked, left_listed = self._left(pairs)
        left = [self.asked.words[place] for place in left_asked]
        left += [self.listed.words[place] for place in left_listed]
        same = all(p.similarity >= 1 or self.asked.words[p.asked].role == Role.PARTICLE for p in pairs)
        return bool(pairs) and same and not any(_is_content(word) or _is_numbered(word) for word in left)

    def _mean(self, asked_share: float, listed_share: float) -> float:
        """Harmonic, weighed for what was asked."""
        person = self.kind == "Person"
        share = self.weights.query_share_person if person else self.weights.query_share_thing
        if asked_share <= 0 or listed_share <= 0:
            return 0.0
        return 1 / (share / asked_share + (1 - share) / listed_share)


def _on_scale(agreement: float, scale: Sequence[tuple[float, float]]) -> float:
    """Straight between the points of `scale`."""
    for (low, score), (high, higher) in pairwise(scale):
        if agreement <= high:
            return score + (higher - score) * (agreement - low) / (high - low)
    return scale[-1][1]


def _left_over(name: _Name, places: Collection[int]) -> float:
    """Weight of the words in no pair that are words: no particle, title, number or legal form."""
    left = [place for place in places if _is_content(name.words[place])]
    return sum(name.weights[place] for place in left)


def _is_content(word: _Word) -> bool:
    return word.role == Role.WORD and not word.form


def _is_numbered(word: _Word) -> bool:
    return word.role == Role.NUMBER or word.has_digit


def _joined(one: _Word, other: _Word, target: _Word) -> _Word | None:
    """The two written as one, if they can be `target`."""
    unvowelled = one.unvowelled or other.unvowelled
    text = one.text + other.text
    most = 6 if unvowelled != target.unvowelled else 2
    if abs(len(target.text) - len(text)) > most or len(text) > _MOST_LETTERS:
        return None
    if len((one.consonants | other.consonants) ^ target.consonants) > 2:
        return None
    if one.form or other.form or Role.NUMBER in {one.role, other.role}:
        return None
    return _Word(text, unvowelled=unvowelled)


def _together(asked: _Name, listed: _Name) -> float:
    """How alike two names are without their blanks."""
    cut = min(asked.letters, listed.letters) >= _MOST_LETTERS
    if abs(asked.letters - listed.letters) > 3 and not cut:
        return 0.0
    if len(asked.consonants ^ listed.consonants) > 2:
        return 0.0
    one, other = asked.together, listed.together
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 3:
        return float(one == other)
    if not _digits_agree(one, other):
        return 0.0
    return max(0.0, 1 - _written_distance(one, other) / (100 * max(len(one), len(other))))
