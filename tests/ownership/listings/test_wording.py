"""Remarks of the EU and the UN become ties only where the wording says so of the party itself."""

import pytest
from support.listings import company

from ostrakon.model import Listing
from ostrakon.ownership.listings.names import ListedNames
from ostrakon.ownership.listings.wording import Said, ties_said

NAMES = ListedNames(
    [
        company("1", "Widget Trading Company", "WTC"),
        company("2", "Bank Melli Iran", "Bank Melli"),
        company("3", "National Oil Company (NOC)"),
        company("QDe.005", "Rashid Trust"),
    ]
)


def said(text: str) -> list[Said]:
    own = company("1", "Widget Trading Company", "WTC")
    return list(ties_said(Listing("eu_fsf", "1", "LegalEntity", own.names, notes=(text,)), NAMES))


@pytest.mark.parametrize(
    ("text", "kind", "other", "share"),
    [
        ("Owned or controlled by Bank Melli.", "owned_or_controlled", "2", None),
        ("Widget Trading Company is owned and controlled by Bank Melli.", "owned_or_controlled", "2", None),
        (
            "Founded in 1990. It is a subsidiary of Bank Melli Iran, and more.",
            "owned_or_controlled",
            "2",
            None,
        ),
        ("WTC is a wholly-owned subsidiary of the National Oil Company (NOC).", "shares", "3", "100 %"),
        ("WTC is a subsidiary (99 %) of Bank Melli.", "shares", "2", "99 %"),
        ("The company is majority-owned by Bank Melli.", "shares", "2", "(50, 100] %"),
        ("Controlled by Bank Melli", "influence", "2", None),
        ("Acting on behalf of Bank Melli", "acts_for", "2", None),
        ("Associated with Another Name of It (QDe.005).", "association", "QDe.005", None),
        ("An affiliate of Bank Melli", "association", "2", None),
        ("WTC is a front company for Bank Melli.", "link", "2", None),
        ("Owned or controlled by, or acts on behalf of, Bank Melli.", "link", "2", None),
        (
            "Bank Melli Iran is the parent company of Widget Trading Company.",
            "owned_or_controlled",
            "2",
            None,
        ),
    ],
)
def test_the_wording_is_a_tie_with_its_span(text: str, kind: str, other: str, share: str | None) -> None:
    (one,) = said(text)
    assert (one.kind, one.other, None if one.share is None else str(one.share)) == (kind, other, share)
    assert text[one.start : one.end] == one.text
    assert one.field == "notes 1"


@pytest.mark.parametrize(
    "text",
    [
        "It deals with firms owned or controlled by Bank Melli.",  # of others
        "Bank Melli is owned by National Oil Company (NOC).",  # of another party
        "Owned or controlled by the state.",  # by nobody on the list
        "Owned by Bank Mellifluous.",  # not that name
        "Widget Trading Company is a state-owned company.",
        "Director of Bank Melli",
    ],
)
def test_what_is_not_said_of_the_party_itself_is_no_tie(text: str) -> None:
    assert said(text) == []


def test_several_parties_are_several_ties() -> None:
    found = said("Associated with Rashid Trust (QDe.005), Bank Melli and National Oil Company.")
    assert [one.other for one in found] == ["QDe.005", "2", "3"]


def test_a_party_is_not_tied_to_itself() -> None:
    assert said("Associated with Widget Trading Company") == []
