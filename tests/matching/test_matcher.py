"""Who is found by what, and what never counts as found."""

from datetime import date

import pytest
from support.kernels import index_of, matcher_of
from support.listings import person, vessel

from ostrakon.matching import Matcher, MatchQuery
from ostrakon.matching.scoring import birth_date_of
from ostrakon.names import analyse


@pytest.mark.parametrize(
    "spelling",
    [
        "ASSAD, Bashar Hafez",
        "Башар Асад",
        "بشار الأسد",
        "Bachar el-Assad",
        "BasharAlAssad",
        "Dr Bashar al Assad",
        "Bashar Asad",
    ],
)
def test_the_president_is_found_in_every_spelling(found, spelling):
    assert next(iter(found(spelling))) == "1"


def test_a_brother_is_not_the_president(found):
    assert "1" not in found("Maher al-Assad")


def test_a_shared_family_name_is_not_a_hit(found):
    assert found("Asma Assad Khoury") == {}


def test_one_word_never_names_a_person_of_several(found):
    assert "1" not in found("Assad")
    assert "4" not in found("Mohamed Hassan Ibrahim Said", threshold=0.9)


def test_a_weak_alias_counts_less_and_says_so(found):
    match = found("Abu Abdallah")["3"]
    assert match.score < 1
    assert any(reason.feature == "weak_alias" for reason in match.reasons)


def test_an_acronym_is_found_and_a_similar_one_is_not(found):
    assert next(iter(found("ISIS"))) == "10"
    assert "10" not in found("ICC")


def test_different_numbers_are_different_ships(found):
    assert next(iter(found("Horizon 7"))) == "20"
    assert found("Horizon 8") == {}


def test_the_kind_asked_for_excludes_the_others(found):
    assert found("Horizon 7", kind="Person") == {}
    assert "20" in found("Horizon 7", kind="Vessel")


def test_the_kind_asked_for_is_found_behind_any_number_of_others(tmp_path):
    crowd = [
        person(str(n), f"Grace {'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}ix") for n in range(600)
    ]
    matcher = matcher_of([*crowd, vessel("ship", "GRACE OCEAN STAR")], tmp_path / "list")
    (match,) = matcher.match(MatchQuery.of("Grace", kind="Vessel"), threshold=0.0, limit=1).best
    assert match.listing.id == "ship"


def test_a_legal_form_weighs_little(found):
    assert "11" in found("Rosoboronexport")
    assert "11" in found("ОАО Рособоронэкспорт", threshold=0.6)
    assert found("ОАО Ромашка", threshold=0.3) == {}


def test_a_birth_date_speaks_for_and_against(found):
    plain = found("Bachar el-Assad")["1"].score
    same = found("Bachar el-Assad", birth_date=birth_date_of("1965-09-11"))["1"].score
    other = found("Bachar el-Assad", birth_date=birth_date_of("1990-01-01"), threshold=0.5)["1"].score
    assert other < plain < same


def test_a_swapped_day_and_month_is_not_a_different_birth_date(found):
    born = ("1965-09-11", "1965", "1965-11-09", "1966-11-09")
    same, year, swapped, other = (
        found("Bachar el-Asad", birth_date=birth_date_of(day), threshold=0.3)["1"].score for day in born
    )
    assert same > year > swapped > other


def test_a_passport_finds_its_holder_under_any_name(found):
    match = found("Somebody Else", identifiers=frozenset({"D1903"}))["1"]
    assert match.score >= 0.95
    assert any(reason.feature == "identifier" for reason in match.reasons)


def test_a_foreign_country_speaks_against(found):
    match = found("Bashar al-Assad", countries=frozenset({"br"}))["1"]
    assert any(reason.feature == "country" and reason.score == 0.0 for reason in match.reasons)


def test_reasons_say_what_was_left_over(found):
    match = found("Bashar Abdullah Assad", threshold=0.3)["1"]
    assert "only asked for: abdullah" in match.reasons[0].detail


def test_hits_come_best_first_and_no_more_than_asked_for(matcher):
    matches = matcher.match(MatchQuery.of("Filler001 Person1"), threshold=0.0, limit=5)
    scores = [match.score for match in matches.best]
    assert scores == sorted(scores, reverse=True)
    assert len(matches.best) == 5
    assert matches.more


def test_what_is_not_kept_makes_room_for_the_next(matcher):
    query = MatchQuery.of("Filler001 Person1")
    (best, second) = matcher.match(query, threshold=0.0, limit=2).best
    matches = matcher.match(query, threshold=0.0, limit=1, keep=lambda m: m.listing.id != best.listing.id)
    assert matches.best == (second,)


def test_all_that_match_is_not_more_than_all(matcher):
    assert not matcher.match(MatchQuery.of("Bashar al-Assad"), threshold=0.9, limit=1).more


def test_no_query_gets_no_answer(matcher):
    assert matcher.match_many([], threshold=0.7, limit=10) == []


def test_two_names_that_need_not_be_listed_compare_as_listed_ones_do(matcher, found):
    asked = MatchQuery.of("Bachar el-Assad")
    compared = matcher.compare(asked.name, analyse("Bashar AL-ASSAD", "person"), "Person")
    assert compared.score == pytest.approx(found("Bachar el-Assad")["1"].score, abs=0.0002)


def test_a_matcher_over_no_list_finds_nothing():
    matches = Matcher({}).match(MatchQuery.of("Bashar al-Assad"), threshold=0.0, limit=10)
    assert matches.best == ()
    assert not matches.more


def test_matches_of_several_lists_come_in_one_order(tmp_path):
    lists = {
        "b": index_of([person("1", "Bashar AL-ASSAD")], tmp_path / "b"),
        "a": index_of([person("2", "Bashar AL-ASSAD"), person("3", "Bashar ASAD")], tmp_path / "a"),
    }
    best = Matcher(lists).match(MatchQuery.of("Bashar al-Assad"), threshold=0.1, limit=10).best
    assert [(match.dataset, match.listing.id) for match in best] == [("a", "2"), ("b", "1"), ("a", "3")]


def test_knowing_half_of_the_words_is_enough_to_look(matcher):
    assert matcher.knows(analyse("Bashar Unheardof"))
    assert not matcher.knows(analyse("Blimblam Unheardof"))


def test_birth_dates_are_read_as_iso_8601():
    assert birth_date_of("1965-09").earliest == date(1965, 9, 1)
    assert birth_date_of("1965").latest == date(1965, 12, 31)


def test_scores_of_a_part_are_those_of_the_whole_that_weighs_it(tmp_path):
    crowd = [person(str(1000 + n), f"Bashar Number{n}") for n in range(300)]
    assad = person("1", "Bashar ASSAD")
    whole, part = index_of([assad, *crowd], tmp_path / "whole"), index_of([assad], tmp_path / "part")
    asked = [MatchQuery.of("Bashar Hassan"), MatchQuery.of("Bachar Asad")]

    def scores(matcher):
        return [
            [match.score for match in found.best if match.listing.id == "1"]
            for found in matcher.match_many(asked, threshold=0.3, limit=200)
        ]

    weighed = scores(Matcher({"us_ofac_sdn": part}, weighed_by=[whole]))
    assert weighed == scores(Matcher({"us_ofac_sdn": whole}))
    assert weighed != scores(Matcher({"us_ofac_sdn": part}))
