"""A comparison that makes no question is refused, and says what to do."""

from datetime import date

import pytest
from support.coalition import DAYS, asked, history

from ostrakon.errors import NotHeld, UsageError


@pytest.mark.parametrize(
    ("issuers", "options", "said"),
    [
        (("us",), {}, "give two issuers or more"),
        (("us", "US"), {}, "give two issuers or more"),
        (("us", "fr"), {}, "unknown issuer 'fr'; known are us, gb, eu, un"),
        (("us", "uk"), {}, "write gb"),
        (("us", "gb"), {"programme": "atlantis"}, "unknown programme 'atlantis'"),
        (("us", "gb"), {"on": "2027-01-01"}, "in force on 2027-01-01: that day has not come yet"),
        (("us", "gb"), {"as_of": "2027-01-01", "on": None}, "has not come yet"),
        (
            ("us", "gb"),
            {"on": "2018-01-01", "as_of": "2017-01-01"},
            "later than what was known by 2017-01-01",
        ),
        (("us", "gb"), {"on": "1999-01-01"}, "no programme of syria was before 2004-05-11"),
    ],
)
def test_a_senseless_question_is_refused_by_name(issuers, options, said):
    with pytest.raises(UsageError, match=said):
        asked(*issuers, **options)


def test_an_issuer_of_which_nothing_was_held_is_named():
    held = history({}, {**DAYS, "eu_fsf": ()})
    with pytest.raises(NotHeld, match="eu: no version of eu_fsf was held by 2026-11-26"):
        held.refuse_nothing_held(asked())


def test_issuers_stay_in_the_order_asked_and_once_each():
    assert asked("eu", "us", "EU").issuers == ("eu", "us")


def test_without_a_day_of_effect_it_is_the_day_of_knowledge():
    assert asked(on=None, as_of="2025-07-01").in_force_on == date(2025, 7, 1)
