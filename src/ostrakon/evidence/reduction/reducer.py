"""Bytes and their media type → the text, by the kind of document that they are."""

from hashlib import sha256

from ostrakon.evidence.reduction.media import HTML, MAIL, PDF, TEXT, charset_of, media_type_of
from ostrakon.evidence.reduction.parts import Parts, ReductionError
from ostrakon.evidence.reduction.plain import parts_of_plain
from ostrakon.model import ReducedText

__all__ = ["MOST_TEXT_BYTES", "REDUCER_VERSION", "reduce_document"]

# Moves whenever the text or the segments of any document can come out different.
REDUCER_VERSION = "text-1"

MOST_TEXT_BYTES = 64 << 20
_TEXTS = {HTML, PDF, MAIL, TEXT}


def reduce_document(content: bytes, media_type: str | None = None, *, name: str = "") -> ReducedText:
    """What the document `content` says, with the kind of each part.

    `media_type` is what is said of it ("text/html; charset=koi8-r"), `name` its file name; what it is,
    its content tells. Nothing is fetched, run or written. Raises ReductionError for what is no text,
    PDF, page or e-mail, is broken, is too large, or is not what it is said to be.
    """
    found = media_type_of(content, media_type, name)
    said = (media_type or "").partition(";")[0].strip().lower()
    if found != PDF and (said == PDF or name.lower().endswith(".pdf")):
        raise ReductionError(f"said to be a PDF, but begins with {content[:12]!r}")
    if found not in _TEXTS:
        raise ReductionError(f"{found}: only text, web pages, PDFs and e-mails are turned into text")
    parts = _parts(content, found, charset_of(media_type))
    reducer = REDUCER_VERSION if not parts.tools else f"{REDUCER_VERSION} ({', '.join(parts.tools)})"
    return ReducedText(
        text=parts.text,
        segments=parts.segments,
        media_type=found,
        sha256=sha256(parts.text.encode()).hexdigest(),
        source_sha256=sha256(content).hexdigest(),
        reducer=reducer,
        title=parts.title,
        dated=parts.dated,
        dated_by=parts.dated_by,
        remarks=parts.remarks,
    )


def _parts(content: bytes, media_type: str, charset: str | None) -> Parts:
    if media_type == PDF:
        from ostrakon.evidence.reduction.pdf import parts_of_pdf

        return parts_of_pdf(content)
    if media_type == HTML:
        from ostrakon.evidence.reduction.pages import parts_of_page

        return parts_of_page(content, charset)
    if media_type == MAIL:
        from ostrakon.evidence.reduction.mail import parts_of_mail

        return parts_of_mail(content)
    if len(content) > MOST_TEXT_BYTES:
        raise ReductionError(f"a text of {len(content):,} bytes; at most {MOST_TEXT_BYTES:,} are read")
    return parts_of_plain(content, charset)
