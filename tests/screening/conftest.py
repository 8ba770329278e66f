"""One home with two lists over time, for every channel's tests."""

from datetime import date

import pytest
from msgspec.structs import replace
from support.homes import home_with
from support.listings import company, person

from ostrakon.engine import Engine
from ostrakon.model import Identifier, Listing

ASSAD = person(
    "12735",
    "Bashar AL-ASSAD",
    "Bashar Hafez AL ASSAD",
    born=date(1965, 9, 11),
    country="sy",
    passport="D1903",
    listed_on=date(2011, 5, 18),
)
LATER = person("22222", "Rami MAKHLOUF", listed_on=date(2016, 12, 23))
UNDATED = person("33333", "Ali MAMLUK")
ISLAMIC_STATE = company("8759", "ISLAMIC STATE OF IRAQ AND THE LEVANT", "ISIS", "ISLAMIC STATE")
KIM = person("20157", "Jong Un KIM")
SAID = person("55555", "Omar SAID")
WORDS = [
    company("41", "NEXT"),
    company("42", "LEADERSHIP"),
    person("43", "SAID"),
    company("44", "MOSCOW CENTER"),
]
CROWD = [person(str(1000 + n), f"Filler{n:03d} PERSON{n % 7}") for n in range(200)]


def of_uk(listing: Listing, id_: str, **fields: object) -> Listing:
    return replace(listing, dataset="gb_fcdo_sanctions", id=id_, **fields)


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    early = [ASSAD, UNDATED, KIM, SAID, ISLAMIC_STATE, *WORDS, *CROWD]
    taken_over = of_uk(
        ASSAD,
        "SYR0026",
        listed_on=date(2020, 12, 31),
        date_basis="derived",
        cross_references=(Identifier("ofsi_group_id", "11928"),),
    )
    ofsi = replace(ASSAD, dataset="gb_hmt_sanctions", id="11928", listed_on=date(2011, 5, 24))
    return home_with(
        tmp_path_factory.mktemp("home"),
        {
            "us_ofac_sdn": {date(2016, 3, 25): early, date(2026, 11, 1): [*early, LATER]},
            "gb_hmt_sanctions": {date(2016, 3, 23): [ofsi, *CROWD]},
            "gb_fcdo_sanctions": {date(2026, 8, 22): [taken_over, *CROWD]},
        },
    )
