"""Every vector of the ownership facts (section 6), by name, for each jurisdiction and date."""

from collections.abc import Iterable
from datetime import date
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from support.networks import listed, network, stake
from support.registers import prepared

from ostrakon.model import Jurisdiction, ListedPeriod, Stake, Verdict
from ostrakon.ownership.blocked import find_blocked
from ostrakon.ownership.network import Network
from ostrakon.ownership.register import VERDICTS, answer_all

NOT_LATER = date(2024, 7, 2)
EM_SYSTEM = date(2026, 3, 12)  # the judgment in C-84/24
TODAY = date(2026, 11, 26)
LETTERS: dict[str, Verdict] = {"B": "blocked", "N": "not_blocked", "?": "cannot_tell"}


class Column(NamedTuple):
    rule: Jurisdiction
    on: date
    law_known_at: date


COLUMNS = {
    "US": Column("us", date(2016, 10, 16), TODAY),
    "EU-": Column("eu", date(2024, 7, 2), NOT_LATER),
    "EU+": Column("eu", date(2024, 7, 3), TODAY),
    "UK": Column("gb", date(2023, 12, 1), TODAY),
}


def verdicts(
    graph: Network, column: Column, entities: Iterable[str], *, complete: bool = True
) -> dict[str, Verdict]:
    """Of every entity from the whole network at once, which must be what asking for it alone gives, and
    what a prepared register gives, which knows no arrangements."""
    whole = find_blocked(graph, column.rule, column.on, law_known_at=column.law_known_at, complete=complete)
    for entity in entities:
        alone = find_blocked(
            graph,
            column.rule,
            column.on,
            law_known_at=column.law_known_at,
            complete=complete,
            entity=entity,
        )
        assert alone.verdict(entity) == whole.verdict(entity), entity
    if graph.stakes and not any(stake.arrangement for stake in graph.stakes):
        for entity, verdict in from_arrays(graph, column, complete=complete).items():
            assert verdict == whole.verdict(entity), entity
    return {entity: whole.verdict(entity) for entity in entities}


def from_arrays(graph: Network, column: Column, *, complete: bool) -> dict[str, Verdict]:
    with TemporaryDirectory() as folder:
        register = prepared(graph, Path(folder))
        found = answer_all(
            register,
            column.rule,
            graph.listed,
            column.on,
            law_known_at=column.law_known_at,
            complete=complete,
        )
        return {register.id(number): VERDICTS[place] for number, place in enumerate(found)}


def told(text: str) -> dict[str, Verdict]:
    """ "A:B B:?" as verdicts."""
    return {entity: LETTERS[letter] for entity, letter in (one.split(":") for one in text.split())}


