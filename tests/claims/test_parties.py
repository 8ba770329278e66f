"""Who is mentioned: listed parties as they stood on the day, and those who are on no list, never as hits."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support.homes import home_with
from support.listings import company, person

from ostrakon.engine import Engine
from ostrakon.model.claims import Party

CROWD = [person(str(1000 + n), f"Filler{n:03d} PERSON{n % 7}") for n in range(50)]
US = [
    person("12735", "Bashar AL-ASSAD", listed_on=date(2011, 5, 18)),
    person("12725", "Maher AL-ASSAD", listed_on=date(2011, 4, 29)),
    company("8759", "ISLAMIC STATE OF IRAQ AND THE LEVANT", "ISIS"),
]
Read = Callable[[str], list[Party]]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    home = tmp_path_factory.mktemp("home")
    return home_with(home, {"us_ofac_sdn": {date(2016, 3, 25): [*US, *CROWD]}})


@pytest.fixture
def parties(engine: Engine) -> Read:
    def read(text: str) -> list[Party]:
        reading = engine.read(text.encode(), dated=date(2016, 10, 16), extractor="rules")
        return list(reading.parties)

    return read


def classes(found: list[Party]) -> dict[str, str]:
    return {party.name or party.text: party.party_class for party in found}


def test_governments_institutions_and_officials_are_no_hits(parties: Read) -> None:
    found = parties(
        "British Foreign Secretary Boris Johnson told the United Nations that Moscow had lied. Washington "
        "agreed, and so did the Syrian Observatory for Human Rights."
    )
    assert classes(found) == {
        "Boris Johnson": "official",
        "United Nations": "institution",
        "Russia": "government",
        "United States": "government",
        "Syrian Observatory for Human Rights": "institution",
    }
    assert not any(party.listings for party in found)


def test_a_regime_by_the_name_of_a_listed_man_is_a_government(parties: Read) -> None:
    found = parties("The Assad regime fell back. Bashar al-Assad himself stayed, and Assad said so.")
    assert [(party.text, party.party_class) for party in found] == [
        ("Assad regime", "government"),
        ("Bashar al-Assad", "listed"),
        ("Assad", "listed"),
    ]


def test_a_last_name_that_two_listed_men_share_stays_open(parties: Read) -> None:
    *_, last = parties("Bashar al-Assad met his brother Maher al-Assad. Assad left first.")
    assert last.name == "Assad"
    assert {hit.party for hit in last.listings} == {"us_ofac_sdn:12735", "us_ofac_sdn:12725"}


def test_counter_sanctions_are_shown_apart_and_with_their_day(parties: Read) -> None:
    (found,) = parties("Foreign Secretary Boris Johnson left.")
    assert found.listings == ()
    assert found.counter_sanctions == ("Russian entry ban, 2022-04, later than 2016-10-16",)


def test_a_party_listed_later_is_no_hit_on_the_day_of_the_report(tmp_path: Path) -> None:
    listed = person("9", "Wesley TARRANT", listed_on=date(2017, 1, 12))
    engine = home_with(tmp_path, {"us_ofac_sdn": {date(2018, 1, 26): [listed, *CROWD]}})
    before = engine.read(b"Wesley Tarrant spoke.", dated=date(2016, 10, 16), extractor="rules")
    after = engine.read(b"Wesley Tarrant spoke.", dated=date(2017, 10, 16), extractor="rules")
    assert [party.party_class for party in before.parties if party.listings] == []
    assert [party.party_class for party in after.parties] == ["listed"]


def test_the_lists_check_says_who_is_on_which(engine: Engine) -> None:
    reading = engine.read(
        b"Bashar al-Assad met John Kerry, who said so.", dated=date(2016, 10, 16), extractor="rules"
    )
    (check,) = [one for one in reading.checks if one.check == "names_and_lists"]
    assert check.level == "info"
    assert "Bashar al-Assad: US" in check.message
    assert "on no list searched: John Kerry" in check.message
