"""E-mails: header, words and the names of what is attached."""

from hashlib import sha256

import pytest
from support.builders.documents import mail

from ostrakon.evidence import ReductionError, reduce_document

BODY = b"""The toll rose to 9,364.\r

> Earlier it was
> lower.

More tomorrow.

-- \r
Desk
"""


def test_header_words_quotations_and_signature_are_told_apart() -> None:
    reduced = reduce_document(mail(BODY))
    told = [(s.kind, reduced.text[s.start : s.end]) for s in reduced.segments]
    assert told[0][0] == "header"
    assert told[0][1].startswith(
        "From: Monitor <desk@example.org>\nTo: press@example.org\nDate: Sun, 16 Oct 2016"
    )
    assert told[1:] == [
        ("paragraph", "The toll rose to 9,364."),
        ("quoted", "> Earlier it was\n> lower."),
        ("paragraph", "More tomorrow."),
        ("signature", "-- \nDesk"),
    ]
    assert (reduced.title, str(reduced.dated), reduced.dated_by) == (
        "Toll of the air campaign",
        "2016-10-16",
        "Date header",
    )


def test_a_page_in_a_mail_is_read_as_text() -> None:
    reduced = reduce_document(
        mail(b"<p>Words</p><script>x</script>", content_type="text/html; charset=utf-8")
    )
    assert reduced.text.endswith("\n\nWords")
    assert "script" not in reduced.text


def test_attachments_are_named_with_their_hash_and_not_read() -> None:
    parts = (
        b"--b\r\nContent-Type: text/plain\r\n\r\nSee attached.\r\n"
        b'--b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename="a/b.zip"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nUEsDBA==\r\n--b--\r\n"
    )
    reduced = reduce_document(mail(parts, content_type='multipart/mixed; boundary="b"'))
    digest = sha256(b"PK\x03\x04").hexdigest()
    assert f"Attachment: a/b.zip (application/zip, 4 bytes, SHA-256 {digest})" in reduced.text


def test_nested_parts_are_bounded() -> None:
    nested = b"".join(
        b'--b%d\r\nContent-Type: multipart/mixed; boundary="b%d"\r\n\r\n' % (level, level + 1)
        for level in range(3000)
    )
    with pytest.raises(ReductionError, match="e-mail"):
        reduce_document(mail(nested, content_type='multipart/mixed; boundary="b0"'))


@pytest.mark.parametrize("header", ["=?utf-8?q?=ff=fe?=", "=?nonsense?b?####?=", "\udcff", "(" * 500])
def test_a_strange_header_does_not_stop_the_reading(header: str) -> None:
    content = mail(b"Words.").replace(b"Toll of the air campaign", header.encode("utf-8", "surrogateescape"))
    assert reduce_document(content).text.endswith("Words.")
