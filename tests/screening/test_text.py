"""Mentions in running text: the listed are found, ordinary words are not, offsets are exact."""

import unicodedata
from datetime import date
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.screening.words import words_of

REPORT = (
    "Britain discussed Next steps. Leadership matters, Said one minister. The regime of Bashar al-Assad and "
    "the Islamic State (ISIS) were named. Assad was not in Moscow; Johnson, Kerry and Obama were elsewhere."
)


def mentioned(engine, text, **options):
    return {m.text: [hit.party for hit in m.hits] for m in engine.screen_text(text, **options).mentions}


def test_the_listed_are_found_and_nobody_else(engine):
    found = mentioned(engine, REPORT, datasets=["us_ofac_sdn"])
    assert found == {
        "Bashar al-Assad": ["us_ofac_sdn:12735"],
        "Islamic State": ["us_ofac_sdn:8759"],
        "ISIS": ["us_ofac_sdn:8759"],
        "Assad": ["us_ofac_sdn:12735"],
    }


def test_offsets_cut_the_mention_out_of_the_text(engine):
    text = "Ѣ 🙂 " + REPORT
    for mention in engine.screen_text(text).mentions:
        assert text[mention.start : mention.end] == mention.text


def test_one_word_names_are_words_even_at_the_start_of_a_sentence(engine):
    assert mentioned(engine, "Next week. Leadership. Said nobody.") == {}


def test_a_last_name_alone_says_nothing(engine):
    assert mentioned(engine, "Assad spoke.") == {}


def test_a_name_in_arabic_text_is_found(engine):
    found = mentioned(engine, "قال الرئيس بشار الأسد في دمشق", threshold=0.8, datasets=["us_ofac_sdn"])
    assert ["us_ofac_sdn:12735"] in found.values()


@pytest.mark.parametrize(
    "written",
    [
        "Bashar\nal-Assad",
        "Bashar\r\n  al-Assad",
        "Bashar al-\nAssad",
        "Bashar al-As-\nsad",
        "Bashar al\u2011Assad",  # the hyphen of typesetters, and their blanks below
        "Bashar\u202fal-Assad",
        "Bashar al-As\u00adsad",
        "Bashar\u200b al-Assad",
        "BASHAR AL-ASSAD",
    ],
)
def test_a_name_is_found_however_it_is_set(engine, written):
    text = f"Sanctions on {written}'s brother"
    assert mentioned(engine, text, datasets=["us_ofac_sdn"]) == {written: ["us_ofac_sdn:12735"]}


def test_a_possessive_in_capitals_is_no_part_of_a_name(engine):
    found = mentioned(engine, "SANCTIONS ON BASHAR AL-ASSAD'S BROTHER", datasets=["us_ofac_sdn"])
    assert found == {"BASHAR AL-ASSAD": ["us_ofac_sdn:12735"]}


def test_letters_with_marks_of_their_own_stay_in_one_word():
    decomposed = unicodedata.normalize("NFD", "Jüan Pérez")
    assert [word.text for word in words_of(f"{decomposed} بَشَّار")] == [*decomposed.split(), "بَشَّار"]


def test_a_blank_line_parts_names(engine):
    assert mentioned(engine, "Bashar\n\nal-Assad", datasets=["us_ofac_sdn"]) == {}


@pytest.mark.parametrize("text", [REPORT.upper(), "LEADERSHIP CHANGES NEXT WEEK\n" + REPORT])
def test_in_capitals_ordinary_words_stay_ordinary(engine, text):
    found = {mention.casefold() for mention in mentioned(engine, text, datasets=["us_ofac_sdn"])}
    assert found == {"bashar al-assad", "islamic state", "isis", "assad"}


def test_an_acronym_is_no_last_name(engine):
    text = "Kim Jong Un spoke to the UN. Un homme spoke to them."
    assert list(mentioned(engine, text)) == ["Kim Jong Un"]


def test_the_last_name_of_another_is_not_the_listed_one(engine):
    text = "It was Bashar al-Assad. A teacher, called Jane Assad, met President Assad."
    assert [(m.start, m.text) for m in engine.screen_text(text).mentions] == [
        (7, "Bashar al-Assad"),
        (text.rindex("Assad"), "Assad"),
    ]


def test_a_last_name_that_is_a_word_of_the_text_does_not_begin_a_sentence(engine):
    text = "They said it was Omar Said. Said one minister: we know Said. Omar Said left."
    assert [m.start for m in engine.screen_text(text).mentions] == [17, 55, 61]


def test_the_limit_counts_what_was_in_force_and_says_when_it_cut(engine):
    text = "Rami Makhlouf and Bashar al-Assad left."
    (mention,) = engine.screen_text("Bashar al-Assad", limit=1).mentions
    assert (len(mention.hits), mention.more_hits) == (1, True)
    assert list(mentioned(engine, text, in_force_on=date(2016, 12, 22), limit=1)) == ["Bashar al-Assad"]


def test_many_mentions_take_no_more_time_each(engine):
    def seconds(times):
        text = "Bashar al-Assad met Johnson. Assad left. " * times
        begun = perf_counter()
        assert len(engine.screen_text(text).mentions) == 2 * times
        return perf_counter() - begun

    seconds(10)
    # Ten times as much would take a hundred times as long if each mention looked at all others.
    assert seconds(5000) < 40 * seconds(500)


def test_a_name_broken_by_a_full_stop_is_no_name(engine):
    assert mentioned(engine, "He met Bashar. Al-Assad left.") == {}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_with_exact_offsets_in_order(engine, text):
    end = 0
    for mention in engine.screen_text(text).mentions:
        assert mention.start >= end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
