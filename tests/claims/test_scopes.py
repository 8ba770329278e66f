"""Which figures may be compared: equal scopes, parts, partitions and later totals, and nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ostrakon.claims.scopes import compare, relation_of_victims
from ostrakon.model.claims import Claim, Window

YEAR = Window(date(2015, 9, 30), date(2016, 9, 30), "a year")
RAIDS = Claim(
    id="f1",
    kind="figure",
    start=0,
    end=1,
    text="x",
    outcome="killed",
    victim_class="all",
    perpetrator="Russia",
    place="Syria",
    window=YEAR,
    source_class="reported",
)
WAR = replace(RAIDS, perpetrator=None, window=Window(date(2011, 3, 15), date(2016, 10, 16)))
CLASSES = ("all", "civilians", "children", "women", "soldiers", "rebels", "fighters", "islamic state", None)


def test_equal_scopes_are_reconciled() -> None:
    assert compare(RAIDS, replace(RAIDS, source_class="estimate")).rule == "reconcile"


def test_a_part_in_several_fields_is_held_against_the_whole_and_nothing_else() -> None:
    assert compare(RAIDS, WAR).rule == "part_at_most_whole"
    assert compare(replace(RAIDS, victim_class="civilians"), RAIDS).rule == "part_at_most_whole"


def test_disjoint_victims_are_added_dead_and_wounded_never() -> None:
    civilians, rebels = replace(RAIDS, victim_class="civilians"), replace(RAIDS, victim_class="rebels")
    assert compare(civilians, rebels).rule == "partition"
    assert compare(RAIDS, replace(RAIDS, outcome="wounded")).rule == "not_comparable"


def test_nested_windows_make_a_series() -> None:
    longer = replace(RAIDS, window=Window(date(2015, 9, 30), date(2018, 9, 30)))
    assert compare(RAIDS, longer).rule == "monotonic"


def test_what_is_not_known_is_not_compared_and_named() -> None:
    found = compare(RAIDS, replace(RAIDS, place=None))
    assert (found.rule, found.fields) == ("not_comparable", ("place",))


def test_another_perpetrator_in_one_place_is_another_part() -> None:
    coalition = replace(RAIDS, perpetrator="coalition", victim_class="civilians")
    assert compare(replace(RAIDS, victim_class="civilians"), coalition).perpetrator == "disjoint"


@given(st.sampled_from(CLASSES), st.sampled_from(CLASSES))
def test_relations_of_victims_turn_round(first: str | None, second: str | None) -> None:
    turned = {"subset": "superset", "superset": "subset"}
    one, other = relation_of_victims(first, second), relation_of_victims(second, first)
    assert turned.get(one, one) == other


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        ("children", "civilians", "subset"),
        ("islamic state", "rebels", "disjoint"),
        ("soldiers", "civilians", "disjoint"),
        ("islamic state", "fighters", "overlap"),  # "other fighters" are of no side
        ("children", "women", "disjoint"),
    ],
)
def test_classes_of_victims_are_told_apart(first: str, second: str, relation: str) -> None:
    assert relation_of_victims(first, second) == relation
