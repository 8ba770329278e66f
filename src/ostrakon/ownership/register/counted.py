"""A register on one day, under one rule → what each holder adds to each company, as arrays.

The same steps as for a small network (`ownership/holdings.py`), with the same outcome.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
from msgspec import Struct

from ostrakon.model import StakeKind
from ostrakon.ownership.holdings import MEASURED
from ostrakon.ownership.register import bounds
from ostrakon.ownership.register.fixed_point import Flags, Numbers, Stakes
from ostrakon.ownership.register.prepared import Register
from ostrakon.ownership.rules import Effect
from ostrakon.ownership.spreading import Test

__all__ = ["UNCOUNTED", "Counted", "adds", "counted_on", "needed", "stakes_under"]

_EPOCH = date(1970, 1, 1)
UNCOUNTED: tuple[Effect, ...] = ("caution", "nothing")


class Counted(Struct, frozen=True):
    """`measured`: one for each company, kind and owner; `kind` is a number of MEASURED, bounds are tightened.

    `own` is what companies hold of themselves, as upper bounds by company and kind, and `rest` what no share
    accounts for. `enough` are ties without a sum, by kind, as (owner, company) arrays.
    """

    company: Numbers
    owner: Numbers
    kind: Numbers
    low: Numbers
    high: Numbers
    own: dict[tuple[int, int], int]
    rest: Numbers
    enough: dict[StakeKind, tuple[Numbers, Numbers]]


def counted_on(register: Register, day: date, counts: Mapping[StakeKind, Effect], *, agents: bool) -> Counted:
    """The stakes of `day` that `counts` gives an effect. With `agents`, whoever acts for a party is held
    by it."""
    kinds = register.description.kinds
    effects = [counts.get(kind, "nothing") for kind in kinds]
    measured = [
        effect not in UNCOUNTED and (kind in MEASURED or effect == "share_unknown")
        for kind, effect in zip(kinds, effects, strict=True)
    ]
    number = _day_number(day)
    there = (register.since <= number) & (register.until >= number)
    at = np.flatnonzero(there & np.array(measured)[register.kind])
    company = _companies_of(register, at)
    owner = register.owner[at]
    kind = np.array([MEASURED.index(kind) if kind in MEASURED else 0 for kind in kinds])[register.kind[at]]
    low, high = register.low[at], register.high[at]
    unknown = np.array([kind not in MEASURED for kind in kinds])[register.kind[at]]
    # What says "owned, share unknown" says nothing beside a share of the same owner, its neighbour.
    keep = np.ones(len(company), dtype=np.bool_)
    keep[1:] = ~unknown[1:] | (np.diff(company) != 0) | (np.diff(owner) != 0) | (kind[:-1] != 0)
    company, owner, kind, low, high = (each[keep] for each in (company, owner, kind, low, high))
    places = company * len(MEASURED) + kind
    total = np.zeros(register.companies * len(MEASURED), dtype=np.int64)
    np.add.at(total, places, low)
    high = _tightened(low, high, total[places])
    itself = np.flatnonzero(owner == company)
    own = {(int(company[i]), int(kind[i])): int(high[i]) for i in itself}
    others = owner != company
    return Counted(
        company=company[others],
        owner=owner[others],
        kind=kind[others],
        low=low[others],
        high=high[others],
        own=own,
        rest=bounds.settled_upper(np.maximum(bounds.HUNDRED - total[:: len(MEASURED)], 0)),
        enough=_enough(register, there, effects, agents=agents),
    )


def _day_number(day: date) -> int:
    return (day - _EPOCH).days


def stakes_under(counted: Counted, test: Test, parties: int) -> Stakes:
    """The stakes that a fixed point needs.

    The last place of a company is for what is enough alone: a tie that needs no share, and on lower bounds a
    holder that has to reach the threshold by itself.
    """
    effects = [test.counts.get(kind, "nothing") for kind in MEASURED]
    leasts = [needed(test, kind) for kind in MEASURED]
    limbs = len(MEASURED) + 1
    amount = counted.high if test.upper else counted.low
    place = counted.company * limbs + counted.kind
    if not test.upper:
        alone = np.array([effect == "single" for effect in effects])[counted.kind]
        reaches = counted.low >= np.array(leasts)[counted.kind]
        place = np.where(alone & reaches, counted.company * limbs + len(MEASURED), place)
        amount = np.where(alone, np.where(reaches, bounds.HUNDRED, 0), amount)
    counts = np.array([adds(effect, upper=test.upper) for effect in effects])[counted.kind]
    keep = counts & (amount > 0)
    owner, place, amount = counted.owner[keep], place[keep], amount[keep]
    for kind, (holder, company) in counted.enough.items():
        if test.upper or test.counts.get(kind) == "present":
            owner = np.concatenate([owner, holder])
            place = np.concatenate([place, company * limbs + len(MEASURED)])
            amount = np.concatenate([amount, np.full(len(holder), bounds.HUNDRED)])
    order = np.argsort(owner)
    start = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=parties), dtype=np.int64)])
    least = np.array([*leasts, 1], dtype=np.int64)
    if test.upper and counted.own:
        least = np.tile(least, len(counted.rest))
        for (itself, number), share in counted.own.items():
            # Shares that a company holds of itself may have to be left out of the whole.
            half = -(-share // bounds.ENDS) * bounds.ENDS // 2
            least[itself * limbs + number] = max(1, leasts[number] - half)
    return Stakes(start, place[order], amount[order], least, limbs)


def _companies_of(register: Register, stakes: Numbers) -> Numbers:
    each = np.repeat(np.arange(register.companies, dtype=np.int64), np.diff(register.first))
    return each[stakes]


def _tightened(low: Numbers, high: Numbers, total: Numbers) -> Numbers:
    """No holder has more than the others leave. Shares of more than the whole contradict each other and are
    left as they are."""
    left = bounds.settled_upper(bounds.HUNDRED - (total - low))
    return np.where(total > bounds.HUNDRED, high, np.minimum(high, left))


def _enough(
    register: Register, there: Flags, effects: list[Effect], *, agents: bool
) -> dict[StakeKind, tuple[Numbers, Numbers]]:
    found: dict[StakeKind, tuple[Numbers, Numbers]] = {}
    for number, (kind, effect) in enumerate(zip(register.description.kinds, effects, strict=True)):
        if kind in MEASURED or not (effect in {"present", "judged"} or (agents and kind == "acts_for")):
            continue
        at = np.flatnonzero(there & (register.kind == number))
        upper, under = register.owner[at].astype(np.int64), _companies_of(register, at)
        if kind == "acts_for":  # of an agent and its principal, the principal is above
            upper, under = under, upper
        apart = upper != under
        found[kind] = upper[apart], under[apart]
    return found


def needed(test: Test, kind: StakeKind) -> int:
    """The least sum of bounds that catches."""
    if kind in {"votes", "board_appointment"}:
        return bounds.more_than(50)
    return bounds.more_than(test.threshold) if test.strict else bounds.at_least(test.threshold)


def adds(effect: Effect, *, upper: bool) -> bool:
    return effect in {"summed", "single"} or (upper and effect in {"unsettled", "share_unknown"})
