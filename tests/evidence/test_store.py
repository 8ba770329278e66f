"""Evidence: taken in as it is, with custody and text; one changed bit is found and named."""

import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC
from hashlib import sha256
from pathlib import Path

import pytest
from support.builders.documents import mail, page, pdf
from support.evidence import WHO, evidence_in, flipped, taken
from support.issuer import Issuer, Request, failing, running_issuer, whole

from ostrakon.errors import UsageError
from ostrakon.evidence import ReductionError
from ostrakon.evidence.store import EvidenceError, EvidenceStore
from ostrakon.evidence.transfers import DownloadLimits
from ostrakon.model import ReducedText

REPORT = b"US weighs sanctions\n\nAt least 20 people were killed.\n\nRead more: elsewhere\n"
QUICK = DownloadLimits(
    max_bytes=100_000,
    connect_timeout_s=1,
    read_timeout_s=1,
    total_timeout_s=3,
    attempts=2,
    first_pause_s=0.01,
    longest_pause_s=0.05,
)


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return evidence_in(tmp_path / "home")


def test_a_file_is_taken_in_with_its_custody(store: EvidenceStore, tmp_path: Path) -> None:
    [item] = taken(store, tmp_path / "in", "report.txt", REPORT)
    captured = item.captured
    assert (captured.item, captured.how, captured.source) == (1, "file", "report.txt")
    assert captured.sha256 == sha256(REPORT).hexdigest()
    assert (item.entry.who, item.entry.at.tzinfo) == (WHO, UTC)
    assert item.entry.tool.startswith("ostrakon ")
    assert store.content(captured.sha256) == REPORT
    assert store.items() == [item]
    assert list(store.verify()) == []


def test_the_text_is_kept_with_its_parent_hash(store: EvidenceStore, tmp_path: Path) -> None:
    [item] = taken(store, tmp_path / "in", "page.html", page("<h1>A headline here</h1><p>Words.</p>"))
    assert item.derived is not None
    assert item.derived.parent_sha256 == item.captured.sha256
    text = store.text(item)
    assert text.text == "A headline here\n\nWords."
    assert item.derived.sha256 == text.sha256 == sha256(text.text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.txt", REPORT, "text/plain"),
        ("a.html", page("<p>Words</p>"), "text/html"),
        ("a.pdf", pdf([["Words"]]), "application/pdf"),
        ("a.eml", mail(b"Words"), "message/rfc822"),
    ],
)
def test_each_kind_of_document_gives_a_text_that_can_be_made_again(
    store: EvidenceStore, tmp_path: Path, name: str, content: bytes, media_type: str
) -> None:
    [item] = taken(store, tmp_path / "in", name, content)
    assert item.captured.media_type == media_type
    assert store.text(item).source_sha256 == item.captured.sha256
    assert list(store.verify()) == []


def test_what_gives_no_text_is_evidence_all_the_same(store: EvidenceStore, tmp_path: Path) -> None:
    [item] = taken(store, tmp_path / "in", "report.pdf", b"<html><body>moved</body></html>")
    assert item.derived is not None
    assert "said to be a PDF" in str(item.derived.failure)
    assert store.content(item.captured.sha256) == b"<html><body>moved</body></html>"
    with pytest.raises(EvidenceError, match=r"evidence 1 \(report\.pdf\): no text: said to be a PDF"):
        store.text(item)
    assert list(store.verify()) == []


