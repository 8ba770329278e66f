"""`ostrakon keys`: made, shown, revoked."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ostrakon.cli.commands import app
from ostrakon.errors import UsageError


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("OSTRAKON_HOME", str(tmp_path))
    return lambda *words: CliRunner().invoke(app, ["keys", *words], catch_exceptions=False)


def test_a_key_is_shown_once_and_listed_without_it(run) -> None:  # type: ignore[no-untyped-def]
    made = run("create", "Ann of the bank", "--scope", "screen", "--scope", "admin", "--rate", "60")
    assert made.exit_code == 0
    secret = made.stdout.strip().splitlines()[0]
    assert secret.startswith("ostrakon_")
    listed = run("list")
    assert "Ann of the bank" in listed.stdout
    assert secret not in listed.stdout


def test_a_key_is_made_and_listed_as_json(run) -> None:  # type: ignore[no-untyped-def]
    made = json.loads(run("create", "Ann", "--record", "--json").stdout)
    assert made["key"].startswith("ostrakon_")
    (listed,) = json.loads(run("list", "--json").stdout)["keys"]
    assert (listed["id"], listed["name"], listed["records"], listed["revoked_at"]) == (1, "Ann", True, None)


def test_a_revoked_key_says_since_when(run) -> None:  # type: ignore[no-untyped-def]
    run("create", "Ann")
    assert "key 1 of Ann: revoked" in run("revoke", "1").stdout
    (listed,) = json.loads(run("list", "--json").stdout)["keys"]
    assert listed["revoked_at"]
    with pytest.raises(UsageError):
        run("revoke", "2")
