"""The reference names every route, status and setting of the service, and none that is not there."""

import re
from pathlib import Path

import pytest
from support.service import Client

from ostrakon.api.settings import SETTINGS

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs/reference/service.md").read_text("utf-8")


def test_every_route_is_in_the_reference(client: Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    routes = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    named = set(re.findall(r"^\| `((?:GET|POST) [^`]+)` \|", REFERENCE, re.M))
    assert named == routes


def test_every_status_is_in_the_reference(client: Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    statuses = {
        status for methods in paths.values() for one in methods.values() for status in one["responses"]
    }
    missing = [status for status in statuses - {"200", "304", "308"} if f"| {status} |" not in REFERENCE]
    assert not missing


@pytest.mark.parametrize("variable", [name for name in SETTINGS if name.startswith("YENTE_")])
def test_every_setting_of_yente_is_in_the_reference(variable: str) -> None:
    assert f"| `{variable}` |" in REFERENCE


def test_no_setting_is_in_the_reference_that_is_not_read() -> None:
    assert set(re.findall(r"^\| `(YENTE_[A-Z_]+)` \|", REFERENCE, re.M)) <= set(SETTINGS)
