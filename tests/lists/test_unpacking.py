"""Files as received: plain, gzip, bzip2, zip and workbook; broken, bombed and tricky ones refused."""

import bz2
import gzip
import io
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from ostrakon.errors import SourceError
from ostrakon.lists import unpacking
from ostrakon.lists.parsing import Document
from ostrakon.lists.unpacking import unpack

CONTENT = b"<CONSOLIDATED_LIST/>\r\n" * 500


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where documents are unpacked to."""
    place = tmp_path / "unpacked"
    place.mkdir()
    return place


def unpacked(content: bytes, folder: Path, *, name: str = "list.xml") -> list[Document]:
    path = folder.parent / "received"
    path.write_bytes(content)
    return unpack(path, folder, name=name)


def zipped(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "plain_name"),
    [
        ("list.xml", CONTENT, "list.xml"),
        ("list.xml.gz", gzip.compress(CONTENT, mtime=0), "list.xml"),
        ("list.xml.bz2", bz2.compress(CONTENT), "list.xml"),
        ("list.zip", zipped({"inner/list.xml": CONTENT}), "list.xml"),
        ("list.zip", zipped({"list.xml": CONTENT}, zipfile.ZIP_BZIP2), "list.xml"),
        ("a name without an ending", gzip.compress(CONTENT, mtime=0), "a name without an ending"),
        (
            "two members.gz",
            gzip.compress(CONTENT[:50], mtime=0) + gzip.compress(CONTENT[50:], mtime=0),
            "two members",
        ),
    ],
)
def test_what_is_inside_is_told_by_content_and_comes_out_whole(
    name: str, content: bytes, plain_name: str, folder: Path
) -> None:
    (document,) = unpacked(content, folder, name=name)
    assert document.name == plain_name
    assert document.read() == CONTENT


def test_a_file_named_gz_that_is_plain_is_read_as_it_is(folder: Path) -> None:
    (document,) = unpacked(CONTENT, folder, name="list.xml.gz")
    assert document.read() == CONTENT


def test_every_file_of_a_zip_is_a_document_and_folders_are_none(folder: Path) -> None:
    documents = unpacked(zipped({"us/": b"", "us/sdn.csv": b"1", "us/add.csv": b"2"}), folder)
    assert [(document.name, document.read()) for document in documents] == [
        ("sdn.csv", b"1"),
        ("add.csv", b"2"),
    ]


def test_a_workbook_is_one_document_for_all_its_parts(folder: Path) -> None:
    content = zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/worksheets/a.xml": b""})
    (document,) = unpacked(content, folder, name="ConList.xlsx")
    assert (document.name, document.read()) == ("ConList.xlsx", content)


@pytest.mark.parametrize("name", ["../../../etc/passwd", "/etc/passwd", "..\\..\\evil.xml", "a/../../b.xml"])
def test_a_path_inside_a_zip_leads_nowhere(name: str, folder: Path) -> None:
    before = set(folder.parent.rglob("*"))
    (document,) = unpacked(zipped({name: CONTENT}), folder)
    assert document.path.parent == folder
    assert set(folder.parent.rglob("*")) - before == {document.path, folder.parent / "received"}


def test_a_link_inside_a_zip_is_plain_content(folder: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("list.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    (document,) = unpacked(file.getvalue(), folder)
    assert not document.path.is_symlink()
    assert document.read() == b"/etc/passwd"


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(CONTENT, mtime=0)[:-20],
        gzip.compress(CONTENT, mtime=0)[:12],
        gzip.compress(CONTENT, mtime=0) + b"trailing",
        b"\x1f\x8b",
        bz2.compress(CONTENT)[:-10],
        b"BZh9 and nothing that follows from it",
        zipped({"list.xml": CONTENT})[:-30],
        b"PK\x03\x04",
    ],
)
def test_a_broken_archive_is_refused_by_name(content: bytes, folder: Path) -> None:
    with pytest.raises(SourceError, match=r"^list\.xml: broken archive: ."):
        unpacked(content, folder)


def test_an_encrypted_zip_is_refused(folder: Path) -> None:
    content = bytearray(zipped({"list.xml": CONTENT}))
    content[6] |= 1  # the flag in the local header, and in the central directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(SourceError, match="encrypted"):
        unpacked(bytes(content), folder)


@pytest.mark.parametrize("method", [12, zipfile.ZIP_LZMA, 99])
def test_a_compression_that_no_issuer_uses_is_refused(method: int, folder: Path) -> None:
    content = bytearray(zipped({"list.xml": CONTENT}))
    content[8] = method
    content[content.index(b"PK\x01\x02") + 10] = method
    with pytest.raises(SourceError, match="broken archive"):
        unpacked(bytes(content), folder)


def test_a_zip_without_a_file_is_refused(folder: Path) -> None:
    with pytest.raises(SourceError, match="a zip of 0 files"):
        unpacked(zipped({"empty/": b""}), folder)


def test_an_opendocument_file_is_refused_as_what_it_is(folder: Path) -> None:
    with pytest.raises(SourceError, match="an OpenDocument file"):
        unpacked(zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}), folder)


def test_a_zip_of_very_many_files_is_refused(folder: Path) -> None:
    with pytest.raises(SourceError, match="a zip of 17 files"):
        unpacked(zipped({f"{number}.xml": b"" for number in range(17)}), folder)


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(bytes(3_000_000), mtime=0),
        bz2.compress(bytes(3_000_000)),
        zipped({"list.xml": bytes(3_000_000)}),
        zipped({f"{number}.xml": bytes(900_000) for number in range(3)}),
        zipped({"xl/workbook.xml": bytes(3_000_000)}),
        bytes(3_000_000),
    ],
)
def test_what_unpacks_to_more_than_any_list_is_refused_before_it_fills_the_disk(
    content: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "_MAX_WORKBOOK_BYTES", 2_000_000)
    monkeypatch.setattr(unpacking, "_MAX_UNPACKED_BYTES", 2_000_000)
    with pytest.raises(SourceError, match="larger than 2000000 bytes"):
        unpacked(content, folder)
    assert sum(file.stat().st_size for file in folder.iterdir()) <= 2_000_000


def test_a_zip_that_lies_about_its_size_is_still_bounded(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "_MAX_UNPACKED_BYTES", 2_000_000)
    content = zipped({"list.xml": bytes(3_000_000)}).replace((3_000_000).to_bytes(4, "little"), b"\1\0\0\0")
    with pytest.raises(SourceError):
        unpacked(content, folder)
    assert sum(file.stat().st_size for file in folder.iterdir()) <= 2_000_000


@pytest.mark.parametrize("seed", range(300))
def test_a_zip_with_bytes_changed_is_its_content_or_refused(seed: int, folder: Path) -> None:
    chance = random.Random(seed)
    method = chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    content = bytearray(zipped({"sdn.csv": CONTENT, "add.csv": CONTENT}, method))
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(4, len(content))] = chance.randrange(256)
    try:
        documents = unpacked(bytes(content), folder)
    except SourceError:
        return
    assert {document.read() for document in documents} <= {CONTENT, bytes(content)}
