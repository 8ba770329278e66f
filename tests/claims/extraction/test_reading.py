"""Whatever the text is: every claim stands where it says, by rules and by the language model alike."""

import random
from datetime import date
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostrakon.claims.extraction.grammar import Grammar, Rules, grammar_of
from ostrakon.claims.extraction.reading import extract
from ostrakon.claims.language.moments import Anchor
from ostrakon.errors import UsageError
from ostrakon.settings import LANGUAGE_MODEL

WORDS = (
    "At least 41 people, 12 of them children, were killed and 450.000 others fled in Russian air raids on "
    "Aleppo since Sunday , according to the UN . He said “ no ” and ' denied ' it ; rebels ( ISIS ) broke "
    "the "
    "ceasefire : between 200 to 250 dead , the army's spokesman , Karim Daher , told reporters \n\n \r\n "
    '" we will not rule out sanctions " קרא עוד قُتل 17 شخصا \u202e \u200f \ufeff é 死者 12 人 ... — – … U.S. '
    "Gen. 9,364 1.5 million 🙂 "
)
FRAGMENTS = sorted(set(WORDS.split(" ")))


@lru_cache(maxsize=1)
def model() -> Grammar:
    try:
        return grammar_of("model", LANGUAGE_MODEL)
    except UsageError as error:
        pytest.skip(str(error))


def check(text: str, grammar: Grammar) -> None:
    _, claims = extract(text, Anchor(date(2020, 5, 4), "external"), grammar)
    ids = [claim.id for claim in claims]
    assert len(set(ids)) == len(ids)
    for claim in claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end] == claim.text
        assert claim.extractor == grammar.name
        assert claim.part_of is None or claim.part_of in ids


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_by_rules_text_from_start_to_end_is_what_is_quoted(text: str) -> None:
    check(text, Rules())


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map(" ".join))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_by_the_language_model_text_from_start_to_end_is_what_is_quoted(text: str) -> None:
    check(text, model())


@given(st.text(max_size=200))
def test_any_characters_at_all_are_read(text: str) -> None:
    check(text, Rules())


@pytest.mark.parametrize("text", ["told", "killed told", "It said"])
def test_a_text_that_ends_with_its_verb_is_read(text: str) -> None:
    check(text, Rules())
    check(text, model())


def test_the_model_and_the_rules_give_the_same_records_of_a_plain_sentence() -> None:
    text = "Seventeen people were killed in Qasr Wadi on Tuesday, the Red Crescent said."
    anchor = Anchor(date(2020, 5, 4), "external")
    (_, by_rules), (_, by_model) = extract(text, anchor, Rules()), extract(text, anchor, model())
    fields = ("kind", "start", "end", "value", "outcome", "victim", "place", "source", "window", "speaker")
    assert [[getattr(one, field) for field in fields] for one in by_rules] == [
        [getattr(one, field) for field in fields] for one in by_model
    ]
    assert {one.extractor for one in by_rules}.isdisjoint({one.extractor for one in by_model})


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "killed 12 people and " * 5_000,
        "“" * 50_000,
        '"a" ' * 12_000,
        "," * 200_000,
        "9" * 200_000,
        "1,000," * 50_000,
        "of the " * 60_000 + "12 of them died",
        "A" * 300_000,
        "Al-Al-" * 50_000,
        "12 (" * 15_000,
    ],
    ids=lambda text: text[:8],
)
def test_a_text_made_to_be_slow_is_read_in_bounded_time(text: str) -> None:
    check(text, Rules())


def test_text_of_two_directions_keeps_its_places() -> None:
    text = "קרא עוד: 17 people were killed in قصر on Sunday, the army said. \u202eevil\u202c At least 3 died."
    _, claims = extract(text, Anchor(None), Rules())
    figures = [claim for claim in claims if claim.kind == "figure"]
    assert [claim.text for claim in figures] == ["17 people", "At least 3"]
    check(text, Rules())


def test_the_order_of_paragraphs_changes_no_figure() -> None:
    paragraphs = [
        "A raid killed 12 people in Tamra, the army said.",
        "The flood displaced 3,000 villagers.",
        "Nobody was hurt in Velis.",
    ]
    expected = None
    for seed in range(4):
        mixed = random.Random(seed).sample(paragraphs, len(paragraphs))
        _, claims = extract("\n\n".join(mixed), Anchor(None), Rules())
        told = {(one.text, one.outcome, one.place) for one in claims if one.kind == "figure"}
        expected = expected or told
        assert told == expected
