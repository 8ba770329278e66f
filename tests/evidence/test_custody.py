"""The custody log: appended, bound line to line, and never forked."""

import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.dates import moment

from ostrakon.evidence.custody import CustodyError, CustodyLog
from ostrakon.model import Exported

NOW = moment("2026-11-24T12:00")


def add(log: CustodyLog, name: str) -> None:
    log.append(lambda _newest: [Exported((1,), name, "warc", "0" * 64)], at=NOW, who="me", tool="ostrakon")


def filled(tmp_path: Path, count: int) -> CustodyLog:
    log = CustodyLog(tmp_path / "custody.jsonl")
    for number in range(count):
        add(log, f"file {number}")
    return log


def test_entries_come_back_in_order_and_bound_to_one_another(tmp_path: Path) -> None:
    entries = list(filled(tmp_path, 3).entries())
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries] == ["0" * 64, entries[0].sha256, entries[1].sha256]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[:1] + lines[2:], "line 2: is entry 3, not 2"),
        (lambda lines: lines[:2], "ends after line 2; there were 3"),
        (lambda _lines: [], "ends after line 0; there were 3"),
        (lambda lines: [lines[0], lines[2], lines[1]], "line 2"),
        (lambda lines: [lines[0].replace("file 0", "file 9"), *lines[1:]], "line 1: expected SHA-256"),
        (lambda lines: [lines[0].replace(":", ": ", 1), *lines[1:]], "line 1: not as it was written"),
        (lambda lines: ["{}\n", *lines[1:]], "line 1: no entry"),
        (lambda lines: [*lines[:2], lines[2].rstrip("\n")], "line 3: does not end"),
    ],
)
def test_what_was_changed_is_named(tmp_path: Path, change: object, said: str) -> None:
    log = filled(tmp_path, 3)
    lines = log.path.read_text().splitlines(keepends=True)
    log.path.write_text("".join(change(lines)))  # type: ignore[operator]
    with pytest.raises(CustodyError, match=said):
        list(log.entries())


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_any_changed_byte_breaks_the_chain(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    log = filled(tmp_path_factory.mktemp("log"), 2)
    content = bytearray(log.path.read_bytes())
    position = data.draw(st.integers(0, len(content) - 1))
    content[position] ^= data.draw(st.integers(1, 255))
    log.path.write_bytes(content)
    with pytest.raises(CustodyError):
        list(log.entries())


def test_what_a_killed_process_had_begun_to_write_is_dropped(tmp_path: Path) -> None:
    log = filled(tmp_path, 2)
    with log.path.open("ab") as file:
        file.write(b'{"sequence":3,"at"')
    assert [entry.sequence for entry in log.entries()] == [1, 2]  # also before anybody adds to it
    add(log, "after")
    assert [entry.sequence for entry in log.entries()] == [1, 2, 3]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda content: content[:-1], "ends after line 2; there were 3"),  # its last line end
        (lambda content: content[:-1] + b"?", "ends after line 2; there were 3"),
        (lambda content: content[: content.index(b"\n") + 1], "ends after line 1; there were 3"),
        (lambda _content: b"", "ends after line 0; there were 3"),
    ],
)
def test_nothing_is_added_to_a_log_that_was_cut_short(tmp_path: Path, change: object, said: str) -> None:
    log = filled(tmp_path, 3)
    changed = change(log.path.read_bytes())  # type: ignore[operator]
    log.path.write_bytes(changed)
    with pytest.raises(CustodyError, match=said):
        add(log, "after")
    assert log.path.read_bytes() == changed
    with pytest.raises(CustodyError):
        list(log.entries())


def test_a_mark_that_is_gone_is_missed(tmp_path: Path) -> None:
    log = filled(tmp_path, 3)
    log.path.with_suffix(".head").unlink()
    with pytest.raises(CustodyError, match=r"custody\.head: is gone, and the log has 3 lines"):
        list(log.entries())
    with pytest.raises(CustodyError, match=r"custody\.head: is gone, and the log has 3 lines"):
        add(log, "after")


def _add_ten(path: str) -> None:
    for number in range(10):
        add(CustodyLog(Path(path)), f"file {number}")


def test_processes_that_append_at_once_make_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "custody.jsonl"
    workers = [multiprocessing.Process(target=_add_ten, args=(str(path),)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(list(CustodyLog(path).entries())) == 40
