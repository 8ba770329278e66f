"""From a recorded screening to a certificate that somebody else checks, through the command line alone."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from support.builders import un
from support.evidence import flipped
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.errors import OstrakonError

Run = Callable[..., tuple[int, str, str]]
NO_MORE_NAMES = dict.fromkeys(("THIRD_NAME", "FOURTH_NAME", "INDIVIDUAL_ALIAS"))
PERSON = un.individual(1, FIRST_NAME="Zorban", SECOND_NAME="Quillfeather", **NO_MORE_NAMES)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(tmp_path: Path, home: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over a home with one list, in the folder of the files."""
    monkeypatch.chdir(tmp_path)

    def invoke(*words: str, home: Path = home, url: str = database_url) -> tuple[int, str, str]:
        runner = CliRunner(env={"OSTRAKON_HOME": str(home), "OSTRAKON_DATABASE_URL": url})
        result = runner.invoke(app, list(words))
        if isinstance(result.exception, OstrakonError):
            return result.exception.exit_code, result.stdout, str(result.exception)
        return result.exit_code, result.stdout, result.stderr

    (tmp_path / "un.xml").write_bytes(un.un_xml([PERSON], [un.entity()], generated="2025-01-10T23:00:03Z"))
    assert invoke("lists", "import", "un.xml", "--captured-at", "2025-01-11")[0] == 0
    return invoke


@pytest.fixture
def certified(run: Run, tmp_path: Path) -> Path:
    """A certificate that a search for somebody found nothing."""
    assert run("screen", "Nobody Inparticular", "--record", "--by", "an analyst")[0] == 0
    assert run("certify", "1", "--output", "nobody.json")[0] == 0
    return tmp_path / "nobody.json"


def test_a_search_that_found_nothing_is_proven_to_somebody_else(
    run: Run, certified: Path, home: Path, tmp_path: Path
) -> None:
    code, out, _ = run("verify", str(certified))
    assert code == 0
    assert "holds: the signature, by the public key of this home" in out
    assert "holds: journal entry 1 is the one held here" in out
    assert "holds: executed again on the same versions, with the same result" in out
    elsewhere = {"home": tmp_path / "elsewhere", "url": ""}
    code, out, err = run("verify", str(certified), **elsewhere)
    assert code == 4
    assert "no trusted key is known here" in err
    key = str(home / "keys" / "certificates.pub")
    code, out, err = run("verify", str(certified), "--public-key", key, **elsewhere)
    assert (code, err) == (0, "")
    assert "un_sc_sanctions 2025-01-11: the version with SHA-256" in out
    assert "with threshold 0.7: no hit." in out


