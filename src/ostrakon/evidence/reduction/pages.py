"""A captured web page → its visible text by blocks; nothing in it is run, fetched or shown."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version
from typing import Any

from msgspec import Struct

from ostrakon.evidence.reduction.decoding import decode, tidied
from ostrakon.evidence.reduction.parts import Block, Parts, ReductionError, joined
from ostrakon.evidence.reduction.plain import dated_in, told_apart
from ostrakon.model import SegmentKind

__all__ = ["MOST_BYTES", "blocks_of_page", "parts_of_page"]

# A news page is 0.1 to 2 MB; trafilatura takes about a second per megabyte, and more memory.
MOST_BYTES = 16 << 20
_MOST_ELEMENTS = 200_000
_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_CHARSET_WITHIN = 4096  # bytes; the standard asks for the first 1,024
_SPACE = re.compile("[ \t\n\f]+")  # what HTML calls white space: a no-break space is a character
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "head"})
# Table cells are not among them: a row is one block.
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_CELLS = frozenset({"td", "th"})
_BETWEEN_CELLS = " | "
_HEADINGS: dict[str, SegmentKind] = {f"h{level}": "heading" for level in range(1, 7)}
_SURROUNDINGS = frozenset({"nav", "footer", "form", "button", "select", "dialog", "menu"})
# Of text in links, from which a block is a list of links rather than a paragraph with some.
_LINKED = 0.5
_SHORT = 80
_DATE_META = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
)


def parts_of_page(content: bytes, charset: str | None) -> Parts:
    """All visible text of a page. Menus, links and what trafilatura does not take for the article are
    set apart, as is what the page hides; scripts, styles and drawings are no text."""
    source = _source(content, charset)
    root = _parsed(source)
    blocks, remarks = list(_blocks(root)), []
    article = _article(source)
    if article is None:
        remarks.append("no article was found in the page: all its text is taken for it")
    text, segments = joined(_by_kind(blocks, article))
    segments = told_apart(text, segments)
    title = _title(root) or next((text[s.start : s.end] for s in segments if s.kind == "headline"), None)
    dated, dated_by = _dated(root)
    if dated is None and (dated := dated_in(text, segments)):
        dated_by = "the text"
    tools = (f"trafilatura {version('trafilatura')}", f"lxml {version('lxml')}")
    return Parts(text, segments, title, dated, dated_by, tuple(remarks), tools)


def blocks_of_page(content: bytes, charset: str | None) -> list[Block]:
    """The visible blocks of a page that came inside something else, such as an e-mail."""
    return [
        Block(block.text, block.kind)
        for block in _by_kind(list(_blocks(_parsed(_source(content, charset)))), None)
    ]


def _source(content: bytes, charset: str | None) -> str:
    if len(content) > MOST_BYTES:
        raise ReductionError(f"a page of {len(content):,} bytes; at most {MOST_BYTES:,} are read")
    if charset is None and (stated := _CHARSET.search(content[:_CHARSET_WITHIN])):
        charset = stated[1].decode("ascii")
    return _DECLARATION.sub("", tidied(decode(content, charset)), count=1)


def _parsed(source: str) -> Any:
    from lxml import etree, html

    if not source.strip():
        return etree.Element("html")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(source.encode(), parser=parser)
    except etree.ParserError:  # "Document is empty": a declaration or comments alone
        return etree.Element("html")
    except (etree.LxmlError, ValueError) as error:
        raise ReductionError(f"no page: {error}") from error
    count = sum(1 for _ in root.iter())
    if count > _MOST_ELEMENTS:
        raise ReductionError(f"a page of {count:,} elements; at most {_MOST_ELEMENTS:,} are read")
    return root


class _Where(Struct, frozen=True):
    """What the elements around some words make of them."""

    tag: str = "body"  # of the innermost block
    hidden: bool = False
    aside: bool = False
    linked: bool = False
    as_is: bool = False

    def inside(self, element: Any, tag: str) -> "_Where":
        return _Where(
            tag=tag if tag in _BLOCKS else self.tag,
            hidden=self.hidden or _is_hidden(element),
            aside=self.aside or tag in _SURROUNDINGS,
            linked=self.linked or tag == "a",
            as_is=self.as_is or tag == "pre",
        )


class _Found:
    """A block being filled: its words, how many of them are links, and where it stands."""

    def __init__(self, where: _Where) -> None:
        self.where = where
        self.linked = 0
        self._pieces: list[str] = []
        self._has_words = self._cell_ended = False

    def add(self, words: str | None, where: _Where) -> None:
        if not words:
            return
        said = words if where.as_is else _SPACE.sub(" ", words)
        if self._cell_ended and said.strip():
            self._pieces.append(_BETWEEN_CELLS)
            self._cell_ended = False
        self._has_words = self._has_words or bool(said.strip())
        self._pieces.append(said)
        if where.linked:
            self.linked += len(said.strip())

    def break_line(self) -> None:
        self._pieces.append("\n")

    def end_cell(self) -> None:
        self._cell_ended = self._has_words

    @property
    def text(self) -> str:
        lines = "".join(self._pieces).split("\n")
        return "\n".join(stripped for line in lines if (stripped := line.strip()))


def _blocks(root: Any) -> Iterator[_Found]:
    """Every block in order, also without words. What stands in another one ends it and begins it anew."""
    where = _Where()
    block = _Found(where)
    for event, tag, words, around in _walked(root):
        if tag in _BLOCKS or around.hidden != where.hidden:
            yield block
            block = _Found(around)
        where = around
        if tag == "br" and event == "start":
            block.break_line()
        elif tag in _CELLS and event == "end":
            block.end_cell()
        block.add(words, where)
    yield block


def _walked(root: Any) -> Iterator[tuple[str, str, str | None, _Where]]:
    """Each start and end of an element, with the words that follow it and where these stand."""
    from lxml import etree

    outer: list[_Where] = []
    where = _Where()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "end":
            where = outer.pop()
            yield event, tag, element.tail, where
            continue
        outer.append(where)
        where = where.inside(element, tag)
        if tag in _SKIPPED:
            walk.skip_subtree()
            yield event, tag, None, where
        else:
            yield event, tag, element.text, where


def _is_hidden(element: Any) -> bool:
    return "hidden" in element.attrib or bool(_HIDING.search(element.get("style", "")))


def _by_kind(blocks: Iterable[_Found], article: frozenset[str] | None) -> Iterator[Block]:
    headline_given = False
    for block in blocks:
        text = block.text
        if not text:
            continue
        kind = _kind(block, text, article)
        if kind == "heading" and block.where.tag == "h1" and not headline_given:
            kind, headline_given = "headline", True
        yield Block(text, kind)


def _kind(block: _Found, text: str, article: frozenset[str] | None) -> SegmentKind:
    if block.where.hidden:
        return "hidden"
    if block.where.aside:
        return "furniture"
    heading = _HEADINGS.get(block.where.tag)
    if heading == "heading" and block.where.tag == "h1":
        return heading
    in_article = article is not None and all(_squeezed(line) in article for line in text.split("\n"))
    mostly_links = block.linked > _LINKED * len(text)
    if not in_article and (mostly_links or (article is not None and len(text) < _SHORT)):
        return "furniture"
    return heading or "paragraph"


def _article(source: str) -> frozenset[str] | None:
    """The lines of what trafilatura takes for the article; None where it finds none."""
    try:
        import trafilatura
    except ModuleNotFoundError as error:
        raise ReductionError(
            f"a web page needs the extra: pip install 'ostrakon[evidence]' ({error})"
        ) from error
    try:
        found = trafilatura.extract(
            source, output_format="txt", include_comments=False, include_tables=True, favor_recall=True
        )
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError, IndexError):
        return None  # its own stumbling over a strange page: nothing is lost, only less is set apart
    if not found:
        return None
    return frozenset(_squeezed(line) for line in found.split("\n"))


def _squeezed(line: str) -> str:
    return "".join(filter(str.isalnum, line))


def _title(root: Any) -> str | None:
    named = root.xpath("string(//meta[@property='og:title']/@content)") or root.xpath("string(//head/title)")
    title = _SPACE.sub(" ", str(named)).strip()
    return title[:1000] or None


def _dated(root: Any) -> tuple[date | None, str | None]:
    """The day on which a page says it was published, and where in it."""
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name in _DATE_META and (day := _day(meta.get("content", ""))):
            return day, f"meta {name}"
    for element in root.iter("time"):
        tells = "pubdate" in element.attrib or element.get("itemprop", "").lower() == "datepublished"
        if tells and (day := _day(element.get("datetime", ""))):
            return day, "time element"
    return None, None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
