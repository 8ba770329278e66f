"""Our own classes of variation: fixed by the seed, another spelling than the original."""

import random

import pytest

from benchmarks.quality.positives.changes import CHANGES, NUMBER_CHANGES

PERSON = "Sergei Viktorovich Kalinnikov"
COMPANY = "Northern Star General Trading Co. Limited"
NUMBERED = "Blue Heron 27"
SEEDS = range(40)


def changed(name: str, change: str, seed: int) -> str | None:
    make = {**CHANGES, **NUMBER_CHANGES}[change]
    return make(name, name == PERSON, random.Random(seed))


@pytest.mark.parametrize("change", [*CHANGES, *NUMBER_CHANGES])
@pytest.mark.parametrize("name", [PERSON, COMPANY, NUMBERED])
def test_a_change_is_the_same_for_the_same_seed(name, change):
    for seed in SEEDS:
        assert changed(name, change, seed) == changed(name, change, seed)


@pytest.mark.parametrize("change", [*CHANGES, *NUMBER_CHANGES])
@pytest.mark.parametrize("name", [PERSON, COMPANY, NUMBERED])
def test_a_changed_name_differs_from_the_original(name, change):
    for seed in SEEDS:
        assert changed(name, change, seed) != name


@pytest.mark.parametrize("change", [*CHANGES, *NUMBER_CHANGES])
def test_every_change_applies_to_some_name(change):
    assert any(changed(name, change, 1) for name in (PERSON, COMPANY, NUMBERED))


def test_initials_stand_for_given_names_and_the_family_name_stays():
    made = {changed(PERSON, "initials", seed) for seed in SEEDS}
    assert made == {
        "S V Kalinnikov",
        "S. V. Kalinnikov",
        "S Viktorovich Kalinnikov",
        "S. Viktorovich Kalinnikov",
    }


@pytest.mark.parametrize("change", ["removed_letter", "added_letter"])
def test_one_letter_more_or_less_is_one_letter(change):
    step = -1 if change == "removed_letter" else 1
    for seed in SEEDS:
        made = changed(PERSON, change, seed)
        assert made is not None
        assert len(made) == len(PERSON) + step


def test_swapped_letters_are_the_same_letters():
    for seed in SEEDS:
        made = changed(PERSON, "swapped_letters", seed)
        assert made is not None
        assert sorted(made) == sorted(PERSON)


def test_a_partial_word_keeps_at_least_three_letters_of_one_word():
    for seed in SEEDS:
        words = (changed(PERSON, "partial_word", seed) or "").split()
        cut = [(a, b) for a, b in zip(PERSON.split(), words, strict=True) if a != b]
        assert len(cut) == 1
        assert cut[0][0].startswith(cut[0][1])
        assert len(cut[0][1]) >= 3


def test_a_missing_word_is_never_the_number():
    assert all("27" in (changed(NUMBERED, "missing_word", seed) or "27") for seed in SEEDS)


def test_a_changed_number_changes_digits_alone():
    for seed in SEEDS:
        made = changed(NUMBERED, "changed_number", seed)
        assert made is not None
        assert made.startswith("Blue Heron ")
        assert made[11:].isdigit()


def test_titles_and_initials_are_for_people_legal_forms_for_companies():
    assert changed(COMPANY, "title", 1) is None
    assert changed(COMPANY, "initials", 1) is None
    assert changed(PERSON, "legal_form", 1) is None
    assert changed(PERSON, "auxiliary_word", 1) is None
