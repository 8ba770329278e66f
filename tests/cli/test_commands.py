"""The command line keeps its word: JSON as documented, exit codes, warnings where people look."""

import json
import os
from datetime import date

import pytest
from support.homes import home_with
from support.listings import company, person
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.errors import OstrakonError

CROWD = [person(str(1000 + n), f"Filler{n:03d} PERSON{n % 7}") for n in range(50)]
LISTED = [
    person("12735", "Bashar AL-ASSAD", listed_on=date(2011, 5, 18)),
    company("8759", "ISLAMIC STATE OF IRAQ AND THE LEVANT", "ISIS"),
]


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    home_with(folder, {"us_ofac_sdn": {date(2016, 3, 25): [*LISTED, *CROWD]}})
    return folder


@pytest.fixture
def run(home):
    def invoke(*words, input_=None):
        runner = CliRunner(env={"OSTRAKON_HOME": str(home), "OSTRAKON_DATABASE_URL": ""})
        result = runner.invoke(app, words, input=input_)
        if isinstance(result.exception, OstrakonError):
            return result.exception.exit_code, str(result.exception), result.stdout
        return result.exit_code, result.stderr, result.stdout

    return invoke


def test_screen_json_has_the_documented_shape(run):
    code, _, out = run("screen", "Bachar el-Assad", "Nobody Inparticular", "--json")
    document = json.loads(out)
    assert code == 1
    assert list(document) == ["schema_version", "answers", "proof"]
    assert document["schema_version"] == 1
    hit = document["answers"][0]["hits"][0]
    assert list(hit) == ["score", "party", "listings", "reasons"]
    assert list(hit["listings"][0]) == [
        "dataset",
        "id",
        "name",
        "matched_name",
        "strength",
        "kind",
        "programmes",
        "measures",
        "status",
        "listed_on",
        "date_basis",
        "standing",
    ]
    assert (hit["party"], hit["listings"][0]["listed_on"]) == ("us_ofac_sdn:12735", "2011-05-18")
    assert list(hit["reasons"][0]) == ["feature", "score", "query", "listed", "detail"]
    assert document["answers"][1]["hits"] == []
    checked = document["proof"]["checked"][0]
    assert {"dataset", "version", "captured_at", "published_on", "sha256", "listings", "age_days"} <= set(
        checked
    )
    assert {"dataset", "why"} == set(document["proof"]["not_checked"][0])


def test_text_json_gives_offsets_into_the_text(run, tmp_path):
    text = "Über alles: Bashar al-Assad 🙂 and ISIS."
    (tmp_path / "report.txt").write_text(text, "utf-8")
    code, _, out = run("text", str(tmp_path / "report.txt"), "--json")
    mentions = json.loads(out)["mentions"]
    assert code == 1
    assert [text[m["start"] : m["end"]] for m in mentions] == ["Bashar al-Assad", "ISIS"]


def test_text_is_read_from_standard_input(run):
    code, _, out = run("text", "-", "--json", input_="ISIS")
    assert code == 1
    assert json.loads(out)["mentions"][0]["text"] == "ISIS"


def test_status_json_counts_entries_by_kind(run):
    code, _, out = run("lists", "status", "--json")
    (sdn, *others) = json.loads(out)["datasets"]
    assert code == 0
    assert (sdn["dataset"], sdn["version"], sdn["entries"]) == (
        "us_ofac_sdn",
        "2016-03-25",
        {"Person": 51, "LegalEntity": 1},
    )
    assert sdn["error"] is None
    assert all(other["version"] is None for other in others)


