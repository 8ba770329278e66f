"""From a table of stakes and lists on disk to a report that can be handed on."""

import json
from datetime import date
from pathlib import Path

import msgspec
from lxml import etree
from support.homes import home_with
from support.listings import company, person
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.model import Relation

DAY = date(2025, 5, 29)


def test_an_analyst_follows_a_customer_to_its_owners_and_hands_on_the_report(tmp_path: Path) -> None:
    minister = person("1", "Jane ROE")
    firm = msgspec.structs.replace(
        company("2", "Roe Holding"), relations=(Relation("Owned or Controlled By", "1"),)
    )
    helper = msgspec.structs.replace(
        person("3", "John DOE"), relations=(Relation("Providing support to", "1"),)
    )
    home_with(tmp_path / "home", {"us_ofac_sdn": {DAY: [minister, firm, helper]}}).store.close()
    runner = CliRunner(env={"OSTRAKON_HOME": str(tmp_path / "home"), "OSTRAKON_DATABASE_URL": ""})

    # The customer is on no list.
    assert runner.invoke(app, ["screen", "Widget Wharf", "--as-of", str(DAY)]).exit_code == 0

    # Its register says who owns it, within bounds; the lists say who the owner is.
    stakes = tmp_path / "stakes.csv"
    stakes.write_text(
        "owner,asset,share_low,share_high,source\n"
        "Roe Holding,Widget Wharf,>25,50,register\nJane Roe,Widget Wharf,20,20,register\n"
    )
    question = ["owners", "Widget Wharf", "--graph", str(stakes), "--on", str(DAY), "--complete-register"]
    listed = ["--listed", "Roe Holding", "--listed", "Jane Roe"]
    answered = runner.invoke(app, [*question, *listed, "--rule", "us", "--json"])
    assert answered.exit_code == 1
    (american,) = json.loads(answered.stdout)["answers"]
    assert american["answer"] == "cannot_tell"
    assert american["missing"] == [
        "Roe Holding's share of Widget Wharf: blocked if it is at least 30 %; stated is (25, 50] %"
    ]

    # A better register settles it, and the report goes to the file.
    stakes.write_text(stakes.read_text().replace(">25,50", "35,35"))
    report, picture = tmp_path / "report.html", tmp_path / "chain.svg"
    settled = runner.invoke(app, [*question, *listed, "--html", str(report), "--svg", str(picture)])
    assert "United States: blocked (by ownership)" in settled.stdout
    assert "United Kingdom: not blocked" in settled.stdout
    page = etree.HTML(report.read_text("utf-8"))
    assert "Roe Holding (listed)" in "".join(page.itertext())
    etree.parse(picture)

    # Who stands beside the owner is a list of its own.
    beside = runner.invoke(app, ["supporters", "us_ofac_sdn:1", "--on", str(DAY)])
    assert beside.exit_code == 1
    assert "John DOE" in beside.stdout
    assert "Roe Holding" not in beside.stdout
