"""What changed between two versions, read from spans alone, is what comparing them in full shows."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.dates import moment
from support.stores import add_version, emptied

from ostrakon.lists.store import ListStore
from ostrakon.lists.store.database import Database

UN = "un_sc_sanctions"
FIRST = moment("2016-03-25")

states = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["one", "two"]), min_size=1)


def added(store: ListStore, arriving: Sequence[Mapping[str, str]]) -> None:
    """A version a day, the later half of the days first."""
    days = list(enumerate(arriving))
    for day, state in (*days[len(days) // 2 :], *days[: len(days) // 2]):
        add_version(store, FIRST + timedelta(day), state, forced="shrinking is not what this is about")


@given(st.lists(states, min_size=1, max_size=5))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_changed_is_the_difference_of_both_versions(
    database: Database, arriving: list[dict[str, str]]
) -> None:
    store = emptied(database)
    added(store, arriving)
    versions = store.versions(UN)
    full = [{one.id: one for one in store.listings(version)} for version in versions]
    for (one, was), (other, now) in product(zip(versions, full, strict=True), repeat=2):
        expected = [
            (was.get(id_), now.get(id_)) for id_ in sorted({*was, *now}) if was.get(id_) != now.get(id_)
        ]
        assert list(store.changed(one, other)) == expected


@given(st.lists(states, min_size=1, max_size=5))
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_states_are_those_of_every_version(database: Database, arriving: list[dict[str, str]]) -> None:
    store = emptied(database)
    added(store, arriving)
    for id_ in "abcd":
        found = store.states(UN, id_)
        assert [version for version, _ in found] == list(store.versions(UN))
        assert [one for _, one in found] == [store.listing(v, id_) for v in store.versions(UN)]
        assert store.datasets_with(id_) == ((UN,) if any(one for _, one in found) else ())
