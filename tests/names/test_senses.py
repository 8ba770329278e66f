"""Words of company names that translate each other have one sense, and no name of its own has one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.names import Role, analyse
from ostrakon.names.senses import sense_of


@pytest.mark.parametrize(
    "translations",
    [
        ["plant", "zavod", "factory", "usine", "werk"],
        ["bank", "banco", "banque"],
        ["ministry", "ministerstvo", "ministerio"],
        ["state", "gosudarstvennyy"],
        ["scientific", "nauchnyy", "nauchno"],
    ],
)
def test_words_that_translate_each_other_have_one_sense(translations):
    assert len({sense_of(word) for word in translations}) == 1
    assert sense_of(translations[0]) > 0


def test_words_of_other_meaning_have_other_senses():
    senses = [sense_of(word) for word in ("plant", "bank", "ministry", "state", "institute")]
    assert len(set(senses)) == len(senses)


@pytest.mark.parametrize("name", ["rosneft", "assad", "kalashnikov", "saratov", "a", "", "b2"])
def test_what_names_one_company_alone_has_no_sense(name):
    assert sense_of(name) == 0


def test_a_beginning_stands_for_all_endings():
    endings = ["mashinostroitelnyy", "mashinostroitelnaya", "mashinostroitelnogo"]
    assert len({sense_of(word) for word in endings}) == 1
    assert sense_of("mashinostroitelnyy") == sense_of("machinery") > 0


def test_a_whole_word_goes_before_a_beginning():
    assert sense_of("union") == sense_of("association") != 0
    assert sense_of("nii") != sense_of("niipriborov")


def test_a_word_with_a_sense_is_of_the_company_s_kind():
    (saratov, machine, plant) = analyse("Saratov Machine Plant", "thing").tokens
    assert (saratov.role, saratov.sense) == (Role.WORD, 0)
    assert machine.role == plant.role == Role.GENERIC
    assert plant.sense == analyse("Саратовский завод", "thing").tokens[1].sense


def test_the_words_of_a_person_have_no_sense():
    assert all(token.sense == 0 for token in analyse("Plant Banks", "person").tokens)


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", max_size=48))
def test_a_sense_fits_in_a_byte(text):
    assert 0 <= sense_of(text) <= 255
