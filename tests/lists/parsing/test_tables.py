"""Delimited text: decoded strictly, split at line ends only, broken quoting refused."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts, decode, rows


def test_utf_8_is_read_with_and_without_its_mark() -> None:
    doubts = Doubts()
    for content in ("Осина".encode(), "Осина".encode("utf-8-sig")):
        assert decode(content, name="list.csv", doubts=doubts) == "Осина"
    assert not doubts.counts


def test_windows_1252_is_read_with_a_doubt_unless_usual() -> None:
    doubts = Doubts()
    content = "Tagging ‘Né’".encode("cp1252")
    assert decode(content, name="list.csv", doubts=doubts, windows_1252_is_usual=True) == "Tagging ‘Né’"
    assert not doubts.counts
    assert decode(content, name="list.csv", doubts=doubts) == "Tagging ‘Né’"
    assert doubts.counts == {"decoded as Windows-1252": 1}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"a,b\x00c", "NUL byte at offset 3"),
        ("a,b".encode("utf-16"), "NUL byte"),
        (b"a,b\x81", "neither UTF-8 nor Windows-1252, byte 0x81 at offset 3"),
    ],
)
def test_what_is_no_text_is_refused_with_the_place(content: bytes, problem: str) -> None:
    with pytest.raises(SourceError, match=f"^list.csv: {problem}"):
        decode(content, name="list.csv", doubts=Doubts())


def test_each_row_comes_with_the_number_of_its_last_line() -> None:
    text = 'a,b\r\n"two\r\nlines",c\r\nd,e'
    assert list(rows(text, name="list.csv")) == [
        (1, ["a", "b"]),
        (3, ["two\r\nlines", "c"]),
        (4, ["d", "e"]),
    ]


def test_a_row_ends_at_a_line_end_and_nowhere_else() -> None:
    text = "a\u2028b;c\x0bd\x0c;e\x85\r\nf;g;h\r\n"
    assert list(rows(text, name="list.csv", delimiter=";")) == [
        (1, ["a\u2028b", "c\x0bd\x0c", "e\x85"]),
        (2, ["f", "g", "h"]),
    ]


@pytest.mark.parametrize("text", ['a,"b\r\nc,d\r\n', 'a,"b"c,d\r\n', "a," + "x" * 1_000_001])
def test_broken_quoting_and_boundless_cells_are_refused_with_the_line(text: str) -> None:
    with pytest.raises(SourceError, match=r"^list\.csv, line \d+: "):
        list(rows(text, name="list.csv"))


cells = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(cells, min_size=2, max_size=4), max_size=6))
def test_what_a_spreadsheet_writes_is_read_back(table: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(table)
    content = file.getvalue().encode()
    text = decode(content, name="list.csv", doubts=Doubts())
    assert [cells for _, cells in rows(text, name="list.csv")] == table
