"""Downloads over loopback, from a server that behaves as badly as real ones do."""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from support import issuer as issuer_support
from support.issuer import QUICK, Issuer, Request, Step, failing, running_issuer
from support.shared import shared_list

from ostrakon.evidence.transfers import USER_AGENT
from ostrakon.lists.download import (
    DownloadError,
    DownloadLimits,
    Fetched,
    NotModified,
    Previous,
    fetch,
)
from ostrakon.lists.parsing import Download

CONTENT = b"<CONSOLIDATED_LIST>" + bytes(range(32, 127)) * 2000


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with running_issuer() as server:
        yield server


def whole(body: bytes = CONTENT, **headers: str) -> Step:
    return issuer_support.whole(body, **headers)


def get(
    into: Path,
    *downloads: Download,
    limits: DownloadLimits = QUICK,
    previous: Previous | None = None,
) -> Fetched | NotModified:
    with httpx.HTTPTransport() as transport:
        return fetch(downloads, into, limits=limits, previous=previous, transport=transport)


def cut_after(size_bytes: int, **headers: str) -> Step:
    return lambda request: request.answer(
        200, CONTENT[:size_bytes], Content_Length=str(len(CONTENT)), **headers
    )


def rest(request: Request) -> None:
    start = int(request.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    stated = f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"
    request.answer(206, CONTENT[start:], Content_Range=stated, ETag='"1"')


# --- delivered ------------------------------------------------------------------------------------


def test_a_file_comes_with_what_the_issuer_says_of_it(issuer: Issuer, tmp_path: Path) -> None:
    download = issuer.at("/list", whole(ETag='"1"', Last_Modified="Fri, 31 Jul 2026 00:00:00 GMT"))
    fetched = get(tmp_path, download)
    assert isinstance(fetched, Fetched)
    assert dict(fetched.headers)["ETag"] == '"1"'
    assert fetched == Fetched(
        url=issuer.url("/list"),
        file_name="list.xml",
        path=tmp_path / "list.xml",
        size_bytes=len(CONTENT),
        etag='"1"',
        last_modified="Fri, 31 Jul 2026 00:00:00 GMT",
        headers=fetched.headers,
    )
    assert (tmp_path / "list.xml").read_bytes() == CONTENT
    [request] = issuer.requests
    assert request["user-agent"] == USER_AGENT
    assert "if-none-match" not in request


@pytest.mark.parametrize(
    "path", ["un_sc_sanctions/2026-08-01/consolidated.xml.gz", "eu_fsf/2026-02-24/eu_fsf.xml.gz"]
)
def test_a_real_list_arrives_byte_for_byte(issuer: Issuer, tmp_path: Path, path: str) -> None:
    content = shared_list(path).read_bytes()
    assert isinstance(get(tmp_path, issuer.at("/list", whole(content))), Fetched)
    assert (tmp_path / "list.xml").read_bytes() == content


def test_progress_is_told_to_the_end(issuer: Issuer, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    with httpx.HTTPTransport() as transport:
        fetch(
            [issuer.at("/list", whole())],
            tmp_path,
            limits=QUICK,
            progress=lambda received, total: told.append((received, total)),
            transport=transport,
        )
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert told == sorted(told)


def test_a_wrong_content_type_does_not_matter(issuer: Issuer, tmp_path: Path) -> None:
    get(tmp_path, issuer.at("/list", whole(Content_Type="text/html")))
    assert (tmp_path / "list.xml").read_bytes() == CONTENT


def test_a_compressed_answer_is_kept_as_the_file_it_means(issuer: Issuer, tmp_path: Path) -> None:
    get(tmp_path, issuer.at("/list", whole(gzip.compress(CONTENT), Content_Encoding="gzip")))
    assert (tmp_path / "list.xml").read_bytes() == CONTENT


def test_an_empty_file_is_delivered_for_the_import_to_refuse(issuer: Issuer, tmp_path: Path) -> None:
    fetched = get(tmp_path, issuer.at("/list", whole(b"")))
    assert isinstance(fetched, Fetched)
    assert fetched.size_bytes == 0


# --- unchanged ------------------------------------------------------------------------------------


def test_an_unchanged_file_is_not_sent_again(issuer: Issuer, tmp_path: Path) -> None:
    download = issuer.at("/list", failing(304))
    previous = Previous(download.url, etag='"1"', last_modified="Fri, 31 Jul 2026 00:00:00 GMT")
    assert get(tmp_path, download, previous=previous) == NotModified(download.url)
    [request] = issuer.requests
    assert request["if-none-match"] == '"1"'
    assert request["if-modified-since"] == "Fri, 31 Jul 2026 00:00:00 GMT"


def test_what_one_address_said_is_not_asked_at_another(issuer: Issuer, tmp_path: Path) -> None:
    download = issuer.at("/fallback", whole())
    get(tmp_path, download, previous=Previous(issuer.url("/list"), etag='"1"'))
    assert "if-none-match" not in issuer.requests[0]


def test_unchanged_is_no_answer_to_one_who_holds_nothing(issuer: Issuer, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="HTTP 304"):
        get(tmp_path, issuer.at("/list", failing(304)))


# --- tried again ----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_passing_failure_is_tried_again(issuer: Issuer, tmp_path: Path, status: int) -> None:
    get(tmp_path, issuer.at("/list", failing(status), failing(status), whole()))
    assert (tmp_path / "list.xml").read_bytes() == CONTENT


def test_a_lasting_failure_is_given_up(issuer: Issuer, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"/list: HTTP 500 .*tried 3 times.*by hand"):
        get(tmp_path, issuer.at("/list", failing(500)))
    assert len(issuer.requests) == 3


def test_a_short_body_is_never_a_file(issuer: Issuer, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="tried 3 times"):
        get(tmp_path, issuer.at("/list", cut_after(1000)))
    assert list(tmp_path.iterdir()) == []


def test_a_short_body_that_cannot_be_continued_starts_over(issuer: Issuer, tmp_path: Path) -> None:
    get(tmp_path, issuer.at("/list", cut_after(1000), whole()))
    assert (tmp_path / "list.xml").read_bytes() == CONTENT
    assert "range" not in issuer.requests[1]


def test_a_connection_refused_is_tried_again_then_given_up(tmp_path: Path) -> None:
    with Issuer() as closed:
        url = closed.url("/list")
    with pytest.raises(DownloadError, match=r"refused.*tried 3 times"):
        get(tmp_path, Download(url, "list.xml"))


def test_silence_is_given_up(issuer: Issuer, tmp_path: Path) -> None:
    def silent(_request: Request) -> None:
        time.sleep(0.5)

    limits = DownloadLimits(read_timeout_s=0.05, attempts=2, first_pause_s=0.01)
    with pytest.raises(DownloadError, match=r"ReadTimeout.*tried 2 times"):
        get(tmp_path, issuer.at("/list", silent), limits=limits)


def test_a_slow_drip_ends_with_the_time_allowed(issuer: Issuer, tmp_path: Path) -> None:
    def dripping(request: Request) -> None:
        request.answer(200, Content_Length="1000000")
        with suppress(ConnectionError):
            for _ in range(100):
                request.wfile.write(b"x")
                time.sleep(0.02)

    limits = DownloadLimits(read_timeout_s=1, total_timeout_s=0.2, attempts=2, first_pause_s=0.01)
    started = time.monotonic()
    with pytest.raises(DownloadError, match=r"bytes in 0\.2 s"):
        get(tmp_path, issuer.at("/list", dripping), limits=limits)
    assert time.monotonic() - started < 1
    assert list(tmp_path.iterdir()) == []


# --- continued ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "validator"),
    [
        ({"ETag": '"1"', "Last_Modified": "Fri, 31 Jul 2026 00:00:00 GMT"}, '"1"'),
        (
            {"ETag": 'W/"1"', "Last_Modified": "Fri, 31 Jul 2026 00:00:00 GMT"},
            "Fri, 31 Jul 2026 00:00:00 GMT",
        ),
    ],
)
def test_a_broken_transfer_is_continued(
    issuer: Issuer, tmp_path: Path, headers: dict[str, str], validator: str
) -> None:
    fetched = get(tmp_path, issuer.at("/list", cut_after(1000, Accept_Ranges="bytes", **headers), rest))
    assert isinstance(fetched, Fetched)
    assert fetched.size_bytes == len(CONTENT)
    assert (tmp_path / "list.xml").read_bytes() == CONTENT
    assert issuer.requests[1]["range"] == "bytes=1000-"
    assert issuer.requests[1]["if-range"] == validator


@pytest.mark.parametrize("headers", [{"ETag": '"1"'}, {"Accept_Ranges": "bytes"}, {"Accept_Ranges": "none"}])
def test_only_a_file_that_is_surely_the_same_is_continued(
    issuer: Issuer, tmp_path: Path, headers: dict[str, str]
) -> None:
    get(tmp_path, issuer.at("/list", cut_after(1000, **headers), whole()))
    assert "range" not in issuer.requests[1]


def test_a_whole_answer_to_a_range_starts_over(issuer: Issuer, tmp_path: Path) -> None:
    newer = CONTENT[::-1]
    get(tmp_path, issuer.at("/list", cut_after(1000, Accept_Ranges="bytes", ETag='"1"'), whole(newer)))
    assert (tmp_path / "list.xml").read_bytes() == newer


@pytest.mark.parametrize(
    "stated", ["bytes 0-9/10", "bytes 999-1008/190019", "bytes 1000-1001/5", "lines 1-2/3", ""]
)
def test_a_range_that_was_not_asked_for_starts_over(issuer: Issuer, tmp_path: Path, stated: str) -> None:
    def wrong(request: Request) -> None:
        request.answer(206, b"0123456789", Content_Range=stated)

    broken = cut_after(1000, Accept_Ranges="bytes", ETag='"1"')
    get(tmp_path, issuer.at("/list", broken, wrong, whole()))
    assert (tmp_path / "list.xml").read_bytes() == CONTENT
    assert "range" not in issuer.requests[2]


def test_a_range_that_cannot_be_had_starts_over(issuer: Issuer, tmp_path: Path) -> None:
    broken = cut_after(1000, Accept_Ranges="bytes", ETag='"1"')
    get(tmp_path, issuer.at("/list", broken, failing(416), whole()))
    assert (tmp_path / "list.xml").read_bytes() == CONTENT


def test_a_part_nobody_asked_for_is_not_taken_for_the_file(issuer: Issuer, tmp_path: Path) -> None:
    def part(request: Request) -> None:
        request.answer(206, b"0123456789", Content_Range="bytes 5-14/20")

    with pytest.raises(DownloadError, match="Content-Range"):
        get(tmp_path, issuer.at("/list", part))


# --- refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "advice"), [(403, "refuses"), (404, "no longer"), (400, "not the file")])
def test_a_refusal_is_final_and_says_what_to_do(
    issuer: Issuer, tmp_path: Path, status: int, advice: str
) -> None:
    with pytest.raises(DownloadError, match=rf"/list: HTTP {status} .*{advice}.*by hand"):
        get(tmp_path, issuer.at("/list", failing(status)))
    assert len(issuer.requests) == 1


@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html><p>Maintenance", b"\xef\xbb\xbf\n<HTML>", b"<?xml version='1.0'?><html>"]
)
def test_a_web_page_is_no_list(issuer: Issuer, tmp_path: Path, page: bytes) -> None:
    with pytest.raises(DownloadError, match="a web page"):
        get(tmp_path, issuer.at("/list", whole(page, Content_Type="application/xml")))
    assert list(tmp_path.iterdir()) == []


