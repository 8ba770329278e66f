"""The page stands alone, prints, shows what list files say without obeying it, and has its charts."""

import re
from datetime import date

import pytest
from lxml import html
from support.coalition import asked, compared, history, party, since

from ostrakon.coalition.pages import report
from ostrakon.coalition.pages.charts import lag_figure, overlap_figure, svg, timeline_figure

US, OFSI, EU = "us_ofac_sdn:1", "gb_hmt_sanctions:1", "eu_fsf:EU.1.1"
HOSTILE = '<script>alert(1)</script> & "Sons"'


@pytest.fixture(scope="module")
def comparison():
    held = history(
        {
            US: since("2011-05-18"),
            OFSI: since("2011-05-24"),
            EU: since("2011-05-24", derived=True),
            "us_ofac_sdn:2": since("2012-01-01"),
        }
    )
    return compared([party(US, OFSI, EU), party("us_ofac_sdn:2", name=HOSTILE)], held, asked())


@pytest.fixture(scope="module")
def page(comparison):
    return report(comparison)


def test_nothing_is_fetched_and_nothing_runs(page):
    tree = html.fromstring(page)
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //form")
    assert not [value for value in tree.xpath("//@src | //@href") if not value.startswith("#")]
    assert "default-src 'none'" in page
    assert not re.search(r"url\((?!['\"]?#)", page)


def test_what_a_list_says_is_text(page):
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page


def test_the_page_has_three_charts_with_words_for_those_who_do_not_see_them(page):
    charts = html.fromstring(page).xpath("//figure/svg")
    assert len(charts) == 3
    assert all(chart.get("aria-label") for chart in charts)


def test_every_listing_and_the_bases_of_its_days_are_on_the_page(page):
    text = " ".join(html.fromstring(page).text_content().split())
    assert all(listing in text for listing in (US, OFSI, EU))
    assert "by 2011-05-24 (reconstructed)" in text
    assert "EU at most 6" in text
    assert "no version of 2016-10-16 or before is held" in text


def test_the_same_comparison_gives_the_same_page(comparison, page):
    assert report(comparison) == page


def test_the_charts_draw_what_was_counted(comparison):
    lines = timeline_figure(comparison).axes[0].get_lines()
    assert {line.get_label(): max(line.get_ydata()) for line in lines} == {
        "US, stated days (2)": 2,
        "UK, stated days (1)": 1,
        "EU, with upper bounds (1)": 1,
    }
    bars = overlap_figure(comparison).axes[0].patches
    assert sum(bar.get_height() for bar in bars) == sum(one.parties for one in comparison.counts.overlap)
    assert [tick.get_text() for tick in lag_figure(comparison).axes[0].get_yticklabels()] == [
        "UK → EU, bounds (1)",
        "US → EU, bounds (1)",
        "US → UK, stated (1)",
    ]


@pytest.mark.parametrize("figure", [timeline_figure, lag_figure, overlap_figure])
def test_a_comparison_without_any_party_still_has_charts(figure):
    nothing = compared([], history({}), asked())
    assert svg(figure(nothing), 'no "party" <listed>').startswith("<svg ")


def test_the_timeline_ends_on_the_day_asked_for(comparison):
    line = timeline_figure(comparison).axes[0].get_lines()[0]
    assert line.get_xdata(orig=True)[-1].astype(object) == date(2016, 10, 16)
