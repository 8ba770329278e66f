"""Who is found by what, and what never counts as found."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.matching import MatchQuery
from ostrakon.matching.scoring import Evidence, birth_date_of


def found(matcher, name, *, kind=None, threshold=0.7, **evidence):
    query = MatchQuery.of(name, kind=kind, evidence=Evidence(**evidence))
    return {m.listing.id: m for m in matcher.match(query, threshold=threshold, limit=200)}


@pytest.mark.parametrize(
    "spelling",
    [
        "ASSAD, Bashar Hafez",
        "Башар Асад",
        "بشار الأسد",
        "Bachar el-Assad",
        "BasharAssad",
        "Dr Bashar al Assad",
        "Bashar Asad",
    ],
)
def test_the_president_is_found_in_every_spelling(matcher, spelling):
    assert max(found(matcher, spelling).values(), key=lambda m: m.score).listing.id == "1"


def test_a_brother_is_not_the_president(matcher):
    assert "1" not in found(matcher, "Maher al-Assad")


def test_a_shared_family_name_is_not_a_hit(matcher):
    assert found(matcher, "Asma Assad Khoury") == {}


def test_one_word_never_names_a_person_of_several(matcher):
    assert "1" not in found(matcher, "Assad")
    assert "4" not in found(matcher, "Mohamed Hassan Ibrahim Said", threshold=0.9)


def test_a_weak_alias_counts_less_and_says_so(matcher):
    match = found(matcher, "Abu Abdallah")["3"]
    assert match.score < 1
    assert any(reason.feature == "weak_alias" for reason in match.reasons)


def test_an_acronym_is_found_and_a_similar_one_is_not(matcher):
    assert found(matcher, "ISIS")["10"].score == 1.0
    assert "10" not in found(matcher, "ICC")


def test_different_numbers_are_different_ships(matcher):
    assert found(matcher, "Horizon 7")["20"].score == 1.0
    assert found(matcher, "Horizon 8") == {}


def test_the_kind_asked_for_excludes_the_others(matcher):
    assert found(matcher, "Horizon 7", kind="Person") == {}
    assert "20" in found(matcher, "Horizon 7", kind="Vessel")


def test_a_legal_form_weighs_little(matcher):
    assert "11" in found(matcher, "Rosoboronexport")
    assert "11" in found(matcher, "ОАО Рособоронэкспорт")


def test_a_birth_date_speaks_for_and_against(matcher):
    plain = found(matcher, "Bachar el-Assad")["1"].score
    same = found(matcher, "Bachar el-Assad", birth_date=birth_date_of("1965-09-11"))["1"].score
    other = found(matcher, "Bachar el-Assad", birth_date=birth_date_of("1990-01-01"), threshold=0.5)[
        "1"
    ].score
    assert other < plain < same


def test_a_swapped_day_and_month_is_not_a_different_birth_date(matcher):
    swapped = found(matcher, "Bashar al-Assad", birth_date=birth_date_of("1965-11-09"))
    assert swapped["1"].score > 0.9


def test_a_passport_finds_its_holder_under_any_name(matcher):
    match = found(matcher, "Somebody Else", identifiers=frozenset({"D1903"}))["1"]
    assert match.score >= 0.95
    assert any(reason.feature == "identifier" for reason in match.reasons)


def test_a_foreign_country_speaks_against(matcher):
    match = found(matcher, "Bashar al-Assad", countries=frozenset({"br"}))["1"]
    assert any(reason.feature == "country" and reason.score == 0.0 for reason in match.reasons)


def test_reasons_say_what_was_left_over(matcher):
    match = found(matcher, "Bashar Abdullah Assad", threshold=0.3)["1"]
    assert "only asked for: abdullah" in match.reasons[0].detail


def test_hits_come_best_first_and_no_more_than_asked_for(matcher):
    matches = matcher.match(MatchQuery.of("Filler001 Person1"), threshold=0.0, limit=5)
    scores = [match.score for match in matches]
    assert scores == sorted(scores, reverse=True)
    assert len(matches) == 5


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_name_gets_scores_between_zero_and_one(matcher, text):
    for match in matcher.match(MatchQuery.of(text), threshold=0.0, limit=200):
        assert 0.0 < match.score <= 1.0


def test_birth_dates_are_read_as_iso_8601():
    assert birth_date_of("1965-09").earliest == date(1965, 9, 1)
    assert birth_date_of("1965").latest == date(1965, 12, 31)
