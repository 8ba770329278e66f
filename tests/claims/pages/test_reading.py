"""The page of a reading: every word of the text, every claim linked to its place, nothing run or fetched."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from ostrakon.claims.extraction.grammar import Rules
from ostrakon.claims.pages import page_of_reading
from ostrakon.claims.pages.marks import Mark, pieces
from ostrakon.claims.reader import read
from ostrakon.evidence.reduction import reduce_document
from ostrakon.model.claims import Reading

TEXT = """Raid on <script>alert(1)</script> market

At least 33 people were killed in Darmun, Mayor Idris Qalam said. “They were buying bread & salt,” he added.
Karvia denied that its planes had hit the market.
"""


def reading(text: str = TEXT) -> Reading:
    document = reduce_document(text.encode(), name="report.txt")
    return read(
        document, Rules(), name="<b>.txt", dated=date(2020, 5, 4), listed=None, today=date(2026, 11, 26)
    )


def test_the_text_stands_on_the_page_as_it_is() -> None:
    page = html.fromstring(page_of_reading(reading()))
    (article,) = page.xpath("//article")
    assert article.text_content() == TEXT


def test_every_claim_is_linked_to_its_place_and_back() -> None:
    one = reading()
    page = html.fromstring(page_of_reading(one))
    claims = [claim for claim in one.claims if claim.kind != "attribution"]
    assert {claim.kind for claim in claims} == {"figure", "quotation", "stance"}
    for claim in claims:
        assert page.xpath(f"//article//a[@id='{claim.id}']")
        assert page.xpath(f"//aside//li[@id='r-{claim.id}']//a[@href='#{claim.id}']")


def test_nothing_on_the_page_is_run_or_fetched() -> None:
    source = page_of_reading(reading())
    page = html.fromstring(source)
    assert not page.xpath("//script | //img | //link | //iframe | //*[@onclick]")
    assert all(address.startswith("#") for address in page.xpath("//@href"))
    assert "default-src &#39;none&#39;" in source or "default-src 'none'" in source


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).filter(lambda ends: ends[0] < ends[1]),
        max_size=8,
    )
)
def test_pieces_are_the_text_again_however_marks_overlap(ends: list[list[int]]) -> None:
    text = "abcdefghijklmnopqrstuvwxyzABCD"
    marks = [Mark(f"m{number}", start, end, "figure") for number, (start, end) in enumerate(ends)]
    found = pieces(text, marks)
    assert "".join(piece.text for piece in found) == text
    assert sorted(anchor for piece in found for anchor in piece.anchors) == sorted(mark.id for mark in marks)
