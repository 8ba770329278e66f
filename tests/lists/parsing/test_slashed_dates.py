from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.lists.parsing.slashed_dates import printed_day, slashed_date
from ostrakon.model import PartialDate

DAYS = st.dates(min_value=date(1000, 1, 1))


@given(DAYS)
def test_a_whole_day_is_that_day(day):
    text = f"{day:%d/%m/%Y}"
    assert slashed_date(text) == PartialDate.of_day(day, text=text)
    assert printed_day(text) == day


@given(DAYS, st.sampled_from(["00/{:%m/%Y}", "dd/{:%m/%Y}", "DD/{:%m/%Y}", "{:%m/%Y}"]))
def test_a_day_not_known_leaves_the_month(day, form):
    text = form.format(day)
    assert slashed_date(text) == PartialDate.of_month(day.year, day.month, text=text)


@given(DAYS, st.sampled_from(["00/00/{:%Y}", "dd/mm/{:%Y}", "{:%Y}"]))
def test_a_month_not_known_leaves_the_year(day, form):
    text = form.format(day)
    assert slashed_date(text) == PartialDate.of_year(day.year, text=text)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_words_or_nothing_and_never_an_error(text):
    found = slashed_date(text)
    assert found is None or found.text == " ".join(text.split())
    assert printed_day(text) is None or found is not None


@pytest.mark.parametrize("text", ["", " ", "00/00/", "dd/mm/", "dd/mm/yyyy", "00/00/0000"])
def test_placeholders_state_nothing(text):
    assert slashed_date(text) is None


@pytest.mark.parametrize("text", ["15/08/19yy", "31/02/1960", "12/00/1960", "01/13/1960", "in the 1960s"])
def test_what_is_no_date_is_kept_as_words_and_never_compared(text):
    assert slashed_date(text) == PartialDate.of_text(text)


@pytest.mark.parametrize("text", ["circa 1958", "approximately 1958", "c. 1958", "Circa 00/00/1958"])
def test_circa_is_kept_apart(text):
    assert slashed_date(text) == PartialDate.of_year(1958, text=text, circa=True)


@pytest.mark.parametrize("text", ["29/04/2026", "29-Apr-2026", "29 April 2026", " 29/4/2026 "])
def test_the_day_of_a_file_in_figures_or_words(text):
    assert printed_day(text) == date(2026, 4, 29)


@pytest.mark.parametrize("text", ["", "00/04/2026", "2026", "29-Foo-2026", "31/02/2026", "04/2026"])
def test_less_than_a_whole_day_is_none(text):
    assert printed_day(text) is None
