"""Answers say what proves them, what is missing, and what stands beside them."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from support.networks import listed, network, share, stake

from ostrakon.model import Jurisdiction, PartialDate, RuleAnswer
from ostrakon.ownership.answering import answer
from ostrakon.ownership.network import Network

DAY = date(2016, 10, 16)
TODAY = date(2026, 11, 26)


def asked(
    graph: Network,
    entity: str,
    rule: Jurisdiction,
    on: date = DAY,
    *,
    complete: bool = True,
    law_known_at: date = TODAY,
) -> RuleAnswer:
    found = answer(graph, entity, on, rules=[rule], law_known_at=law_known_at, complete=complete)
    return found.answers[0]


def test_the_proof_of_faq_401_example_3() -> None:
    found = asked(network({"X>A": 50, "X>B": 10, "A>B": 40}, listed("X")), "B", "us")
    assert found.answer == "blocked"
    assert found.ground == "ownership"
    assert [(link.owner, link.asset, str(link.share)) for link in found.chain] == [
        ("X", "A", "50 %"),
        ("A", "B", "40 %"),
        ("X", "B", "10 %"),
    ]
    first, last = found.steps
    assert [(one.owner, one.why) for one in first.holders] == [("X", "listed")]
    assert [(one.owner, one.why) for one in last.holders] == [("A", "caught"), ("X", "listed")]
    assert last.sum == share(50)
    assert (last.needs, last.rule) == ("at least 50 %", "US-50-2014")
    assert any("faqs/401" in citation for citation in found.citation)


def test_a_proof_has_no_more_holders_than_are_needed() -> None:
    graph = network({"X>A": 40, "Y>A": 30, "W>A": 20}, listed("X", "Y", "W"))
    assert [link.owner for link in asked(graph, "A", "us").chain] == ["X", "Y"]


def test_a_listed_entity_needs_no_chain() -> None:
    found = asked(network({"X>A": 60}, listed("A")), "A", "eu", date(2025, 1, 1))
    assert (found.answer, found.ground, found.chain, found.rebuttable) == ("blocked", "listed", (), False)


def test_the_eu_answer_can_be_rebutted_and_says_that_chains_are_by_analogy() -> None:
    graph = network({"X>A": 60, "A>B": 60}, listed("X"))
    found = asked(graph, "B", "eu", date(2025, 1, 1))
    assert found.rebuttable
    assert any("by analogy" in assumption for assumption in found.assumptions)
    assert not asked(graph, "B", "gb", date(2025, 1, 1)).rebuttable


@pytest.mark.parametrize(
    ("graph", "complete", "fact"),
    [
        ({"X>A": "(25,50]"}, True, "X's share of A: blocked if it is at least 50 %; stated is (25, 50] %"),
        (
            {"X>A": 60, "X>B": 38, "A>B": "[0,30]"},
            True,
            "A's share of B: blocked if it is at least 12 %; stated is [0, 30] %",
        ),
        ({"X>A": 30}, False, "who holds the 70 % of A that no stake accounts for"),
    ],
)
def test_what_is_missing_is_named_with_its_figure(
    graph: dict[str, str | int], complete: bool, fact: str
) -> None:
    entity = "B" if "A>B" in graph else "A"
    found = asked(network(graph, listed("X")), entity, "us", complete=complete)
    assert found.answer == "cannot_tell"
    assert fact in found.missing


def test_dates_that_leave_a_day_open_are_what_is_missing() -> None:
    since = msgspec.structs.replace(stake("X>A", 60), since=PartialDate.of_year(2016))
    found = asked(network([since, stake("Z>A", 40)], listed("X")), "A", "us")
    assert found.missing == ("whether X had its share of A on 2016-10-16: stated is only since 2016",)


def test_what_is_missing_up_the_chain_comes_first() -> None:
    found = asked(network({"X>A": "(25,50]", "A>B": 60}, listed("X")), "B", "us")
    assert found.missing[0] == "X's share of A: blocked if it is at least 50 %; stated is (25, 50] %"


@pytest.mark.parametrize(
    ("rule", "on", "law", "programmes", "fact"),
    [
        ("us", date(2014, 8, 12), TODAY, ("P", "P"), "are added: the rule of that day does not say"),
        ("eu", date(2025, 1, 1), TODAY, ("P", "Q"), "listed under different regulations, are added"),
    ],
)
def test_a_rule_that_leaves_it_open_is_named(
    rule: Jurisdiction, on: date, law: date, programmes: tuple[str, str], fact: str
) -> None:
    periods = [*listed("X", programmes=programmes[:1]), *listed("Y", programmes=programmes[1:])]
    found = asked(network({"X>A": 25, "Y>A": 25}, periods), "A", rule, on, law_known_at=law)
    assert found.answer == "cannot_tell"
    assert fact in found.missing[0]


def test_the_later_judgment_is_named_and_not_read_back_into_the_guidance_of_the_day() -> None:
    graph = network({"X>A": 50, "Z>A": 50}, listed("X"))
    later = asked(graph, "A", "eu", date(2024, 7, 2))
    assert later.record == ("EU-OWN-PRE-2022", "EU-EMSYS")
    assert "presumption of control, rebuttable; guidance of the day said not owned" in later.missing[0]
    assert any("C-84/24" in citation for citation in later.citation)
    then = asked(graph, "A", "eu", date(2024, 7, 2), law_known_at=date(2024, 7, 2))
    assert (then.answer, then.record) == ("not_blocked", ("EU-OWN-PRE-2022",))


def test_a_minority_stake_carries_the_caution_of_faq_398() -> None:
    found = asked(network({"X>A": "49.99", "Z>A": "50.01"}, listed("X")), "A", "us")
    assert any("49.99 % of the shares" in text and "FAQ 398" in text for text in found.cautions)
    assert found.cautions[-1].endswith("that is no clearance")


def test_a_minister_who_heads_a_body_carries_the_cautions_of_faq_400_and_of_status() -> None:
    found = asked(network([stake("X>A", None, "management")], listed("X")), "A", "us")
    assert any("FAQ 400" in text for text in found.cautions)
    assert any("US-STATUS-SYR" in text for text in found.cautions)


def test_an_association_is_never_shown_as_ownership() -> None:
    graph = network([stake("X>A", None, "association"), stake("Z>A", 100)], listed("X"))
    for rule in ("us", "eu", "gb"):
        found = asked(graph, "A", rule, date(2025, 1, 1))
        assert (found.answer, found.chain) == ("not_blocked", ())
        assert any("no ownership, and not counted" in text for text in found.cautions)


def test_where_nobody_is_listed_it_is_said() -> None:
    found = asked(network({"X>A": 60}, listed("X", until=date(2015, 1, 1))), "A", "us")
    assert "nobody in the network is said to be listed on 2016-10-16" in found.cautions
    found = asked(network({"X>A": 40}, listed("X")), "A", "us")
    assert not any("nobody in the network" in text for text in found.cautions)


def test_what_a_company_owns_of_a_blocked_party_is_said_to_be_ownership() -> None:
    found = asked(network([stake("A>X", 10), stake("Z>A", 100)], listed("X")), "A", "us")
    assert found.answer == "not_blocked"
    assert "A → X: 10 % of the shares; what a party has in one that is blocked does not block it" in (
        found.cautions
    )


def test_property_blocked_before_a_sale_stays_blocked() -> None:
    stakes = [
        stake("X>A", 60, until=date(2024, 1, 9)),
        stake("X>A", 40, since=date(2024, 1, 10)),
        stake("Z>A", 60, since=date(2024, 1, 10)),
    ]
    graph = network(stakes, listed("X"))
    found = asked(graph, "A", "us", date(2024, 1, 10))
    assert found.answer == "not_blocked"
    assert found.property_blocked_until == date(2024, 1, 9)
    european = asked(graph, "A", "eu", date(2024, 8, 1))
    assert any("until 2024-01-09" in text for text in european.cautions)


def test_property_is_free_where_the_owner_left_the_list() -> None:
    stakes = [stake("X>A", 60, until=date(2024, 1, 9)), stake("Z>A", 100, since=date(2024, 1, 10))]
    graph = network(stakes, [*listed("X", until=date(2024, 1, 31)), *listed("Y")])
    assert asked(graph, "A", "us", date(2024, 1, 20)).property_blocked_until == date(2024, 1, 9)
    assert asked(graph, "A", "us", date(2024, 2, 1)).property_blocked_until is None


def test_delisting_a_company_with_a_listed_owner_is_remarked() -> None:
    graph = network({"X>A": 100}, [*listed("X"), *listed("A", until=date(2016, 1, 1))])
    assert asked(graph, "A", "us").cautions[0].startswith("delisted but owned: it was itself listed until")


def test_shares_over_the_whole_are_reported() -> None:
    found = asked(network({"X>A": 60, "Z>A": 60}, listed("X")), "A", "us")
    assert found.answer == "blocked"
    assert "A: shares of 120 % in sum on 2016-10-16" in found.cautions[0]
    assert found.steps[0].sum is not None
    assert found.steps[0].sum.low == Decimal(60)


def test_contradictions_of_a_whole_register_are_counted() -> None:
    stakes = {f"{owner}>H{n}": 60 for n in range(40) for owner in ("X", "Z")} | {
        f"H{n}>A": 1 for n in range(40)
    }
    cautions = asked(network(stakes, listed("X")), "A", "us").cautions
    assert sum("% in sum" in text for text in cautions) == 20
    assert "20 more stakes in the register contradict each other so" in cautions


def test_a_state_company_is_blocked_by_status() -> None:
    found = asked(network({"Syrian state>G": 100, "G>H": 60}), "H", "us")
    assert (found.answer, found.ground) == ("blocked", "status")
    assert [(step.entity, step.rule) for step in found.steps] == [
        ("G", "US-STATUS-SYR"),
        ("H", "US-STATUS-SYR"),
    ]


def test_the_state_itself_is_blocked_by_status_without_a_stake() -> None:
    found = asked(network({"Syrian state>G": 100}), "Syrian state", "us")
    assert (found.answer, found.ground, found.chain) == ("blocked", "status", ())
    assert "US-STATUS-SYR" in found.record


def test_each_party_of_an_arrangement_stands_in_the_proof() -> None:
    stakes = [stake("X>A", 30, arrangement="pact"), stake("Z>A", 30, arrangement="pact")]
    found = asked(network(stakes, listed("X")), "A", "gb", date(2025, 1, 1))
    assert [(one.owner, one.why) for one in found.steps[0].holders] == [
        ("X", "listed"),
        ("Z", "acts together"),
    ]
    assert found.steps[0].sum == share(60)
    assert found.steps[0].rule == "UK-R7-A"


def test_the_register_that_was_taken_to_be_complete_is_printed() -> None:
    graph = network({"X>A": 60}, listed("X"))
    assert "the register is complete" in asked(graph, "A", "us").assumptions[0]
    assert "not taken to be complete" in asked(graph, "A", "us", complete=False).assumptions[0]
