"""Chance by name: repeatable, and apart from what else is drawn."""

from benchmarks.quality.sampling import chance, half_of


def test_the_same_words_draw_the_same_and_others_draw_otherwise():
    assert chance(1, "alias", "un:1").random() == chance(1, "alias", "un:1").random()
    assert chance(1, "alias", "un:1").random() != chance(2, "alias", "un:1").random()
    assert chance(1, "alias", "un:1").random() != chance(1, "script", "un:1").random()


def test_the_halves_are_fixed_and_about_equal():
    keys = [f"un_sc_sanctions:QDi.{n:03}" for n in range(1000)]
    tuned = sum(half_of(key) == "tune" for key in keys)
    assert 430 < tuned < 570
    assert [half_of(key) for key in keys[:4]] == [half_of(key) for key in keys[:4]]
