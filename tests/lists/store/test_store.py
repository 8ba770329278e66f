"""Versions: what was added is read back, for any day; the same tests on SQLite and PostgreSQL."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from support.dates import moment
from support.stores import add_version, capture, listing, new_version

from ostrakon.errors import ImportRefused, NotHeld
from ostrakon.lists.store import Attempt, ListStore, StoredListing
from ostrakon.lists.store.database import Database
from ostrakon.lists.store.schema import contents, spans
from ostrakon.model import ListVersion, Name

UN = "un_sc_sanctions"
HUNDRED = [f"QDi.{number:03}" for number in range(100)]


def names_in(store: ListStore, version: ListVersion) -> dict[str, str]:
    return {one.id: one.name for one in store.listings(version)}


def count_rows(database: Database, table: sa.Table) -> int:
    with database.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


# --- one version -------------------------------------------------------------------------------------


def test_a_version_is_read_back_with_everything_that_was_said_of_it(store: ListStore) -> None:
    new, listings = new_version(
        moment("2024-12-31"),
        [listing("QDi.006", "أوريك فانتو"), listing("QDi.007")],
        published_on=date(2024, 12, 30),
        remarks=("primary names only",),
        doubts={"unknown country": 3},
    )
    added = store.add(new, listings)

    assert store.versions(UN) == (added,)
    assert store.find(UN, as_of=moment("2025-01-01")) == added
    assert added.name == "2024-12-31"
    assert (added.published_on, added.remarks) == (date(2024, 12, 30), ("primary names only",))
    assert (added.doubts, added.entries, added.names) == ({"unknown country": 3}, {"Person": 2}, 2)
    assert (added.captures, added.sha256) == (new.captures, new.captures[0].sha256)
    assert names_in(store, added) == {"QDi.006": "أوريك فانتو", "QDi.007": "Orik VANTU"}


def test_an_unpublished_version_has_no_publication_date(store: ListStore) -> None:
    assert add_version(store, moment("2019-01-04"), ["1"], published_on=None).published_on is None


def test_one_listing_is_found_by_its_id(store: ListStore) -> None:
    version = add_version(store, moment("2024-12-31"), {"QDi.006": "Orik", "QDi.007": "Vantu"})
    assert store.listing(version, "QDi.007") == listing("QDi.007", "Vantu")
    assert store.listing(version, "QDi.008") is None


def test_listings_come_by_id_in_the_order_of_their_characters(store: ListStore) -> None:
    ids = ["a", "B", "É", "10", "9", "q-1", "q.1", "Q 1", "ملف"]
    version = add_version(store, moment("2024-12-31"), ids)
    assert [one.id for one in store.listings(version)] == sorted(ids)


def test_a_version_of_several_files_keeps_their_captures_in_order(store: ListStore) -> None:
    files = tuple(capture(moment("2019-01-04"), name) for name in ("sdn", "add", "alt"))
    version = add_version(store, moment("2019-01-04"), ["36"], captures=files)
    assert version.captures == files
    assert store.versions(UN)[0].captures == files


def test_a_given_capture_time_is_kept_apart_from_the_time_of_import(store: ListStore) -> None:
    taken = capture(moment("2016-03-25"), "x", basis="given", imported_at=moment("2026-08-01T10:00"))
    add_version(store, moment("2016-03-25"), ["1"], captures=(taken,))
    version = store.read(UN, as_of=moment("2016-10-16"))
    assert (version.captured_at, version.captured_basis) == (moment("2016-03-25"), "given")
    assert version.imported_at == moment("2026-08-01T10:00")


def test_an_observed_capture_time_says_so(store: ListStore) -> None:
    taken = capture(moment("2026-08-01T10:00"), "x", basis="observed")
    assert add_version(store, taken.captured_at, ["1"], captures=(taken,)).captured_basis == "observed"


def test_versions_of_two_datasets_do_not_mix(store: ListStore) -> None:
    add_version(store, moment("2024-12-31"), {"1": "of the UN"})
    add_version(store, moment("2024-12-31"), {"1": "of the EU"}, dataset="eu_fsf")
    assert store.datasets() == ("eu_fsf", UN)
    assert names_in(store, store.read(UN, as_of=moment("2025-01-01"))) == {"1": "of the UN"}
    assert names_in(store, store.read("eu_fsf", as_of=moment("2025-01-01"))) == {"1": "of the EU"}


# --- the newest known at a moment --------------------------------------------------------------------


def test_the_moment_before_a_capture_nothing_was_known(store: ListStore) -> None:
    add_version(store, moment("2016-03-25"), ["1"])
    before = moment("2016-03-25") - timedelta(microseconds=1)
    assert store.find(UN, as_of=before) is None
    with pytest.raises(NotHeld, match="un_sc_sanctions: no version captured by 2016-03-24"):
        store.read(UN, as_of=before)


def test_each_day_is_answered_from_the_newest_version_captured_by_then(store: ListStore) -> None:
    for day in ("2020-03-20", "2017-06-30", "2026-08-01"):
        add_version(store, moment(day), {"1": f"as of {day}"})
    for as_of, known in {
        "2017-06-30": "2017-06-30",
        "2020-03-19": "2017-06-30",
        "2020-03-20": "2020-03-20",
        "2026-07-31": "2020-03-20",
        "2030-01-01": "2026-08-01",
    }.items():
        version = store.read(UN, as_of=moment(as_of))
        assert version.name == known
        assert names_in(store, version) == {"1": f"as of {known}"}


def test_several_versions_of_one_day_are_numbered_as_they_come(store: ListStore) -> None:
    evening = add_version(store, moment("2025-11-19T20:00"), ["1", "2"])
    morning = add_version(store, moment("2025-11-19T08:00"), ["1"], forced="for the test")
    night = add_version(store, moment("2025-11-19T23:59"), ["1", "2", "3"])
    assert [evening.name, morning.name, night.name] == ["2025-11-19", "2025-11-19.2", "2025-11-19.3"]
    assert store.versions(UN) == (morning, evening, night)
    assert store.find(UN, as_of=moment("2025-11-19T12:00")) == morning


def test_two_different_files_of_the_same_moment_are_two_versions_the_later_import_counting(
    store: ListStore,
) -> None:
    first = add_version(store, moment("2025-11-19"), ["1", "2"])
    second = add_version(store, moment("2025-11-19"), ["1", "2", "3"])
    assert store.versions(UN) == (first, second)
    assert store.find(UN, as_of=moment("2025-11-19")) == second


def test_the_first_day_there_is_can_be_read_and_the_day_before_is_empty(store: ListStore) -> None:
    add_version(store, moment("1970-01-01"), "A")
    assert store.find(UN, as_of=moment("1969-12-31")) is None
    assert store.read(UN, as_of=moment("1970-01-01")).name == "1970-01-01"


def test_a_version_a_microsecond_after_two_of_the_same_moment_has_a_place_too(store: ListStore) -> None:
    add_version(store, moment("2025-11-19"), ["1"])
    add_version(store, moment("2025-11-19"), ["1", "2"])
    last = add_version(store, moment("2025-11-19T00:00:00.000001"), ["1", "2", "3"])
    assert store.find(UN, as_of=moment("2025-11-19T00:00:00.000001")) == last
    assert len(store.versions(UN)) == 3


def test_the_same_files_at_the_same_moment_are_the_version_held_already(
    store: ListStore, database: Database
) -> None:
    first = add_version(store, moment("2025-11-19"), ["1", "2"])
    assert add_version(store, moment("2025-11-19"), ["1", "2"]) == first
    assert store.versions(UN) == (first,)
    assert count_rows(database, spans) == 2


def test_the_same_files_on_another_day_are_another_version_that_stores_nothing_anew(
    store: ListStore, database: Database
) -> None:
    add_version(store, moment("2025-11-19"), ["1", "2"])
    add_version(store, moment("2025-11-20"), ["1", "2"])
    assert len(store.versions(UN)) == 2
    assert (count_rows(database, contents), count_rows(database, spans)) == (2, 2)


def test_a_changed_listing_is_the_only_one_stored_anew(store: ListStore, database: Database) -> None:
    add_version(store, moment("2025-11-19"), dict.fromkeys(HUNDRED, "before"))
    add_version(store, moment("2025-11-20"), dict.fromkeys(HUNDRED, "before") | {"QDi.006": "after"})
    assert (count_rows(database, contents), count_rows(database, spans)) == (101, 101)


def test_equal_listings_are_equal_bytes_whatever_order_they_were_built_in() -> None:
    _, (one,) = new_version(moment("2025-11-19"), [listing("1", "Orik")])
    _, (other,) = new_version(moment("2025-11-20"), [listing("1", "Orik")])
    _, (changed,) = new_version(moment("2025-11-20"), [listing("1", "Ořik")])
    assert one == other
    assert one.sha256 != changed.sha256


def test_listings_that_break_off_half_way_make_no_version(store: ListStore, database: Database) -> None:
    new, listings = new_version(moment("2025-11-19"), [listing("1"), listing("2")])

    def breaking_off() -> Iterator[StoredListing]:
        yield listings[0]
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        store.add(new, breaking_off())
    assert store.versions(UN) == ()
    assert (count_rows(database, contents), count_rows(database, spans)) == (0, 0)


def test_a_reader_half_way_through_a_version_reads_it_to_its_end(store: ListStore) -> None:
    first = add_version(store, moment("2025-11-19"), dict.fromkeys(HUNDRED * 20, "before"))
    reading = store.listings(first)
    read = [next(reading)]
    add_version(store, moment("2025-11-18"), dict.fromkeys(HUNDRED, "earlier"))
    add_version(store, moment("2025-11-20"), dict.fromkeys(HUNDRED, "later"))
    assert {one.name for one in [*read, *reading]} == {"before"}


def test_names_with_quotes_and_astral_characters_are_read_back(store: ListStore) -> None:
    name = 'O\'Rík "𐎧𐏁𐎠𐎹" \\ %s :x 𠮷'
    version = add_version(store, moment("2025-11-19"), {"id'%\"": name})
    assert names_in(store, version) == {"id'%\"": name}
    found = store.listing(version, "id'%\"")
    assert found is not None
    assert found.names == (Name(name),)


# --- a list that shrinks -----------------------------------------------------------------------------


def test_a_list_that_lost_more_than_a_tenth_in_30_days_is_refused(store: ListStore) -> None:
    held = add_version(store, moment("2025-11-01"), HUNDRED)
    with pytest.raises(ImportRefused, match=r"has 89 entries, the version of 2025-11-01 has 100.*11%"):
        add_version(store, moment("2025-12-01"), HUNDRED[:89])
    assert store.versions(UN) == (held,)


def test_a_list_that_lost_exactly_a_tenth_is_taken(store: ListStore) -> None:
    add_version(store, moment("2025-11-01"), HUNDRED)
    assert add_version(store, moment("2025-11-02"), HUNDRED[:90]).listings == 90


@pytest.mark.parametrize("held", [10, 30, 70, 110, 190])
def test_exactly_a_tenth_is_exact_for_any_size(store: ListStore, held: int) -> None:
    ids = [str(number) for number in range(held)]
    add_version(store, moment("2025-11-01"), ids)
    assert add_version(store, moment("2025-11-02"), ids[: held * 9 // 10]).listings == held * 9 // 10


def test_after_more_than_30_days_it_may_have_lost_any_number(store: ListStore) -> None:
    add_version(store, moment("2025-11-01"), HUNDRED)
    assert add_version(store, moment("2025-12-02"), HUNDRED[:20]).listings == 20


def test_it_is_compared_with_the_nearest_earlier_version_alone(store: ListStore) -> None:
    add_version(store, moment("2025-10-20"), HUNDRED)
    add_version(store, moment("2025-11-01"), HUNDRED[:95])
    add_version(store, moment("2025-11-20"), HUNDRED)
    assert add_version(store, moment("2025-11-10"), HUNDRED[:86]).listings == 86


def test_a_version_from_before_all_others_has_nothing_to_shrink_against(store: ListStore) -> None:
    add_version(store, moment("2025-11-20"), HUNDRED)
    assert add_version(store, moment("2025-11-19"), HUNDRED[:20]).listings == 20


def test_a_shrunk_list_is_taken_for_a_reason_that_is_kept(store: ListStore) -> None:
    add_version(store, moment("2025-11-01"), HUNDRED)
    forced = add_version(store, moment("2025-11-02"), HUNDRED[:20], forced="the regime was revoked")
    assert forced.forced == "the regime was revoked"
    assert store.find(UN, as_of=moment("2025-11-02")) == forced


def test_another_list_does_not_count(store: ListStore) -> None:
    add_version(store, moment("2025-11-01"), HUNDRED)
    assert add_version(store, moment("2025-11-02"), HUNDRED[:20], dataset="eu_fsf").listings == 20


# --- tries -------------------------------------------------------------------------------------------


def test_an_import_that_went_well_leaves_no_error(store: ListStore) -> None:
    assert store.last_error(UN) is None
    add_version(store, moment("2025-11-01"), ["1"])
    assert store.last_error(UN) is None
    assert store.attempted_datasets() == (UN,)


def test_the_last_failure_is_told_until_something_goes_well(store: ListStore) -> None:
    store.record(Attempt(UN, moment("2025-11-01"), "failed", "no answer"))
    store.record(Attempt(UN, moment("2025-11-02"), "failed", "still no answer"))
    assert store.last_error(UN) == "still no answer"
    assert store.last_error("eu_fsf") is None
    store.record(Attempt(UN, moment("2025-11-03"), "unchanged"))
    assert store.last_error(UN) is None


def test_importing_what_is_held_already_ends_a_failure_too(store: ListStore) -> None:
    add_version(store, moment("2025-11-01"), ["1"])
    store.record(Attempt(UN, moment("2025-11-02"), "failed", "no answer"))
    add_version(store, moment("2025-11-01"), ["1"])
    assert store.last_error(UN) is None


def test_a_list_is_confirmed_when_its_issuer_said_unchanged(store: ListStore) -> None:
    store.record(Attempt(UN, moment("2025-11-02"), "unchanged"))
    store.record(Attempt(UN, moment("2025-11-04"), "failed", "no answer"))
    store.record(Attempt(UN, moment("2025-11-09"), "unchanged"))
    assert store.checked_at(UN, as_of=moment("2025-11-01")) is None
    assert store.checked_at(UN, as_of=moment("2025-11-08")) == moment("2025-11-02")
    assert store.checked_at(UN, as_of=moment("2025-11-09")) == moment("2025-11-09")
    assert store.checked_at("eu_fsf", as_of=moment("2025-11-09")) is None


def test_what_was_confirmed_before_a_version_was_imported_was_another_one(store: ListStore) -> None:
    add_version(store, moment("2025-11-01"), "AB")
    store.record(Attempt(UN, moment("2025-11-10"), "unchanged"))
    between = capture(moment("2025-11-05"), "of the 5th", imported_at=moment("2025-11-12"))
    add_version(store, moment("2025-11-05"), "ABC", captures=(between,))
    assert store.checked_at(UN, as_of=moment("2025-11-04")) is None
    assert store.checked_at(UN, as_of=moment("2025-11-20")) is None
    store.record(Attempt(UN, moment("2025-11-13"), "unchanged"))
    assert store.checked_at(UN, as_of=moment("2025-11-20")) == moment("2025-11-13")


def test_a_list_that_was_only_tried_is_not_held(store: ListStore) -> None:
    store.record(Attempt(UN, moment("2025-11-02"), "failed", "no answer"))
    assert store.datasets() == ()
    assert store.attempted_datasets() == (UN,)
