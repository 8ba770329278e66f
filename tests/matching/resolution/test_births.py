"""Birth dates agree as well as the best two of them."""

from datetime import date

import pytest

from ostrakon.matching.resolution.births import compare_births
from ostrakon.model import PartialDate


def dates(*texts: str) -> list[PartialDate]:
    made = []
    for text in texts:
        circa = text.startswith("circa ")
        parts = [int(part) for part in text.removeprefix("circa ").split("-")]
        match parts:
            case [year]:
                made.append(PartialDate.of_year(year, circa=circa))
            case [year, month]:
                made.append(PartialDate.of_month(year, month))
            case [year, month, day]:
                made.append(PartialDate.of_day(date(year, month, day)))
    return made


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (["1965-09-11"], ["1965-09-11"], "day"),
        (["1950-01-02", "1965-09-11"], ["1965-09-11"], "day"),
        (["1988-02-07"], ["1988-07-02"], "swapped"),
        (["1965-01-01"], ["1965-01-01"], "year"),
        (["1965"], ["1965-09-11"], "year"),
        (["1965-01-01"], ["1965-09-11"], "year"),
        (["1965-09"], ["1965-09-11"], "year"),
        (["1965-09-11"], ["1965-09-12"], "within_year"),
        (["circa 1965"], ["1966-03-02"], "possible"),
        (["1965-09-11"], ["1966-03-02"], "next_year"),
        (["1965"], ["1968"], "near"),
        (["1935-09-11"], ["1965-09-11"], "differs"),
    ],
)
def test_dates_agree_by_their_best_pair(one: list[str], other: list[str], how: str) -> None:
    for first, second in ((one, other), (other, one)):
        compared = compare_births(dates(*first), dates(*second))
        assert compared is not None
        assert compared.how == how


def test_nothing_is_said_where_one_side_states_no_date_that_compares() -> None:
    assert compare_births(dates("1965"), []) is None
    assert compare_births([PartialDate.of_text("spring")], dates("1965")) is None
