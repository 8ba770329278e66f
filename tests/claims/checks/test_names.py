"""Who listed somebody on the day of a report, and of whom nothing held tells."""

from datetime import date

from ostrakon.claims.checks.names import issuers_of, names_check
from ostrakon.model import Hit, ListingMatch
from ostrakon.model.claims import Party

DAY_OF_LISTING = date(2022, 4, 8)


def hit(dataset: str, status: str) -> Hit:
    match = ListingMatch(
        dataset=dataset,
        id="1",
        name="Anton Beispiel",
        matched_name="Anton Beispiel",
        kind="Person",
        strength="strong",
        programmes=(),
        measures=(),
        listed_on=DAY_OF_LISTING,
        date_basis="derived",
        status=status,
    )
    return Hit(party=f"{dataset}:1", score=0.9, listings=(match,), reasons=())


def test_a_list_that_may_have_come_later_has_not_listed_anybody_yet():
    issuers = issuers_of([hit("eu_fsf", "unknown"), hit("us_ofac_sdn", "listed")])
    assert (issuers.by, issuers.unknown) == (("US",), ("EU",))
    assert str(issuers) == "US; not known of that day: EU"


def test_an_issuer_with_one_entry_of_that_day_is_known():
    assert issuers_of([hit("gb_fcdo_sanctions", "unknown"), hit("gb_hmt_sanctions", "listed")]).unknown == ()


def test_what_is_not_known_is_neither_listed_nor_unlisted():
    party = Party("Beispiel", 0, 8, "listed", "Anton Beispiel", (hit("eu_fsf", "unknown"),))
    check = names_check([party], ["eu_fsf", "un_sc_sanctions"])
    assert check is not None
    assert check.message == "Anton Beispiel: not UN; not known of that day: EU."
