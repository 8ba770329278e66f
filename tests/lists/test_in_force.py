"""Four answers for a day: what versions show decides, then the listing date, and a bound never says no."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.listings import person

from ostrakon.lists.first_listed import ListedOn
from ostrakon.lists.in_force import NEVER_DATED, Seen, State, judge, state_of
from ostrakon.model import Listing, Name, Programme, Property

STATED = ListedOn(date(2012, 6, 1), "stated")
BOUND = ListedOn(date(2020, 12, 31), "derived")


def seen(*days: tuple[str, ListedOn | None], codes: tuple[str, ...] = ("SYRIA",)) -> list[Seen]:
    """Versions by day; None where the listing is not in it."""
    return [
        Seen(date.fromisoformat(day), () if listed is None else (State(codes, listed),))
        for day, listed in days
    ]


def answer(day: str, versions: list[Seen]) -> str:
    return judge(date.fromisoformat(day), versions, issuer="us").answer


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2012-05-31", "not_listed"),
        ("2012-06-01", "reconstructed"),
        ("2016-03-24", "reconstructed"),
        ("2016-03-25", "listed"),
        ("2026-01-01", "listed"),
    ],
)
def test_a_stated_date_says_yes_from_its_day_on_and_no_before(day, said):
    assert answer(day, seen(("2016-03-25", STATED))) == said


@pytest.mark.parametrize("day", ["2010-01-01", "2020-12-30"])
def test_a_bound_leaves_earlier_days_unknown(day):
    assert answer(day, seen(("2026-08-22", BOUND))) == "unknown"


def test_a_bound_leaves_earlier_days_unknown_even_where_a_version_lacks_it():
    assert answer("2016-10-16", seen(("2016-03-23", None), ("2026-08-22", BOUND))) == "unknown"


def test_from_its_bound_on_a_listing_is_reconstructed():
    assert answer("2020-12-31", seen(("2026-08-22", BOUND))) == "reconstructed"


def test_a_listing_that_both_sides_show_needs_no_date():
    assert answer("2016-10-16", seen(("2016-03-25", NEVER_DATED), ("2018-01-26", NEVER_DATED))) == "listed"


def test_a_listing_that_both_sides_lack_was_not_listed():
    assert answer("2016-10-16", seen(("2016-03-25", None), ("2018-01-26", None))) == "not_listed"


def test_between_the_versions_of_a_removal_the_answer_is_unknown():
    versions = seen(("2025-05-29", STATED), ("2025-07-01", None))
    assert [answer(day, versions) for day in ("2025-05-29", "2025-06-10", "2025-07-01")] == [
        "listed",
        "unknown",
        "not_listed",
    ]


def test_between_the_versions_of_an_undated_arrival_the_answer_is_unknown():
    versions = seen(("2016-03-25", None), ("2018-01-26", NEVER_DATED))
    assert [answer(day, versions) for day in ("2016-03-25", "2016-10-16", "2018-01-26")] == [
        "not_listed",
        "unknown",
        "listed",
    ]


def test_a_listing_that_came_back_with_its_old_date_is_unknown_for_the_days_before_it_was_seen_again():
    """The UN's entries on Iran: off the list from 2023 to September 2025, and dated 2006 to 2012 again."""
    versions = seen(("2020-03-20", STATED), ("2025-09-03", None), ("2025-11-18", STATED))
    assert [answer(day, versions) for day in ("2024-01-01", "2025-10-01", "2025-11-18")] == [
        "unknown",
        "unknown",
        "listed",
    ]


def test_the_date_of_a_later_version_serves_an_earlier_one_that_has_none():
    later = ListedOn(date(2016, 7, 5), "stated")
    versions = seen(("2016-03-25", None), ("2018-01-26", NEVER_DATED), ("2024-05-28", later))
    assert [answer(day, versions) for day in ("2016-07-04", "2016-07-05")] == ["not_listed", "reconstructed"]


def test_without_any_version_nothing_is_known():
    assert answer("2016-10-16", []) == "unknown"
    assert answer("2016-10-16", seen(("2026-02-24", None))) == "unknown"


# --- what had become of it -------------------------------------------------------------------------


def standing(day: str, versions: list[Seen], issuer: str = "us") -> str | None:
    return judge(date.fromisoformat(day), versions, issuer=issuer).standing


def test_an_entry_kept_under_another_programme_says_that_one_was_revoked():
    versions = [
        *seen(("2025-05-29", STATED), codes=("SYRIA", "SYRIA-EO13894")),
        *seen(("2025-07-01", STATED), codes=("PAARSSR-EO13894",)),
    ]
    assert standing("2025-06-30", versions) == "in_force"
    assert standing("2025-07-01", versions) == "programme_revoked_kept"


