"""A small service: two lists, one of the UN and one of OFAC with an older version."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from support.listings import company, person, vessel
from support.service import Client, asking, service_over

from ostrakon.model import Listing, Relation

OLD, NEW = date(2016, 10, 1), date(2026, 11, 20)


def un(listing: Listing) -> Listing:
    return replace(listing, dataset="un_sc_sanctions")


ORIK = person(
    "101",
    "Orik VANTU",
    "Orik VANTOU",
    weak=("The Fox",),
    born=date(1965, 9, 11),
    country="sy",
    passport="N0012345",
)
MELKA = replace(company("102", "Melka Trading House LLC"), relations=(Relation("Owned by", "101"),))
LISTS = {
    "us_ofac_sdn": {
        OLD: [ORIK, person("103", "Teodor GRUBANOV")],
        NEW: [ORIK, MELKA, vessel("104", "NORDIC PELICAN"), person("105", "Anselm KORVIN", country="ru")],
    },
    "un_sc_sanctions": {NEW: [un(person("QDi.001", "Orik VANTU", country="iq"))]},
}


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    home: Path = tmp_path_factory.mktemp("service")
    with asking(service_over(home, LISTS)) as client:
        yield client
