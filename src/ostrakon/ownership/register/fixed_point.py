"""Who is caught: the least fixed point from listed owners down their stakes, over arrays.

A *place* is where holdings are added: one company, one limb of the rule (shares, votes, control). What a
caught owner holds counts in full, what another one holds not at all; nothing is multiplied. A *group* is
whose holdings are added: all listed parties together, or each of them alone. Every party is taken up once
per group, so the work is that of the stakes reached, and rings end.
"""

from collections import deque
from typing import Any, Protocol

import numpy as np
from msgspec import Struct

__all__ = ["Flags", "Numbers", "Stakes", "caught_alone", "caught_together", "positions"]

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

_FEW = 48  # parties at once, below which one by one costs less than numpy's start of about 100 µs a step
_AT_ONCE = 2_000_000  # stakes taken up in one step, which bounds the memory of a step


class Stakes(Struct, frozen=True):
    """The stakes that count, ordered by owner: those of owner `o` are start[o] to start[o + 1].

    `place` is the company's number times `limbs`, plus the limb. A place is reached when the sum of `amount`
    there is at least `least`, which is given for each limb or for each place.
    """

    start: Numbers
    place: Numbers
    amount: Numbers
    least: Numbers
    limbs: int

    def reached(self, places: Numbers, sums: Numbers) -> Flags:
        return np.asarray(sums >= self.least[places % len(self.least)])


