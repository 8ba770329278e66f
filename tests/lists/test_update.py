"""Lists fetched from their issuers over loopback, real files where they are on the machine."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from support.issuer import QUICK, Issuer, failing, running_issuer, whole
from support.shared import shared_list

from ostrakon.evidence import CaptureStore
from ostrakon.lists.ingest import Outcome
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.parsing import Download, Source
from ostrakon.lists.store import ListStore
from ostrakon.lists.update import Fetching, update

UN, EU, UK = "un_sc_sanctions", "eu_fsf", "gb_fcdo_sanctions"
FILES = {
    UN: "un_sc_sanctions/2026-08-01/consolidated.xml.gz",
    EU: "eu_fsf/2026-02-24/eu_fsf.xml.gz",
    UK: "gb_fcdo_sanctions/2026-08-22/UK-Sanctions-List.xml.gz",
}
OLDER_UN = "un_sc_sanctions/2025-11-18/consolidated.xml.gz"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def issuer():
    with running_issuer() as server:
        yield server


class Home:
    def __init__(self, folder: Path) -> None:
        self.store = ListStore.open(f"sqlite:///{folder / 'ostrakon.db'}")
        self.captures = CaptureStore(folder / "captures")
        self.now = NOW

    def update(self, *sources: Source, force: str | None = None) -> list[Outcome]:
        self.now += timedelta(hours=1)
        outcomes = update(
            sources,
            store=self.store,
            captures=self.captures,
            now=lambda: self.now,
            fetching=Fetching(limits=QUICK),
            force=force,
        )
        return list(outcomes)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def content(path: str) -> bytes:
    return shared_list(path).read_bytes()


def at(dataset: str, *downloads: Download) -> Source:
    return replace(SOURCES[dataset], downloads=downloads)


def test_a_list_is_fetched_kept_and_dated_by_our_own_clock(home, issuer: Issuer):
    (outcome,) = home.update(at(UN, issuer.at("/un.xml", whole(content(FILES[UN]), ETag='"a"'))))
    version = outcome.version
    assert (version.captured_basis, version.captured_at, version.name) == ("observed", home.now, "2026-11-24")
    assert version.captures[0].url == issuer.url("/un.xml")
    with home.captures.open(version.sha256) as kept:
        assert kept.read() == content(FILES[UN])


def test_an_unchanged_list_makes_no_version_but_is_known_to_be_current(home, issuer: Issuer):
    source = at(UN, issuer.at("/un.xml", whole(content(FILES[UN]), ETag='"a"'), failing(304)))
    home.update(source)
    (outcome,) = home.update(source)
    assert (outcome.version, outcome.error) == (None, None)
    assert len(home.store.versions(UN)) == 1
    assert issuer.requests[-1]["if-none-match"] == '"a"'
    assert home.store.checked_at(UN, as_of=home.now) == home.now


def test_the_same_bytes_without_an_etag_make_no_version_either(home, issuer: Issuer):
    source = at(UN, issuer.at("/un.xml", whole(content(FILES[UN]))))
    home.update(source)
    home.update(source)
    assert len(home.store.versions(UN)) == 1


def test_one_issuers_failure_leaves_the_others_updated(home, issuer: Issuer):
    outcomes = home.update(
        at(UN, issuer.at("/un.xml", whole(content(FILES[UN])))),
        at(EU, issuer.at("/eu.xml", failing(404))),
        at(UK, issuer.at("/uk.xml", whole(content(FILES[UK])))),
    )
    assert [outcome.error is None for outcome in outcomes] == [True, False, True]
    assert outcomes[1].exit_code == 4
    assert "404" in outcomes[1].error
    assert home.store.datasets() == (UK, UN)
    assert "404" in home.store.last_error(EU)


def test_a_server_that_fails_once_is_asked_again(home, issuer: Issuer):
    steps = (failing(500), whole(content(FILES[UN])))
    (outcome,) = home.update(at(UN, issuer.at("/un.xml", *steps)))
    assert outcome.version is not None


def test_an_address_with_another_list_is_passed_over_for_the_next(home, issuer: Issuer):
    wrong = issuer.at("/wrong.xml", whole(content(FILES[UK])))
    right = issuer.at("/right.xml", whole(content(FILES[UN])))
    (outcome,) = home.update(at(UN, wrong, right))
    assert outcome.version.captures[0].url == issuer.url("/right.xml")
    (outcome,) = home.update(at(EU, wrong))
    assert UK in outcome.error
    assert EU not in home.store.datasets()


def test_a_truncated_list_makes_no_version_and_the_last_good_one_stays(home, issuer: Issuer):
    good = content(FILES[UN])
    source = at(UN, issuer.at("/un.xml", whole(good), whole(good[: len(good) // 2])))
    home.update(source)
    (outcome,) = home.update(source)
    assert outcome.error is not None
    assert [version.listings for version in home.store.versions(UN)] == [1011]


def test_a_list_that_falls_short_of_what_it_should_hold_is_refused(home, issuer: Issuer):
    content_of_2025 = content(OLDER_UN)
    (outcome,) = home.update(at(UK, issuer.at("/uk.xml", whole(b"<Designations></Designations>"))))
    assert outcome.error is not None
    (outcome,) = home.update(at(UN, issuer.at("/un.xml", whole(content_of_2025))))
    assert outcome.version.listings == 1000


def test_a_redirect_is_followed_but_not_remembered(home, issuer: Issuer):
    issuer.at("/signed", whole(content(FILES[UN])))
    download = issuer.at("/un.xml", failing(302, Location=issuer.url("/signed")))
    (outcome,) = home.update(at(UN, download))
    assert outcome.version.captures[0].url == issuer.url("/un.xml")


def test_a_fault_or_a_full_disk_over_one_list_leaves_the_others_updated(
    home, issuer: Issuer, tmp_path, monkeypatch
):
    un = at(UN, issuer.at("/un.xml", whole(content(FILES[UN]))))
    eu = at(EU, issuer.at("/eu.xml", whole(content(FILES[EU]))))
    monkeypatch.setitem(SOURCES, EU, replace(SOURCES[EU], read=lambda *_: {}["absent"]))
    (tmp_path / "captures").write_text("in the way")
    fault, unwritable = home.update(eu, un)
    assert "list.xml: a fault in Ostrakon itself, please report it: KeyError: 'absent'" in fault.error
    assert unwritable.exit_code == 4
    assert "File exists" in unwritable.error
    assert home.store.last_error(UN) == unwritable.error
    (tmp_path / "captures").unlink()
    fault, updated = home.update(eu, un)
    assert fault.error is not None
    assert updated.version is not None
