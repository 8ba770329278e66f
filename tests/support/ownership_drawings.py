"""Small networks drawn at random: cycles, intervals with open ends, one or two listed."""

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ostrakon.model import Jurisdiction, Share, Stake
from ostrakon.ownership.network import Network
from support.networks import listed, network
from support.ownership_oracle import Interval

__all__ = ["ACTORS", "DAYS", "Drawn", "drawn", "to_network"]

ACTORS = "XYZABCD"
DAYS: dict[str, tuple[Jurisdiction, date]] = {
    "US": ("us", date(2016, 10, 16)),
    "EU-": ("eu", date(2024, 7, 2)),
    "EU+": ("eu", date(2024, 7, 3)),
    "UK": ("gb", date(2023, 12, 1)),
}
# Whole and half, what the bands of registers end with, and what binary fractions cannot hold.
BOUNDS = [Fraction(text) for text in ("0", "10", "16.7", "25", "33.3", "40", "49.99", "50", "50.01", "60",
                                      "75", "100")]  # fmt: skip
Drawn = dict[tuple[str, str], Interval]


def drawn(chance: random.Random) -> tuple[Drawn, str]:
    """A network of up to seven actors whose stakes could all be true at once, and who is listed."""
    actors = ACTORS[: chance.randint(2, len(ACTORS))]
    ties = [(owner, asset) for owner in actors for asset in actors if owner != asset]
    stakes: Drawn = {}
    for owner, asset in chance.sample(ties, min(len(ties), chance.randint(1, 9))):
        low, high = sorted((chance.choice(BOUNDS), chance.choice(BOUNDS)))
        if chance.random() < 0.5:
            high = low
        apart = high > low
        drawn_one = Interval(low, high, apart and chance.random() < 0.4, apart and chance.random() < 0.4)
        others = [share for (_, held), share in stakes.items() if held == asset]
        total = sum((share.low for share in others), low)
        if total < 100 or (total == 100 and not any(s.low_open for s in [*others, drawn_one])):
            stakes[owner, asset] = drawn_one
    return stakes, "".join(sorted(chance.sample(actors, chance.randint(1, 2))))


def to_network(stakes: Drawn, seeds: str) -> Network:
    return network([_stake(tie, share) for tie, share in stakes.items()], listed(*seeds))


def _stake(tie: tuple[str, str], share: Interval) -> Stake:
    low, high = (Decimal(bound.numerator) / bound.denominator for bound in (share.low, share.high))
    return Stake(
        owner=tie[0],
        asset=tie[1],
        kind="shares",
        source="test",
        share=Share(low, high, share.low_open, share.high_open),
    )
