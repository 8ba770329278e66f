"""Screening with the network: a party on no list is never a listed one, and says how it is tied."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest
from support.homes import home_with
from support.listings import company, person
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.engine import Engine
from ostrakon.model import Query, Relation

DAY = date(2025, 5, 29)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    owner = msgspec.structs.replace(
        person("1", "Jane ROE"),
        relations=(
            Relation("Owns, controls, or operates", other_name="Zephyr Quarries"),
            Relation("Linked To", other_name="Umbrella Chandlers"),
        ),
    )
    firm = msgspec.structs.replace(
        company("3", "Basalt Works"),
        relations=(Relation("Owned or Controlled By", other_name="Gneiss Trust"),),
    )
    mine = msgspec.structs.replace(
        person("9", "Somebody ELSE"),
        dataset="mine",
        relations=(
            Relation("Ownership", other_name="Mica Partners", quality="60"),
            Relation("Family", other_name="Feldspar ELSE"),
        ),
    )
    listed = msgspec.structs.replace(
        person("4", "Marl ROE"), relations=(Relation("Ownership", other_name="Schist Ferries", quality="60"),)
    )
    return home_with(
        tmp_path / "home",
        {"us_ofac_sdn": {DAY: [owner, firm, listed]}, "mine": {DAY: [mine]}},
    )


def tied(engine: Engine, name: str) -> list[tuple[str, str, str]]:
    answer = engine.screen(Query(name=name), as_of=DAY, network=True)
    return [(hit.name, hit.tie, hit.answers["us"]) for hit in answer.tied]


@pytest.mark.parametrize(
    ("name", "tie", "answer"),
    [
        ("Schist Ferries", "owned", "blocked"),
        ("Zephyr Quarries", "owned or controlled", "cannot_tell"),
        ("Umbrella Chandlers", "associated", "cannot_tell"),
        ("Gneiss Trust", "associated", "cannot_tell"),  # it owns a listed firm; nobody listed owns it
    ],
)
def test_a_party_on_no_list_says_how_it_is_tied(engine: Engine, name: str, tie: str, answer: str) -> None:
    assert tied(engine, name) == [(name, tie, answer)]
    assert engine.screen(Query(name=name), as_of=DAY, network=True).hits == ()


def test_the_chain_leads_to_the_listed_party(engine: Engine) -> None:
    (hit,) = engine.screen(Query(name="Zephyr Quarries"), as_of=DAY, network=True).tied
    assert [(link.owner, link.words) for link in hit.chain] == [
        ("Jane ROE", "Owns, controls, or operates: Zephyr Quarries")
    ]


def test_who_is_tied_only_to_parties_on_no_official_list_is_no_hit(engine: Engine) -> None:
    assert tied(engine, "Mica Partners") == []


def test_listed_parties_are_hits_and_not_tied_ones(engine: Engine) -> None:
    answer = engine.screen(Query(name="Jane Roe"), as_of=DAY, network=True)
    assert [hit.party for hit in answer.hits] == ["us_ofac_sdn:1"]
    assert answer.tied == ()


def test_without_being_asked_for_the_network_is_not_looked_at(engine: Engine) -> None:
    assert engine.screen(Query(name="Zephyr Quarries"), as_of=DAY).tied == ()
    assert not list(engine.settings.index.glob("network-*"))


def test_the_command_shows_both_apart(engine: Engine, tmp_path: Path) -> None:
    runner = CliRunner(env={"OSTRAKON_HOME": str(engine.settings.home), "OSTRAKON_DATABASE_URL": ""})
    words = ["screen", "Zephyr Quarries", "Jane Roe", "--network", "--as-of", str(DAY)]
    shown = runner.invoke(app, words)
    assert shown.exit_code == 1
    assert "on no list" in shown.stdout
    assert "owned or controlled" in shown.stdout
    document = json.loads(runner.invoke(app, [*words, "--json"]).stdout)
    first, second = document["answers"]
    assert (len(first["hits"]), len(first["tied"])) == (0, 1)
    assert (len(second["hits"]), len(second["tied"])) == (1, 0)
    assert list(first["tied"][0]) == ["score", "party", "name", "tie", "answers", "chain", "reasons"]
    output = tmp_path / "hits.csv"
    customers = tmp_path / "customers.csv"
    customers.write_text("name\nZephyr Quarries\n")
    runner.invoke(
        app,
        ["screen", "--input", str(customers), "--output", str(output), "--network", "--as-of", str(DAY)],
    )
    assert "on no list: owned or controlled" in output.read_text("utf-8")
