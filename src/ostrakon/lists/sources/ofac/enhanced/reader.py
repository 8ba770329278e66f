"""The enhanced XML → entities as printed; what the layout does not know is counted."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from lxml import etree
from msgspec import Struct, structs

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document as File
from ostrakon.lists.parsing import Doubts, children, elements, text_of
from ostrakon.lists.sources.ofac.enhanced.records import (
    Address,
    DateRange,
    Document,
    Entity,
    Feature,
    Membership,
    Name,
    Part,
    Publication,
    Relationship,
    Translation,
)
from ostrakon.lists.sources.ofac.sections import sections

__all__ = ["read_entities", "read_publication"]

_Read = Callable[[etree._Element, str, Doubts], Any]
_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Numbers within the file, and halves of the name that is read from its parts.
_AROUND = {"publicationInfo", "referenceValues", "featureTypes", "entities"}
_REPEATED = {"identityId", "versionId", "valueRefId", "formattedFirstName", "formattedLastName"}


def read_publication(file: File) -> Publication:
    """The head of the file. Raises SourceError where there is none."""
    for tag, element in elements(file, ("publicationInfo", "entity"), Doubts()):
        if tag == "publicationInfo":
            return Publication(
                data_as_of=text_of(element.find("{*}dataAsOf")),
                sanctions_lists=tuple(
                    map(text_of, element.iterfind("{*}filters/{*}sanctionsLists/{*}sanctionsList"))
                ),
            )
        break
    raise SourceError(f"{file.name}: no publicationInfo before the first entity")


def read_entities(file: File, doubts: Doubts) -> Iterator[Entity]:
    """Every entity in file order. Raises SourceError for what is no XML."""
    for _, element in sections(file, ("entity",), beside=_AROUND, doubts=doubts):
        yield _to_entity(element, doubts)


def _to_entity(element: etree._Element, doubts: Doubts) -> Entity:
    where = element.get("id", "")
    fields: dict[str, Any] = {}
    for tag, child in children(element):
        if tag == "generalInfo":
            fields |= _fields(child, Entity, where, doubts)
        elif tag in _CONTENTS:
            field, item, read = _CONTENTS[tag]
            fields[field] = _items(child, item, read, where, doubts)
        else:
            doubts.note(f"unknown element <{tag}>", where)
    return Entity(id=where, **fields)


def _items(element: etree._Element, item: str, read: _Read, where: str, doubts: Doubts) -> tuple[Any, ...]:
    found = []
    for tag, child in children(element):
        if tag == item:
            found.append(read(child, where, doubts))
        else:
            doubts.note(f"unknown element <{tag}>", where)
    return tuple(found)


def _fields(element: etree._Element, record: type[Struct], where: str, doubts: Doubts) -> dict[str, Any]:
    """The children that `record` has a field for, each read as the field needs it."""
    fields: dict[str, Any] = {}
    for tag, child in children(element):
        name = _WORD_START.sub("_", tag).lower()
        if name in _NESTED and name in record.__struct_fields__:
            fields[name] = _NESTED[name](child, where, doubts)
        elif name in _texts_of(record):
            fields[name] = text_of(child)
        elif tag not in _REPEATED:
            doubts.note(f"unknown element <{tag}>", where)
    return fields


@lru_cache
def _texts_of(record: type[Struct]) -> set[str]:
    """The fields that an element's text fills; ids stand in attributes."""
    return {field.name for field in structs.fields(record) if field.type is str} - {"id", "related_id"}


def _reader_of(record: type[Struct]) -> _Read:
    def read(element: etree._Element, where: str, doubts: Doubts) -> Struct:
        return record(**_fields(element, record, where, doubts))

    return read


def _reader_of_items(item: str, record: type[Struct]) -> _Read:
    def read(element: etree._Element, where: str, doubts: Doubts) -> tuple[Struct, ...]:
        return _items(element, item, _reader_of(record), where, doubts)

    return read


def _to_text(element: etree._Element, _where: str, _doubts: Doubts) -> str:
    return text_of(element)


def _to_membership(element: etree._Element, _where: str, _doubts: Doubts) -> Membership:
    return Membership(list_name=text_of(element), date_published=element.get("datePublished", ""))


def _to_relationship(element: etree._Element, where: str, doubts: Doubts) -> Relationship:
    related = element.find("{*}relatedEntity")
    related_id = related.get("entityId", "") if related is not None else ""
    return Relationship(related_id=related_id, **_fields(element, Relationship, where, doubts))


def _to_date_range(element: etree._Element, where: str, doubts: Doubts) -> DateRange:
    """In parts as a feature's date; no document of the file held has one, so a plain day is read too."""
    if len(element):
        return DateRange(**_fields(element, DateRange, where, doubts))
    return DateRange(from_date_begin=text_of(element), to_date_end=text_of(element))


_NESTED: dict[str, _Read] = {
    "translations": _reader_of_items("translation", Translation),
    "name_parts": _reader_of_items("namePart", Part),
    "address_parts": _reader_of_items("addressPart", Part),
    "value_date": _to_date_range,
    "issue_date": _to_date_range,
    "expiration_date": _to_date_range,
}
# By element: the field of the entity, the element of one item, and how it is read.
_CONTENTS: dict[str, tuple[str, str, _Read]] = {
    "sanctionsLists": ("lists", "sanctionsList", _to_membership),
    "sanctionsPrograms": ("programs", "sanctionsProgram", _to_text),
    "sanctionsTypes": ("types", "sanctionsType", _to_text),
    "legalAuthorities": ("authorities", "legalAuthority", _to_text),
    "names": ("names", "name", _reader_of(Name)),
    "addresses": ("addresses", "address", _reader_of(Address)),
    "features": ("features", "feature", _reader_of(Feature)),
    "identityDocuments": ("documents", "identityDocument", _reader_of(Document)),
    "relationships": ("relationships", "relationship", _to_relationship),
}
