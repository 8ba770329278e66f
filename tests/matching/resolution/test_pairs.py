"""What two issuers state of a listing says how likely they mean one party, with every reason."""

from itertools import combinations
from pathlib import Path

import pytest
from msgspec.structs import replace
from support.parties import held, listed, rolls

from ostrakon.matching.resolution import HeldListing, ScoredPair, resolve, score_pairs
from ostrakon.matching.resolution.candidates import forms_of
from ostrakon.matching.resolution.findings import ComparedNames, Rarity, find, probability
from ostrakon.matching.resolution.profiles import profile_of
from ostrakon.matching.resolution.weights import WEIGHTS


def pair_of(folder: Path, *listings: HeldListing) -> ScoredPair | None:
    """The pair of the first two listings, None where they are more likely two."""
    keys = {listings[0].key, listings[1].key}
    return next(
        (pair for pair in score_pairs(rolls(folder, listings)) if {pair.one, pair.other} == keys), None
    )


def score_of(folder: Path, *listings: HeldListing) -> float:
    pair = pair_of(folder, *listings)
    return 0.0 if pair is None else pair.score


def test_a_name_in_two_scripts_and_a_birth_date_are_one_person(tmp_path: Path) -> None:
    one = held(listed("us_ofac_sdn:1", "Orik VANTUSHCHENKO", born="1965-09-11"))
    other = held(listed("eu_fsf:2", "Орик Вантущенко", born="1965-09-11"))
    pair = pair_of(tmp_path, one, other)
    assert pair is not None
    assert pair.score > 0.9
    assert pair.exact
    assert {reason.feature for reason in pair.reasons} >= {"name", "birth_date"}


def test_a_father_and_a_son_of_one_name_are_two(tmp_path: Path) -> None:
    father = held(listed("us_ofac_sdn:1", "Orik VANTUSHCHENKO", born="1935-02-01"))
    son = held(listed("eu_fsf:2", "Orik VANTUSHCHENKO", born="1965-09-11"))
    assert score_of(tmp_path, father, son) < 0.9


def test_a_man_and_a_woman_of_one_name_are_two(tmp_path: Path) -> None:
    one = held(listed("us_ofac_sdn:1", "Sasha VANTUSHCHENKO", gender="male"))
    other = held(listed("eu_fsf:2", "Sasha VANTUSHCHENKO", gender="female"))
    assert score_of(tmp_path, one, other) < 0.9


def test_ships_of_one_hull_are_one_under_any_name(tmp_path: Path) -> None:
    one = held(listed("us_ofac_sdn:1", "BRIGHT MORNING", kind="Vessel", imo="9252400"))
    other = held(listed("gb_fcdo_sanctions:RUS1", "CELINE", kind="Vessel", imo="9252400"))
    assert score_of(tmp_path, one, other) > 0.9


def test_ships_of_one_name_and_two_hulls_are_two(tmp_path: Path) -> None:
    one = held(listed("us_ofac_sdn:1", "BRIGHT MORNING", kind="Vessel", imo="9252400"))
    other = held(listed("gb_fcdo_sanctions:RUS1", "BRIGHT MORNING", kind="Vessel", imo="9174220"))
    assert score_of(tmp_path, one, other) < 0.5


def test_people_listed_with_one_passport_under_other_names_are_left_to_a_person(tmp_path: Path) -> None:
    one = held(listed("us_ofac_sdn:1", "Orik VANTUSHCHENKO", passport="9003213"))
    other = held(listed("eu_fsf:2", "Melchior ABERNATHY", passport="9003213"))
    assert score_of(tmp_path, one, other) < 0.9


def test_a_company_is_not_its_sister_of_another_legal_form(tmp_path: Path) -> None:
    one = held(listed("us_ofac_sdn:1", "Vantushchenko Neft OAO", kind="LegalEntity"))
    same = held(listed("eu_fsf:2", "OAO Vantushchenko Neft", kind="LegalEntity"))
    sister = held(listed("eu_fsf:3", "Vantushchenko Neft DMCC", kind="LegalEntity"))
    assert score_of(tmp_path, one, same) > score_of(tmp_path, one, sister)


def test_a_name_that_several_lists_have_finds_every_pair_of_them(tmp_path: Path) -> None:
    keys = ("us_ofac_sdn:1", "eu_fsf:2", "un_sc_sanctions:QDi.1", "us_ofac_sdn:4")
    some = rolls(tmp_path, [held(listed(key, "Orik VANTUSHCHENKO (OV)", born="1965-09-11")) for key in keys])
    assert {(pair.one, pair.other) for pair in score_pairs(some)} == set(combinations(sorted(keys), 2))


