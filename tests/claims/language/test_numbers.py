"""Numbers of a sentence: their value, their qualifier, and which of them count nothing."""

import pytest

from ostrakon.claims.language import quantities, tokens_of


def read(text: str) -> list[tuple[int, int, str]]:
    found = quantities(tokens_of(text, 0, len(text)))
    return [(one.low, one.high, one.qualifier) for one in found if one.decoy is None]


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("at least 9,364 people", 9364, "at_least"),
        ("450.000 Syrians", 450_000, "exact"),
        ("2.4 million people", 2_400_000, "exact"),
        ("more than half a million residents", 500_000, "more_than"),
        ("over twenty-two thousand", 22_000, "more_than"),
        ("two hundred and twelve thousand refugees", 212_000, "exact"),
        ("as many as ninety bodies", 90, "up_to"),
        ("no fewer than 52 miners", 52, "at_least"),
        ("30+ injured", 30, "at_least"),
        ("200 or more people", 200, "at_least"),
        ("at least some 40 men", 40, "at_least"),
        ("a dozen men", 12, "exact"),
    ],
)
def test_a_number_is_read_in_words_and_in_digits(text: str, value: int, qualifier: str) -> None:
    assert read(text) == [(value, value, qualifier)]


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("between 200 and 250 detainees", 200, 250, "range"),
        ("an estimated 1,200 to 1,500 prisoners", 1200, 1500, "range"),
        ("30–40 wounded", 30, 40, "range"),
        ("dozens of families", 24, 99, "lexical"),
        ("tens of thousands of people", 20_000, 99_999, "lexical"),
    ],
)
def test_a_range_and_a_word_for_many_have_two_ends(text: str, low: int, high: int, qualifier: str) -> None:
    assert read(text) == [(low, high, qualifier)]


def test_a_change_is_two_numbers_and_no_range() -> None:
    assert read("Fatalities rose from 18 to 23 overnight.") == [(18, 18, "exact"), (23, 23, "exact")]


@pytest.mark.parametrize(
    "text",
    [
        "A 12-year-old boy",
        "a boy of 14",
        "80 per cent of them",
        "$4.5 million",
        "on 30 September",
        "since 2013",
        "Resolution 2268",
        "at 18:40",
    ],
)
def test_ages_dates_shares_money_and_codes_count_nobody(text: str) -> None:
    assert read(text) == []
