"""`POST /match/{dataset}`, line by line of yente's contract."""

from typing import Any

import pytest
from support.service import Client

ORIK = ("Person", {"name": ["Orik Vantu"]})
ID = "us_ofac_sdn:101"
Results = list[dict[str, Any]]


def results(client: Client, query: str = "", dataset: str = "default", **queries: Any) -> Results:
    answer = client.match(dataset, query, **(queries or {"a": ORIK}))
    assert answer.status_code == 200, answer.text
    found: Results = answer.json()["responses"]["a"]["results"]
    return found


def ids(found: Results) -> list[str]:
    return [one["id"] for one in found]


def test_a_match_has_yentes_shape(client: Client) -> None:
    answer = client.match(a=ORIK)
    assert answer.headers["x-batch-size"] == "1"
    assert len(answer.headers["x-ostrakon-proof"]) == 64
    document = answer.json()
    assert set(document) == {"responses", "limit"}
    assert document["limit"] == 5
    response = document["responses"]["a"]
    assert set(response) == {"status", "results", "total", "query"}
    assert response["total"] == {"value": 2, "relation": "eq"}
    assert response["query"] == {"id": "a", "schema": "Person", "properties": {"name": ["Orik Vantu"]}}
    best = response["results"][0]
    assert list(best) == [
        *("id", "caption", "schema", "properties", "datasets", "referents", "target"),
        *("first_seen", "last_seen", "last_change", "score", "match", "explanations"),
    ]
    assert best["match"] is True
    assert best["target"] is True
    assert set(best["explanations"]["name"]) == {"score", "detail", "query", "candidate"}


def test_moments_have_neither_zone_nor_fraction(client: Client) -> None:
    (orik,) = [one for one in results(client) if one["id"] == ID]
    assert orik["first_seen"] == "2016-10-01T00:00:00"
    assert orik["last_seen"] == "2026-11-20T00:00:00"
    assert orik["last_change"] == "2016-10-01T00:00:00"


def test_the_query_comes_back_cleaned_with_the_callers_id(client: Client) -> None:
    queries = {
        "x": {
            "id": "customer-7",
            "schema": "Person",
            "properties": {
                "name": "  Orik   Vantu ",
                "nationality": ["Russia", 7],
                "birthDate": ["1965-09-11"],
                "height": 180,
                "shoeSize": "44",
            },
        }
    }
    answer = client.post("/match/default", json={"queries": queries}).json()
    assert answer["responses"]["x"]["query"] == {
        "id": "customer-7",
        "schema": "Person",
        "properties": {
            "name": ["Orik Vantu"],
            "nationality": ["ru"],
            "birthDate": ["1965-09-11"],
            "height": ["180"],
        },
    }


def test_only_matches_return_unless_the_cutoff_is_lowered(client: Client) -> None:
    query = ("Person", {"name": ["Orik Vantu"], "birthDate": ["1931-01-01"]})
    assert all(one["score"] > 0.95 for one in results(client, "?threshold=0.95", a=query))
    lowered = client.match("default", "?threshold=0.95&cutoff=0.1", a=query).json()["responses"]["a"]
    below = [one for one in lowered["results"] if one["score"] < 0.95]
    assert below
    assert not any(one["match"] for one in below)
    assert lowered["total"]["value"] == sum(one["score"] >= 0.95 for one in lowered["results"])


def test_a_score_of_exactly_the_cutoff_is_left_out(client: Client) -> None:
    score = results(client)[0]["score"]
    assert not [one for one in results(client, f"?threshold={score}") if one["score"] == score]
    assert [one for one in results(client, f"?threshold={score}&cutoff=0.5") if one["score"] == score]


