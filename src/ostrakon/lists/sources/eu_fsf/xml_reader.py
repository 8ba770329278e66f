"""The XML export → records. All data are attributes; what the schema does not know is counted."""

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
from lxml import etree

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, children, elements, local_name, text_of
from ostrakon.lists.sources.eu_fsf.records import (
    Act,
    Address,
    BirthDate,
    Citizenship,
    Identification,
    NameAlias,
    SanctionEntity,
)

__all__ = ["read_xml"]

_Record = TypeVar("_Record", Act, Address, BirthDate, Citizenship, Identification, NameAlias)

# Row numbers of the issuer's database, and the language in which it read the act.
_NOT_OF_THE_PARTY = {"logicalId", "regulationLanguage"}
_ENTITY_ATTRIBUTES = {
    "logicalId",
    "euReferenceNumber",
    "unitedNationId",
    "designationDate",
    "designationDetails",
    "delistingDate",
}
_DETAILS: dict[str, tuple[str, type[Any]]] = {
    "nameAlias": ("names", NameAlias),
    "citizenship": ("citizenships", Citizenship),
    "birthdate": ("births", BirthDate),
    "address": ("addresses", Address),
    "identification": ("identifications", Identification),
}


def read_xml(document: Document, doubts: Doubts) -> Iterator[SanctionEntity]:
    """Every sanctionEntity in file order.

    Raises SourceError for what is no XML, and for an entity without its logical id or without
    exactly one regulation and subject type.
    """
    for _, element in elements(document, ("sanctionEntity",), doubts, count_others=True):
        yield _to_entity(element, document.name, doubts)


def _to_entity(element: etree._Element, name: str, doubts: Doubts) -> SanctionEntity:
    where = str(element.get("logicalId", ""))
    fields: dict[str, Any] = {field: [] for field, _ in _DETAILS.values()}
    remarks: list[str] = []
    regulations: list[Act] = []
    subjects: list[tuple[str, ...]] = []
    for tag, child in children(element):
        if tag in _DETAILS:
            field, detail = _DETAILS[tag]
            fields[field].append(_to_detail(child, detail, where, doubts))
        elif tag in {"remark", "additionalInformation"}:
            remarks += _words(child)
        elif tag == "regulation":
            regulations.append(_to_regulation(child, where, doubts))
        elif tag == "subjectType":
            subjects.append((str(child.get("code", "")), str(child.get("classificationCode", ""))))
        else:
            doubts.note(f"unknown element <{tag}>", where)
    if not where or len(regulations) != 1 or len(subjects) != 1:
        raise SourceError(
            f"{name}, line {element.sourceline}: sanctionEntity {where!r} has {len(regulations)} regulations "
            f"and {len(subjects)} subject types; each has a logicalId and one of both"
        )
    attributes = _known_attributes(element, _ENTITY_ATTRIBUTES, where, doubts)
    fields |= {"regulation": regulations[0], "subjectTypes": subjects[0], "remarks": remarks}
    return msgspec.convert(attributes | fields, SanctionEntity)


def _to_detail(element: etree._Element, record: type[_Record], where: str, doubts: Doubts) -> _Record:
    remarks: list[str] = []
    contacts: list[tuple[str, str]] = []
    acts: list[Act] = []
    for tag, child in children(element):
        if tag in {"remark", "additionalInformation"}:
            remarks += _words(child)
        elif tag == "regulationSummary":
            acts.append(_to_record(child, Act, where, doubts))
        elif tag == "contactInfo" and record is Address:
            contacts.append((str(child.get("key", "")), str(child.get("value", ""))))
        else:
            doubts.note(f"unknown element <{tag}>", where)
    if len(acts) != 1:
        doubts.note(f"{len(acts)} acts for one {local_name(element)}", where)
    more: dict[str, Any] = {"remarks": remarks, "act": acts[0] if acts else None}
    return _to_record(element, record, where, doubts, more | ({"contacts": contacts} if contacts else {}))


def _to_regulation(element: etree._Element, where: str, doubts: Doubts) -> Act:
    urls = []
    for tag, child in children(element):
        if tag != "publicationUrl":
            doubts.note(f"unknown element <{tag}>", where)
        urls += _words(child)
    return _to_record(element, Act, where, doubts, {"publicationUrl": " ".join(urls)})


def _to_record(
    element: etree._Element,
    record: type[_Record],
    where: str,
    doubts: Doubts,
    more: dict[str, Any] | None = None,
) -> _Record:
    known = set(record.__struct_encode_fields__)
    return msgspec.convert(_known_attributes(element, known, where, doubts) | (more or {}), record)


def _known_attributes(element: etree._Element, known: set[str], where: str, doubts: Doubts) -> dict[str, Any]:
    """Names and values with blanks folded, each unknown one that says anything counted instead."""
    attributes = {str(name): " ".join(str(value).split()) for name, value in element.attrib.items()}
    for name, value in attributes.items():
        if value and name not in known | _NOT_OF_THE_PARTY:
            doubts.note(f"unknown attribute {local_name(element)}@{name}", f"{where}: {value}")
    if text := " ".join(filter(None, (text_of(element), *((c.tail or "").strip() for c in element)))):
        doubts.note(f"text in <{local_name(element)}>", f"{where}: {text}")
    return {name: value for name, value in attributes.items() if name in known}


def _words(element: etree._Element) -> list[str]:
    """The element's text and, as the schema leaves open what they are, its attributes' values."""
    texts = (*map(str, element.itertext()), *map(str, element.attrib.values()))
    return [" ".join(text.split()) for text in texts if text.strip()]
