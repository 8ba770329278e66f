"""The annotated texts are sound, varied enough, and far better read than when a rule is broken."""

import pytest

from benchmarks.quality.claims.measure import measure, same
from benchmarks.quality.claims.texts import texts
from ostrakon.claims.extraction.grammar import Rules

ALL = list(texts(("open", "tune", "test")))


def test_every_item_stands_once_where_it_says() -> None:
    for text in ALL:
        for one in text.expected:
            place = text.place(one)
            assert place is None or text.text[slice(*place)] == one.at


def test_there_are_texts_enough_in_every_register_and_some_are_only_measured() -> None:
    own = [text for text in ALL if text.half != "open"]
    reports = [text for text in own if "\n" in text.text]
    assert len(own) - len(reports) >= 60
    assert len(reports) >= 12
    assert {text.register for text in reports} == {"wire", "ngo", "un", "statement", "tweet"}
    assert {text.half for text in own} == {"tune", "test"}
    assert len({text.id for text in ALL}) == len(ALL)


@pytest.mark.parametrize(
    ("half", "recall", "precision"),
    [("open", 0.95, 0.95), ("tune", 0.95, 0.95), ("test", 0.85, 0.90)],
)
def test_figures_are_found_as_promised(half: str, recall: float, precision: float) -> None:
    figures = measure((text for text in ALL if text.half == half), Rules()).kinds["figure"]
    assert figures.recall >= recall
    assert figures.precision >= precision


def test_the_slots_of_texts_no_rule_was_written_on_are_filled_as_promised() -> None:
    measured = measure((text for text in ALL if text.half == "test"), Rules())
    for slot, least in (("perpetrator", 0.70), ("source", 0.70)):
        right, of = measured.slots[("figure", slot)]
        assert right / of >= least
    right, of = measured.slots[("quotation", "speaker or actor")]
    assert right / of >= 0.85


@pytest.mark.parametrize(
    ("wanted", "found", "right"),
    [
        (None, None, True),
        (None, "Russia", False),
        ("town clinic", "the town's clinic", True),
        ("null|We", None, True),
        ("rebels", "army", False),
    ],
)
def test_slots_are_compared_by_their_words(wanted: str | None, found: str | None, right: bool) -> None:
    assert same(wanted, found) is right
