"""Any bytes are a network or an error that names the file: never a fault, never an endless wait."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.errors import OstrakonError
from ostrakon.ownership.network import Network
from ostrakon.ownership.reading import read_network

CELLS = st.one_of(
    st.sampled_from(["", "X", "A", "50", ">25", "<75", "150", "-1", "25-50", "majority", "2016", "shares"]),
    st.text(max_size=8),
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    [
        *("recordId", "recordType", "recordDetails", "statementId", "recordStatus", "statementDate"),
        *("subject", "interestedParty", "interests", "share", "exact", "id", "schema", "properties"),
    ]
)
STATEMENTS = st.lists(st.dictionaries(FIELDS, VALUES, max_size=6), max_size=4)


def read(content: bytes) -> Network | str:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "hostile.dat"
        file.write_bytes(content)
        try:
            return read_network(file)
        except OstrakonError as error:
            said = str(error)
        assert "hostile.dat" in said
        return said


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    read(content)


@settings(max_examples=400, deadline=None)
@given(ROWS)
def test_any_table(rows: list[list[str]]) -> None:
    lines = ["owner,asset,share_low,share_high,kind,since,until,source,arrangement"]
    lines += [",".join(cell.replace("\x00", "") for cell in row) for row in rows]
    read("\n".join(lines).encode("utf-8", "surrogatepass"))


@settings(max_examples=400, deadline=None)
@given(STATEMENTS)
def test_any_statements(statements: list[dict[str, object]]) -> None:
    read(json.dumps(statements).encode())
    read("\n".join(json.dumps(one) for one in statements).encode())


@pytest.mark.parametrize("content", [b"[" * 200_000, b'{"recordId":' * 100_000, b'{"id":' * 100_000])
def test_what_is_nested_without_end_is_refused(content: bytes) -> None:
    assert isinstance(read(content), str)
