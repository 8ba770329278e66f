"""The store tells every listing it ever held, in its newest state, and when it stood on the list."""

from support.dates import moment
from support.stores import add_version

from ostrakon.lists.store import ListStore

FIRST, SECOND, THIRD = moment("2017-06-30"), moment("2020-03-20"), moment("2024-12-31")


def filled(store: ListStore) -> ListStore:
    add_version(store, FIRST, {"QDi.001": "ELDER", "QDi.002": "GONE"}, forced="for a test")
    add_version(store, SECOND, {"QDi.001": "ELDER"}, forced="for a test")
    add_version(store, THIRD, {"QDi.001": "RENAMED", "QDi.003": "NEW"}, forced="for a test")
    return store


def names_by(store: ListStore, as_of: str) -> dict[str, str]:
    held = filled(store).ever_held("un_sc_sanctions", as_of=moment(as_of))
    return {one.listing.id: one.listing.name for one in held}


def test_a_listing_that_left_is_told_in_its_last_state_the_others_in_their_newest(store: ListStore) -> None:
    assert names_by(store, "2025-01-01") == {"QDi.001": "RENAMED", "QDi.002": "GONE", "QDi.003": "NEW"}


def test_nothing_of_a_later_version_is_told_for_an_earlier_day(store: ListStore) -> None:
    assert names_by(store, "2021-01-01") == {"QDi.001": "ELDER", "QDi.002": "GONE"}


def test_the_version_of_the_moment_itself_counts(store: ListStore) -> None:
    assert "QDi.003" in names_by(store, "2024-12-31")


def test_before_the_first_version_nothing_was_held(store: ListStore) -> None:
    assert not names_by(store, "2017-06-29")


def test_two_listings_of_one_version_stood_side_by_side_and_two_of_different_ones_did_not(
    store: ListStore,
) -> None:
    held = filled(store).ever_held("un_sc_sanctions", as_of=moment("2025-01-01"))
    spans = {one.listing.id: one.spans for one in held}
    ((gone_from, gone_until),) = spans["QDi.002"]
    assert spans["QDi.001"][0][0] == gone_from, "both since the first version"
    assert gone_until <= spans["QDi.003"][0][0]


def test_whether_a_listing_still_stood_on_its_list_is_told_for_the_day(store: ListStore) -> None:
    filled(store)
    for as_of, standing in (
        ("2018-01-01", {"QDi.001", "QDi.002"}),
        ("2021-01-01", {"QDi.001"}),
        ("2025-01-01", {"QDi.001", "QDi.003"}),
    ):
        held = store.ever_held("un_sc_sanctions", as_of=moment(as_of))
        assert {one.listing.id for one in held if one.stands} == standing


def test_every_id_is_told_once(store: ListStore) -> None:
    assert filled(store).listing_ids("un_sc_sanctions") == ("QDi.001", "QDi.002", "QDi.003")
