"""Versions of several days are searched together, and a listing that all of them hold is one hit."""

import pytest
from support.listings import company, person

from ostrakon.matching import Layers, Matcher, MatchQuery
from ostrakon.matching.index import Index, build

THEN = [person("1", "Orik VANTU"), person("2", "Orik VANTO"), company("3", "VANTU SHIPPING")]
NOW = [person("1", "Orik VANTU", "Orik WANTU"), company("4", "WANTU HOLDING")]


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> Layers:
    matchers = []
    for name, listings in (("now", NOW), ("then", THEN)):
        folder = tmp_path_factory.mktemp("index") / name
        build(listings, folder)
        matchers.append(Matcher({"us_ofac_sdn": Index(folder)}))
    return Layers(matchers)


def ids(layers: Layers, name: str, *, limit: int = 10, threshold: float = 0.7) -> tuple[list[str], bool]:
    found = layers.match(MatchQuery.of(name), threshold=threshold, limit=limit)
    return [match.listing.id for match in found.best], found.more


def test_what_either_version_holds_is_found_and_what_both_hold_once(layers):
    found, more = ids(layers, "Orik Vantu")
    assert found[0] == "1"
    assert sorted(found) == ["1", "2"]
    assert not more


def test_a_name_that_only_the_newer_version_has_is_found(layers):
    assert ids(layers, "Orik Wantu")[0][0] == "1"


def test_the_limit_counts_listings_and_says_that_there_are_more(layers):
    assert ids(layers, "Orik Vantu", limit=1) == (["1"], True)


def test_hits_come_best_first(layers):
    scores = [m.score for m in layers.match(MatchQuery.of("Orik Vantu"), threshold=0.1, limit=10).best]
    assert scores == sorted(scores, reverse=True)


def test_a_word_is_known_where_one_layer_knows_it(layers):
    assert layers.knows(MatchQuery.of("Holding").name)
    assert layers.knows(MatchQuery.of("Shipping").name)
    assert not layers.knows(MatchQuery.of("Quixotic").name)
