"""The rules are dated without gaps, cited, and as the reference prints them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from ostrakon.model import Jurisdiction
from ostrakon.ownership.rules import (
    JURISDICTIONS,
    all_rules,
    effective,
    other_rules,
    presumptions_on,
    rule_on,
    status_rule_on,
)
from tools.ownership_page import PAGE, with_tables


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_each_day_has_one_rule_from_the_first_on(jurisdiction: Jurisdiction) -> None:
    rules = [rule for rule in all_rules() if rule.jurisdiction == jurisdiction]
    for earlier, later in pairwise(rules):
        assert earlier.valid_to is not None
        assert later.valid_from == earlier.valid_to + timedelta(days=1)
    assert rules[-1].valid_to is None


def test_every_record_is_cited() -> None:
    presumptions, status = other_rules()
    assert all(record.citation for record in (*all_rules(), *presumptions, *status))


@pytest.mark.parametrize(
    ("jurisdiction", "day", "record"),
    [
        ("us", date(2008, 2, 14), "US-50-2008"),
        ("us", date(2014, 8, 12), "US-50-2008"),
        ("us", date(2014, 8, 13), "US-50-2014"),
        ("eu", date(2024, 7, 2), "EU-OWN-PRE-2022"),
        ("eu", date(2024, 7, 3), "EU-OWN-2024"),
        ("gb", date(2020, 12, 30), "UK-VIA-EU"),
        ("gb", date(2020, 12, 31), "UK-R7"),
        ("gb", date(2023, 11, 17), "UK-R7-PUB"),
    ],
)
def test_the_day_chooses_the_record(jurisdiction: Jurisdiction, day: date, record: str) -> None:
    found = rule_on(jurisdiction, day)
    assert found is not None
    assert found.id == record


def test_the_united_kingdom_acted_by_the_rule_of_the_union() -> None:
    record = rule_on("gb", date(2016, 10, 16))
    assert record is not None
    assert effective(record, date(2016, 10, 16)) == rule_on("eu", date(2016, 10, 16))


def test_a_judgment_is_used_from_the_day_it_was_known() -> None:
    day = date(2020, 12, 17)
    known = [rule.id for rule in presumptions_on("eu", day, law_known_at=date(2026, 3, 12))]
    before = [rule.id for rule in presumptions_on("eu", day, law_known_at=date(2026, 3, 11))]
    assert "EU-EMSYS" in known
    assert "EU-EMSYS" not in before


def test_the_status_of_the_state_ends_with_the_order() -> None:
    assert status_rule_on("us", date(2025, 6, 30)) is not None
    assert status_rule_on("us", date(2025, 7, 1)) is None


def test_the_reference_prints_the_records_of_today() -> None:
    page = PAGE.read_text("utf-8")
    assert with_tables(page) == page, "run `python -m tools.ownership_page`"