def test_names_files_and_documents_are_recorded(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("name\nZorban Quillfeather\nNobody Inparticular\n")
    (tmp_path / "report.txt").write_text("Yesterday Zorban Quillfeather was seen.")
    code, out, _ = run("screen", "Zorban Quillfeather", "--record", "--json")
    assert code == 1
    assert [answer["recorded"] for answer in json.loads(out)["answers"]] == [1]
    assert run("screen", "--input", "in.csv", "--output", "out.csv", "--record")[0] == 1
    code, out, _ = run("text", "report.txt", "--record", "--json")
    assert json.loads(out)["recorded"] == 4
    document = json.loads(run("journal", "list", "--json")[1])
    told = [(one["entry"]["channel"], one["entry"]["hits"]) for one in document["entries"]]
    assert told == [("screen", 1), ("batch", 1), ("batch", 0), ("text", 1)]
    assert run("verify")[0] == 0


def test_a_document_is_screened_again_where_it_is_kept_as_evidence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Yesterday Zorban Quillfeather was seen.")
    run("text", "report.txt", "--record")
    run("certify", "1", "--output", "report.json")
    code, out, _ = run("verify", "report.json")
    assert code == 0
    assert "not executed again: the document with SHA-256" in out
    run("evidence", "add", "report.txt")
    assert "holds: executed again" in run("verify", "report.json")[1]


def test_nothing_is_recorded_unless_asked(run: Run) -> None:
    run("screen", "Zorban Quillfeather")
    assert json.loads(run("journal", "list", "--json")[1])["entries"] == []
    code, _, err = run("screen", "Zorban Quillfeather", "--by", "me")
    assert (code, err) == (2, "--by goes with --record")


def test_an_import_since_changes_nothing_for_a_certificate(run: Run, certified: Path, tmp_path: Path) -> None:
    nobody = un.individual(2, FIRST_NAME="Nobody", SECOND_NAME="Inparticular", **NO_MORE_NAMES)
    (tmp_path / "later.xml").write_bytes(
        un.un_xml([PERSON, nobody], [un.entity()], generated="2025-01-11T23:00:03Z")
    )
    assert run("lists", "import", "later.xml", "--captured-at", "2025-01-12")[0] == 0
    assert run("screen", "Nobody Inparticular")[0] == 1
    code, out, err = run("verify", str(certified))
    assert (code, err) == (0, "")
    assert "holds: executed again on the same versions, with the same result" in out


def test_a_day_of_effect_is_certified_and_searched_again(run: Run) -> None:
    code, out, _ = run("screen", "Zorban Quillfeather", "--in-force-on", "2025-01-20", "--record", "--json")
    assert code == 1
    run("certify", "1", "--output", "then.json")
    code, out, err = run("verify", "then.json")
    assert (code, err) == (0, "")
    assert "in force on 2025-01-20" in out
    assert "holds: executed again" in out


def test_a_changed_capture_is_named(run: Run, certified: Path, home: Path) -> None:
    [capture] = (home / "captures").rglob("*.gz")
    flipped(capture, 40)
    code, _, err = run("verify", str(certified))
    assert code == 4
    assert "un_sc_sanctions 2025-01-11" in err
    assert capture.name in err
    code, _, err = run("verify")
    assert code == 4
    assert capture.name in err


def test_a_changed_certificate_is_named(run: Run, certified: Path) -> None:
    content = certified.read_bytes()
    certified.write_bytes(content.replace(b"no hit", b"a hit!"))
    code, out, err = run("verify", str(certified))
    assert code == 4
    assert "signature: does not fit" in err
    assert "executed again" not in out
    certified.write_bytes(content + b"\n")
    assert "not in canonical form" in run("verify", str(certified))[2]


def test_a_changed_journal_is_named(run: Run, certified: Path, database_url: str) -> None:
    run("screen", "Zorban Quillfeather", "--record")
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        update = sa.text("UPDATE journal SET sha256 = :digest WHERE number = 1")
        connection.execute(update, {"digest": "f" * 64})
    engine.dispose()
    code, _, err = run("verify")
    assert code == 4
    assert "journal entry 1: expected SHA-256 ffff" in err
    code, _, err = run("verify", str(certified))
    assert code == 4
    assert "journal entry 1: has SHA-256 ffff" in err


def test_an_erased_person_leaves_a_whole_chain_and_no_trace(run: Run, home: Path, database_url: str) -> None:
    run("screen", "Zorban Quillfeather", "Somebody Else", "--record")
    code, _, err = run("journal", "erase", "--name", "zorban quillfeather", "--why", "asked by the person")
    assert (code, err) == (0, "")
    assert run("verify")[0] == 0
    _, out, _ = run("journal", "list")
    assert "(erased)" in out
    assert "Quillfeather" not in out
    code, _, err = run("certify", "1")
    assert code == 4
    assert "erased" in err
    assert run("certify", "2", "--output", "else.json")[0] == 0
    if database_url.startswith("sqlite"):
        path = database_url.removeprefix("sqlite:///")
        assert not Path(f"{path}-wal").exists() or not Path(f"{path}-wal").read_bytes()
        assert b"Zorban Quillfeather" not in Path(path).read_bytes()


@pytest.mark.parametrize("name", ["journal.jsonl", "journal.csv"])
def test_the_journal_is_exported_for_its_owner_alone(run: Run, tmp_path: Path, name: str) -> None:
    run("screen", "=1+1 Quillfeather", "Nobody Inparticular", "--record")
    run("journal", "erase", "2", "--why", "asked")
    assert run("journal", "export", "--output", name)[0] == 0
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    lines = (tmp_path / name).read_text().splitlines()
    assert len(lines) == (3 if name.endswith("jsonl") else 4)
    assert "Inparticular" not in "".join(lines)
    if name.endswith("csv"):
        assert ",'=1+1 Quillfeather," in lines[1]
    code, _, err = run("journal", "export", "--output", name)
    assert code == 2
    assert "exists already" in err


@pytest.mark.skipif(os.name == "nt", reason="no modes of files")
def test_a_key_that_others_may_read_is_refused(run: Run, certified: Path, home: Path) -> None:
    (home / "keys" / "certificates.pem").chmod(0o644)
    code, _, err = run("certify", "1")
    assert code == 4
    assert "others may read it" in err


def test_a_page_is_screened_as_its_text(run: Run, tmp_path: Path) -> None:
    page = "<html><body><script>x</script><p>Yesterday Zorban Quillfeather was seen.</p></body></html>"
    (tmp_path / "report.html").write_text(page)
    code, out, err = run("text", "report.html", "--json")
    assert code == 1
    [mention] = json.loads(out)["mentions"]
    assert (mention["start"], mention["end"], mention["text"]) == (10, 29, "Zorban Quillfeather")
    assert "report.html: read as text/html; offsets count in its text, SHA-256 " in err
    (tmp_path / "report.pdf").write_text(page)
    code, _, err = run("text", "report.pdf")
    assert code == 2
    assert "said to be a PDF" in err
