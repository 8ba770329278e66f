"""The service as its users meet it: a process, their own clients, updates under load, and rough visitors."""

import csv
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from support.homes import home_with
from support.service_lists import LISTS
from support.serving import Serving, serving
from yente_client import Client
from yente_client.entities import Person
from yente_client.exceptions import AuthenticationError, NotFoundError, RateLimitError

from ostrakon.api.keys import KeyStore
from ostrakon.cases.chain import verify_journal
from ostrakon.engine import Engine, open_engine

BODY = {"queries": {"a": {"schema": "Person", "properties": {"name": ["Orik Vantu"]}}}}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home: Path = tmp_path_factory.mktemp("served")
    home_with(home, LISTS)
    return home


@pytest.fixture(scope="module")
def service(home: Path) -> Iterator[Serving]:
    with serving(home, "--workers", "2") as service:
        yield service


def run(*words: str, service: Serving, **more: str) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"YENTE_BASE_URL": service.url} | more
    program = Path(sys.executable).parent / "yente-cli"
    return subprocess.run([program, *words], env=environment, capture_output=True, text=True, check=False)


def test_yentes_client_works_unchanged(service: Serving) -> None:
    with Client(base_url=service.url) as client:
        assert client.readyz().status == "ok"
        assert {one.name for one in client.datasets().datasets} >= {"default", "us_ofac_sdn"}
        assert client.algorithms().default == "best"
        asked = Person(name="Orik Vantu", birthDate="1965-09-11", nationality="Syria")
        response = client.match(asked, datasets=["us_ofac_sdn"])
        assert response.top is not None
        assert response.top.id == "us_ofac_sdn:101"
        assert response.top.first_seen is not None
        assert client.fetch("us_ofac_sdn:101").caption == "Orik VANTU"
        assert client.fetch("101").id == "us_ofac_sdn:101"
        assert client.search("vantu").total.value == 2
        with pytest.raises(NotFoundError):
            client.fetch("nobody")
        with pytest.raises(NotFoundError):
            list(client.statements())
        answers = dict(client.match_iter({str(n): asked for n in range(25)}.items()))
        assert len(answers) == 25
        assert client.adjacent("us_ofac_sdn:101").entity.id == "us_ofac_sdn:101"


def test_yentes_command_line_screens_a_file(service: Serving, tmp_path: Path) -> None:
    given, written = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_text("customer,dob\nOrik Vantu,1965-09-11\nJane Nobody Smithson,1980-01-01\n")
    mapped = ("-i", "customer=name", "-i", "dob=birthDate")
    done = run("screen", "-s", "Person", *mapped, str(given), str(written), service=service)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(written.open()))
    assert "us_ofac_sdn:101" in [row["match_id"] for row in rows if row["customer"] == "Orik Vantu"]
    assert not any(row["match_id"] for row in rows if row["customer"].startswith("Jane"))
    assert not any(row.get("match_error") for row in rows)


def test_yentes_client_tells_keys_and_rates(home: Path) -> None:
    keys = [sys.executable, "-m", "ostrakon", "keys"]
    environment = os.environ | {"OSTRAKON_HOME": str(home)}
    made = subprocess.run(
        [*keys, "create", "client", "--rate", "2", "--json"], env=environment, capture_output=True, check=True
    )
    key = json.loads(made.stdout)
    with serving(home, "--host", "0.0.0.0", "--workers", "2") as guarded:
        with Client(base_url=guarded.url) as nobody, pytest.raises(AuthenticationError):
            nobody.datasets()
        with Client(base_url=guarded.url, api_key="wrong") as wrong, pytest.raises(AuthenticationError):
            wrong.datasets()
        header = {"authorization": f"ApiKey {key['key']}"}
        statuses = [httpx.get(f"{guarded.url}/algorithms", headers=header).status_code for _ in range(6)]
        assert statuses == [200, 200, 429, 429, 429, 429]  # one bucket for both workers
        with Client(base_url=guarded.url, api_key=key["key"]) as hasty, pytest.raises(RateLimitError):
            hasty.algorithms()
        subprocess.run([*keys, "revoke", str(key["id"])], env=environment, check=True, capture_output=True)
        deadline = time.monotonic() + 20
        while httpx.get(f"{guarded.url}/algorithms", headers=header).status_code != 401:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        guarded.event("refused", why="unknown key")
        assert key["key"] not in "".join(guarded.lines)


def _import(engine: Engine, folder: Path, number: int) -> None:
    file = folder / "watch.csv"
    file.write_text(f"id,name,kind\n1,Watched Number{number},Person\n2,Constant Person,Person\n")
    (outcome,) = engine.import_files([file], dataset="watch")
    assert outcome.error is None, outcome.error


