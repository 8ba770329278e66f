"""One listing's life over all versions held."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.homes import home_with
from support.listings import company, person
from support.versions import list_version

from ostrakon.errors import NotHeld, UsageError
from ostrakon.lists.changes import History
from ostrakon.lists.diff import compare_listings
from ostrakon.lists.history import history
from ostrakon.lists.losses import lens_of
from ostrakon.model import Country, Identifier, Listing, ListVersion, Name, Programme

VANTU = person("1", "Orik VANTU", listed_on=date(2011, 5, 18))
RENAMED = replace(VANTU, names=(*VANTU.names, Name("ABU ORIK", "alias", "weak")))
OTHER = company("2", "THE OTHER")


def life(home: Path, *states: Listing | None) -> History:
    """Of listing 1, in versions of successive months."""
    versions = {
        date(2025, month, 1): [OTHER, *([] if state is None else [state])]
        for month, state in enumerate(states, start=1)
    }
    return home_with(home, {"us_ofac_sdn": versions}).history("us_ofac_sdn:1")


class Versions:
    """A store of one listing, in versions of different layouts."""

    def __init__(self, *states: tuple[ListVersion, Listing | None]) -> None:
        self._states = list(states)

    def datasets(self):
        return ("us_ofac_sdn",)

    def datasets_with(self, _listing_id):
        return ("us_ofac_sdn",)

    def states(self, _dataset, _listing_id):
        return self._states

    def versions(self, _dataset):
        return ()

    def listing(self, _version, _listing_id):
        return None


def test_first_seen_changed_delisted_and_listed_again(tmp_path: Path) -> None:
    found = life(tmp_path, None, VANTU, VANTU, RENAMED, None, RENAMED)
    assert [(event.change, event.version, event.after) for event in found.events] == [
        ("first_seen", "2025-02-01", "2025-01-01"),
        ("changed", "2025-04-01", "2025-03-01"),
        ("delisted", "2025-05-01", "2025-04-01"),
        ("listed_again", "2025-06-01", "2025-05-01"),
    ]
    assert [change.field for change in found.events[1].fields] == ["aliases"]
    assert (found.id, found.listed, found.versions) == ("us_ofac_sdn:1", True, 6)
    assert (found.first_version, found.last_version) == ("2025-01-01", "2025-06-01")


def test_each_event_has_the_hash_of_the_file_that_shows_it(tmp_path: Path) -> None:
    engine = home_with(tmp_path, {"us_ofac_sdn": {date(2025, 1, 1): [VANTU], date(2025, 2, 1): [OTHER]}})
    versions = engine.store.versions("us_ofac_sdn")
    events = engine.history("us_ofac_sdn:1").events
    assert [event.sha256 for event in events] == [version.sha256 for version in versions]
    assert [event.at for event in events] == [version.captured_at for version in versions]


def test_each_event_says_what_the_listing_was_under(tmp_path: Path) -> None:
    revoked = replace(VANTU, programmes=(Programme("PAARSSR"), Programme("SDGT"), Programme("SDGT")))
    found = life(tmp_path, VANTU, revoked, None)
    assert [(event.change, event.programmes) for event in found.events] == [
        ("first_seen", ("SYRIA",)),
        ("changed", ("PAARSSR", "SDGT")),
        ("delisted", ("PAARSSR", "SDGT")),
    ]


def test_in_the_first_version_held_it_may_have_stood_for_long(tmp_path: Path) -> None:
    assert life(tmp_path, VANTU).events[0].after is None


def test_a_change_of_programme_is_not_material_and_a_further_name_is(tmp_path: Path) -> None:
    revoked = replace(VANTU, programmes=(Programme("PAARSSR-EO13894"),))
    found = life(tmp_path, VANTU, revoked, replace(RENAMED, programmes=revoked.programmes))
    assert [event.material for event in found.events] == [True, False, True]


def test_a_field_is_compared_with_the_last_file_that_carries_it() -> None:
    poor = replace(VANTU, measures=(), listed_on=None, date_basis="unknown")
    later = replace(VANTU, measures=("Block", "Reject"))
    found = history(
        "1",
        Versions(
            (list_version("2024-01-01"), VANTU),
            (list_version("2024-02-01", "CSV"), poor),
            (list_version("2024-03-01"), later),
        ),
    )
    assert [(event.change, event.version) for event in found.events] == [
        ("first_seen", "2024-01-01"),
        ("changed", "2024-03-01"),
    ]
    (change,) = found.events[1].fields
    assert (change.field, change.before, change.after, change.since) == (
        "measures",
        (),
        ("Reject",),
        "2024-01-01",
    )
    assert not found.events[1].material


def test_what_was_compared_with_an_older_file_is_material_by_that_file() -> None:
    versions = Versions(
        (list_version("2019-01-04", "CSV"), VANTU),
        (list_version("2020-01-04", "CSV", remarks=("primary names only",)), VANTU),
        (list_version("2021-01-04", "CSV"), RENAMED),
    )
    (_, event) = history("1", versions).events
    assert (event.fields[0].field, event.fields[0].since, event.material) == ("aliases", "2019-01-04", True)


def test_a_programme_is_compared_with_the_last_one_that_was_stated() -> None:
    moved = replace(VANTU, programmes=(Programme("IFSR"),))
    versions = Versions(
        (list_version("2015-01-17"), VANTU),
        (list_version("2016-03-25"), replace(VANTU, programmes=())),
        (list_version("2018-01-26"), moved),
    )
    (_, event) = history("1", versions).events
    assert [(change.field, change.after, change.since) for change in event.fields] == [
        ("programmes", ("IFSR",), "2015-01-17")
    ]


def test_an_id_alone_is_enough_where_one_list_has_it(tmp_path: Path) -> None:
    engine = home_with(
        tmp_path,
        {
            "us_ofac_sdn": {date(2025, 1, 1): [VANTU, OTHER]},
            "gb_hmt_sanctions": {date(2025, 1, 1): [replace(OTHER, dataset="gb_hmt_sanctions")]},
        },
    )
    assert engine.history("1").id == "us_ofac_sdn:1"
    with pytest.raises(UsageError, match="say which of gb_hmt_sanctions:2, us_ofac_sdn:2"):
        engine.history("2")
    assert engine.history("gb_hmt_sanctions:2").name == "THE OTHER"


@pytest.mark.parametrize("listing_id", ["99", "us_ofac_sdn:99", "nowhere:1", "us_ofac_sdn:"])
def test_an_id_that_no_version_has_is_not_held(tmp_path: Path, listing_id: str) -> None:
    engine = home_with(tmp_path, {"us_ofac_sdn": {date(2025, 1, 1): [VANTU]}})
    with pytest.raises(NotHeld):
        engine.history(listing_id)


def test_an_empty_id_is_no_id(tmp_path: Path) -> None:
    engine = home_with(tmp_path, {"us_ofac_sdn": {date(2025, 1, 1): [VANTU]}})
    with pytest.raises(UsageError, match="us_ofac_sdn:12735"):
        engine.history(" ")


def test_without_any_import_there_is_no_history(tmp_path: Path) -> None:
    engine = home_with(tmp_path, {})
    with pytest.raises(NotHeld, match="nothing was imported yet"):
        engine.history("us_ofac_sdn:12735")
    with pytest.raises(NotHeld, match="nothing was imported yet"):
        engine.diff("us_ofac_sdn@2025-05-29", "us_ofac_sdn@2025-07-01")


def test_a_country_stated_anew_counts_for_matching(tmp_path: Path) -> None:
    found = life(tmp_path, VANTU, replace(VANTU, nationalities=(Country("Syria", "sy"),)))
    assert found.events[1].material


def test_the_uks_first_day_is_the_one_of_ofsis_list(tmp_path: Path) -> None:
    uk = replace(
        VANTU,
        dataset="gb_fcdo_sanctions",
        id="SYR0026",
        listed_on=date(2020, 12, 31),
        date_basis="derived",
        cross_references=(Identifier("ofsi_group_id", "11928"),),
    )
    ofsi = replace(VANTU, dataset="gb_hmt_sanctions", id="11928", listed_on=date(2011, 5, 24))
    engine = home_with(
        tmp_path,
        {"gb_fcdo_sanctions": {date(2026, 8, 22): [uk]}, "gb_hmt_sanctions": {date(2025, 4, 14): [ofsi]}},
    )
    found = engine.history("SYR0026")
    assert (found.listed_on, found.date_basis) == (date(2011, 5, 24), "stated")


CODES = st.lists(st.sampled_from(["SYRIA", "SDGT"]), min_size=1, max_size=2, unique=True)
states = st.lists(
    st.none()
    | st.builds(
        lambda name, codes: replace(VANTU, names=(Name(name),), programmes=tuple(map(Programme, codes))),
        st.sampled_from(["Orik VANTU", "Oric VANTOU"]),
        CODES,
    ),
    min_size=1,
    max_size=8,
).filter(any)


@given(states)
def test_with_every_file_of_one_layout_the_life_is_the_sum_of_the_diffs(found: list[Listing | None]) -> None:
    versions = [list_version(f"2025-01-{day:02}") for day in range(1, len(found) + 1)]
    events = {
        event.version: event for event in history("1", Versions(*zip(versions, found, strict=True))).events
    }
    before: Listing | None = None
    for version, now in zip(versions, found, strict=True):
        event = events.pop(version.name, None)
        if before is None and now is None:
            assert event is None
        elif before is not None and now is not None:
            fields = compare_listings(before, now, lens_of(versions[0], version))
            assert (event.fields if event else ()) == fields
        else:
            assert event is not None
            came_back = any(found[: versions.index(version)])
            came = "listed_again" if came_back else "first_seen"
            assert event.change == ("delisted" if now is None else came)
        before = now
    assert not events
