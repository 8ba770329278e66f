"""`screen --since` as typed: table, JSON as documented, output files, silence, and errors."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from support.homes import home_with
from support.listings import company, person
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.errors import OstrakonError
from ostrakon.model import Programme
from ostrakon.screening.since import CHANGE_COLUMNS, Cause

ROOT = Path(__file__).parents[2]
CROWD = [person(str(1000 + n), f"Filler{n:03d} PERSON{n % 7}") for n in range(50)]
ASSAD = person("12735", "Bashar AL-ASSAD", listed_on=date(2011, 5, 18))
LATER = replace(ASSAD, programmes=(Programme("PAARSSR-EO13894"),))
BEFORE = [ASSAD, company("12871", "SYRIAN GAS COMPANY"), *CROWD]
AFTER = [LATER, person("5", "Milorad NEWMAN"), *CROWD]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    home_with(folder, {"us_ofac_sdn": {date(2025, 5, 29): BEFORE, date(2025, 7, 1): AFTER}})
    return folder


@pytest.fixture
def files(tmp_path):
    (tmp_path / "customers.csv").write_text(
        "customer_id,name\nC1,Bachar el-Assad\nC2,Syrian Gas Company\nC3,Nobody Inparticular\nC4,M. Newman\n"
    )
    (tmp_path / "accepted.csv").write_text("customer,listing,reason\nC1,us_ofac_sdn:12735,another man\n")
    return tmp_path


@pytest.fixture
def run(home, files):
    def invoke(*words, since="2025-05-29"):
        runner = CliRunner(env={"OSTRAKON_HOME": str(home), "OSTRAKON_DATABASE_URL": ""})
        words = ("screen", "--input", str(files / "customers.csv"), "--since", since, *words)
        result = runner.invoke(app, words)
        if isinstance(result.exception, OstrakonError):
            return result.exception.exit_code, str(result.exception)
        return result.exit_code, result.stdout

    return invoke


def test_the_table_tells_each_change_with_its_cause(run):
    code, out = run("--threshold", "0.6")
    assert code == 1
    assert re.search(r"row 2  Syrian Gas Company  C2\n  gone +0\.\d\d  us_ofac_sdn:12871", out)
    assert "left the list between 2025-05-29 and 2025-07-01" in out
    assert re.search(r"row 4  M. Newman  C4\n  new +0\.\d\d  us_ofac_sdn:5", out)
    assert "+ PAARSSR-EO13894" in out
    assert "4 customers: 1 new, 1 changed, 1 gone hits" in out
    assert "us_ofac_sdn: 2025-05-29 to 2025-07-01, 3 listings differ" in out


def test_only_gone_and_accepted_hits_end_with_0(run, files):
    customers = files / "customers.csv"
    customers.write_text(customers.read_text().replace("C4,M. Newman\n", ""))
    code, out = run("--accepted", str(files / "accepted.csv"))
    assert code == 0
    assert "0 new, 0 changed, 1 gone hits" in out
    assert "1 more on accepted hits, not shown" in out
    assert "12735" not in out


def test_the_json_document_has_the_documented_fields(run, files):
    text = (ROOT / "docs/reference/json-changes.md").read_text("utf-8")
    described = json.loads(re.findall(r"```json\n(.*?)```", text, re.S)[2])
    code, out = run("--json", "--accepted", str(files / "accepted.csv"), "--threshold", "0.6")
    shown = json.loads(out)
    assert code == 1
    assert list(shown) == list(described)
    assert list(shown["compared"][0]) == list(described["compared"][0])
    assert list(shown["changes"][0]) == list(described["changes"][0])
    assert list(shown["changes"][0]["cause"]) == list(Cause.__struct_fields__)
    assert list(described["changes"][0]["cause"]) == list(Cause.__struct_fields__)
    assert list(shown["counts"]) == list(described["counts"])
    assert Counter(change["change"] for change in shown["changes"]) == {"new": 1, "gone": 1}
    (silenced,) = shown["accepted"]
    assert (silenced["customer"], silenced["accepted"]) == ("C1", "another man")
    assert shown["counts"] == {"customers": 4, "new": 1, "changed": 0, "gone": 1, "accepted": 1}


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_changes_are_written_one_line_each(run, files, ending):
    if ending == ".parquet":
        pytest.importorskip("polars")
    output = files / f"changes{ending}"
    code, out = run("--output", str(output), "--threshold", "0.6")
    assert (code, out) == (1, "")
    if ending == ".parquet":
        import polars

        rows = polars.read_parquet(output).to_dicts()
    elif ending == ".csv":
        import csv

        rows = list(csv.DictReader(output.open(encoding="utf-8")))
    else:
        rows = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [tuple(row) for row in rows] == [CHANGE_COLUMNS] * 3
    assert [(str(row["row"]), row["customer"], row["change"]) for row in rows] == [
        ("1", "C1", "changed"),
        ("2", "C2", "gone"),
        ("4", "C4", "new"),
    ]
    assert rows[1]["cause"] == "removed between 2025-05-29 and 2025-07-01"


def test_a_silenced_change_is_not_written(run, files):
    output = files / "changes.csv"
    run("--output", str(output), "--accepted", str(files / "accepted.csv"))
    assert [line.split(",")[1] for line in output.read_text("utf-8").splitlines()] == ["customer", "C2", "C4"]


def test_the_columns_of_the_output_are_in_the_guide():
    guide = (ROOT / "docs/guides/what-changed-for-my-customers.md").read_text("utf-8")
    assert ",".join(CHANGE_COLUMNS) in guide


@pytest.mark.parametrize(
    ("words", "since", "code", "said"),
    [
        ((), "2025-05-28", 3, "no list to be screened was held by then"),
        ((), "2199-01-01", 2, "has not come yet"),
        ((), "last week", 2, "'last week' is no day"),
        ((), "us_ofac_sdn@2025-05-28", 3, "its first version is of 2025-05-29"),
        (("--in-force-on", "2016-10-16"), "2025-05-29", 2, "--since goes with --input FILE"),
        (("--accepted", "none.csv"), "2025-05-29", 2, "--accepted none.csv: no such file"),
        (("--max-age", "1"), "2025-05-29", 3, "older than --max-age 1"),
    ],
)
def test_what_cannot_be_told_ends_with_an_error_that_says_so(run, words, since, code, said):
    found, message = run(*words, since=since)
    assert (found, said in message) == (code, True), message


def test_a_malformed_accepted_file_is_refused(run, files):
    (files / "accepted.csv").write_text("customer,listing\nC1,us_ofac_sdn:12735\n")
    code, message = run("--accepted", str(files / "accepted.csv"))
    assert (code, "no column 'reason'" in message) == (2, True)


@pytest.mark.parametrize(
    "words", [("screen", "A B", "--since", "2025-05-29"), ("screen", "A B", "--accepted", "x.csv")]
)
def test_since_goes_with_a_file_and_accepted_with_since(home, words):
    result = CliRunner(env={"OSTRAKON_HOME": str(home)}).invoke(app, words)
    assert isinstance(result.exception, OstrakonError)
    assert "goes with" in str(result.exception)