def test_new_versions_are_taken_up_while_nobody_notices(service: Serving, home: Path, tmp_path: Path) -> None:
    failed: list[str] = []
    asked = 0
    over = threading.Event()

    def ask() -> None:
        nonlocal asked
        with httpx.Client(base_url=service.url) as client:
            while not over.is_set():
                answer = client.post("/match/default", json=BODY)
                asked += 1
                if answer.status_code != 200 or "us_ofac_sdn:101" not in answer.text:
                    failed.append(answer.text[:200])

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    engine = open_engine(home)
    try:
        for number in range(4):
            _import(engine, tmp_path, number)
            query = {
                "queries": {"a": {"schema": "Person", "properties": {"name": [f"Watched Number{number}"]}}}
            }
            deadline = time.monotonic() + 30
            while True:
                answer = httpx.post(f"{service.url}/match/default", json=query).json()
                found = answer["responses"]["a"]["results"]
                if any(one["caption"] == f"Watched Number{number}" for one in found):
                    break
                assert time.monotonic() < deadline, "a new version was not taken up"
                time.sleep(0.1)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert not failed
    assert asked > 100


def test_a_worker_that_dies_is_replaced(service: Serving) -> None:
    children = Path(f"/proc/{service.process.pid}/task/{service.process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    service.event("worker died")
    assert all(httpx.get(f"{service.url}/readyz").status_code == 200 for _ in range(10))


def test_workers_end_when_their_supervisor_is_killed(home: Path) -> None:
    with serving(home, "--workers", "2") as service:
        service.process.kill()
        deadline = time.monotonic() + 30
        while _answers(service):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def _answers(service: Serving) -> bool:
    try:
        return httpx.get(f"{service.url}/healthz").status_code == 200
    except httpx.TransportError:
        return False


def test_requests_under_way_are_finished_when_it_is_stopped(home: Path) -> None:
    with serving(home) as service, httpx.Client(base_url=service.url) as client:
        queries = {str(n): BODY["queries"]["a"] for n in range(100)}
        answers: list[int] = []

        def ask() -> None:
            answers.append(client.post("/match/default", json={"queries": queries}).status_code)

        thread = threading.Thread(target=ask)
        thread.start()
        time.sleep(0.02)
        assert service.stop() == 0
        thread.join()
        assert answers == [200]
        service.event("stopped")
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{service.url}/readyz")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_port_that_is_taken_is_told(service: Serving, home: Path, workers: str) -> None:
    port = str(service.port)
    words = [sys.executable, "-m", "ostrakon", "serve", "--port", port, "--workers", workers]
    environment = os.environ | {"OSTRAKON_HOME": str(home)}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert str(service.port) in done.stderr


def _said(service: Serving, *parts: bytes, wait_s: float = 15) -> bytes:
    """What is answered to bytes sent as they are; nothing where it hung up before we had sent them."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=wait_s) as connection:
        answer = b""
        with suppress(OSError):
            for part in parts:
                connection.sendall(part)
        with suppress(OSError):
            while block := connection.recv(65536):
                answer += block
        return answer


def test_a_hundred_megabytes_are_refused_before_they_come_in(service: Serving) -> None:
    head = b"POST /match/default HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
    stated = _said(service, head + b"content-length: 104857600\r\n\r\n")
    assert b" 413 " in stated.split(b"\r\n")[0]
    block = b"%x\r\n%b\r\n" % (1 << 20, b" " * (1 << 20))
    started = head + b"transfer-encoding: chunked\r\n\r\n"
    unstated = _said(service, started, *[block] * 100, b"0\r\n\r\n")
    assert unstated == b"" or b" 413 " in unstated.split(b"\r\n")[0]
    deadline = time.monotonic() + 20
    while sum(event.get("status") == 413 for event in service.events()) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_compressed_body_is_not_unpacked(service: Serving) -> None:
    answer = httpx.post(
        f"{service.url}/match/default", content=b"\x1f\x8b", headers={"content-encoding": "gzip"}
    )
    assert answer.status_code == 415


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"POST /match/default HTTP/1.1\r\nhost: x\r\n",
        b"POST /match/default HTTP/1.1\r\ncontent-length: 50\r\n\r\n{",
    ],
)
def test_a_slow_client_is_not_waited_for(home: Path, sent: bytes) -> None:
    with serving(home, OSTRAKON_HEADER_TIMEOUT_S="1", OSTRAKON_BODY_TIMEOUT_S="1") as service:
        begun = time.monotonic()
        answer = _said(service, sent) if sent else _said(service)
        assert time.monotonic() - begun < 8
        assert answer == b"" or b" 408 " in answer.split(b"\r\n")[0]
        service.event("refused", why="slow client")


def test_what_a_caller_writes_cannot_forge_a_log_line_or_a_header(service: Serving) -> None:
    forged = '%0a{"event":"forged"}%0d%0aset-cookie:%20a=b'
    for path in (f"/entities/{forged}", f"/search/default?q={forged}", f"/{forged}"):
        answer = httpx.get(f"{service.url}{path}", headers={"tracestate": "a=b"})
        assert answer.status_code in {200, 400, 404}
        assert "set-cookie" not in answer.headers
    raw = _said(
        service, b"GET /healthz HTTP/1.1\r\nhost: x\r\ntraceparent: a\rb: c\r\nconnection: close\r\n\r\n"
    )
    assert raw.split(b" ")[1] in {b"200", b"400"}
    assert not [event for event in service.events() if event.get("event") == "forged"]


@pytest.mark.parametrize(
    "path",
    [
        "/entities/..%2f..%2f..%2fetc%2fpasswd",
        "/../../etc/passwd",
        "/match/..%2fdefault",
        "/search/%00",
        "/search/default?q=%27%20OR%201%3D1%3B%20DROP%20TABLE%20version%3B--&simple=true",
        "/entities/%27%20UNION%20SELECT%20*%20FROM%20api_key--",
    ],
)
def test_paths_and_sql_lead_nowhere(service: Serving, path: str) -> None:
    answer = httpx.get(f"{service.url}{path}")
    assert answer.status_code in {200, 404, 405}
    assert "root:" not in answer.text
    assert httpx.post(f"{service.url}/match/default", json=BODY).status_code == 200


def test_nothing_of_what_was_asked_is_logged(service: Serving) -> None:
    secret = "Zebulon Quixotic"
    body = {"queries": {"a": {"schema": "Person", "properties": {"name": [secret]}}}}
    httpx.post(f"{service.url}/match/default", json=body)
    httpx.get(f"{service.url}/search/default", params={"q": secret})
    httpx.get(f"{service.url}/entities/{secret}")
    httpx.post(f"{service.url}/match/default", content=b'{"queries": "Zebulon Quixotic"}')
    service.event("request", route="/entities/{entity_id}", status=404)
    assert not [line for line in service.lines if "Zebulon" in line or "Quixotic" in line]


def test_what_was_asked_is_logged_only_where_that_is_wanted(home: Path) -> None:
    with serving(home, OSTRAKON_LOG_QUERIES="true") as service:
        httpx.post(f"{service.url}/match/default", json=BODY)
        service.event("asked", texts=["Orik Vantu"])


def test_every_answered_screening_is_in_the_journal_whatever_is_killed(tmp_path: Path) -> None:
    engine = home_with(tmp_path, LISTS)
    _, secret = KeyStore(engine.database, engine.now).create("Ann", records=True)
    answered: list[int] = []
    with serving(tmp_path, "--workers", "2", OSTRAKON_KEYS="true") as service:
        over = threading.Event()

        def ask() -> None:
            header = {"authorization": f"ApiKey {secret}"}
            while not over.is_set():
                with suppress(httpx.HTTPError):
                    answer = httpx.post(f"{service.url}/match/default", json=BODY, headers=header)
                    if answer.status_code == 200:
                        answered.append(int(answer.headers["x-ostrakon-screenings"]))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        process = service.process.pid
        for _ in range(3):
            deadline, so_far = time.monotonic() + 60, len(answered)
            while len(answered) < so_far + 10 and time.monotonic() < deadline:
                time.sleep(0.05)
            children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
            os.kill(int(children[0]), signal.SIGKILL)
        over.set()
        for thread in threads:
            thread.join()
    entries = [held.entry.number for held in engine.journal.entries()]
    assert len(answered) > 20
    assert set(answered) <= set(entries)
    assert len(set(answered)) == len(answered)
    assert not list(verify_journal(engine.database))


def test_an_update_that_was_asked_for_over_http_runs_apart(home: Path, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("id,name\n7,Somebody Else\n")
    manifest = tmp_path / "manifest.yml"
    manifest.write_text("datasets: [{name: own, title: Own, path: own.csv}]")
    with serving(home, "--manifest", str(manifest)) as service:
        service.event("dataset", dataset="own", outcome="imported")
        deadline = time.monotonic() + 30
        while httpx.post(f"{service.url}/match/own", json=BODY).status_code == 404:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_the_day_of_the_lists_is_a_parameter(service: Serving) -> None:
    asked = {"queries": {"a": {"schema": "Person", "properties": {"name": ["Teodor Grubanov"]}}}}
    then = httpx.post(f"{service.url}/match/default?as_of=2016-10-16", json=asked).json()
    now = httpx.post(f"{service.url}/match/default", json=asked).json()
    assert len(then["responses"]["a"]["results"]) == 1
    assert now["responses"]["a"]["results"] == []
