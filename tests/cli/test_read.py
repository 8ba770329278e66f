"""`ostrakon read` on the command line: tables, JSON, a page, and exit codes."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support.homes import home_with
from support.listings import company, person
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.errors import OstrakonError

Run = Callable[..., tuple[int, str]]
REPORT = """London, 16 October 2016.

The foreign ministers of Britain and the United States said on Sunday that they were considering sanctions on
Bashar al-Assad. “No option is off the table,” Secretary of State John Kerry said.

At least 41 people died in Aleppo on Friday, the White Helmets said.
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    crowd = [person(str(1000 + n), f"Filler{n:03d} PERSON{n % 7}") for n in range(50)]
    listed = [
        person("12735", "Bashar AL-ASSAD", listed_on=date(2011, 5, 18)),
        company("8759", "OTHER", "OTH"),
    ]
    home_with(folder, {"us_ofac_sdn": {date(2016, 3, 25): [*listed, *crowd]}})
    return folder


@pytest.fixture
def run(home: Path) -> Run:
    def invoke(*words: str, input_: str | None = None) -> tuple[int, str]:
        environment = {"OSTRAKON_HOME": str(home), "OSTRAKON_DATABASE_URL": ""}
        result = CliRunner(env=environment).invoke(app, ["read", *words], input=input_)
        if isinstance(result.exception, OstrakonError):
            return result.exception.exit_code, str(result.exception)
        return result.exit_code, result.stdout

    return invoke


@pytest.fixture
def report(tmp_path: Path) -> str:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, "utf-8")
    return str(file)


def test_a_report_is_read_as_json(run: Run, report: str) -> None:
    code, out = run(report, "--json", "--extractor", "rules")
    read = json.loads(out)
    assert code == 1
    assert read["document"]["dated"] == "2016-10-16"
    assert [party["name"] for party in read["parties"] if party["class"] == "listed"] == ["Bashar al-Assad"]
    assert {claim["kind"] for claim in read["claims"]} >= {"figure", "quotation", "stance"}
    assert [claim["source"] for claim in read["claims"] if claim["kind"] == "figure"] == ["White Helmets"]
    assert read["proof"]["in_force_on"] == "2016-10-16"


def test_a_report_is_read_as_tables(run: Run, report: str) -> None:
    code, out = run(report, "--extractor", "rules")
    assert code == 1
    for words in ("≥ 41", "John Kerry", "considering", "Bashar al-Assad", "proposal until a person"):
        assert words in out


def test_a_report_becomes_a_page(run: Run, report: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    code, out = run(report, "--html", str(page), "--extractor", "rules")
    assert (code, out) == (1, "")
    assert "At least 41 people" in page.read_text("utf-8")


def test_a_report_comes_from_standard_input(run: Run) -> None:
    code, out = run("-", "--json", "--extractor", "rules", input_="Nobody was hurt.")
    assert code == 0
    assert json.loads(out)["document"]["name"] == "standard input"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--extractor", "oracle"], "--extractor 'oracle': write model or rules"),
        (["--dated", "16.10.2016"], "--dated"),
        (["--dated", "2999-01-01"], "that day has not come yet"),
    ],
)
def test_wrong_use_is_told(run: Run, report: str, words: list[str], said: str) -> None:
    code, out = run(report, *words)
    assert code == 2
    assert said in out


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.txt")) == (2, f"{tmp_path / 'none.txt'}: No such file or directory")


def test_a_file_that_is_no_document_is_told_by_its_name(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "image.bin"
    file.write_bytes(b"\x00\x01\x02\xff")
    code, out = run(str(file))
    assert code == 4
    assert out.startswith("image.bin: ")
