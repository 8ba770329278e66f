"""Held-out names are gone from the index, of the listing asked for alone; on made-up listings."""

import random

from benchmarks.quality.negatives.near import siblings, sister_companies, swapped_parts
from benchmarks.quality.positives import aliases, scripts
from benchmarks.quality.positives.bases import Base, bases, vary
from benchmarks.quality.sampling import half_of
from benchmarks.quality.spelling import is_latin, plain
from ostrakon.model import Listing, Name, NamePart


def listing(number: int, *names: Name, kind="Person") -> Listing:
    return Listing("un_sc_sanctions", f"X{number}", kind, names)


PEOPLE = [
    listing(
        n,
        Name(f"Given{n} Family{n}", parts=(NamePart("first", f"Given{n}"), NamePart("last", f"Family{n}"))),
        Name(f"Other{n} Name{n}", type="alias"),
        Name(f"الاسم {n}", type="original_script"),
    )
    for n in range(30)
]
COMPANIES = [listing(100 + n, Name(f"Group{n} Shipping Company"), kind="LegalEntity") for n in range(10)]


def test_a_held_out_alias_is_gone_from_its_own_listing_alone():
    twin = Listing("eu_fsf", "twin", "Person", PEOPLE[3].names)
    family = aliases.held_out([*PEOPLE, twin], 100, 1)
    held = {f"{one.dataset}:{one.id}": {plain(n.text) for n in one.names} for one in family.listings or ()}
    assert len(family.positives) == 31
    for positive in family.positives:
        assert plain(positive.text) not in held[positive.listing]
        assert len(held[positive.listing]) == 2


def test_an_only_name_is_never_held_out():
    assert aliases.held_out(COMPANIES, 100, 1).positives == ()


def test_against_latin_alone_no_other_script_is_left():
    family = scripts.original_to_latin([*PEOPLE, *COMPANIES], 100, 1)
    assert {positive.group for positive in family.positives} == {"script:arabic"}
    assert family.listings is not None
    assert all(is_latin(name.text) for one in family.listings for name in one.names)


def test_variants_are_fixed_by_the_seed_and_fall_into_halves_by_listing():
    pool = bases(PEOPLE)
    made = vary("test", lambda base: base.text[1:], pool, 5, 1)
    assert made == vary("test", lambda base: base.text[1:], pool, 5, 1)
    assert made != vary("test", lambda base: base.text[1:], pool, 5, 2)
    halves = [half_of(one.listing) for one in made]
    assert halves.count("tune") == halves.count("test") == 5


def test_a_variant_that_equals_its_original_is_not_asked():
    assert vary("test", lambda base: base.text, bases(PEOPLE), 5, 1) == []


def test_swapped_parts_come_from_two_people_and_siblings_share_all_but_the_given_name():
    pool = bases(PEOPLE)
    for text, _ in swapped_parts(pool, random.Random(1)):
        given, family = text.split()
        assert given.removeprefix("Given") != family.removeprefix("Family")
    for text, base in siblings(pool, random.Random(1)):
        assert text.split()[1] == base.text.split()[1]
        assert text != base.text


def test_sister_companies_keep_their_group_and_change_one_word():
    pool: list[Base] = bases(COMPANIES)
    made = list(sister_companies(pool, random.Random(1)))
    assert len(made) == len(COMPANIES)
    for text, base in made:
        differing = [(a, b) for a, b in zip(base.text.split(), text.split(), strict=True) if a != b]
        assert [a for a, _ in differing] == ["Shipping"]
