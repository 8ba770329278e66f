"""WARC files: the documents in them are taken in; bombs, damage and forgery are refused."""

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from support.dates import moment
from support.evidence import evidence_in, taken
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from ostrakon.evidence import archives
from ostrakon.evidence.archives import ArchiveError, is_warc, read_warc

PAGE = b"<!doctype html><html><body><p>At least 20 people were killed.</p></body></html>"


def warc(*records: tuple[str, str, bytes, dict[str, str]], packed: bool = True) -> bytes:
    """A WARC of `records`: type, address, payload, and headers of HTTP, or of the record for a resource."""
    file = BytesIO()
    writer = WARCWriter(file, gzip=packed)
    for kind, url, payload, headers in records:
        http = StatusAndHeaders("200 OK", list(headers.items()), "HTTP/1.1") if kind == "response" else None
        record = writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(payload),
            length=len(payload),
            http_headers=http,
            warc_content_type="" if http else headers.get("Content-Type", ""),
            warc_headers_dict={"WARC-Date": "2016-10-16T18:40:00Z"},
        )
        writer.write_record(record)
    return file.getvalue()


def response(url: str, payload: bytes, **headers: str) -> tuple[str, str, bytes, dict[str, str]]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return "response", url, payload, {"Content-Type": "text/html"} | named


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(content)
    return path


def read(tmp_path: Path, content: bytes) -> list[tuple[str, bytes]]:
    into = tmp_path / "into"
    into.mkdir()
    return [
        (one.url, one.path.read_bytes())
        for one in read_warc(written(tmp_path, content), into, name="crawl.warc.gz")
    ]


@pytest.mark.parametrize("packed", [True, False])
def test_documents_come_out_with_address_moment_and_server(tmp_path: Path, packed: bool) -> None:
    content = warc(response("https://example.org/a", PAGE), packed=packed)
    path = written(tmp_path, content)
    (tmp_path / "into").mkdir()
    [found] = read_warc(path, tmp_path / "into", name="crawl.warc.gz")
    assert is_warc(content)
    assert (found.url, found.captured_at) == ("https://example.org/a", moment("2016-10-16T18:40"))
    assert found.http.status == "200 OK"
    assert found.path.read_bytes() == PAGE


def test_what_a_page_brings_along_stays_in_the_archive(tmp_path: Path) -> None:
    content = warc(
        ("warcinfo", "", b"software: x\r\n", {}),
        response("https://example.org/a.css", b"p{}", Content_Type="text/css"),
        response("https://example.org/a.png", b"\x89PNG", Content_Type="image/png"),
        response("https://example.org/a", PAGE),
        ("resource", "file:///b.txt", b"Words", {"Content-Type": "text/plain"}),
        ("conversion", "https://example.org/a", b"Words", {"Content-Type": "text/plain"}),
    )
    assert [url for url, _ in read(tmp_path, content)] == ["https://example.org/a", "file:///b.txt"]


def test_encodings_on_the_way_are_taken_off(tmp_path: Path) -> None:
    packed = response("https://example.org/a", gzip.compress(PAGE, mtime=0), Content_Encoding="gzip")
    assert read(tmp_path, warc(packed)) == [("https://example.org/a", PAGE)]


def test_an_archive_is_taken_in_with_each_document_and_its_parent(tmp_path: Path) -> None:
    store = evidence_in(tmp_path / "home")
    whole, page = taken(store, tmp_path / "in", "a.warc.gz", warc(response("https://example.org/a", PAGE)))
    assert whole.captured.media_type == "application/warc"
    assert (page.captured.how, page.captured.source) == ("warc", "https://example.org/a")
    assert page.captured.parent_sha256 == whole.captured.sha256
    assert page.captured.captured_at == moment("2016-10-16T18:40")
    assert store.text(page).text == "At least 20 people were killed."
    assert list(store.verify()) == []


def test_a_payload_that_does_not_fit_its_digest_is_refused(tmp_path: Path) -> None:
    content = warc(response("https://example.org/a", PAGE), packed=False).replace(b"20 people", b"10 people")
    with pytest.raises(ArchiveError, match=r"record 1 \(https://example.org/a\): .*digest failed"):
        read(tmp_path, content)


@pytest.mark.parametrize("inside", [True, False], ids=["the payload", "the file"])
def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: bool) -> None:
    monkeypatch.setattr(archives, "_MOST_DOCUMENT_BYTES", 1 << 20)
    monkeypatch.setattr(archives, "_MOST_UNPACKED_BYTES", 4 << 20)
    zeros = bytes(8 << 20)
    bomb = (
        warc(response("https://example.org/a", gzip.compress(zeros, mtime=0), Content_Encoding="gzip"))
        if inside
        else warc(("resource", "file:///a.txt", zeros, {"Content-Type": "text/plain"}))
    )
    with pytest.raises(ArchiveError, match="unpacks to more than"):
        read(tmp_path, bomb)


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.0\r\nnothing",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999\r\n\r\nshort",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: x\r\n\r\n",
        gzip.compress(b"WARC/1.0\r\n", mtime=0)[:-4],
        warc(response("https://example.org/a", PAGE))[:-30],
        warc(response("https://example.org/a", PAGE, Content_Encoding="gzip")),
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Date: never\r\nContent-Length: 1\r\n\r\nx",
    ],
)
def test_a_broken_archive_is_refused_or_gives_what_is_whole(tmp_path: Path, content: bytes) -> None:
    store = evidence_in(tmp_path / "home")
    try:
        taken(store, tmp_path / "in", "a.warc.gz", content)
    except ArchiveError as error:
        assert "a.warc.gz" in str(error)  # noqa: PT017 (either is right)
        assert store.items() == []
    assert list(store.verify()) == []
