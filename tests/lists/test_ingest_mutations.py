"""500 damaged files of every format: an error and no version, or a version that is what the file says."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from support.builders import custom, eu, ofac_advanced, ofac_classic, ofac_delimited, ofac_enhanced, uk, un
from support.dates import moment
from support.mutations import mutated_edition

from ostrakon.evidence import CaptureStore
from ostrakon.lists.custom import read_custom
from ostrakon.lists.ingest import Incoming, Received, import_files
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.parsing import Document, Doubts
from ostrakon.lists.store import ListStore
from ostrakon.model import Listing

FILES = 500
LONGEST_S = 60
# Years after the files' own dates, so that damage to a date seldom puts the file into the future; and
# more than 30 days apart, so that none is refused for having shrunk.
FIRST_CAPTURE = moment("2030-01-01")
APART = timedelta(days=31)

Edition = Mapping[str, bytes]


def _ofac_advanced() -> Edition:
    """Features, documents and places of every kind, and relations both ways."""
    place = ofac_advanced.Place((("CITY", "Damascus"), ("ADDRESS1", "1 Test Street")), country="Syria")
    features = (
        ofac_advanced.Feature("Birthdate", days=("1965-09-11",)),
        ofac_advanced.Feature("Birthdate", days=("1958-01-01", "1958-12-31"), circa=True),
        ofac_advanced.Feature("Place of Birth", "Damascus, Syria"),
        ofac_advanced.Feature("Gender", lookup="Male"),
        ofac_advanced.Feature("Location", place=place),
        ofac_advanced.Feature("Digital Currency Address - XBT", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
    )
    passport = ofac_advanced.Document("Passport", "D1903", "Syria", expires=("2020-02-17",))
    people = [ofac_advanced.person(n, features=features, documents=(passport,)) for n in range(1, 31)]
    others = [maker(n) for n in range(1, 11) for maker in (ofac_advanced.company, ofac_advanced.vessel)]
    ties = [ofac_advanced.Relationship(f"{1000 + n}", f"{2000 + n}") for n in range(1, 11)]
    return {"sdn_advanced.xml": ofac_advanced.advanced_xml([*people, *others], ties)}


def _ofac_enhanced() -> Edition:
    people = [ofac_enhanced.person(number) for number in range(101, 131)]
    companies = [ofac_enhanced.company(number) for number in range(201, 211)]
    return {"cons_enhanced.xml": ofac_enhanced.enhanced_xml(*people, *companies)}


def _ofac_classic() -> Edition:
    makers = (ofac_classic.person, ofac_classic.company, ofac_classic.vessel, ofac_classic.aircraft)
    return {"sdn.xml": ofac_classic.classic_xml([makers[n % 4](100 + n) for n in range(40)])}


def _ofac_delimited() -> Edition:
    """The four parts of one edition; the remarks of the first party go on in the comments."""
    remarks = (
        "DOB 11 Sep 1965; alt. DOB circa 1958; POB Damascus, Syria; nationality Syria; Gender Male; "
        "Passport D1903 (Syria) expires 17 Feb 2020; a.k.a. 'ORIK'; Linked To: NOWHERE TRADING."
    )
    ship = ("EPBS2", "Crude Oil Tanker", "99144", "56068", "Iran", "Nowhere Shipping")
    long = f"{remarks} " * 8
    people = [
        ofac_delimited.party(1, program="SDGT] [SYRIA", remarks=long[:1000]),
        *(ofac_delimited.party(number, title="Colonel", remarks=remarks) for number in range(2, 36)),
        *(ofac_delimited.party(number, "GREY HERON", "vessel", vessel=ship) for number in range(36, 41)),
    ]
    addresses = [ofac_delimited.address(n, n, "1 Test Street", "Homs", "Syria") for n in range(1, 41)]
    aliases = [ofac_delimited.alias(number, number) for number in range(1, 41)]
    return {
        "sdn.csv": ofac_delimited.part(*people),
        "add.csv": ofac_delimited.part(*addresses),
        "alt.csv": ofac_delimited.part(*aliases),
        "sdn_comments.csv": ofac_delimited.part(ofac_delimited.comment(1, long[1000:])),
    }


def _un_xml() -> Edition:
    persons = [un.individual(number) for number in range(1, 31)]
    return {"consolidated.xml": un.un_xml(persons, [un.entity(number) for number in range(1, 11)])}


def _ftm() -> Edition:
    people = [
        custom.ftm_entity(
            f"person-{number}",
            "Person",
            name=f"Orik Vantu {number}",
            alias=["Ori", "Orko"],
            birthDate="1970-05-17",
            nationality="sy",
            passportNumber=f"X{number:05}",
        )
        for number in range(40)
    ]
    sanctions = [
        custom.ftm_entity(
            f"sanction-{number}",
            "Sanction",
            entity=f"person-{number}",
            program="TEST",
            startDate="2020-01-31",
            authority="Nobody",
        )
        for number in range(40)
    ]
    return {"entities.ftm.json": custom.ftm_list(*people, *sanctions)}


def _template() -> Edition:
    rows = [
        {
            "id": f"row-{number}",
            "name": f"Orik Vantu {number}",
            "kind": "Person",
            "aliases": "Ori; Orko",
            "weak_aliases": "O",
            "birth_date": "1970-05-17; 1971",
            "countries": "Syria; mt",
            "identifiers": "passport:X1; 4711",
            "programme": "test",
            "listed_on": "2020-01-31",
        }
        for number in range(60)
    ]
    return {"mine.csv": custom.csv_list(*rows)}


PARTIES = uk.invented_parties(30)
ENTITIES = [eu.entity(number) for number in range(1, 21)]
FORMATS: dict[str, tuple[str, Callable[[], Edition]]] = {
    "OFAC advanced XML": ("us_ofac_sdn", _ofac_advanced),
    "OFAC enhanced XML": ("us_ofac_sdn", _ofac_enhanced),
    "OFAC classic XML": ("us_ofac_sdn", _ofac_classic),
    "OFAC CSV in four parts": ("us_ofac_sdn", _ofac_delimited),
    "FCDO XML": ("gb_fcdo_sanctions", lambda: {"UK-Sanctions-List.xml": uk.fcdo_xml(PARTIES)}),
    "FCDO CSV": ("gb_fcdo_sanctions", lambda: {"UK-Sanctions-List.csv": uk.fcdo_csv(PARTIES)}),
    "OFSI CSV of 29 columns": ("gb_hmt_sanctions", lambda: {"ConList.csv": uk.ofsi_csv_2016(PARTIES)}),
    "OFSI CSV of 36 columns": ("gb_hmt_sanctions", lambda: {"ConList.csv": uk.ofsi_csv_2022(PARTIES)}),
    "EU XML": ("eu_fsf", lambda: {"eu.xml": eu.eu_xml(*ENTITIES)}),
    "EU CSV": ("eu_fsf", lambda: {"eu.csv": eu.eu_csv(*ENTITIES)}),
    "UN XML": ("un_sc_sanctions", _un_xml),
    "FollowTheMoney": ("my_list", _ftm),
    "CSV template": ("my_list", _template),
}


@pytest.mark.parametrize("format_", FORMATS)
def test_a_damaged_file_makes_no_version_or_one_equal_to_its_content(format_: str, tmp_path: Path) -> None:
    dataset, build = FORMATS[format_]
    whole = build()
    others = [content for other in ("UN XML", "EU CSV") for content in FORMATS[other][1]().values()]
    store = ListStore.open(f"sqlite:///{tmp_path / 'ostrakon.db'}")
    captures = CaptureStore(tmp_path / "captures")
    made = 0
    for number in range(FILES):
        edition = mutated_edition(whole, f"{format_} {number}", others=others)
        folder = tmp_path / str(number)
        paths = [_written(folder / name, content) for name, content in edition.items()]
        received = Received(FIRST_CAPTURE + number * APART, "given", FIRST_CAPTURE + number * APART)
        incoming = [Incoming(path, path.name, received) for path in paths]

        started = time.monotonic()
        outcomes = list(import_files(incoming, store=store, captures=captures, dataset=_named(dataset)))
        assert time.monotonic() - started < LONGEST_S
        assert outcomes
        for outcome in outcomes:
            assert outcome.exit_code in {0, 4}, outcome.error
            assert (outcome.version is None) == (outcome.error is not None) == (outcome.exit_code != 0)
            if outcome.version is not None:
                made += 1
                read = _read_afresh([folder / name for name in outcome.files], outcome.dataset or "")
                assert list(store.listings(outcome.version)) == sorted(read, key=lambda one: one.id)
                assert outcome.version.listings == len(read)
    versions = [version for held in store.datasets() for version in store.versions(held)]
    assert len(versions) == made
    assert 0 < made < FILES
    store.close()


def _named(dataset: str) -> str | None:
    return None if dataset in SOURCES else dataset


def _written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def _read_afresh(paths: Sequence[Path], dataset: str) -> list[Listing]:
    documents = [Document(path.name, path) for path in paths]
    if dataset not in SOURCES:
        return list(read_custom(documents[0], dataset, Doubts()).listings)
    return list(SOURCES[dataset].read(documents, Doubts()).listings)
