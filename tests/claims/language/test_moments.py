"""Dates as written become days, where the day of the document is known."""

from datetime import date

import pytest

from ostrakon.claims.language.moments import Anchor, dateline, time_expressions

SUNDAY = Anchor(date(2016, 10, 16), "external")


def read(text: str, anchor: Anchor = SUNDAY) -> list[tuple[str, date | None, date | None]]:
    return [(one.text, one.first, one.last) for one in time_expressions(text, 0, len(text), anchor)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on Sunday", date(2016, 10, 16), date(2016, 10, 16)),
        ("last Sunday", date(2016, 10, 9), date(2016, 10, 9)),
        ("September 30 last year", date(2015, 9, 30), date(2015, 9, 30)),
        ("30 September 2016", date(2016, 9, 30), date(2016, 9, 30)),
        ("on 17 June", date(2016, 6, 17), date(2016, 6, 17)),
        ("on 17 December", date(2015, 12, 17), date(2015, 12, 17)),
        ("between July and September 2018", date(2018, 7, 1), date(2018, 9, 30)),
        ("the past five years", date(2011, 10, 16), date(2016, 10, 16)),
        ("last year", date(2015, 1, 1), date(2015, 12, 31)),
        ("yesterday", date(2016, 10, 15), date(2016, 10, 15)),
        ("since 2013", date(2013, 1, 1), date(2013, 12, 31)),
        ("on 31 February 2016", None, None),
    ],
)
def test_a_date_is_resolved(text: str, first: date | None, last: date | None) -> None:
    assert [one[1:] for one in read(text)] == [(first, last)]


def test_without_the_day_of_the_document_a_relative_date_stays_open() -> None:
    (one,) = time_expressions("on Sunday", 0, 9, Anchor(None))
    assert one.relative
    assert (one.first, one.last, one.resolved) == (None, None, False)


def test_the_first_lines_say_the_day() -> None:
    assert dateline("Market hit\n\nVELIS, 9 March 2021 — At least 33 people") == date(2021, 3, 9)
    assert dateline("London, 16 October 2016. The foreign ministers") == date(2016, 10, 16)
    assert dateline("The war that began on 9 March 2021 goes on.") is None
