"""Four reports of one tally: a merged category is named, ranges are right, an unmatched source is flagged."""

from datetime import date
from pathlib import Path

import pytest
from support.shared import seed_text

from ostrakon.claims.extraction.grammar import Rules
from ostrakon.claims.reader import read
from ostrakon.claims.reconciliation import reconcile
from ostrakon.evidence.reduction import reduce_document
from ostrakon.model.claims import Finding, Reading

RELAYS = Path(__file__).parents[3] / "examples" / "relays"
TODAY = date(2026, 11, 26)


def reading(name: str, content: bytes, dated: date | None = None) -> Reading:
    document = reduce_document(content, name=name)
    return read(document, Rules(), name=name, dated=dated, listed=None, today=TODAY)


def relay(name: str) -> Reading:
    return reading(name, (RELAYS / name).read_bytes())


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return reconcile([relay(name) for name in ("beirut.txt", "milan.txt", "agency.txt", "later.txt")])


def only(findings: list[Finding], name: str, words: str = "") -> Finding:
    (found,) = [one for one in findings if one.finding == name and words in one.message]
    return found


def test_the_classes_of_the_tally_are_its_total_exactly(findings: list[Finding]) -> None:
    found = only(findings, "partition_sum")
    assert (found.level, found.rule, found.result) == ("pass", "partition", "9,364")
    assert "3,804 civilians + 2,746 islamic state + 2,814 rebels" in found.message
    assert "exactly" in found.message


def test_the_report_that_merged_two_categories_is_found_and_both_are_named(findings: list[Finding]) -> None:
    conflict = only(findings, "category_conflict")
    assert (conflict.level, conflict.rule, conflict.result) == ("error", "hierarchy", "2,746")
    assert "2,704 apart" in conflict.message
    merged = only(findings, "merged_category")
    assert (merged.level, merged.result) == ("error", "islamic state and rebels")
    assert "misses [5,450, 5,550] by 10, and lies within [5,250, 5,750]" in merged.message
    assert "later.txt#f3" in merged.inputs


@pytest.mark.parametrize(
    ("class_", "low", "high"),
    [
        ("islamic state", 2650, 5550),
        ("civilians", 3750, 3850),
        ("rebels", 2750, 2850),
        ("children", 906, 906),
    ],
)
def test_the_range_goes_from_the_lowest_low_to_the_highest_high(
    findings: list[Finding], class_: str, low: float, high: float
) -> None:
    found = only(findings, "range", f"killed, {class_},")
    assert (found.low, found.high) == (low, high)


def test_what_the_later_report_lacks_and_repeats_is_said(findings: list[Finding]) -> None:
    assert only(findings, "missing_category").result == "rebels"
    assert only(findings, "stale_as_of").result == "2016-09-30"
    assert "At least 20,000 civilians" in only(findings, "qualifier_lost").message


def test_a_figure_of_the_un_that_no_other_report_has_is_flagged(findings: list[Finding]) -> None:
    found = only(findings, "attribution_unmatched")
    assert (found.level, found.result) == ("error", "United Nations")
    assert "400,000" in found.message


def test_the_report_that_the_project_began_with_merges_the_two_categories_too() -> None:
    seed = reading("seed.txt", seed_text(), date(2016, 10, 16))
    findings = reconcile([relay("beirut.txt"), relay("milan.txt"), relay("agency.txt"), seed])
    assert only(findings, "merged_category").result == "islamic state and rebels"
    assert only(findings, "stale_as_of").inputs[0] == "seed.txt#f1"
    unmatched = only(findings, "attribution_unmatched", "450.000")
    assert unmatched.level == "error"


def test_every_finding_says_its_rule_and_its_inputs(findings: list[Finding]) -> None:
    for one in findings:
        assert one.rule in {
            "range",
            "majority",
            "hierarchy",
            "latest",
            "partition",
            "monotonic",
            "part_at_most_whole",
        }
        assert one.inputs


def test_reports_of_different_things_are_not_compared() -> None:
    one = reading("one.txt", b"Rebel shelling killed 12 people in Tamra, the Red Crescent said.")
    other = reading("other.txt", b"An earthquake killed 30 people in Velarde, the Red Crescent said.")
    assert reconcile([one, other]) == []


EVENT = b"Rebel shelling killed %s civilians in Tamra on 4 May 2020, %s said."


def test_origins_of_equal_scope_are_set_side_by_side_and_not_averaged() -> None:
    one = reading("one.txt", EVENT % (b"12", b"the Red Crescent"))
    other = reading("other.txt", EVENT % (b"19", b"the army"))
    (found,) = reconcile([one, other])
    assert (found.finding, found.level, found.rule, found.result) == (
        "reconciled",
        "disputed",
        "range",
        "[12, 19]",
    )
    assert "12 by Red Crescent (reported, one.txt); 19 by army (party, other.txt)" in found.message


def test_most_origins_decide_and_relays_of_one_count_once() -> None:
    sources = (b"the Red Crescent", b"the army", b"the White Helmets")
    said = [reading(f"{n}.txt", EVENT % (b"12" if n else b"19", sources[n])) for n in range(3)]
    (found,) = reconcile(said)
    assert (found.rule, found.result) == ("majority", "12")
    relays = [reading(f"{n}.txt", EVENT % (b"19", sources[0])) for n in range(3)]
    against = reading("other.txt", EVENT % (b"12", sources[1]))
    (disputed,) = [one for one in reconcile([*relays, against]) if one.finding == "reconciled"]
    assert disputed.rule == "range"


def test_a_part_that_is_more_than_its_whole_is_an_error() -> None:
    whole = reading("whole.txt", b"Ten people were killed in Tamra on 4 May 2020, the Red Crescent said.")
    part = reading("part.txt", EVENT % (b"42", b"the army"))
    (found,) = reconcile([whole, part])
    assert (found.finding, found.level, found.inputs[0]) == ("part_exceeds_whole", "error", "part.txt#f1")
