"""Keys: who is let in, to what, and how often."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.homes import home_with
from support.service import Client, asking, service_over
from support.service_lists import LISTS

from ostrakon.api import Service, ServiceSettings
from ostrakon.api.keys import KeyStore
from ostrakon.api.rates import Rates
from ostrakon.errors import UsageError
from ostrakon.lists.store.database import Database

ASKED = ("Person", {"name": ["Orik Vantu"]})


def store_of(service: Service) -> KeyStore:
    return KeyStore(Database(service.engine.settings.database), service.engine.now)


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return service_over(tmp_path, home_with(tmp_path, LISTS), host="0.0.0.0", update_token="let me in")


@pytest.fixture
def client(service: Service) -> Iterator[Client]:
    with asking(service) as client:
        yield client


def made(service: Service, **more: object) -> str:
    _, secret = store_of(service).create("a test", **more)  # type: ignore[arg-type]
    service.refresh()
    return secret


def status(client: Client, path: str = "/catalog", key: str | None = None) -> int:
    headers = {} if key is None else {"authorization": f"ApiKey {key}"}
    return client.get(path, headers=headers).status_code


def test_where_others_can_reach_it_a_key_is_needed(client: Client, service: Service) -> None:
    for path in (
        "/catalog",
        "/search/default",
        "/entities/x",
        "/algorithms",
        "/reconcile/default",
        "/nowhere",
    ):
        assert status(client, path) == 401
    answer = client.match(a=ASKED)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "ApiKey")
    assert "ApiKey" in answer.json()["detail"]
    assert status(client, "/catalog", made(service)) == 200


def test_health_readiness_and_version_are_open(client: Client) -> None:
    for path in ("/healthz", "/readyz", "/-/version"):
        assert status(client, path) == 200


def test_a_key_may_come_in_any_of_the_ways_clients_send_it(client: Client, service: Service) -> None:
    key = made(service)
    basic = [base64.b64encode(text.encode()).decode() for text in (f"user:{key}", f"{key}:")]
    for header in (f"ApiKey {key}", f"apikey {key}", f"Bearer {key}", *(f"Basic {one}" for one in basic)):
        assert client.get("/catalog", headers={"authorization": header}).status_code == 200, header
    assert client.get("/catalog", headers={"x-api-key": key}).status_code == 200
    assert client.get(f"/catalog?api_key={key}").status_code == 200


def test_a_wrong_or_revoked_key_is_refused(client: Client, service: Service) -> None:
    key = made(service)
    for wrong in (key[:-1], key.upper(), "", "x" * 10_000, "ostrakon_", "' OR 1=1 --", "\x01"):
        assert status(client, "/catalog", wrong) == 401
    (only,) = store_of(service).every()
    store_of(service).revoke(only.id)
    service.refresh()
    assert status(client, "/catalog", key) == 401


def test_a_key_opens_its_scopes_alone(client: Client, service: Service) -> None:
    screen, admin = made(service), made(service, scopes=("admin",))
    assert status(client, "/metrics", screen) == 403
    assert status(client, "/metrics", admin) == 200
    assert status(client, "/catalog", admin) == 403
    assert client.post("/updatez", headers={"authorization": f"ApiKey {screen}"}).status_code == 403
    assert client.post("/updatez", headers={"authorization": f"ApiKey {admin}"}).status_code == 200
    assert client.post("/updatez?token=let%20me%20in").status_code == 200
    assert client.post("/updatez?token=wrong").status_code == 403
    both = made(service, scopes=("screen", "admin"))
    assert (status(client, "/catalog", both), status(client, "/metrics", both)) == (200, 200)


def test_a_rate_is_kept_and_says_when_to_come_back(client: Client, service: Service) -> None:
    key, other = made(service, rate_per_minute=3), made(service)
    answers = [client.get("/catalog", headers={"authorization": f"ApiKey {key}"}) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[3].headers["retry-after"]) <= 20
    assert status(client, "/catalog", other) == 200


def test_a_bucket_fills_again() -> None:
    rates = Rates()
    assert [rates.wait_s(7, 2, 1000.0) for _ in range(3)] == [0, 0, 30]
    assert rates.wait_s(7, 2, 1029.0) == 1
    assert rates.wait_s(7, 2, 1030.0) == 0
    assert rates.wait_s(8, 2, 1000.0) == 0


def test_only_hashes_are_kept(service: Service, tmp_path: Path) -> None:
    secret = made(service)
    assert secret.startswith("ostrakon_")
    assert not [
        path for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()
    ]


def test_keys_are_kept_in_either_database(database: Database) -> None:
    moment = datetime(2026, 11, 26, tzinfo=UTC)
    store = KeyStore(database, lambda: moment)
    key, secret = KeyStore(database, lambda: moment).create("Ann", rate_per_minute=60, records=True)
    assert (key.name, key.scopes, key.rate_per_minute, key.records) == ("Ann", ("screen",), 60, True)
    assert key.created_at == moment
    assert secret != store.create("Ann")[1]
    assert store.revoke(key.id).revoked_at == moment
    assert [one.name for one in store.good().values()] == ["Ann"]
    assert len(store.every()) == 2


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("", {}),
        ("a\nb", {}),
        ("x" * 101, {}),
        ("a", {"scopes": ("root",)}),
        ("a", {"scopes": ()}),
        ("a", {"rate_per_minute": 0}),
    ],
)
def test_a_senseless_key_is_refused(service: Service, name: str, more: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        store_of(service).create(name, **more)  # type: ignore[arg-type]


def test_a_key_that_is_not_there_cannot_be_revoked(service: Service) -> None:
    with pytest.raises(UsageError, match="key 99"):
        store_of(service).revoke(99)


def test_loopback_needs_no_key_and_compatibility_none_anywhere(tmp_path: Path) -> None:
    engine = home_with(tmp_path, LISTS)
    for settings in ({"host": "127.0.0.1"}, {"host": "::1"}, {"host": "0.0.0.0", "yente_compatible": True}):
        with asking(service_over(tmp_path, engine, **settings)) as client:
            assert client.match(a=ASKED).status_code == 200
            answer = client.get("/catalog", headers={"origin": "https://example.org"})
            opened = settings.get("yente_compatible", False)
            assert answer.headers.get("access-control-allow-origin") == ("*" if opened else None)


def test_origins_are_those_configured(tmp_path: Path) -> None:
    service = service_over(tmp_path, home_with(tmp_path, LISTS), cors_origins=("https://ours.example",))
    asks = {"access-control-request-method": "POST"}
    with asking(service) as client:
        ours = client.request("OPTIONS", "/match/default", headers=asks | {"origin": "https://ours.example"})
        assert ours.status_code == 200
        assert ours.headers["access-control-allow-origin"] == "https://ours.example"
        other = client.request(
            "OPTIONS", "/match/default", headers=asks | {"origin": "https://other.example"}
        )
        assert other.status_code == 400
        assert "access-control-allow-origin" not in other.headers


def test_keys_can_be_asked_for_behind_a_proxy(tmp_path: Path) -> None:
    settings = ServiceSettings.from_environment({"OSTRAKON_KEYS": "true"})
    assert settings.host == "127.0.0.1"
    assert settings.keys_needed
    assert not ServiceSettings.from_environment({}).keys_needed
    assert not ServiceSettings.from_environment({"OSTRAKON_KEYS": "no", "YENTE_HOST": "::"}).keys_needed


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("OSTRAKON_KEYS", "perhaps"),
        ("YENTE_PORT", "eighty"),
        ("YENTE_PORT", "70000"),
        ("YENTE_MAX_BATCH", "0"),
        ("OSTRAKON_LOG_FORMAT", "xml"),
    ],
)
def test_a_setting_that_cannot_be_read_is_told(variable: str, text: str) -> None:
    with pytest.raises(UsageError, match=variable):
        ServiceSettings.from_environment({variable: text})