@pytest.mark.parametrize(
    ("rarity", "born", "joined"), [(15, None, False), (18, None, True), (15, "1971", True)]
)
def test_a_name_that_many_can_have_does_not_join_people_of_whom_nothing_else_agrees(
    rarity: float, born: str | None, joined: bool
) -> None:
    profiles = [
        profile_of(listed(key, "Mahmoud AL-KHATIB", born=born)) for key in ("us_ofac_cons:9687", "eu_fsf:2")
    ]
    names = ComparedNames("Mahmoud AL-KHATIB", "Mahmoud AL-KHATIB", 0.99, 0.89, rarity, 1, 0.0, False)
    found = find(*profiles, names, (), Rarity(profiles))
    assert (probability(found, WEIGHTS.start) >= WEIGHTS.joined) == joined
    assert ("alone" in {finding.reason.feature for finding in found}) != joined


def test_words_that_most_listings_have_are_not_told_as_shared(tmp_path: Path) -> None:
    def noted(key: str, notes: str) -> HeldListing:
        return held(replace(listed(key, f"Orik VANTUSHCHENKO {key[-2:]}", born="1965-09-11"), notes=(notes,)))

    common = "the person in Syria"
    two = [noted(key, f"{common} at the hydroelectric plant") for key in ("us_ofac_sdn:11", "eu_fsf:11")]
    others = [noted(f"un_sc_sanctions:{number}", common) for number in range(100, 180)]
    pairs = score_pairs(rolls(tmp_path, [*two, *others]))
    said = {reason.detail for pair in pairs for reason in pair.reasons if reason.feature == "wording"}
    told = {detail.rpartition(" (")[0].partition(" share ")[2] for detail in said}
    assert told == {"hydroelectric, plant", "common words alone"}


def test_two_entries_that_fit_equally_leave_the_pair_to_a_person(tmp_path: Path) -> None:
    one = held(listed("us_ofac_sdn:1", "Orik VANTUSHCHENKO"))
    first = held(listed("eu_fsf:2", "Orik VANTUSHCHENKO", born="1935-02-01"))
    second = held(listed("eu_fsf:3", "Orik VANTUSHCHENKO", born="1965-09-11"))
    assert score_of(tmp_path, one, first) > 0.9
    pair = pair_of(tmp_path, one, first, second)
    assert pair is not None
    assert pair.score == pytest.approx(0.5, abs=0.01)
    assert "rival" in {reason.feature for reason in pair.reasons}


def test_a_number_that_an_issuer_prints_counts_and_can_be_left_out(tmp_path: Path) -> None:
    uk = held(listed("gb_fcdo_sanctions:A1", "Orik VANTU", references=(("ofsi_group_id", "77"),)))
    ofsi = held(listed("gb_hmt_sanctions:77", "Oric WANTU"))
    some = rolls(tmp_path, [uk, ofsi])
    (referred,) = score_pairs(some)
    assert referred.referred
    assert not any(pair.referred for pair in score_pairs(some, cross_references=False))


def test_a_printed_number_does_not_join_people_of_other_names_and_births(tmp_path: Path) -> None:
    number = (("un_reference", "KPi.045"),)
    eu = held(listed("eu_fsf:1", "Tong-Ho Vantu", born="1969-08-18", references=number))
    un = held(listed("un_sc_sanctions:KPi.045", "KYONG OK ABERNATHY", born="1937"))
    assert score_of(tmp_path, eu, un) < 0.9


def test_ofac_numbers_its_two_lists_in_one_row(tmp_path: Path) -> None:
    one = held(listed("us_ofac_sdn:17248", "VANTU OAO", kind="LegalEntity"))
    other = held(listed("us_ofac_cons:17248", "VANTU OAO", kind="LegalEntity"))
    assert len(resolve(rolls(tmp_path, [one, other])).parties) == 1


def test_the_order_of_lists_makes_no_difference(tmp_path: Path) -> None:
    some = rolls(
        tmp_path,
        [
            held(listed("us_ofac_sdn:1", "Orik VANTUSHCHENKO", born="1965-09-11")),
            held(listed("us_ofac_sdn:2", "Orik VANTUSHCHENKO", born="1935-02-01")),
            held(listed("eu_fsf:2", "Орик Вантущенко", born="1965-09-11")),
            held(listed("un_sc_sanctions:QDi.1", "ORIK VANTUSHCHENKO")),
        ],
    )
    assert resolve(some) == resolve(list(reversed(some)))


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("KOREA KWANGSON BANKING CORPORATION (KKBC)", ("KOREA KWANGSON BANKING CORPORATION", 1.0)),
        ("HAQQANI NETWORK (HQN)", ("HAQQANI NETWORK", 1.0)),
        ("ADF (Allied Democratic Forces)", ("Allied Democratic Forces", 1.0)),
        ("AL-HARAMAIN FOUNDATION (KENYA)", ("AL-HARAMAIN FOUNDATION", 0.96)),
    ],
)
def test_a_name_goes_without_its_initials_and_nearly_without_its_branch(
    name: str, also: tuple[str, float]
) -> None:
    assert also in [(form.strip(), factor) for form, factor in forms_of(name)]
    assert (name, 1.0) in forms_of(name)


def test_a_name_without_brackets_has_one_form() -> None:
    assert forms_of("Bashar AL-ASSAD") == [("Bashar AL-ASSAD", 1.0)]
