"""Networks of every kind of stake, with arrangements, dates, programmes and open registers: what must hold of
any of them, whatever the rule."""

import random
from datetime import date

import msgspec
import pytest
from support.networks import network, stake
from support.ownership_drawings import ACTORS, DAYS

from ostrakon.model import ListedPeriod, Stake
from ostrakon.ownership.answering import answer
from ostrakon.ownership.blocked import find_blocked
from ostrakon.ownership.network import Network
from ostrakon.ownership.pictures.picture import picture_of
from ostrakon.ownership.reading import CSV_KINDS

DRAWINGS = 400
SHARES = ["10", "25", "(25,50]", "50", "[40,60]", "60", "100", None]
MEASURED = {"shares", "votes", "profit_right", "board_appointment"}


def drawn(chance: random.Random) -> Network:
    actors = ACTORS[: chance.randint(2, len(ACTORS))]
    stakes: dict[tuple[str, str, str], Stake] = {}
    for _ in range(chance.randint(1, 10)):
        owner, asset = chance.choice(actors), chance.choice(actors)
        kind = chance.choice(CSV_KINDS) if chance.random() < 0.6 else "shares"
        if owner == asset and kind != "shares":
            continue
        ended = date(2015, 1, 1) if chance.random() < 0.1 else None
        arrangement = "pact" if chance.random() < 0.2 else None
        share = chance.choice(SHARES) if kind in MEASURED else None
        stakes[owner, asset, kind] = stake(
            f"{owner}>{asset}", share, kind, until=ended, arrangement=arrangement
        )
    periods = [
        ListedPeriod(
            name,
            programmes=tuple(chance.sample(["P", "Q"], chance.randint(0, 2))),
            issuer=chance.choice([None, "us", "eu", "gb"]),
        )
        for name in chance.sample(actors, chance.randint(1, 2))
    ]
    made = network(stakes.values(), periods)
    if chance.random() < 0.2:
        state = chance.choice(sorted(made.actors))
        named = msgspec.structs.replace(made.actors[state], name="Syrian state")
        made = msgspec.structs.replace(made, actors=made.actors | {state: named})
    return made


@pytest.mark.parametrize("complete", [True, False], ids=["complete", "incomplete"])
@pytest.mark.parametrize("column", DAYS)
def test_what_holds_of_any_network(column: str, complete: bool) -> None:
    rule, on = DAYS[column]
    chance = random.Random(f"mixed {column} {complete}")
    told = set()
    for _ in range(DRAWINGS):
        graph = drawn(chance)
        whole = find_blocked(graph, rule, on, law_known_at=date(2026, 11, 26), complete=complete)
        for entity in graph.actors:
            found = answer(
                graph, entity, on, rules=[rule], law_known_at=date(2026, 11, 26), complete=complete
            )
            (said,) = found.answers
            told.add((said.answer, said.ground))
            # Asked alone, an entity has the answer that it has among all.
            assert said.answer == whole.verdict(entity), (graph, entity)
            # Each answer says what it owes: a ground, a chain or what is missing; and never a bare "no".
            assert (said.ground is not None) == (said.answer == "blocked")
            assert bool(said.missing) == (said.answer == "cannot_tell"), (graph, entity)
            is_state = graph.name(entity) == "Syrian state"
            told_by_steps = said.answer != "not_blocked" and said.ground != "listed" and not is_state
            assert bool(said.steps) == told_by_steps or is_state
            if said.answer == "not_blocked":
                assert said.cautions[-1].endswith("that is no clearance")
            # The stakes of the chain alone prove it.
            if said.answer == "blocked" and said.ground != "listed":
                chain = {(link.owner_id, link.asset_id, link.kind) for link in said.chain}
                kept = tuple(one for one in graph.stakes if (one.owner, one.asset, one.kind) in chain)
                alone = find_blocked(
                    msgspec.structs.replace(graph, stakes=kept), rule, on, law_known_at=on, complete=True
                )
                assert alone.verdict(entity) == "blocked", (graph, entity, said.chain)
            assert picture_of(found).boxes
    assert {("blocked", "listed"), ("blocked", "ownership"), ("cannot_tell", None)} <= told


@pytest.mark.parametrize("column", DAYS)
def test_saying_that_the_register_is_complete_never_blocks_or_frees_anyone(column: str) -> None:
    """It settles what was open, towards "not blocked"; what is blocked is so either way."""
    rule, on = DAYS[column]
    chance = random.Random(f"complete {column}")
    for _ in range(DRAWINGS):
        graph = drawn(chance)
        either, complete = (
            find_blocked(graph, rule, on, law_known_at=on, complete=complete) for complete in (False, True)
        )
        for actor in graph.actors:
            before, after = either.verdict(actor), complete.verdict(actor)
            assert (before == "blocked") == (after == "blocked"), (graph, actor)
            assert before != "not_blocked" or after == "not_blocked", (graph, actor)


@pytest.mark.parametrize("column", DAYS)
def test_the_order_of_the_stakes_makes_no_difference(column: str) -> None:
    rule, on = DAYS[column]
    chance = random.Random(f"order {column}")
    for _ in range(DRAWINGS):
        graph = drawn(chance)
        other = msgspec.structs.replace(graph, stakes=tuple(chance.sample(graph.stakes, len(graph.stakes))))
        either, after = (
            find_blocked(one, rule, on, law_known_at=date(2026, 11, 26), complete=True)
            for one in (graph, other)
        )
        for actor in graph.actors:
            assert either.verdict(actor) == after.verdict(actor), (graph, actor)