SMALL = DownloadLimits(max_bytes=len(CONTENT) - 1, attempts=1)


def test_a_file_announced_too_large_is_not_begun(issuer: Issuer, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="more than the"):
        get(tmp_path, issuer.at("/list", whole()), limits=SMALL)


def test_a_file_that_grows_too_large_is_cut_off(issuer: Issuer, tmp_path: Path) -> None:
    def endless(request: Request) -> None:
        request.send_response(200)
        request.send_header("Connection", "close")
        request.end_headers()
        with suppress(ConnectionError):
            while True:
                request.wfile.write(CONTENT)

    with pytest.raises(DownloadError, match="longer than the"):
        get(tmp_path, issuer.at("/list", endless), limits=SMALL)
    assert list(tmp_path.iterdir()) == []


def test_a_small_answer_that_unpacks_too_large_is_cut_off(issuer: Issuer, tmp_path: Path) -> None:
    bomb = gzip.compress(b"0" * (1 << 20))
    limits = DownloadLimits(max_bytes=len(bomb) + 1, attempts=1)
    with pytest.raises(DownloadError, match="longer than the"):
        get(tmp_path, issuer.at("/list", whole(bomb, Content_Encoding="gzip")), limits=limits)


def test_a_broken_compression_is_never_a_file(issuer: Issuer, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="tried 3 times"):
        get(tmp_path, issuer.at("/list", whole(b"\x1f\x8bno gzip", Content_Encoding="gzip")))


