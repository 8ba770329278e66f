"""Everybody's answer from arrays is the answer of the small network, whoever is asked about."""

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.crowds import BOUNDS, KINDS, crowd
from support.networks import listed, network, stake
from support.registers import prepared

from ostrakon.model import Jurisdiction, ListedPeriod, PartialDate, Share, Stake, Verdict
from ostrakon.ownership.blocked import find_blocked
from ostrakon.ownership.network import Network
from ostrakon.ownership.register import VERDICTS, Register, answer_all, prepare
from ostrakon.ownership.rules import JURISDICTIONS

# Before and after each change of a rule, and before any rule at all.
DAYS = [
    date(2001, 1, 1), date(2012, 6, 1), date(2016, 10, 16), date(2021, 5, 5),
    date(2023, 12, 1), date(2024, 7, 2), date(2024, 7, 3), date(2026, 1, 1),
]  # fmt: skip
LAW = [date(2026, 3, 11), date(2026, 3, 12)]  # before and after a judgment on exactly half
PARTIES = ("Syria", "X", "Y", "A", "B", "C", "D", "E")


def answers(register: Register, periods: tuple[ListedPeriod, ...], rule: Jurisdiction, on: date,
            law: date, *, complete: bool) -> dict[str, Verdict]:  # fmt: skip
    found = answer_all(register, rule, periods, on, law_known_at=law, complete=complete)
    return {register.id(number): VERDICTS[place] for number, place in enumerate(found)}


def assert_equal(graph: Network, folder: Path, days: list[date]) -> set[Verdict]:
    register, told = prepared(graph, folder), set[Verdict]()
    for rule in JURISDICTIONS:
        for on in days:
            for law in LAW if on == date(2024, 7, 2) else LAW[1:]:
                for complete in (True, False):
                    small = find_blocked(graph, rule, on, law_known_at=law, complete=complete)
                    found = answers(register, graph.listed, rule, on, law, complete=complete)
                    expected = {party: small.verdict(party) for party in found}
                    assert found == expected, (rule, on, law, complete)
                    told |= set(found.values())
    return told


@st.composite
def shares(draw: st.DrawFn) -> Share | None:
    low, high = sorted(draw(st.tuples(*[st.sampled_from(BOUNDS)] * 2)), key=Decimal)
    if draw(st.booleans()):
        low = high
    if draw(st.integers(0, 9)) == 0:
        return None
    opens = (draw(st.booleans()), draw(st.booleans())) if low != high else (False, False)
    return Share(Decimal(low), Decimal(high), *opens)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    kinds = st.one_of(st.just("shares"), st.sampled_from(KINDS))
    days = st.one_of(st.none(), st.sampled_from([date(2012, 6, 1), date(2024, 7, 2)]))
    stakes = []
    ties = st.tuples(st.sampled_from(PARTIES), st.sampled_from(PARTIES), kinds)
    for owner, asset, kind in draw(st.lists(ties, min_size=1, max_size=12, unique=True)):
        if owner == asset and kind != "shares":
            continue
        since, until = draw(days), draw(days)
        if since and until and since > until:
            since = until
        stakes.append(
            Stake(
                owner=owner,
                asset=asset,
                kind=kind,
                source="test",
                share=draw(shares()),
                since=PartialDate.of_day(since) if since else None,
                until=PartialDate.of_day(until) if until else None,
            )
        )
    periods = [
        ListedPeriod(party, None, None, tuple(draw(st.sets(st.sampled_from(["P", "Q", "TERR"])))), issuer)
        for party in draw(st.sets(st.sampled_from(PARTIES), min_size=1, max_size=3))
        for issuer in [draw(st.sampled_from([None, "us", "eu", "gb"]))]
    ]
    return network(stakes or [stake("X>A", 60)], periods)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=networks(), day=st.sampled_from(DAYS))
def test_everybodys_answer_is_that_of_the_small_network(
    graph: Network, day: date, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert_equal(graph, tmp_path_factory.mktemp("register"), [day])


@pytest.mark.parametrize("seed", range(3))
def test_many_at_once_get_the_answers_that_few_get(seed: int, tmp_path: Path) -> None:
    graph = crowd(random.Random(f"{seed} 2026-11-26"), 400)
    told = assert_equal(graph, tmp_path, [date(2012, 6, 1), date(2024, 7, 2), date(2026, 1, 1)])
    assert told == {"blocked", "not_blocked", "cannot_tell"}


@pytest.mark.parametrize(("rule", "long"), [("us", 1_000_000), ("gb", 20_000)])
def test_a_chain_of_a_million_owners_is_followed_to_its_end(
    rule: Jurisdiction, long: int, tmp_path: Path
) -> None:
    import polars

    links = polars.DataFrame({"number": range(long)}).select(
        owner=polars.format("{}", "number"),
        asset=polars.format("{}", polars.col("number") + 1),
        share_low=polars.lit(60),
        share_high=polars.lit(60),
        kind=polars.lit("shares"),
    )
    links.write_parquet(tmp_path / "stakes.parquet")
    prepare(tmp_path / "stakes.parquet", tmp_path / "register")
    register = Register(tmp_path / "register")
    found = answers(register, listed("0"), rule, date(2026, 1, 1), LAW[0], complete=True)
    assert found[str(long)] == "blocked"


def test_one_owner_of_many_and_a_company_of_many_owners_are_counted_in_full(tmp_path: Path) -> None:
    owners = [stake(f"X>{owner}", 60) for owner in range(5_000)]
    held = [stake(f"{owner}>all", "0.01") for owner in range(5_000)]
    graph = network([*owners, *held, stake("Z>all", 50)], listed("X"))
    register = prepared(graph, tmp_path)
    for rule, expected in (("us", "blocked"), ("eu", "blocked"), ("gb", "not_blocked")):
        found = answers(register, graph.listed, rule, date(2026, 1, 1), LAW[0], complete=True)
        assert found["all"] == expected


def test_who_is_listed_but_not_in_the_register_changes_nothing(tmp_path: Path) -> None:
    graph = network({"X>A": 60}, listed("X", "nobody here"))
    found = answers(prepared(graph, tmp_path), graph.listed, "us", date(2026, 1, 1), LAW[0], complete=True)
    assert found == {"X": "blocked", "A": "blocked"}


def test_the_same_register_answers_for_every_day(tmp_path: Path) -> None:
    held = stake("X>A", 60, since=date(2015, 1, 1), until=date(2020, 12, 31))
    register = prepared(network([held]), tmp_path)
    periods = listed("X", since=date(2018, 1, 1))
    for on, expected in [(date(2017, 12, 31), "not_blocked"), (date(2018, 1, 1), "blocked"),
                         (date(2020, 12, 31), "blocked"), (date(2021, 1, 1), "not_blocked")]:  # fmt: skip
        assert answers(register, periods, "us", on, LAW[0], complete=True)["A"] == expected