def test_the_total_counts_what_the_limit_leaves_out(client: Client) -> None:
    response = client.match("default", "?limit=1", a=ORIK).json()
    assert response["limit"] == 1
    assert len(response["responses"]["a"]["results"]) == 1
    assert response["responses"]["a"]["total"]["value"] == 2


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("?include_dataset=un_sc_sanctions", ["un_sc_sanctions:QDi.001"]),
        ("?exclude_dataset=un_sc_sanctions", [ID]),
        ("?include_dataset=sanctions", [ID, "un_sc_sanctions:QDi.001"]),
        ("?exclude_dataset=sanctions", []),
        ("?exclude_schema=Person", []),
        ("?topics=sanction&topics=wanted", [ID, "un_sc_sanctions:QDi.001"]),
        ("?topics=wanted", []),
        (f"?exclude_entity_ids={ID}", ["un_sc_sanctions:QDi.001"]),
        ("?exclude_entity_ids=101", ["un_sc_sanctions:QDi.001"]),
        ("?changed_since=2020-01-01", ["un_sc_sanctions:QDi.001"]),
        ("?changed_since=2026-11-20T00:00:00", []),
        ("?fuzzy=true&nonsense=1", [ID, "un_sc_sanctions:QDi.001"]),
    ],
)
def test_a_request_can_leave_entities_out(client: Client, query: str, left: list[str]) -> None:
    assert sorted(ids(results(client, query))) == sorted(left)


def test_exclusions_in_the_body_may_be_any_number(client: Client) -> None:
    many = [*(f"nobody-{number}" for number in range(500)), ID]
    example = {"schema": "Person", "properties": {"name": "Orik Vantu"}}
    for body in (
        {"queries": {"a": example}, "params": {"exclude_entity_ids": many}},
        {"queries": {"a": example | {"params": {"exclude_entity_ids": many}}}},
    ):
        answer = client.post("/match/default?partition=true&index_type=scoped", json=body)
        assert ids(answer.json()["responses"]["a"]["results"]) == ["un_sc_sanctions:QDi.001"]


def test_a_dataset_name_narrows_the_lists(client: Client) -> None:
    assert ids(results(client, dataset="un_sc_sanctions")) == ["un_sc_sanctions:QDi.001"]
    assert len(results(client, dataset="sanctions")) == 2
    assert all(one["datasets"] != ["default"] for one in results(client))


def test_schemata_are_those_that_compare(client: Client) -> None:
    assert ids(results(client, a=("Company", {"name": "Melka Trading House"}))) == ["us_ofac_sdn:102"]
    assert ids(results(client, a=("Thing", {"name": "Nordic Pelican"}))) == ["us_ofac_sdn:104"]
    assert ids(results(client, a=("Vessel", {"name": "Nordic Pelican"}))) == ["us_ofac_sdn:104"]
    assert not results(client, a=("Vessel", {"name": "Orik Vantu"}))
    assert ID in ids(results(client, a=("LegalEntity", {"name": "Orik Vantu"})))


def test_several_names_and_numbers_of_one_query_count(client: Client) -> None:
    assert results(client, a=("Person", {"name": ["Nobody Atall", "Orik Vantou"]}))[0]["id"] == ID
    assert results(client, a=("Person", {"alias": "Orik Vantou"}))[0]["id"] == ID
    assert results(client, a=("Person", {"firstName": "Orik", "lastName": "Vantu"}))
    assert ids(results(client, a=("Person", {"passportNumber": "N0012345"}))) == [ID]
    assert not results(client, a=("Person", {"nationality": "sy"}))
    assert not results(client, a=("Person", {"name": "—"}))


def test_other_algorithms_are_answered_by_ours_which_says_so(client: Client) -> None:
    assert "algorithm" not in results(client)[0]["explanations"]
    explained = results(client, "?algorithm=logic-v1")[0]["explanations"]["algorithm"]
    assert "logic-v1" in explained["detail"]
    assert explained["score"] == 0


@pytest.mark.parametrize(
    ("path", "body", "detail"),
    [
        ("/match/default", {"queries": {}}, "No queries provided."),
        ("/match/default?algorithm=x", {"queries": {"a": {"schema": "Person"}}}, "Invalid algorithm: x"),
        (
            "/match/default",
            {"queries": {"a": {"schema": "x"}}},
            "Cannot parse example entity: Unknown schema: 'x'",
        ),
        (
            "/match/default",
            {"queries": {"a": {"schema": "Person"}, "b": {"schema": "Sanction"}}},
            "Cannot parse example entity: Non-matchable schema for query: Sanction",
        ),
        (
            "/match/default?algorithm=logic-v2",
            {"queries": {"a": {"schema": "Person"}}, "config": {"k": 1}},
            "Invalid configuration parameter: k for algorithm logic-v2",
        ),
        (
            "/match/default",
            {"queries": {str(n): {"schema": "Person"} for n in range(101)}},
            "Too many queries in one batch (limit: 100)",
        ),
    ],
)
def test_a_question_that_makes_no_sense_is_400(client: Client, path: str, body: Any, detail: str) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == 400
    assert answer.json() == {"detail": detail}