# --- redirected -----------------------------------------------------------------------------------


def test_a_redirect_is_followed_and_the_issuers_own_address_kept(issuer: Issuer, tmp_path: Path) -> None:
    issuer.at("/storage?signed=1", whole())
    fetched = get(tmp_path, issuer.at("/list", failing(302, Location="/storage?signed=1")))
    assert isinstance(fetched, Fetched)
    assert fetched.url == issuer.url("/list")


def test_a_redirect_in_a_circle_is_left(issuer: Issuer, tmp_path: Path) -> None:
    issuer.at("/there", failing(302, Location="/list"))
    with pytest.raises(DownloadError, match="in a circle"):
        get(tmp_path, issuer.at("/list", failing(302, Location="/there")))
    assert len(issuer.requests) == QUICK.max_redirects + 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://issuer.test/list", "gopher://issuer.test"])
def test_a_redirect_out_of_the_web_is_not_followed(issuer: Issuer, tmp_path: Path, target: str) -> None:
    with pytest.raises(DownloadError, match="not followed"):
        get(tmp_path, issuer.at("/list", failing(302, Location=target)))
    assert len(issuer.requests) == 1


def test_the_body_of_a_redirect_is_not_read_however_long(issuer: Issuer, tmp_path: Path) -> None:
    issuer.at("/list", whole())
    written: list[int] = []
    given_up = threading.Event()

    def endless(request: Request) -> None:
        request.send_response(302)
        request.send_header("Location", "/list")
        request.end_headers()
        with suppress(ConnectionError):
            while len(written) < 64:
                request.wfile.write(b"." * (1 << 20))
                written.append(1)
        given_up.set()

    fetched = fetch([issuer.at("/moved", endless)], tmp_path, limits=QUICK)
    assert isinstance(fetched, Fetched)
    assert fetched.path.read_bytes() == CONTENT
    assert given_up.wait(10)
    assert len(written) < 64


