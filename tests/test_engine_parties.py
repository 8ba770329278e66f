"""The engine joins what all lists held by a day say of one party, decisions of the user first."""

from datetime import date
from pathlib import Path

import pytest
from support.homes import home_with
from support.parties import listed

from ostrakon.engine import Engine
from ostrakon.errors import NotHeld, UsageError

OFSI = listed("gb_hmt_sanctions:11928", "Bashar AL-ASSAD", born="1965-09-11")
UK = listed(
    "gb_fcdo_sanctions:SYR0026", "Bashar Al Asad", born="1965-09-11", references=(("ofsi_group_id", "11928"),)
)
OFAC = listed("us_ofac_sdn:12735", "Hafez ELSEWHERE")
OTHER = listed("us_ofac_sdn:1", "Nobody ELSE")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return home_with(
        tmp_path,
        {
            "gb_hmt_sanctions": {date(2016, 3, 23): [OFSI]},
            "gb_fcdo_sanctions": {date(2026, 8, 22): [UK]},
            "us_ofac_sdn": {date(2015, 1, 17): [OFAC, OTHER], date(2025, 11, 19): [OTHER]},
        },
    )


def test_listings_of_closed_lists_and_those_that_left_take_part(engine: Engine) -> None:
    resolution = engine.parties()
    assert resolution.party_of("gb_fcdo_sanctions:SYR0026").listings == (
        "gb_hmt_sanctions:11928",
        "gb_fcdo_sanctions:SYR0026",
    )
    assert resolution.party_of("us_ofac_sdn:12735").name == "Hafez ELSEWHERE"


def test_an_earlier_day_knows_no_later_listing(engine: Engine) -> None:
    resolution = engine.parties(as_of=date(2020, 1, 1))
    assert resolution.party_of("gb_hmt_sanctions:11928").listings == ("gb_hmt_sanctions:11928",)
    assert resolution.find("gb_fcdo_sanctions:SYR0026") is None


def test_a_day_before_the_first_list_knows_no_party(engine: Engine) -> None:
    with pytest.raises(NotHeld, match="2014-12-31"):
        engine.parties(as_of=date(2014, 12, 31))


def test_a_day_to_come_is_refused(engine: Engine) -> None:
    with pytest.raises(UsageError, match="has not come yet"):
        engine.parties(as_of=date(2027, 1, 1))


def test_decisions_of_the_user_are_followed(engine: Engine, tmp_path: Path) -> None:
    decision = "confirmed:\n- {listings: [us_ofac_sdn:12735, gb_fcdo_sanctions:SYR0026], why: the same man}\n"
    (tmp_path / "parties.yml").write_text(decision, "utf-8")
    assert len(engine.parties().party_of("us_ofac_sdn:12735").listings) == 3


def test_decisions_about_a_listing_of_a_later_version_are_no_error_on_an_earlier_day(
    engine: Engine, tmp_path: Path
) -> None:
    decision = "refused:\n- {listings: [us_ofac_sdn:12735, gb_fcdo_sanctions:SYR0026], why: two men}\n"
    (tmp_path / "parties.yml").write_text(decision, "utf-8")
    assert engine.parties(as_of=date(2020, 1, 1)).party_of("us_ofac_sdn:12735")


def test_decisions_about_a_listing_that_no_version_has_are_an_error(engine: Engine, tmp_path: Path) -> None:
    decision = "refused:\n- {listings: [us_ofac_sdn:12735, us_ofac_sdn:404], why: two men}\n"
    (tmp_path / "parties.yml").write_text(decision, "utf-8")
    with pytest.raises(UsageError, match="us_ofac_sdn:404"):
        engine.parties()


def test_parties_are_kept_and_made_again_when_damaged(engine: Engine, tmp_path: Path) -> None:
    first, members = engine.parties(), engine.members()
    kept = sorted((tmp_path / "parties").rglob("*.msgpack"))
    assert len(kept) == 3, "the pairs, what became of them, and whose each listing is"
    assert home_with(tmp_path, {}).parties() == first
    for path in kept:
        path.write_bytes(path.read_bytes()[:20])
    assert home_with(tmp_path, {}).members() == members
    assert home_with(tmp_path, {}).parties() == first


def test_a_decision_changes_the_parties_of_an_engine_that_is_open(engine: Engine, tmp_path: Path) -> None:
    assert len(engine.parties().party_of("us_ofac_sdn:12735").listings) == 1
    test_decisions_of_the_user_are_followed(engine, tmp_path)


def test_the_embedded_lists_have_parties_too(tmp_path: Path) -> None:
    resolution = home_with(tmp_path, {}).parties()
    assert any(len(party.listings) > 1 for party in resolution.parties)
    assert resolution.party_of("un_sc_sanctions:QDi.006").name
