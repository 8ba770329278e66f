"""What kind of document bytes are, told by their content; names and servers only decide between texts."""

import re
from email.message import Message

__all__ = ["GZIP", "HTML", "MAIL", "PDF", "TEXT", "UNKNOWN", "WARC", "charset_of", "media_type_of"]

HTML, TEXT, PDF, MAIL = "text/html", "text/plain", "application/pdf", "message/rfc822"
WARC, GZIP, UNKNOWN = "application/warc", "application/gzip", "application/octet-stream"

_SAYS_HTML = {HTML, "application/xhtml+xml"}

_HEAD_BYTES = 4096
_MARK = b"\xef\xbb\xbf"  # UTF-8's byte order mark
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html\b|html\b|head\b|body\b)",
    re.I | re.S,
)
_MARKUP = re.compile(rb"<(?:p|div|h[1-6]|article|table|meta|title|script|span|a)\b[^>]*>", re.I)
_MAIL_HEADER = re.compile(
    rb"^(?:From|To|Cc|Date|Subject|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|Reply-To|"
    rb"DKIM-Signature|Content-Type|X-[\w-]+):[ \t]",
    re.I,
)
_HEADER = re.compile(rb"[!-9;-~]+:|[ \t]")


def media_type_of(content: bytes, declared: str | None = None, name: str = "") -> str:
    """The media type of `content`, without parameters.

    `declared` is what a server said, `name` the file's name: they decide where the content is some text
    or other; what is a PDF, a page, an e-mail or an archive shows by itself.
    """
    head = content[:_HEAD_BYTES]
    plain = _by_signature(head)
    if plain is not None:
        return plain
    told = (declared or "").partition(";")[0].strip().lower()
    says_html = told in _SAYS_HTML or name.lower().endswith((".html", ".htm", ".xhtml"))
    if _HTML.match(head.removeprefix(_MARK)) or (says_html and _MARKUP.search(head)):
        return HTML
    is_binary = b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return UNKNOWN if is_binary else TEXT


def _by_signature(head: bytes) -> str | None:
    if b"%PDF-" in head[:1024]:  # readers allow for that much before it (ISO 32000, implementation notes)
        return PDF
    if head.startswith(b"WARC/1."):
        return WARC
    if head.startswith(b"\x1f\x8b"):
        return GZIP
    return MAIL if _is_mail(head) else None


def charset_of(declared: str | None) -> str | None:
    """The charset parameter of a media type: "text/html; charset=koi8-r"."""
    if not declared:
        return None
    message = Message()
    message["Content-Type"] = declared.replace("\r", " ").replace("\n", " ")
    return message.get_content_charset()


def _is_mail(head: bytes) -> bool:
    """At least three header lines at the very beginning, all of them headers, two that mail always has."""
    lines = head.removeprefix(_MARK).split(b"\n")
    if lines and lines[0].startswith(b"From "):  # the mark before each message of a mailbox
        lines = lines[1:]
    known = 0
    for line in lines[:40]:
        if not line.strip():
            break
        if not _HEADER.match(line):
            return False
        known += bool(_MAIL_HEADER.match(line))
    return known >= 3
