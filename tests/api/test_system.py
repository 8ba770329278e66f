"""What tells whether and with which lists the service answers; and what every answer has."""

import re
from pathlib import Path

from support.service import Client, asking, service_over

from ostrakon.engine import Engine
from ostrakon.settings import Settings


def test_health_and_readiness(client: Client) -> None:
    for path in ("/healthz", "/readyz"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_the_catalog_has_a_strong_tag_and_304(client: Client) -> None:
    answer = client.get("/catalog")
    assert set(answer.json()) == {"datasets", "current", "outdated", "index_stale"}
    assert answer.headers["cache-control"] == "public, max-age=300"
    tag = answer.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]+"', tag)
    for known in (tag, f'"other", {tag}', "*"):
        again = client.get("/catalog", headers={"if-none-match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/catalog", headers={"if-none-match": '"other"'}).status_code == 200
    assert client.get("/manifest").json() == answer.json()


def test_the_catalog_names_lists_and_collections(client: Client) -> None:
    datasets = {one["name"]: one for one in client.get("/catalog").json()["datasets"]}
    assert {"default", "sanctions", "us_ofac_sdn", "un_sc_sanctions"} <= set(datasets)
    assert datasets["default"]["load"] is False
    assert set(datasets["sanctions"]["children"]) == {"us_ofac_sdn", "un_sc_sanctions"}
    assert datasets["us_ofac_sdn"]["index_version"] == "2026-11-20"
    assert datasets["us_ofac_sdn"]["load"] is True


def test_the_algorithms(client: Client) -> None:
    document = client.get("/algorithms").json()
    assert (document["default"], document["best"]) == ("best", "ostrakon")
    names = [one["name"] for one in document["algorithms"]]
    assert {"ostrakon", "logic-v1", "logic-v2", "name-based", "name-qualified", "regression-v1"} <= set(names)
    for one in document["algorithms"]:
        assert {"name", "description", "features", "docs"} <= set(one)
        assert set(one["features"]["name"]) == {"description", "coefficient", "url"}
        assert set(one["docs"]) == {"name", "description", "config", "features"}


def test_marble_finds_a_service_that_takes_exclusions_in_the_body(client: Client) -> None:
    assert client.get("/-/version").json() == {"motiva": "v0.10.1"}


def test_updatez_needs_its_token_and_post(client: Client) -> None:
    assert client.get("/updatez").status_code == 405
    assert client.post("/updatez").status_code == 403
    assert client.post("/updatez?token=").status_code == 403


def test_what_is_not_there_is_404(client: Client) -> None:
    for path in ("/statements", "/nowhere", "/match"):
        assert client.get(path).json() == {"detail": "Not Found"}
        assert client.get(path).status_code == 404


def test_every_answer_continues_the_trace_of_its_request(client: Client) -> None:
    given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    answer = client.get("/healthz", headers={"traceparent": given, "tracestate": "other=1"})
    version, trace, parent, _flags = answer.headers["traceparent"].split("-")
    assert (version, trace) == ("00", given.split("-")[1])
    assert parent != given.split("-")[2]
    assert answer.headers["tracestate"] == f"yente={parent},other=1"
    fresh = client.get("/nowhere").headers["traceparent"]
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", fresh)
    forged = client.get("/healthz", headers={"traceparent": "00-zz", "tracestate": "x" * 600})
    assert re.fullmatch(r"yente=[0-9a-f]{16}", forged.headers["tracestate"])


def test_long_answers_are_compressed_and_short_ones_are_not(client: Client) -> None:
    accepting = {"accept-encoding": "gzip"}
    assert client.get("/algorithms", headers=accepting).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/healthz", headers=accepting).headers
    assert (
        "content-encoding" not in client.get("/algorithms", headers={"accept-encoding": "identity"}).headers
    )


def test_an_address_of_60_000_bytes_is_too_long(client: Client) -> None:
    answer = client.get("/search/default?q=" + "x" * 60_000)
    assert (answer.status_code, answer.json()) == (414, {"detail": "Request URI too long"})


def test_any_authorization_is_tolerated_where_no_key_is_needed(client: Client) -> None:
    for header in ("Bearer x", "ApiKey y", "Basic ?!", "nonsense"):
        assert client.get("/catalog?api_key=z", headers={"authorization": header}).status_code == 200


def test_an_answer_from_the_lists_inside_the_package_says_so_first(tmp_path: Path) -> None:
    with asking(service_over(tmp_path, Engine(Settings(tmp_path)))) as client:
        answer = client.match(a=("Person", {"name": "Bashar al-Assad"}))
        assert answer.json()["responses"]["a"]["results"]
        assert answer.headers["x-ostrakon-notice"].startswith("NOT CURRENT")
        assert client.get("/search/default?q=assad").headers["x-ostrakon-notice"]
    assert not (tmp_path / "ostrakon.db").exists()


def test_answers_from_lists_that_were_imported_have_no_such_notice(client: Client) -> None:
    answer = client.match(a=("Person", {"name": "Orik Vantu"}))
    assert "x-ostrakon-notice" not in answer.headers
