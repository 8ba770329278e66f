"""PDFs: the text of their pages, and a plain refusal of what is none."""

from contextlib import suppress

import pytest
from support.builders.documents import pdf

from ostrakon.evidence import ReductionError, reduce_document


def test_each_page_gives_its_text_and_its_number() -> None:
    reduced = reduce_document(pdf([["The monitor counted", "9,364 dead."], ["It ended."]]))
    assert reduced.media_type == "application/pdf"
    assert reduced.text == "The monitor counted\n9,364 dead.\n\nIt ended."
    assert [(s.kind, s.page) for s in reduced.segments] == [("paragraph", 1), ("paragraph", 2)]
    assert reduced.reducer.startswith("text-1 (pypdf ")


def test_heads_and_feet_of_every_page_are_set_apart() -> None:
    sheets = [
        ["A/HRC/34/64", f"Finding number {word}.", f"Page {n}"]
        for n, word in enumerate(["one", "two", "three"])
    ]
    reduced = reduce_document(pdf(sheets))
    assert [reduced.text[s.start : s.end] for s in reduced.content] == [
        "Finding number one.",
        "Finding number two.",
        "Finding number three.",
    ]
    assert sum(s.kind == "running_line" for s in reduced.segments) == 6


def test_a_page_without_text_is_said() -> None:
    assert reduce_document(pdf([["Words."], []])).remarks == (
        "1 of 2 pages have no text (scans, or pictures alone)",
    )


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7", b"%PDF-1.4\n" + b"\0" * 1000, b"%PDF-1.4\n%%EOF", pdf([["a"]])[:-120]],
    ids=["mark", "zeros", "empty", "cut"],
)
def test_what_only_begins_like_a_pdf_is_refused_or_mended(content: bytes) -> None:
    with suppress(ReductionError):  # and nothing else
        assert reduce_document(content).media_type == "application/pdf"


@pytest.mark.parametrize(("declared", "name"), [("application/pdf", ""), (None, "report.PDF")])
def test_a_pdf_that_is_none_is_refused(declared: str | None, name: str) -> None:
    with pytest.raises(ReductionError, match="said to be a PDF, but begins with b'<html>"):
        reduce_document(b"<html><body>moved", declared, name=name)