def test_an_unknown_dataset_is_404(client: Client) -> None:
    answer = client.match("nowhere", a=ORIK)
    assert answer.status_code == 404
    assert answer.json() == {"detail": "No such dataset."}


@pytest.mark.parametrize(
    ("path", "body", "loc"),
    [
        ("/match/default", {"queries": {"a": {"properties": {}}}}, ["body", "queries", "a", "schema"]),
        ("/match/default", {}, ["body", "queries"]),
        ("/match/default", [], ["body"]),
        ("/match/default?limit=501", {"queries": {"a": {"schema": "Person"}}}, ["query", "limit"]),
        ("/match/default?threshold=nan", {"queries": {"a": {"schema": "Person"}}}, ["query", "threshold"]),
        ("/match/default?changed_since=soon", {"queries": {}}, ["query", "changed_since"]),
        (
            "/match/default?" + "&".join(f"exclude_entity_ids={n}" for n in range(51)),
            {"queries": {"a": {"schema": "Person"}}},
            ["query", "exclude_entity_ids"],
        ),
    ],
)
def test_a_field_of_the_wrong_kind_is_422(client: Client, path: str, body: Any, loc: list[str]) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == 422
    (mistake,) = answer.json()["detail"]
    assert mistake["loc"] == loc
    assert {"type", "msg", "input"} <= set(mistake)


def test_a_body_without_a_content_type_is_taken_for_json_and_a_form_is_not(client: Client) -> None:
    body = b'{"queries":{"a":{"schema":"Person","properties":{"name":["Orik Vantu"]}}}}'
    assert client.post("/match/default", content=body).status_code == 200
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/match/default", content=body, headers=form).status_code == 422
    assert client.post("/match/default", content=b"{", headers={}).status_code == 422


def test_the_lists_of_a_past_day_can_be_asked(client: Client) -> None:
    gone = ("Person", {"name": "Teodor Grubanov"})
    assert not results(client, a=gone)
    assert ids(results(client, "?as_of=2016-10-16", a=gone)) == ["us_ofac_sdn:103"]
    answer = client.match("default", "?as_of=1990-01-01", a=gone)
    assert answer.status_code == 404
    assert client.match("default", "?as_of=2090-01-01", a=gone).status_code == 400
    assert client.match("default", "?as_of=tomorrow", a=gone).status_code == 422


def test_a_listing_that_was_removed_is_found_on_the_day_it_had_effect(client: Client) -> None:
    gone = ("Person", {"name": "Teodor Grubanov"})
    for query in ("", "&topics=sanction", "&limit=1&cutoff=0.2"):
        answer = client.match("default", f"?in_force_on=2016-10-16{query}", a=gone).json()
        response = answer["responses"]["a"]
        assert response["results"][0]["id"] == "us_ofac_sdn:103"
        assert response["total"]["value"] == 1
    assert not results(client, "?in_force_on=2026-11-21", a=gone)
    assert client.get("/entities/us_ofac_sdn:103?in_force_on=2016-10-16").status_code == 200
    assert client.get("/entities/us_ofac_sdn:103?in_force_on=2026-11-21").status_code == 404


def test_the_proof_is_another_one_for_other_lists(client: Client) -> None:
    one = client.match("default", a=ORIK).headers["x-ostrakon-proof"]
    assert client.match("default", "?limit=3&threshold=0.9", a=ORIK).headers["x-ostrakon-proof"] == one
    assert client.match("un_sc_sanctions", a=ORIK).headers["x-ostrakon-proof"] != one
    assert client.match("default", "?as_of=2026-11-21", a=ORIK).headers["x-ostrakon-proof"] != one
