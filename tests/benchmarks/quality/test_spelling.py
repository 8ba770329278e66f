"""What counts as the same text, and which script a name is in."""

import pytest

from benchmarks.quality.spelling import ascii_form, plain, romanised, script_of


@pytest.mark.parametrize(
    ("one", "other"), [("AL-ASSAD, Bashar", "al assad bashar"), ("Müller & Söhne", "MULLER  SOHNE")]
)
def test_case_marks_and_punctuation_make_no_other_name(one, other):
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Bashar", "latin"),
        ("بشار الأسد", "arabic"),
        ("Башар Асад", "cyrillic"),
        ("夏宝龙", "han_hangul"),
        ("김경희", "han_hangul"),
        ("アジャ忠叡", "han_hangul"),
        ("Νίκος", "other"),
        ("Б-2 Bank of Moscow", "latin"),
        ("123", "latin"),
    ],
)
def test_a_name_is_in_the_script_of_most_of_its_letters(text, script):
    assert script_of(text) == script


def test_romanising_follows_the_passport_and_leaves_unvowelled_scripts_alone():
    assert romanised("Сергей Щукин") == "Sergey Shchukin"
    assert romanised("王小明") == "Wang Xiaoming"
    assert romanised("مروان الصدر") is None


def test_blocking_sees_every_script_in_ascii():
    assert ascii_form("BASHAR") == "bashar"
    assert ascii_form("Башар").isascii()
