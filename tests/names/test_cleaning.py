"""A name keeps its letters and loses everything that only looks like part of it."""

from hypothesis import given
from hypothesis import strategies as st

from ostrakon.names import clean


def test_zero_width_and_direction_marks_do_not_hide_a_name():
    assert clean("Bas\u200bhar \u202eAssad\u202c") == clean("Bashar Assad")


def test_styled_letters_are_the_letters_they_are():
    assert clean("𝐁𝐚𝐬𝐡𝐚𝐫") == "bashar"


def test_apostrophes_of_every_kind_join_the_word():
    assert clean("Qa'ida") == clean("Qa’ida") == clean("Qaʿida") == "qaida"


def test_a_null_byte_is_a_blank():
    assert clean("Bashar\0Assad") == "bashar assad"


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)
