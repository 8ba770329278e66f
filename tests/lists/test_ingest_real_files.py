"""Every real file imports at its folder's date, in any order, with the counts that were taken by hand."""

import random
from pathlib import Path

import pytest
from support.dates import day, moment
from support.engines import NOW, engine_over, only_outcome
from support.shared import SHARED_LISTS, shared_list

# Entries by kind: Person, LegalEntity, Vessel, Airplane. Control totals of each issuer's file, counted
# by other means than our readers.
COUNTS = {
    "us_ofac_sdn/2015-01-17": (2_824, 2_620, 264, 168),
    "us_ofac_sdn/2016-03-25": (2_869, 2_232, 58, 101),
    "us_ofac_sdn/2018-01-26": (3_545, 2_324, 81, 118),
    "us_ofac_sdn/2019-01-04": (3_845, 2_994, 323, 217),
    "us_ofac_sdn/2024-05-28": (6_863, 6_896, 851, 374),
    "us_ofac_sdn/2025-05-29": (7_435, 8_852, 1_256, 374),
    "us_ofac_sdn/2025-07-01": (7_120, 8_804, 1_249, 336),
    "us_ofac_sdn/2025-11-19": (7_293, 9_350, 1_370, 335),
    "us_ofac_cons/2025-01-10": (80, 363, 0, 0),
    "us_ofac_cons/2025-03-28": (80, 363, 0, 0),
    "gb_fcdo_sanctions/2026-08-22": (4_036, 1_647, 666, 0),
    "gb_hmt_sanctions/2016-03-23": (1_269, 655, 0, 0),
    "gb_hmt_sanctions/2020-04-27": (1_523, 591, 0, 0),
    "gb_hmt_sanctions/2025-04-14": (3_663, 1_010, 15, 0),
    "eu_fsf/2026-02-24": (4_341, 1_519, 0, 0),
    "un_sc_sanctions/2017-06-30": (653, 371, 0, 0),
    "un_sc_sanctions/2020-03-20": (709, 305, 0, 0),
    "un_sc_sanctions/2024-12-31": (685, 193, 0, 0),
    "un_sc_sanctions/2025-09-03": (684, 195, 0, 0),
    "un_sc_sanctions/2025-11-18": (727, 273, 0, 0),
    "un_sc_sanctions/2026-08-01": (736, 275, 0, 0),
}
# Of these days there is only OFAC's main file, without addresses and further names.
PRIMARY_NAMES_ONLY = {"us_ofac_sdn/2015-01-17", "us_ofac_sdn/2018-01-26"}
KINDS = ("Person", "LegalEntity", "Vessel", "Airplane")


def test_every_real_file_imports_at_its_date_in_any_order(tmp_path: Path) -> None:
    folders = sorted(COUNTS)
    random.Random("any order").shuffle(folders)
    engine = engine_over(tmp_path)
    for folder in folders:
        dataset, date = folder.split("/")
        files = sorted(shared_list(folder).iterdir())
        outcome = only_outcome(list(engine.import_files(files, captured_at=day(date))))
        assert outcome.version is not None, outcome.error
        version = outcome.version
        assert (version.dataset, version.name) == (dataset, date)
        assert (version.captured_at, version.captured_basis) == (moment(date), "given")
        assert version.imported_at == NOW
        assert len(version.captures) == len(files)
        assert [version.entries.get(kind, 0) for kind in KINDS] == list(COUNTS[folder])
        assert any("primary names only" in remark for remark in version.remarks) == (
            folder in PRIMARY_NAMES_ONLY
        )

    for dataset in engine.store.datasets():
        versions = engine.store.versions(dataset)
        assert [f"{dataset}/{version.name}" for version in versions] == [
            folder for folder in sorted(COUNTS) if folder.startswith(f"{dataset}/")
        ]
        for version in versions:
            assert sum(1 for _ in engine.store.listings(version)) == version.listings
    for status in engine.status():
        newest = max(folder for folder in COUNTS if folder.startswith(f"{status.dataset}/"))
        assert status.error is None
        assert status.version is not None
        assert [status.version.entries.get(kind, 0) for kind in KINDS] == list(COUNTS[newest])
    assert list(engine.captures.verify()) == []
    engine.store.close()


@pytest.mark.parametrize(
    "file",
    ["gb_fcdo_sanctions/2023-01-14/UK_Sanctions_List.odt", "eu_journal/2026-08-14/32012R0036.csv"],
)
def test_what_no_reader_is_for_is_refused_clearly(file: str, tmp_path: Path) -> None:
    path = shared_list(file)
    engine = engine_over(tmp_path)
    outcome = only_outcome(list(engine.import_files([path], captured_at=day(path.parent.name))))
    assert (outcome.version, outcome.exit_code) == (None, 4)
    assert outcome.error is not None
    assert path.name in outcome.error
    assert engine.store.datasets() == ()
    engine.store.close()


def test_no_real_file_is_left_out() -> None:
    if not SHARED_LISTS.is_dir():
        pytest.skip("the real files are not on this machine")
    folders = {f"{folder.parent.name}/{folder.name}" for folder in SHARED_LISTS.glob("*/*/")}
    assert folders - set(COUNTS) == {"gb_fcdo_sanctions/2023-01-14", "eu_journal/2026-08-14"}
