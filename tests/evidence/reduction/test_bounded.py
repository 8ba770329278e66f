"""Reading in a process of its own: the same text, within bounds, whatever becomes of that process."""

import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.builders.documents import mail, page, pdf

from ostrakon.evidence import ReductionError, reduce_document
from ostrakon.evidence.reduction import bounded
from ostrakon.evidence.reduction.bounded import reduce_bounded

SLOW = pdf([["a"]]).replace(b"(a) Tj", b"(a) Tj " * 200_000)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (page("<p>Words é سوريا</p>"), "a.html"),
        (pdf([["Words"]]), "a.pdf"),
        (mail(b"Words"), "a.eml"),
        (b"Words", ""),
    ],
)
def test_the_text_is_the_same_as_in_this_process(content: bytes, name: str) -> None:
    assert reduce_bounded(content, name=name) == reduce_document(content, name=name)


def test_a_refusal_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReductionError, match="no PDF that can be read"):
        reduce_bounded(b"%PDF-1.7")


def test_a_document_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(ReductionError, match="takes longer than 1 s to read"):
        reduce_bounded(SLOW, timeout_s=1)


def test_a_document_that_takes_too_much_memory_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "_MEMORY_BYTES", 200 << 20)
    with pytest.raises(ReductionError, match=r"memory|ended the process that read it"):
        reduce_bounded(page("<p>words</p>" * 60_000 + "a" * 12_000_000))


def test_after_one_that_was_given_up_the_next_is_read() -> None:
    with pytest.raises(ReductionError, match="takes longer"):
        reduce_bounded(SLOW, timeout_s=1)
    assert reduce_bounded(pdf([["Words"]])).text == "Words"


def test_many_are_read_at_once_each_with_its_own_text() -> None:
    documents = [page(f"<p>Words of document {number}</p>") for number in range(30)]
    with ThreadPoolExecutor(4) as pool:
        texts = [reduced.text for reduced in pool.map(reduce_bounded, documents)]
    assert texts == [f"Words of document {number}" for number in range(30)]


def test_the_readers_end_with_the_program() -> None:
    program = (
        "from ostrakon.evidence.reduction.bounded import _readers, reduce_bounded\n"
        "print(reduce_bounded(b'<html><p>Words').text, _readers._idle[0]._process.pid)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    text, pid = done.stdout.split()
    assert text == "Words"
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_a_fork_of_this_process_has_readers_of_its_own() -> None:
    reduce_bounded(page("<p>Words</p>"))
    context = multiprocessing.get_context("fork")
    with context.Pool(2) as pool:
        documents = [page(f"<p>Words of document {number}</p>") for number in range(6)]
        texts = pool.map(_text_of, documents)
    assert texts == [f"Words of document {number}" for number in range(6)]


def _text_of(content: bytes) -> str:
    return reduce_bounded(content).text
