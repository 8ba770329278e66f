"""An e-mail → its header lines, its words, and the names and hashes of what is attached."""

import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from typing import cast

from ostrakon.evidence.reduction.decoding import decode, tidied
from ostrakon.evidence.reduction.pages import blocks_of_page
from ostrakon.evidence.reduction.parts import Block, Parts, ReductionError, joined

__all__ = ["parts_of_mail"]

_MOST_BYTES = 64 << 20
_MOST_PARTS = 1_000
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_QUOTED = re.compile(r"\s*>")
_SIGNATURE = re.compile(r"-- ?")  # RFC 3676, 4.3; mail programs drop the space


def parts_of_mail(content: bytes) -> Parts:
    """Header and words of a message: its plain part, else its page. Attachments are named, not read."""
    if len(content) > _MOST_BYTES:
        raise ReductionError(f"an e-mail of {len(content):,} bytes; at most {_MOST_BYTES:,} are read")
    try:
        message = message_from_bytes(content, policy=policy.default)
        parts = _parts(message)
        text, segments = joined([*_header(message), *_words(message), *_attachments(parts)])
        title = _value(message, "Subject")
        dated = _dated(message)
    except ReductionError:
        raise
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise ReductionError(f"no e-mail that can be read: {type(error).__name__}: {error}") from error
    return Parts(text, segments, title or None, dated, "Date header" if dated else None)


def _parts(message: EmailMessage) -> list[EmailMessage]:
    found: list[EmailMessage] = []
    for part in message.walk():
        found.append(part)
        if len(found) > _MOST_PARTS:
            raise ReductionError(f"an e-mail of more than {_MOST_PARTS:,} parts")
    return found


def _header(message: EmailMessage) -> Iterator[Block]:
    lines = [f"{name}: {value}" for name in _SHOWN if (value := _value(message, name))]
    yield Block("\n".join(lines), "header")


def _value(message: EmailMessage, name: str) -> str:
    try:
        return _sound(" ".join(str(message.get(name, "")).split()))[:4000]
    except (ValueError, LookupError, AttributeError, TypeError, IndexError):
        return ""  # the standard library stumbles over some headers; the capture still has it


def _words(message: EmailMessage) -> Iterator[Block]:
    body = message.get_body(("plain", "html"))
    if body is None:
        return
    content = cast(bytes | None, body.get_payload(decode=True)) or b""
    charset = body.get_content_charset()
    if body.get_content_type() == "text/html":
        yield from blocks_of_page(content, charset)
        return
    yield from _plain(_sound(tidied(decode(content, charset))))


def _plain(text: str) -> Iterator[Block]:
    """Paragraphs; what is quoted from an earlier message, and the signature, apart."""
    lines: list[str] = []
    quoted = False
    rows = text.split("\n")
    for number, line in enumerate(rows):
        if _SIGNATURE.fullmatch(line):
            yield Block("\n".join(lines), "quoted" if quoted else "paragraph")
            yield Block("\n".join(rows[number:]), "signature")
            return
        is_quoted = bool(_QUOTED.match(line))
        if not line.strip() or is_quoted != quoted:
            yield Block("\n".join(lines), "quoted" if quoted else "paragraph")
            lines = []
        quoted = is_quoted
        if line.strip():
            lines.append(line.rstrip())
    yield Block("\n".join(lines), "quoted" if quoted else "paragraph")


def _attachments(parts: list[EmailMessage]) -> Iterator[Block]:
    for part in parts:
        name = part.get_filename()
        if part.is_multipart() or (not name and part.get_content_disposition() != "attachment"):
            continue
        content = cast(bytes | None, part.get_payload(decode=True)) or b""
        label = _sound(" ".join((name or "without a name").split()))[:400]
        yield Block(
            f"Attachment: {label} ({part.get_content_type()}, {len(content):,} bytes, "
            f"SHA-256 {sha256(content).hexdigest()})",
            "header",
        )


def _dated(message: EmailMessage) -> date | None:
    try:
        stated = getattr(message["Date"], "datetime", None)
    except (ValueError, TypeError, IndexError, AttributeError):
        return None
    return stated.date() if stated else None


def _sound(text: str) -> str:
    """Bytes that are no text come out of the parser as halves of characters, which no file can store."""
    return tidied(text.encode("utf-8", "replace").decode())
