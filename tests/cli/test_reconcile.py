"""`ostrakon reconcile` and `ostrakon positions` on the command line: tables, JSON, charts and exit codes."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from support.homes import home_with
from support.listings import person
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.errors import OstrakonError
from ostrakon.model import Programme

Run = Callable[..., tuple[int, str]]
RELAYS = sorted(map(str, (Path(__file__).parents[2] / "examples" / "relays").glob("*.txt")))
POSITION = "Washington is considering sanctions on the Syrian army, John Kerry said on Sunday."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    listed = replace(
        person("1", "A MINISTER", listed_on=date(2016, 12, 23)), programmes=(Programme("SYRIA"),)
    )
    home_with(folder, {"us_ofac_sdn": {date(2018, 1, 26): [listed]}})
    return folder


@pytest.fixture
def run(home: Path) -> Run:
    def invoke(*words: str) -> tuple[int, str]:
        environment = {"OSTRAKON_HOME": str(home), "OSTRAKON_DATABASE_URL": ""}
        result = CliRunner(env=environment).invoke(app, [*words, "--extractor", "rules"])
        if isinstance(result.exception, OstrakonError):
            return result.exception.exit_code, str(result.exception)
        return result.exit_code, result.stdout

    return invoke


def test_reports_are_compared_as_a_table(run: Run) -> None:
    code, out = run("reconcile", *RELAYS)
    assert code == 1
    for words in ("5,500 [5,450, 5,550] f3", "merged category [partition]", "islamic state"):
        assert words in out


def test_reports_are_compared_as_json(run: Run) -> None:
    _, out = run("reconcile", *RELAYS, "--json")
    compared = json.loads(out)
    assert list(compared) == ["schema_version", "documents", "findings"]
    assert [list(one) for one in compared["documents"]] == [
        ["document", "parties", "claims", "times", "checks"]
    ] * len(RELAYS)
    assert set(compared["findings"][0]) == {
        "finding",
        "level",
        "rule",
        "inputs",
        "result",
        "message",
        "low",
        "high",
    }


def test_the_page_links_each_number_to_its_text(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    code, out = run("reconcile", *RELAYS, "--html", str(page))
    assert (code, out) == (1, "")
    html = page.read_text("utf-8")
    assert 'href="#2-f3"' in html
    assert 'id="2-f3"' in html
    assert "<script" not in html


def test_a_position_is_followed_on_the_lists(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text(POSITION, "utf-8")
    code, out = run("positions", str(file), "--dated", "2016-10-16", "--json")
    log = json.loads(out)
    assert code == 0
    assert list(log) == [
        "schema_version",
        "documents",
        "positions",
        "ceasefires",
        "follow_through",
        "remarks",
    ]
    (step,) = log["follow_through"]
    assert (step["issuer"], step["listed_on"], step["days"], step["listings"]) == ("us", "2016-12-23", 68, 1)
    assert "A MINISTER" in run("positions", str(file), "--dated", "2016-10-16")[1]


def test_days_must_fit_the_reports(run: Run) -> None:
    code, out = run("reconcile", *RELAYS, "--dated", "2016-10-16", "--dated", "2016-10-17")
    assert code == 2
    assert "one for each of the 4" in out


def test_charts_are_written(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the extra `charts` is not installed")
    ranges, timeline = tmp_path / "ranges.svg", tmp_path / "timeline.svg"
    assert run("reconcile", *RELAYS, "--svg", str(ranges)) == (1, "")
    assert run("positions", *RELAYS, "--svg", str(timeline)) == (0, "")
    assert ranges.read_text("utf-8").startswith("<svg")
    assert timeline.read_text("utf-8").startswith("<svg")
