"""`GET /search/{dataset}`, line by line of yente's contract."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.service import Client

from ostrakon.api.refusals import Refused
from ostrakon.api.search import parse, parse_simple

ORIKS = {"us_ofac_sdn:101", "un_sc_sanctions:QDi.001"}


def search(client: Client, q: str = "", dataset: str = "default", **more: Any) -> dict[str, Any]:
    answer = client.get(f"/search/{dataset}", params={"q": q, **more})
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def ids(document: dict[str, Any]) -> list[str]:
    return [one["id"] for one in document["results"]]


def test_an_answer_has_yentes_shape(client: Client) -> None:
    document = search(client, "vantu")
    assert set(document) == {"limit", "offset", "total", "results", "facets"}
    assert (document["limit"], document["offset"]) == (10, 0)
    assert document["total"] == {"value": 2, "relation": "eq"}
    assert set(document["facets"]) == {"countries", "topics", "datasets"}
    countries = document["facets"]["countries"]
    assert countries["label"] == "Countries"
    assert {"name": "sy", "label": "Syria", "count": 1} in countries["values"]
    assert "score" not in document["results"][0]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("orik vantu", ORIKS),
        ("orik AND vantou", {"us_ofac_sdn:101"}),
        ("vantou OR pelican", {"us_ofac_sdn:101", "us_ofac_sdn:104"}),
        ("vantou || pelican", {"us_ofac_sdn:101", "us_ofac_sdn:104"}),
        ("orik -vantou", {"un_sc_sanctions:QDi.001"}),
        ("orik && !vantou", {"un_sc_sanctions:QDi.001"}),
        ("orik NOT vantou", {"un_sc_sanctions:QDi.001"}),
        ("+orik +vantou", {"us_ofac_sdn:101"}),
        ('"nordic pelican"', {"us_ofac_sdn:104"}),
        ('"pelican nordic"', set()),
        ('"melka house"~1', {"us_ofac_sdn:102"}),
        ('"melka house"', set()),
        ("pelic*", {"us_ofac_sdn:104"}),
        ("*lican", {"us_ofac_sdn:104"}),
        ("p?lican", {"us_ofac_sdn:104"}),
        ("pelikan~1", {"us_ofac_sdn:104"}),
        ("pelikan", set()),
        ("(pelican OR melka) AND nordic", {"us_ofac_sdn:104"}),
        ("name:korvin", {"us_ofac_sdn:105"}),
        ("name:syria", set()),
        ("properties.birthDate:1965", {"us_ofac_sdn:101"}),
        ("birthDate:[1960 TO 1970]", {"us_ofac_sdn:101"}),
        ("birthDate:{1965 TO 1970]", {"us_ofac_sdn:101"}),
        ("birthDate:>1970", set()),
        ("countries:iq", {"un_sc_sanctions:QDi.001"}),
        ("country:iq", {"un_sc_sanctions:QDi.001"}),
        ("topics:role.pep", {"NK-marta"}),
        ("datasets:ext_peps", {"NK-marta"}),
        ("schema:Vessel", {"us_ofac_sdn:104"}),
        ("id:101", {"us_ofac_sdn:101"}),
        ("id:NK\\-marta", {"NK-marta"}),
        ("N0012345", {"us_ofac_sdn:101"}),
        ("nationality:*  vantu", ORIKS),
        ("nowhere:x", set()),
        ("first_seen:<2020 vantu", {"us_ofac_sdn:101"}),
        ("last_change:[2025 TO 2025] holz", {"NK-marta"}),
        ("ÖRIK Vantú", ORIKS),
        ("holz^3 marta", {"NK-marta"}),
    ],
)
def test_the_query_language(client: Client, q: str, found: set[str]) -> None:
    assert set(ids(search(client, q))) == found


@pytest.mark.parametrize(
    "q", ["invalid/query", "a AND", '"open', "(a", "::", "a)", "[1 TO", "/regex/", "x" * 5 + ":"]
)
def test_a_query_that_cannot_be_read_is_400_and_never_with_simple(client: Client, q: str) -> None:
    refused = client.get("/search/default", params={"q": q})
    assert refused.status_code == 400
    assert "Cannot parse query" in refused.json()["detail"]
    assert client.get("/search/default", params={"q": q, "simple": "true"}).status_code == 200


def test_a_simple_query_knows_phrases_and_what_to_leave_out(client: Client) -> None:
    assert set(ids(search(client, "orik -vantou", simple=True))) == {"un_sc_sanctions:QDi.001"}
    assert set(ids(search(client, '"nordic pelican" | melka', simple=True))) == {
        *("us_ofac_sdn:104", "us_ofac_sdn:102")
    }


def test_fuzzy_words_may_differ(client: Client) -> None:
    assert set(ids(search(client, "pelikan", fuzzy=True))) == {"us_ofac_sdn:104"}


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"q": "vantu", "countries": "iq"}, {"un_sc_sanctions:QDi.001"}),
        ({"q": "vantu", "countries": ["iq", "sy"]}, ORIKS),
        ({"q": "vantu", "countries": ["iq", "sy"], "filter_op": "AND"}, set()),
        ({"q": "", "topics": "role.pep"}, {"NK-marta"}),
        ({"q": "vantu", "datasets": "un_sc_sanctions"}, {"un_sc_sanctions:QDi.001"}),
        ({"q": "vantu", "include_dataset": "us_ofac_sdn"}, {"us_ofac_sdn:101"}),
        ({"q": "vantu", "exclude_dataset": "us_ofac_sdn"}, {"un_sc_sanctions:QDi.001"}),
        ({"schema": "Vessel"}, {"us_ofac_sdn:104"}),
        ({"schema": "LegalEntity", "q": "holz"}, {"NK-marta", "NK-firm"}),
        ({"schema": "LegalEntity", "q": "holz", "exclude_schema": "Person"}, {"NK-firm"}),
        ({"filter": "properties.birthDate:1965"}, {"us_ofac_sdn:101"}),
        ({"filter": ["countries:de", "topics:role.pep"]}, {"NK-marta"}),
        ({"q": "vantu", "changed_since": "2020-01-01"}, {"un_sc_sanctions:QDi.001"}),
        ({"q": "holz", "target": "true"}, {"NK-marta"}),
        ({"q": "holz", "target": "false"}, {"NK-firm"}),
        ({"schema": "Ownership"}, {"NK-own"}),
    ],
)
def test_filters_narrow_what_is_found(client: Client, parameters: dict[str, Any], found: set[str]) -> None:
    assert set(ids(search(client, **parameters))) == found


def test_an_empty_query_finds_every_thing_of_the_dataset(client: Client) -> None:
    document = search(client, dataset="un_sc_sanctions")
    assert ids(document) == ["un_sc_sanctions:QDi.001"]
    assert search(client)["total"]["value"] > 5
    assert (
        search(client, dataset="ours")["total"]["value"] == 3
    )  # the address is a thing, an ownership is not


def test_pages_follow_one_another(client: Client) -> None:
    every = ids(search(client, limit=500))
    assert ids(search(client, limit=2, offset=1)) == every[1:3]
    assert search(client, limit=0)["results"] == []
    assert search(client, limit=0)["total"]["value"] == len(every)


def test_results_are_sorted_and_those_without_a_value_come_last(client: Client) -> None:
    captions = [one["caption"] for one in search(client, sort="caption:asc", schema="Person")["results"]]
    assert captions == sorted(captions)
    for direction in ("asc", "desc"):
        dated = search(client, sort=f"properties.birthDate:{direction}", schema="Person")["results"]
        assert dated[0]["id"] == "us_ofac_sdn:101"
    newest = search(client, sort="last_change:desc", schema="Person")["results"]
    changes = [one["last_change"] for one in newest]
    assert changes == sorted(changes, reverse=True)


def test_facets_are_those_asked_for(client: Client) -> None:
    document = search(client, facets=["schema", "genders", "identifiers"])
    assert set(document["facets"]) == {"schema", "genders", "identifiers"}
    counts = {one["name"]: one["count"] for one in document["facets"]["schema"]["values"]}
    assert counts["Vessel"] == 1
    assert sum(counts.values()) == document["total"]["value"]


@pytest.mark.parametrize(
    "query",
    ["facets=colour", "sort=caption:sideways", "schema=Nothing", "filter=nocolon", "filter=a:"],
)
def test_what_makes_no_sense_is_400(client: Client, query: str) -> None:
    assert client.get(f"/search/default?{query}").status_code == 400


@pytest.mark.parametrize("query", ["limit=501", "offset=9500", "offset=-1", "limit=x", "filter_op=XOR"])
def test_what_is_out_of_range_is_422(client: Client, query: str) -> None:
    assert client.get(f"/search/default?{query}").status_code == 422


def test_a_past_day_and_a_day_of_effect_can_be_asked(client: Client) -> None:
    assert ids(search(client, "grubanov")) == []
    assert ids(search(client, "grubanov", as_of="2016-10-16")) == ["us_ofac_sdn:103"]
    assert set(ids(search(client, "vantu", in_force_on="2019-01-01"))) == {"us_ofac_sdn:101"}
    assert set(ids(search(client, "vantu", in_force_on="2021-01-01"))) == ORIKS
    # On the list of that day, and removed since.
    assert ids(search(client, "grubanov", in_force_on="2016-10-16")) == ["us_ofac_sdn:103"]
    assert ids(search(client, "grubanov", in_force_on="2026-11-21")) == []


def is_query_or_refused(text: str) -> bool:
    try:
        parse(text)
    except Refused as refused:
        return refused.status == 400
    return True


@given(st.text(max_size=60))
def test_any_text_is_a_simple_query_and_a_query_or_a_refusal(text: str) -> None:
    parse_simple(text)
    assert is_query_or_refused(text)


@given(st.text(alphabet='ab"()[]{}:~^*?\\/+-!&|<>= ANDORT', max_size=40))
def test_any_row_of_operators_is_a_query_or_a_refusal(text: str) -> None:
    assert is_query_or_refused(text)
