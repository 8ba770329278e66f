"""Two versions compared: what is new, gone and otherwise, and whether that matters to matching."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from support.homes import home_with
from support.listings import company, person, vessel
from support.versions import list_version

from ostrakon.errors import UsageError
from ostrakon.lists.changes import Diff, FieldChange
from ostrakon.lists.diff import compare_listings, diff, is_material
from ostrakon.lists.fields import FIELDS
from ostrakon.lists.losses import Lens, lens_of
from ostrakon.lists.tally import Wanted, tally
from ostrakon.model import (
    Address,
    Country,
    Identifier,
    Kind,
    Listing,
    Name,
    NamePart,
    PartialDate,
    Programme,
    Property,
)

ALL = Lens(frozenset(FIELDS), loosely=False)
LOOSELY = Lens(frozenset(FIELDS), loosely=True)
VANTU = person("1", "Orik VANTU", "Oric VANTOU", born=date(1965, 9, 11), country="sy", passport="D1903")


def changes(now: Listing, lens: Lens = ALL, was: Listing = VANTU) -> tuple[FieldChange, ...]:
    return compare_listings(was, now, lens)


def material(lens: Lens = ALL, **fields: Any) -> bool:
    return is_material(VANTU, replace(VANTU, **fields), lens.fields, loosely=lens.loosely)


def under(*codes: str, of: Listing = VANTU, id_: str = "1") -> Listing:
    return replace(of, id=id_, programmes=tuple(map(Programme, codes)))


def compared(home: Path, before: Sequence[Listing], after: Sequence[Listing], **wanted: Any) -> Diff:
    engine = home_with(home, {"us_ofac_sdn": {date(2025, 5, 29): before, date(2025, 7, 1): after}})
    return engine.diff("us_ofac_sdn@2025-05-29", "us_ofac_sdn@2025-07-01", **wanted)


# --- fields ------------------------------------------------------------------------------------------


def test_a_change_says_what_stood_only_before_and_only_after() -> None:
    now = replace(VANTU, names=(VANTU.names[0], Name("Orik WANTU", "alias", "weak")))
    assert changes(now) == (
        FieldChange("aliases", ("Oric VANTOU (alias; strong)",), ("Orik WANTU (alias; weak)",)),
    )


def test_order_and_repetition_are_no_change() -> None:
    first, second = VANTU.names
    assert changes(replace(VANTU, names=(first, second, second))) == ()
    assert changes(replace(VANTU, programmes=VANTU.programmes * 2)) == ()


def test_what_no_wording_tells_apart_is_shown_in_full() -> None:
    place = Address("Damascus, Syria", city="Damascus")
    (change,) = changes(
        replace(VANTU, addresses=(replace(place, region="Damascus"),)), was=replace(VANTU, addresses=(place,))
    )
    assert change.field == "addresses"
    assert ('"region":"Damascus"' in change.after[0], "region" in change.before[0]) == (True, False)


def test_another_primary_name_is_a_change_of_name_and_of_aliases() -> None:
    first, second = VANTU.names
    now = replace(VANTU, names=(replace(second, type="primary"), replace(first, type="alias")))
    assert [change.field for change in changes(now)] == ["name", "aliases"]


def test_a_listing_without_any_programme_says_nothing_of_its_programmes() -> None:
    assert changes(under()) == changes(VANTU, was=under()) == ()


def test_on_a_list_of_ones_own_no_programme_is_one_less() -> None:
    own = replace(VANTU, dataset="ours")
    assert [change.field for change in changes(under(of=own), was=own)] == ["programmes"]


def test_a_pointer_to_another_bodys_page_is_no_change_of_the_party() -> None:
    pointed = replace(VANTU, properties=(Property("hasInterpolLink", "NO"), Property("flag", "Panama")))
    (change,) = changes(pointed)
    assert (change.field, change.after) == ("properties", ("flag: Panama",))


# --- material ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"names": (*VANTU.names, Name("ABU ORIK", "alias"))},
        {"names": VANTU.names[:1]},
        {"names": (VANTU.names[0], replace(VANTU.names[1], strength="weak"))},
        {"kind": "LegalEntity"},
        {"birth_dates": (PartialDate.of_year(1965),)},
        {"nationalities": (Country("Lebanon", "lb"),)},
        {"addresses": (Address("Beirut, Lebanon", country=Country("Lebanon", "lb")),)},
        {"identifiers": (Identifier("passport", "D1904"),)},
        {"identifiers": (replace(VANTU.identifiers[0], valid=False),)},
        {"cross_references": (Identifier("un_reference", "QDi.317"),)},
    ],
)
def test_what_the_matcher_reads_is_material(fields: dict[str, Any]) -> None:
    assert material(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"programmes": (Programme("PAARSSR-EO13894"),)},
        {"reasons": ("President of the Syrian Arab Republic",)},
        {"titles": ("General",)},
        {"listed_on": date(2011, 5, 18)},
        {"addresses": (Address("Damascus, Syria", country=Country("Syria", "sy")),)},  # a country it has
        {"nationalities": (), "citizenships": VANTU.nationalities},
        {"identifiers": (replace(VANTU.identifiers[0], value="d-1903", note="expired"),)},
        {"names": (replace(VANTU.names[0], text="ORIK VANTU"), VANTU.names[1])},
        {"names": tuple(reversed(VANTU.names))},
        {"cross_references": (Identifier("ofsi_group_id", "11928"),)},  # never searched
    ],
)
def test_what_the_matcher_does_not_read_is_not(fields: dict[str, Any]) -> None:
    assert not material(**fields)


# --- layouts -----------------------------------------------------------------------------------------


def test_a_patronymic_is_material_where_it_stands_for_a_family_name_alone() -> None:
    def in_parts(*roles: str) -> Listing:
        parts = tuple(NamePart(role, role.title()) for role in roles)
        return replace(VANTU, names=(replace(VANTU.names[0], parts=parts),))

    def counts(was: Listing, now: Listing) -> bool:
        return is_material(was, now, ALL.fields, loosely=False)

    assert counts(in_parts("first"), in_parts("first", "patronymic"))
    assert counts(in_parts("first"), in_parts("first", "last"))
    assert not counts(in_parts("last"), in_parts("first", "last", "patronymic"))


def test_a_field_that_one_layout_cannot_carry_is_no_change() -> None:
    lens = lens_of(list_version("2019-01-04", "CSV"), list_version("2024-05-28"))
    now = replace(VANTU, listed_on=date(2011, 5, 18), date_basis="stated", measures=("Block",), notes=("x",))
    assert changes(now, lens) == ()
    assert not material(lens, names=(*VANTU.names, Name("أوريك فانتو", "original_script")))


def test_two_files_of_one_layout_are_compared_by_every_field() -> None:
    assert lens_of(list_version("2024-05-28"), list_version("2025-05-29")) == ALL


def test_two_layouts_are_compared_by_what_both_print() -> None:
    as_csv = replace(
        VANTU,
        names=(Name("VANTU Orik", "primary", "strong"), Name("oric  vantou", "alias", "strong", note="x")),
        identifiers=(Identifier("passport", "D 1903"),),
        nationalities=(Country("SYRIA", "sy"),),
        birth_dates=(replace(VANTU.birth_dates[0], text="11 Sep 1965"),),
        programmes=(Programme("SYRIA", legal_basis=("Executive Order 13573",)),),
    )
    assert changes(as_csv, LOOSELY) == ()
    assert not is_material(VANTU, as_csv, LOOSELY.fields, loosely=True)
    assert changes(replace(as_csv, names=as_csv.names[:1]), LOOSELY)[0].field == "aliases"


def test_between_two_layouts_marks_on_letters_are_no_change() -> None:
    munoz = person("1", "Jonathan MUNOZ MEJIA", "EL MUNECO")
    marked = replace(
        munoz,
        names=(*munoz.names[:1], Name("Jonathan MUÑOZ MEJIA", "variation"), Name("El Muñeco", "alias")),
    )
    assert changes(marked, LOOSELY, munoz) == ()
    assert [change.field for change in changes(marked, ALL, munoz)] == ["aliases"]


def test_a_file_without_aliases_says_nothing_of_aliases() -> None:
    lens = lens_of(
        list_version("2018-01-26", "CSV", remarks=("primary names only",)), list_version("2019-01-04", "CSV")
    )
    assert not lens.loosely
    assert frozenset(FIELDS) - lens.fields == {"aliases", "original_script_names", "addresses"}


def test_a_main_file_alone_says_no_more_because_its_parts_came_later() -> None:
    main = list_version("2025-05-29", "CSV", sha256="a" * 64)
    alone = replace(main, name="2025-05-29", remarks=("primary names only",))
    whole = replace(
        main, name="2025-05-29.2", captures=(*main.captures, *list_version("2025-05-29").captures)
    )
    assert "aliases" not in lens_of(alone, whole).fields
    assert lens_of(whole, whole).fields == frozenset(FIELDS)


def test_the_uns_files_of_2024_lost_birth_dates_and_places() -> None:
    remarks = ("The issuer's files from 2023-09-29 to 2024-12-31 state one birth date per person; …",)
    lens = lens_of(list_version("2024-12-31", remarks=remarks), list_version("2025-09-03"))
    assert frozenset(FIELDS) - lens.fields == {"birth_dates", "birth_places"}


def test_a_rebuilt_file_is_known_by_its_bytes() -> None:
    rebuilt = list_version(
        "2026-08-22",
        "XML",
        dataset="gb_fcdo_sanctions",
        sha256="1585df430c6eb1ff3ae6eb5601e6c5aaba2f6ef790bde47a0645deb2326919e7",
    )
    lens = lens_of(rebuilt, list_version("2026-09-01", "XML", dataset="gb_fcdo_sanctions"))
    assert "birth_dates" not in lens.fields
    assert {"name", "programmes", "reasons"} <= lens.fields


# --- versions ----------------------------------------------------------------------------------------


def test_added_removed_and_changed_are_told_apart(tmp_path: Path) -> None:
    stays, goes, comes = company("2", "STAYS"), company("3", "GOES"), vessel("4", "COMES")
    found = compared(tmp_path, [VANTU, stays, goes], [under("SDGT"), stays, comes])
    assert [change.listing.id for change in found.added] == ["4"]
    assert [change.listing.id for change in found.removed] == ["3"]
    assert [(change.listing.id, change.material) for change in found.changed] == [("1", False)]
    assert (found.before.name, found.after.name, found.not_compared) == ("2025-05-29", "2025-07-01", ())


def test_the_programmes_asked_for_are_tallied(tmp_path: Path) -> None:
    before = [
        under("SYRIA", id_="1"),
        under("SYRIA", "SYRIA-CAESAR", id_="2"),
        under("Syria-EO13894", id_="3"),
        under("SDGT", id_="4"),
        under("SDGT", id_="5"),
    ]
    after = [
        under("PAARSSR", "SYRIA-CAESAR", id_="2"),
        under("PAARSSR", id_="3"),
        under("SDGT", "SYRIA", id_="4"),
        under("SDGT", id_="5"),
        under("SYRIA", id_="6"),
    ]
    found = compared(tmp_path, before, after, programme="SYRIA*")
    tally = found.counts.programme
    assert tally is not None
    assert (tally.before, tally.after, tally.left_list, tally.stayed) == (3, 3, 1, 2)
    assert (tally.stayed_without, tally.stayed_with, tally.came) == (1, 1, 2)
    assert [(c.programme, c.stayed, c.without, c.with_one) for c in tally.now_under] == [
        ("PAARSSR", 2, 1, 1),
        ("SYRIA-CAESAR", 1, 0, 1),
    ]
    assert {change.listing.id for change in found} == {"1", "2", "3", "4", "6"}
    assert (found.counts.total.before, found.counts.total.after) == (5, 5)
    assert (found.counts.chosen.before, found.counts.chosen.removed, found.counts.chosen.added) == (4, 1, 1)
    assert found.counts.by_programme["SYRIA"].removed == 2


def test_an_entry_without_a_programme_counts_under_those_of_its_other_version(tmp_path: Path) -> None:
    renamed = person("2", "Orik WANTU")
    before = [under(id_="1"), under("SYRIA", id_="2"), under(id_="3")]
    after = [under("SYRIA", id_="1"), under(of=renamed, id_="2"), under("SDGT", id_="4")]
    found = compared(tmp_path, before, after)
    syria = found.counts.by_programme["SYRIA"]
    assert (syria.before, syria.after, syria.added, syria.removed, syria.changed) == (2, 2, 0, 0, 1)
    asked = compared(tmp_path / "asked", before, after, programme="SYRIA").counts.programme
    assert asked is not None
    assert (asked.before, asked.stayed_with, asked.stayed_without, asked.came) == (2, 2, 0, 0)


def test_only_the_kind_asked_for_is_shown(tmp_path: Path) -> None:
    found = compared(tmp_path, [VANTU], [VANTU, vessel("4", "SHIP"), company("5", "FIRM")], kind="Vessel")
    assert [change.listing.id for change in found.added] == ["4"]
    assert found.counts.total.added == 2
    assert list(found.counts.by_kind) == ["Vessel"]


def test_a_programme_that_none_of_the_kind_is_under_is_still_a_programme(tmp_path: Path) -> None:
    ships = compared(tmp_path, [VANTU], [VANTU], kind="Vessel", programme="SYRIA").counts
    assert ships.programme is not None
    assert (ships.programme.before, ships.chosen.before, ships.total.before) == (0, 0, 1)


def test_a_version_compared_with_itself_has_no_changes(tmp_path: Path) -> None:
    engine = home_with(tmp_path, {"us_ofac_sdn": {date(2025, 5, 29): [VANTU]}})
    found = engine.diff("us_ofac_sdn@2025-05-29", "us_ofac_sdn@2025-06-01")
    assert (list(found), found.before, found.counts.total.before) == ([], found.after, 1)


@pytest.mark.parametrize(
    ("one", "other", "wanted", "said"),
    [
        ("us_ofac_sdn@2025-07-01", "us_ofac_sdn@2025-05-29", {}, "give the older version first"),
        ("us_ofac_sdn@2025-05-29", "eu_fsf@2025-05-29", {}, "two versions of one list"),
        ("us_ofac_sdn@2025-05-29", "us_ofac_sdn@2025-07-01", {"programme": "SYR*"}, "there are SDGT"),
        ("us_ofac_sdn@2025-05-29", "us_ofac_sdn@2025-07-01", {"programme": ""}, "no programme"),
        ("us_ofac_sdn@2025-05-29", "us_ofac_sdn@2025-07-01", {"kind": "Ship"}, "kind 'Ship': use Person"),
    ],
)
def test_a_senseless_comparison_is_refused(
    tmp_path: Path, one: str, other: str, wanted: dict[str, str], said: str
) -> None:
    firm = company("2", "FIRM")
    days = {date(2025, 5, 29): [firm], date(2025, 7, 1): [firm]}
    engine = home_with(tmp_path, {"us_ofac_sdn": days, "eu_fsf": days})
    with pytest.raises(UsageError) as raised:
        engine.diff(one, other, **wanted)
    assert said in str(raised.value)


CODES = ("SYRIA", "SYRIA-CAESAR", "SDGT")
KINDS: tuple[Kind, ...] = ("Person", "Vessel")
states = st.dictionaries(
    st.sampled_from("abcdef"),
    st.builds(
        lambda kind, codes, name: Listing(
            "us_ofac_sdn", "", kind, (Name(name),), tuple(map(Programme, codes))
        ),
        st.sampled_from(KINDS),
        st.lists(st.sampled_from(CODES), min_size=1, max_size=2),
        st.sampled_from(["Orik", "Orek"]),
    ),
)


class TwoVersions:
    """A store of two versions that compares them the slow way."""

    def __init__(self, before: dict[str, Listing], after: dict[str, Listing]) -> None:
        self.sides = tuple(
            {id_: replace(listing, id=id_) for id_, listing in side.items()} for side in (before, after)
        )

    def listings(self, _version):
        return iter(self.sides[0].values())

    def changed(self, _before, _after):
        was, now = self.sides
        for id_ in sorted({*was, *now}):
            if was.get(id_) != now.get(id_):
                yield was.get(id_), now.get(id_)


@given(states, states)
@settings(deadline=None)  # the first diff loads YAML, on a busy machine for longer than Hypothesis allows
def test_every_count_adds_up(before: dict[str, Listing], after: dict[str, Listing]) -> None:
    store = TwoVersions(before, after)
    versions = list_version("2025-05-29"), list_version("2025-07-01")
    found = diff(*versions, store)
    total = found.counts.total
    assert (total.before, total.after) == (len(before), len(after))
    assert total.after == total.before + total.added - total.removed
    assert total.added == len(after.keys() - before.keys())
    assert total.removed == len(before.keys() - after.keys())
    for counted in (*found.counts.by_kind.values(), *found.counts.by_programme.values()):
        assert counted.after == counted.before + counted.added - counted.removed
        assert counted.material <= counted.changed <= min(counted.before, counted.after)
    assert sum(counted.before for counted in found.counts.by_kind.values()) == total.before

    held, differing = list(store.listings(None)), list(store.changed(None, None))
    asked = tally(held, differing, list(found), Wanted(programme="SYRIA*")).programme
    assert asked is not None
    assert asked.before == asked.left_list + asked.stayed_with + asked.stayed_without
    assert asked.after == asked.stayed_with + asked.came
