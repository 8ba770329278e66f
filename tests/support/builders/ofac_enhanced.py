"""OFAC's enhanced XML as bytes, in the layout of the official file (facts 1.8), entities invented.

A value may be a text, a `Marked` text with attributes, a mapping of elements, or a list of one of these.
"""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

__all__ = [
    "Marked",
    "company",
    "day",
    "document",
    "enhanced_xml",
    "feature",
    "lists",
    "name",
    "person",
    "relationship",
    "translation",
]

Fields = dict[str, Any]
_NAMESPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML"
_SDN_LIST = "SDN List"


class Marked(Struct, frozen=True):
    """A value whose element has attributes."""

    value: Any
    attributes: dict[str, str]


def person(number: int = 101, **changes: Any) -> Marked:
    """An entity of a person with every element filled; `changes` replace, None leaves one out."""
    fields: Fields = {
        "generalInfo": {
            "identityId": "9",
            "entityType": "Individual",
            "remarks": "Invented for a test.",
            "title": "Minister of Nothing",
        },
        "sanctionsLists": lists((_SDN_LIST, "2011-05-18")),
        "sanctionsPrograms": {"sanctionsProgram": ["SYRIA", "SDGT"]},
        "sanctionsTypes": {"sanctionsType": ["Block"]},
        "legalAuthorities": {"legalAuthority": ["Executive Order 0"]},
        "names": {
            "name": [
                name(
                    translation(("Last Name", "MOSSO"), ("First Name", "Orik"), ("Middle Name", "Vantu")),
                    translation(("Last Name", "Моссо"), ("First Name", "Орик"), script="Cyrillic"),
                ),
                name(translation(("Nickname", "THE QUIET ONE")), alias_type="A.K.A.", low_quality=True),
                name(translation(("Last Name", "VANTU"), ("First Name", "Orik")), alias_type="F.K.A."),
            ]
        },
        "addresses": {
            "address": [
                {"translations": {"translation": [{"isPrimary": "true", "script": "Latin"}]}},
                {
                    "country": "Syria",
                    "translations": {
                        "translation": [
                            _address(
                                "Latin",
                                ("ADDRESS1", "1 Test Street"),
                                ("CITY", "Homs"),
                                ("POSTAL CODE", "05"),
                            ),
                            _address("Arabic", ("CITY", "حمص")),
                        ]
                    },
                },
            ]
        },
        "features": {
            "feature": [
                feature(
                    "Birthdate", "circa 1961", valueDate=day("1961-01-01", "1961-12-31", approximate=True)
                ),
                feature("Birthdate", "11 Sep 1960", primary=True, valueDate=day("1960-09-11")),
                feature("Place of Birth", "Homs, Syria"),
                feature("Nationality Country", "Syria"),
                feature("Citizenship Country", "Iraq", reliability="False"),
                feature("Gender", "Male"),
                feature("Website", "www.example.org", reliability="Confirmed", comments="in Latin"),
                feature("Digital Currency Address - XBT", "1TestTestTestTest"),
            ]
        },
        "identityDocuments": {
            "identityDocument": [
                document("Passport", "X0012345", issuingCountry="Syria", issueDate=day("2011-05-05")),
                document(
                    "Passport", "X00FAKE", isValid="false", name="VANTU, Orik", issuingAuthority="Nobody"
                ),
            ]
        },
    }
    return _entity(number, fields, changes)


def company(number: int = 201, **changes: Any) -> Marked:
    """An entity of a company, with no more than every entity has."""
    fields: Fields = {
        "generalInfo": {"identityId": "8", "entityType": "Entity"},
        "sanctionsLists": lists((_SDN_LIST, "2014-07-29")),
        "sanctionsPrograms": {"sanctionsProgram": ["SYRIA"]},
        "names": {"name": [name(translation(("Entity Name", f"NOWHERE TRADING {number}")))]},
    }
    return _entity(number, fields, changes)


