"""OpenRefine's calls, as version 0.2 of its protocol has them."""

import json
from typing import Any

import pytest
from support.service import Client


def asked(client: Client, field: str, value: Any) -> Any:
    answer = client.post("/reconcile/default", data={field: json.dumps(value)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_manifest(client: Client) -> None:
    document = client.get("/reconcile/default").json()
    space = "https://www.opensanctions.org/reference/#schema"
    assert (document["identifierSpace"], document["schemaSpace"]) == (space, space)
    assert document["versions"] == ["0.2"]
    assert document["batchSize"] == 3
    assert {"view", "preview", "suggest", "extend", "defaultTypes", "name"} <= set(document)
    assert [one["name"] for one in document["extend"]["property_settings"]] == ["limit", "render"]
    assert client.get("/reconcile/nowhere").status_code == 404


def test_the_query_string_is_passed_on(client: Client) -> None:
    document = client.get("/reconcile/default?api_key=x").json()
    service = document["suggest"]["entity"]
    assert service["service_path"] == "/reconcile/default/suggest/entity?api_key=x"
    assert service["service_url"] == "http://service"


def test_queries_are_answered_by_key(client: Client) -> None:
    queries = {
        "q0": {"query": "Orik Vantou", "type": "Person", "limit": 2},
        "q1": {
            "query": "Orik Vantu",
            "type": ["Person"],
            "properties": [{"pid": "Person:birthDate", "v": "1965-09-11"}],
        },
        "q2": {"query": "Nobody Whatsoever"},
    }
    answer = asked(client, "queries", queries)
    assert list(answer) == ["q0", "q1", "q2"]
    best = answer["q1"]["result"][0]
    assert set(best) == {"id", "name", "description", "type", "score", "match"}
    assert (best["id"], best["match"]) == ("us_ofac_sdn:101", True)
    assert set(best["type"][0]) == {"id", "name", "description"}
    assert len(answer["q0"]["result"]) <= 2
    assert not any(one["match"] for one in answer["q2"]["result"])


def test_rows_are_extended(client: Client) -> None:
    properties = [
        {"id": "birthDate"},
        {"id": "nationality", "settings": {"render": "caption"}},
        {"id": "alias", "settings": {"limit": "1"}},
    ]
    wanted = {"ids": ["us_ofac_sdn:101", "nobody"], "properties": properties}
    answer = asked(client, "extend", wanted)
    assert [one["id"] for one in answer["meta"]] == ["birthDate", "nationality", "alias"]
    assert set(answer["meta"][0]) == {"id", "name"}
    orik = answer["rows"]["us_ofac_sdn:101"]
    assert orik["birthDate"] == [{"str": "1965-09-11"}]
    assert orik["nationality"] == [{"str": "Syria"}]
    assert len(orik["alias"]) == 1
    assert answer["rows"]["nobody"] == {"birthDate": [], "nationality": [], "alias": []}


@pytest.mark.parametrize(
    ("what", "prefix", "id_"),
    [
        ("entity", "nordic pel", "us_ofac_sdn:104"),
        ("property", "birth d", "Person:birthDate"),
        ("type", "vess", "Vessel"),
    ],
)
def test_suggestions(client: Client, what: str, prefix: str, id_: str) -> None:
    answer = client.get(f"/reconcile/default/suggest/{what}", params={"prefix": prefix}).json()
    assert (answer["code"], answer["status"], answer["prefix"]) == ("/api/status/ok", "200 OK", prefix)
    assert id_ in [one["id"] for one in answer["result"]]


def test_properties_to_extend_by(client: Client) -> None:
    answer = client.get("/reconcile/default/extend/property?type=Person&limit=3").json()
    assert (answer["limit"], answer["type"], len(answer["properties"])) == (3, "Person", 3)
    assert set(answer["properties"][0]) == {"id", "name"}
    assert client.get("/reconcile/default/extend/property?type=Nothing").status_code == 404


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"queries": "no json"},
        {"queries": "[]"},
        {"queries": '{"a":1}'},
        {"extend": "{}"},
        {"queries": "{}"},
    ],
)
def test_a_form_that_makes_no_sense_is_400(client: Client, form: dict[str, str]) -> None:
    assert client.post("/reconcile/default", data=form).status_code == 400
