"""A PDF → the text of its pages; nothing in it is run, and lines that stand on every page are set apart."""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import version
from io import BytesIO
from typing import Any

from ostrakon.evidence.reduction.decoding import tidied
from ostrakon.evidence.reduction.parts import Block, Parts, ReductionError, joined
from ostrakon.evidence.reduction.plain import told_apart

__all__ = ["parts_of_pdf"]

_MOST_BYTES = 256 << 20
_MOST_PAGES = 5_000
_MOST_CHARACTERS = 64 << 20
# Pages from which the first and last lines are compared, and the share of them that must agree.
_PAGES_TO_COMPARE, _ON_MOST_PAGES = 3, 0.5


def parts_of_pdf(content: bytes) -> Parts:
    """The text of each page, in the order of the file. Scanned pages have none: a remark counts them."""
    if len(content) > _MOST_BYTES:
        raise ReductionError(f"a PDF of {len(content):,} bytes; at most {_MOST_BYTES:,} are read")
    reader = _opened(content)
    pages = [_lines(text) for text in _texts(reader)]
    empty = sum(not lines for lines in pages)
    remarks = [f"{empty} of {len(pages)} pages have no text (scans, or pictures alone)"] if empty else []
    text, segments = joined(_blocks(pages))
    title, dated = _stated(reader)
    return Parts(
        text,
        told_apart(text, segments),
        title,
        dated,
        "PDF creation date" if dated else None,
        tuple(remarks),
        (f"pypdf {version('pypdf')}",),
    )


def _opened(content: bytes) -> Any:
    try:
        import pypdf
    except ModuleNotFoundError as error:
        raise ReductionError(f"a PDF needs the extra: pip install 'ostrakon[evidence]' ({error})") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReductionError("a PDF that is locked with a password")
        count = len(reader.pages)
    except ReductionError:
        raise
    except Exception as error:  # pypdf stumbles in many ways over what is no PDF
        raise ReductionError(f"no PDF that can be read: {_said(error)}") from error
    if count > _MOST_PAGES:
        raise ReductionError(f"a PDF of {count:,} pages; at most {_MOST_PAGES:,} are read")
    return reader


def _texts(reader: Any) -> Iterator[str]:
    characters = 0
    for number in range(len(reader.pages)):
        try:
            text = tidied(reader.pages[number].extract_text())
        except Exception as error:  # as above
            raise ReductionError(f"page {number + 1} cannot be read: {_said(error)}") from error
        characters += len(text)
        if characters > _MOST_CHARACTERS:
            raise ReductionError(f"more than {_MOST_CHARACTERS:,} characters by page {number + 1}")
        # Halves of characters come out of broken fonts; no file can store them.
        yield text.encode("utf-8", "replace").decode()


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _lines(text: str) -> list[str]:
    """The lines of a page, with "" between paragraphs; none at all for a page without a visible mark."""
    lines = [line.strip() for line in text.split("\n")]
    return lines if any(lines) else []


def _blocks(pages: Sequence[Sequence[str]]) -> Iterator[Block]:
    running = _running(pages)
    for number, lines in enumerate(pages, 1):
        paragraph: list[str] = []
        edges = _edges(lines)
        for position, line in enumerate(lines):
            is_running = position in edges and _without_number(line) in running
            if (not line or is_running) and paragraph:
                yield Block("\n".join(paragraph), "paragraph", number)
                paragraph = []
            if is_running:
                yield Block(line, "running_line", number)
            elif line:
                paragraph.append(line)
        yield Block("\n".join(paragraph), "paragraph", number)


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Heads and feet that stand on most pages, but for the page number; numbers that stand alone."""
    if len(pages) < _PAGES_TO_COMPARE:
        return frozenset()
    seen = Counter(
        line for lines in pages for line in {_without_number(lines[position]) for position in _edges(lines)}
    )
    return frozenset(line for line, count in seen.items() if count > _ON_MOST_PAGES * len(pages))


def _edges(lines: Sequence[str]) -> frozenset[int]:
    """Where the first and the last line with anything in it stand."""
    filled = [position for position, line in enumerate(lines) if line]
    return frozenset({filled[0], filled[-1]}) if filled else frozenset()


def _without_number(line: str) -> str:
    return "".join("#" if letter.isdigit() else letter for letter in line)


def _stated(reader: Any) -> tuple[str | None, date | None]:
    try:
        about = reader.metadata
        title = str(about.title).strip()[:1000] if about and about.title else None
        made = about.creation_date if about else None
        return title or None, made.date() if made else None
    except Exception:  # as above; a document without its title is still a document
        return None, None
