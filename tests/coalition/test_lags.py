"""Who was first and how far behind the others were, with what the days rest on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.coalition import asked, compared, history, party, since

from ostrakon.coalition.lags import Dated, lags_of

DAY = date(2011, 5, 18)


@pytest.mark.parametrize(
    ("first", "later", "basis"),
    [
        ("stated", "stated", "stated"),
        ("stated", "derived", "at_most"),
        ("derived", "stated", "at_least"),
        ("derived", "derived", "bounds"),
    ],
)
def test_a_lag_says_which_of_its_days_are_bounds(first, later, basis):
    dated = {"us": Dated(DAY, first), "eu": Dated(DAY + timedelta(days=6), later)}
    issuers, lags = lags_of(dated)
    assert issuers == ("us",)
    assert (lags["eu"].days, lags["eu"].basis) == (6, basis)


def test_issuers_of_the_same_day_are_first_together():
    assert lags_of({"gb": Dated(DAY, "stated"), "eu": Dated(DAY, "derived")})[0] == ("gb", "eu")


def test_of_two_first_ones_the_surer_day_is_counted_from():
    dated = {
        "gb": Dated(DAY, "derived"),
        "eu": Dated(DAY, "stated"),
        "us": Dated(DAY + timedelta(days=1), "stated"),
    }
    assert lags_of(dated)[1]["us"].basis == "stated"


def test_without_a_day_nobody_is_first():
    assert lags_of({"us": Dated(None, "unknown")}) == ((), {})


def test_the_quartiles_are_those_of_the_days_between_two_issuers():
    held, parties = {}, []
    for number, days in enumerate((-10, 0, 5, 20, 100)):
        us, ofsi = f"us_ofac_sdn:{number}", f"gb_hmt_sanctions:{number}"
        held |= {us: since(str(DAY)), ofsi: since(str(DAY + timedelta(days=days)))}
        parties.append(party(us, ofsi))
    stated, bounds = compared(parties, history(held), asked("us", "gb")).lags
    assert (stated.earlier, stated.later, stated.days) == ("us", "gb", (-10, 0, 5, 20, 100))
    assert (stated.lower_quartile, stated.median, stated.upper_quartile) == (0, 5, 20)
    assert (bounds.parties, bounds.median) == (0, None)


@given(days=st.dictionaries(st.sampled_from(["us", "gb", "eu", "un"]), st.dates(), min_size=1))
def test_no_lag_is_negative_and_the_first_have_none(days):
    first, lags = lags_of({issuer: Dated(day, "stated") for issuer, day in days.items()})
    assert all(lag.days > 0 for lag in lags.values())
    assert set(first) | set(lags) == set(days)
    assert not set(first) & set(lags)
