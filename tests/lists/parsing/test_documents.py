"""A document as readers see it."""

from pathlib import Path

from ostrakon.lists.parsing import Document, Doubts, iso_day


def test_a_head_is_the_first_64_kib(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_bytes(b"x" * 70_000)
    document = Document("list.xml", path)
    assert document.head == b"x" * 65_536
    assert document.size_bytes == 70_000
    assert document.read() == path.read_bytes()
    with document.open() as file:
        assert file.read() == path.read_bytes()


def test_doubts_count_what_was_odd_and_keep_the_first_places() -> None:
    doubts = Doubts()
    for number in range(5):
        doubts.note("unknown element <Foo>", f"entry {number}")
    assert doubts.counts == {"unknown element <Foo>": 5}
    assert doubts.places == {"unknown element <Foo>": ["entry 0", "entry 1", "entry 2"]}


def test_a_day_is_cut_from_its_time_and_not_shifted_by_its_zone() -> None:
    assert str(iso_day("2015-07-01-04:00")) == "2015-07-01"
    assert str(iso_day("2026-08-01T23:00:03.110Z")) == "2026-08-01"


def test_what_begins_with_no_day_has_none() -> None:
    for text in ("", "2015-07", "2015-13-01", "2015-02-30", "01/07/2015", "2015-07-011", "٢٠١٥-٠٧-٠١x"):
        assert iso_day(text) is None
