"""The control totals of the Syria action of 2025-06-30 and of the Iran snapback, from the issuers' files."""

from collections import Counter
from pathlib import Path

import pytest
from support.dates import day
from support.engines import engine_over
from support.shared import SHARED_LISTS, shared_list
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.engine import Engine

FILES = (
    "us_ofac_sdn/2025-05-29/sdn_advanced.xml.bz2",
    "us_ofac_sdn/2025-07-01/sdn_advanced.xml.bz2",
    "un_sc_sanctions/2025-09-03/consolidated.xml.gz",
    "un_sc_sanctions/2025-11-18/consolidated.xml.gz",
    "us_ofac_cons/2025-01-10/CONS_ENHANCED.ZIP",
    "us_ofac_cons/2025-03-28/consolidated.xml.gz",
)
US = ("us_ofac_sdn@2025-05-29", "us_ofac_sdn@2025-07-01")
UN = ("un_sc_sanctions@2025-09-03", "un_sc_sanctions@2025-11-18")

pytestmark = pytest.mark.skipif(not SHARED_LISTS.exists(), reason="the real files are not on this machine")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = engine_over(tmp_path_factory.mktemp("home"))
    for file in FILES:
        for outcome in engine.import_files([shared_list(file)], captured_at=day(Path(file).parent.name)):
            assert outcome.error is None
    return engine


def test_the_end_of_the_syria_programme_is_counted_exactly(engine: Engine) -> None:
    counts = engine.diff(*US, programme="SYRIA*").counts
    assert (counts.total.before, counts.total.after) == (17_917, 17_509)
    assert (counts.total.removed, counts.total.added) == (520, 112)
    syria = counts.programme
    assert syria is not None
    assert (syria.before, syria.after, syria.came) == (718, 16, 0)
    assert (syria.left_list, syria.stayed, syria.stayed_without, syria.stayed_with) == (515, 203, 187, 16)
    under = {count.programme: count for count in syria.now_under}
    assert (under["SYRIA-CAESAR"].stayed, under["SYRIA-CAESAR"].with_one) == (16, 16)
    paarssr = under["PAARSSR-EO13894"]
    assert (paarssr.stayed, paarssr.without, paarssr.with_one) == (174, 158, 16)
    tags = {code: (count.before, count.after) for code, count in counts.by_programme.items()}
    assert tags["SYRIA"] == (678, 0)
    assert tags["SYRIA-EO13894"] == (44, 0)
    assert tags["SYRIA-CAESAR"] == (26, 16)


def test_and_the_command_prints_exactly_these(engine: Engine) -> None:
    runner = CliRunner(env={"OSTRAKON_HOME": str(engine.settings.home), "OSTRAKON_DATABASE_URL": ""})
    printed = runner.invoke(app, ["lists", "diff", *US, "--programme", "SYRIA*"]).stdout
    words = " ".join(printed.split())
    for said in (
        "under SYRIA*: 718 before, 16 after",
        "515 left the list, 203 stayed on it (187 without SYRIA*, 16 with), 0 came",
        "PAARSSR-EO13894 174 158 16",
        "SYRIA-CAESAR 16 0 16",
        "whole list 17,917 17,509 112 520",
    ):
        assert said in words


def test_the_iran_snapback_is_counted_exactly(engine: Engine) -> None:
    found = engine.diff(*UN)
    assert (found.counts.total.before, found.counts.total.after) == (879, 1_000)
    added = Counter(change.listing.programmes[0].code for change in found.added)
    assert added == {"Iran": 121, "Haiti": 2}
    assert [change.listing.id for change in found.removed] == ["QDi.317", "QDi.336"]


def test_bashar_al_assad_changed_his_programme_and_stayed(engine: Engine) -> None:
    found = engine.history("us_ofac_sdn:12735")
    assert [event.change for event in found.events] == ["first_seen", "changed"]
    (programmes,) = found.events[1].fields
    assert [words.split(" ")[0] for words in programmes.before] == ["SYRIA", "SYRIA-EO13894"]
    assert [words.split(" ")[0] for words in programmes.after] == ["PAARSSR-EO13894"]
    assert not found.events[1].material
    assert engine.history("QDi.317").events[-1].change == "delisted"


def test_another_layout_of_the_same_entries_changes_none_of_them(engine: Engine) -> None:
    found = engine.diff("us_ofac_cons@2025-01-10", "us_ofac_cons@2025-03-28")
    assert (found.before.layout, found.after.layout) == ("enhanced XML", "classic XML")
    assert (found.counts.total.before, found.counts.total.after) == (443, 443)
    assert not list(found)
    assert {"listed_on", "measures", "relations"} <= set(found.not_compared)
