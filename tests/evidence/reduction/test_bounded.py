"""Reading in a process of its own: the same text, within bounds, whatever becomes of that process."""

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
