"""500 damaged files of every format: an error and no version, or a version that is what the file says."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from support.builders import custom, eu, uk, un
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
            assert (outcome.version is None) == (outcome.error is not None) == (outcome.exit_code != 0)
            if outcome.version is not None:
                made += 1
                read = _read_afresh(paths, outcome.dataset or "")
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
