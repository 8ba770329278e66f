"""What was said, what the lists then did, how many days later; and the record of ceasefires."""

from collections.abc import Sequence
from datetime import date

from ostrakon.claims.extraction.grammar import Rules
from ostrakon.claims.positions import Listed, follow, log_of
from ostrakon.claims.reader import read
from ostrakon.evidence.reduction import reduce_document
from ostrakon.model.claims import Reading

TEXT = """London, 16 October 2016. Britain and the United States said on Sunday they were considering more
sanctions on the Syrian government.

The rebels announced a ceasefire in Mesh on 14 October, but the army violated it on 15 October.
"""
LISTED = {
    "us": [
        Listed("us_ofac_sdn", "A MINISTER", date(2016, 12, 23)),
        Listed("us_ofac_sdn", "B", date(2016, 12, 23)),
    ],
    "eu": [Listed("eu_fsf", "C", date(2016, 10, 28))],
}


def reading(text: str = TEXT) -> Reading:
    document = reduce_document(text.encode(), name="report.txt")
    return read(document, Rules(), name="report.txt", dated=None, listed=None, today=date(2026, 11, 26))


def listed_between(issuer: str, subject: str, first: date, last: date) -> Sequence[Listed] | None:
    if subject != "syria" or issuer not in LISTED:
        return None
    return [one for one in LISTED[issuer] if first < one.listed_on <= last]


def test_listings_after_a_position_are_counted_by_day_with_their_link() -> None:
    steps, remarks = follow([reading()], listed_between)
    told = [
        (one.issuer, one.acts_via, one.listed_on, one.days, one.listings, one.link_basis) for one in steps
    ]
    assert told == [
        ("us", None, date(2016, 12, 23), 68, 2, "temporal"),
        ("gb", "eu", date(2016, 10, 28), 12, 1, "temporal"),
    ]
    assert remarks == []


def test_what_cannot_be_followed_is_said() -> None:
    steps, remarks = follow([reading()], lambda *_: None)
    assert steps == []
    assert remarks == [
        "us: no version is held, or no programme is on syria",
        "eu: no version is held, or no programme is on syria",
    ]


def test_the_log_is_in_order_of_days_and_keeps_ceasefires_apart() -> None:
    log = log_of([reading()], [], [])
    assert [(entry.on, entry.modality) for entry in log.entries] == [(date(2016, 10, 16), "considering")]
    kinds = [(one.event_type, one.accused) for one in log.ceasefires]
    assert [kind for kind, _ in kinds] == ["ceasefire", "violation"]
    assert kinds[1][1] == "army"
