"""A prepared register, a day and who is listed → blocked, not blocked or cannot tell, for every party.

The runs are those of `ownership/blocked.py`, and so are the answers.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from ostrakon.model import Jurisdiction, ListedPeriod, Verdict
from ostrakon.ownership.blocked import issuers_of
from ostrakon.ownership.network import listed_on
from ostrakon.ownership.register import bounds
from ostrakon.ownership.register.counted import Counted, counted_on, stakes_under
from ostrakon.ownership.register.fixed_point import (
    Flags,
    Numbers,
    Stakes,
    caught_alone,
    caught_together,
    positions,
)
from ostrakon.ownership.register.prepared import Register
from ostrakon.ownership.register.seeds import grouped
from ostrakon.ownership.rules import (
    OwnershipRule,
    Presumption,
    effective,
    presumptions_on,
    rule_on,
    status_rule_on,
)
from ostrakon.ownership.spreading import Test

__all__ = ["VERDICTS", "Verdicts", "answer_all"]

Verdicts = np.ndarray[Any, np.dtype[np.uint8]]
VERDICTS: tuple[Verdict, ...] = ("not_blocked", "cannot_tell", "blocked")
_NOT_BLOCKED, _CANNOT_TELL, _BLOCKED = range(3)


class _Asked(Struct, frozen=True):
    """A register on one day under one rule. `listed` are parties with their programmes; `hidden` are those
    above whom undisclosed holders may stand, whoever they are, and `rest` is what these may hold of the
    shares of each company: nobody and nothing in a complete register."""

    rule: OwnershipRule
    listed: dict[int, frozenset[str]]
    counted: Counted
    hidden: Numbers
    rest: Numbers
    parties: int

    def test(self, *, upper: bool) -> Test:
        return Test(self.rule.counts, self.rule.threshold, self.rule.strict, upper, bundles=False)

    def nobody(self) -> Flags:
        return np.zeros(self.parties, dtype=np.bool_)

    def held(self, stakes: Stakes, *, upper: bool) -> Numbers:
        """What counts as held at each place from the beginning."""
        held = np.zeros(len(self.rest) * stakes.limbs, dtype=np.int64)
        if upper:
            held[:: stakes.limbs] = self.rest
        return held


def answer_all(
    register: Register,
    jurisdiction: Jurisdiction,
    listed: Iterable[ListedPeriod],
    on: date,
    *,
    law_known_at: date,
    complete: bool,
) -> Verdicts:
    """The place in VERDICTS of each party's answer on that day, in order of their numbers.

    `complete`: what no stake accounts for belongs to nobody who is listed. Listed parties that the register
    does not have make no difference to it.
    """
    record = rule_on(jurisdiction, on)
    rule = effective(record, on) if record else None
    seeds = _numbered(register, listed_on(listed, on, issuers_of(jurisdiction, on)))
    answers = np.full(register.parties, _CANNOT_TELL if rule is None else _NOT_BLOCKED, dtype=np.uint8)
    if rule is not None:
        surely, perhaps = _status(register, jurisdiction, on)
        asked = _asked(register, rule, seeds, on, complete=complete)
        surely |= _run(asked, surely, upper=False)
        perhaps |= _run(asked, perhaps, upper=True)
        if jurisdiction == rule.jurisdiction:  # as for a small network
            for presumption in presumptions_on(jurisdiction, on, law_known_at=law_known_at):
                perhaps |= _presumed(asked, presumption, perhaps)
        answers[perhaps] = _CANNOT_TELL
        answers[surely] = _BLOCKED
    answers[list(seeds)] = _BLOCKED
    return answers


def _numbered(register: Register, listed: Mapping[str, frozenset[str]]) -> dict[int, frozenset[str]]:
    numbers = ((register.number(id_), codes) for id_, codes in listed.items())
    return {number: codes for number, codes in numbers if number is not None}


def _asked(
    register: Register, rule: OwnershipRule, listed: dict[int, frozenset[str]], on: date, *, complete: bool
) -> _Asked:
    counted = counted_on(register, on, rule.counts, agents=rule.acts_for_caught == "judged")
    # Of those in whom the register has no stake at all, everything is undisclosed.
    without = np.arange(register.companies, register.parties)
    return _Asked(
        rule=rule,
        listed=listed,
        counted=counted,
        hidden=np.empty(0, dtype=np.int64) if complete else without,
        rest=np.zeros(register.companies, dtype=np.int64) if complete else counted.rest,
        parties=register.parties,
    )


def _run(asked: _Asked, always: Flags, *, upper: bool) -> Flags:
    """Whom the seeds of each group catch, together with those who are caught `always` and, on upper bounds,
    with undisclosed holders."""
    stakes = stakes_under(asked.counted, asked.test(upper=upper), asked.parties)
    held, caught = asked.held(stakes, upper=upper), asked.nobody()
    start = np.flatnonzero(always)
    if upper:
        start = np.union1d(start, asked.hidden)
    seeds, groups = _groups(asked, upper=upper)
    if not groups.any():  # one group: the common case, and the quicker one
        caught_together(stakes, np.union1d(start, seeds), held, caught)
        return caught
    caught_together(stakes, start, held, caught)
    parties, _ = caught_alone(stakes, seeds, groups, held, caught)
    caught[parties] = True
    return caught


def _groups(asked: _Asked, *, upper: bool) -> tuple[Numbers, Numbers]:
    """Listed parties and the group of each."""
    pairs = grouped(asked.rule, asked.listed, upper=upper)
    parties, groups = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return parties, groups


def _status(register: Register, jurisdiction: Jurisdiction, on: date) -> tuple[Flags, Flags]:
    """Whom a state owns or controls, surely and perhaps; nobody where no state is in the register."""
    surely, perhaps = (np.zeros(register.parties, dtype=np.bool_) for _ in range(2))
    rule = status_rule_on(jurisdiction, on)
    if rule is not None and (states := register.description.states.get(rule.id)):
        start = np.array(list(_numbered(register, dict.fromkeys(states, frozenset()))), dtype=np.int64)
        counted = counted_on(register, on, rule.counts, agents=False)
        for caught, upper in ((surely, False), (perhaps, True)):
            test = Test(rule.counts, 50, strict=False, upper=upper, bundles=False)
            stakes = stakes_under(counted, test, register.parties)
            nothing = np.zeros(register.companies * stakes.limbs, dtype=np.int64)
            caught_together(stakes, start, nothing, caught)
    return surely, perhaps


def _presumed(asked: _Asked, presumption: Presumption, before: Flags) -> Flags:
    """Whoever one listed person may hold half of, directly or through others, and what hangs on that: a sum
    that is exactly half and has a stake of somebody caught in this way alone."""
    start = np.union1d(np.array(list(asked.listed), dtype=np.int64), asked.hidden)
    start = np.union1d(start, _half_of_one(asked, presumption))
    stakes = stakes_under(asked.counted, asked.test(upper=True), asked.parties)
    limbs, companies = stakes.limbs, len(asked.rest)
    least = np.resize(stakes.least, companies * limbs)  # for each company on its own
    stakes = msgspec.structs.replace(stakes, least=least)
    held, caught, helping = asked.held(stakes, upper=True), asked.nobody(), asked.nobody()
    while len(start):
        caught_together(stakes, start, held, caught)
        new = np.flatnonzero(caught & ~before & ~helping)
        helping[new] = True
        counts = stakes.start[new + 1] - stakes.start[new]
        helped = np.unique(stakes.place[positions(stakes.start[new], counts)])
        least[helped] = bounds.or_more(least[helped])
        reached = np.unique(helped[stakes.reached(helped, held[helped])] // limbs)
        start = reached[~caught[reached]]
    return caught


def _half_of_one(asked: _Asked, presumption: Presumption) -> Numbers:
    rule = asked.rule
    half = Test(rule.counts, rule.threshold, strict=False, upper=True, bundles=False)
    one = [
        party
        for party, codes in asked.listed.items()
        if presumption.programmes is None or codes.intersection(presumption.programmes)
    ]
    stakes = stakes_under(asked.counted, half, asked.parties)
    nothing = np.zeros(len(asked.rest) * stakes.limbs, dtype=np.int64)
    groups = np.arange(len(one))
    parties, _ = caught_alone(stakes, np.array(one, dtype=np.int64), groups, nothing, asked.nobody())
    return np.unique(parties)
