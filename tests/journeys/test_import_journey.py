"""From a file on disk to an answer for any day, through the command line alone."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.builders import custom, un
from support.engines import un_list

Ostrakon = Callable[..., subprocess.CompletedProcess[str]]
UN = "un_sc_sanctions"

NO_MORE_NAMES = dict.fromkeys(("THIRD_NAME", "FOURTH_NAME", "INDIVIDUAL_ALIAS"))
PERSON = un.individual(1, FIRST_NAME="Zorban", SECOND_NAME="Quillfeather", **NO_MORE_NAMES)
LATER = un.individual(2, FIRST_NAME="Wendrick", SECOND_NAME="Applethorn", **NO_MORE_NAMES)


@pytest.fixture
def ostrakon(tmp_path: Path) -> Ostrakon:
    """Run a command over a home of its own, in the folder of the files."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OSTRAKON_")}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ostrakon", *arguments],
            cwd=tmp_path,
            env=environment | {"OSTRAKON_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    (tmp_path / "january.xml.gz").write_bytes(
        gzip.compress(un.un_xml([PERSON], [un.entity()], generated="2025-01-10T23:00:03Z"))
    )
    (tmp_path / "march.xml").write_bytes(
        un.un_xml([PERSON, LATER], [un.entity()], generated="2025-03-10T23:00:03Z")
    )
    return run


def test_a_list_is_imported_asked_for_any_day_and_accounted_for(ostrakon: Ostrakon) -> None:
    # The newer file first: versions may arrive in any order.
    for file, date in (("march.xml", "2025-03-11"), ("january.xml.gz", "2025-01-11")):
        imported = ostrakon("lists", "import", file, "--captured-at", date)
        assert imported.returncode == 0, imported.stderr
        assert f"{UN}: version {date} from {file}" in imported.stdout

    status = ostrakon("lists", "status", "--json")
    assert status.returncode == 0
    (row,) = (row for row in json.loads(status.stdout)["datasets"] if row["dataset"] == UN)
    assert (row["version"], row["published_on"], row["error"]) == ("2025-03-11", "2025-03-10", None)
    assert row["captured_at"].startswith("2025-03-11T00:00:00")
    assert row["entries"] == {"Person": 2, "LegalEntity": 1}

    hit = ostrakon("screen", "Wendrick Applethorn", "--list", UN, "--json")
    assert hit.returncode == 1, hit.stderr
    answer = json.loads(hit.stdout)
    (listing,) = answer["answers"][0]["hits"][0]["listings"]
    assert (listing["dataset"], listing["id"], listing["listed_on"]) == (UN, "CDi.002", "2012-12-31")
    (checked,) = answer["proof"]["checked"]
    assert (checked["version"], checked["listings"]) == ("2025-03-11", 3)

    in_february = ("--list", UN, "--as-of", "2025-02-01")
    assert ostrakon("screen", "Wendrick Applethorn", *in_february).returncode == 0
    assert ostrakon("screen", "Zorban Quillfeather", *in_february).returncode == 1


def test_before_the_first_capture_there_is_no_answer(ostrakon: Ostrakon) -> None:
    ostrakon("lists", "import", "january.xml.gz", "--captured-at", "2025-01-11")
    answer = ostrakon("screen", "Zorban Quillfeather", "--as-of", "2025-01-10")
    assert answer.returncode == 3
    assert "hit" not in answer.stdout
    assert answer.stderr.strip()
    stale = ostrakon("screen", "Zorban Quillfeather", "--list", UN, "--max-age", "30")
    assert stale.returncode == 3
    assert f"{UN} is" in stale.stderr


def test_a_file_in_doubt_ends_with_4_and_the_last_good_version_answers(
    ostrakon: Ostrakon, tmp_path: Path
) -> None:
    ostrakon("lists", "import", "march.xml", "--captured-at", "2025-03-11")
    whole = (tmp_path / "march.xml").read_bytes()
    for name, content in {
        "cut.xml": whole[:-200],
        "empty.xml": b"",
        "strange.xml": b"<html/>",
        "shrunk.xml": un.un_xml([PERSON], generated="2025-03-12T23:00:03Z"),
        "of tomorrow.xml": whole.replace(b"2025-03-10T", b"2025-03-14T"),
    }.items():
        (tmp_path / name).write_bytes(content)
        refused = ostrakon("lists", "import", name, "--captured-at", "2025-03-12")
        assert refused.returncode == 4
        assert name in refused.stderr
        assert "Traceback" not in refused.stderr

    assert ostrakon("screen", "Wendrick Applethorn", "--list", UN).returncode == 1


def test_one_bad_file_among_good_ones_is_told_and_the_good_ones_are_in(
    ostrakon: Ostrakon, tmp_path: Path
) -> None:
    (tmp_path / "strange.xml").write_bytes(b"<html/>")
    both = ostrakon("lists", "import", "strange.xml", "march.xml", "--captured-at", "2025-03-11")
    assert both.returncode == 4
    assert "strange.xml" in both.stderr
    assert f"{UN}: version 2025-03-11" in both.stdout


def test_a_shrunk_list_is_let_in_for_a_reason(ostrakon: Ostrakon, tmp_path: Path) -> None:
    (tmp_path / "whole.xml").write_bytes(un_list(40))
    (tmp_path / "shrunk.xml").write_bytes(un_list(20))
    assert ostrakon("lists", "import", "whole.xml", "--captured-at", "2025-03-02").returncode == 0
    refused = ostrakon("lists", "import", "shrunk.xml", "--captured-at", "2025-03-03")
    assert refused.returncode == 4
    assert "--force" in refused.stderr
    status = json.loads(ostrakon("lists", "status", "--json").stdout)
    (row,) = (row for row in status["datasets"] if row["dataset"] == UN)
    assert (row["version"], "shrank" in row["error"]) == ("2025-03-02", True)
    forced = ostrakon("lists", "import", "shrunk.xml", "--captured-at", "2025-03-03", "--force", "revoked")
    assert forced.returncode == 0


def test_wrong_use_ends_with_2(ostrakon: Ostrakon) -> None:
    assert ostrakon("lists", "import").returncode == 2
    assert ostrakon("lists", "import", "march.xml", "--captured-at", "March").returncode == 2
    assert ostrakon("lists", "import", "march.xml", "--captured-at", "2999-01-01").returncode == 2
    assert ostrakon("lists", "import", "march.xml", "--dataset", "My List").returncode == 2


def test_a_list_of_ones_own_is_searched_by_its_name(ostrakon: Ostrakon, tmp_path: Path) -> None:
    content = custom.csv_list({"id": "7", "name": "Zorban Quillfeather", "kind": "Person"})
    (tmp_path / "mine.csv").write_bytes(content)
    assert ostrakon("lists", "import", "mine.csv", "--dataset", "my_list").returncode == 0
    hit = ostrakon("screen", "Quillfeather, Zorban", "--list", "my_list", "--json")
    assert hit.returncode == 1
    assert json.loads(hit.stdout)["answers"][0]["hits"][0]["party"] == "my_list:7"
