"""A picture stands on its own, says what the answer says, and takes any name there is."""

import re
from datetime import date

import pytest
from lxml import etree
from support.networks import listed, network, stake

from ostrakon.model import OwnersAnswer
from ostrakon.ownership.answering import answer
from ostrakon.ownership.network import Network
from ostrakon.ownership.pictures import to_html, to_svg
from ostrakon.ownership.pictures.picture import picture_of

DAY = date(2025, 1, 1)
STAKES = [
    stake("X>A", 60),
    stake("A>B", "(25,50]"),
    stake("X>B", 20),
    stake("X>B", 60, "votes"),
    stake("Y>B", "[0,100]"),
    stake("F>X", None, "family"),
    stake("M>B", None, "management"),
    stake("N>B", None, "association"),
]


def asked(graph: Network, entity: str) -> OwnersAnswer:
    return answer(graph, entity, DAY, law_known_at=DAY, complete=True)


@pytest.fixture
def answered() -> OwnersAnswer:
    return asked(network(STAKES, listed("X")), "B")


def texts(svg: str) -> str:
    root = etree.fromstring(svg.encode())
    return " ".join("".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text"))


def test_owners_stand_above_what_they_own(answered: OwnersAnswer) -> None:
    picture = picture_of(answered)
    row = {box.id: box.row for box in picture.boxes}
    assert all(row[line.owner] < row[line.asset] for line in picture.lines)
    assert row["B"] == picture.rows - 1
    places = [(box.row, box.column) for box in picture.boxes]
    assert len(set(places)) == len(places)


def test_boxes_and_lines_carry_what_is_known(answered: OwnersAnswer) -> None:
    picture = picture_of(answered)
    boxes = {box.id: box for box in picture.boxes}
    assert boxes["X"].listed == ("us", "eu", "gb")
    assert boxes["A"].caught
    assert boxes["B"].asked
    lines = {(line.owner, line.asset): line for line in picture.lines}
    assert lines["A", "B"].label == "(25, 50] %"
    assert set(lines["X", "B"].label.split("\n")) == {"20 %", "60 % votes"}
    styles = {ends: line.style for ends, line in lines.items()}
    assert styles["X", "A"] == "known"
    assert styles["Y", "B"] == "unknown"
    assert styles["M", "B"] == "unknown"
    assert styles["N", "B"] == "tie"


def test_cycles_are_drawn_too() -> None:
    graph = network({"X>A": 51, "B>A": 49, "A>B": 51}, listed("X"))
    picture = picture_of(asked(graph, "B"))
    assert {(line.owner, line.asset) for line in picture.lines} == {("X", "A"), ("A", "B"), ("B", "A")}
    assert {box.id: box.row for box in picture.boxes} == {"X": 0, "A": 1, "B": 2}


def test_what_does_not_fit_is_counted() -> None:
    graph = network([stake(f"P{n}>A", 1) for n in range(90)], listed("P1"))
    picture = picture_of(asked(graph, "A"))
    assert len(picture.boxes) + picture.left_out == 91
    assert f"{picture.left_out} more parties did not fit" in texts(to_svg(asked(graph, "A")))


def test_the_svg_has_its_text_as_text_and_asks_for_nothing_else(answered: OwnersAnswer) -> None:
    svg = to_svg(answered)
    said = texts(svg)
    for words in ("LISTED US, EU, UK", "(25, 50] %", "share unknown", "B on 2025-01-01"):
        assert words in said
    assert "<!DOCTYPE" not in svg
    assert not re.search(r'(?:href|src)="(?!#)', svg)
    assert "stroke-dasharray" in svg


def test_the_same_answer_is_the_same_picture(answered: OwnersAnswer) -> None:
    assert to_svg(answered) == to_svg(answered)


@pytest.mark.parametrize(
    "name",
    [
        "$x^2$ & <Co>",
        "<script>alert(1)</script>",
        "\x1b[2J\u202egnp",
        "شركة النفط",
        "石油公司",
        "A" * 500,
        "]]>",
    ],
)
def test_any_name_can_be_drawn_and_none_is_markup(name: str) -> None:
    graph = network([stake(f"X>{name.replace('>', '›')}", 60)], listed("X"))
    found = asked(graph, name.replace(">", "›"))
    etree.fromstring(to_svg(found).encode())
    page = to_html(found)
    assert "<script" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_the_report_is_one_file_with_tables_that_say_the_same(answered: OwnersAnswer) -> None:
    page = to_html(answered)
    root = etree.HTML(page)
    assert not root.xpath("//script | //link | //img | //iframe")
    assert not [one for one in root.xpath("//@href | //@src") if not one.startswith("#")]
    assert root.xpath("//figure/@role") == ["img"]
    tables = root.xpath("//table")
    assert all(table.xpath("caption") and table.xpath(".//th/@scope") for table in tables)
    rows = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in tables[1].xpath(".//tr")]
    assert ["A", "B", "(25, 50] %", "shares", "US (open)", "test"] in rows
    assert ["N", "B", "no share", "association", "none", "test"] in rows
    assert any(row[0] == "X (listed: US, EU, UK)" for row in rows)
    for sentence in (*answered.answers[0].cautions, *answered.answers[1].citation):
        assert sentence in "".join(root.itertext())


def test_an_entity_without_a_single_stake_has_a_picture_and_a_report() -> None:
    graph = network([], listed("X"))
    assert "LISTED" in to_svg(asked(graph, "X"))
    assert "None is stated." in to_html(asked(graph, "X"))
