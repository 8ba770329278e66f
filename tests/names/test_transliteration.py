"""Letters of any script come to the Latin ones that the lists print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.names.transliteration import is_unvowelled, script_of, to_ascii


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("щукин", "shchukin"),  # as OFAC, the UK and the EU print Russian
        ("хрущёв", "khrushchev"),
        ("ельцин", "yeltsin"),
        ("чайковский", "chaykovskiy"),
        ("αλέξης", "alexis"),
        ("τσίπρας", "tsipras"),
        ("სააკაშვილი", "saakashvili"),
        ("հայաստան", "hayastan"),
        ("straße", "strasse"),
        ("łódź", "lodz"),
        ("şahin", "sahin"),
        ("김", "kim"),
        ("习近平", "xijinping"),
    ],
)
def test_words_come_to_the_usual_romanisation(word, expected):
    assert to_ascii(word) == expected


def test_korean_is_spelled_syllable_by_syllable():
    assert to_ascii("김정은").split() == ["kim", "jong", "un"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("محمد", "mhmd"), ("حسین", "hsyn"), ("پوتین", "pwtyn"), ("خامنه", "khamna"), ("שלום", "shlwm")],
)
def test_scripts_without_vowels_keep_what_is_written(word, expected):
    assert to_ascii(word) == expected


def test_arabic_letters_by_shape_and_by_sound_are_the_same():
    assert to_ascii("ﻣﺤﻤﺪ") == to_ascii("محمد")  # presentation forms
    assert to_ascii("كريم") == to_ascii("کریم")  # Arabic and Persian letters


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("bashar", "LATIN"),
        ("башар", "CYRILLIC"),
        ("بشار", "ARABIC"),
        ("习", "CJK"),
        ("김", "HANGUL"),
        ("12 башар", "CYRILLIC"),
        ("", "LATIN"),
        ("12!", "LATIN"),
        ("é", "LATIN"),
    ],
)
def test_the_first_letter_tells_the_script(text, script):
    assert script_of(text) == script


def test_only_arabic_and_hebrew_leave_short_vowels_out():
    assert {s for s in ("LATIN", "CYRILLIC", "ARABIC", "HEBREW", "CJK", "HANGUL") if is_unvowelled(s)} == {
        "ARABIC",
        "HEBREW",
    }


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789"))
def test_what_is_ascii_stays_as_it_is(word):
    assert to_ascii(word) == word


@given(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20))
def test_any_letters_come_to_something_that_can_be_read(word):
    result = to_ascii(word)
    assert isinstance(result, str)
    assert not set(result) & set("'`\"·")
