"""Entities by id, with what is linked to them."""

import pytest
from support.service import Client


def test_an_entity_stands_with_those_it_is_linked_to(client: Client) -> None:
    marta = client.get("/entities/NK-marta").json()
    (ownership,) = marta["properties"]["ownershipOwner"]
    assert ownership["id"] == "NK-own"
    (firm,) = ownership["properties"]["asset"]
    assert firm["caption"] == "Holz Werke GmbH"
    assert ownership["properties"]["owner"] == ["NK-marta"]  # never back along the path
    (home,) = marta["properties"]["addressEntity"]
    assert home["properties"]["full"] == ["1 Main Street, Bonn"]


def test_without_nesting_links_are_ids(client: Client) -> None:
    marta = client.get("/entities/NK-marta?nested=false").json()
    assert marta["properties"]["addressEntity"] == ["NK-home"]
    assert "ownershipOwner" not in marta["properties"]


def test_only_the_roots_inbound_edges_are_walked(client: Client) -> None:
    edge = client.get("/entities/NK-own").json()
    (owner,) = edge["properties"]["owner"]
    assert owner["properties"]["addressEntity"] == ["NK-home"]
    assert "ownershipOwner" not in owner["properties"]


def test_a_listing_stands_with_its_sanction_and_its_ties(client: Client) -> None:
    orik = client.get("/entities/us_ofac_sdn:101").json()
    (sanction,) = orik["properties"]["sanctions"]
    assert sanction["properties"]["program"] == ["SYRIA"]
    assert sanction["properties"]["startDate"] == ["2015-03-02"]
    assert sanction["properties"]["entity"] == ["us_ofac_sdn:101"]
    (tie,) = orik["properties"]["unknownLinkFrom"]
    assert tie["properties"]["role"] == ["Owned by"]
    assert tie["properties"]["subject"][0]["caption"] == "Melka Trading House LLC"


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/entities/old-marta?nested=true", "/entities/NK-marta"),
        ("/entities/old-marta/adjacent?limit=3", "/entities/NK-marta/adjacent"),
        ("/entities/101", "/entities/us_ofac_sdn:101"),
    ],
)
def test_a_referent_leads_to_its_entity(client: Client, path: str, location: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (308, location)


def test_an_unknown_id_is_404(client: Client) -> None:
    for path in ("/entities/nobody", "/entities/nobody/adjacent", "/entities/..%2f..%2fetc%2fpasswd"):
        assert client.get(path).status_code == 404
    assert client.get("/entities/nobody").json() == {"detail": "No such entity!"}


def test_what_is_adjacent_comes_by_property(client: Client) -> None:
    document = client.get("/entities/NK-marta/adjacent").json()
    assert set(document) == {"entity", "adjacent"}
    assert document["entity"]["properties"]["addressEntity"] == ["NK-home"]
    assert set(document["adjacent"]) == {"ownershipOwner", "addressEntity"}
    owned = document["adjacent"]["ownershipOwner"]
    assert owned["total"] == {"value": 1, "relation": "eq"}
    assert (owned["limit"], owned["offset"]) == (10, 0)
    assert owned["results"][0]["properties"]["asset"][0]["id"] == "NK-firm"
    assert client.get("/entities/NK-marta/adjacent/ownershipOwner").json() == owned


def test_adjacent_pages_and_order(client: Client) -> None:
    page = client.get("/entities/NK-marta/adjacent/ownershipOwner?offset=1").json()
    assert (page["results"], page["total"]["value"], page["offset"]) == ([], 1, 1)
    assert client.get("/entities/NK-marta/adjacent?sort=caption:desc").status_code == 200
    assert client.get("/entities/NK-marta/adjacent/sanctions").json()["total"]["value"] == 0
    assert client.get("/entities/NK-marta/adjacent?limit=501").status_code == 422


def test_a_property_that_leads_nowhere_is_404(client: Client) -> None:
    for name in ("name", "nonsense"):
        answer = client.get(f"/entities/NK-marta/adjacent/{name}")
        assert (answer.status_code, answer.json()) == (404, {"detail": "No such property!"})


def test_an_entity_of_a_past_day(client: Client) -> None:
    assert client.get("/entities/us_ofac_sdn:103").status_code == 404
    assert client.get("/entities/us_ofac_sdn:103?as_of=2016-10-16").status_code == 200
    assert client.get("/entities/un_sc_sanctions:QDi.001?in_force_on=2019-01-01").status_code == 404
    assert client.get("/entities/un_sc_sanctions:QDi.001?in_force_on=2021-01-01").status_code == 200


def test_own_entities_keep_their_own_datasets_and_moments(client: Client) -> None:
    marta = client.get("/entities/NK-marta?nested=false").json()
    assert marta["datasets"] == ["ext_peps"]
    assert marta["first_seen"] == "2024-01-01T00:00:00"
    assert marta["target"] is True
    found = client.match("ours", a=("Person", {"name": "Marta Holz"})).json()
    assert [one["id"] for one in found["responses"]["a"]["results"]] == ["NK-marta"]
    assert not client.match("sanctions", a=("Person", {"name": "Marta Holz"})).json()["responses"]["a"][
        "results"
    ]
