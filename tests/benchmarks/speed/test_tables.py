"""Figures as tables, on figures worked out by hand."""

import pytest
from rich.console import Console

from benchmarks.speed import peers, serving
from benchmarks.speed.measured import Latencies, Memory
from benchmarks.speed.peers import Peer
from benchmarks.speed.serving import Served
from benchmarks.speed.tables import Table, number, print_table, to_markdown

TABLE = Table(
    "Sizes", ("what", "MB", "note"), (("one", "1.00", "first"), ("two", "2.00", "")), ("A remark.",)
)
OURS = Served(Latencies(0.5, 1, 2), 10_000, 0.1, Memory(120, 130, 100))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(12345.6, "12,346"), (99.94, "99.9"), (9.876, "9.88"), (0.0123, "0.012"), (0.0, "0.000"), (None, "–")],
)
def test_a_number_has_about_three_digits(value: float | None, shown: str):
    assert number(value) == shown


def test_markdown_has_a_line_for_each_row_and_numbers_to_the_right():
    assert to_markdown([TABLE]).splitlines() == [
        "### Sizes",
        "",
        "| what | MB | note |",
        "| --- | --: | --- |",
        "| one | 1.00 | first |",
        "| two | 2.00 |  |",
        "",
        "A remark.",
    ]


def test_a_terminal_shows_title_rows_and_remarks():
    console = Console(width=80, record=True, quiet=False)
    with console.capture() as shown:
        print_table(TABLE, console)
    assert all(text in shown.get() for text in ("Sizes", "2.00", "first", "A remark."))


def test_one_core_stands_beside_two():
    table = serving.table_of({1: OURS, 2: Served(Latencies(1, 2, 4), 19_000, 0.1, OURS.memory)}, ["5 lists"])
    assert ("many queries, each second", "10,000", "19,000") in table.rows
    assert ("single query, p99 ms", "2.00", "4.00") in table.rows
    assert table.remarks[0] == "5 lists"


def test_a_peer_stands_as_a_ratio_to_ours():
    peer = Peer("nomenklatura logic-v2", 150, 25, Latencies(20, 100, 500), 550)
    ours, theirs = peers.table_of([peer], OURS).rows
    assert ours[-3:] == ("1", "1", "1")
    assert theirs == (
        "nomenklatura logic-v2 (150 queries)",
        *("25.0", "20.0", "500", "550"),
        *("400", "40.0", "250"),
    )


def test_a_peer_that_is_not_installed_is_said_to_be_missing():
    assert "not installed" in peers.table_of([], OURS).remarks[0]
