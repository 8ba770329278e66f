"""Captures: kept once, given back byte for byte, and every damage found."""

import gzip
import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.evidence import flipped
from support.shared import shared_list

from ostrakon.evidence import CaptureError, CaptureStore
from ostrakon.model import Capture

NOW = datetime(2026, 8, 1, 12, tzinfo=UTC)
CONTENT = b"<CONSOLIDATED_LIST/>\r\n" * 100


@pytest.fixture
def store(tmp_path: Path) -> CaptureStore:
    return CaptureStore(tmp_path / "captures")


def add(store: CaptureStore, path: Path, content: bytes | None = None, now: datetime = NOW) -> Capture:
    if content is not None:
        path.write_bytes(content)
    return store.add(path, file_name=path.name, captured_at=NOW, captured_basis="observed", imported_at=now)


def files_in(store: CaptureStore) -> list[Path]:
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_capture_says_what_came_in(store: CaptureStore, tmp_path: Path) -> None:
    (tmp_path / "list.xml").write_bytes(CONTENT)
    capture = store.add(
        tmp_path / "list.xml",
        file_name="consolidated.xml",
        captured_at=NOW - timedelta(days=1),
        captured_basis="given",
        imported_at=NOW,
        url="https://issuer.test/list.xml",
        etag='"1"',
        last_modified="Fri, 31 Jul 2026 00:00:00 GMT",
    )
    assert capture == Capture(
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        size_bytes=len(CONTENT),
        file_name="consolidated.xml",
        captured_at=NOW - timedelta(days=1),
        captured_basis="given",
        imported_at=NOW,
        url="https://issuer.test/list.xml",
        etag='"1"',
        last_modified="Fri, 31 Jul 2026 00:00:00 GMT",
    )


@given(content=st.binary(max_size=5000))
@settings(deadline=None)  # each waits for the disk
def test_what_is_kept_is_given_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("home")
    store = CaptureStore(folder / "captures")
    capture = add(store, folder / "list.xml", content)
    with store.open(capture.sha256) as file:
        assert file.read() == content
    assert list(store.verify()) == []


def test_a_real_list_is_given_back_byte_for_byte(store: CaptureStore) -> None:
    path = shared_list("un_sc_sanctions/2026-08-01/consolidated.xml.gz")
    capture = add(store, path)
    with store.open(capture.sha256) as file:
        assert file.read() == path.read_bytes()
    assert capture.size_bytes == path.stat().st_size


def test_a_capture_lies_under_its_hash_and_cannot_be_written_to(store: CaptureStore, tmp_path: Path) -> None:
    capture = add(store, tmp_path / "list.xml", CONTENT)
    path = store.folder / capture.sha256[:2] / f"{capture.sha256}.gz"
    assert store.path_of(capture.sha256) == path
    assert files_in(store) == [path]
    assert path.stat().st_mode & 0o777 == 0o444


def test_the_same_bytes_are_kept_once_and_left_untouched(store: CaptureStore, tmp_path: Path) -> None:
    first = add(store, tmp_path / "a.xml", CONTENT)
    os.utime(store.path_of(first.sha256), (0, 0))
    second = add(store, tmp_path / "b.xml", CONTENT)
    assert second.sha256 == first.sha256
    assert second.file_name == "b.xml"
    assert files_in(store) == [store.path_of(first.sha256)]
    assert store.path_of(first.sha256).stat().st_mtime == 0


def test_two_stores_keep_the_same_bytes_in_the_same_file(tmp_path: Path) -> None:
    stores = [CaptureStore(tmp_path / name) for name in "ab"]
    captures = [add(store, tmp_path / "list.xml", CONTENT) for store in stores]
    kept = [store.path_of(capture.sha256) for store, capture in zip(stores, captures, strict=True)]
    assert kept[0].read_bytes() == kept[1].read_bytes()


def test_nothing_is_created_by_looking(store: CaptureStore) -> None:
    assert list(store.verify()) == []
    with pytest.raises(CaptureError, match="not held"), store.open("0" * 64):
        pass
    assert not store.folder.exists()


@pytest.mark.parametrize("sha256", ["", "abc", "../" * 21 + "x", "A" * 64])
def test_only_a_hash_names_a_capture(store: CaptureStore, sha256: str) -> None:
    with pytest.raises(CaptureError, match="not a SHA-256"):
        store.path_of(sha256)


