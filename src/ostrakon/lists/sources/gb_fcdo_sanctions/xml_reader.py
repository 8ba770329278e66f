"""The XML edition → its date, and its designations one at a time."""

from collections.abc import Iterator
from datetime import date

from lxml import etree

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, all_text, children, elements, text_of
from ostrakon.lists.parsing.slashed_dates import printed_day
from ostrakon.lists.sources.gb_fcdo_sanctions.designation import Designation
from ostrakon.lists.sources.gb_fcdo_sanctions.fields import DesignationBuilder, is_known

__all__ = ["read_xml"]

_INDICATORS = "SanctionsImposedIndicators"


def read_xml(document: Document, doubts: Doubts) -> tuple[date, Iterator[Designation]]:
    """Raises SourceError where the date, the first child of the root, is missing."""
    stream = elements(document, {"DateGenerated", "Designation"}, doubts, count_others=True)
    name, element = next(stream, (None, None))
    generated = text_of(element) if name == "DateGenerated" else ""
    published_on = printed_day(generated)
    if published_on is None:
        raise SourceError(f"{document.name}: no date in DateGenerated before the designations: {generated!r}")
    return published_on, _designations(document, stream, doubts)


def _designations(
    document: Document, stream: Iterator[tuple[str, etree._Element]], doubts: Doubts
) -> Iterator[Designation]:
    seen: set[str] = set()
    for name, element in stream:
        if name != "Designation":
            raise SourceError(f"{document.name}, line {element.sourceline}: a second {name}")
        builder = DesignationBuilder(f"{document.name}, line {element.sourceline}")
        _gather(element, builder, doubts)
        designation = builder.build()
        for unique_id in designation.unique_ids:
            if unique_id in seen:
                raise SourceError(f"{designation.place}: UniqueID {unique_id!r} occurs twice")
            seen.add(unique_id)
        yield designation


def _gather(element: etree._Element, builder: DesignationBuilder, doubts: Doubts) -> None:
    """Leaves of one parent make one record; a name that comes again begins the next.

    Parents are not told by name: whether passports stand in PassportDetails/Passport or in another
    pair of wrappers, the leaves are the issuer's fields.
    """
    record: dict[str, str] = {}
    for name, child in children(element):
        if name == _INDICATORS:
            _gather_indicators(child, builder, doubts)
        elif len(child) and not _holds_text(child):
            _gather(child, builder, doubts)
        elif text := all_text(child, doubts, f"line {child.sourceline}"):
            if name in record:
                builder.add(record)
                record = {}
            record[name] = text
            if not is_known(name):
                doubts.note(f"unknown element <{name}>", f"line {child.sourceline}: {text[:80]}")
    builder.add(record)


def _holds_text(element: etree._Element) -> bool:
    """Beside its child elements, as a text with marks for line breaks does."""
    return bool(text_of(element)) or any(child.tail and child.tail.strip() for child in element)


def _gather_indicators(element: etree._Element, builder: DesignationBuilder, doubts: Doubts) -> None:
    for name, child in children(element):
        answer = text_of(child).casefold()
        if answer in {"true", "1"}:
            builder.add_indicator(name)
        elif answer not in {"false", "0", ""}:
            doubts.note(f"indicator neither true nor false: {answer!r}", f"line {child.sourceline}: {name}")