SHARES_ONLY: list[tuple[str, dict[str, str | int], str, dict[str, str]]] = [
    ("V01", {"X>A": 50, "A>B": 50}, "X", {"US EU+": "A:B B:B", "EU- UK": "A:N B:N"}),
    (
        "V02",
        {"X>A": 50, "X>B": 50, "A>C": 25, "B>C": 25},
        "X",
        {"US EU+": "A:B B:B C:B", "EU- UK": "A:N B:N C:N"},
    ),
    ("V03", {"X>A": 50, "X>B": 10, "A>B": 40}, "X", {"US EU+": "A:B B:B", "EU- UK": "A:N B:N"}),
    (
        "V04",
        {"X>A": 50, "X>B": 25, "A>C": 25, "B>C": 25},
        "X",
        {"US EU+": "A:B B:N C:N", "EU- UK": "A:N B:N C:N"},
    ),
    ("V05", {"X>A": 25, "X>B": 25, "A>C": 50, "B>C": 50}, "X", {"US EU- EU+ UK": "A:N B:N C:N"}),
    ("V06", {"X>A": 25, "Y>A": 25}, "XY", {"US EU+": "A:B", "EU- UK": "A:N"}),
    ("V07", {"X>A": 25, "Y>A": 30}, "XY", {"US EU- EU+": "A:B", "UK": "A:N"}),
    ("V08", {"X>A": 50, "Z>A": 50}, "X", {"US EU+": "A:B", "EU- UK": "A:N"}),
    ("V09", {"X>A": "50.01", "Z>A": "49.99"}, "X", {"US EU- EU+ UK": "A:B"}),
    ("V10", {"X>A": "49.99", "Z>A": "50.01"}, "X", {"US EU- EU+ UK": "A:N"}),
    ("V12", {"X>A": 100, "A>B": 25, "Z>B": 75, "B>C": 100}, "X", {"US EU- EU+ UK": "A:B B:N C:N"}),
    ("V13", {"X>A": 60, "A>B": 60, "B>C": 60}, "X", {"US EU- EU+ UK": "A:B B:B C:B"}),
    ("V14", {"X>A": 49, "X>B": 49, "A>C": 50, "B>C": 50}, "X", {"US EU- EU+ UK": "A:N B:N C:N"}),
    (
        "V15",
        {"X>A": 60, "Y>B": 60, "A>C": 30, "B>C": 30},
        "XY",
        {"US EU- EU+": "A:B B:B C:B", "UK": "A:B B:B C:N"},
    ),
    ("V16", {"X>A": 60, "X>B": 60, "A>C": 30, "B>C": 30}, "X", {"US EU- EU+ UK": "A:B B:B C:B"}),
    ("V17", {"X>A": 30, "B>A": 30, "A>B": 60}, "X", {"US EU- EU+ UK": "A:N B:N"}),
    ("V18", {"X>A": 51, "B>A": 49, "A>B": 51}, "X", {"US EU- EU+ UK": "A:B B:B"}),
    ("V18x", {"X>A": 50, "B>A": 50, "A>B": 50}, "X", {"US EU+": "A:B B:B", "EU- UK": "A:N B:N"}),
    ("V19", {"X>A": "(25,50]"}, "X", {"US EU+": "A:?", "EU- UK": "A:N"}),
    ("V20a", {"X>A": "(25,50]", "Y>A": "(25,50]"}, "XY", {"US EU- EU+": "A:B", "UK": "A:N"}),
    ("V20b", {"X>A": "[25,50]", "Y>A": "[25,50]"}, "XY", {"US EU+": "A:B", "EU-": "A:?", "UK": "A:N"}),
    ("V21", {"X>A": "(25,50]", "Z>A": 60}, "X", {"US EU- EU+ UK": "A:N"}),
    ("V22", {"X>A": "[0,100]"}, "X", {"US EU- EU+ UK": "A:?"}),
    ("V24", {"X>A": "[49.5,50.5)"}, "X", {"US EU- EU+ UK": "A:?"}),
    ("V25a", {"X>A": "33.3", "Y>A": "16.7"}, "XY", {"US EU+": "A:B", "EU- UK": "A:N"}),
    (
        "V25b",
        {"X>A": "[33.25,33.35)", "Y>A": "[16.65,16.75)"},
        "XY",
        {"US EU- EU+": "A:?", "UK": "A:N"},
    ),
    ("V26", {"X>A": 50, "A>B": 25, "Y>B": 25}, "XY", {"US EU+": "A:B B:B", "EU- UK": "A:N B:N"}),
    ("V27", {"X>A": 25, "Y>A": 25, "A>B": 50}, "XY", {"US EU+": "A:B B:B", "EU- UK": "A:N B:N"}),
    ("V28", {"X>A": 49, "A>B": 51, "X>B": 49}, "X", {"US EU- EU+ UK": "A:N B:N"}),
    ("V29", {"X>A": "(25,50]", "A>B": 60}, "X", {"US EU+": "A:? B:?", "EU- UK": "A:N B:N"}),
]


@pytest.mark.parametrize(
    ("own", "seeds", "column", "expected"),
    [
        pytest.param(own, seeds, column, answers, id=f"{name} {column}")
        for name, own, seeds, by_columns in SHARES_ONLY
        for columns, answers in by_columns.items()
        for column in columns.split()
    ],
)
def test_stakes_of_shares_answer_as_the_facts_say(
    own: dict[str, str | int], seeds: str, column: str, expected: str
) -> None:
    answers = told(expected)
    assert verdicts(network(own, listed(*seeds)), COLUMNS[column], answers) == answers


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2014, 8, 12), "A:?"), (date(2014, 8, 13), "A:B")], ids=["V11 before", "V11"]
)
def test_v11_aggregation_was_open_until_the_guidance_of_2014(on: date, expected: str) -> None:
    graph = network({"X>A": 25, "Y>A": 25}, listed("X", "Y"))
    assert verdicts(graph, Column("us", on, TODAY), "A") == told(expected)


@pytest.mark.parametrize("column", COLUMNS)
def test_v23_what_an_incomplete_register_leaves_out_may_be_anybodys(column: str) -> None:
    graph = network({"X>A": 30}, listed("X"))
    assert verdicts(graph, COLUMNS[column], "A", complete=False) == told("A:?")
    assert verdicts(graph, COLUMNS[column], "A", complete=True) == told("A:N")


