"""Random networks of many small ones, for comparing engines on much at once."""

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

from ostrakon.model import ListedPeriod, Share, Stake, StakeKind
from ostrakon.ownership.network import Network
from support.networks import network

__all__ = ["BOUNDS", "KINDS", "crowd"]

# Whole and half, what the bands of registers end with, and what binary fractions cannot hold.
BOUNDS = ["0", "10", "16.7", "25", "33.3", "40", "49.99", "50", "50.01", "60", "75", "100"]
KINDS: tuple[StakeKind, ...] = get_args(StakeKind)


def crowd(chance: random.Random, towns: int) -> Network:
    """Many small networks beside each other, with a few stakes between them: more at once than are taken
    one by one."""
    stakes, periods = [], []
    for town in range(towns):
        parties = [f"{town}.{party}" for party in "XYABCDE"[: chance.randint(2, 7)]]
        stakes += list(_ties(chance, parties))
        if town and chance.random() < 0.3:
            stakes += list(_ties(chance, [f"{town - 1}.A", f"{town}.between"]))
        for party in chance.sample(parties, 1):
            codes = tuple(chance.sample(["P", "Q"], chance.randint(0, 2)))
            periods.append(ListedPeriod(party, None, None, codes, chance.choice([None, "us", "eu", "gb"])))
    return network(stakes, periods)


def _ties(chance: random.Random, parties: list[str]) -> Iterator[Stake]:
    known = set()
    for _ in range(chance.randint(1, 9)):
        low, high = sorted((chance.choice(BOUNDS), chance.choice(BOUNDS)), key=Decimal)
        exact = chance.random() < 0.6
        opens = not exact and low != high
        share = Share(Decimal(high if exact else low), Decimal(high), opens and chance.random() < 0.4,
                      opens and chance.random() < 0.4)  # fmt: skip
        kind: StakeKind = "shares" if chance.random() < 0.7 else chance.choice(KINDS)
        owner, asset = chance.sample(parties, 2)
        if (owner, asset, kind) in known:
            continue
        known.add((owner, asset, kind))
        yield Stake(owner=owner, asset=asset, kind=kind, source="test", share=share)
