"""The UK's first listing, where its present list gives another day."""

from collections import Counter
from datetime import date

import pytest
from support.reading import read_files
from support.shared import shared_list

from ostrakon.lists.first_listed import ListedOn, first_listed
from ostrakon.lists.sources import gb_fcdo_sanctions, gb_hmt_sanctions
from ostrakon.model import Identifier, Listing, Name, Programme

TAKEN_OVER = date(2020, 12, 31)
SYRIA = "The Syria (Sanctions) (EU Exit) Regulations 2019"


def designated(day: date, regime: str = SYRIA, *, group: str = "1") -> Listing:
    return Listing(
        dataset="gb_fcdo_sanctions",
        id="TST0001",
        kind="Person",
        names=(Name("TESTOV"),),
        programmes=(Programme(regime),),
        listed_on=day,
        date_basis="derived" if day == TAKEN_OVER else "stated",
        cross_references=(Identifier("ofsi_group_id", group),),
    )


def by_ofsi(**regimes: date) -> Listing:
    programmes = tuple(Programme(name.replace("_", " "), listed_on=day) for name, day in regimes.items())
    return Listing(
        dataset="gb_hmt_sanctions",
        id="1",
        kind="Person",
        names=(Name("TESTOV"),),
        programmes=programmes,
        listed_on=min(regimes.values()),
        date_basis="stated",
    )


def day_of(listing: Listing, ofsi: Listing | None) -> date | None:
    return first_listed(listing, lambda group: ofsi if group == "1" else None).day


@pytest.mark.parametrize(
    ("designated_on", "ofsi", "expected"),
    [
        (TAKEN_OVER, date(2011, 5, 24), date(2011, 5, 24)),
        (date(2012, 6, 29), date(2012, 7, 17), date(2012, 7, 17)),  # the UN's day: the UK acted later
        (date(2001, 10, 6), date(2001, 2, 23), date(2001, 2, 23)),  # and sometimes earlier
        (date(2021, 1, 1), date(2019, 1, 21), date(2019, 1, 21)),  # designated anew
        (date(2023, 12, 7), date(2023, 12, 8), date(2023, 12, 7)),  # in effect a day before OFSI's file
    ],
)
def test_which_of_two_days_is_the_first_listing(designated_on: date, ofsi: date, expected: date) -> None:
    listed = first_listed(designated(designated_on), lambda _: by_ofsi(Syria=ofsi))
    assert listed == ListedOn(expected, "stated")


def test_a_group_of_two_regimes_gives_the_day_of_the_regime() -> None:
    ofsi = by_ofsi(
        **{"Iran_(Nuclear)": date(2010, 7, 27), "Iran": date(2011, 4, 14), "Syria": date(2011, 8, 24)}
    )
    nuclear = "The Iran (Sanctions) (Nuclear) (EU Exit) Regulations 2019"
    assert day_of(designated(TAKEN_OVER), ofsi) == date(2011, 8, 24)
    assert day_of(designated(TAKEN_OVER, nuclear), ofsi) == date(2010, 7, 27)
    assert day_of(designated(TAKEN_OVER, "The Iran (Sanctions) Regulations 2023"), ofsi) == date(2011, 4, 14)
    assert day_of(designated(TAKEN_OVER, "The Otherland Regulations"), ofsi) == date(2010, 7, 27)


def test_without_the_closed_list_the_day_stays_what_it_is() -> None:
    assert first_listed(designated(TAKEN_OVER), lambda _: None) == ListedOn(TAKEN_OVER, "derived")
    assert day_of(designated(date(2012, 6, 29), group="2"), by_ofsi(Syria=date(2001, 1, 1))) == date(
        2012, 6, 29
    )


def test_the_days_that_the_real_lists_correct() -> None:
    new = read_files(
        gb_fcdo_sanctions.SOURCE, shared_list("gb_fcdo_sanctions/2026-08-22/UK-Sanctions-List.xml.gz")
    )
    old = read_files(gb_hmt_sanctions.SOURCE, shared_list("gb_hmt_sanctions/2025-04-14/ConList.xlsx"))
    groups = {listing.id: listing for listing in old.listings}
    listed = {listing.id: first_listed(listing, groups.get) for listing in new.listings}
    corrected = Counter(
        (listing.listed_on > TAKEN_OVER) - (listing.listed_on < TAKEN_OVER)
        for listing in new.listings
        if listing.listed_on and listed[listing.id].day != listing.listed_on
    )
    assert corrected == {-1: 773, 0: 1018, 1: 34}
    assert {one.basis for one in listed.values()} == {"stated"}
    assert listed["SYR0026"].day == date(2011, 5, 24)
    assert listed["AFG0001"].day == date(2012, 7, 17)
    assert listed["BEL0047"].day == date(
        2020, 11, 6
    )  # its group was listed on 29 September, for another regime
    assert listed["GHR0051"].day == date(2020, 9, 29)
