"""Our own routes: the same documents as on the command line, with the whole proof, and the record."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from support.homes import home_with
from support.service import Client, asking, service_over
from support.service_lists import LISTS

from ostrakon.api import Service
from ostrakon.api.keys import KeyStore
from ostrakon.cases.certificates import read_certificate
from ostrakon.cases.chain import verify_journal
from ostrakon.model import Query
from ostrakon.ownership.wire import answers_document

ORIK = {"name": "Orik Vantu"}


def test_a_screening_is_the_document_of_the_command_line(client: Client) -> None:
    answer = client.post("/v1/screen", json={"queries": [ORIK, {"name": "Nobody Atall"}], "threshold": 0.8})
    assert answer.status_code == 200, answer.text
    document = answer.json()
    assert [len(one["hits"]) for one in document["answers"]] == [2, 0]
    assert document["proof"]["threshold"] == 0.8
    assert {one["dataset"] for one in document["proof"]["checked"]} >= {"us_ofac_sdn", "un_sc_sanctions"}


def test_it_equals_what_the_engine_says(tmp_path: Path) -> None:
    engine = home_with(tmp_path, LISTS)
    answers = list(engine.screen_many([Query(name="Orik Vantu")]))
    expected = json.loads(msgspec.json.encode(answers_document(answers, answers[0].proof)))
    with asking(service_over(tmp_path, engine)) as client:
        assert client.post("/v1/screen", json={"queries": [ORIK]}).json() == expected


def test_past_days_and_days_of_effect(client: Client) -> None:
    body = {"queries": [{"name": "Teodor Grubanov"}], "as_of": "2016-10-16"}
    assert client.post("/v1/screen", json=body).json()["answers"][0]["hits"]
    assert client.post("/v1/screen", json=body | {"as_of": "1990-01-01"}).status_code == 404
    effect = {"queries": [ORIK], "datasets": ["un_sc_sanctions"], "in_force_on": "2019-01-01"}
    assert client.post("/v1/screen", json=effect).json()["answers"][0]["hits"] == []


def test_a_text_is_searched(client: Client) -> None:
    answer = client.post("/v1/text", json={"text": "They met Orik Vantu in March."}).json()
    (mention,) = answer["mentions"]
    assert (mention["start"], mention["text"]) == (9, "Orik Vantu")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/v1/screen", {"queries": []}, 400),
        ("/v1/screen", {"queries": [{"name": "—"}]}, 400),
        ("/v1/screen", {"queries": [{"name": "x"}] * 101}, 400),
        ("/v1/screen", {"queries": [ORIK], "threshold": 2}, 400),
        ("/v1/screen", {"queries": [ORIK], "datasets": ["nowhere"]}, 400),
        ("/v1/screen", {"queries": [{}]}, 422),
        ("/v1/screen", {"queries": [ORIK], "nonsense": 1}, 422),
        ("/v1/text", {}, 422),
    ],
)
def test_what_makes_no_sense_is_refused(client: Client, path: str, body: object, status: int) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == status, answer.text


def test_lists_histories_and_changes(client: Client) -> None:
    lists = {one["dataset"]: one for one in client.get("/v1/lists").json()["datasets"]}
    assert lists["us_ofac_sdn"]["version"] == "2026-11-20"
    assert client.get("/v1/history/us_ofac_sdn:103").json()["schema_version"] == 1
    assert client.get("/v1/history/us_ofac_sdn:999").status_code == 404
    versions = {"before": "us_ofac_sdn@2016-10-01", "after": "us_ofac_sdn@2026-11-20"}
    assert [one["id"] for one in client.get("/v1/diff", params=versions).json()["removed"]] == [
        "us_ofac_sdn:103"
    ]
    assert client.get("/v1/diff?before=x&after=y").status_code == 400


def test_issuers_are_compared(client: Client) -> None:
    answer = client.get("/v1/compare?issuer=us&issuer=un")
    assert answer.status_code == 200, answer.text
    assert answer.json()["schema_version"] == 1
    assert client.get("/v1/compare?issuer=us&issuer=mars").status_code == 400
    assert client.get("/v1/compare").status_code == 422
    assert client.get("/v1/compare?issuer=us&issuer=un&as_of=1990-01-01").status_code == 404


def test_owners_and_supporters(client: Client) -> None:
    answer = client.get("/v1/owners/us_ofac_sdn:102", params={"rule": "us"})
    assert answer.status_code == 200, answer.text
    assert client.get("/v1/supporters/us_ofac_sdn:101").status_code == 200
    assert client.get("/v1/owners/nobody-at-all").status_code in {400, 404}


def test_a_report_is_read(client: Client) -> None:
    report = b"Geneva, 16 October 2016. Orik Vantu said that 12 people were killed."
    answer = client.post("/v1/read?dated=2026-11-21", content=report)
    assert answer.status_code == 200, answer.text
    assert answer.json()["schema_version"] == 1
    assert client.post("/v1/read", content=b"%PDF-1.4 broken").status_code == 400


def test_the_proof_header_is_the_hash_of_the_proof(client: Client) -> None:
    for query in ("", "?as_of=2016-10-16"):
        header = client.match("default", query, a=("Person", ORIK)).headers["x-ostrakon-proof"]
        document = client.get(f"/v1/proof/default{query}").json()
        assert document["sha256"] == header
        assert document["proof"]["checked"]


# --- the record ----------------------------------------------------------------------------------


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return service_over(tmp_path, home_with(tmp_path, LISTS), host="0.0.0.0")


@pytest.fixture
def guarded(service: Service) -> Iterator[Client]:
    with asking(service) as client:
        yield client


def key_of(service: Service, **more: object) -> dict[str, str]:
    _, secret = KeyStore(service.engine.database, service.engine.now).create("Ann", **more)  # type: ignore[arg-type]
    service.refresh()
    return {"authorization": f"ApiKey {secret}"}


def test_screenings_of_a_recording_key_are_in_the_journal(guarded: Client, service: Service) -> None:
    key = key_of(service, records=True)
    example = {"schema": "Person", "properties": {"name": ["Orik Vantu", "Teodor Nobody"]}}
    matched = guarded.post("/match/default", json={"queries": {"a": example}}, headers=key)
    screened = guarded.post("/v1/screen", json={"queries": [ORIK, {"name": "Nobody Atall"}]}, headers=key)
    text = guarded.post("/v1/text", json={"text": "Orik Vantu"}, headers=key)
    form = {"queries": json.dumps({"q": {"query": "Orik Vantu"}})}
    reconciled = guarded.post("/reconcile/default", data=form, headers=key)
    numbers = [one.headers["x-ostrakon-screenings"] for one in (matched, screened, text, reconciled)]
    assert numbers == ["1,2", "3,4", "5", "6"]
    entries = list(service.engine.journal.entries())
    assert [held.entry.who for held in entries] == ["key 1 (Ann)"] * 6
    assert [held.personal.query.name for held in entries[:2] if held.personal and held.personal.query] == [
        *("Orik Vantu", "Teodor Nobody")
    ]
    assert entries[0].entry.hits == 2  # type: ignore[union-attr]
    assert not list(verify_journal(service.engine.database))


def test_no_other_keys_screenings_are_recorded(guarded: Client, service: Service) -> None:
    answer = guarded.post("/v1/screen", json={"queries": [ORIK]}, headers=key_of(service))
    assert "x-ostrakon-screenings" not in answer.headers
    assert not list(service.engine.journal.entries())


def test_a_certificate_is_had_by_whom_it_concerns(guarded: Client, service: Service) -> None:
    key, other = key_of(service, records=True), key_of(service)
    admin = key_of(service, scopes=("screen", "admin"))
    guarded.post("/v1/screen", json={"queries": [{"name": "Nobody Atall"}]}, headers=key)
    path = "/v1/screenings/1/certificate"
    certificate = guarded.get(path, headers=key)
    assert certificate.status_code == 200
    read_certificate(certificate.content)
    assert guarded.get(path, headers=admin).status_code == 200
    assert guarded.get(path, headers=other).status_code == 404
    assert guarded.get(path).status_code == 401
    assert guarded.get("/v1/screenings/99/certificate", headers=admin).status_code in {400, 404}
    service.engine.journal.erase([1], who="Ann", why="asked for by the person")
    assert guarded.get(path, headers=key).status_code == 410
