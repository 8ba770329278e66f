"""A listing's timeline has one entry per version, present or not, as known by a moment."""

from support.dates import moment
from support.stores import add_version


def test_a_timeline_has_every_version_in_order_whatever_order_they_came_in(store):
    for day, state in (("2025-01-01", ["a"]), ("2016-01-01", ["a", "b"]), ("2020-01-01", ["b"])):
        add_version(store, moment(f"{day}T00:00"), state)
    known = store.timeline("un_sc_sanctions", "a", as_of=moment("2026-01-01T00:00"))
    assert [(str(day), listing is not None) for day, listing in known] == [
        ("2016-01-01", True),
        ("2020-01-01", False),
        ("2025-01-01", True),
    ]


def test_what_was_captured_later_was_not_known(store):
    add_version(store, moment("2016-01-01T00:00"), ["a"])
    add_version(store, moment("2020-01-01T00:00"), ["b"])
    assert len(store.timeline("un_sc_sanctions", "a", as_of=moment("2019-12-31T00:00"))) == 1


def test_each_version_gives_the_state_of_its_time(store):
    add_version(store, moment("2016-01-01T00:00"), {"a": "Orik VANTU"})
    add_version(store, moment("2020-01-01T00:00"), {"a": "Orik VANTU-KELL"})
    known = store.timeline("un_sc_sanctions", "a", as_of=moment("2026-01-01T00:00"))
    assert [listing.name for _, listing in known] == ["Orik VANTU", "Orik VANTU-KELL"]


def test_a_listing_that_no_version_has_is_absent_from_each(store):
    add_version(store, moment("2016-01-01T00:00"), ["a"])
    assert store.timeline("un_sc_sanctions", "zzz", as_of=moment("2026-01-01T00:00"))[0][1] is None


def test_all_timelines_at_once_are_the_single_ones(store):
    for day, state in (("2025-01-01", ["a", "c"]), ("2016-01-01", ["a", "b"]), ("2020-01-01", ["b"])):
        add_version(store, moment(f"{day}T00:00"), state)
    known_by = moment("2021-01-01T00:00")
    whole = dict(store.timelines("un_sc_sanctions", as_of=known_by))
    assert set(whole) == {"a", "b", "c"}
    for id_, timeline in whole.items():
        assert timeline == store.timeline("un_sc_sanctions", id_, as_of=known_by)