def test_a_text_is_made_again_once_it_can_be_and_both_tries_are_kept(
    store: EvidenceStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without_the_extra:
        without_the_extra.setattr("ostrakon.evidence.store.reduce_bounded", refused)
        [item] = taken(store, tmp_path / "in", "page.html", page("<p>Words</p>"))
        with pytest.raises(EvidenceError, match="no extra"):
            store.derive_again(item, who=WHO)
    again = store.derive_again(item, who="another")
    assert store.text(again).text == "Words"
    [held] = store.items()
    assert [bool(derived.failure) for derived in held.derivations] == [True, False]
    assert [entry.who for entry in store.custody([held])[1]] == [WHO, WHO, "another"]
    assert list(store.verify()) == []


def refused(*_arguments: object, **_named: object) -> ReducedText:
    raise ReductionError("no extra")


def test_an_item_is_named_by_its_number_or_its_hash(store: EvidenceStore, tmp_path: Path) -> None:
    items = [taken(store, tmp_path / "in", name, name.encode())[0] for name in ("a.txt", "b.txt")]
    assert store.item("2") == items[1]
    assert store.item(items[0].captured.sha256[:12]) == items[0]
    with pytest.raises(UsageError, match="no evidence '3'"):
        store.item("3")


def test_one_changed_bit_in_any_stored_file_is_found_and_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = evidence_in(home)
    taken(store, tmp_path / "in", "report.txt", REPORT)
    taken(store, tmp_path / "in", "page.html", page("<p>Words</p>"))
    files = sorted(path for path in home.rglob("*") if path.is_file())
    assert len(files) >= 6
    for path in files:
        whole_file = path.read_bytes()
        for position in {*range(14), *range(len(whole_file) - 12, len(whole_file)), len(whole_file) // 2}:
            for bit in (0, 3, 7):
                flipped(path, position, bit)
                problems = [*map(str, store.captures.verify()), *(map(str, _quick(store, path)))]
                assert any(path.name in problem or path.stem in problem for problem in problems), (
                    path,
                    position,
                    bit,
                )
                path.write_bytes(whole_file)
    assert list(store.verify()) == []


def _quick(store: EvidenceStore, path: Path) -> list[str]:
    """The whole of `verify` makes every text anew, in a process of its own."""
    if "captures" in path.parts:
        return []
    return [str(problem) for problem in store.verify()]


def test_a_text_that_was_exchanged_together_with_its_hash_is_found_by_making_it_anew(
    store: EvidenceStore, tmp_path: Path
) -> None:
    [item] = taken(store, tmp_path / "in", "report.txt", REPORT)
    forged = taken(store, tmp_path / "in", "forged.txt", REPORT.replace(b"20", b"10"))[0]
    lines = store.log.path.read_text().splitlines(keepends=True)
    assert item.derived is not None
    assert forged.derived is not None
    lines[1] = lines[1].replace(str(item.derived.sha256), str(forged.derived.sha256))
    store.log.path.write_text("".join(lines))
    [problem] = store.verify()
    assert "line 2: expected SHA-256" in problem.what


def test_a_lost_capture_is_named_with_its_item(store: EvidenceStore, tmp_path: Path) -> None:
    [item] = taken(store, tmp_path / "in", "report.pdf", b"no pdf")
    store.captures.path_of(item.captured.sha256).unlink()
    [problem] = store.verify()
    assert problem.where == "evidence 1 (report.pdf)"
    assert "not held" in problem.what


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with running_issuer() as running:
        yield running


def add_url(store: EvidenceStore, url: str, **changes: bool) -> str:
    [item] = store.add_url(url, who=WHO, limits=QUICK, **{"allow_private": True} | changes)
    return item.captured.sha256


def test_an_address_is_fetched_with_what_the_server_said(store: EvidenceStore, issuer: Issuer) -> None:
    issuer.at("/a", whole(b"<html><p>Words", Content_Type="text/html; charset=utf-8"))
    add_url(store, issuer.url("/a"))
    [item] = store.items()
    assert (item.captured.how, item.captured.source) == ("fetched", issuer.url("/a"))
    assert item.captured.http is not None
    assert item.captured.http.status == "200 OK"
    assert ("Content-Type", "text/html; charset=utf-8") in item.captured.http.headers
    assert store.text(item).text == "Words"


def test_private_addresses_are_refused(store: EvidenceStore, issuer: Issuer) -> None:
    issuer.at("/a", whole(b"secret"))
    with pytest.raises(EvidenceError, match="is no public address"):
        add_url(store, issuer.url("/a"), allow_private=False)
    assert issuer.requests == []
    assert store.items() == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/a", "https://", "http://[::1"])
def test_what_is_no_web_address_is_refused(store: EvidenceStore, url: str) -> None:
    with pytest.raises(UsageError, match="address"):
        store.add_url(url, who=WHO)


def test_an_address_with_a_password_is_refused(store: EvidenceStore) -> None:
    with pytest.raises(UsageError, match="custody log"):
        store.add_url("https://me:secret@example.org/", who=WHO)


def test_huge_bodies_and_failures_leave_nothing_behind(store: EvidenceStore, issuer: Issuer) -> None:
    issuer.at("/huge", whole(b"a" * 200_000))
    issuer.at("/gone", failing(410))
    for path, said in (("/huge", "more than the 100,000 allowed"), ("/gone", "HTTP 410")):
        with pytest.raises(EvidenceError, match=said):
            add_url(store, issuer.url(path))
    assert store.items() == []


def test_a_server_that_says_a_byte_at_a_time_is_given_up(store: EvidenceStore, issuer: Issuer) -> None:
    def drip(request: Request) -> None:
        with suppress(ConnectionError):  # the client has had enough
            for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 200:
                request.wfile.write(bytes([letter]))
                time.sleep(0.1)

    issuer.at("/slow", drip)
    began = time.monotonic()
    with pytest.raises(EvidenceError, match="longer than allowed"):
        add_url(store, issuer.url("/slow"))
    assert time.monotonic() - began < 10
