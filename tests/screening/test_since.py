"""Customers against what changed: the difference of two full screenings, each with its cause."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from support.homes import home_with
from support.listings import company, person
from support.versions import list_version

from ostrakon.engine import Engine
from ostrakon.errors import NotHeld, UsageError
from ostrakon.lists.first_listed import ListedOn
from ostrakon.matching import Matcher, MatchQuery
from ostrakon.matching.index import index_of
from ostrakon.model import Address, Country, Hit, Listing, ListVersion, Name, PartialDate, Programme, Query
from ostrakon.screening import Scope, Screening, effect_of, proof_of, screen
from ostrakon.screening.accepted import Accepted
from ostrakon.screening.batch import Customer
from ostrakon.screening.since import HitChange, hit_changes, refuse_ambiguous
from ostrakon.screening.windows import Since, window_of

CROWD = [person(str(1000 + n), f"Filler{n:03d} PERSON{n % 7}") for n in range(60)]
ASSAD = person("12735", "Bashar AL-ASSAD", born=date(1965, 9, 11), listed_on=date(2011, 5, 18))
GAS = company("12871", "SYRIAN GAS COMPANY")
WAS, NOW = date(2025, 5, 29), date(2025, 7, 1)


def engine_of(home: Path, before: Sequence[Listing], after: Sequence[Listing]) -> Engine:
    return home_with(home, {"us_ofac_sdn": {WAS: [*before, *CROWD], NOW: [*after, *CROWD]}})


def changes(home: Path, before: Sequence[Listing], after: Sequence[Listing], *names: str) -> list[HitChange]:
    queries = [Query(name=name) for name in names]
    return list(engine_of(home, before, after).screen_since(queries, "2025-05-29"))


def summary(found: Sequence[HitChange]) -> list[tuple[int, str, str, str]]:
    return [(change.customer.row, change.change, change.party, change.cause.change) for change in found]


# --- what is told ------------------------------------------------------------------------------------


def test_a_new_listing_and_a_removed_one_change_the_hits_of_those_they_name(tmp_path: Path) -> None:
    found = changes(tmp_path, [GAS], [ASSAD], "Nobody Inparticular", "Syrian Gas Company", "Bachar el-Assad")
    assert summary(found) == [
        (2, "gone", "us_ofac_sdn:12871", "removed"),
        (3, "new", "us_ofac_sdn:12735", "added"),
    ]
    gone, new = found
    assert (gone.after, new.before) == (None, None)
    assert (gone.cause.before, gone.cause.after) == ("2025-05-29", "2025-07-01")
    assert new.cause.material


def test_other_grounds_are_told_with_the_fields_that_changed(tmp_path: Path) -> None:
    revoked = replace(ASSAD, programmes=(Programme("PAARSSR-EO13894"),))
    (change,) = changes(tmp_path, [ASSAD], [revoked], "Bashar al-Assad")
    assert (change.change, change.cause.material) == ("changed", False)
    assert [field.field for field in change.cause.fields] == ["programmes"]
    assert change.before is not None
    assert change.after is not None
    assert change.before.score == change.after.score


def test_another_name_makes_a_hit_come_or_go(tmp_path: Path) -> None:
    renamed = replace(ASSAD, names=(*ASSAD.names, Name("Lion of Damascus", "alias", "strong")))
    assert summary(changes(tmp_path / "a", [ASSAD], [renamed], "Lion of Damascus")) == [
        (1, "new", "us_ofac_sdn:12735", "changed")
    ]
    assert summary(changes(tmp_path / "b", [renamed], [ASSAD], "Lion of Damascus")) == [
        (1, "gone", "us_ofac_sdn:12735", "changed")
    ]


def test_the_standing_of_each_side_is_that_of_its_day(tmp_path: Path) -> None:
    revoked = replace(ASSAD, programmes=(Programme("PAARSSR-EO13894"),))
    (change,) = changes(tmp_path, [ASSAD], [revoked], "Bashar al-Assad")  # SYRIA ended on 2025-06-30
    assert change.before is not None
    assert change.before.listings[0].standing == "in_force"


def test_a_note_or_a_new_neighbour_on_the_list_is_no_news_for_a_customer(tmp_path: Path) -> None:
    noted = replace(ASSAD, notes=("seen in Moscow",), titles=("Doctor",))
    crowd = [person(str(2000 + n), f"Bashar Number{n}") for n in range(40)]  # "Bashar" is less rare now
    assert changes(tmp_path, [ASSAD], [noted, *crowd], "Assad") == []


def test_only_listings_that_differ_in_what_a_hit_shows_are_searched(tmp_path: Path) -> None:
    noted = replace(GAS, notes=("a note",))
    window = engine_of(tmp_path, [ASSAD, GAS], [noted]).since("2025-05-29")
    assert set(window.causes) == {"us_ofac_sdn:12735"}
    assert window.after is None  # nothing to search on the newer side
    assert window.before is not None
    everything = MatchQuery.of("Filler001 PERSON1"), MatchQuery.of("Syrian Gas Company")
    found = window.before.matcher.match_many(everything, threshold=0, limit=200)
    assert {match.listing.id for one in found for match in one.best} <= {"12735"}
    assert [compared.listings for compared in window.compared] == [2]


def test_a_list_that_is_the_same_changes_nothing(tmp_path: Path) -> None:
    assert changes(tmp_path, [ASSAD], [ASSAD], "Bashar al-Assad") == []


def test_what_one_file_does_not_carry_is_told_as_that(tmp_path: Path) -> None:
    bare = replace(ASSAD, birth_dates=())
    engine = engine_of(tmp_path, [ASSAD], [bare])
    one, other = engine.store.versions("us_ofac_sdn")
    unlike = [
        replace(one, remarks=("state one birth date per person",)),
        replace(other, layout="CSV"),
    ]
    window = window_of(
        Since(WAS),
        replace(screening_of(unlike[1], [bare], [bare]), scope=scope_of_version(unlike[1])),
        effect_of(scope_of_version(unlike[0]), None, first_listed, None),
        TwoVersions(unlike, [ASSAD], [bare]),
        [index_of([bare])],
    )
    customers = [Customer(1, None, Query(name="Bashar al-Assad", birth_date="1965-09-11"))]
    (change,) = hit_changes(customers, window)
    assert (change.change, change.cause.change, change.cause.fields) == ("changed", "file", ())
    assert "birth_dates" in window.compared[0].not_compared


# --- accepted ----------------------------------------------------------------------------------------


def test_an_accepted_hit_is_silent_until_its_listing_changes_materially(tmp_path: Path) -> None:
    revoked = replace(ASSAD, programmes=(Programme("PAARSSR-EO13894"),))
    born = replace(revoked, birth_dates=(PartialDate.of_day(date(1966, 1, 1)),))
    accepted = Accepted({("C1", "us_ofac_sdn:12735"): "another man"})
    customers = [
        Customer(1, "C1", Query(name="Bashar al-Assad")),
        Customer(2, "C2", Query(name="B. al-Assad")),
    ]
    for folder, after, silent in (("a", revoked, True), ("b", born, False)):
        window = engine_of(tmp_path / folder, [ASSAD], [after]).since("2025-05-29")
        found = list(hit_changes(customers, window, accepted))
        assert [(change.accepted, change.silenced) for change in found] == [
            ("another man", silent),
            (None, False),
        ]


def test_a_customer_without_an_id_is_accepted_by_name(tmp_path: Path) -> None:
    revoked = replace(ASSAD, programmes=(Programme("PAARSSR-EO13894"),))
    window = engine_of(tmp_path, [ASSAD], [revoked]).since("2025-05-29")
    accepted = Accepted({("Bashar al-Assad", "us_ofac_sdn:12735"): "another man"})
    (change,) = hit_changes([Customer(1, None, Query(name="Bashar al-Assad"))], window, accepted)
    assert change.silenced


def test_silence_for_one_of_two_namesakes_would_be_a_guess() -> None:
    twins = [Customer(row, None, Query(name="Ali Hassan")) for row in (1, 2)]
    accepted = Accepted({("Ali Hassan", "us_ofac_sdn:1"): "another man"})
    with pytest.raises(UsageError, match="'Ali Hassan' is row 1 and row 2: give each row a customer_id"):
        refuse_ambiguous(twins, accepted)
    refuse_ambiguous([Customer(n, f"C{n}", Query(name="Ali Hassan")) for n in (1, 2)], accepted)
    refuse_ambiguous(twins, Accepted({}))


# --- what cannot be told -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "as_of", "error", "said"),
    [
        ("2025-05-28", None, NotHeld, "the first are us_ofac_sdn 2025-05-29"),
        ("2027-01-01", None, UsageError, "has not come yet"),
        ("yesterday", None, UsageError, "--since: 'yesterday' is no day"),
        ("2025-05-29.1", None, UsageError, "say of which list, as in us_ofac_sdn@2025-05-29.1"),
        ("2025-07-01", date(2025, 6, 1), UsageError, "later than 2025-06-01, the day of the screening"),
        ("us_ofac_sdn@2025-05-29.2", None, NotHeld, "no version 2025-05-29.2"),
        ("nowhere@2025-05-29", None, UsageError, "unknown list 'nowhere'"),
    ],
)
def test_a_moment_that_cannot_be_compared_with_is_refused(
    tmp_path: Path, since: str, as_of: date | None, error: type[Exception], said: str
) -> None:
    engine = engine_of(tmp_path, [ASSAD], [GAS])
    with pytest.raises(error) as raised:
        engine.since(since, as_of=as_of)
    assert said in str(raised.value)


def test_a_list_that_was_not_held_then_is_not_compared_and_said_so(tmp_path: Path) -> None:
    engine = home_with(
        tmp_path,
        {
            "us_ofac_sdn": {WAS: [GAS, *CROWD], NOW: [GAS, *CROWD]},
            "un_sc_sanctions": {NOW: [replace(ASSAD, dataset="un_sc_sanctions"), *CROWD]},
        },
    )
    window = engine.since("2025-05-29")
    assert [compared.after.dataset for compared in window.compared] == ["us_ofac_sdn"]
    why = {left_out.dataset: left_out.why for left_out in window.proof.not_checked}
    assert why["un_sc_sanctions"] == "no version was held at 2025-05-29: what changed cannot be told"
    assert list(engine.screen_since([Query(name="Bashar al-Assad")], "2025-05-29")) == []


def test_a_version_of_one_list_compares_that_list_alone(tmp_path: Path) -> None:
    days = {WAS: [GAS, *CROWD], NOW: [ASSAD, *CROWD]}
    engine = home_with(tmp_path, {"us_ofac_sdn": days, "eu_fsf": days})
    window = engine.since("us_ofac_sdn@2025-05-29")
    assert [compared.after.dataset for compared in window.compared] == ["us_ofac_sdn"]
    again = engine.since("us_ofac_sdn@2025-05-29", datasets=("us_ofac_sdn", "us_ofac_sdn"))
    assert again.compared == window.compared
    with pytest.raises(UsageError, match="is of one list, and others are asked for"):
        engine.since("us_ofac_sdn@2025-05-29", datasets=("eu_fsf",))


# --- equal to the difference of two full screenings --------------------------------------------------

WORDS = ("Bashar", "Bachar", "Assad", "al-Assad", "Hassan", "Gas", "Syrian", "Company", "Omar", "Jamil")
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True).map(" ".join)
listings = st.builds(
    lambda kind, texts, weak, year, code, programme: Listing(
        "us_ofac_sdn",
        "",
        kind,
        tuple(
            Name(text, "alias" if place else "primary", "weak" if weak and place else "strong")
            for place, text in enumerate(texts)
        ),
        (Programme(programme),),
        birth_dates=(PartialDate.of_year(year),) if year else (),
        addresses=(Address(code, country=Country(code, code)),),
        notes=(code,),
    ),
    st.sampled_from(["Person", "LegalEntity"]),
    st.lists(names, min_size=1, max_size=3, unique=True),
    st.booleans(),
    st.sampled_from([None, 1965, 1970]),
    st.sampled_from(["sy", "ir"]),
    st.sampled_from(["SYRIA", "SDGT"]),
)
lists_of_listings = st.dictionaries(st.sampled_from("abcdef"), listings, max_size=6)
queries = st.builds(
    lambda name, year, country: Query(name=name, birth_date=year, countries=[country] if country else []),
    names,
    st.sampled_from([None, "1965", "1970-05-01"]),
    st.sampled_from([None, "sy", "ru"]),
)


class TwoVersions:
    """A store of two versions of one list."""

    def __init__(
        self, versions: Sequence[ListVersion], before: Sequence[Listing], after: Sequence[Listing]
    ) -> None:
        self._versions = tuple(versions)
        self.was, self.now = ({one.id: one for one in side} for side in (before, after))

    def datasets(self) -> Sequence[str]:
        return ("us_ofac_sdn",)

    def versions(self, _dataset: str) -> Sequence[ListVersion]:
        return self._versions

    def find(self, _dataset: str, *, as_of: object) -> ListVersion:
        return self._versions[0]

    def changed(self, _before: object, _after: object) -> Iterator[tuple[Listing | None, Listing | None]]:
        for id_ in sorted({*self.was, *self.now}):
            if self.was.get(id_) != self.now.get(id_):
                yield self.was.get(id_), self.now.get(id_)


def scope_of_version(version: ListVersion) -> Scope:
    as_of = version.captured_at.date()
    return Scope(as_of=as_of, versions=(version,), confirmed_at={}, not_checked=())


def first_listed(listing: Listing) -> ListedOn:
    return ListedOn(listing.listed_on, listing.date_basis)


def screening_of(
    version: ListVersion, listings: Sequence[Listing], weighed_by: Sequence[Listing]
) -> Screening:
    """Of a whole list; words are as rare as on `weighed_by`."""
    matcher = Matcher({"us_ofac_sdn": index_of(listings)}, weighed_by=[index_of(weighed_by)])
    scope = scope_of_version(version)

    return Screening(
        scope=scope,
        matcher=matcher,
        in_force=effect_of(scope, None, first_listed, None),
        threshold=0.7,
        limit=200,
        proof=proof_of(scope, threshold=0.7, in_force_on=None),
    )


def with_ids(state: dict[str, Listing]) -> list[Listing]:
    return [*(replace(listing, id=id_) for id_, listing in state.items()), *CROWD]


def without_standing(hit: Hit | None) -> Hit | None:
    """A programme ends on a day, whatever the list does: that is no change of the list."""
    return hit and replace(hit, listings=tuple(replace(one, standing=None) for one in hit.listings))


@given(lists_of_listings, lists_of_listings, st.lists(queries, min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_it_equals_the_difference_of_two_full_screenings(
    before: dict[str, Listing], after: dict[str, Listing], asked: list[Query]
) -> None:
    versions = [list_version("2025-05-29"), list_version("2025-07-01")]
    old, new = with_ids(before), with_ids(after)
    full_then, full_now = screening_of(versions[0], old, new), screening_of(versions[1], new, new)
    store = TwoVersions(versions, old, new)
    window = window_of(Since(WAS), full_now, full_then.in_force, store, [index_of(new)])

    found = list(hit_changes([Customer(n, None, query) for n, query in enumerate(asked)], window))
    told = {(change.customer.row, change.party): change for change in found}
    assert len(told) == len(found)

    for row, query in enumerate(asked):
        was: dict[str, Hit] = {hit.party: hit for hit in screen(query, full_then).hits}
        now: dict[str, Hit] = {hit.party: hit for hit in screen(query, full_now).hits}
        for party in {*was, *now}:
            change = told.pop((row, party), None)
            if without_standing(was.get(party)) != without_standing(now.get(party)):
                assert change is not None, (query, party)
                assert (change.before, change.after) == (was.get(party), now.get(party))
                kind = "new" if party not in was else "gone" if party not in now else "changed"
                assert change.change == kind
            else:
                assert change is None
    assert not told