def enhanced_xml(
    *entities: Marked,
    data_as_of: str = "2025-01-10T00:00:00",
    filters: Sequence[str] = (_SDN_LIST,),
) -> bytes:
    """A whole file."""
    head: Fields = {"dataAsOf": data_as_of, "filters": {"sanctionsLists": {"sanctionsList": list(filters)}}}
    content = _element("publicationInfo", head) + _element("entities", {"entity": list(entities)})
    declaration = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{declaration}\n<sanctionsData xmlns="{_NAMESPACE}">{content}</sanctionsData>'.encode()


def lists(*memberships: tuple[str, str]) -> Fields:
    """Each list by name, and the day of its datePublished."""
    return {
        "sanctionsList": [Marked(label, {"datePublished": listed_on}) for label, listed_on in memberships]
    }


def name(*translations: Fields, alias_type: str | None = None, low_quality: bool = False) -> Fields:
    """A name; the primary one has no alias type. The first translation is the primary one."""
    first, *others = translations
    fields: Fields = {
        "isPrimary": "false" if alias_type else "true",
        "aliasType": alias_type,
        "isLowQuality": "true" if low_quality else "false",
        "translations": {"translation": [first, *({**other, "isPrimary": "false"} for other in others)]},
    }
    return _without_none(fields)


def translation(*parts: tuple[str, str], script: str = "Latin") -> Fields:
    """A name in one script, of labelled parts."""
    last, *first = (text for _, text in parts)
    return {
        "isPrimary": "true",
        "script": script,
        "formattedLastName": last,
        "formattedFullName": f"{last}, {' '.join(first)}" if first else last,
        "nameParts": {"namePart": [{"type": label, "value": text} for label, text in parts]},
    }


def feature(label: str, value: str, *, primary: bool = False, **others: Any) -> Fields:
    """A feature; `others` are further elements of it."""
    return {
        "type": label,
        "versionId": "7",
        "value": value,
        **others,
        "isPrimary": "true" if primary else "false",
    }


def document(label: str, number: str, **others: Any) -> Fields:
    """An identity document, valid and in the primary name of `person` unless said otherwise."""
    fixed = {"type": label, "name": "MOSSO, Orik Vantu", "documentNumber": number, "isValid": "true"}
    return fixed | others


def day(first: str, last: str | None = None, *, approximate: bool = False) -> Fields:
    """A date in its four corners."""
    return {
        "fromDateBegin": first,
        "fromDateEnd": first,
        "toDateBegin": last or first,
        "toDateEnd": last or first,
        "isApproximate": "true" if approximate else "false",
        "isDateRange": "false",
    }


def relationship(label: str, other: int, other_name: str, quality: str | None = None) -> Fields:
    """A tie to another entity."""
    related = Marked(other_name, {"entityId": str(other)})
    return _without_none({"type": label, "relatedEntity": related, "quality": quality})


def _address(script: str, *parts: tuple[str, str]) -> Fields:
    return {
        "isPrimary": "true" if script == "Latin" else "false",
        "script": script,
        "addressParts": {"addressPart": [{"type": label, "value": text} for label, text in parts]},
    }


def _entity(number: int, fields: Fields, changes: Fields) -> Marked:
    return Marked(_without_none(fields | changes), {"id": str(number)})


def _without_none(fields: Fields) -> Fields:
    return {tag: value for tag, value in fields.items() if value is not None}


def _element(tag: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_element(tag, one) for one in value)
    attributes = value.attributes if isinstance(value, Marked) else {}
    content = value.value if isinstance(value, Marked) else value
    if isinstance(content, dict):
        text = "".join(_element(child, one) for child, one in content.items())
    else:
        text = escape(str(content))
    marks = "".join(f" {key}={quoteattr(mark)}" for key, mark in attributes.items())
    return f"<{tag}{marks}>{text}</{tag}>"
