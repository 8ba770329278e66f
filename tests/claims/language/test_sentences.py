"""Sentences cover the text, in order, with exact places, whatever the text is."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from ostrakon.claims.language import sentences


def said(text: str) -> list[tuple[str, str]]:
    return [(one.role, text[one.start : one.end]) for one in sentences(text)]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert said("Gen. Haddad of the U.S. Army left. He said so.\n") == [
        ("body", "Gen. Haddad of the U.S. Army left."),
        ("body", "He said so."),
    ]


def test_a_headline_said_twice_a_link_and_a_tag_are_no_part_of_the_report() -> None:
    lines = (
        "Five die in raid",
        "Five die in raid",
        "Five people died.",
        "Read more: another raid",
        "The end came. Syria",
    )
    text = "\n\n".join(lines)
    assert said(text) == [
        ("headline", "Five die in raid"),
        ("repeated", "Five die in raid"),
        ("body", "Five people died."),
        ("link", "Read more: another raid"),
        ("body", "The end came."),
        ("tag", "Syria"),
    ]


def test_wrapped_lines_are_one_paragraph_and_listed_lines_are_not() -> None:
    wrapped = (
        "The ministers of both countries said on Sunday that their\ngovernments were weighing further steps."
    )
    assert len(said(wrapped)) == 1
    assert [text for _, text in said("Killed in May:\n- Aleppo: 12\n- Idlib: 30\n")] == [
        "Killed in May:",
        "- Aleppo: 12",
        "- Idlib: 30",
    ]


@given(st.text(alphabet=st.sampled_from("ab1 .,“”\"'\n\r\tאבم\u202e!?-…"), max_size=120))
def test_every_word_stands_where_its_token_says(text: str) -> None:
    found = sentences(text)
    for sentence in found:
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            assert sentence.start <= token.start < token.end <= sentence.end
    places = [(one.start, one.end) for one in found]
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(places))
    covered = "".join(text[start:end] for start, end in places)
    assert "".join(covered.split()) == "".join(text.split())
