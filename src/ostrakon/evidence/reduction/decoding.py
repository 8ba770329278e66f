"""Bytes → characters: the encoding that is stated, else the one that fits; nothing that steers a terminal."""

import codecs
import re

__all__ = ["decode", "tidied"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What documents are written in. Python knows others, some of which are programs ("unicode_escape").
_KNOWN = re.compile(
    r"utf-?8|utf-?16-?(le|be)?|us-ascii|ascii|iso-?8859-?\d{1,2}|(windows|cp)-?12[5]\d|koi8-[rut]|"
    r"gb18030|gbk|gb2312|big5|euc-(kr|jp)|shift[-_]jis|iso-2022-(jp|kr)|mac(intosh|roman|cyrillic)",
    re.IGNORECASE,
)
# The WHATWG's rule: what calls itself Latin-1 or ASCII is Windows-1252, which has the curly quotation marks.
_REALLY_WINDOWS = {"iso-8859-1", "iso8859-1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252"}
_LINE_ENDS = re.compile("\r\n?")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")


def decode(content: bytes, charset: str | None) -> str:
    """The characters of `content`: by its byte order mark, else `charset` where that is a known one, else
    UTF-8, else Windows-1252. What the encoding has no character for becomes U+FFFD."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    stated = (charset or "").strip().lower()
    if stated and stated not in _REALLY_WINDOWS and _KNOWN.fullmatch(stated):
        try:
            return content.decode(stated, "replace")
        except LookupError:
            pass  # a name in the pattern that this Python was built without
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("utf-8" if stated == "utf-8" else "windows-1252", "replace")


def tidied(text: str) -> str:
    """Lines that end in "\\n", and U+FFFD for every control character but tab, line end and form feed.

    Nothing else is changed, so that offsets into a plain UTF-8 file count its own characters.
    """
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
