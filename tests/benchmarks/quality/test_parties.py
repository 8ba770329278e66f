"""The labelled pairs are what they say they are, and the figures count them."""

from support.parties import confirmed, held, listed

from benchmarks.quality.parties.__main__ import figures_of
from benchmarks.quality.parties.labels import KINDS, LabelledPair, read_labels
from ostrakon.matching.resolution import Overrides, join


def test_every_pair_has_a_known_kind_and_two_listings() -> None:
    for half in ("tune", "test"):
        pairs = read_labels(half)
        assert all(pair.kind in KINDS[pair.same] for pair in pairs)
        assert all(pair.one < pair.other for pair in pairs)
        assert len({(pair.one, pair.other) for pair in pairs}) == len(pairs)


def test_four_hundred_pairs_are_reported_half_of_them_hard_and_none_was_tuned_on() -> None:
    test, tune = read_labels("test"), read_labels("tune")
    assert len(test) >= 400
    assert 2 * sum(pair.hard for pair in test) >= len(test)
    assert not {(pair.one, pair.other) for pair in test} & {(pair.one, pair.other) for pair in tune}


def test_figures_count_what_was_joined_and_what_was_missed() -> None:
    a, b, c = (held(listed(f"us_ofac_sdn:{n}")) for n in "123")
    resolution = join([a, b, c], [], Overrides(confirmed=(confirmed(a.key, b.key),)))
    labels = [
        LabelledPair(a.key, b.key, True, "plain"),
        LabelledPair(b.key, c.key, True, "spelling"),
        LabelledPair(a.key, c.key, False, "namesake"),
    ]
    figures = figures_of(labels, resolution, 1.0)
    assert (figures.found, figures.same, figures.wrong, figures.different) == (1, 2, 0, 1)
    assert (figures.precision, figures.recall, figures.hard) == (1.0, 0.5, 2)
