"""Hits of several lists that are about one party stand together."""

from datetime import date
from pathlib import Path

from support.homes import home_with
from support.parties import listed

from ostrakon import Query

DAY = date(2025, 1, 1)
OFSI = listed("gb_hmt_sanctions:11928", "Orik VANTUSHCHENKO", born="1965-09-11")
OFAC = listed("us_ofac_sdn:1", "Orik VANTUSHCHENKO", born="1965-09-11")
SON = listed("us_ofac_sdn:2", "Orik VANTUSHCHENKO", born="1995-02-03")


def test_hits_of_one_party_are_one_group_and_a_namesake_is_another(tmp_path: Path) -> None:
    engine = home_with(tmp_path, {"gb_hmt_sanctions": {DAY: [OFSI]}, "us_ofac_sdn": {DAY: [OFAC, SON]}})
    answer = engine.screen(Query(name="Orik Vantushchenko"), datasets=["gb_hmt_sanctions", "us_ofac_sdn"])
    groups = engine.by_party(answer)
    assert {frozenset(hit.party for hit in group.hits) for group in groups} == {
        frozenset({"gb_hmt_sanctions:11928", "us_ofac_sdn:1"}),
        frozenset({"us_ofac_sdn:2"}),
    }
    assert sum(len(group.hits) for group in groups) == len(answer.hits)
    assert [group.score for group in groups] == sorted((group.score for group in groups), reverse=True)


def test_a_listing_of_a_list_of_your_own_stands_for_itself(tmp_path: Path) -> None:
    own = listed("my_list:7", "Orik VANTUSHCHENKO")
    engine = home_with(tmp_path, {"us_ofac_sdn": {DAY: [OFAC]}, "my_list": {DAY: [own]}})
    groups = engine.by_party(engine.screen(Query(name="Orik Vantushchenko")))
    assert {group.party for group in groups} == {"us_ofac_sdn:1", "my_list:7"}


def test_an_answer_without_hits_has_no_parties(tmp_path: Path) -> None:
    engine = home_with(tmp_path, {"us_ofac_sdn": {DAY: [OFAC]}})
    assert engine.by_party(engine.screen(Query(name="Somebody Quite-Different"))) == ()
