"""FollowTheMoney entities: links as stakes, and what cannot be relied on as unknown."""

import json
from datetime import date
from pathlib import Path

import pytest

from ostrakon.model import UNKNOWN_SHARE
from ostrakon.ownership.network import Network, presence
from ostrakon.ownership.reading import read_network


@pytest.fixture
def read(tmp_path: Path):
    def reading(*entities: dict) -> Network:
        file = tmp_path / "entities.ftm.json"
        file.write_text("\n".join(json.dumps(entity) for entity in entities))
        return read_network(file)

    return reading


def entity(id_: str, schema: str, **properties: str) -> dict:
    return {"id": id_, "schema": schema, "properties": {name: [value] for name, value in properties.items()}}


PARTIES = (entity("p", "Person", name="Jane Roe"), entity("c", "Company", name="Widget plc"))


def test_an_ownership_is_a_stake(read) -> None:
    tie = entity("o", "Ownership", owner="p", asset="c", percentage="33.3", startDate="2015", endDate="2020")
    network = read(*PARTIES, tie)
    (stake,) = network.stakes
    assert (network.name(stake.owner), network.name(stake.asset)) == ("Jane Roe", "Widget plc")
    assert (stake.kind, str(stake.share)) == ("shares", "33.3 %")
    assert presence(stake, date(2016, 1, 1)) is True
    assert presence(stake, date(2015, 6, 1)) is None
    assert "line 3: Ownership o" in stake.source


@pytest.mark.parametrize(
    ("tie", "kind"),
    [
        (entity("t", "Control", controller="p", controlled="c"), "influence"),
        (entity("t", "Directorship", director="p", organization="c", role="chairman"), "directorship"),
        (entity("t", "Family", person="p", relative="c", relationship="brother"), "family"),
        (entity("t", "Associate", person="p", associate="c"), "association"),
        (entity("t", "Representation", agent="p", client="c"), "acts_for"),
        (entity("t", "UnknownLink", subject="p", object="c", role="linked"), "link"),
    ],
)
def test_each_link_has_its_kind_and_no_share(read, tie: dict, kind: str) -> None:
    (stake,) = read(*PARTIES, tie).stakes
    assert (stake.owner, stake.asset, stake.kind, stake.share) == ("p", "c", kind, None)


@pytest.mark.parametrize("text", ["25-50", "majority", "150", "-1", "NaN", "Infinity"])
def test_a_percentage_that_is_no_number_is_unknown_and_remarked(read, text: str) -> None:
    network = read(*PARTIES, entity("o", "Ownership", owner="p", asset="c", percentage=text))
    assert network.stakes[0].share == UNKNOWN_SHARE
    assert f"percentage {text!r} is no number" in network.remarks[0]


def test_what_is_stated_in_several_ways_lies_between_them(read) -> None:
    tie = entity("o", "Ownership", owner="p", asset="c")
    tie["properties"] |= {"percentage": ["60", "40"], "startDate": ["2015", "2018-03-01"]}
    (stake,) = read(*PARTIES, tie).stakes
    assert str(stake.share) == "[40, 60] %"
    assert presence(stake, date(2017, 1, 1)) is None
    assert presence(stake, date(2018, 3, 1)) is True


def test_a_date_that_is_none_is_any_day(read) -> None:
    tie = entity("o", "Ownership", owner="p", asset="c", percentage="60", endDate="unknown")
    network = read(*PARTIES, tie)
    assert presence(network.stakes[0], date(2017, 1, 1)) is None
    assert "date 'unknown' is none" in network.remarks[0]


def test_a_party_that_is_not_in_the_file_keeps_its_id(read) -> None:
    network = read(PARTIES[1], entity("o", "Ownership", owner="nobody", asset="c", percentage="60"))
    assert network.actors["nobody"].name == "nobody"
    assert "party 'nobody' is not in the file" in network.remarks[0]
