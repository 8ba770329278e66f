"""`compare` as typed: a table, JSON as documented, CSV, a page, and errors by name."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from support.homes import home_with
from support.listings import person
from typer.testing import CliRunner

from ostrakon import coalition
from ostrakon.cli.commands import app
from ostrakon.errors import OstrakonError
from ostrakon.model import Identifier, Programme

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "compare.md"
US = person("12735", "Bashar AL-ASSAD", born=date(1965, 9, 11), listed_on=date(2011, 5, 18))
OFSI = replace(
    US,
    dataset="gb_hmt_sanctions",
    id="11928",
    listed_on=date(2011, 5, 24),
    programmes=(Programme("Syria", listed_on=date(2011, 5, 24)),),
)
FCDO = replace(
    OFSI,
    dataset="gb_fcdo_sanctions",
    id="SYR0026",
    programmes=(Programme("The Syria (Sanctions) (EU Exit) Regulations 2019"),),
    listed_on=date(2020, 12, 31),
    date_basis="derived",
    cross_references=(Identifier("ofsi_group_id", "11928"),),
)
ALONE = person("10725", "Rami MAKHLUF", born=date(1969, 7, 10), listed_on=date(2008, 2, 21))
CROWD = [person(str(number), f"Filler{number:03d} PERSON{number % 7}") for number in range(100, 160)]
CROWD = [replace(one, programmes=(Programme("SDGT"),)) for one in CROWD]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    home_with(
        folder,
        {
            "us_ofac_sdn": {date(2016, 3, 25): [US, ALONE, *CROWD], date(2018, 1, 26): [US, ALONE, *CROWD]},
            "gb_hmt_sanctions": {date(2016, 3, 23): [OFSI], date(2020, 4, 27): [OFSI]},
            "gb_fcdo_sanctions": {date(2026, 8, 22): [FCDO]},
        },
    )
    (folder / "parties.yml").write_text(
        "confirmed:\n- {listings: [us_ofac_sdn:12735, gb_hmt_sanctions:11928], why: the same man}\n"
    )
    return folder


@pytest.fixture
def run(home):
    def invoke(*words):
        runner = CliRunner(env={"OSTRAKON_HOME": str(home), "OSTRAKON_DATABASE_URL": ""})
        result = runner.invoke(app, ["compare", *words])
        if isinstance(result.exception, OstrakonError):
            return result.exception.exit_code, str(result.exception)
        assert result.exit_code == 0, result.output
        return result.exit_code, result.stdout

    return invoke


ASKED = ("us", "gb", "--programme", "syria", "--in-force-on", "2016-10-16")


def test_the_table_has_the_matrix_the_counts_and_the_days_behind(run):
    _, out = run(*ASKED)
    assert re.search(r"Bashar AL-ASSAD +2011-05-18 +2011-05-24 +us +gb 6", out)
    assert re.search(r"Rami MAKHLUF +2008-02-21 +not listed +us", out)
    assert re.search(r"^us +2 +0 +0 +0 +0 +0 +1", out, re.M)
    assert "us → gb: median 6 days" in out
    assert "only us, 1: Rami MAKHLUF" in out
    assert "programme syria · in force on 2016-10-16" in out


def test_json_has_the_documented_shape(run):
    _, out = run(*ASKED, "--json")
    document = json.loads(out)
    assert list(document) == ["schema_version", *coalition.Comparison.__struct_fields__]
    rows = {row["name"]: row for row in document["parties"]}
    assad = rows["Bashar AL-ASSAD"]
    assert assad["by_issuer"]["gb"]["listings"] == ["gb_hmt_sanctions:11928", "gb_fcdo_sanctions:SYR0026"]
    assert (assad["first"], assad["lag_days"]) == (["us"], {"gb": {"days": 6, "basis": "stated"}})
    assert document["only_here"]["us"] == [rows["Rami MAKHLUF"]["party"]]
    assert {one["dataset"] for one in document["proof"]["checked"]} == {
        "us_ofac_sdn",
        "gb_hmt_sanctions",
        "gb_fcdo_sanctions",
    }


def test_every_field_of_the_json_is_in_the_reference():
    text = REFERENCE.read_text("utf-8")
    values = [getattr(coalition, name) for name in coalition.__all__]
    fields = {f for value in values for f in getattr(value, "__struct_fields__", ())}
    fields -= set(coalition.Question.__struct_fields__)
    assert not sorted(field for field in fields if f"`{field}`" not in text)


def test_csv_has_one_row_per_party(run):
    _, out = run(*ASKED, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["name"], row["us_answer"], row["gb_answer"]) for row in rows] == [
        ("Rami MAKHLUF", "listed", "not_listed"),
        ("Bashar AL-ASSAD", "listed", "listed"),
    ]


def test_the_page_is_written_beside_json(run, tmp_path):
    _, out = run(*ASKED, "--json", "--html", str(tmp_path / "report.html"))
    assert json.loads(out)["schema_version"] == 1
    assert "Rami MAKHLUF" in (tmp_path / "report.html").read_text("utf-8")


def test_what_was_captured_later_is_not_known(run):
    code, said = run("us", "gb", "--as-of", "2016-03-24")
    assert (code, said) == (3, "us: no version of us_ofac_sdn was held by 2016-03-24")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("us",), "two issuers or more"),
        (("us", "atlantis"), "unknown issuer 'atlantis'"),
        (("us", "gb", "--programme", "atlantis"), "unknown programme 'atlantis'"),
        (("us", "gb", "--kind", "Ghost"), "Ghost"),
        (("us", "gb", "--in-force-on", "2999-01-01"), "2999-01-01"),
        (("us", "gb", "--as-of", "2999-01-01"), "has not come yet"),
        (("us", "gb", "--in-force-on", "16.10.2016"), "write a day as 2016-10-16"),
        (("us", "gb", "--json", "--csv"), "one of them"),
    ],
)
def test_wrong_use_is_told_by_name(run, words, said):
    code, message = run(*words)
    assert code == 2
    assert said in message


def test_a_page_that_cannot_be_written_is_an_error_with_its_name(run, tmp_path):
    code, message = run(*ASKED, "--html", str(tmp_path / "nowhere" / "report.html"))
    assert (code, "no such folder" in message) == (2, True)
    code, message = run(*ASKED, "--html", str(tmp_path))
    assert code == 4
    assert f"{tmp_path}: cannot be written" in message
