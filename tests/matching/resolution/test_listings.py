"""Numbers of entries sort as people read them, and entries of one version are told apart."""

import pytest
from support.parties import held, listed

from ostrakon.matching.resolution.listings import number_order


def test_numbers_sort_by_their_value() -> None:
    assert sorted(["QDi.10", "QDi.9", "QDe.100", "7", "12735"], key=number_order) == [
        "7",
        "12735",
        "QDe.100",
        "QDi.9",
        "QDi.10",
    ]


@pytest.mark.parametrize(("until", "beside"), [(5, True), (3, False), (2, False)])
def test_entries_stood_beside_each_other_when_one_version_has_both(until: int, beside: bool) -> None:
    before, after = held(listed("eu_fsf:1"), 1, until), held(listed("eu_fsf:2"), 3)
    assert before.stood_beside(after) is beside
    assert after.stood_beside(before) is beside


def test_entries_of_different_lists_never_stand_beside_each_other() -> None:
    assert not held(listed("eu_fsf:1")).stood_beside(held(listed("un_sc_sanctions:1")))
