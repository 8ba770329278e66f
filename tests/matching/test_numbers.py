"""Different numbers are different things, wherever the digits stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.kernels import matcher_of
from support.listings import company, person, vessel

from ostrakon.matching import MatchQuery
from ostrakon.matching.kernel import word_similarity
from ostrakon.matching.scoring.weights import WEIGHTS
from ostrakon.names import Role, Token, analyse

DIFFERENT = 0.7  # the default threshold: two ships are no hits for each other

FLEET = [
    vessel("h7", "HORIZON 7"),
    vessel("h77", "HORIZON 77"),
    vessel("h70", "HORIZON 70"),
    vessel("plain", "GREY HERON"),
    company("f12", "FACTORY NO 12"),
    company("f21", "FACTORY NO 21"),
    company("p100", "SARATOV PLANT B100"),
    company("k1", "1 KOROVA"),
    person("p", "John SMITH 3"),
    *(person(str(n), f"Filler{n:03d} PERSON{n % 7}") for n in range(200)),
]


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    """Score of each listing by its id; 0 where nothing agrees."""
    matcher = matcher_of(FLEET, tmp_path_factory.mktemp("fleet") / "list")

    def scores(name):
        found = matcher.match(MatchQuery.of(name), threshold=0.0, limit=200).best
        by_id = {match.listing.id: match.score for match in found}
        return {listing.id: by_id.get(listing.id, 0.0) for listing in FLEET}

    return scores


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Horizon 7", "h7"),
        ("Horizon ７", "h7"),
        ("HORIZON VII", "h7"),
        ("Горизонт 7", None),
        ("Horizon 77", "h77"),
        ("Horizon 70", "h70"),
        ("Horizon 8", None),
        ("Factory No 12", "f12"),
        ("12th Factory", None),
        ("Factory 13", None),
    ],
)
def test_only_the_one_with_this_number_is_near(scores, name, same):
    said = scores(name)
    numbered = {"h7", "h77", "h70", "f12", "f21"}
    for other in numbered - {same}:
        assert said[other] <= WEIGHTS.different_numbers
    if same:
        assert said[same] == max(said.values()) > WEIGHTS.different_numbers


def test_a_number_on_one_side_only_counts_against(scores):
    assert 0 < scores("Grey Heron 5")["plain"] < scores("Grey Heron")["plain"]


def test_a_number_after_a_person_s_name_says_little(scores):
    assert scores("John Smith 4")["p"] > DIFFERENT
    assert scores("John Smith")["p"] > DIFFERENT


@pytest.mark.parametrize(
    ("one", "other"), [("unit12", "unit13"), ("horizon1", "horizon7"), ("boris1", "boris2"), ("a1", "a2")]
)
def test_another_digit_in_a_word_is_no_slip(one, other):
    assert word_similarity(Token(one), Token(other), WEIGHTS) < DIFFERENT


# Digits may be written twice, swapped, cut off, or stand beside Arabic letters: ways around, all of them.
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Token("b100"), Token("b1000")),
        (Token("horizon7"), Token("horizon77")),
        (Token("mv10"), Token("mv100")),
        (Token("ak47"), Token("ak74")),
        (Token("mv1234"), Token("mv2134")),
        (Token("alwhda12", unvowelled=True), Token("alwahda13")),
    ],
    ids=lambda token: token.text,
)
def test_another_number_in_a_word_is_no_slip(one, other):
    assert word_similarity(one, other, WEIGHTS) < DIFFERENT


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Ocean Pellucid Triumph 7", "Ocean Pellucid Triumph77"),
        ("Ocean Pellucid Triumph7", "Ocean Pellucid Triumph 77"),
        ("Ocean Pellucid Triumph 7", "Ocean Pellucid Triumph8"),
        ("Ocean Pellucid Triumph 7", "Ocean Pellucid Triumph"),
    ],
)
def test_another_number_is_no_matter_of_blanks(matcher, asked, listed):
    compared = matcher.compare(analyse(asked, "thing"), analyse(listed, "thing"), "Vessel")
    assert not compared.written_together


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_two_numbers_are_the_same_or_wholly_different(one, other):
    same = word_similarity(Token(str(one), role=Role.NUMBER), Token(str(other), role=Role.NUMBER), WEIGHTS)
    assert same == float(one == other)


@pytest.mark.parametrize(("scanned", "meant"), [("0sama", "osama"), ("8in", "bin"), ("b0ris", "boris")])
def test_a_digit_that_looks_like_a_letter_is_a_slip(scanned, meant):
    assert word_similarity(Token(scanned), Token(meant), WEIGHTS) > DIFFERENT
