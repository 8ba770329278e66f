"""The fixed point against a slow second opinion on random small networks, with cycles and intervals."""

import random
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

import msgspec
import pytest
from support.networks import listed, network, share, stake
from support.ownership_drawings import DAYS, Drawn, drawn, to_network
from support.ownership_oracle import RULES, Interval, blocked_exactly, verdicts

from ostrakon.model import Actor, Jurisdiction, PartialDate, Stake, Verdict
from ostrakon.ownership.answering import answer
from ostrakon.ownership.blocked import find_blocked
from ostrakon.ownership.network import Network

GRAPHS = 3_000  # of each rule; a few seconds


def answers(graph: Network, column: str, *, complete: bool) -> dict[str, Verdict]:
    rule, on = DAYS[column]
    found = find_blocked(graph, rule, on, law_known_at=on, complete=complete)
    return {actor: found.verdict(actor) for actor in graph.actors}


def drawings(column: str, graphs: int = GRAPHS) -> Iterator[tuple[random.Random, Drawn, str]]:
    chance = random.Random(f"{column} 2026-11-26")
    for _ in range(graphs):
        yield chance, *drawn(chance)


@pytest.mark.parametrize("complete", [True, False], ids=["complete", "incomplete"])
@pytest.mark.parametrize("column", RULES)
def test_the_answers_are_those_of_the_slow_second_opinion(column: str, complete: bool) -> None:
    told = set()
    for _, stakes, seeds in drawings(column):
        expected = verdicts(stakes, seeds, RULES[column], complete=complete)
        found = answers(to_network(stakes, seeds), column, complete=complete)
        assert found == {actor: expected[actor] for actor in found}, (stakes, seeds)
        told |= set(found.values())
    assert told == {"blocked", "not_blocked", "cannot_tell"}


