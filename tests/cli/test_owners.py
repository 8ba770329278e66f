"""`ostrakon owners` from a file: tables, JSON, and an exit code that is 0 only where nothing is in doubt."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.errors import OstrakonError

STAKES = """owner,asset,share_low,share_high,kind,since,until,source
X,A,50,50,shares,,,register of A
X,B,10,10,shares,,,register of B
A,B,40,40,shares,,,register of B
Z,C,100,100,shares,,,register of C
X,C,>25,<50,votes,,,register of C
"""


@pytest.fixture
def run(tmp_path: Path):
    graph = tmp_path / "stakes.csv"
    graph.write_text(STAKES)

    def invoke(*words: str):
        runner = CliRunner(env={"OSTRAKON_HOME": str(tmp_path / "home"), "OSTRAKON_DATABASE_URL": ""})
        result = runner.invoke(app, ["owners", *words, "--graph", str(graph)])
        if isinstance(result.exception, OstrakonError):
            return result.exception.exit_code, str(result.exception), result.stdout
        return result.exit_code, result.stderr, result.stdout

    return invoke


def test_json_has_the_documented_shape(run) -> None:
    code, _, out = run("B", "--listed", "X", "--complete-register", "--on", "2024-07-03", "--json")
    document = json.loads(out)
    assert code == 1
    assert list(document) == [
        *("schema_version", "entity", "entity_id", "on", "answers", "ties", "listed", "proof"),
    ]
    assert [one["rule"] for one in document["answers"]] == ["us", "eu", "gb"]
    assert [one["answer"] for one in document["answers"]] == ["blocked", "blocked", "not_blocked"]
    american = document["answers"][0]
    assert american["chain"][1] == {
        "owner": "A",
        "asset": "B",
        "owner_id": "A",
        "asset_id": "B",
        "share": [40, 40],
        "open": [False, False],
        "kind": "shares",
        "source": "register of B",
        "words": None,
        "stated_as": None,
    }
    assert document["answers"][1]["rebuttable"] is True
    assert document["proof"]["complete_register"] is True


def test_the_table_shows_the_arithmetic(run) -> None:
    _, _, out = run("B", "--listed", "X", "--complete-register", "--rule", "us", "--on", "2024-07-03")
    assert "United States: blocked (by ownership)" in out
    assert "A (caught): 40 %" in out
    assert "X (listed): 10 %" in out
    assert "at least 50 % of shares" in out


@pytest.mark.parametrize(
    ("entity", "code"), [("B", 1), ("C", 0)], ids=["blocked ends with 1", "not blocked ends with 0"]
)
def test_the_exit_code_tells(run, entity: str, code: int) -> None:
    assert run(entity, "--listed", "X", "--complete-register", "--rule", "us")[0] == code


def test_what_cannot_be_told_does_not_end_with_0(run) -> None:
    code, _, out = run("C", "--listed", "X", "--rule", "us")
    assert code == 1
    assert "cannot tell" in out
    assert "missing: who holds" in out


def test_a_file_of_listed_names_has_days_and_issuers(run, tmp_path: Path) -> None:
    listed = tmp_path / "listed.csv"
    listed.write_text("name,from,to,programme,issuer\nX,2018-01-01,2020-12-31,SYRIA,us\nElsewhere,,,,\n")
    words = ("--listed-file", str(listed), "--complete-register", "--json")
    for on, answers in [
        ("2019-06-01", ["blocked", "not_blocked", "not_blocked"]),
        ("2021-01-01", ["not_blocked"] * 3),
    ]:
        _, errors, out = run("A", *words, "--on", on)
        assert [one["answer"] for one in json.loads(out)["answers"]] == answers
        assert "listed, but not in the network: 1 (Elsewhere" in errors


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Nobody"], "entity 'Nobody': is not in the network"),
        (["A", "--listed", "Ex"], "listed 'Ex': is not in the network"),
        (["A", "--rule", "fr"], "--rule 'fr': is none of us, eu, gb"),
        (["A", "--on", "yesterday"], "--on 'yesterday': write a day"),
        (["A", "--on", "2024-07-02", "--law-known-at", "2024-07-01"], "earlier than the day asked about"),
        (["A", "--listed-file", "absent.csv"], "absent.csv: no such file"),
    ],
)
def test_wrong_use_is_told(run, words: list[str], said: str) -> None:
    code, error, _ = run(*words)
    assert code == 2
    assert said in error


def test_who_is_listed_is_blocked_whether_or_not_a_stake_is_known(run) -> None:
    code, _, out = run("Elsewhere", "--listed", "Elsewhere", "--json")
    assert code == 1
    assert {one["ground"] for one in json.loads(out)["answers"]} == {"listed"}
