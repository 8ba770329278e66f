"""A question that cannot be understood is refused, with what to write instead."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.homes import home_with
from support.listings import person

from ostrakon.engine import Engine
from ostrakon.errors import UsageError


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return home_with(tmp_path / "home", {"us_ofac_sdn": {date(2025, 5, 29): [person("1", "Jane ROE")]}})


@pytest.fixture
def stakes(tmp_path: Path) -> Path:
    file = tmp_path / "stakes.csv"
    file.write_text("owner,asset,share_low,share_high\nX,A,60,60\n")
    return file


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"listed": "X"}, "listed 'X': must be several"),
        ({"rules": ["fr"]}, "rule 'fr': is none of us, eu, gb"),
        ({"on": date(2030, 1, 1)}, "law known at 2026-11-24: earlier than the day asked about, 2030-01-01"),
        ({"listed_file": "absent.csv"}, "absent.csv: no such file"),
        ({"listed": ["x y"]}, "listed 'x y': is not in the network"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    engine: Engine, stakes: Path, words: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError) as refused:
        engine.owners("A", graph=stakes, **words)
    assert said in str(refused.value)


def test_a_file_may_be_given_by_its_name(engine: Engine, stakes: Path) -> None:
    found = engine.owners("a", graph=str(stakes), listed=["x"], on=date(2025, 1, 1))
    assert [one.answer for one in found.answers] == ["blocked"] * 3
    assert found.entity == "A"
