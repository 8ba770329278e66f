"""What is said to be missing would settle it: set to that figure, the company is blocked; below it, not."""

import random
import re
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from support.ownership_drawings import DAYS, drawn, to_network

from ostrakon.model import Share, Stake
from ostrakon.ownership.answering import answer
from ostrakon.ownership.blocked import find_blocked
from ostrakon.ownership.network import Network

_FACT = re.compile(
    r"(?P<owner>\w)'s share of (?P<asset>\w): blocked if it is (?P<than>at least|more than) "
    r"(?P<least>[\d.]+) %; stated is .*"
)
_LITTLE = Decimal("0.000001")


@pytest.mark.parametrize("column", ["US", "EU+", "UK"])
def test_the_figure_that_is_missing_is_the_one_that_decides(column: str) -> None:
    rule, on = DAYS[column]
    chance = random.Random(f"missing {column}")
    decided = 0
    for _ in range(1500):
        stakes, seeds = drawn(chance)
        graph = to_network(stakes, seeds)
        for entity in graph.actors:
            (said,) = answer(graph, entity, on, rules=[rule], law_known_at=on, complete=True).answers
            assert (said.answer == "cannot_tell") == bool(said.missing), (stakes, seeds)
            for fact in filter(None, map(_FACT.fullmatch, said.missing)):
                owner, asset, least = fact["owner"], fact["asset"], Decimal(fact["least"])
                if fact["than"] == "more than":
                    least += _LITTLE
                rest = [s.low for (o, a), s in stakes.items() if a == asset and o != owner]
                others = sum(rest, Fraction(0))
                if Fraction(least) + others > 100:
                    continue  # no register could say so
                decided += 1
                with_it = blocked(_with_share(graph, owner, asset, least), asset, column)
                without = blocked(_with_share(graph, owner, asset, least - _LITTLE), asset, column)
                assert with_it, (stakes, seeds, said.missing)
                assert not without, (stakes, seeds, said.missing)
    assert decided > 200


def blocked(graph: Network, entity: str, column: str) -> bool:
    rule, on = DAYS[column]
    return find_blocked(graph, rule, on, law_known_at=on, complete=True).verdict(entity) == "blocked"


def _with_share(graph: Network, owner: str, asset: str, percent: Decimal) -> Network:
    def changed(one: Stake) -> Stake:
        is_it = (one.owner, one.asset) == (owner, asset)
        return msgspec.structs.replace(one, share=Share(percent, percent)) if is_it else one

    return msgspec.structs.replace(graph, stakes=tuple(changed(one) for one in graph.stakes))