@pytest.mark.parametrize(
    ("arrangement", "seeds", "expected"),
    [
        pytest.param("pact", "XY", {"US": "B", "EU-": "B", "EU+": "B", "UK": "B"}, id="V30"),
        pytest.param("pact", "X", {"US": "N", "EU-": "?", "EU+": "?", "UK": "B"}, id="V31"),
        pytest.param(None, "X", {"US": "N", "EU-": "N", "EU+": "N", "UK": "N"}, id="without"),
    ],
)
def test_v30_v31_each_party_of_a_joint_arrangement_holds_it_all(
    arrangement: str | None, seeds: str, expected: dict[str, str]
) -> None:
    stakes = [stake(tie, 30, arrangement=arrangement) for tie in ("X>A", "Y>A")]
    graph = network(stakes, listed(*seeds))
    found = {name: verdicts(graph, column, "A")["A"] for name, column in COLUMNS.items()}
    assert found == {name: LETTERS[letter] for name, letter in expected.items()}


CONTROL = {
    "V32": ([stake("X>A", 60, "board_appointment")], {"US": "N", "EU-": "B", "EU+": "B", "UK": "B"}),
    "V33": (
        [stake("X>A", 40), stake("X>A", 60, "votes")],
        {"US": "N", "EU-": "B", "EU+": "B", "UK": "B"},
    ),
    "V34": ([stake("X>A", None, "management")], {"US": "N", "EU-": "?", "EU+": "?", "UK": "N"}),
    "half of the seats": (
        [stake("X>A", 50, "board_appointment")],
        {"US": "N", "EU-": "N", "EU+": "N", "UK": "N"},
    ),
    "dominant influence": (
        [stake("X>A", None, "dominant_influence")],
        {"US": "N", "EU-": "B", "EU+": "B", "UK": "?"},
    ),
    "family": ([stake("X>A", None, "family")], {"US": "N", "EU-": "N", "EU+": "N", "UK": "N"}),
    "acts for": ([stake("X>A", None, "acts_for")], {"US": "N", "EU-": "N", "EU+": "N", "UK": "N"}),
    "owned or controlled": (
        [stake("X>A", None, "owned_or_controlled")],
        {"US": "?", "EU-": "?", "EU+": "?", "UK": "?"},
    ),
    "profits": ([stake("X>A", 90, "profit_right")], {"US": "?", "EU-": "?", "EU+": "?", "UK": "?"}),
}


@pytest.mark.parametrize("name", CONTROL)
def test_v32_v33_v34_control_counts_where_the_rule_says_so(name: str) -> None:
    stakes, expected = CONTROL[name]
    graph = network(stakes, listed("X"))
    found = {name: verdicts(graph, column, "A")["A"] for name, column in COLUMNS.items()}
    assert found == {name: LETTERS[letter] for name, letter in expected.items()}


def test_v35_stakes_under_different_programmes_are_added_in_the_us_alone() -> None:
    periods = [*listed("X", programmes=["P"]), *listed("Y", programmes=["Q"])]
    graph = network({"X>A": 25, "Y>A": 25}, periods)
    found = {name: verdicts(graph, column, "A")["A"] for name, column in COLUMNS.items()}
    expected = {"US": "B", "EU-": "N", "EU+": "?", "UK": "N"}
    assert found == {name: LETTERS[letter] for name, letter in expected.items()}


@pytest.mark.parametrize(("on", "expected"), [(date(2016, 10, 16), "G:B"), (date(2025, 7, 1), "G:N")])
def test_v36_a_state_company_is_blocked_by_status_while_the_order_stands(on: date, expected: str) -> None:
    graph = network({"Syrian state>G": 100})
    assert verdicts(graph, Column("us", on, TODAY), "G") == told(expected)
    for rule in ("eu", "gb"):
        assert verdicts(graph, Column(rule, on, on), "G") == told("G:N")


@pytest.mark.parametrize(("on", "expected"), [(date(2025, 6, 29), "A:B"), (date(2025, 7, 2), "A:N")])
def test_v37_an_owner_that_was_delisted_does_not_count(on: date, expected: str) -> None:
    periods = listed("X", until=date(2025, 6, 30), programmes=["SYRIA"], issuer="us")
    graph = network({"X>A": 60}, periods)
    assert verdicts(graph, Column("us", on, TODAY), "A") == told(expected)
    for rule in ("eu", "gb"):  # a listing of its own there is another question
        assert verdicts(graph, Column(rule, on, TODAY), "A") == told("A:N")


