"""The programme table: complete for the lists, dated, sourced, and joined across issuers."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from support.reading import read_files
from support.shared import SHARED_LISTS, shared_list

from ostrakon.errors import UsageError
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.moments import end_of_day
from ostrakon.lists.programmes import (
    families,
    follow_up,
    programme_of,
    programmes,
    sources,
    subject_of,
)
from ostrakon.lists.snapshot import Snapshot
from ostrakon.matching.index import Index

# No reader: the document edition is history only.
_UNREAD = {"gb_fcdo_sanctions/2023-01-14"}
EDITIONS = sorted(
    name
    for folder in SHARED_LISTS.glob("*/*/")
    if (name := f"{folder.parent.name}/{folder.name}") not in _UNREAD and folder.parent.name in SOURCES
)


@pytest.mark.skipif(not EDITIONS, reason="the real lists are not on this machine")
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_programme_of_the_real_lists_is_in_the_table(edition: str) -> None:
    source = SOURCES[edition.partition("/")[0]]
    files: list[Path] = sorted(shared_list(edition).iterdir())
    listings = read_files(source, *files).listings
    codes = {programme.code for listing in listings for programme in listing.programmes}
    assert codes
    assert not {code for code in codes if programme_of(source.issuer, code) is None}


@pytest.mark.parametrize("dataset", Snapshot.open().datasets())
def test_every_programme_of_the_snapshot_is_in_the_table(dataset: str) -> None:
    snapshot = Snapshot.open()
    version = snapshot.find(dataset, as_of=end_of_day(date(2026, 11, 26)))
    assert version is not None
    index = Index(snapshot.index_folder(version))
    codes = {p.code for number in range(version.listings) for p in index.listing(number).programmes}
    assert not {code for code in codes if programme_of(SOURCES[dataset].issuer, code) is None}


def test_a_code_is_of_one_programme_of_its_issuer_alone() -> None:
    counts = Counter((row.issuer, code) for row in programmes() for code in row.codes)
    assert not [key for key, count in counts.items() if count > 1]


@pytest.mark.parametrize("row", programmes(), ids=lambda row: f"{row.issuer}:{row.title}")
def test_every_programme_has_a_title_and_acts_with_a_source(row) -> None:
    assert row.title
    assert row.acts
    assert row.family is None or row.family in families()
    for act in row.acts:
        assert act.act
        assert sources()[act.source]
        days = [day for day in (act.adopted, act.published, act.start, act.until) if day is not None]
        assert days == sorted(days)


def test_no_source_and_no_family_is_left_over() -> None:
    assert {act.source for row in programmes() for act in row.acts} == set(sources())
    assert {row.family for row in programmes()} - {None} == set(families())


def test_the_syria_orders_ended_with_june_2025_and_the_order_on_technology_did_not() -> None:
    syria, technology = programme_of("us", "SYRIA"), programme_of("us", "HRIT-SY")
    assert syria is not None
    assert technology is not None
    assert {act.act.split()[-1] for act in syria.acts} == {
        "13338",
        "13399",
        "13460",
        "13572",
        "13573",
        "13582",
    }
    assert not syria.ended_by_day(date(2025, 6, 30))
    assert syria.ended_by_day(date(2025, 7, 1))
    assert not technology.ended_by_day(date(2026, 11, 26))


def test_signature_and_effect_are_kept_apart() -> None:
    technology = programme_of("us", "HRIT-SY")
    assert technology is not None
    (act,) = technology.acts
    assert (act.adopted, act.start) == (date(2012, 4, 22), date(2012, 4, 23))


def test_the_syria_family_joins_three_issuers_and_the_council_has_none() -> None:
    syria = subject_of("Syria")
    assert {row.issuer for row in syria.rows} == {"us", "eu", "gb"}
    assert syria.holds("us", "PAARSSR-EO13894")
    assert syria.holds("eu", "SYR")
    assert syria.holds("gb", "The Syria (Sanctions) (EU Exit) Regulations 2019")
    assert not syria.holds("us", "SDGT")


@pytest.mark.parametrize("code", ["SYRIA-CAESAR", "HRIT-SY", "FSE-SY"])
def test_what_allies_have_nothing_like_is_no_gap(code: str) -> None:
    programme = programme_of("us", code)
    assert programme is not None
    assert (programme.family, programme.counterpart) == ("syria", False)


def test_a_programme_is_found_by_its_code_in_either_case() -> None:
    assert [row.codes for row in subject_of("syria-caesar").rows] == [("SYRIA-CAESAR",)]


def test_an_unknown_programme_is_refused_and_the_families_are_named() -> None:
    with pytest.raises(UsageError, match=r"'atlantis'.*syria"):
        subject_of("atlantis")


def test_the_urgent_procedure_is_of_the_uk_and_of_its_time() -> None:
    rule = follow_up("gb", after={"us"}, day=date(2026, 11, 26))
    assert rule is not None
    assert "s. 11" in rule.act
    assert follow_up("gb", after={"us"}, day=date(2016, 10, 16)) is None
    assert follow_up("gb", after={"un"}, day=date(2026, 11, 26)) is None
    assert follow_up("eu", after={"us"}, day=date(2026, 11, 26)) is None
