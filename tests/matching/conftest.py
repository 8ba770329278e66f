"""A matcher over a small list with the kinds of names that confuse."""

from datetime import date

import pytest
from support.kernels import matcher_of
from support.listings import company, person, vessel

from ostrakon.matching import Matcher, MatchQuery
from ostrakon.matching.scoring import Evidence

LISTINGS = [
    person(
        "1",
        "Bashar AL-ASSAD",
        "Bashar Hafez AL ASSAD",
        born=date(1965, 9, 11),
        country="sy",
        passport="D1903",
    ),
    person("2", "Maher AL-ASAD", born=date(1967, 12, 8), country="sy"),
    person("3", "Usama BIN LADIN", weak=("AL-AMIR", "Abu ABDALLAH")),
    person("4", "Mohamed HASSAN", "HASSAN"),
    person("5", "Abdul Rahman YASIN"),
    company("10", "ISLAMIC STATE OF IRAQ AND THE LEVANT", "ISIS", "ISLAMIC STATE"),
    company("11", "Joint Stock Company ROSOBORONEXPORT"),
    company("12", "NEXT"),
    company("13", "COMMERCIAL BANK OF SYRIA"),
    vessel("20", "HORIZON 7"),
    vessel("21", "GRACE 1"),
    *(person(str(100 + n), f"Filler{n:03d} PERSON{n % 7}") for n in range(300)),
]


@pytest.fixture(scope="session")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return matcher_of(LISTINGS, tmp_path_factory.mktemp("index") / "list")


@pytest.fixture
def found(matcher):
    """Matches by id of the listing, best first."""

    def found(name, *, kind=None, threshold=0.7, **evidence):
        query = MatchQuery.of(name, kind=kind, evidence=Evidence(**evidence))
        return {m.listing.id: m for m in matcher.match(query, threshold=threshold, limit=200).best}

    return found