@pytest.mark.parametrize("target", ["http://xn--a/", "http://[::1", "http://127.0.0.1:port/"])
def test_a_redirect_to_what_is_no_address_is_a_failure_like_others(
    issuer: Issuer, tmp_path: Path, target: str
) -> None:
    with pytest.raises(DownloadError, match="not an address"):
        fetch([issuer.at("/moved", failing(302, Location=target))], tmp_path, limits=QUICK)


def test_a_redirect_to_an_unprotected_address_is_not_followed(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.scheme == "https"
        return httpx.Response(302, headers={"Location": "http://issuer.test/list"})

    with pytest.raises(DownloadError, match="from https to http"):
        fetch(
            [Download("https://issuer.test/list", "list.xml")],
            tmp_path,
            transport=httpx.MockTransport(answer),
        )


# --- several addresses ----------------------------------------------------------------------------


def test_addresses_are_tried_in_order(issuer: Issuer, tmp_path: Path) -> None:
    fetched = get(tmp_path, issuer.at("/first", failing(404)), issuer.at("/second", whole()))
    assert isinstance(fetched, Fetched)
    assert fetched.url == issuer.url("/second")


def test_the_last_failure_tells_of_every_address(issuer: Issuer, tmp_path: Path) -> None:
    addresses = [issuer.at("/first", failing(404)), issuer.at("/second", failing(503))]
    addresses += [
        Download("nonsense://issuer.test", "list.xml"),
        Download("http://issuer.test:port/", "list.xml"),
    ]
    with pytest.raises(DownloadError) as caught:
        get(tmp_path, *addresses)
    for part in (
        "/first: HTTP 404",
        "/second: HTTP 503",
        "nonsense://issuer.test: not an",
        "http://issuer.test:port/: not an",
    ):
        assert part in str(caught.value)


def test_a_folder_that_is_not_there_is_named(issuer: Issuer, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"cannot be written.*absent"):
        get(tmp_path / "absent", issuer.at("/list", whole()))