def caught_together(stakes: Stakes, seeds: Numbers, held: Numbers, caught: Flags) -> None:
    """Flag in `caught`, which has one flag for each party, whom `seeds` catch when all they hold is added.

    `held` is what counts as held at every place already: the undisclosed rest of a company, or the sums of an
    earlier run to go on from. Both are changed in place.
    """
    places = np.flatnonzero(held)
    reached = np.unique(places[stakes.reached(places, held[places])] // stakes.limbs)
    sums = _Dense(held, caught)
    _spread(stakes, sums, len(held), sums.catch(np.union1d(seeds, reached)))


def caught_alone(
    stakes: Stakes, seeds: Numbers, groups: Numbers, held: Numbers, anyhow: Flags
) -> tuple[Numbers, Numbers]:
    """Which parties each group catches with its own holdings alone: parties, and the group of each.

    `seeds[i]` belongs to `groups[i]`. `held` and `anyhow` are the sums and the parties that every group has,
    as `caught_together` leaves them; parties of `anyhow` are not repeated.
    """
    sums = _Sparse(held, anyhow)
    _spread(stakes, sums, len(held), sums.catch(np.unique(groups * len(anyhow) + seeds)))
    return sums.caught % len(anyhow), sums.caught // len(anyhow)


def positions(starts: Numbers, counts: Numbers) -> Numbers:
    """starts[0], starts[0] + 1, … for counts[0] of them, then those of starts[1], and so on."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))


class _Sums(Protocol):
    """What was added so far at each key, and who was caught.

    A key is a place plus the group times the number of places; a member is a party plus the group times the
    number of parties.
    """

    def add(self, keys: Numbers, amounts: Numbers) -> tuple[Numbers, Numbers]:
        """Each of `keys` at least once, and the sums there after `amounts` were added."""

    def add_one(self, key: int, amount: int) -> int: ...

    def catch(self, members: Numbers) -> Numbers:
        """Those of `members`, which are in order, that were not caught before."""

    def catch_one(self, member: int) -> bool: ...


def _spread(stakes: Stakes, sums: _Sums, places: int, frontier: Numbers) -> None:
    while len(frontier):
        if len(frontier) < _FEW:
            frontier = _one_by_one(stakes, sums, places, frontier)
        else:
            frontier = _all_at_once(stakes, sums, places, frontier)


def _all_at_once(stakes: Stakes, sums: _Sums, places: int, frontier: Numbers) -> Numbers:
    """Who is caught by what the frontier holds."""
    parties = len(stakes.start) - 1
    groups, owners = np.divmod(frontier, parties)
    counts = stakes.start[owners + 1] - stakes.start[owners]
    ends = np.cumsum(counts)
    cuts = np.searchsorted(ends, np.arange(_AT_ONCE, int(ends[-1]), _AT_ONCE))
    caught = []
    for piece in np.split(np.arange(len(frontier)), np.unique(cuts)):
        at = positions(stakes.start[owners[piece]], counts[piece])
        keys = stakes.place[at] + np.repeat(groups[piece] * places, counts[piece])
        keys, totals = sums.add(keys, stakes.amount[at])
        group, place = np.divmod(keys[stakes.reached(keys % places, totals)], places)
        caught.append(sums.catch(np.unique(group * parties + place // stakes.limbs)))
    return np.concatenate(caught)


def _one_by_one(stakes: Stakes, sums: _Sums, places: int, frontier: Numbers) -> Numbers:
    """The same for few parties, over and over until there are none or many."""
    parties, leasts = len(stakes.start) - 1, len(stakes.least)
    waiting = deque(frontier.tolist())
    while waiting and len(waiting) < 2 * _FEW:
        group, owner = divmod(waiting.popleft(), parties)
        first, last = stakes.start[owner : owner + 2].tolist()
        amounts = stakes.amount[first:last].tolist()
        for place, amount in zip(stakes.place[first:last].tolist(), amounts, strict=True):
            if sums.add_one(group * places + place, amount) >= stakes.least[place % leasts]:
                member = group * parties + place // stakes.limbs
                if sums.catch_one(member):
                    waiting.append(member)
    return np.array(waiting, dtype=np.int64)


class _Dense:
    """One group: a sum for every place, a flag for every party."""

    def __init__(self, held: Numbers, caught: Flags) -> None:
        self._held, self._caught = held, caught

    def add(self, keys: Numbers, amounts: Numbers) -> tuple[Numbers, Numbers]:
        np.add.at(self._held, keys, amounts)
        return keys, self._held[keys]

    def add_one(self, key: int, amount: int) -> int:
        total = int(self._held[key]) + amount
        self._held[key] = total
        return total

    def catch(self, members: Numbers) -> Numbers:
        new = members[~self._caught[members]]
        self._caught[new] = True
        return new

    def catch_one(self, member: int) -> bool:
        if self._caught[member]:
            return False
        self._caught[member] = True
        return True


class _Sparse:
    """Many groups, each of which reaches little: sums in order of their keys, on top of what all have.

    What is added one by one waits in a dictionary until many are added again.
    """

    def __init__(self, held: Numbers, anyhow: Flags) -> None:
        self._held, self._anyhow = held, anyhow
        self._keys, self._totals, self._caught = (np.empty(0, dtype=np.int64) for _ in range(3))
        self._loose_totals: dict[int, int] = {}
        self._loose_caught: set[int] = set()

    @property
    def caught(self) -> Numbers:
        self._settle()
        return self._caught

    def add(self, keys: Numbers, amounts: Numbers) -> tuple[Numbers, Numbers]:
        self._settle()
        order = np.argsort(keys)
        keys, first = np.unique(keys[order], return_index=True)
        at = self._places_for(keys)
        if len(keys):
            self._totals[at] += np.add.reduceat(amounts[order], first)
        return keys, self._totals[at]

    def add_one(self, key: int, amount: int) -> int:
        total = self._loose_totals.get(key)
        if total is None:
            total = self._settled(key)
        self._loose_totals[key] = total + amount
        return total + amount

    def catch(self, members: Numbers) -> Numbers:
        self._settle()
        members = members[~self._anyhow[members % len(self._anyhow)]]
        new = members[~_contains(self._caught, members)]
        self._caught = np.insert(self._caught, np.searchsorted(self._caught, new), new)
        return new

    def catch_one(self, member: int) -> bool:
        if self._anyhow[member % len(self._anyhow)] or member in self._loose_caught:
            return False
        at = int(np.searchsorted(self._caught, member))
        if at < len(self._caught) and self._caught[at] == member:
            return False
        self._loose_caught.add(member)
        return True

    def _settled(self, key: int) -> int:
        at = int(np.searchsorted(self._keys, key))
        if at < len(self._keys) and self._keys[at] == key:
            return int(self._totals[at])
        return int(self._held[key % len(self._held)])

    def _settle(self) -> None:
        if self._loose_totals:
            keys = np.array(sorted(self._loose_totals), dtype=np.int64)
            at = self._places_for(keys)
            self._totals[at] = [self._loose_totals[key] for key in keys.tolist()]
            self._loose_totals = {}
        if self._loose_caught:
            new = np.array(sorted(self._loose_caught), dtype=np.int64)
            self._caught = np.insert(self._caught, np.searchsorted(self._caught, new), new)
            self._loose_caught = set()

    def _places_for(self, keys: Numbers) -> Numbers:
        """Where the sums of `keys` are, which are in order, each once; a new one begins with what all
        have."""
        new = keys[~_contains(self._keys, keys)]
        at = np.searchsorted(self._keys, new)
        self._keys = np.insert(self._keys, at, new)
        self._totals = np.insert(self._totals, at, self._held[new % len(self._held)])
        return np.searchsorted(self._keys, keys)


def _contains(ordered: Numbers, wanted: Numbers) -> Flags:
    at = np.searchsorted(ordered, wanted)
    inside = at < len(ordered)
    found = np.zeros(len(wanted), dtype=np.bool_)
    found[inside] = ordered[at[inside]] == wanted[inside]
    return found
