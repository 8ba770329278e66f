"""A register in Parquet from the command line: prepared, asked about one, asked about everybody."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import polars
import pytest
from support.registers import write_rows
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.errors import OstrakonError

STAKES = [
    {"owner": "X", "asset": "A", "share_low": "50", "share_high": "50", "kind": "shares"},
    {"owner": "A", "asset": "B", "share_low": "60", "share_high": "60", "kind": "shares"},
    {"owner": "X", "asset": "C", "share_low": ">25", "share_high": "<75", "kind": "shares"},
    {"owner": "Z", "asset": "D", "share_low": "100", "share_high": "100", "kind": "shares"},
]
DAY = ("--on", "2026-01-01")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    write_rows(tmp_path / "stakes.parquet", STAKES)

    def invoke(*words: str) -> tuple[int, str, str]:
        runner = CliRunner(env={"OSTRAKON_HOME": str(tmp_path / "home"), "OSTRAKON_DATABASE_URL": ""})
        result = runner.invoke(app, words)
        if isinstance(result.exception, OstrakonError):
            return result.exception.exit_code, str(result.exception), result.stdout
        return result.exit_code, result.stderr, result.stdout

    return invoke


@pytest.fixture
def prepared(run: Run) -> Run:
    code, error, out = run("register", "prepare", "stakes.parquet", "--output", "register")
    assert (code, error) == (0, "")
    assert "4 stakes, 4 companies, 2 other owners" in out
    return run


def blocked(run: Run, *words: str) -> tuple[int, str, str]:
    return run("register", "blocked", "register", "--complete-register", *DAY, *words)


def test_everybody_is_written_with_the_answer_of_each_rule(prepared: Run) -> None:
    for name in ("blocked.csv", "blocked.parquet"):
        code, _, out = blocked(prepared, "--listed", "X", "--output", name)
        assert code == 1
        assert f"{name}: 4 parties" in out
    expected = [
        ("A", "blocked", "blocked", "not_blocked"),
        ("B", "blocked", "blocked", "not_blocked"),
        ("C", "cannot_tell", "cannot_tell", "cannot_tell"),
        ("X", "blocked", "blocked", "blocked"),
    ]
    assert polars.read_parquet("blocked.parquet").rows() == expected
    with Path("blocked.csv").open() as file:
        assert [tuple(row) for row in csv.reader(file)] == [("party", "us", "eu", "gb"), *expected]


def test_an_id_that_a_spreadsheet_would_run_is_text(run: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "stakes.parquet", [STAKES[3] | {"asset": "=1+1"}])
    run("register", "prepare", "stakes.parquet", "--output", "register")
    for name in ("blocked.csv", "blocked.parquet"):
        assert blocked(run, "--listed", "Z", "--output", name)[0] == 1
    with Path("blocked.csv").open() as file:
        assert [row["party"] for row in csv.DictReader(file)] == ["'=1+1", "Z"]
    assert polars.read_parquet("blocked.parquet")["party"].to_list() == ["=1+1", "Z"]


def test_before_2021_who_the_union_lists_is_listed_for_the_united_kingdom(prepared: Run) -> None:
    Path("listed.csv").write_text("name,from,to,programme,issuer\nZ,,,P,eu\n")
    words = ("--listed-file", "listed.csv", "--rule", "gb", "--on", "2016-10-16", "--json")
    _, _, out = prepared("register", "blocked", "register", "--complete-register", *words)
    document = json.loads(out)
    assert (document["listed"], document["answers"][0]["blocked"]) == (1, 2)


def test_one_and_everybody_get_the_same_answer(prepared: Run) -> None:
    blocked(prepared, "--listed", "X", "--output", "all.parquet")
    everybody = {party: answers for party, *answers in polars.read_parquet("all.parquet").rows()}
    for party in "ABCDXZ":
        asked = (
            "owners",
            party,
            "--graph",
            "register",
            "--listed",
            "X",
            "--complete-register",
            *DAY,
            "--json",
        )
        _, _, out = prepared(*asked)
        document = json.loads(out)
        answers = [one["answer"] for one in document["answers"]]
        assert answers == everybody.get(party, ["not_blocked"] * 3)
        assert document["proof"]["sources"][0].startswith("stakes.parquet ")


def test_json_has_the_documented_shape(prepared: Run) -> None:
    code, _, out = blocked(prepared, "--listed", "X", "--rule", "us", "--json")
    document = json.loads(out)
    assert code == 1
    fields = "schema_version register on law_known_at complete_register listed absent rules answers output"
    assert list(document) == fields.split()
    assert document["answers"] == [{"rule": "us", "not_blocked": 2, "cannot_tell": 1, "blocked": 3}]
    assert (document["listed"], document["absent"], document["output"]) == (1, 0, None)
    _, _, out = prepared("register", "prepare", "stakes.parquet", "--output", "register", "--json")
    assert json.loads(out)["register"] == document["register"]


def test_a_list_of_many_may_name_parties_that_the_register_does_not_have(prepared: Run) -> None:
    Path("listed.csv").write_text("name,from,to,programme,issuer\nX,,,P,us\nnobody,,,P,us\nZ,,,P,gb\n")
    _, _, out = blocked(prepared, "--listed-file", "listed.csv")
    assert "3 listed, 1 of them not in the register" in out
    code, _, _ = prepared("owners", "nobody", "--graph", "register", "--listed-file", "listed.csv", *DAY)
    assert code == 1


def test_the_exit_code_is_0_where_nobody_is_blocked(prepared: Run) -> None:
    assert blocked(prepared)[0] == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("register", "blocked", "elsewhere"), "elsewhere: no prepared register"),
        (
            ("register", "blocked", "register", "--listed", "nobody"),
            "listed 'nobody': is not in the register",
        ),
        (("register", "blocked", "register", "--rule", "fr"), "--rule 'fr'"),
        (("register", "blocked", "register", "--output", "x.txt"), "x.txt: write to a file that ends with"),
        (
            ("register", "blocked", "register", "--on", "2026-01-01", "--law-known-at", "2025-01-01"),
            "law known",
        ),
        (("owners", "nobody", "--graph", "register"), "'nobody': not in the register"),
        (("owners", "A", "--graph", "register", "--listed", "nobody"), "listed 'nobody'"),
    ],
)
def test_a_question_that_makes_no_sense_ends_with_2_and_says_why(
    prepared: Run, words: tuple[str, ...], message: str
) -> None:
    code, error, _ = prepared(*words)
    assert code == 2
    assert message in error


def test_a_bad_row_ends_with_4_and_leaves_the_register_that_was_there(prepared: Run, tmp_path: Path) -> None:
    write_rows(tmp_path / "bad.parquet", [*STAKES, STAKES[0] | {"owner": "Y", "share_high": "150"}])
    code, error, _ = prepared("register", "prepare", "bad.parquet", "--output", "register")
    assert code == 4
    assert "bad.parquet, row 5: share of 150 %" in error
    assert blocked(prepared, "--listed", "X")[0] == 1


def test_a_file_that_cannot_be_written_is_named(prepared: Run) -> None:
    code, error, _ = blocked(prepared, "--listed", "X", "--output", "nowhere/blocked.csv")
    assert code == 4
    assert "nowhere/blocked.csv: cannot be written" in error
