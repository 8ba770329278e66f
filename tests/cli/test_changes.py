"""`lists diff` and `lists history` as typed: tables, JSON as documented, feeds, and errors."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from support.homes import home_with
from support.listings import company, person
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.errors import OstrakonError
from ostrakon.lists.changes import (
    Counted,
    Counts,
    Event,
    FieldChange,
    History,
    ProgrammeCount,
    ProgrammeTally,
)
from ostrakon.model import Programme

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "json-changes.md"
ASSAD = person("12735", "Bashar AL-ASSAD", "Bashar Hafez AL ASSAD", listed_on=date(2011, 5, 18))
LATER = replace(ASSAD, names=ASSAD.names[:1], programmes=(Programme("PAARSSR-EO13894"),))
FIRMS = [company(str(number), f"FIRM {number}") for number in range(30)]
BOTH = ("us_ofac_sdn@2025-05-29", "us_ofac_sdn@2025-07-01")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    days = {date(2025, 5, 29): [ASSAD, *FIRMS], date(2025, 7, 1): [LATER]}
    home_with(folder, {"us_ofac_sdn": days})
    return folder


@pytest.fixture
def run(home):
    def invoke(*words):
        runner = CliRunner(env={"OSTRAKON_HOME": str(home), "OSTRAKON_DATABASE_URL": ""})
        result = runner.invoke(app, words)
        if isinstance(result.exception, OstrakonError):
            return result.exception.exit_code, str(result.exception)
        assert result.exit_code == 0, result.output
        return result.exit_code, result.stdout

    return invoke


def test_the_table_counts_and_says_how_to_see_all(run):
    _, out = run("lists", "diff", *BOTH, "--programme", "syria*")
    assert "under syria*: 1 before, 0 after" in out
    assert "0 left the list, 1 stayed on it (1 without syria*, 0 with), 0 came" in out
    assert re.search(r"^whole list +31 +1 +0 +30 +1 +1$", out, re.M)
    _, out = run("lists", "diff", *BOTH)
    assert "removed: 30" in out
    assert "… and 10 more removed: --json has them all" in out
    assert "12735  Bashar AL-ASSAD (material)" in out


def test_the_history_tells_each_change(run):
    _, out = run("lists", "history", "us_ofac_sdn:12735")
    assert "in the first version held: may have been listed long before" in out
    assert "    - Bashar Hafez AL ASSAD (alias; strong)" in out
    assert "    + PAARSSR-EO13894" in out
    _, gone = run("lists", "history", "0")
    assert "no longer listed in the newest of the versions held (2: 2025-05-29 to 2025-07-01)" in gone
    assert "2025-07-01  delisted" in gone


def test_the_delta_is_a_line_per_entity_and_the_feed_is_xml(run):
    _, delta = run("lists", "diff", *BOTH, "--ftm", "--kind", "Person")
    assert [json.loads(line)["op"] for line in delta.splitlines()] == ["MOD", "MOD"]
    _, feed = run("lists", "diff", *BOTH, "--atom")
    assert feed.startswith("<?xml")
    assert feed.count("<entry>") == 31


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("diff", *BOTH, "--json", "--atom"), 2, "one of them"),
        (("diff", BOTH[0], "us_ofac_sdn@2025-07"), 2, "'2025-07' is no day"),
        (("diff", "us_ofac_sdn@2025-05-28", BOTH[1]), 3, "its first version is of 2025-05-29"),
        (("diff", BOTH[0], "us_ofac_sdn@2099-01-01"), 2, "has not come yet"),
        (("history", "nobody"), 3, "no list that is held has a listing of this id"),
    ],
)
def test_what_cannot_be_told_ends_with_an_error_that_says_so(run, words, code, said):
    found, message = run("lists", *words)
    assert (found, said in message) == (code, True), message


def test_the_json_documents_have_the_documented_fields(run):
    diff, history = (
        json.loads(block)
        for block in re.findall(r"```json\n(.*?)```", REFERENCE.read_text("utf-8"), re.S)[:2]
    )
    shown_diff = json.loads(run("lists", "diff", *BOTH, "--json", "--programme", "*")[1])
    shown_history = json.loads(run("lists", "history", "12735", "--json")[1])
    assert list(shown_diff) == list(diff)
    for field in ("from", "counts"):
        assert list(shown_diff[field]) == list(diff[field])
    for field in ("removed", "changed"):
        assert list(shown_diff[field][0]) == list(diff[field][0])
    assert list(shown_history) == list(history)
    assert list(history) == ["schema_version", *History.__struct_fields__]
    assert list(shown_history["events"][1]) == list(history["events"][1]) == list(Event.__struct_fields__)
    assert list(history["events"][1]["fields"][0]) == list(FieldChange.__struct_fields__)
    assert list(diff["counts"]) == list(Counts.__struct_fields__)
    assert list(diff["counts"]["total"]) == list(Counted.__struct_fields__)
    assert list(diff["counts"]["programme"]) == list(ProgrammeTally.__struct_fields__)
    assert list(diff["counts"]["programme"]["now_under"][0]) == list(ProgrammeCount.__struct_fields__)


def test_every_field_of_the_documents_is_explained():
    text = REFERENCE.read_text("utf-8")
    blocks = re.findall(r"```json\n(.*?)```", text, re.S)
    prose = re.sub(r"```.*?```", "", text, flags=re.S)
    fields = {field for block in blocks for field in re.findall(r'"([a-z_0-9]+)":', block)}
    assert fields
    assert not sorted(field for field in fields if f"`{field}`" not in prose)
