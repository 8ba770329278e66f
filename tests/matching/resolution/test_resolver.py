"""Scored pairs become parties; no chain joins what must stay apart, and decisions go before everything."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.parties import confirmed, held, listed, refused, scored

from ostrakon.errors import UsageError
from ostrakon.matching.resolution import HeldListing, Overrides, Resolution, ScoredPair, join

UK = held(listed("gb_fcdo_sanctions:SYR0026", "Bashar Al Asad"), 3)
OFSI = held(listed("gb_hmt_sanctions:11928", "Bashar AL-ASSAD", born="1965-09-11"), 2)
OFAC = held(listed("us_ofac_sdn:12735", "Bashar AL-ASSAD", born="1965-09-11"), 1)
EU = held(listed("eu_fsf:EU.2437.5", "Bashar AL-ASSAD"), 4)


def parted(resolution: Resolution) -> set[frozenset[str]]:
    return {frozenset(party.listings) for party in resolution.parties}


def test_a_link_makes_one_party_of_two_listings_and_stays_with_it() -> None:
    (party,) = join([UK, OFSI], [scored(UK, OFSI, 0.98, referred=True)]).parties
    assert party.listings == ("gb_hmt_sanctions:11928", "gb_fcdo_sanctions:SYR0026")
    (link,) = party.links
    assert (link.basis, link.score) == ("reference", 0.98)


def test_a_party_is_called_by_the_listing_that_was_seen_first() -> None:
    (party,) = join([UK, OFSI], [scored(UK, OFSI)]).parties
    assert (party.id, party.name) == ("gb_hmt_sanctions:11928", "Bashar AL-ASSAD")


def test_of_listings_first_seen_together_the_steadiest_number_names_the_party() -> None:
    ofac, un = held(OFAC.listing), held(listed("un_sc_sanctions:QDi.001"))
    (party,) = join([ofac, un], [scored(ofac, un)]).parties
    assert party.id == "un_sc_sanctions:QDi.001"


def test_a_listing_that_left_its_list_stays_in_its_party_and_names_it() -> None:
    gone = held(OFSI.listing, 2, 3)
    resolution = join([UK, gone], [scored(UK, gone)])
    assert resolution.party_of("gb_fcdo_sanctions:SYR0026").id == "gb_hmt_sanctions:11928"


def test_listings_that_nothing_joins_are_parties_of_one() -> None:
    assert parted(join([OFAC, OFSI], [])) == {frozenset([OFAC.key]), frozenset([OFSI.key])}


def test_a_pair_that_is_not_sure_enough_is_left_to_a_person() -> None:
    resolution = join([OFAC, OFSI], [scored(OFAC, OFSI, 0.8)])
    assert len(resolution.parties) == 2
    (pair,) = resolution.undecided
    assert (pair.one, pair.other, pair.score) == ("gb_hmt_sanctions:11928", "us_ofac_sdn:12735", 0.8)
    assert "below" in pair.why


def test_entries_of_one_version_are_left_to_a_person_unless_a_number_or_birth_day_agrees() -> None:
    first, second = held(listed("eu_fsf:EU.1.1")), held(listed("eu_fsf:EU.2.2"))
    (pair,) = join([first, second], [scored(first, second)]).undecided
    assert "entries of their own" in pair.why
    assert len(join([first, second], [scored(first, second, referred=True)]).parties) == 1


def test_a_chain_does_not_join_two_entries_of_one_version() -> None:
    one, other = held(listed("eu_fsf:EU.1.1")), held(listed("eu_fsf:EU.2.2"))
    resolution = join([one, other, OFAC], [scored(OFAC, one, 0.99), scored(OFAC, other, 0.97)])
    assert parted(resolution) == {frozenset([OFAC.key, one.key]), frozenset([other.key])}
    (pair,) = resolution.undecided
    assert "one version has both" in pair.why


def test_entries_of_one_list_that_never_stood_together_can_be_one_party() -> None:
    before, after = held(listed("eu_fsf:EU.1.1"), 1, 2), held(listed("eu_fsf:EU.2.2"), 2)
    assert len(join([before, after, OFAC], [scored(OFAC, before), scored(OFAC, after)]).parties) == 1


@pytest.mark.parametrize(
    ("father", "son", "says"),
    [
        (
            listed("us_ofac_sdn:1", born="1930-10-06"),
            listed("un_sc_sanctions:QDi.1", born="1965-09-11"),
            "born",
        ),
        (
            listed("us_ofac_sdn:1"),
            listed("un_sc_sanctions:QDi.1", kind="LegalEntity"),
            "is no",
        ),
        (listed("us_ofac_sdn:1", gender="male"), listed("un_sc_sanctions:QDi.1", gender="female"), "genders"),
    ],
)
def test_a_chain_does_not_join_what_contradicts(father: object, son: object, says: str) -> None:
    one, other = held(father), held(son)  # type: ignore[arg-type]
    resolution = join([one, other, UK], [scored(UK, one, 0.99), scored(UK, other, 0.98)])
    assert len(resolution.parties) == 2
    assert says in resolution.undecided[0].why


def test_a_confirmed_link_joins_what_nothing_else_does() -> None:
    overrides = Overrides(confirmed=(confirmed(OFAC.key, OFSI.key, EU.key),))
    (party,) = join([OFAC, OFSI, EU], [], overrides).parties
    assert {link.basis for link in party.links} == {"confirmed"}
    assert "seen to be one" in party.links[0].reasons[0].detail


def test_a_refused_link_keeps_apart_what_issuers_join() -> None:
    overrides = Overrides(refused=(refused(UK.key, OFSI.key),))
    resolution = join([UK, OFSI], [scored(UK, OFSI, referred=True)], overrides)
    assert len(resolution.parties) == 2
    assert not resolution.undecided, "what a person decided is not asked again"


def test_a_refused_pair_is_not_joined_over_a_third_listing() -> None:
    overrides = Overrides(confirmed=(confirmed(OFAC.key, OFSI.key),), refused=(refused(OFAC.key, UK.key),))
    resolution = join([UK, OFSI, OFAC], [scored(UK, OFSI)], overrides)
    assert parted(resolution) == {frozenset([OFAC.key, OFSI.key]), frozenset([UK.key])}
    (pair,) = resolution.undecided
    assert "refused by hand" in pair.why


def test_decisions_about_listings_not_yet_known_wait() -> None:
    overrides = Overrides(confirmed=(confirmed(OFAC.key, "eu_fsf:LATER", OFSI.key),))
    assert parted(join([OFAC, OFSI], [], overrides)) == {frozenset([OFAC.key, OFSI.key])}


def test_an_unknown_listing_is_named() -> None:
    resolution = join([UK], [])
    assert resolution.find("un_sc_sanctions:QDi.006") is None
    with pytest.raises(UsageError, match=r"un_sc_sanctions:QDi\.006"):
        resolution.party_of("un_sc_sanctions:QDi.006")


# --- properties ------------------------------------------------------------------------------------------

_DATASETS = ("us_ofac_sdn", "gb_hmt_sanctions", "gb_fcdo_sanctions", "un_sc_sanctions")
World = tuple[list[HeldListing], list[ScoredPair], Overrides]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A few listings over a few versions, some pairs of them scored, and decisions that do not contradict."""
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from(_DATASETS), st.integers(1, 6)), unique=True, min_size=2, max_size=9
        )
    )
    world = []
    for dataset, number in keys:
        begin = draw(st.integers(1, 4))
        born = draw(st.sampled_from([None, "1930", "1965"]))
        listing = listed(f"{dataset}:{number}", born=born)
        world.append(held(listing, begin, draw(st.integers(begin + 1, 6))))
    couples = st.tuples(st.sampled_from(world), st.sampled_from(world)).filter(
        lambda two: two[0] is not two[1]
    )
    chosen = draw(st.lists(couples, max_size=12, unique_by=lambda two: frozenset(one.key for one in two)))
    pairs = [scored(*two, draw(st.floats(0.5, 1)), referred=draw(st.booleans())) for two in chosen]
    # Decisions that join stay within one half of the listings, those that part cross over to the other.
    near, far = [[one.key for one in world[start::2]] for start in (0, 1)]
    joined = draw(st.lists(st.lists(st.sampled_from(near), min_size=2, max_size=3), max_size=2))
    parted_pairs = draw(st.lists(st.tuples(st.sampled_from(near), st.sampled_from(far)), max_size=3))
    decided = Overrides(
        confirmed=tuple(confirmed(*some) for some in joined if len(set(some)) == len(some)),
        refused=tuple(refused(*two) for two in parted_pairs),
    )
    return world, pairs, decided


