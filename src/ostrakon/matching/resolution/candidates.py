"""Listings of several indexes → pairs that may be one party, with their names compared."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
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

# A listing: which roll, and which of its listings.
Place = tuple[int, int]

_LEAST_SCORE = 0.6  # of names; of 2,057 pairs that share a document's number, one scores less
_COMPARED = 200  # names compared in full per listing, over all rolls, as in screening
_KEPT = 40  # listings kept of them: namesakes of the commonest names
_TOGETHER = 256  # listings per pass of the kernel
# Listings with one number: more of them share it for another reason than being one party.
_MOST_SHARING = 12


# "KOREA KWANGSON BANKING CORPORATION (KKBC)"
_IN_BRACKETS = re.compile(r"\s\([^()]*\)|\s\[[^][]*\]")


class _Found(Struct, frozen=True):
    """A primary name against the best name of another listing."""

    score: float
    asked: Place
    name: int


class Candidates:
    """Pairs of listings whose names are alike, or that share a number, in a fixed order."""

    def __init__(self, rolls: Sequence[Roll], profiles: Sequence[Sequence[Profile]]) -> None:
        self._rolls = rolls
        self._profiles = profiles
        self._kernel = Kernel([roll.index.columns for roll in rolls], WEIGHTS, ordinary_names())
        self._names = [_names_by_listing(roll) for roll in rolls]
        self._forms: dict[Place, frozenset[int]] = {}
        self._whole: dict[Place, frozenset[str]] = {}

    def pairs(
        self, references: Iterable[tuple[Place, Place]]
    ) -> Iterator[tuple[Place, Place, ComparedNames]]:
        """Every pair once. `references` are pairs that issuers join by a number of a list."""
        found = self._alike()
        numbered = {pair for pair in (*self._sharing_numbers(), *references) if self._may_be_one(*pair)}
        for pair in sorted(found.keys() | numbered):
            yield *pair, self._compared(pair, found.get(pair, []))

    def _alike(self) -> Mapping[tuple[Place, Place], list[_Found]]:
        places = [(n, i) for n, roll in enumerate(self._rolls) for i in range(len(roll.held))]
        parts = [places[start : start + _TOGETHER] for start in range(0, len(places), _TOGETHER)]
        found: defaultdict[tuple[Place, Place], list[_Found]] = defaultdict(list)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for part, answers in zip(parts, pool.map(self._search, parts), strict=True):
                for asked, hits in zip(part, answers, strict=True):
                    for number, ordinal, name, score in hits:
                        other = (number, ordinal)
                        if other != asked:
                            pair = (asked, other) if asked < other else (other, asked)
                            found[pair].append(_Found(score, asked, name))
        return found

    def _search(self, part: Sequence[Place]) -> list[list[tuple[int, int, int, float]]]:
        queries = []
        for place in part:
            kind = self._rolls[place[0]].held[place[1]].listing.kind
            queries.append((self._tokens(place), FOLDER_KINDS.index(kind)))
        return self._kernel.search_many(queries, _LEAST_SCORE, _COMPARED, _KEPT)

    def _tokens(self, place: Place) -> tuple[Token, ...]:
        listing = self._rolls[place[0]].held[place[1]].listing
        name = _IN_BRACKETS.sub(" ", listing.name)
        kind: NameKind = "person" if listing.kind == "Person" else "thing"
        return analyse(name, kind).tokens or analyse(listing.name, kind).tokens

    def _sharing_numbers(self) -> Iterator[tuple[Place, Place]]:
        by_number: defaultdict[str, list[Place]] = defaultdict(list)
        for n, profiles in enumerate(self._profiles):
            for i, profile in enumerate(profiles):
                for number in profile.numbers:
                    by_number[number].append((n, i))
        for places in by_number.values():
            if len(places) <= _MOST_SHARING:
                yield from combinations(sorted(places), 2)

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
        told = self._kernel.explain(self._tokens(asked), number, best.name)
        listed = self._rolls[number].index.name(best.name).text
        own = self._rolls[asked[0]].held[asked[1]].listing.name
        one, other = (own, listed) if asked == pair[0] else (listed, own)
        return ComparedNames(
            one=one,
            other=other,
            better=best.score,
            worse=min(one.score for one in found) if len(found) == 2 else 0.0,
            rarity=told["evidence"],
            shared=len(self._whole_names(pair[0]) & self._whole_names(pair[1])),
            first_left_over=self._rolls[asked[0]].held[asked[1]].listing.kind == "Person"
            and self._first_left_over(asked, number, best.name, told["pairs"]),
            forms_differ=self._forms_differ(*pair),
        )

    def _first_left_over(self, asked: Place, number: int, name: int, pairs: Sequence[Any]) -> float:
        """Rarity of the word before the first that agrees, where one side alone has such a word.

        "Saja Barzan Ibrahim" is a child of "Barzan Ibrahim".
        """
        ours, theirs = self._tokens(asked), self._rolls[number].index.name(name).tokens
        left_ours = _before(ours, [(first, count) for first, count, *_ in pairs])
        left_theirs = _before(theirs, [(first, count) for _, _, first, count, _ in pairs])
        if bool(left_ours) == bool(left_theirs):
            return 0.0
        return max(self._kernel.rarities(left_ours or left_theirs))

    def _whole_names(self, place: Place) -> frozenset[str]:
        """Its names in comparable form, each once, in whatever order of words."""
        if place not in self._whole:
            index = self._rolls[place[0]].index
            self._whole[place] = frozenset(
                " ".join(sorted(t.text for t in index.name(n).tokens if t.is_weighty))
                for n in self._names[place[0]][place[1]]
            ) - {""}
        return self._whole[place]

    def _best(self, asked: Place, other: Place) -> _Found:
        names = self._names[other[0]][other[1]]
        scores = self._kernel.score(self._tokens(asked), other[0], names)
        best = max(range(len(names)), key=scores.__getitem__)
        return _Found(scores[best], asked, names[best])

    def _forms_differ(self, one: Place, other: Place) -> bool:
        ours, theirs = self._forms_of(one), self._forms_of(other)
        return bool(ours and theirs and not ours & theirs)

    def _forms_of(self, place: Place) -> frozenset[int]:
        if place not in self._forms:
            index = self._rolls[place[0]].index
            names = self._names[place[0]][place[1]]
            self._forms[place] = frozenset(t.form for n in names for t in index.name(n).tokens if t.form)
        return self._forms[place]


def _before(tokens: Sequence[Token], agreed: Sequence[tuple[int, int]]) -> list[Token]:
    """The words that stand before the first one that agrees."""
    first = min((place for place, _ in agreed), default=0)
    return [token for token in tokens[:first] if token.role == Role.WORD]


def _names_by_listing(roll: Roll) -> list[list[int]]:
    listings = roll.index.columns["name_listing"]
    order = np.argsort(listings, kind="stable")
    bounds = np.searchsorted(listings[order], np.arange(len(roll.held) + 1))
    return [[int(n) for n in order[bounds[i] : bounds[i + 1]]] for i in range(len(roll.held))]
