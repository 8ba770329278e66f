"""A reading as JSON: the fields of the reference, null where nothing is known."""

import json
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

from ostrakon.claims.extraction.grammar import Rules
from ostrakon.claims.reader import read
from ostrakon.claims.wire import reading_document
from ostrakon.evidence.reduction import reduce_document
from ostrakon.model.claims import Check, Claim, ReadDocument, TimeExpression

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "claims.md").read_text("utf-8")
FIELDS = re.compile(r"`(\w+)`")


def document(text: str) -> dict[str, object]:
    reduced = reduce_document(text.encode(), name="report.txt")
    reading = read(
        reduced, Rules(), name="report.txt", dated=date(2020, 5, 4), listed=None, today=date(2026, 11, 26)
    )
    return json.loads(msgspec.json.encode(reading_document(reading)))


def test_a_reading_has_the_documented_parts() -> None:
    read_ = document("Seventeen people were killed in Qasr Wadi on Tuesday.")
    assert list(read_) == ["schema_version", "document", "parties", "claims", "times", "checks", "proof"]
    (claim,) = read_["claims"]
    assert claim["value"] == {"low": 17, "high": 17}
    assert claim["envelope"] == {"low": 17, "high": 17, "low_open": False, "high_open": False}
    assert claim["window"] == {"from": "2020-04-28", "to": "2020-04-28", "text": "Tuesday"}
    assert claim["perpetrator"] is None
    assert claim["text"] == "Seventeen people"


@pytest.mark.parametrize("value", [Claim, Check, ReadDocument, TimeExpression])
def test_every_field_is_in_the_reference(value: type[msgspec.Struct]) -> None:
    named = set(FIELDS.findall(REFERENCE))
    fields = {field.encode_name for field in msgspec.structs.fields(value)}
    assert fields <= named


def test_every_check_is_in_the_reference() -> None:
    checks = Path(__file__).parents[2] / "src" / "ostrakon" / "claims" / "checks"
    source = "".join(path.read_text("utf-8") for path in checks.glob("*.py"))
    raised = set(re.findall(r'Check\(\s*"(\w+)"', source))
    assert raised
    assert all(f"| `{check}` |" in REFERENCE for check in raised)
