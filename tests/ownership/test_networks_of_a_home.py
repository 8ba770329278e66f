"""From imported lists to an answer: the network of a day, kept beside the indexes."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from support.homes import home_with
from support.listings import company, person

from ostrakon.engine import Engine, open_engine
from ostrakon.errors import NotHeld, UsageError
from ostrakon.model import Relation

FIRST, SECOND = date(2025, 5, 29), date(2025, 7, 1)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    helper = msgspec.structs.replace(
        person("2", "Helper ROE"), relations=(Relation("Providing support to", "1"),)
    )
    firm = msgspec.structs.replace(company("3", "Firm"), relations=(Relation("Owned or Controlled By", "1"),))
    lists = {"us_ofac_sdn": {FIRST: [person("1", "Jane ROE"), helper, firm], SECOND: [helper, firm]}}
    return home_with(tmp_path / "home", lists)


def test_a_listed_company_is_blocked_and_shows_its_ties(engine: Engine) -> None:
    found = engine.owners("us_ofac_sdn:3", on=FIRST, rules=["us"])
    assert (found.answers[0].answer, found.answers[0].ground) == ("blocked", "listed")
    assert [(tie.owner, tie.words) for tie in found.ties] == [("Jane ROE", "Owned or Controlled By")]
    assert "us_ofac_sdn 2025-05-29, 0 days old" in found.proof.sources[0]
    assert "eu_fsf: no version held for 2025-05-29" in found.proof.remarks


def test_supporters_are_those_of_the_day(engine: Engine) -> None:
    assert [one.name for one in engine.supporters("jane roe", on=FIRST).supporters] == ["Helper ROE"]


def test_the_network_is_kept_and_read_back_alike(engine: Engine) -> None:
    built = engine.network(on=FIRST)
    again = Engine(engine.settings, now=engine._now).network(on=FIRST)
    assert again == built
    (file,) = engine.settings.index.glob("network-*/*.msgpack")
    file.write_bytes(b"damaged")
    assert Engine(engine.settings, now=engine._now).network(on=FIRST) == built


def test_a_name_that_nobody_has_is_told(engine: Engine) -> None:
    with pytest.raises(UsageError, match="party 'Jane Row': is not in the network; near it: Jane ROE"):
        engine.supporters("Jane Row", on=FIRST)


def test_a_day_before_the_first_list_and_one_to_come_have_no_network(engine: Engine) -> None:
    with pytest.raises(NotHeld):
        engine.network(on=date(2020, 1, 1))
    with pytest.raises(UsageError, match="has not come yet"):
        engine.network(on=date(2030, 1, 1))


def test_the_lists_inside_the_package_have_no_ties(tmp_path: Path) -> None:
    with pytest.raises(NotHeld, match="hold no ties between parties"):
        open_engine(tmp_path / "nothing").network()
