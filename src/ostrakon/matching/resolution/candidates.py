"""Listings of several indexes → pairs that may be one party, with their names compared."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np
from msgspec import Struct

from ostrakon.matching.index.index import FOLDER_KINDS
from ostrakon.matching.kernel import Kernel
from ostrakon.matching.resolution.findings import ComparedNames
from ostrakon.matching.resolution.profiles import Profile
from ostrakon.matching.resolution.rolls import Roll
from ostrakon.matching.scoring.weights import WEIGHTS
from ostrakon.names import NameKind, Role, Token, analyse, ordinary_names

__all__ = ["Candidates", "Place"]

# A name in one form, and the kind of the listing, by the kernel's number.
_Query = tuple[tuple[Token, ...], int]
# A listing: which roll, and which of its listings.
Place = tuple[int, int]

_LEAST_SCORE = 0.6  # of names; of 2,057 pairs that share a document's number, one scores less
_COMPARED = 200  # names compared in full per listing, over all rolls, as in screening
_KEPT = 40  # listings kept of them: namesakes of the commonest names
_TOGETHER = 256  # names per pass of the kernel
# Listings with one number: more of them share it for another reason than being one party.
_MOST_SHARING = 12


_SHORTEST_WHOLE = 10  # letters; "Abu Ali" is anybody's
_MOST_INITIALS = 6  # letters
_WITHOUT_BRACKETS = 0.96  # keeps below "the same name"
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


class _Form(Struct, frozen=True):
    """A primary name as it is asked for; scores are taken times `factor`."""

    tokens: tuple[Token, ...]
    factor: float


class _Stated(Struct, frozen=True):
    """Of the names of a listing: those of several `whole` words in comparable form, in whatever order of
    words, and their legal forms."""

    whole: frozenset[str]
    forms: frozenset[int]


class _Found(Struct, frozen=True):
    """A primary name, in one form, against the best name of another listing."""

    score: float
    asked: Place
    tokens: tuple[Token, ...]
    name: int


class Candidates:
    """Pairs of listings whose names are alike, or that share a number, in a fixed order."""

    def __init__(self, rolls: Sequence[Roll], profiles: Sequence[Sequence[Profile]]) -> None:
        self._rolls = rolls
        self._profiles = profiles
        self._kernel = Kernel([roll.index.columns for roll in rolls], WEIGHTS, ordinary_names())
        self._names = [_names_by_listing(roll) for roll in rolls]
        self._forms_asked = lru_cache(maxsize=None)(self._forms_to_ask)
        self._stated = lru_cache(maxsize=None)(self._state)

    def pairs(
        self, references: Iterable[tuple[Place, Place]]
    ) -> Iterator[tuple[Place, Place, ComparedNames]]:
        """Every pair once. `references` are pairs that issuers join by a number of a list."""
        found = self._alike()
        shared = (*self._sharing_numbers(), *self._born_on_one_day(), *references)
        numbered = {pair for pair in shared if self._may_be_one(*pair)}
        for pair in sorted(found.keys() | numbered):
            yield *pair, self._compared(pair, found.get(pair, []))

    def _alike(self) -> Mapping[tuple[Place, Place], list[_Found]]:
        answers = self._search_all()
        found: defaultdict[tuple[Place, Place], list[_Found]] = defaultdict(list)
        for asked in self._places():
            best: dict[Place, _Found] = {}
            for form in self._forms_asked(asked):
                for list_, ordinal, name, score in answers[form.tokens, self._kind(asked)]:
                    one = _Found(score * form.factor, asked, form.tokens, name)
                    held = best.get((list_, ordinal))
                    if held is None or held.score < one.score:
                        best[list_, ordinal] = one
            for other, one in best.items():
                if other != asked:
                    found[(asked, other) if asked < other else (other, asked)].append(one)
        return found

    def _search_all(self) -> Mapping[_Query, Sequence[Any]]:
        """The listings with the most alike names, for each name as it is asked for: lists copy names from
        each other, and what is asked once need not be asked again."""
        queries = list(
            dict.fromkeys(
                (form.tokens, self._kind(place))
                for place in self._places()
                for form in self._forms_asked(place)
            )
        )
        parts = [queries[start : start + _TOGETHER] for start in range(0, len(queries), _TOGETHER)]

        def search(part: Sequence[_Query]) -> Sequence[Any]:
            return self._kernel.search_many(part, _LEAST_SCORE, _COMPARED, _KEPT)

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return {
                query: hits
                for part, answers in zip(parts, pool.map(search, parts), strict=True)
                for query, hits in zip(part, answers, strict=True)
            }

    def _places(self) -> Iterator[Place]:
        return ((n, i) for n, roll in enumerate(self._rolls) for i in range(len(roll.held)))

    def _kind(self, place: Place) -> int:
        return FOLDER_KINDS.index(self._rolls[place[0]].held[place[1]].listing.kind)

    def _forms_to_ask(self, place: Place) -> tuple[_Form, ...]:
        listing = self._rolls[place[0]].held[place[1]].listing
        kind: NameKind = "person" if listing.kind == "Person" else "thing"
        forms = (_Form(analyse(name, kind).tokens, factor) for name, factor in forms_of(listing.name))
        return tuple(form for form in forms if form.tokens)

    def _sharing_numbers(self) -> Iterator[tuple[Place, Place]]:
        by_number: defaultdict[str, list[Place]] = defaultdict(list)
        for n, profiles in enumerate(self._profiles):
            for i, profile in enumerate(profiles):
                for number in profile.numbers:
                    by_number[number].append((n, i))
        for places in by_number.values():
            if len(places) <= _MOST_SHARING:
                yield from combinations(sorted(places), 2)

    def _born_on_one_day(self) -> Iterator[tuple[Place, Place]]:
        """People of different lists; the first of January is also how a year alone is written."""
        by_day: defaultdict[date, list[Place]] = defaultdict(list)
        for n, profiles in enumerate(self._profiles):
            for i, profile in enumerate(profiles):
                for born in {b.earliest for b in profile.births if b.precision == "day" and b.earliest}:
                    if (born.month, born.day) != (1, 1):
                        by_day[born].append((n, i))
        for places in by_day.values():
            yield from (pair for pair in combinations(sorted(places), 2) if pair[0][0] != pair[1][0])

    def _may_be_one(self, one: Place, other: Place) -> bool:
        """Kinds agree, or an issuer that has no kind for ships gives the IMO number of one."""
        ours, theirs = (self._profiles[n][i] for n, i in (one, other))
        return ours.kind == theirs.kind or (
            "Person" not in {ours.kind, theirs.kind}
            and bool(ours.numbers_of("imo") & theirs.numbers_of("imo"))
        )

    def _compared(self, pair: tuple[Place, Place], found: Sequence[_Found]) -> ComparedNames:
        """What the search did not find scores below its least; it is compared now where nothing was found."""
        found = found or [self._best(*pair), self._best(pair[1], pair[0])]
        best = max(found, key=lambda one: (one.score, one.asked == pair[0], -one.name))
        asked, (number, _) = best.asked, pair[1] if best.asked == pair[0] else pair[0]
        told = self._kernel.explain(best.tokens, number, best.name)
        listed = self._rolls[number].index.text(best.name)
        own = self._rolls[asked[0]].held[asked[1]].listing.name
        one, other = (own, listed) if asked == pair[0] else (listed, own)
        return ComparedNames(
            one=one,
            other=other,
            better=best.score,
            worse=min(one.score for one in found) if len(found) == 2 else 0.0,
            rarity=told["evidence"],
            shared=len(self._stated(pair[0]).whole & self._stated(pair[1]).whole),
            first_left_over=self._rolls[asked[0]].held[asked[1]].listing.kind == "Person"
            and self._first_left_over(best.tokens, number, best.name, told["pairs"]),
            forms_differ=self._forms_differ(*pair),
        )

    def _first_left_over(self, ours: Sequence[Token], number: int, name: int, pairs: Sequence[Any]) -> float:
        """Rarity of the word before the first that agrees, where one side alone has such a word.

        "Saja Barzan Ibrahim" is a child of "Barzan Ibrahim".
        """
        theirs = self._rolls[number].index.tokens(name)
        left_ours = _before(ours, [(first, count) for first, count, *_ in pairs])
        left_theirs = _before(theirs, [(first, count) for _, _, first, count, _ in pairs])
        if bool(left_ours) == bool(left_theirs):
            return 0.0
        return max(self._kernel.rarities(left_ours or left_theirs))

    def _state(self, place: Place) -> _Stated:
        index = self._rolls[place[0]].index
        names = [index.tokens(number) for number in self._names[place[0]][place[1]]]
        sorted_ = (sorted(token.text for token in tokens if token.is_weighty) for tokens in names)
        whole = (" ".join(words) for words in sorted_ if len(words) > 1)
        return _Stated(
            frozenset(name for name in whole if len(name) >= _SHORTEST_WHOLE),
            frozenset(token.form for tokens in names for token in tokens if token.form),
        )

    def _best(self, asked: Place, other: Place) -> _Found:
        names = self._names[other[0]][other[1]]
        found = []
        for form in self._forms_asked(asked) or (_Form((), 0.0),):
            scores = self._kernel.score(form.tokens, other[0], names)
            best = max(range(len(names)), key=scores.__getitem__)
            found.append(_Found(scores[best] * form.factor, asked, form.tokens, names[best]))
        return max(found, key=lambda one: one.score)

    def _forms_differ(self, one: Place, other: Place) -> bool:
        ours, theirs = self._stated(one).forms, self._stated(other).forms
        return bool(ours and theirs and not ours & theirs)


def forms_of(name: str) -> list[tuple[str, float]]:
    """How a primary name is asked for, each form with the factor of its scores.

    "Korea Kwangson Banking Corporation (KKBC)" goes without its initials as well; so does "Al-Haramain
    (Kenya)" without its branch, which is a little less its name.
    """
    found = _IN_BRACKETS.findall(name)
    if not found:
        return [(name, 1.0)]
    outside = _IN_BRACKETS.sub(" ", name)
    bare = all(_is_short_for(inside, outside) for inside in found)
    forms = [(name, 1.0), (outside, 1.0 if bare else _WITHOUT_BRACKETS)]
    if len(found) == 1 and _is_short_for(outside, found[0]):
        forms.append((found[0], 1.0))
    return forms


def _is_short_for(short: str, long: str) -> bool:
    """ "HQN" for "Haqqani Network": its letters stand there in order, from the first one on."""
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    place = [letter for letter in long.casefold() if letter.isalnum()]
    if not 2 <= len(letters) <= _MOST_INITIALS or not place or letters[0] != place[0]:
        return False
    rest = iter(place)
    return all(letter in rest for letter in letters)


def _before(tokens: Sequence[Token], agreed: Sequence[tuple[int, int]]) -> list[Token]:
    """The words that stand before the first one that agrees."""
    first = min((place for place, _ in agreed), default=0)
    return [token for token in tokens[:first] if token.role == Role.WORD]


def _names_by_listing(roll: Roll) -> list[list[int]]:
    listings = roll.index.columns["name_listing"]
    order = np.argsort(listings, kind="stable")
    bounds = np.searchsorted(listings[order], np.arange(len(roll.held) + 1))
    return [[int(n) for n in order[bounds[i] : bounds[i + 1]]] for i in range(len(roll.held))]
