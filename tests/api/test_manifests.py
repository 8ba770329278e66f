"""yente's manifest: what it may say, what is fetched for it, and where nothing is fetched from."""

import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from support.engines import engine_over
from support.service import asking, service_over

from ostrakon.api.deltas import apply_delta, versions_between
from ostrakon.api.loaded import read_loaded
from ostrakon.api.manifests import read_manifest
from ostrakon.api.updates import GuardedWays, Updating, update_datasets
from ostrakon.engine import Engine
from ostrakon.errors import OstrakonError, UsageError


def person(id_: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "schema": "Person", "properties": {"name": [name], **more}}


def lines(*entities: Mapping[str, Any]) -> bytes:
    return b"".join(json.dumps(entity).encode() + b"\n" for entity in entities)


class Maker:
    """A web server on this machine that keeps what it was asked."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.moved: dict[str, str] = {}
        self.asked: list[tuple[str, str | None]] = []
        maker = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                maker.asked.append((self.path, self.headers.get("authorization")))
                if self.path in maker.moved:
                    self.send_response(302)
                    self.send_header("location", maker.moved[self.path])
                    self.end_headers()
                    return
                body = maker.files.get(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("content-length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_: object) -> None:
                """Nothing to standard error."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = "127.0.0.1"
        self.url = f"http://{self.host}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()


@pytest.fixture
def maker() -> Iterator[Maker]:
    maker = Maker()
    yield maker
    maker.close()


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return engine_over(tmp_path / "home")


def updating(*allowed: str, deltas: bool = True) -> Updating:
    return Updating(lambda seconds: GuardedWays(seconds, frozenset(allowed)), deltas)


def updated(engine: Engine, folder: Path, text: str, *allowed: str) -> dict[str, str]:
    file = folder / "manifest.yml"
    file.write_text(text)
    return dict(update_datasets(engine, read_manifest(file), updating(*allowed)))


def test_a_file_beside_the_manifest_is_loaded(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_bytes(lines(person("p1", "Marta Holz")))
    text = "datasets: [{name: ours, title: Our own, path: own.jsonl, version: '1'}]"
    assert updated(engine, tmp_path, text) == {"ours": "imported"}
    assert updated(engine, tmp_path, text) == {"ours": "unchanged"}
    with asking(service_over(tmp_path, engine)) as client:
        found = client.match("ours", a=("Person", {"name": "Marta Holz"})).json()
        assert found["responses"]["a"]["results"][0]["id"] == "p1"
        titles = {one["name"]: one["title"] for one in client.get("/catalog").json()["datasets"]}
        assert titles["ours"] == "Our own"


def test_a_catalog_is_loaded_by_scope_with_its_token(engine: Engine, tmp_path: Path, maker: Maker) -> None:
    catalog = {
        "datasets": [
            {
                "name": "all",
                "title": "All of it",
                "version": "20260101",
                "children": ["part_a", "part_b"],
                "resources": [{"name": "entities.ftm.json", "url": f"{maker.url}/all.json"}],
            },
            {"name": "part_a", "title": "Part A"},
            {"name": "part_b", "title": "Part B", "path": "/etc/passwd", "load": True},
        ]
    }
    maker.files["/index.json"] = json.dumps(catalog).encode()
    maker.files["/all.json"] = lines(
        person("p1", "Marta Holz") | {"datasets": ["part_a"]},
        person("p2", "Jonas Grau") | {"datasets": ["part_b"]},
    )
    text = f"catalogs: [{{url: '{maker.url}/index.json', scope: all, auth_token: secret}}]"
    assert updated(engine, tmp_path, text, maker.host) == {"all": "imported"}
    assert {token for _, token in maker.asked} == {"Token secret"}
    with asking(service_over(tmp_path, engine)) as client:
        for dataset, found in (("all", ["p1"]), ("part_a", ["p1"]), ("part_b", [])):
            answer = client.match(dataset, a=("Person", {"name": "Marta Holz"})).json()
            assert [one["id"] for one in answer["responses"]["a"]["results"]] == found
        assert client.get("/search/part_b").json()["results"][0]["id"] == "p2"


def test_a_token_never_goes_to_another_host(engine: Engine, tmp_path: Path, maker: Maker) -> None:
    other = f"http://localhost:{maker.url.rpartition(':')[2]}/own.jsonl"
    maker.moved["/own.jsonl.moved"] = other
    maker.files["/own.jsonl"] = lines(person("p1", "Marta Holz"))
    text = f"datasets: [{{name: ours, entities_url: '{maker.url}/own.jsonl.moved', auth_token: secret}}]"
    assert updated(engine, tmp_path, text, maker.host, "localhost") == {"ours": "imported"}
    assert dict(maker.asked) == {"/own.jsonl.moved": "Token secret", "/own.jsonl": None}


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/x",
        "http://localhost:{port}/x",
        "http://[::1]:{port}/x",
        "http://0.0.0.0:{port}/x",
        "http://2130706433:{port}/x",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/x",
        "http://[::ffff:127.0.0.1]:{port}/x",
        "file:///etc/passwd",
        "gopher://127.0.0.1/x",
    ],
)
def test_private_addresses_are_not_fetched_from(
    engine: Engine, tmp_path: Path, maker: Maker, address: str
) -> None:
    url = address.format(port=maker.url.rpartition(":")[2])
    outcome = updated(engine, tmp_path, f"datasets: [{{name: ours, entities_url: '{url}'}}]")["ours"]
    assert outcome.startswith("failed: ")
    assert not maker.asked


