"""What versions show of a listing; the UK's two lists are one history."""

from datetime import date

from msgspec.structs import replace
from support.dates import moment
from support.listings import person

from ostrakon.lists.first_listed import ListedOn
from ostrakon.lists.in_force import State, state_of
from ostrakon.lists.sightings import Timelines, is_closed, issuer_of, sightings
from ostrakon.model import Identifier, Listing

OFSI = replace(
    person("11928", "Orik VANTU", listed_on=date(2011, 5, 24)),
    dataset="gb_hmt_sanctions",
    cross_references=(Identifier("uk_sanctions_list_ref", "SYR0026"),),
)
FCDO = replace(
    OFSI, dataset="gb_fcdo_sanctions", id="SYR0026", cross_references=(Identifier("ofsi_group_id", "11928"),)
)
HISTORY = {
    ("gb_hmt_sanctions", "11928"): [
        (date(2016, 3, 23), OFSI),
        (date(2025, 4, 14), None),
        (date(2026, 3, 1), None),
    ],
    ("gb_fcdo_sanctions", "SYR0026"): [(date(2026, 8, 22), FCDO)],
}


def dated(listing: Listing) -> ListedOn:
    return ListedOn(listing.listed_on, listing.date_basis)


def timeline(dataset: str, id_: str) -> list[tuple[date, State | None]]:
    known = HISTORY.get((dataset, id_), [])
    return [(day, None if one is None else state_of(one, dated(one))) for day, one in known]


def shown(listing: Listing) -> list[tuple[date, bool]]:
    found = sightings(listing, timeline)
    return [(one.on, bool(one.states)) for one in found]


def test_a_uk_listing_is_seen_on_both_lists_in_order_of_time_from_either_end():
    whole = [(date(2016, 3, 23), True), (date(2025, 4, 14), False), (date(2026, 8, 22), True)]
    assert shown(FCDO) == whole
    assert shown(OFSI) == whole


def test_what_a_closed_list_lacks_after_its_closing_was_not_removed():
    assert is_closed("gb_hmt_sanctions", date(2026, 1, 28))
    assert not is_closed("gb_hmt_sanctions", date(2026, 1, 27))
    assert not is_closed("eu_fsf", date(2026, 11, 26))


def test_other_references_lead_nowhere():
    alone = replace(FCDO, cross_references=(Identifier("un_reference", "11928"),))
    assert shown(alone) == [(date(2026, 8, 22), True)]


def test_a_list_of_your_own_is_its_own_issuer():
    assert [issuer_of(name) for name in ("us_ofac_cons", "gb_hmt_sanctions", "house_list")] == [
        "us",
        "gb",
        "house_list",
    ]


class CountingStore:
    """Holds `HISTORY`, and counts how it was asked."""

    def __init__(self) -> None:
        self.single = self.whole = 0

    def timeline(self, dataset, listing_id, *, as_of):
        self.single += 1
        return HISTORY.get((dataset, listing_id), [])

    def timelines(self, dataset, *, as_of):
        self.whole += 1
        return [(id_, known) for (name, id_), known in HISTORY.items() if name == dataset]


def test_a_list_asked_for_hundreds_of_times_is_read_once_and_says_the_same():
    store = CountingStore()
    timelines = Timelines(store, as_of=moment("2026-11-26T00:00"), first_listed=dated)
    answers = [timelines("gb_hmt_sanctions", "11928") for _ in range(1000)]
    assert all(answer == answers[0] for answer in answers)
    assert (store.single, store.whole) == (300, 1)
    assert timelines("gb_hmt_sanctions", "nobody") == ()
