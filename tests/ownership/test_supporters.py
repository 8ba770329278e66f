"""Supporters are a list of their own, by type, and never ownership."""

from datetime import date

import msgspec
from support.networks import listed, network, stake

from ostrakon.ownership.supporters import supporters

DAY = date(2025, 5, 29)


def test_supporters_are_listed_by_type_with_the_sources_words() -> None:
    helper = msgspec.structs.replace(stake("H>P", None, "support"), words="Providing support to")
    stakes = [
        stake("B>P", None, "family"),
        stake("P>C", None, "association"),
        helper,
        stake("D>P", None, "acts_for"),
        stake("L>P", None, "management"),
    ]
    found = supporters(network(stakes, listed("H", programmes=["SYRIA"], issuer="us")), "P", DAY)
    assert [(one.type, one.name) for one in found.supporters] == [
        ("support", "H"),
        ("acts_for", "D"),
        ("management", "L"),
        ("association", "C"),
        ("family", "B"),
    ]
    first = found.supporters[0]
    assert (first.words, first.listed_by, first.programmes) == ("Providing support to", ("us",), ("SYRIA",))


def test_owners_and_those_whom_the_party_supports_are_no_supporters() -> None:
    stakes = [stake("O>P", 60), stake("P>Q", None, "support"), stake("X>P", None, "owned_or_controlled")]
    assert supporters(network(stakes), "P", DAY).supporters == ()


def test_a_tie_that_had_ended_is_left_out() -> None:
    ended = stake("H>P", None, "support", until=date(2020, 1, 1))
    assert supporters(network([ended]), "P", DAY).supporters == ()
