"""`ostrakon parties` says who is one party and why, and what is left to decide."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support.homes import home_with
from support.parties import listed
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.errors import OstrakonError

Run = Callable[..., tuple[int, str]]
OFSI = listed("gb_hmt_sanctions:11928", "Orik VANTUSHCHENKO", born="1965-09-11")
UK = listed("gb_fcdo_sanctions:SYR0026", "Orik Vantushchenko", references=(("ofsi_group_id", "11928"),))
FATHER = listed("us_ofac_sdn:1", "Melchior ABERNATHYVILLE", born="1935-02-01")
SON = listed("us_ofac_sdn:2", "Melchior ABERNATHYVILLE", born="1965-09-11")
ONE_OF_THEM = listed("eu_fsf:EU.1.1", "Melchior ABERNATHYVILLE")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    day = date(2025, 1, 1)
    home_with(
        tmp_path,
        {
            "gb_hmt_sanctions": {day: [OFSI]},
            "gb_fcdo_sanctions": {date(2026, 8, 22): [UK]},
            "us_ofac_sdn": {day: [FATHER, SON]},
            "eu_fsf": {day: [ONE_OF_THEM]},
        },
    )

    def invoke(*words: str) -> tuple[int, str]:
        runner = CliRunner(env={"OSTRAKON_HOME": str(tmp_path), "OSTRAKON_DATABASE_URL": ""})
        result = runner.invoke(app, words if words[:1] == ("screen",) else ["parties", *words])
        if isinstance(result.exception, OstrakonError):
            return result.exception.exit_code, str(result.exception)
        return result.exit_code, result.stdout

    return invoke


def test_a_listing_s_party_is_shown_with_its_links_and_their_reasons(run: Run) -> None:
    code, out = run("gb_fcdo_sanctions:SYR0026")
    assert code == 0
    assert "gb_hmt_sanctions:11928  Orik VANTUSHCHENKO  (Person)" in out
    assert "both state the number 11928" in out


def test_the_json_of_a_party_has_the_documented_fields(run: Run) -> None:
    code, out = run("gb_fcdo_sanctions:SYR0026", "--json")
    document = json.loads(out)
    assert code == 0
    assert list(document) == ["schema_version", "party", "undecided"]
    assert list(document["party"]) == ["id", "name", "kind", "listings", "links"]
    assert document["party"]["listings"] == ["gb_hmt_sanctions:11928", "gb_fcdo_sanctions:SYR0026"]
    (link,) = document["party"]["links"]
    assert list(link) == ["one", "other", "score", "basis", "reasons"]
    assert link["basis"] == "reference"


def test_pairs_that_are_open_are_listed_for_review(run: Run) -> None:
    code, out = run("--review", "--json")
    pairs = {(pair["one"], pair["other"]) for pair in json.loads(out)["undecided"]}
    assert code == 0
    assert pairs >= {("eu_fsf:EU.1.1", "us_ofac_sdn:1"), ("eu_fsf:EU.1.1", "us_ofac_sdn:2")}
    _, shown = run("--review")
    assert "eu_fsf:EU.1.1 ? us_ofac_sdn:1" in shown


def test_a_party_says_which_pairs_of_it_are_open(run: Run) -> None:
    _, out = run("us_ofac_sdn:1", "--json")
    assert [pair["one"] for pair in json.loads(out)["undecided"]] == ["eu_fsf:EU.1.1"]


def test_without_a_listing_parties_are_counted(run: Run) -> None:
    _, out = run("--json")
    document = json.loads(out)
    assert [party["id"] for party in document["parties"]] == ["gb_hmt_sanctions:11928"]
    assert document["counts"] == {
        "parties": 4,
        "listings": 5,
        "of_several_listings": 1,
        "undecided": 2,
    }
    _, shown = run()
    assert "5 listings are about 4 parties" in shown


def test_an_earlier_day_knows_fewer_listings(run: Run) -> None:
    code, _ = run("gb_fcdo_sanctions:SYR0026", "--as-of", "2025-06-01")
    assert code == 2


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["us_ofac_sdn:404"], 2, "us_ofac_sdn:404"),
        (["us_ofac_sdn:1", "--review"], 2, "--review"),
        (["--as-of", "2030-01-01"], 2, "has not come yet"),
        (["--as-of", "2020-01-01"], 3, "no official list is held"),
    ],
)
def test_what_cannot_be_answered_is_refused(run: Run, words: list[str], code: int, says: str) -> None:
    ended, said = run(*words)
    assert (ended, says in said) == (code, True), said


UK_LISTS = ("--list", "gb_hmt_sanctions", "--list", "gb_fcdo_sanctions")


def test_hits_of_one_party_are_told_in_the_table_and_in_the_document(run: Run) -> None:
    code, out = run("screen", "Orik Vantushchenko", "--by-party", "--json", *UK_LISTS)
    (answer,) = json.loads(out)["answers"]
    (party,) = answer["parties"]
    assert code == 1
    assert list(party) == ["party", "name", "score", "listings"]
    assert party["party"] == "gb_hmt_sanctions:11928"
    assert set(party["listings"]) == {"gb_hmt_sanctions:11928", "gb_fcdo_sanctions:SYR0026"}
    _, shown = run("screen", "Orik Vantushchenko", "--by-party", *UK_LISTS)
    heading, *under = [line for line in shown.splitlines() if "gb_" in line][:3]
    assert heading.split("  ")[2:] == ["Orik VANTUSHCHENKO", "party gb_hmt_sanctions:11928"]
    assert {line.split()[1] for line in under} == set(party["listings"])


def test_before_listings_are_joined_an_answer_says_how_and_is_not_grouped(run: Run) -> None:
    _, shown = run("screen", "Orik Vantushchenko", *UK_LISTS)
    assert "not joined to parties yet: `ostrakon parties`" in shown
    assert "party gb_hmt_sanctions:11928" not in shown
    _, out = run("screen", "Orik Vantushchenko", "--json", *UK_LISTS)
    assert [answer["parties"] for answer in json.loads(out)["answers"]] == [None]


def test_once_listings_are_joined_every_answer_of_that_day_is_grouped(run: Run) -> None:
    run()
    _, shown = run("screen", "Orik Vantushchenko", *UK_LISTS)
    assert "not joined" not in shown
    assert shown.count("party gb_hmt_sanctions:11928") == 1
    _, out = run("screen", "Orik Vantushchenko", "Melchior Abernathyville", "--json", *UK_LISTS)
    parties = [answer["parties"] for answer in json.loads(out)["answers"]]
    assert [len(some) for some in parties] == [1, 0]
    _, earlier = run("screen", "Orik Vantushchenko", "--as-of", "2025-06-01", "--list", "gb_hmt_sanctions")
    assert "`ostrakon parties --as-of 2025-06-01`" in earlier


def test_a_decision_that_is_taken_later_asks_for_joining_again(run: Run, tmp_path: Path) -> None:
    run()
    (tmp_path / "parties.yml").write_text(
        "refused:\n  - listings: [gb_hmt_sanctions:11928, gb_fcdo_sanctions:SYR0026]\n    why: two people\n"
    )
    _, shown = run("screen", "Orik Vantushchenko", *UK_LISTS)
    assert "not joined" in shown
    _, shown = run("screen", "Orik Vantushchenko", "--by-party", *UK_LISTS)
    assert shown.count("party gb_") == 2


def test_without_hits_no_party_is_looked_for(run: Run) -> None:
    code, shown = run("screen", "Somebody Quite-Different", *UK_LISTS)
    assert (code, "not joined" in shown) == (0, False)


@pytest.mark.parametrize("width", [80, 140])
def test_every_line_of_grouped_hits_fits_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr("ostrakon.cli.consoles._PIPE_WIDTH", width)
    _, shown = run("screen", "Orik Vantushchenko", "--by-party", *UK_LISTS)
    rows = shown[: shown.index("checked")].splitlines()
    assert max(len(line.rstrip()) for line in rows) <= width
    since = [line.index("not known") for line in rows if "not known" in line]
    assert len(since) == 2
    assert len(set(since)) == 1


def test_parties_are_not_told_where_answers_are_not_printed(run: Run, tmp_path: Path) -> None:
    code, said = run("screen", "Orik", "--by-party", "--output", str(tmp_path / "hits.csv"))
    assert (code, "--by-party" in said) == (2, True)