def test_an_allowed_host_cannot_lead_to_another_private_one(
    engine: Engine, tmp_path: Path, maker: Maker
) -> None:
    maker.moved["/own.jsonl"] = f"http://localhost:{maker.url.rpartition(':')[2]}/secret"
    maker.files["/secret"] = lines(person("p1", "Marta Holz"))
    text = f"datasets: [{{name: ours, entities_url: '{maker.url}/own.jsonl'}}]"
    assert "no public address" in updated(engine, tmp_path, text, maker.host)["ours"]
    assert [path for path, _ in maker.asked] == ["/own.jsonl"]


def test_ids_are_signed_where_a_namespace_is_asked_for(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_bytes(lines(person("p1", "Marta Holz")))
    updated(engine, tmp_path, "datasets: [{name: ours, path: own.jsonl, namespace: true}]")
    version = engine.store.versions("ours")[-1]
    (listing,) = engine.store.listings(version)
    assert listing.id.startswith("p1.")
    assert len(listing.id) > 40


def test_only_what_changed_is_fetched(engine: Engine, tmp_path: Path, maker: Maker) -> None:
    maker.files["/own.jsonl"] = lines(*(person(f"p{n}", f"Person Number {n}") for n in range(30)))
    maker.files["/delta.json"] = json.dumps(
        {"versions": {"1": f"{maker.url}/d1", "2": f"{maker.url}/d2"}}
    ).encode()
    maker.files["/d2"] = lines(
        {"op": "ADD", "entity": person("new", "Marta Holz")},
        {"op": "MOD", "entity": person("p1", "Jonas Grau")},
        {"op": "DEL", "entity": {"id": "p2"}},
    )
    text = (
        f"datasets: [{{name: ours, entities_url: '{maker.url}/own.jsonl', "
        f"delta_url: '{maker.url}/delta.json', version: '%s'}}]"
    )
    assert updated(engine, tmp_path, text % 1, maker.host) == {"ours": "imported"}
    maker.asked.clear()
    assert "changed alone" in updated(engine, tmp_path, text % 2, maker.host)["ours"]
    assert [path for path, _ in maker.asked] == ["/delta.json", "/d2"]
    names = {one.id: one.name for one in engine.store.listings(engine.store.versions("ours")[-1])}
    assert (names["new"], names["p1"], "p2" in names) == ("Marta Holz", "Jonas Grau", False)
    assert read_loaded(engine)["ours"].version == "2"


def test_where_changes_do_not_lead_there_the_whole_file_is_fetched(
    engine: Engine, tmp_path: Path, maker: Maker
) -> None:
    maker.files["/own.jsonl"] = lines(person("p1", "Marta Holz"))
    text = (
        f"datasets: [{{name: ours, entities_url: '{maker.url}/own.jsonl', "
        f"delta_url: '{maker.url}/delta.json', version: '%s'}}]"
    )
    updated(engine, tmp_path, text % 1, maker.host)
    for index in (
        b"no json",
        b'{"versions":{"2":"x"}}',
        b"[]",
        b'{"versions":{"1":"x","2":"http://10.0.0.1/"}}',
    ):
        maker.files["/delta.json"] = index
        maker.files["/own.jsonl"] += lines(person(f"p-{len(maker.files['/own.jsonl'])}", "Jonas Grau"))
        assert updated(engine, tmp_path, text % 2, maker.host) == {"ours": "imported"}
        updated(engine, tmp_path, text % 1, maker.host)


def test_one_failure_leaves_the_others_and_the_last_good_version(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_bytes(lines(person("p1", "Marta Holz")))
    text = "datasets: [{name: broken, path: nothing.jsonl}, {name: ours, path: own.jsonl}]"
    outcomes = updated(engine, tmp_path, text)
    assert outcomes["ours"] == "imported"
    assert "nothing.jsonl" in outcomes["broken"]
    (tmp_path / "own.jsonl").write_bytes(b"{broken")
    assert updated(engine, tmp_path, text)["ours"].startswith("failed: ")
    assert len(engine.store.versions("ours")) == 1


def test_an_official_lists_name_is_not_taken_by_a_file_of_ones_own(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_bytes(lines(person("p1", "Marta Holz")))
    outcome = updated(engine, tmp_path, "datasets: [{name: eu_fsf, path: own.jsonl}]")["eu_fsf"]
    assert "eu_fsf" in outcome
    assert outcome.startswith("failed: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs catalogs or datasets"),
        ("[1]", "needs catalogs or datasets"),
        ("datasets: {a: b}", "must be a list"),
        ("datasets: [1]", "must be a mapping"),
        ("datasets: [{title: x}]", "name"),
        ("datasets: [{name: '../x'}]", "name"),
        ("datasets: [{name: a, load: perhaps}]", "load"),
        ("datasets: [{name: a, path: [1]}]", "path"),
        ("catalogs: [{scope: x}]", "url"),
        ("a: &a [*a", "no YAML"),
        ("!!python/object/apply:os.system [true]", "no YAML"),
        ("datasets: [" + "{name: a}," * 10_001 + "]", "at most"),
    ],
)
def test_a_manifest_that_makes_no_sense_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "manifest.yml"
    file.write_text(text)
    with pytest.raises(UsageError, match=said):
        read_manifest(file)


def test_a_manifest_that_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing"):
        read_manifest(tmp_path / "nothing.yml")
    (tmp_path / "large.yml").write_bytes(b"#" * (1 << 21))
    with pytest.raises(UsageError, match="larger"):
        read_manifest(tmp_path / "large.yml")


def test_a_token_can_stand_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUR_TOKEN", "secret")
    file = tmp_path / "manifest.yml"
    file.write_text("catalogs: [{url: 'https://x.example', auth_token: '${OUR_TOKEN}', scopes: [a, b]}]")
    (catalog,) = read_manifest(file).catalogs
    assert (catalog.auth_token, catalog.scopes) == ("secret", ("a", "b"))


def test_steps_are_those_between_two_versions() -> None:
    index = json.dumps({"versions": {"3": "c", "1": "a", "2": "b"}}).encode()
    assert versions_between(index, "1", "3") == ["b", "c"]
    assert versions_between(index, "0", "3") == []
    assert versions_between(index, "3", "3") == []
    assert versions_between(index, "1", "4") == []
    with pytest.raises(OstrakonError):
        versions_between(b'{"versions": [1]}', "1", "2")


@pytest.mark.parametrize(
    "delta", [b"1\n", b'{"op":"ADD"}\n', b'{"op":"SWAP","entity":{"id":"a"}}\n', b"\xff\n"]
)
def test_an_operation_that_makes_no_sense_is_refused(tmp_path: Path, delta: bytes) -> None:
    (tmp_path / "file").write_bytes(lines(person("p1", "Marta Holz")))
    (tmp_path / "delta").write_bytes(delta)
    with pytest.raises(OstrakonError, match="line 1"):
        apply_delta(tmp_path / "file", tmp_path / "delta")