@pytest.mark.parametrize("column", RULES)
def test_an_answer_holds_whatever_the_shares_turn_out_to_be(column: str) -> None:
    tried = 0
    for chance, stakes, seeds in drawings(column, GRAPHS // 3):
        found = answers(to_network(stakes, seeds), column, complete=True)
        for shares in filter(None, (_possible(chance, stakes) for _ in range(12))):
            tried += 1
            blocked = blocked_exactly(shares, seeds, RULES[column])
            for actor, told in found.items():
                assert told == "cannot_tell" or (told == "blocked") == (actor in blocked), (stakes, seeds)
    assert tried > GRAPHS


def _possible(chance: random.Random, stakes: Drawn) -> dict[tuple[str, str], Fraction] | None:
    """Shares within all intervals, no asset over the whole: an end that is possible, or a point between."""
    shares = {}
    for tie, held in stakes.items():
        inner = held.low + (held.high - held.low) * Fraction(chance.randint(1, 99), 100)
        ends = [held.low] * (not held.low_open) + [held.high] * (not held.high_open)
        shares[tie] = chance.choice([inner, *ends])
    totals: dict[str, Fraction] = {}
    for (_, asset), held in shares.items():
        totals[asset] = totals.get(asset, Fraction(0)) + held
    return shares if all(total <= 100 for total in totals.values()) else None


@pytest.mark.parametrize("column", RULES)
def test_more_of_a_share_never_frees_anyone(column: str) -> None:
    order = ["not_blocked", "cannot_tell", "blocked"]
    for chance, stakes, seeds in drawings(column, GRAPHS // 3):
        tie = chance.choice(sorted(stakes))
        low, high, low_open, high_open = stakes[tie]
        if low == high == 100:
            continue
        # From an unlisted holder that the register leaves out; or nobody's tightening would stay as it was.
        alone = {one: share for one, share in stakes.items() if one[1] != tie[1] or one == tie}
        before = answers(to_network(alone, seeds), column, complete=True)
        raised = Interval(low + (100 - low) / 2, max(high, low + (100 - low) / 2), low_open, high_open)
        if raised.low == raised.high:
            raised = raised._replace(low_open=False, high_open=False)
        after = answers(to_network(alone | {tie: raised}, seeds), column, complete=True)
        for actor, told in before.items():
            assert order.index(after[actor]) >= order.index(told), (alone, tie, raised, seeds)


@pytest.mark.parametrize("column", RULES)
def test_one_more_listed_party_never_frees_anyone(column: str) -> None:
    order = ["not_blocked", "cannot_tell", "blocked"]
    for _, stakes, seeds in drawings(column, GRAPHS // 3):
        before = answers(to_network(stakes, seeds), column, complete=True)
        after = answers(to_network(stakes, seeds + "C"), column, complete=True)
        assert all(order.index(after[actor]) >= order.index(answer) for actor, answer in before.items())


@pytest.mark.parametrize("column", RULES)
def test_the_stakes_of_a_chain_alone_prove_the_answer(column: str) -> None:
    rule, on = DAYS[column]
    proved = 0
    for _, stakes, seeds in drawings(column, GRAPHS // 3):
        graph = to_network(stakes, seeds)
        for entity in graph.actors:
            (said,) = answer(graph, entity, on, rules=[rule], law_known_at=on, complete=True).answers
            if said.answer != "blocked" or said.ground == "listed":
                continue
            proved += 1
            chain = {
                (link.owner_id, link.asset_id): stakes[link.owner_id, link.asset_id] for link in said.chain
            }
            alone = find_blocked(to_network(chain, seeds), rule, on, law_known_at=on, complete=True)
            assert alone.verdict(entity) == "blocked", (stakes, seeds)
            assert said.steps[-1].entity == entity
    assert proved > 100


@pytest.mark.parametrize(
    "rule", ["us", pytest.param("eu", marks=pytest.mark.soak), pytest.param("gb", marks=pytest.mark.soak)]
)
def test_a_chain_of_a_million_owners_is_followed_to_its_end(rule: Jurisdiction) -> None:
    long = 1_000_000 if rule == "us" else 20_000
    majority = share(60)
    names = [str(link) for link in range(long + 1)]
    stakes = tuple(
        Stake(owner=owner, asset=asset, kind="shares", source="test", share=majority)
        for owner, asset in pairwise(names)
    )
    found = find_blocked(
        Network({name: Actor(name, name) for name in names}, stakes, listed("0")),
        rule,
        date(2025, 1, 1),
        law_known_at=date(2025, 1, 1),
        complete=True,
        entity=str(long),
    )
    assert found.verdict(str(long)) == "blocked"


def test_what_a_company_holds_of_itself_leaves_open_what_turns_on_it() -> None:
    graph = network({"X>A": 45, "A>A": 20, "Z>A": 35, "X>B": 30, "B>B": 20, "Z>B": 50}, listed("X"))
    assert answers(graph, "US", complete=True)["A"] == "cannot_tell"  # 45 of 80 is more than half
    assert answers(graph, "US", complete=True)["B"] == "not_blocked"  # 30 of 80 is not


def test_stakes_that_contradict_each_other_are_reported_and_not_scaled_down() -> None:
    graph = network({"X>A": 60, "Z>A": 60}, listed("X"))
    found = find_blocked(graph, "us", date(2025, 1, 1), law_known_at=date(2025, 1, 1), complete=True)
    assert found.verdict("A") == "blocked"
    assert found.holdings is not None
    assert [total // 10**12 for _, _, total in found.holdings.over_full] == [120]


def test_a_stake_that_is_stated_twice_may_be_one_or_two() -> None:
    twice = [stake("X>A", 30), replace_source(stake("X>A", 30), "another register")]
    assert answers(network(twice, listed("X")), "US", complete=True)["A"] == "cannot_tell"
    most = [stake("X>A", 60), replace_source(stake("X>A", 60), "another register")]
    assert answers(network(most, listed("X")), "US", complete=True)["A"] == "blocked"


def replace_source(one: Stake, source: str) -> Stake:
    return msgspec.structs.replace(one, source=source)


def test_a_share_that_may_not_be_there_yet_says_nothing_of_what_is_owned_all_the_time() -> None:
    small = msgspec.structs.replace(stake("X>A", 10), since=PartialDate.of_year(2015))
    graph = network([small, stake("X>A", None, "owned_or_controlled")], listed("X"))
    for on, expected in ((date(2015, 6, 1), "cannot_tell"), (date(2016, 1, 1), "not_blocked")):
        found = find_blocked(graph, "us", on, law_known_at=on, complete=True)
        assert found.verdict("A") == expected


def test_a_stake_since_a_year_may_or_may_not_be_there_in_that_year() -> None:
    since = msgspec.structs.replace(stake("X>A", 60), since=PartialDate.of_year(2016))
    graph = network([since, stake("Z>A", 40)], listed("X"))
    for day, expected in [(date(2015, 12, 31), "not_blocked"), (date(2016, 10, 16), "cannot_tell"),
                          (date(2017, 1, 1), "blocked")]:  # fmt: skip
        found = find_blocked(graph, "us", day, law_known_at=day, complete=True)
        assert found.verdict("A") == expected
