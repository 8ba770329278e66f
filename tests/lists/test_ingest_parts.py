"""OFAC's CSV comes in parts: those of one edition make one version, and none of them goes astray."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.builders.ofac_delimited import address, alias, comment, part, party
from support.dates import day
from support.engines import engine_over, imported, only_outcome

from ostrakon.engine import Engine

SDN = "us_ofac_sdn"
SEEN = day("2019-01-04")
NUMBERS = range(101, 111)
PARTS = {
    "sdn.csv": part(*map(party, NUMBERS)),
    "add.csv": part(*(address(number, number, "1 Test Street", "Homs", "Syria") for number in NUMBERS)),
    "alt.csv": part(*(alias(number, number) for number in NUMBERS)),
    "sdn_comments.csv": part(comment(101, "DOB 1960.")),
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = engine_over(tmp_path / "home")
    yield opened
    opened.store.close()


def chosen(*names: str) -> dict[str, bytes]:
    return {name: PARTS[name] for name in names}


@pytest.mark.parametrize(
    "names", [("sdn.csv", "add.csv", "alt.csv"), ("alt.csv", "sdn.csv", "add.csv"), tuple(PARTS)]
)
def test_parts_in_any_order_make_one_version(names: tuple[str, ...], engine: Engine, tmp_path: Path) -> None:
    outcome = only_outcome(imported(engine, chosen(*names), tmp_path / "in", captured_at=SEEN))
    assert outcome.error is None
    assert outcome.version is not None
    assert set(outcome.files) == set(names)
    assert outcome.files[0] == "sdn.csv"
    assert [taken.file_name for taken in outcome.version.captures] == list(outcome.files)
    assert (outcome.version.listings, outcome.version.names) == (10, 20)
    assert not any("primary names only" in remark for remark in outcome.version.remarks)


def test_the_primary_file_alone_is_marked(engine: Engine, tmp_path: Path) -> None:
    outcome = only_outcome(imported(engine, chosen("sdn.csv"), tmp_path / "in", captured_at=SEEN))
    assert outcome.version is not None
    assert outcome.version.remarks == ("primary names only",)
    assert outcome.version.names == 10


@pytest.mark.parametrize("names", [("add.csv",), ("alt.csv",), ("sdn_comments.csv",), ("add.csv", "alt.csv")])
def test_parts_without_their_primary_file_make_no_version(
    names: tuple[str, ...], engine: Engine, tmp_path: Path
) -> None:
    outcome = only_outcome(imported(engine, chosen(*names), tmp_path / "in", captured_at=SEEN))
    assert (outcome.version, outcome.exit_code) == (None, 4)
    assert outcome.error is not None
    assert "0 primary files" in outcome.error
    assert all(name in outcome.error for name in names)
    assert engine.store.datasets() == ()


def test_the_primary_file_given_twice_is_one_version(engine: Engine, tmp_path: Path) -> None:
    files = {"sdn.csv": PARTS["sdn.csv"], "copy of sdn.csv": PARTS["sdn.csv"]}
    outcomes = imported(engine, files, tmp_path / "in", captured_at=SEEN)
    assert [outcome.exit_code for outcome in outcomes] == [0, 0]
    assert len(engine.store.versions(SDN)) == 1


@pytest.mark.parametrize("twice", ["sdn.csv", "add.csv", "alt.csv"])
def test_two_files_for_one_part_leave_it_open_which_to_take(
    twice: str, engine: Engine, tmp_path: Path
) -> None:
    files = {**chosen("sdn.csv", "add.csv", "alt.csv"), "another.csv": PARTS[twice]}
    outcome = only_outcome(imported(engine, files, tmp_path / "in", captured_at=SEEN))
    assert (outcome.version, outcome.exit_code) == (None, 4)
    assert engine.store.datasets() == ()


def test_parts_of_the_same_name_in_two_folders_are_all_captured(engine: Engine, tmp_path: Path) -> None:
    paths = []
    for name in ("sdn.csv", "add.csv"):
        paths.append(tmp_path / name.removesuffix(".csv") / "list.csv")
        paths[-1].parent.mkdir()
        paths[-1].write_bytes(PARTS[name])
    version = only_outcome(list(engine.import_files(paths, captured_at=SEEN))).version
    assert version is not None
    assert len({taken.sha256 for taken in version.captures}) == 2


def test_a_part_about_a_party_that_the_primary_file_does_not_have_is_refused(
    engine: Engine, tmp_path: Path
) -> None:
    files = {**chosen("sdn.csv"), "alt.csv": part(alias(999))}
    outcome = only_outcome(imported(engine, files, tmp_path / "in", captured_at=SEEN))
    assert outcome.error is not None
    assert "999" in outcome.error
