"""Files become versions, or an outcome that says why not; whatever is in doubt makes no version."""

import bz2
import gzip
import io
import os
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from support.builders import custom, eu, uk, un
from support.dates import day, moment
from support.engines import NOW, engine_over, imported, only_outcome, un_list

from ostrakon.engine import Engine
from ostrakon.errors import UsageError
from ostrakon.lists.ingest import Outcome
from ostrakon.lists.issuers import SOURCES

UN = "un_sc_sanctions"
SEEN = day("2025-03-02")  # the day after that of `un_list`


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = engine_over(tmp_path / "home")
    yield opened
    opened.store.close()


def zipped(**members: bytes) -> bytes:
    """Each keyword is a file name with "." written "_dot_"."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_dot_", "."), content)
    return file.getvalue()


def refused(outcome: Outcome, engine: Engine) -> str:
    """Why an import was refused, after a look at whether it left anything behind."""
    assert (outcome.version, outcome.exit_code) == (None, 4)
    assert outcome.error is not None
    assert engine.store.datasets() == ()
    return outcome.error


# --- what is taken -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dataset", "name", "content"),
    [
        ("un_sc_sanctions", "a.xml", un_list(20)),
        ("eu_fsf", "b.xml", eu.eu_xml(eu.entity(), generated="2025-02-24T00:26:41Z")),
        ("eu_fsf", "c.csv", eu.eu_csv(eu.entity(), generated="24/02/2025")),
        ("gb_fcdo_sanctions", "d.xml", uk.fcdo_xml(uk.invented_parties(6), generated="22/02/2025")),
        ("gb_fcdo_sanctions", "e.csv", uk.fcdo_csv(uk.invented_parties(6), report_date="22-Feb-2025")),
        ("gb_hmt_sanctions", "f.csv", uk.ofsi_csv_2016(uk.invented_parties(6))),
        ("gb_hmt_sanctions", "g.csv", uk.ofsi_csv_2022(uk.invented_parties(6), last_updated="14/02/2025")),
    ],
)
def test_the_list_is_told_by_content_whatever_the_name(
    dataset: str, name: str, content: bytes, engine: Engine, tmp_path: Path
) -> None:
    outcome = only_outcome(imported(engine, {name: content}, tmp_path / "in", captured_at=SEEN))
    assert outcome.error is None
    assert outcome.version is not None
    assert (outcome.files, outcome.dataset, outcome.exit_code) == ((name,), dataset, 0)
    assert engine.store.versions(dataset) == (outcome.version,)


@pytest.mark.parametrize(
    "content",
    [
        un_list(20),
        gzip.compress(un_list(20), mtime=0),
        bz2.compress(un_list(20)),
        zipped(list_dot_xml=un_list(20)),
    ],
)
def test_a_packed_file_is_the_version_that_the_plain_one_is(
    content: bytes, engine: Engine, tmp_path: Path
) -> None:
    outcome = only_outcome(imported(engine, {"list": content}, tmp_path / "in", captured_at=SEEN))
    assert outcome.version is not None
    assert outcome.version.entries == {"Person": 20}
    assert outcome.version.published_on == day("2025-03-01")
    with engine.captures.open(outcome.version.sha256) as file:
        assert file.read() == content


def test_a_version_says_when_it_was_seen_and_when_imported(engine: Engine, tmp_path: Path) -> None:
    given = only_outcome(imported(engine, {"a.xml": un_list(20)}, tmp_path / "in", captured_at=SEEN)).version
    observed = only_outcome(imported(engine, {"b.xml": un_list(21)}, tmp_path / "in")).version
    assert given is not None
    assert observed is not None
    assert (given.captured_at, given.captured_basis) == (moment("2025-03-02"), "given")
    assert (observed.captured_at, observed.captured_basis) == (NOW, "observed")
    assert given.imported_at == observed.imported_at == NOW


def test_a_zip_of_several_lists_makes_a_version_of_each(engine: Engine, tmp_path: Path) -> None:
    content = zipped(
        un_dot_xml=un_list(20), eu_dot_xml=eu.eu_xml(eu.entity(), generated="2025-02-24T00:26:41Z")
    )
    outcomes = imported(engine, {"all.zip": content}, tmp_path / "in", captured_at=SEEN)
    assert {outcome.dataset for outcome in outcomes} == set(engine.store.datasets()) == {UN, "eu_fsf"}


def test_what_the_reader_did_not_understand_is_kept_with_the_version(engine: Engine, tmp_path: Path) -> None:
    content = un_list(20).replace(b"Rwanda", b"Nowhereland", 1)
    outcome = only_outcome(imported(engine, {"a.xml": content}, tmp_path / "in", captured_at=SEEN))
    assert outcome.version is not None
    assert outcome.version.doubts["unknown country"] == 1


def test_a_list_of_ones_own_is_imported_under_its_name(engine: Engine, tmp_path: Path) -> None:
    files = {"mine.csv": custom.csv_list({"id": "1", "name": "Orik Vantu"})}
    outcome = only_outcome(imported(engine, files, tmp_path / "in", dataset="my_list"))
    assert outcome.version is not None
    assert engine.store.datasets() == ("my_list",)


def test_importing_the_same_file_twice_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    first = only_outcome(imported(engine, {"a.xml": un_list(20)}, tmp_path / "in", captured_at=SEEN))
    again = only_outcome(imported(engine, {"a.xml": un_list(20)}, tmp_path / "in", captured_at=SEEN))
    assert first.version == again.version
    assert len(engine.store.versions(UN)) == 1


# --- what is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty file"),
        (gzip.compress(b"", mtime=0), "empty file"),
        (b"\r\n\r\n", "no official list has this shape"),
        (b"<html><body>Service Unavailable</body></html>", "no official list has this shape"),
        (b"name,country\r\nOrik,Syria\r\n", "no official list has this shape"),
        (b'{"name": "Orik"}', "no official list has this shape"),
        (un_list(20).replace(b"CONSOLIDATED_LIST", b"UNKNOWN_LIST"), "no official list has this shape"),
        (gzip.compress(un_list(20), mtime=0)[:-100], "broken archive"),
        (bz2.compress(un_list(20))[:-100], "broken archive"),
        (zipped(list_dot_xml=un_list(20))[:-100], "broken archive"),
        (un_list(20)[:-100], "line"),
        (un_list(0), "not a single"),
        (un_list(20).replace(b"BTi.001", b"BTi.002").replace(b"ATi.001", b"ATi.002"), "twice"),
    ],
)
def test_what_is_in_doubt_makes_no_version(content: bytes, why: str, engine: Engine, tmp_path: Path) -> None:
    outcome = only_outcome(imported(engine, {"list.xml": content}, tmp_path / "in", captured_at=SEEN))
    error = refused(outcome, engine)
    assert why in error
    assert "list.xml" in error
    assert outcome.files == ("list.xml",)


def test_a_folder_and_a_file_that_is_not_there_are_refused(engine: Engine, tmp_path: Path) -> None:
    for path, why in ((tmp_path, "a folder"), (tmp_path / "not there.xml", "no such file")):
        outcome = only_outcome(list(engine.import_files([path])))
        assert f"{path.name}: {why}" in refused(outcome, engine)


def test_a_file_of_another_list_than_the_one_named_is_refused(engine: Engine, tmp_path: Path) -> None:
    outcome = only_outcome(imported(engine, {"a.xml": un_list(20)}, tmp_path / "in", dataset="eu_fsf"))
    assert refused(outcome, engine) == "a.xml: is a file of un_sc_sanctions, not of eu_fsf"


def test_a_file_of_the_list_that_is_named_is_taken(engine: Engine, tmp_path: Path) -> None:
    files = {"a.xml": un_list(20)}
    outcome = only_outcome(imported(engine, files, tmp_path / "in", dataset=UN, captured_at=SEEN))
    assert outcome.version is not None


def test_an_official_file_is_no_list_of_ones_own(engine: Engine, tmp_path: Path) -> None:
    outcome = only_outcome(imported(engine, {"a.xml": un_list(20)}, tmp_path / "in", dataset="my_list"))
    assert "neither FollowTheMoney" in refused(outcome, engine)


@pytest.mark.parametrize("name", ["My List", "../my_list", "", "1list", "x" * 65, "listé"])
def test_a_list_of_ones_own_needs_a_plain_name(name: str, engine: Engine, tmp_path: Path) -> None:
    files = {"mine.csv": custom.csv_list({"id": "1", "name": "Orik Vantu"})}
    with pytest.raises(UsageError, match="lower-case letters"):
        imported(engine, files, tmp_path / "in", dataset=name)
    assert engine.store.attempted_datasets() == ()


def test_a_file_dated_after_the_day_it_was_seen_is_refused(engine: Engine, tmp_path: Path) -> None:
    files = {"a.xml": un_list(20)}
    outcome = only_outcome(imported(engine, files, tmp_path / "in", captured_at=day("2025-02-27")))
    error = refused(outcome, engine)
    assert "a.xml is dated 2025-03-01, it cannot have been captured on 2025-02-27" in error
    assert "--captured-at" in error


def test_a_file_may_be_of_tomorrow_for_its_issuer_lives_elsewhere(engine: Engine, tmp_path: Path) -> None:
    files = {"a.xml": un_list(20)}
    outcome = only_outcome(imported(engine, files, tmp_path / "in", captured_at=day("2025-02-28")))
    assert outcome.version is not None


def test_a_capture_in_the_future_is_a_wrong_question(engine: Engine, tmp_path: Path) -> None:
    tomorrow = (NOW + timedelta(days=1)).date()
    with pytest.raises(UsageError, match="lies in the future"):
        imported(engine, {"a.xml": un_list(20)}, tmp_path / "in", captured_at=tomorrow)


def test_a_list_that_shrank_is_refused_and_the_last_good_version_stays(
    engine: Engine, tmp_path: Path
) -> None:
    held = only_outcome(imported(engine, {"a.xml": un_list(100)}, tmp_path / "in", captured_at=SEEN)).version
    later = SEEN + timedelta(days=30)
    outcome = only_outcome(imported(engine, {"b.xml": un_list(89)}, tmp_path / "in", captured_at=later))
    assert (outcome.version, outcome.exit_code) == (None, 4)
    assert outcome.error is not None
    assert "b.xml has 89 entries, the version of 2025-03-02 has 100" in outcome.error
    assert engine.store.find(UN, as_of=NOW) == held
    assert engine.store.last_error(UN) == outcome.error


def test_a_reason_lets_a_shrunk_list_in_and_is_kept(engine: Engine, tmp_path: Path) -> None:
    imported(engine, {"a.xml": un_list(100)}, tmp_path / "in", captured_at=SEEN)
    later = SEEN + timedelta(days=30)
    forced = imported(engine, {"b.xml": un_list(50)}, tmp_path / "in", captured_at=later, force="revoked")
    version = only_outcome(forced).version
    assert version is not None
    assert version.forced == "revoked"
    assert engine.store.find(UN, as_of=NOW) == version


def test_no_reason_lets_in_a_file_that_cannot_be_read(engine: Engine, tmp_path: Path) -> None:
    outcome = only_outcome(imported(engine, {"a.xml": un_list(20)[:-100]}, tmp_path / "in", force="please"))
    refused(outcome, engine)


def test_a_fresh_file_that_looks_like_no_current_list_is_refused(engine: Engine, tmp_path: Path) -> None:
    content = un.un_xml([un.individual(number) for number in range(1, 21)])
    outcome = only_outcome(imported(engine, {"a.xml": content}, tmp_path / "in"))
    error = refused(outcome, engine)
    assert "20 entries, expected 750 to 1,800" in error
    assert "--force" in error
    assert engine.store.last_error(UN) == error


def test_one_bad_file_leaves_the_others_imported(engine: Engine, tmp_path: Path) -> None:
    files = {
        "bad.xml": un_list(20)[:-100],
        "strange.txt": b"whatever",
        "good.xml": eu.eu_xml(eu.entity(), generated="2025-02-24T00:26:41Z"),
    }
    outcomes = imported(engine, files, tmp_path / "in", captured_at=SEEN)
    assert {outcome.files: outcome.exit_code for outcome in outcomes} == {
        ("bad.xml",): 4,
        ("strange.txt",): 4,
        ("good.xml",): 0,
    }
    assert engine.store.datasets() == ("eu_fsf",)


def test_an_id_with_a_nul_in_it_is_refused_on_every_database(database_url: str, tmp_path: Path) -> None:
    engine = engine_over(tmp_path / "home", database_url=database_url)
    content = custom.ftm_list(custom.ftm_entity("a\0b", "Person", name="Orik Vantu"))
    outcome = only_outcome(imported(engine, {"mine.json": content}, tmp_path / "in", dataset="my_list"))
    assert "NUL" in refused(outcome, engine)
    engine.store.close()


def test_a_file_name_that_is_no_text_is_no_obstacle(database_url: str, tmp_path: Path) -> None:
    engine = engine_over(tmp_path / "home", database_url=database_url)
    path = tmp_path / os.fsdecode(b"liste-\xe9.xml")
    for content, exit_code in ((un_list(20), 0), (un_list(20)[:-100], 4)):
        path.write_bytes(content)
        outcome = only_outcome(list(engine.import_files([path], captured_at=SEEN)))
        assert outcome.exit_code == exit_code, outcome.error
    (version,) = engine.store.versions(UN)
    assert version.captures[0].file_name == "liste-\ufffd.xml"
    engine.store.close()


def test_nothing_stays_in_the_temporary_folder(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    files = {
        "a.xml": gzip.compress(un_list(20), mtime=0),
        "b.xml": gzip.compress(un_list(20)[:-100], mtime=0),
    }
    imported(engine, files, tmp_path / "in", captured_at=SEEN)
    assert list(temporary.iterdir()) == []


# --- what must not stop the others -------------------------------------------------------------------


def test_a_folder_for_captures_that_cannot_be_written_fails_by_name(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "captures").write_text("in the way")
    outcome = only_outcome(imported(engine, {"a.xml": un_list(20)}, tmp_path / "in", captured_at=SEEN))
    why = refused(outcome, engine)
    assert why.startswith("a.xml: File exists (")
    assert [row.error for row in engine.status() if row.dataset == UN] == [why]


def test_a_fault_over_one_file_leaves_the_others_imported(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "a.xml": eu.eu_xml(eu.entity(), generated="2025-02-24T00:26:41Z"),
        "b.xml": un_list(20),
    }
    monkeypatch.setitem(SOURCES, "eu_fsf", replace(SOURCES["eu_fsf"], read=lambda *_: {}["absent"]))
    failed, taken = imported(engine, files, tmp_path / "in", captured_at=SEEN)
    assert (failed.dataset, failed.exit_code) == ("eu_fsf", 70)
    assert "a.xml: a fault in Ostrakon itself, please report it: KeyError: 'absent'" in str(failed.error)
    assert taken.version is not None


# --- an older file is not the newest -----------------------------------------------------------------


def un_list_of(generated: str) -> bytes:
    return un_list(20).replace(b"2025-03-01T", generated.encode() + b"T")


def test_an_older_file_without_its_day_does_not_replace_the_newer_list(
    engine: Engine, tmp_path: Path
) -> None:
    new, old = un_list_of("2025-06-01"), un_list_of("2025-03-01")
    only_outcome(imported(engine, {"new.xml": new}, tmp_path / "in"))
    refused_ = only_outcome(imported(engine, {"old.xml": old}, tmp_path / "in"))
    assert refused_.exit_code == 4
    assert "old.xml is dated 2025-03-01, the version of 2026-08-25" in str(refused_.error)
    assert "--captured-at" in str(refused_.error)
    given = only_outcome(imported(engine, {"old.xml": old}, tmp_path / "in", captured_at=SEEN))
    assert given.version is not None
    forced = only_outcome(imported(engine, {"old.xml": old}, tmp_path / "in", force="it was withdrawn"))
    assert forced.version is not None


def test_another_format_made_some_days_before_is_taken(engine: Engine, tmp_path: Path) -> None:
    for generated in ("2025-06-01", "2025-05-10"):
        outcome = only_outcome(imported(engine, {"a.xml": un_list_of(generated)}, tmp_path / "in"))
        assert outcome.version is not None


# --- wrong use ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("force", ["", "  "])
def test_a_force_needs_its_reason(force: str, engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give the reason"):
        imported(engine, {"a.xml": un_list(20)}, tmp_path / "in", force=force)


def test_a_capture_before_there_were_lists_is_a_wrong_question(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="1600-01-01"):
        imported(engine, {"a.xml": un_list(20)}, tmp_path / "in", captured_at=day("1600-01-01"))


@pytest.mark.parametrize("packed", [False, True])
def test_two_files_of_a_list_of_ones_own_would_hide_one(packed: bool, engine: Engine, tmp_path: Path) -> None:
    one, two = (custom.csv_list({"id": number, "name": "Orik Vantu"}) for number in "12")
    files = {"both.zip": zipped(a_dot_csv=one, b_dot_csv=two)} if packed else {"a.csv": one, "b.csv": two}
    with pytest.raises(UsageError, match="2 files for my_list"):
        imported(engine, files, tmp_path / "in", dataset="my_list")
    assert engine.store.datasets() == ()


def test_an_id_too_long_for_one_database_is_refused_on_every(database_url: str, tmp_path: Path) -> None:
    engine = engine_over(tmp_path / "home", database_url=database_url)
    for length, taken in ((500, True), (501, False)):
        content = custom.csv_list({"id": "\U00012000" * length, "name": "Orik Vantu"})
        outcome = only_outcome(imported(engine, {"a.csv": content}, tmp_path / "in", dataset="my_list"))
        assert (outcome.error is None) == taken, outcome.error
    engine.store.close()
