"""Links are followed strongest first, and never bring together what must stay apart."""

from ostrakon.matching.resolution.clusters import Apart, group
from ostrakon.matching.resolution.parties import Basis, Link


def link(one: str, other: str, score: float = 0.95, basis: Basis = "evidence") -> Link:
    return Link(one, other, score, basis, ())


def never(_one: str, _other: str) -> None:
    return None


def but(*pair: str) -> Apart:
    return lambda one, other: "two" if {one, other} == set(pair) else None


def test_a_chain_becomes_one_group() -> None:
    groups, passed_over = group("abc", [link("a", "b"), link("b", "c")], never)
    assert groups["a"] == frozenset("abc")
    assert not passed_over


def test_a_chain_is_cut_at_its_weakest_link() -> None:
    links = [link("a", "b", 0.91), link("b", "c", 0.99), link("c", "d", 0.95)]
    groups, passed_over = group("abcd", links, but("a", "d"))
    assert groups["b"] == frozenset("bcd")
    ((cut, why),) = passed_over
    assert (cut.one, cut.other) == ("a", "b")
    assert why == "a and d: two"


def test_what_an_issuer_prints_goes_before_what_agrees() -> None:
    links = [link("a", "b", 0.99), link("b", "c", 0.9, "reference")]
    groups, _ = group("abc", links, but("a", "c"))
    assert groups["b"] == frozenset("bc")


def test_what_a_person_confirmed_is_followed_against_everything() -> None:
    groups, _ = group("ab", [link("a", "b", 1.0, "confirmed")], but("a", "b"))
    assert groups["a"] == frozenset("ab")
