"""Charts are SVG, the same each time, and each number in them links to its claim."""

from datetime import date

import pytest
from lxml import etree

from ostrakon.claims.extraction.grammar import Rules
from ostrakon.claims.positions import log_of
from ostrakon.claims.reader import read
from ostrakon.claims.reconciliation import tallies
from ostrakon.evidence.reduction import reduce_document
from ostrakon.model.claims import Reading

pytest.importorskip("matplotlib", reason="the extra `charts` is not installed")
from ostrakon.claims.charts import ranges_chart, timeline_chart

LINK = "{http://www.w3.org/1999/xlink}href"
TEXT = (
    "Russian raids killed {} people in Syria, the Observatory said. Karvia rejected the claim on 4 May 2020."
)


def reading(name: str, number: str) -> Reading:
    document = reduce_document(TEXT.format(number).encode(), name=name)
    return read(document, Rules(), name=name, dated=date(2020, 5, 4), listed=None, today=date(2026, 11, 26))


def test_each_number_of_the_ranges_links_to_its_claim() -> None:
    compared = tallies([reading("<one>.txt", "9,364"), reading("two.txt", "more than 9,300")])
    svg = ranges_chart(compared)
    root = etree.fromstring(svg.encode())
    assert {link.get(LINK) for link in root.iter("{*}a")} == {"#0-f1", "#1-f1"}
    assert "&lt;one&gt;.txt" in svg
    assert svg == ranges_chart(compared)


def test_the_timeline_is_drawn_with_and_without_positions() -> None:
    svg = timeline_chart(log_of([reading("one.txt", "12")], [], []))
    assert {link.get(LINK) for link in etree.fromstring(svg.encode()).iter("{*}a")} == {"#0-s1"}
    assert timeline_chart(log_of([], [], [])).startswith("<svg")
