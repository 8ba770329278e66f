"""Listings of several issuers become parties; no chain joins what must stay apart."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.parties import confirmed, held, listed, refused

from ostrakon.errors import UsageError
from ostrakon.matching.resolution import HeldListing, Overrides, Resolution, resolve

UK = held(listed("gb_fcdo_sanctions:SYR0026", "Bashar Al Asad", references=(("ofsi_group_id", "11928"),)), 3)
OFSI = held(listed("gb_hmt_sanctions:11928", "Bashar AL-ASSAD"), 2)
OFAC = held(listed("us_ofac_sdn:12735", "Bashar AL-ASSAD"), 1)
EU = held(listed("eu_fsf:EU.2437.5", "Bashar AL-ASSAD"), 4)


def parted(resolution: Resolution) -> set[frozenset[str]]:
    return {frozenset(party.listings) for party in resolution.parties}


def test_a_number_that_one_list_prints_for_another_joins_the_two() -> None:
    (party,) = resolve([UK, OFSI]).parties
    assert party.listings == ("gb_hmt_sanctions:11928", "gb_fcdo_sanctions:SYR0026")
    (link,) = party.links
    assert link.basis == "reference"
    assert link.reasons[0].query == "11928"


def test_a_party_is_called_by_the_listing_that_was_seen_first() -> None:
    (party,) = resolve([UK, OFSI]).parties
    assert (party.id, party.name) == ("gb_hmt_sanctions:11928", "Bashar AL-ASSAD")


def test_a_listing_that_left_its_list_stays_in_its_party_and_names_it() -> None:
    gone = held(OFSI.listing, 2, 3)
    assert resolve([UK, gone]).party_of("gb_fcdo_sanctions:SYR0026").id == "gb_hmt_sanctions:11928"


def test_listings_that_nothing_joins_are_parties_of_one() -> None:
    assert parted(resolve([OFAC, OFSI])) == {frozenset([OFAC.key]), frozenset([OFSI.key])}


def test_a_company_and_its_ship_that_share_a_number_of_the_un_stay_two() -> None:
    number = (("un_reference", "KPe.058"),)
    owner = held(listed("gb_fcdo_sanctions:DPR0001", "OWNER", kind="LegalEntity", references=number))
    ship = held(listed("gb_hmt_sanctions:13657", "SHIP", kind="Vessel", references=number))
    assert len(resolve([owner, ship]).parties) == 2


def test_entries_of_one_version_that_print_the_same_number_are_left_to_a_person() -> None:
    number = (("un_reference", "IRi.012"),)
    first = held(listed("gb_fcdo_sanctions:INU0276", references=number))
    second = held(listed("gb_fcdo_sanctions:INU0279", references=number))
    resolution = resolve([first, second])
    assert len(resolution.parties) == 2
    (pair,) = resolution.undecided
    assert (pair.one, pair.other) == (first.key, second.key)
    assert "several entries" in pair.why


def test_an_entry_that_its_issuer_numbered_anew_is_one_party_with_the_former() -> None:
    number = (("un_data_id", "110403"),)
    before = held(listed("un_sc_sanctions:IRe.001", references=number), 1, 2)
    after = held(listed("un_sc_sanctions:IRe.101", references=number), 2)
    assert parted(resolve([before, after])) == {frozenset([before.key, after.key])}


def test_ofac_numbers_its_two_lists_in_one_row() -> None:
    one, other = held(listed("us_ofac_sdn:17248")), held(listed("us_ofac_cons:17248"))
    assert len(resolve([one, other]).parties) == 1


def test_a_confirmed_link_joins_what_nothing_else_does() -> None:
    overrides = Overrides(confirmed=(confirmed(OFAC.key, OFSI.key, EU.key),))
    (party,) = resolve([OFAC, OFSI, EU], overrides).parties
    assert {link.basis for link in party.links} == {"confirmed"}
    assert "seen to be one" in party.links[0].reasons[0].detail


def test_a_refused_link_keeps_apart_what_issuers_join() -> None:
    resolution = resolve([UK, OFSI], Overrides(refused=(refused(UK.key, OFSI.key),)))
    assert len(resolution.parties) == 2
    assert not resolution.undecided, "what a person decided is not asked again"


def test_a_refused_pair_is_not_joined_over_a_third_listing() -> None:
    overrides = Overrides(confirmed=(confirmed(OFAC.key, OFSI.key),), refused=(refused(OFAC.key, UK.key),))
    resolution = resolve([UK, OFSI, OFAC], overrides)
    assert parted(resolution) == {frozenset([OFAC.key, OFSI.key]), frozenset([UK.key])}
    (pair,) = resolution.undecided
    assert "refused by hand" in pair.why


def test_decisions_about_listings_not_yet_known_wait() -> None:
    overrides = Overrides(confirmed=(confirmed(OFAC.key, "eu_fsf:LATER", OFSI.key),))
    assert parted(resolve([OFAC, OFSI], overrides)) == {frozenset([OFAC.key, OFSI.key])}


def test_an_unknown_listing_is_named() -> None:
    resolution = resolve([UK])
    assert resolution.find("un_sc_sanctions:QDi.006") is None
    with pytest.raises(UsageError, match=r"un_sc_sanctions:QDi\.006"):
        resolution.party_of("un_sc_sanctions:QDi.006")


# --- properties ------------------------------------------------------------------------------------------

_DATASETS = ("us_ofac_sdn", "gb_hmt_sanctions", "gb_fcdo_sanctions", "un_sc_sanctions")


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[HeldListing], Overrides]:
    """A few listings that share numbers, over a few versions, and decisions that do not contradict."""
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from(_DATASETS), st.integers(1, 6)), unique=True, min_size=2, max_size=9
        )
    )
    world = []
    for dataset, number in keys:
        numbers = draw(st.lists(st.sampled_from("123"), unique=True, max_size=2))
        begin = draw(st.integers(1, 4))
        listing = listed(f"{dataset}:{number}", references=tuple(("un_reference", n) for n in numbers))
        world.append(held(listing, begin, draw(st.integers(begin + 1, 6))))
    # Decisions that join stay within one half of the listings, those that part cross over to the other.
    near, far = [[one.key for one in world[start::2]] for start in (0, 1)]
    joined = draw(st.lists(st.lists(st.sampled_from(near), min_size=2, max_size=3), max_size=2))
    parted_pairs = draw(st.lists(st.tuples(st.sampled_from(near), st.sampled_from(far)), max_size=3))
    return world, Overrides(
        confirmed=tuple(confirmed(*pair) for pair in joined if len(set(pair)) == len(pair)),
        refused=tuple(refused(*pair) for pair in parted_pairs),
    )


@given(worlds(), st.randoms())
def test_the_order_of_listings_makes_no_difference(
    world: tuple[list[HeldListing], Overrides], random: Random
) -> None:
    listings, overrides = world
    shuffled = list(listings)
    random.shuffle(shuffled)
    assert resolve(shuffled, overrides) == resolve(listings, overrides)


@given(worlds())
def test_every_listing_is_in_one_party_that_its_links_hold_together(
    world: tuple[list[HeldListing], Overrides],
) -> None:
    listings, overrides = world
    resolution = resolve(listings, overrides)
    members = [key for party in resolution.parties for key in party.listings]
    assert sorted(members) == sorted(one.key for one in listings)
    for party in resolution.parties:
        assert party.id == party.listings[0]
        reached, before = {party.id}, 0
        while len(reached) > before:
            before = len(reached)
            reached |= {
                key
                for link in party.links
                if {link.one, link.other} & reached
                for key in (link.one, link.other)
            }
        assert reached == set(party.listings)


@given(worlds())
def test_decisions_are_kept_whatever_the_issuers_print(world: tuple[list[HeldListing], Overrides]) -> None:
    listings, overrides = world
    resolution = resolve(listings, overrides)
    for override in overrides.confirmed:
        assert len({resolution.party_of(key).id for key in override.listings}) == 1
    for override in overrides.refused:
        assert len({resolution.party_of(key).id for key in override.listings}) == 2


@given(worlds(), st.integers(1, 6))
def test_a_party_that_grows_keeps_its_id(world: tuple[list[HeldListing], Overrides], moment: int) -> None:
    listings, _ = world
    known = [one for one in listings if one.first_seen <= moment]
    before, after = resolve(known), resolve(listings)
    of_before = {one.key for one in known}
    for party in before.parties:
        grown = after.party_of(party.id)
        if of_before.intersection(grown.listings) == set(party.listings):
            assert (grown.id, grown.name) == (party.id, party.name)
