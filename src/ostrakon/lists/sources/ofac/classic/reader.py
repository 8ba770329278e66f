"""The classic XML → entries as printed; what the layout does not know is counted."""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from lxml import etree
from msgspec import Struct

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document as File
from ostrakon.lists.parsing import Doubts, children, elements, text_of
from ostrakon.lists.sources.ofac.classic.records import (
    Address,
    Alias,
    Birth,
    Document,
    Entry,
    Publication,
    Vessel,
)
from ostrakon.lists.sources.ofac.sections import sections

__all__ = ["read_entries", "read_programs", "read_publication"]

# The misspelled element name is OFAC's (facts 1.2).
_PUBLICATION = "publshInformation"
_LISTS: dict[str, tuple[str, str, type[Struct]]] = {
    "idList": ("ids", "id", Document),
    "akaList": ("aliases", "aka", Alias),
    "addressList": ("addresses", "address", Address),
    "nationalityList": ("nationalities", "nationality", Birth),
    "citizenshipList": ("citizenships", "citizenship", Birth),
    "dateOfBirthList": ("dates_of_birth", "dateOfBirthItem", Birth),
    "placeOfBirthList": ("places_of_birth", "placeOfBirthItem", Birth),
}
_TEXTS = {"uid", "first_name", "last_name", "title", "sdn_type", "remarks"}
_Record = TypeVar("_Record", bound=Struct)
_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")


def read_publication(file: File) -> Publication:
    """The head of the file. Raises SourceError where there is none."""
    unused = Doubts()
    for tag, element in elements(file, (_PUBLICATION, "sdnEntry"), unused):
        if tag == _PUBLICATION:
            return _to_record(Publication, element, file.name, unused)
        break
    raise SourceError(f"{file.name}: no {_PUBLICATION} before the first entry")


def read_programs(file: File) -> Iterator[set[str]]:
    """The programme tags of each entry, and nothing else."""
    for _, element in elements(file, ("sdnEntry",), Doubts()):
        yield {text_of(program) for program in element.iterfind("{*}programList/{*}program")}


def read_entries(file: File, doubts: Doubts) -> Iterator[Entry]:
    """Every sdnEntry in file order. Raises SourceError for what is no XML."""
    for _, element in sections(file, ("sdnEntry",), beside=(_PUBLICATION,), doubts=doubts):
        yield _to_entry(element, doubts)


def _to_entry(element: etree._Element, doubts: Doubts) -> Entry:
    where = text_of(element.find("{*}uid"))
    fields: dict[str, Any] = {}
    for tag, child in children(element):
        if tag in _LISTS:
            name, item, record = _LISTS[tag]
            fields[name] = tuple(
                _to_record(record, one, where, doubts) for one in _items(child, item, where, doubts)
            )
        elif tag == "programList":
            fields["programs"] = tuple(text_of(one) for one in _items(child, "program", where, doubts))
        elif tag == "vesselInfo":
            fields["vessel"] = _to_record(Vessel, child, where, doubts)
        elif _field(tag) in _TEXTS:
            fields[_field(tag)] = text_of(child)
        else:
            doubts.note(f"unknown element <{tag}>", where)
    return Entry(**fields)


def _items(element: etree._Element, item: str, where: str, doubts: Doubts) -> Iterator[etree._Element]:
    for tag, child in children(element):
        if tag == item:
            yield child
        else:
            doubts.note(f"unknown element <{tag}>", where)


def _to_record(record: type[_Record], element: etree._Element, where: str, doubts: Doubts) -> _Record:
    fields = {}
    for tag, child in children(element):
        if _field(tag) in record.__struct_fields__:
            fields[_field(tag)] = text_of(child)
        else:
            doubts.note(f"unknown element <{tag}>", where)
    return record(**fields)


def _field(tag: str) -> str:
    """ "stateOrProvince" → "state_or_province", "Publish_Date" → "publish_date"."""
    return _WORD_START.sub("_", tag).lower()