@given(worlds(), st.randoms())
def test_the_order_of_listings_and_pairs_makes_no_difference(world: World, random: Random) -> None:
    listings, pairs, overrides = world
    shuffled, mixed = list(listings), list(pairs)
    random.shuffle(shuffled)
    random.shuffle(mixed)
    assert join(shuffled, mixed, overrides) == join(listings, pairs, overrides)


@given(worlds())
def test_every_listing_is_in_one_party_that_its_links_hold_together(world: World) -> None:
    listings, pairs, overrides = world
    resolution = join(listings, pairs, overrides)
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
def test_decisions_are_kept_whatever_the_pairs_say(world: World) -> None:
    listings, pairs, overrides = world
    resolution = join(listings, pairs, overrides)
    for override in overrides.confirmed:
        assert len({resolution.party_of(key).id for key in override.listings}) == 1
    for override in overrides.refused:
        assert len({resolution.party_of(key).id for key in override.listings}) == 2


@given(worlds())
def test_what_the_parties_say_can_be_confirmed_without_a_change(world: World) -> None:
    listings, pairs, overrides = world
    resolution = join(listings, pairs, overrides)
    said = Overrides(
        confirmed=tuple(
            confirmed(*party.listings) for party in resolution.parties if len(party.listings) > 1
        ),
        refused=overrides.refused,
    )
    assert parted(join(listings, pairs, said)) == parted(resolution)


@given(worlds())
def test_an_undecided_pair_is_never_joined(world: World) -> None:
    listings, pairs, overrides = world
    resolution = join(listings, pairs, overrides)
    for pair in resolution.undecided:
        assert resolution.party_of(pair.one) is not resolution.party_of(pair.other)


@given(worlds(), st.integers(1, 6))
def test_a_party_that_grows_keeps_its_id(world: World, moment: int) -> None:
    listings, pairs, _ = world
    known = [one for one in listings if one.first_seen <= moment]
    of_before = {one.key for one in known}
    before = join(known, [pair for pair in pairs if {pair.one, pair.other} <= of_before])
    after = join(listings, pairs)
    for party in before.parties:
        grown = after.party_of(party.id)
        if of_before.intersection(grown.listings) == set(party.listings):
            assert (grown.id, grown.name) == (party.id, party.name)