def test_no_hit_ends_with_zero(run):
    assert run("screen", "Nobody Inparticular")[0] == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["screen"], 2, "nothing to look for"),
        (["screen", "A", "--as-of", "16.10.2016"], 2, "16.10.2016"),
        (["screen", "A", "--list", "nope"], 2, "nope"),
        (["screen", "A", "--input", "x.csv"], 2, "--input"),
        (["screen", "--input", "missing.csv"], 2, "missing.csv"),
        (["screen", "A", "--as-of", "2016-03-24"], 3, "2016-03-24"),
        (["screen", "A", "--list", "eu_fsf"], 3, "eu_fsf"),
        (["screen", "A", "--max-age", "30"], 3, "days old"),
        (["text", "missing.txt"], 2, "missing.txt"),
        (["text", os.devnull], 2, "no letter"),
        (["screen", "A", "--as-of", "2016-W41"], 2, "2016-W41"),
        (["screen", "--id", ""], 2, "no letter"),
        (["lists", "update", "gb_hmt_sanctions"], 2, "closed"),
        (["lists", "import", "missing.xml", "--captured-at", "2999-01-01"], 2, "future"),
    ],
)
def test_what_cannot_be_done_ends_with_its_code_and_says_what_is_wrong(run, words, code, said):
    ended, error, out = run(*words)
    assert ended == code
    assert said in error + out


def test_an_import_that_fails_ends_with_four(run, tmp_path):
    (tmp_path / "odd.xml").write_text("<odd/>")
    code, error, _ = run("lists", "import", str(tmp_path / "odd.xml"))
    assert code == 4
    assert "odd.xml" in error


def test_missing_default_lists_are_a_warning_not_an_error(run):
    code, error, _ = run("screen", "Nobody Inparticular")
    assert code == 0
    assert "warning: eu_fsf: no version held" in error


def test_a_file_of_customers_gives_a_file_of_hits(run, tmp_path):
    (tmp_path / "customers.csv").write_text("full name\nNobody Inparticular\nBashar Assad\n", "utf-8")
    code, _, _ = run(
        "screen",
        "--input",
        str(tmp_path / "customers.csv"),
        "--columns",
        "name=full name",
        "--output",
        str(tmp_path / "hits.csv"),
    )
    lines = (tmp_path / "hits.csv").read_text("utf-8").splitlines()
    assert code == 1
    assert lines[0] == "row,query,score,dataset,id,name,reasons,status"
    assert lines[1].startswith("2,Bashar Assad,")


def test_the_json_of_a_run_can_be_kept_beside_its_file_of_hits(run, tmp_path):
    hits = tmp_path / "hits.csv"
    code, _, out = run("screen", "Bashar Assad", "--output", str(hits), "--json")
    assert code == 1
    assert json.loads(out)["proof"]["checked"][0]["dataset"] == "us_ofac_sdn"
    assert len(hits.read_text("utf-8").splitlines()) == 2


def test_the_customers_are_never_written_over(run, tmp_path):
    file = tmp_path / "customers.csv"
    file.write_text("name\nBashar Assad\n", "utf-8")
    code, error, _ = run("screen", "--input", str(file), "--output", str(file))
    assert (code, file.read_text("utf-8")) == (2, "name\nBashar Assad\n")
    assert "would be lost" in error


def test_a_mistake_in_a_late_name_leaves_no_answer_without_a_proof(run):
    code, error, out = run("screen", "Bashar Assad", "!!!")
    assert (code, out) == (2, "")
    assert "!!!" in error


def test_a_name_cannot_command_the_terminal(run):
    assert "\x1b" not in run("screen", "\x1b[31mBashar Assad\u202e")[2]


def test_hits_that_the_limit_left_out_are_spoken_of(run):
    _, _, out = run("screen", "Filler001 PERSON1", "--limit", "1", "--threshold", "0.1")
    assert "there are more hits" in out
    _, _, out = run("screen", "Filler001 PERSON1", "--limit", "1", "--threshold", "0.1", "--json")
    assert json.loads(out)["answers"][0]["more_hits"] is True


def test_tables_are_plain_text_when_piped(run):
    assert "\x1b" not in run("screen", "Bashar Assad")[2]


def test_json_has_no_control_character_in_it(run):
    code, _, out = run("screen", "Bachar\x1b[2J\x9b31m el-Assad\x7f", "--json")
    assert code in {0, 1}
    assert json.loads(out)["answers"][0]["query"]["name"] == "Bachar\x1b[2J\x9b31m el-Assad\x7f"
    assert all(letter.isprintable() or letter == "\n" for letter in out)
