"""Plain text: offsets are the file's own, and what was put around the report is told from it."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.shared import seed_text

from ostrakon.evidence import ReductionError, reduce_document
from ostrakon.evidence.reduction import plain, reducer
from ostrakon.model import ReducedText


def kinds(reduced: ReducedText) -> list[tuple[str, str]]:
    return [(segment.kind, reduced.text[segment.start : segment.end]) for segment in reduced.segments]


def of_kind(reduced: ReducedText, kind: str) -> list[str]:
    return [words for found, words in kinds(reduced) if found == kind]


REPORT = """US weighs sanctions

By Tom Perry

16 October 2016

US weighs sanctions

The government said on Sunday that
it was considering sanctions.

Read more: UK to consider intervention

Share this article

At least 20 people were killed.\u00a0 Syria
"""


def test_what_was_put_around_a_report_is_set_apart_and_kept() -> None:
    reduced = reduce_document(REPORT.encode())
    assert kinds(reduced) == [
        ("headline", "US weighs sanctions"),
        ("byline", "By Tom Perry"),
        ("dateline", "16 October 2016"),
        ("repeated_headline", "US weighs sanctions"),
        ("paragraph", "The government said on Sunday that\nit was considering sanctions."),
        ("read_more", "Read more: UK to consider intervention"),
        ("furniture", "Share this article"),
        ("paragraph", "At least 20 people were killed."),
        ("tag_line", "Syria"),
    ]
    assert (reduced.title, str(reduced.dated), reduced.dated_by) == (
        "US weighs sanctions",
        "2016-10-16",
        "the text",
    )
    assert [segment.kind for segment in reduced.content] == [
        "headline",
        "byline",
        "dateline",
        "paragraph",
        "paragraph",
    ]


def test_a_utf8_file_is_its_own_normalised_copy() -> None:
    reduced = reduce_document(REPORT.encode())
    assert reduced.text == REPORT
    assert reduced.sha256 == reduced.source_sha256 == sha256(REPORT.encode()).hexdigest()


def test_the_boilerplate_of_the_seed_report_is_found_and_nothing_else() -> None:
    content = seed_text()
    reduced = reduce_document(content)
    assert reduced.text == content.decode()
    apart = [(kind, words) for kind, words in kinds(reduced) if kind not in {"paragraph", "headline"}]
    assert apart == [
        ("repeated_headline", "Syria: US, Britain discuss more sanctions against Assad regime"),
        ("read_more", "Read more:\u00a0UK to consider military intervention in Syria"),
        ("tag_line", "Syria"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell in Moscow after the talks ended.",
        "Read by the minister, the statement denied the attack.",
        "Watch towers were built along the border, officials said.",
        "By Monday the truce had collapsed, the monitor said.",
        "Copyright law does not apply, the court held.",
        "Subscribers were told on Friday.",
        "On 16 October 2016 the talks ended.",
        "Printed leaflets were dropped over the city.",
        "Comments by the minister were denied.",
        "Reporting by Reuters found that 300 people were killed.",
        "#1 on the list is the ministry, officials said.",
    ],
)
def test_a_sentence_that_begins_like_furniture_is_a_sentence(line: str) -> None:
    reduced = reduce_document(f"Headline of the day\n\nIt began.\n\n{line}\n\nIt ended.\n".encode())
    assert (line in of_kind(reduced, "paragraph")) is True


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("READ MORE: Ten things to know", "read_more"),
        ("Related: Ten things to know", "read_more"),
        ("See also: Ten things to know", "read_more"),
        ("اقرأ أيضا: عشرة أشياء", "read_more"),
        ("#Syria #Russia", "tag_line"),
        ("Topics: Syria, Russia", "tag_line"),
        ("(Reporting by Tom Perry; Editing by Ann Lee)", "byline"),
        ("3 min read", "furniture"),
        ("© 2016 Example Ltd. All rights reserved.", "furniture"),
        ("Photo: A street in Aleppo", "furniture"),
        ("Updated: October 17, 2016 at 08:30 GMT", "dateline"),
    ],
)
def test_lines_around_a_report_are_told_by_their_wording(line: str, kind: str) -> None:
    reduced = reduce_document(f"Headline of the day\n\nIt began.\n\nIt ended.\n\n{line}\n".encode())
    assert kinds(reduced)[-1] == (kind, line)


@pytest.mark.parametrize(
    ("ending", "tag"),
    [
        ("They left.\u00a0Syria", "Syria"),
        ("They left.  Syria, Russia", "Syria, Russia"),
        ("They left. Syria", None),
        ("They left.  he added", None),
        ("They left", None),
    ],
)
def test_a_tag_glued_to_the_last_paragraph_is_cut_off_only_where_it_shows(
    ending: str, tag: str | None
) -> None:
    reduced = reduce_document(f"It began.\n\n{ending}\n".encode())
    assert of_kind(reduced, "tag_line") == ([tag] if tag else [])


def test_lines_that_are_whole_paragraphs_are_paragraphs() -> None:
    long = "word " * 40 + "end."
    reduced = reduce_document(f"{long}\n{long}\nRead more: elsewhere\nShort one.".encode())
    assert [kind for kind, _ in kinds(reduced)] == ["paragraph", "paragraph", "read_more", "paragraph"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("“Yes”\r\nno\r".encode(), "“Yes”\nno\n"),
        ("“Yes”".encode("windows-1252"), "“Yes”"),
        ("\ufeff“Yes”".encode(), "“Yes”"),
        ("\ufeff“Yes”".encode("utf-16-le"), "“Yes”"),
        (b"a\x00b\x1b[2Jc", "a\ufffdb\ufffd[2Jc"),
    ],
)
def test_encodings_line_ends_and_controls(content: bytes, text: str) -> None:
    assert plain.parts_of_plain(content, None).text == text


def test_a_stated_encoding_is_used_and_a_program_is_not() -> None:
    assert reduce_document("Дамаск".encode("koi8-r"), "text/plain; charset=koi8-r").text == "Дамаск"
    assert reduce_document(rb"\x41", "text/plain; charset=unicode_escape").text == r"\x41"


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_segments_cover_all_but_white_space_and_offsets_are_exact(text: str) -> None:
    reduced = reduce_document(text.encode(), "text/plain", name="report.txt")
    end = 0
    for segment in reduced.segments:
        assert segment.start >= end
        assert not reduced.text[end : segment.start].strip()
        quoted = reduced.text[segment.start : segment.end]
        assert quoted
        assert quoted == quoted.strip()
        end = segment.end
    assert not reduced.text[end:].strip()
    assert reduced.sha256 == sha256(reduced.text.encode()).hexdigest()


_PIECES = st.sampled_from(
    [
        "A headline here",
        "Read more: x",
        "Tags: a",
        "\n",
        "\n\n",
        ".\u00a0 Syria",
        "By Ann Lee",
        "He said so.",
        "\t",
        "سوريا",
    ]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_the_same_bytes_give_the_same_text(text: str) -> None:
    first, second = (reduce_document(text.encode()) for _ in range(2))
    assert first == second
    assert "".join(first.text.split()) == "".join(
        "".join(first.text[s.start : s.end].split()) for s in first.segments
    )


def test_fifty_megabytes_are_read_and_more_than_the_bound_is_refused() -> None:
    reduced = reduce_document(b"He said so. " * (50 * (1 << 20) // 12))
    assert len(reduced.segments) == 1
    with pytest.raises(ReductionError, match=r"67,108,865 bytes; at most 67,108,864"):
        reduce_document(b"a" * (reducer.MOST_TEXT_BYTES + 1))


@pytest.mark.parametrize(
    "content", [b" " * 20_000_000, b"\n" * 50_000_000, b"a\n\n" * 300_000, b"Read more" * 500_000]
)
@pytest.mark.timeout(60)
def test_a_text_made_to_take_long_does_not(content: bytes) -> None:
    assert reduce_document(content).media_type == "text/plain"


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ReductionError, match="application/octet-stream"):
        reduce_document(b"\x7fELF\0\0\0")
