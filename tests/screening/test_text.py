"""Mentions in running text: the listed are found, ordinary words are not, offsets are exact."""

from hypothesis import given, settings
from hypothesis import strategies as st

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
