"""The consolidated list's XML → records; what the layout does not know is counted."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lxml import etree
from msgspec import Struct

from ostrakon.lists.parsing import Document as File
from ostrakon.lists.parsing import Doubts, all_text, children, elements, text_of
from ostrakon.lists.sources.un_sc_sanctions.records import (
    Address,
    Alias,
    DateOfBirth,
    Document,
    PlaceOfBirth,
    Record,
)

__all__ = ["read_records"]

_SECTIONS = ("INDIVIDUAL", "ENTITY")
_DETAILS: dict[str, type[Struct]] = {
    "alias": Alias,
    "address": Address,
    "date_of_birth": DateOfBirth,
    "place_of_birth": PlaceOfBirth,
    "document": Document,
}
_VALUE_LISTS = {"title", "designation", "nationality", "list_type", "last_day_updated"}
_TEXTS = set(Record.__struct_fields__) - set(_DETAILS) - _VALUE_LISTS - {"section"}
# Keys for sorting the issuer's own web page; they say nothing of the party.
_SORT_KEYS = {"sort_key", "sort_key_last_mod"}
# Typed into a handful of elements where nothing should stand ("null": four birth dates in 2024).
_NOTHING = {"na", "null"}


def read_records(file: File, doubts: Doubts) -> Iterator[Record]:
    """Every INDIVIDUAL and ENTITY in file order. Raises SourceError for what is no XML."""
    for section, element in elements(file, _SECTIONS, doubts, count_others=True):
        yield _to_record(section, element, doubts)


def _to_record(section: str, element: etree._Element, doubts: Doubts) -> Record:
    where = text_of(element.find("{*}REFERENCE_NUMBER"))
    fields: dict[str, Any] = defaultdict(tuple)
    for tag, child in children(element):
        name = tag.removeprefix(f"{section}_").lower()
        if name in _DETAILS:
            fields[name] += (_DETAILS[name](**_texts(child, set(_fields_of(name)), where, doubts)),)
        elif name in _VALUE_LISTS:
            fields[name] += _values(child, where, doubts)
        elif name in _TEXTS:
            if name in fields:
                doubts.note(f"repeated element <{tag}>", where)
            fields[name] = " ".join([*fields.get(name, "").split(), *_stated(child, where, doubts).split()])
        elif name not in _SORT_KEYS or text_of(child):
            doubts.note(f"unknown element <{tag}>", where)
    return Record(section=section, **fields)


def _fields_of(detail: str) -> tuple[str, ...]:
    return _DETAILS[detail].__struct_fields__


def _texts(element: etree._Element, known: set[str], where: str, doubts: Doubts) -> dict[str, str]:
    texts: dict[str, str] = {}
    for tag, child in children(element):
        name = tag.lower()
        if name not in known:
            doubts.note(f"unknown element <{tag}>", where)
        elif name in texts:
            doubts.note(f"repeated element <{tag}>", where)
            texts[name] = f"{texts[name]} {_stated(child, where, doubts)}".strip()
        else:
            texts[name] = _stated(child, where, doubts)
    return texts


def _values(element: etree._Element, where: str, doubts: Doubts) -> tuple[str, ...]:
    texts = []
    for tag, child in children(element):
        if tag != "VALUE":
            doubts.note(f"unknown element <{tag}>", where)
        texts.append(_stated(child, where, doubts))
    return tuple(text for text in texts if text)


def _stated(element: etree._Element, where: str, doubts: Doubts) -> str:
    text = all_text(element, doubts, where)
    if text in _NOTHING:
        doubts.note(f"{text!r} printed for nothing", where)
        return ""
    return text
