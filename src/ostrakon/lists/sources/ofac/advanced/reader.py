"""The advanced XML → its parties, relationships and entries, in one pass over the file.

Documents and places stand before the parties, relationships and entries after them. So a party is
completed as it is met, kept as a kilobyte of bytes, and taken out again once its entries are known.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import msgspec
from lxml import etree

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document as File
from ostrakon.lists.parsing import Doubts, children, elements, text_of
from ostrakon.lists.sources.ofac.advanced.context import Context, day, flag, period
from ostrakon.lists.sources.ofac.advanced.parties import read_document, read_location, read_party
from ostrakon.lists.sources.ofac.advanced.records import (
    Document,
    Entry,
    Location,
    Measure,
    Party,
    Relationship,
)
from ostrakon.lists.sources.ofac.advanced.tables import Tables
from ostrakon.lists.sources.ofac.sections import sections
from ostrakon.model import Kind

__all__ = ["Contents", "read_contents", "read_date_of_issue"]

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Party)


class Contents:
    """What one file says: `parties` in file order, and by party id its kind and its entries."""

    def __init__(self) -> None:
        self.kinds: dict[str, Kind] = {}
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        self.relationships: list[Relationship] = []
        self._parties: list[bytes] = []

    def add(self, party: Party) -> None:
        self.kinds[party.id] = party.kind
        self._parties.append(_ENCODER.encode(party))

    @property
    def parties(self) -> Iterator[Party]:
        return map(_DECODER.decode, self._parties)


def read_date_of_issue(file: File) -> date:
    """From the head of the file. Raises SourceError where there is none."""
    for _, element in elements(file, {"DateOfIssue"}, Doubts()):
        return day(element, file.name)
    raise SourceError(f"{file.name}: no DateOfIssue")


def read_contents(file: File, doubts: Doubts) -> Contents:
    """The whole file. Raises SourceError where it is broken, or where one part refers to another that
    is not there."""
    contents = Contents()
    locations: dict[str, Location] = {}
    documents: dict[str, list[Document]] = defaultdict(list)
    context: Context | None = None
    for name, element in sections(file, _SECTIONS, beside=_AROUND, doubts=doubts):
        if name == "ReferenceValueSets":
            context = Context(file.name, Tables(element, file.name), doubts)
            continue
        if context is None:
            raise SourceError(f"{file.name}: <{name}> before the reference values")
        match name:
            case "Location":
                _add_location(locations, element, context)
            case "IDRegDocument":
                identity_id, document = read_document(element, locations, context)
                documents[identity_id].append(document)
            case "DistinctParty":
                _add_party(contents, read_party(element, documents, locations, context), file.name)
            case "ProfileRelationship":
                contents.relationships.append(_relationship(element, context))
            case "SanctionsEntry":
                contents.entries[context.required(element, "ProfileID")].append(_entry(element, context))
            case "SanctionsEntryLink":
                doubts.note("link between two entries", f"{file.name}, line {element.sourceline}")
    _check(contents, documents, file.name)
    return contents


_SECTIONS = {
    "ReferenceValueSets",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "ProfileRelationship",
    "SanctionsEntry",
    "SanctionsEntryLink",  # never seen (facts 1.2)
}
_AROUND = {
    "DateOfIssue",
    "Locations",
    "IDRegDocuments",
    "DistinctParties",
    "ProfileRelationships",
    "SanctionsEntries",
    "SanctionsEntryLinks",
}


def _add_location(locations: dict[str, Location], element: etree._Element, context: Context) -> None:
    id_ = context.required(element, "ID")
    if id_ in locations:
        raise SourceError(f"{context.file_name}: location {id_} stands there twice")
    locations[id_] = read_location(element, context)


def _add_party(contents: Contents, party: Party, file_name: str) -> None:
    if party.id in contents.kinds:
        raise SourceError(f"{file_name}: party {party.id} stands there twice")
    contents.add(party)


def _check(contents: Contents, documents: dict[str, list[Document]], file_name: str) -> None:
    if not contents.kinds:
        raise SourceError(f"{file_name}: not a single DistinctParty")
    if documents:
        raise SourceError(f"{file_name}: documents of identity {next(iter(documents))}, which no party has")
    for id_ in contents.entries:
        if id_ not in contents.kinds:
            raise SourceError(f"{file_name}: a SanctionsEntry of {id_}, which is no party")


def _relationship(element: etree._Element, context: Context) -> Relationship:
    comment, found = "", None
    for name, child in children(element):
        match name:
            case "Comment":
                comment = text_of(child)
            case "DatePeriod":
                found = period(child, context)
            case _:
                context.note_unknown(element, name)
    return Relationship(
        context.required(element, "From-ProfileID"),
        context.required(element, "To-ProfileID"),
        context.label(element, "RelationTypeID"),
        context.label(element, "RelationQualityID"),
        flag(element, "Former", context),
        found,
        comment,
    )


def _entry(element: etree._Element, context: Context) -> Entry:
    days: list[date] = []
    bases: list[str] = []
    measures: list[Measure] = []
    for name, child in children(element):
        match name:
            case "EntryEvent":
                bases.append(context.label(child, "LegalBasisID"))
                days += _days_of_listing(child, context)
            case "SanctionsMeasure":
                measures.append(_measure(child, context))
            case _:
                context.note_unknown(element, name)
    return Entry(context.label(element, "ListID"), tuple(days), tuple(bases), tuple(measures))


def _days_of_listing(event: etree._Element, context: Context) -> Iterator[date]:
    """Only what was "Created" was listed; no other event was ever stated."""
    type_ = context.label(event, "EntryEventTypeID")
    if type_ != "Created":
        context.doubts.note(f"event {type_!r} of an entry", f"{context.file_name}, line {event.sourceline}")
        return
    for name, child in children(event):
        if name == "Date":
            yield day(child, context.file_name)
        elif name != "Comment" or text_of(child):  # always empty
            context.note_unknown(event, name)


def _measure(element: etree._Element, context: Context) -> Measure:
    comment = ""
    for name, child in children(element):
        if name == "Comment":
            comment = text_of(child)
        elif name != "DatePeriod" or len(child):  # always empty (facts 1.3)
            context.note_unknown(element, name)
    return Measure(context.label(element, "SanctionsTypeID"), comment)
