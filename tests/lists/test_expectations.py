"""Limits that a current file must keep: each that is missed is named, with the figures."""

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from ostrakon.errors import ImportRefused
from ostrakon.lists.expectations import Tally, check_expectations
from ostrakon.model import Country, Identifier, Kind, Listing, Name, PartialDate, Property, Relation

SDN = "us_ofac_sdn"
ADVANCED, CSV = "advanced XML", "CSV"


def counted(dataset: str, listings: Iterable[Listing]) -> Tally:
    tally = Tally(dataset)
    for listing in listings:
        tally.count(listing)
    return tally


def listing(kind: Kind, *, dataset: str = "un_sc_sanctions", filled: bool = True) -> Listing:
    bare = Listing(dataset, "1", kind, (Name("Orik VANTU"), Name("Ori", "alias")))
    if not filled:
        return bare
    return replace(
        bare,
        birth_dates=(PartialDate.of_year(1970),),
        nationalities=(Country("Rwanda", "rw"),),
        identifiers=(Identifier("imo", "9074729"), Identifier("passport", "X1")),
        properties=(Property("flag", "Panama"),),
        relations=(Relation("Associate Of", "2"),),
    )


def un_tally(*, persons: int = 700, entities: int = 300, bare: int = 0) -> Tally:
    """A list of so many persons, of whom `bare` have no birth date and no nationality."""
    people = [listing("Person", filled=number >= bare) for number in range(persons)]
    return counted("un_sc_sanctions", [*people, *[listing("LegalEntity")] * entities])


def test_a_tally_counts_kinds_names_and_what_is_stated() -> None:
    tally = counted(SDN, [listing("Person"), listing("Person", filled=False), listing("Vessel")])
    assert tally.entries == {"Person": 2, "Vessel": 1}
    assert tally.names == 6
    assert tally.share_percent("Person", "birth_dates") == 50
    assert tally.share_percent("Vessel", "identifiers:imo|ship") == 100
    assert tally.share_percent("Vessel", "properties:flag") == 100
    assert tally.share_percent("Airplane", "birth_dates") == 0
    assert tally.total("relations") == 2


def test_a_file_like_the_issuers_passes() -> None:
    check_expectations("un_sc_sanctions", "xml", un_tally())


@pytest.mark.parametrize(
    ("tally", "shortfall"),
    [
        (un_tally(persons=590, entities=150), "740 entries, expected 750 to 1,800"),
        (un_tally(persons=1600, entities=300), "1,900 entries, expected 750 to 1,800"),
        (un_tally(persons=579), "579 of kind Person, expected at least 580"),
        (un_tally(entities=169), "169 of kind LegalEntity, expected at least 170"),
        (un_tally(bare=85), "87.9 % of kind Person state birth_dates, expected 88 %"),
        (un_tally(bare=141), "79.9 % of kind Person state nationalities, expected 80 %"),
    ],
)
def test_each_limit_that_is_missed_is_named_with_the_figures(tally: Tally, shortfall: str) -> None:
    with pytest.raises(ImportRefused) as refusal:
        check_expectations("un_sc_sanctions", "xml", tally)
    message = str(refusal.value)
    assert message.startswith("un_sc_sanctions: this does not look like a current file of the list: ")
    assert shortfall in message
    assert "--force 'why'" in message
    assert refusal.value.exit_code == 4


def test_every_limit_that_is_missed_is_in_one_message() -> None:
    with pytest.raises(ImportRefused) as refusal:
        check_expectations("un_sc_sanctions", "xml", un_tally(persons=10, entities=10, bare=10))
    assert str(refusal.value).count(", expected ") == 5


def test_limits_at_the_line_pass() -> None:
    check_expectations("un_sc_sanctions", "xml", un_tally(persons=580, entities=170, bare=69))


def test_a_limit_of_some_layouts_binds_those_alone() -> None:
    listings = [replace(listing(kind, dataset=SDN), relations=()) for kind in ("Person", "LegalEntity")]
    tally = counted(SDN, listings)
    for layout, bound in ((ADVANCED, True), (CSV, False)):
        with pytest.raises(ImportRefused) as refusal:
            check_expectations(SDN, layout, tally)
        assert ("0 relations, expected at least 5,500" in str(refusal.value)) == bound


@pytest.mark.parametrize("dataset", ["gb_hmt_sanctions", "my_list"])
def test_a_closed_list_and_one_of_ones_own_may_have_any_size(dataset: str) -> None:
    check_expectations(dataset, "CSV", counted(dataset, []))