def test_an_entry_whose_only_programme_has_ended_since_is_expired():
    versions = seen(("2025-11-19", STATED), codes=("SYRIA-CAESAR",))
    assert standing("2025-12-18", versions) == "in_force"
    assert standing("2025-12-19", versions) == "expired"


def test_a_removed_entry_is_delisted_and_one_that_never_was_is_not():
    assert standing("2025-07-02", seen(("2025-05-29", STATED), ("2025-07-01", None))) == "delisted"
    assert standing("2025-07-02", seen(("2025-05-29", None), ("2025-07-01", None))) is None


def test_a_suspension_that_the_issuer_states_holds_until_its_next_act():
    listing = Listing(
        "eu_fsf",
        "EU.1.1",
        "Person",
        (Name("Orik VANTU"),),
        programmes=(Programme("IRN"),),
        amended_on=date(2025, 9, 29),
        properties=(Property("designationDetails", "(26.7.2010, suspended since 16.1.2016)"),),
    )
    versions = [Seen(date(2026, 2, 24), (state_of(listing, ListedOn(date(2010, 7, 26), "stated")),))]
    days = ("2016-01-15", "2016-01-16", "2025-09-28", "2025-09-29")
    assert [standing(day, versions, "eu") for day in days] == [
        "in_force",
        "suspended",
        "suspended",
        "in_force",
    ]


def test_a_state_keeps_its_programmes_in_order_and_once():
    listing = person("1", "Orik VANTU")
    assert state_of(listing, STATED).codes == ("SYRIA",)


# --- whatever is held ------------------------------------------------------------------------------

DAYS = st.dates(date(2010, 1, 1), date(2026, 12, 31))
LISTED = st.one_of(st.just(NEVER_DATED), st.builds(ListedOn, DAYS, st.sampled_from(["stated", "derived"])))
STATES = st.builds(State, st.just(("SYRIA",)), LISTED)
VERSIONS = st.lists(
    st.builds(Seen, DAYS, st.lists(STATES, max_size=2).map(tuple)), max_size=5, unique_by=lambda one: one.on
).map(lambda versions: sorted(versions, key=lambda one: one.on))


@given(day=DAYS, bound=DAYS, days=st.lists(st.tuples(DAYS, st.booleans()), unique_by=lambda one: one[0]))
def test_an_upper_bound_never_says_no_before_its_day(day, bound, days):
    listed = ListedOn(bound, "derived")
    versions = [Seen(on, (State(("SYR",), listed),) if there else ()) for on, there in sorted(days)]
    if day < bound:
        assert judge(day, versions, issuer="eu").answer != "not_listed" or not any(there for _, there in days)


@given(day=DAYS, versions=VERSIONS)
def test_no_is_never_said_where_nothing_held_says_so(day, versions):
    """Neither a version by the day nor a stated date: then no is no answer."""
    stated = any(state.listed.basis == "stated" for one in versions for state in one.states)
    if not any(one.on <= day for one in versions) and not stated:
        assert judge(day, versions, issuer="us").answer != "not_listed"


@given(day=DAYS, versions=VERSIONS)
def test_listed_is_only_said_where_a_version_by_the_day_shows_it(day, versions):
    if judge(day, versions, issuer="us").answer == "listed":
        assert [one for one in versions if one.on <= day][-1].states


@given(
    first=DAYS, later=st.integers(0, 4000), versions=st.lists(DAYS, min_size=1, unique=True), listed=LISTED
)
def test_what_stays_on_the_list_never_goes_back_from_yes_to_no(first, later, versions, listed):
    shown = [Seen(on, (State(("SYRIA",), listed),)) for on in sorted(versions)]
    rank = {"not_listed": 0, "unknown": 1, "reconstructed": 2, "listed": 3}
    one, other = (judge(day, shown, issuer="us").answer for day in (first, first + timedelta(days=later)))
    assert rank[one] <= rank[other]


@given(day=DAYS, versions=VERSIONS, newer=st.integers(1, 4000), there=st.booleans())
def test_a_version_newer_than_the_next_one_never_turns_yes_into_no(day, versions, newer, there):
    """Where both sides of the day are held, what a still newer file lacks or has changes no sure answer."""
    if not versions or versions[0].on > day or versions[-1].on <= day:
        return
    before = judge(day, versions, issuer="us").answer
    state = (State(("SYRIA",), NEVER_DATED),) if there else ()
    after = judge(day, [*versions, Seen(versions[-1].on + timedelta(days=newer), state)], issuer="us").answer
    assert {before, after} != {"listed", "not_listed"}


@given(day=DAYS, versions=VERSIONS)
def test_what_was_not_in_force_has_no_standing_of_one_that_is(day, versions):
    judged = judge(day, versions, issuer="us")
    if judged.answer == "not_listed":
        assert judged.standing in {None, "delisted"}
    if judged.answer in {"listed", "reconstructed"}:
        assert judged.standing not in {None, "delisted"}
