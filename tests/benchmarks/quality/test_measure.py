"""Thresholds, shares and intervals on numbers worked out by hand."""

import math

import pytest

from benchmarks.quality.measure import Share, deciles, share_at, threshold_at


def test_the_threshold_lets_exactly_so_many_negatives_alert():
    scores = [n / 1000 for n in range(1000)]
    threshold = threshold_at(scores, 20)
    assert share_at(scores, threshold).hits == 20
    assert threshold == pytest.approx(0.979, abs=1e-9)


def test_equal_scores_alert_together_so_that_fewer_alert():
    scores = [0.9] * 30 + [0.1] * 970
    threshold = threshold_at(scores, 20)
    assert share_at(scores, threshold).hits == 0
    assert threshold > 0.9
    assert share_at(scores, threshold_at(scores, 50)).hits == 30


def test_nothing_is_found_where_too_many_negatives_score_one():
    threshold = threshold_at([1.0] * 30 + [0.0] * 970, 20)
    assert threshold > 1
    assert share_at([1.0, 0.5], threshold).share == 0


def test_a_handful_of_negatives_allows_none():
    assert threshold_at([0.4, 0.6], 10) == math.nextafter(0.6, math.inf)
    assert threshold_at([], 10) == 0.0


def test_wilsons_interval_of_eight_in_ten():
    low, high = Share(8, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)


def test_wilsons_interval_stays_within_nought_and_one():
    assert Share(0, 20).interval[0] == 0
    assert Share(20, 20).interval[1] == 1
    assert Share(0, 20).interval[1] == pytest.approx(0.161, abs=5e-4)


def test_a_share_of_nothing_is_unknown():
    assert math.isnan(Share(0, 0).share)
    assert Share(0, 0).interval == (0, 1)


def test_deciles_put_one_in_the_last_tenth_and_each_tenth_in_its_own():
    assert deciles([0.0, 0.05, 0.1, 0.3, 0.95, 1.0]) == [2, 1, 0, 1, 0, 0, 0, 0, 0, 2]
