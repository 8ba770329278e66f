"""The same questions in every run, mixed as promised; on made-up names."""

import random

import pytest

from benchmarks.speed.queries import (
    Asked,
    draw_customers,
    draw_queries,
    keep,
    kept,
    kept_by_listing,
    with_a_slip,
)

LISTED = [Asked(f"Givenname Familyname{n:03}", "Person") for n in range(50)]


def test_the_seed_alone_decides_what_is_asked():
    drawn = draw_queries(LISTED, 300, 1)
    assert drawn == draw_queries(LISTED, 300, 1)
    assert drawn != draw_queries(LISTED, 300, 2)


def test_one_query_in_ten_is_a_listed_name_with_a_slip():
    drawn = draw_queries(LISTED, 1000, 1)
    slips = [one for one in drawn if any(character.isdigit() for character in one.text)]
    assert len(drawn) == 1000
    assert len(slips) == 100


def test_no_customer_is_drawn_twice_and_companies_are_among_them():
    customers = draw_customers(5000, 1)
    assert len(set(customers)) == 5000
    companies = sum(one.kind == "LegalEntity" for one in customers)
    assert 500 < companies < 1000


def test_customers_have_names_in_several_scripts():
    letters = {character for one in draw_customers(500, 1) for character in one.text}
    assert letters >= {"a", "и", "ا"}
    assert any("一" <= letter <= "鿿" for letter in letters)


@pytest.mark.parametrize("name", ["Bashar", "Башар", "بشار", "Jean-Pierre Dupont"])
def test_a_slip_moves_one_letter_or_two_neighbours(name: str):
    for seed in range(50):
        slipped = with_a_slip(name, random.Random(seed))
        assert abs(len(slipped) - len(name)) <= 1
        assert slipped[0] == name[0]


def test_a_name_of_two_letters_is_left_alone():
    assert with_a_slip("Li", random.Random(1)) == "Li"


def test_queries_come_back_from_their_file(tmp_path):
    keep(LISTED, tmp_path / "queries.json")
    assert kept(tmp_path / "queries.json") == LISTED
    keep([LISTED[:2], LISTED[2:]], tmp_path / "names.json")
    assert kept_by_listing(tmp_path / "names.json") == [LISTED[:2], LISTED[2:]]