def test_a_file_that_cannot_be_read_leaves_nothing_behind(store: CaptureStore, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        add(store, tmp_path / "absent.xml")
    assert files_in(store) == []


def test_leftovers_of_killed_processes_are_swept_after_a_day(store: CaptureStore, tmp_path: Path) -> None:
    store.folder.mkdir()
    old, fresh = store.folder / "old.partial", store.folder / "fresh.partial"
    for path, age in ((old, timedelta(days=1, minutes=1)), (fresh, timedelta(hours=23))):
        path.write_bytes(b"half a")
        os.utime(path, ((NOW - age).timestamp(),) * 2)
    assert list(store.verify()) == []
    add(store, tmp_path / "list.xml", CONTENT)
    assert not old.exists()
    assert fresh.exists()


def damaged(store: CaptureStore, tmp_path: Path, content: bytes) -> tuple[Path, Capture]:
    capture = add(store, tmp_path / "list.xml", CONTENT)
    path = store.path_of(capture.sha256)
    path.unlink()
    path.write_bytes(content)
    return path, capture


def test_other_bytes_under_the_name_are_found(store: CaptureStore, tmp_path: Path) -> None:
    path, capture = damaged(store, tmp_path, gzip.compress(b"forged", mtime=0))
    [problem] = store.verify()
    assert (problem.path, problem.expected) == (path, capture.sha256)
    assert problem.found == hashlib.sha256(b"forged").hexdigest()
    assert str(problem) == f"{path}: expected SHA-256 {capture.sha256}, found {problem.found}"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no gzip",
        gzip.compress(CONTENT, mtime=0)[:-5],
        gzip.compress(CONTENT, mtime=0) + b"more",
        gzip.compress(CONTENT, mtime=0)[:20] + b"\xff" * 9,
    ],
    ids=["emptied", "replaced", "truncated", "lengthened", "scrambled"],
)
def test_a_broken_file_is_a_problem_and_never_a_crash(
    store: CaptureStore, tmp_path: Path, content: bytes
) -> None:
    path, capture = damaged(store, tmp_path, content)
    [problem] = store.verify()
    assert (problem.path, problem.expected) == (path, capture.sha256)
    assert problem.found != capture.sha256
    if content:
        with pytest.raises(CaptureError, match="cannot be unpacked"), store.open(capture.sha256) as file:
            file.read()


@pytest.mark.parametrize(
    "content",
    [
        Random(1).randbytes(300),
        b"a" * 400 + b"bcd" * 60,
        b"the cat sat on the mat\n" * 9,
        b"",
        b"PK\x03\x04zip",
    ],
    ids=["stored as it is", "repeating", "text", "empty", "packed before"],
)
def test_each_bit_of_a_capture_counts_also_where_the_content_stays_the_same(
    store: CaptureStore, tmp_path: Path, content: bytes
) -> None:
    """Bits that fill up a byte, and copies from elsewhere that give the same letters, unpack alike."""
    path = store.path_of(add(store, tmp_path / "list.xml", content).sha256)
    assert gzip.decompress(path.read_bytes()) == content
    assert list(store.verify()) == []
    for position in range(path.stat().st_size):
        for bit in range(8):
            flipped(path, position, bit)
            assert list(store.verify()), (position, bit)
            flipped(path, position, bit)


def test_a_capture_of_before_is_whole_without_a_hash_in_its_header(
    store: CaptureStore, tmp_path: Path
) -> None:
    before = gzip.compress(CONTENT, 6, mtime=0)
    damaged(store, tmp_path, before[:8] + b"\0\xff" + before[10:])
    assert list(store.verify()) == []


def test_stray_and_misplaced_files_are_named(store: CaptureStore, tmp_path: Path) -> None:
    capture = add(store, tmp_path / "list.xml", CONTENT)
    stray = store.folder / "notes.txt"
    stray.write_text("mine")
    misplaced = store.folder / "zz" / f"{capture.sha256}.gz"
    misplaced.parent.mkdir()
    misplaced.write_bytes(store.path_of(capture.sha256).read_bytes())
    assert [(problem.path, problem.expected) for problem in store.verify()] == [
        (stray, None),
        (misplaced, None),
    ]
