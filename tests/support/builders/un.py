"""UN consolidated lists as bytes, in the layout of the official file (facts 5.3), entries invented."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

__all__ = ["entity", "individual", "un_xml"]

Fields = dict[str, Any]


def individual(number: int = 1, **changes: Any) -> Fields:
    """An INDIVIDUAL with every element filled; `changes` replace elements, None leaves one out."""
    return _changed(
        {
            "DATAID": str(690000 + number),
            "VERSIONNUM": "1",
            "FIRST_NAME": "ORIK",
            "SECOND_NAME": "VANTU",
            "THIRD_NAME": "MOSSO",
            "FOURTH_NAME": f"THE {number}TH",
            "UN_LIST_TYPE": "DRC",
            "REFERENCE_NUMBER": f"CDi.{number:03}",
            "LISTED_ON": "2012-12-31",
            "SUBMITTED_BY": "Nowhere",
            "GENDER": "Male",
            "NAME_ORIGINAL_SCRIPT": "اوريك",
            "COMMENTS1": "Invented for a test.",
            "HAS_INTERPOL_LINK": "YES",
            "INTERPOL_LINK": "https://example.org/notice",
            "TITLE": _values("Colonel", "Dr."),
            "DESIGNATION": _values("Quartermaster"),
            "NATIONALITY": _values("Rwanda"),
            "LIST_TYPE": _values("UN List"),
            "LAST_DAY_UPDATED": _values("2014-08-13", "", "2016-10-13"),
            "INDIVIDUAL_ALIAS": [
                {"QUALITY": "Good", "ALIAS_NAME": "Orik V.", "NOTE": "nom de guerre"},
                {"QUALITY": "Low", "ALIAS_NAME": "Ori; Orko", "DATE_OF_BIRTH": "1971"},
                {"QUALITY": "", "ALIAS_NAME": ""},
            ],
            "INDIVIDUAL_ADDRESS": [
                {
                    "STREET": "1 Test Street",
                    "CITY": "Goma",
                    "STATE_PROVINCE": "North Kivu",
                    "ZIP_CODE": "0578",
                    "COUNTRY": "Democratic Republic of the Congo",
                    "NOTE": "as of June 2016",
                }
            ],
            "INDIVIDUAL_DATE_OF_BIRTH": [{"TYPE_OF_DATE": "EXACT", "DATE": "1970-05-17"}],
            "INDIVIDUAL_PLACE_OF_BIRTH": [
                {
                    "STREET": "Boda",
                    "CITY": "Musanze",
                    "STATE_PROVINCE": "Northern Province",
                    "COUNTRY": "Rwanda",
                }
            ],
            "INDIVIDUAL_DOCUMENT": [
                {
                    "TYPE_OF_DOCUMENT": "Passport",
                    "TYPE_OF_DOCUMENT2": "diplomatic passport",
                    "NUMBER": "X0012345",
                    "ISSUING_COUNTRY": "Rwanda",
                    "COUNTRY_OF_ISSUE": "Kenya",
                    "CITY_OF_ISSUE": "Nairobi",
                    "DATE_OF_ISSUE": "2010-02-18",
                    "DATE_OF_EXPIRY": "2020-02-17",
                    "NOTE": "cancelled",
                },
                {},
            ],
            "SORT_KEY": "",
            "SORT_KEY_LAST_MOD": "",
        },
        changes,
    )


def entity(number: int = 1, **changes: Any) -> Fields:
    """An ENTITY with every element filled."""
    return _changed(
        {
            "DATAID": str(110000 + number),
            "VERSIONNUM": "1",
            "FIRST_NAME": f"NOWHERE TRADING {number}",
            "UN_LIST_TYPE": "DPRK",
            "REFERENCE_NUMBER": f"KPe.{number:03} ",
            "LISTED_ON": "2015-07-01-04:00",
            "SUBMITTED_ON": "2009-07-17",
            "NAME_ORIGINAL_SCRIPT": "회사",
            "COMMENTS1": "Invented for a test.",
            "LIST_TYPE": _values("UN List"),
            "ENTITY_ALIAS": [
                {"QUALITY": "a.k.a.", "ALIAS_NAME": "NTC"},
                {"QUALITY": "f.k.a.", "ALIAS_NAME": "Somewhere Trading"},
            ],
            "ENTITY_ADDRESS": [{"NOTE": "Office 7, Nowhere"}, {"COUNTRY": ""}],
            "SORT_KEY": "",
            "SORT_KEY_LAST_MOD": "",
        },
        changes,
    )


def un_xml(
    individuals: Sequence[Fields] = (),
    entities: Sequence[Fields] = (),
    *,
    generated: str = "2026-08-01T23:00:03.110Z",
) -> bytes:
    """A whole file."""
    persons = "".join(_element("INDIVIDUAL", fields) for fields in individuals)
    others = "".join(_element("ENTITY", fields) for fields in entities)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<CONSOLIDATED_LIST dateGenerated="{generated}">\n'
        f"<INDIVIDUALS>{persons}</INDIVIDUALS>\n<ENTITIES>{others}</ENTITIES>\n</CONSOLIDATED_LIST>\n"
    ).encode()


def _values(*texts: str) -> dict[str, list[str]]:
    return {"VALUE": list(texts)}


def _changed(fields: Fields, changes: Fields) -> Fields:
    return {name: value for name, value in (fields | changes).items() if value is not None}


def _element(tag: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_element(tag, one) for one in value)
    if isinstance(value, dict):
        content = "".join(_element(name, one) for name, one in value.items())
    else:
        content = escape(str(value))
    return f"<{tag}>{content}</{tag}>"