@pytest.mark.parametrize(("on", "expected"), [(date(2024, 1, 9), "A:B"), (date(2024, 1, 10), "A:N")])
@pytest.mark.parametrize("rule", ["us", "eu", "gb"])
def test_v38_a_stake_counts_to_its_last_day(rule: Jurisdiction, on: date, expected: str) -> None:
    stakes = [stake("X>A", 60, until=date(2024, 1, 9)), stake("X>A", 40, since=date(2024, 1, 10))]
    assert verdicts(network(stakes, listed("X")), Column(rule, on, on), "A") == told(expected)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2017, 12, 31), "A:N"), (date(2019, 6, 1), "A:B"), (date(2021, 1, 1), "A:N")],
)
@pytest.mark.parametrize("rule", ["us", "eu", "gb"])
def test_v39_status_needs_both_the_holding_and_the_listing(
    rule: Jurisdiction, on: date, expected: str
) -> None:
    periods: tuple[ListedPeriod, ...] = listed("X", since=date(2018, 1, 1), until=date(2020, 12, 31))
    graph = network([stake("X>A", 60, since=date(2015, 1, 1))], periods)
    assert verdicts(graph, Column(rule, on, on), "A") == told(expected)


@pytest.mark.parametrize("column", COLUMNS)
def test_v40_delisting_a_company_does_not_free_it_from_its_listed_owner(column: str) -> None:
    periods = [*listed("X"), *listed("A", until=date(2016, 1, 1))]
    assert verdicts(network({"X>A": 100}, periods), COLUMNS[column], "A") == told("A:B")


EM_ROWS = {
    "V01": ("X", {"X>A": 50, "A>B": 50}, "A:? B:?"),
    "V02": ("X", {"X>A": 50, "X>B": 50, "A>C": 25, "B>C": 25}, "A:? B:? C:?"),
    "V03": ("X", {"X>A": 50, "X>B": 10, "A>B": 40}, "A:? B:?"),
    "V06": ("XY", {"X>A": 25, "Y>A": 25}, "A:N"),
    "V08": ("X", {"X>A": 50, "Z>A": 50}, "A:?"),
    "V10": ("X", {"X>A": "49.99", "Z>A": "50.01"}, "A:N"),
    "V18x": ("X", {"X>A": 50, "B>A": 50, "A>B": 50}, "A:? B:?"),
    "V26": ("XY", {"X>A": 50, "A>B": 25, "Y>B": 25}, "A:? B:?"),
    "V27": ("XY", {"X>A": 25, "Y>A": 25, "A>B": 50}, "A:N B:N"),
    "V09": ("X", {"X>A": "50.01", "Z>A": "49.99"}, "A:B"),
}


@pytest.mark.parametrize("name", EM_ROWS)
def test_a_later_judgment_leaves_exactly_half_open_before_july_2024(name: str) -> None:
    seeds, own, expected = EM_ROWS[name]
    graph, answers = network(own, listed(*seeds)), told(expected)
    assert verdicts(graph, Column("eu", NOT_LATER, EM_SYSTEM), answers) == answers
    guidance_of_the_day = {
        entity: "not_blocked" if letter == "cannot_tell" else letter for entity, letter in answers.items()
    }
    assert verdicts(graph, Column("eu", NOT_LATER, date(2026, 3, 11)), answers) == guidance_of_the_day


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param([stake("Y>A", 25), stake("H>A", 10, "votes")], "H:? A:N", id="votes"),
        pytest.param([stake("Y>A", 25), stake("H>A", 0)], "H:? A:N", id="nothing"),
        pytest.param([stake("Y>A", 15), stake("H>A", 10)], "H:? A:?", id="shares"),
    ],
)
def test_what_hangs_on_exactly_half_is_what_counts_the_stake_of_its_holder(
    more: list[Stake], expected: str
) -> None:
    stakes, answers = [stake("X>H", 50), stake("X>A", 25), *more], told(expected)
    for order in permutations(stakes):
        graph = network(order, listed("X", "Y"))
        assert verdicts(graph, Column("eu", NOT_LATER, EM_SYSTEM), answers) == answers


def test_what_hangs_on_exactly_half_may_hold_shares_of_itself() -> None:
    graph = network({"X>H": 50, "H>A": 40, "A>A": 20}, listed("X"))
    assert verdicts(graph, Column("eu", NOT_LATER, EM_SYSTEM), "HA") == told("H:? A:?")


def test_before_the_end_of_2020_the_united_kingdom_acts_by_the_rule_of_the_eu() -> None:
    graph = network({"X>A": 25, "Y>A": 30}, listed("X", "Y", issuer="eu"))
    assert verdicts(graph, Column("gb", date(2020, 12, 30), TODAY), "A") == told("A:?")
    assert verdicts(graph, Column("gb", date(2020, 12, 31), TODAY), "A") == told("A:N")


def test_a_day_without_a_recorded_rule_cannot_be_told() -> None:
    graph = network({"X>A": 100}, listed("X"))
    assert verdicts(graph, Column("us", date(2008, 2, 13), TODAY), "XA") == told("X:B A:?")
