"""Versions added in any order read back as if they had come in order, and only changes are stored."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from support.dates import moment
from support.stores import capture, emptied, listing, new_version

from ostrakon.lists.store.database import Database
from ostrakon.lists.store.schema import OPEN, contents, spans, versions

UN = "un_sc_sanctions"
FIRST = moment("2016-03-25")


class Arrival(Struct, frozen=True):
    """A version as it arrives: when it was captured, and the name each id has in it."""

    captured_at: datetime
    state: dict[str, str]


# Days apart and microseconds apart, so that versions share days and moments; few ids with few names,
# so that listings stay, change, vanish and come back.
arrivals = st.lists(
    st.builds(
        lambda days, microseconds, state: Arrival(FIRST + timedelta(days, 0, microseconds), state),
        st.integers(0, 4),
        st.integers(0, 2),
        st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["one", "two", "three"]), min_size=1),
    ),
    max_size=9,
)


@given(arrivals)
@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_versions_in_any_order_read_back_exactly(database: Database, arriving: Sequence[Arrival]) -> None:
    store = emptied(database)
    added = []
    for number, arrival in enumerate(arriving):
        new, stored = new_version(
            arrival.captured_at,
            [listing(listing_id, name) for listing_id, name in arrival.state.items()],
            captures=(capture(arrival.captured_at, f"file {number}"),),
            forced="shrinking is not what this is about",
        )
        added.append(store.add(new, stored))

    # Python's sort is stable: of one moment, the later arrival is the later version.
    expected = sorted(zip(arriving, added, strict=True), key=lambda pair: pair[0].captured_at)
    assert store.versions(UN) == tuple(version for _, version in expected)
    for arrival, version in expected:
        assert {one.id: one.name for one in store.listings(version)} == arrival.state
    for as_of in {arrival.captured_at + timedelta(0, 0, n) for arrival in arriving for n in (-1, 0, 1)}:
        known = [version for arrival, version in expected if arrival.captured_at <= as_of]
        assert store.find(UN, as_of=as_of) == (known[-1] if known else None)
    _assert_only_changes_are_stored(database, [arrival.state for arrival, _ in expected])


@given(arrivals)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_day_with_several_versions_numbers_them_as_they_come(
    database: Database, arriving: Sequence[Arrival]
) -> None:
    store = emptied(database)
    seen: dict[str, int] = {}
    for number, arrival in enumerate(arriving):
        day = arrival.captured_at.date().isoformat()
        seen[day] = seen.get(day, 0) + 1
        new, stored = new_version(
            arrival.captured_at,
            [listing("a")],
            captures=(capture(arrival.captured_at, f"file {number}"),),
        )
        name = store.add(new, stored).name
        assert name == (day if seen[day] == 1 else f"{day}.{seen[day]}")


def _assert_only_changes_are_stored(database: Database, states: Sequence[dict[str, str]]) -> None:
    """Each listing has one span per unbroken run of versions with one content, and none overlap."""
    with database.reading() as connection:
        positions = [
            *connection.execute(sa.select(versions.c.position).order_by(versions.c.position)).scalars(),
            OPEN,
        ]
        held = {
            (row.listing_id, row.from_position, row.to_position)
            for row in connection.execute(sa.select(spans))
        }
        stored_contents = connection.execute(sa.select(sa.func.count()).select_from(contents)).scalar_one()

    expected = set()
    for listing_id in {listing_id for state in states for listing_id in state}:
        names = [None, *(state.get(listing_id) for state in states), None]
        changes = [index for index, (one, other) in enumerate(pairwise(names)) if one != other]
        expected |= {
            (listing_id, positions[start], positions[end])
            for start, end in pairwise(changes)
            if names[start + 1] is not None
        }
    assert held == expected
    assert stored_contents == len({item for state in states for item in state.items()})
