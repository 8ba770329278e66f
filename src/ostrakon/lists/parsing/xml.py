"""Large XML files → one element at a time, with entities, DTDs and the network off."""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import BinaryIO, cast

from lxml import etree

from ostrakon.errors import SourceError
from ostrakon.lists.parsing.documents import Document
from ostrakon.lists.parsing.doubts import Doubts

__all__ = ["all_text", "children", "elements", "local_name", "root_of", "text_of"]

# XML 1.0 allows no control characters but tab, line feed and carriage return. One published UN file
# carried a 0x19 (an apostrophe cut to its low byte), which must not cost us the whole list.
_FORBIDDEN = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
# Half a gigabyte of memory at worst. The longest stretch of a real file is 131,072 bytes.
_LONGEST_STRETCH_BYTES = 1 << 24
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}".encode()
# Anything else the parser might still take for UTF-16 or EBCDIC, whose bytes we would clean wrongly.
_BEGINNING = re.compile(rb"\s*<[^\0]")
_DECLARED_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")

_SCHEMA_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"


class _Cleaned:
    """A file object that replaces forbidden control bytes, and counts them.

    Raises SourceError where `since_last_element`, which its reader resets, grows too large: what
    nobody asked for stays in memory, at thirty times its size.
    """

    def __init__(self, file: BinaryIO, name: str, doubts: Doubts) -> None:
        self._file, self._name, self._doubts = file, name, doubts
        self.since_last_element = 0

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        cleaned, replaced = _FORBIDDEN.subn(_REPLACEMENT, block)
        if replaced:
            self._doubts.note("control byte replaced", self._name, times=replaced)
        self.since_last_element += len(block)
        if self.since_last_element > _LONGEST_STRETCH_BYTES:
            raise SourceError(
                f"{self._name}: {_LONGEST_STRETCH_BYTES:,} bytes without an entry; no list is like that"
            )
        return cleaned


def local_name(element: etree._Element) -> str:
    """The tag without its namespace: issuers change namespaces between editions."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: etree._Element | None) -> str:
    """The element's text with blanks folded; "" for None and for an empty element."""
    return "" if element is None or not element.text else " ".join(element.text.split())


def all_text(element: etree._Element, doubts: Doubts, where: str) -> str:
    """As `text_of`, for an element that should hold text alone: what stands inside or after elements
    in it is kept in its place, and they and attributes are counted, xsi:nil and the like aside."""
    for inner in element.iter():
        if inner is not element and isinstance(inner.tag, str):
            doubts.note(f"unknown element <{local_name(inner)}> in a text", where)
        for name in map(str, inner.attrib):
            if not name.startswith(_SCHEMA_INSTANCE):
                doubts.note(f"unknown attribute {local_name(element)}@{name}", where)
    return " ".join("".join(map(str, element.itertext())).split()) if len(element) else text_of(element)


def children(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Local name and element of each child, comments and processing instructions left out."""
    for child in element:
        if isinstance(child.tag, str):
            yield local_name(child), child


def elements(
    document: Document, names: Collection[str], doubts: Doubts, *, count_others: bool = False
) -> Iterator[tuple[str, etree._Element]]:
    """Each complete element with one of the local `names`, in file order, freed after its turn.

    With `count_others`, whatever stands in the file outside of these is a doubt: a new kind of entry,
    a whole new section.
    Raises SourceError, naming file and line, for anything that is not well-formed UTF-8 XML
    without a DTD.
    """
    _refuse_encoding(document)
    with document.open() as file:
        cleaned = _Cleaned(file, document.name, doubts)
        context = etree.iterparse(
            cast(BinaryIO, cleaned),
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            # A comment inside an element would cut its text in two, and the second half be lost.
            remove_comments=True,
            remove_pis=True,
        )
        try:
            checked = False
            for _, element in context:
                cleaned.since_last_element = 0
                if not checked:
                    _refuse_dtd(document, element)
                    checked = True
                yield local_name(element), element
                if count_others:
                    _note_others(element.itersiblings(preceding=True), names, doubts)
                _free(element)
            root = context.root
            if root is not None and not checked:
                _refuse_dtd(document, root)
            if root is not None and count_others:
                _note_others(root, names, doubts)
        except etree.XMLSyntaxError as error:
            raise SourceError(f"{document.name}, line {error.lineno}: {error.msg}") from error


def root_of(document: Document) -> tuple[str, dict[str, str]] | None:
    """Local name and attributes of the root element, or None if the head is no XML at all."""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    # The head ends in the middle of the file, so an error after the root's start tag says nothing.
    with suppress(etree.XMLSyntaxError):
        parser.feed(document.head)
    with suppress(etree.XMLSyntaxError):
        for _, element in parser.read_events():
            if isinstance(element, etree._Element):
                return local_name(element), {str(k): str(v) for k, v in element.attrib.items()}
    return None


def _note_others(found: Iterable[etree._Element], names: Collection[str], doubts: Doubts) -> None:
    """Of sections that hold wanted elements, what else they hold; empty ones say nothing."""
    for element in found:
        if not isinstance(element.tag, str) or local_name(element) in names:
            continue
        if any(isinstance(inner.tag, str) and local_name(inner) in names for inner in element.iter()):
            _note_others(element, names, doubts)
        elif len(element) or element.attrib or text_of(element):
            doubts.note(f"unknown element <{local_name(element)}>", f"line {element.sourceline}")


def _refuse_dtd(document: Document, element: etree._Element) -> None:
    info = element.getroottree().docinfo
    if info.internalDTD is not None:
        raise SourceError(f"{document.name}: carries a DTD; no issuer's file does, so it is refused")


def _refuse_encoding(document: Document) -> None:
    """From the bytes: lxml does not tell the declared encoding while it parses step by step."""
    head = document.head.removeprefix(b"\xef\xbb\xbf")
    if not _BEGINNING.match(head):
        raise SourceError(f"{document.name}, line 1: begins with {head[:8]!r}, not as XML in UTF-8 does")
    declared = _DECLARED_ENCODING.match(head)
    encoding = declared[1].decode("ascii", "replace") if declared else "UTF-8"
    if encoding.upper() not in {"UTF-8", "UTF8", "US-ASCII", "ASCII"}:
        raise SourceError(f"{document.name}: declared as {encoding}; issuers write UTF-8")


def _free(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
