"""From two files of one list to what changed, one party's life, and the customers it concerns."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.builders import un

Ostrakon = Callable[..., subprocess.CompletedProcess[str]]
NO_MORE_NAMES = dict.fromkeys(("THIRD_NAME", "FOURTH_NAME", "INDIVIDUAL_ALIAS"))
LEAVES = un.individual(1, FIRST_NAME="Zorban", SECOND_NAME="Quillfeather", **NO_MORE_NAMES)
COMES = un.individual(2, FIRST_NAME="Wendrick", SECOND_NAME="Applethorn", **NO_MORE_NAMES)
BOTH = ("un_sc_sanctions@2025-01-11", "un_sc_sanctions@2025-03-11")


@pytest.fixture
def ostrakon(tmp_path: Path) -> Ostrakon:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OSTRAKON_")}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ostrakon", *arguments],
            cwd=tmp_path,
            env=environment | {"OSTRAKON_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    lists = {"2025-01": ([LEAVES], "2025-01-10"), "2025-03": ([COMES], "2025-03-10")}
    for name, (individuals, day) in lists.items():
        content = un.un_xml(individuals, [un.entity()], generated=f"{day}T23:00:03Z")
        (tmp_path / f"{name}.xml").write_bytes(content)
        imported = run(
            "lists", "import", f"{name}.xml", "--captured-at", f"{name}-11", "--force", "a small file"
        )
        assert imported.returncode == 0, imported.stderr
    (tmp_path / "customers.csv").write_text(
        "customer_id,name\nC1,Zorban Quillfeather\nC2,Wendrick Applethorn\nC3,Nobody Inparticular\n"
    )
    return run


def test_a_change_is_told_by_list_by_party_and_by_customer(ostrakon: Ostrakon, tmp_path: Path) -> None:
    diff = json.loads(ostrakon("lists", "diff", *BOTH, "--json").stdout)
    (added,), (removed,) = diff["added"], diff["removed"]
    assert (added["name"], removed["name"]) == ("Wendrick Applethorn", "Zorban Quillfeather")

    life = json.loads(ostrakon("lists", "history", removed["id"], "--json").stdout)
    assert [event["change"] for event in life["events"]] == ["first_seen", "delisted"]
    assert life["events"][1]["sha256"] == diff["to"]["sha256"]

    screened = ostrakon("screen", "--input", "customers.csv", "--since", "2025-01-11", "--json")
    assert screened.returncode == 1, screened.stderr
    changes = json.loads(screened.stdout)["changes"]
    assert [(one["customer"], one["change"], one["party"]) for one in changes] == [
        ("C1", "gone", removed["id"]),
        ("C2", "new", added["id"]),
    ]
    assert changes[1]["cause"]["after"] == "2025-03-11"

    (tmp_path / "accepted.csv").write_text(f"customer,listing,reason\nC2,{added['id']},another man\n")
    again = ostrakon(
        *("screen", "--input", "customers.csv", "--since", "2025-03-11", "--accepted", "accepted.csv")
    )
    assert again.returncode == 0, again.stderr
    assert "3 customers: 0 new, 0 changed, 0 gone hits" in again.stdout


def test_the_delta_and_the_feed_are_made_for_pipes(ostrakon: Ostrakon) -> None:
    delta = ostrakon("lists", "diff", *BOTH, "--ftm").stdout.splitlines()
    assert [json.loads(line)["op"] for line in delta] == ["ADD", "ADD", "DEL", "DEL"]
    assert ostrakon("lists", "diff", *BOTH, "--atom").stdout.startswith("<?xml")
