"""From the issuers' real files to who lists whom on a day: the numbers are those of the files."""

from collections import Counter
from datetime import date

import pytest
from support.engines import engine_over
from support.reading import read_files
from support.shared import shared_list

from ostrakon.coalition import Comparison
from ostrakon.engine import Engine
from ostrakon.lists.sources import gb_hmt_sanctions
from ostrakon.model import Query

pytestmark = pytest.mark.soak  # ten whole files and all their parties: minutes

THEN = date(2016, 10, 16)
FILES = [
    "us_ofac_sdn/2016-03-25/sdn.xml.gz",
    "us_ofac_sdn/2018-01-26/sdn.csv.gz",
    "us_ofac_sdn/2025-05-29/sdn_advanced.xml.bz2",
    "us_ofac_sdn/2025-07-01/sdn_advanced.xml.bz2",
    "gb_hmt_sanctions/2016-03-23/ConList.csv.gz",
    "gb_hmt_sanctions/2020-04-27/ConList.csv.gz",
    "gb_hmt_sanctions/2025-04-14/ConList.xlsx",
    "gb_fcdo_sanctions/2026-08-22/UK-Sanctions-List.xml.gz",
    "eu_fsf/2026-02-24/eu_fsf.xml.gz",
    "un_sc_sanctions/2026-08-01/consolidated.xml.gz",
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    files = [shared_list(file) for file in FILES]
    engine = engine_over(tmp_path_factory.mktemp("home"))
    for file in files:
        (outcome,) = engine.import_files([file], captured_at=date.fromisoformat(file.parent.name))
        assert outcome.error is None, outcome.error
    return engine


@pytest.fixture(scope="module")
def compared(engine: Engine) -> Comparison:
    return engine.compare(["us", "gb", "eu"], programme="syria", in_force_on=THEN)


def test_assad_is_one_party_of_three_issuers_and_not_of_the_council(engine: Engine) -> None:
    party = engine.parties().party_of("us_ofac_sdn:12735")
    assert set(party.listings) == {
        "us_ofac_sdn:12735",
        "gb_hmt_sanctions:11928",
        "gb_fcdo_sanctions:SYR0026",
        "eu_fsf:EU.2437.5",
    }


def test_his_days_and_lags_show_what_they_rest_on(compared: Comparison) -> None:
    row = next(row for row in compared.parties if "us_ofac_sdn:12735" in row.by_issuer["us"].listings)
    said = {issuer: (str(on.listed_on), on.date_basis, on.answer) for issuer, on in row.by_issuer.items()}
    assert said == {
        "us": ("2011-05-18", "stated", "listed"),
        "gb": ("2011-05-24", "stated", "listed"),
        "eu": ("2011-05-24", "derived", "reconstructed"),
    }
    assert row.first == ("us",)
    assert {issuer: (lag.days, lag.basis) for issuer, lag in row.lag_days.items()} == {
        "gb": (6, "stated"),
        "eu": (6, "at_most"),
    }


@pytest.mark.parametrize(
    ("day", "programmes"),
    [
        ("2016-03-25", ("SYRIA",)),
        ("2018-06-01", ("SYRIA",)),
        ("2025-05-29", ("SYRIA", "SYRIA-EO13894")),
        ("2025-07-01", ("PAARSSR-EO13894",)),
    ],
)
def test_his_us_programme_is_that_of_the_day(engine: Engine, day: str, programmes: tuple[str, ...]) -> None:
    answer = engine.screen(
        Query(name="Bashar al-Assad"), as_of=date.fromisoformat(day), datasets=["us_ofac_sdn"], limit=1
    )
    assert answer.hits[0].listings[0].programmes == programmes


def test_the_end_of_the_syria_programme_is_seen_in_the_entry_that_stays(engine: Engine) -> None:
    asked = Query(name="Bashar al-Assad")
    for day, standing in ((date(2025, 6, 30), "in_force"), (date(2025, 7, 1), "programme_revoked_kept")):
        (hit,) = engine.screen(asked, in_force_on=day, datasets=["us_ofac_sdn"], limit=1).hits
        assert hit.listings[0].standing == standing


def test_every_number_counts_rows_whose_listings_are_named(compared: Comparison) -> None:
    for issuer, counts in compared.counts.by_issuer.items():
        answers = Counter(
            row.by_issuer[issuer].answer for row in compared.parties if issuer not in row.elsewhere
        )
        assert answers["listed"] == counts.listed > 0 or issuer == "eu"
        assert answers["reconstructed"] == counts.reconstructed
        assert answers["unknown"] == counts.unknown == len(compared.unknown[issuer].parties)
        for row in compared.parties:
            on = row.by_issuer[issuer]
            assert on.listings or on.answer in {"unknown", "not_listed"}


def test_each_syrian_group_of_ofsis_file_of_that_time_is_in_a_row(compared: Comparison) -> None:
    file = shared_list("gb_hmt_sanctions/2016-03-23/ConList.csv.gz")
    listings = read_files(gb_hmt_sanctions.SOURCE, file).listings
    groups = {one.id for one in listings if any(p.code == "Syria" for p in one.programmes)}
    assert len(groups) == 279
    shown = {
        key.partition(":")[2]
        for row in compared.parties
        if row.by_issuer["gb"].answer in {"listed", "unknown"}
        for key in row.by_issuer["gb"].listings
    }
    assert groups <= shown


def test_of_the_eu_nothing_is_denied_for_a_day_before_its_first_file(compared: Comparison) -> None:
    counts = compared.counts.by_issuer["eu"]
    assert (counts.listed, counts.not_listed) == (0, 0)
    assert counts.unknown > counts.reconstructed > 100
    assert "no version of 2016-10-16" in str(compared.unknown["eu"].gone)
    assert compared.counts.missing["eu"] == 0
    # So of nobody can it be said that the US or the UK alone listed them.
    assert (compared.only_here["us"], compared.only_here["gb"]) == ((), ())
