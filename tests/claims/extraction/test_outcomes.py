"""Which counts of a sentence met which outcome, and what they are part of."""

import pytest

from ostrakon.claims.extraction.counts import Count, counts
from ostrakon.claims.extraction.outcomes import Before, understand
from ostrakon.claims.extraction.predicates import predicates
from ostrakon.claims.language import quantities, tokens_of


def read(text: str, before: Before | None = None) -> list[Count]:
    tokens = tokens_of(text, 0, len(text))
    return understand(tokens, counts(tokens, quantities(tokens)), predicates(tokens), before or Before())


def values(text: str) -> list[tuple[int, str | None]]:
    return [(count.low, count.outcome) for count in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seventeen people in Qasr Wadi were killed.", [(17, "killed")]),
        ("The raid killed 12 people and wounded 30.", [(12, "killed"), (30, "wounded")]),
        ("Shelling left three dead and nineteen wounded.", [(3, "killed"), (19, "wounded")]),
        ("Three men and two women were arrested.", [(3, "detained"), (2, "detained")]),
        ("The lives of over 900 were lost.", [(900, "killed")]),
        ("A teacher was shot dead.", [(1, "killed")]),
        ("No civilians were hurt.", [(0, "wounded")]),
        ("Some 2.4 million people need food aid.", [(2_400_000, "other")]),
        ("They drove 9,000 from their homes.", [(9000, "displaced")]),
    ],
)
def test_verbs_and_nouns_tell_what_befell_whom(text: str, expected: list[tuple[int, str]]) -> None:
    assert values(text) == expected


def test_those_who_kill_are_not_among_the_killed() -> None:
    assert values("Three gunmen killed 12 people.") == [(12, "killed")]


@pytest.mark.parametrize(
    "text",
    [
        "Four thousand people attended the funeral of the men killed there.",
        "The treasury added 18 officials and five units to its blacklist.",
        "Two schools and five shops were burned.",
        "Thousands marched in the city where Ahmed was killed.",
    ],
)
def test_a_number_beside_an_outcome_is_not_yet_a_figure(text: str) -> None:
    assert values(text) == []


def test_a_part_knows_its_whole() -> None:
    whole, part = read("Of the 96 people who have died since May, 58 were children.")
    assert part.holder is whole
    assert part.victim == "children"


def test_a_part_can_lie_in_the_sentence_before() -> None:
    (whole,) = read("The strikes killed 400 civilians.")
    (part,) = read("The figure included about 90 children.", Before(whole, whole.outcome))
    assert part.holder is whole
    assert (part.low, part.outcome) == (90, "killed")
