"""OFAC's classic XML as bytes, in the layout of the official file (facts 1.6), entries invented."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

__all__ = ["aircraft", "alias", "classic_xml", "company", "document", "person", "vessel"]

Fields = dict[str, Any]
_NAMESPACE = "http://tempuri.org/sdnList.xsd"


def person(uid: int = 101, **changes: Any) -> Fields:
    """An sdnEntry of a person with every element filled; `changes` replace, None leaves one out."""
    return _changed(
        {
            "uid": str(uid),
            "firstName": "Orik Vantu",
            "lastName": "MOSSO",
            "title": "Minister of Nothing",
            "sdnType": "Individual",
            "remarks": "Invented for a test; (Linked To: NOWHERE BANK; Linked To: VANTU (SONS) CO.)",
            "programList": {"program": ["SYRIA", "SDGT"]},
            "idList": {
                "id": [
                    document("Passport", "X0012345", "Syria", "05 May 2011", "04 May 2021"),
                    document("Gender", "Male"),
                    document("Website", "www.example.org"),
                    document("Digital Currency Address - XBT", "1TestTestTestTest"),
                    document("Secondary sanctions risk:", "section 0 of an order"),
                ]
            },
            "akaList": {
                "aka": [
                    alias("a.k.a.", "strong", "MOSO", "Orik"),
                    alias("a.k.a.", "weak", "THE QUIET ONE"),
                    alias("f.k.a.", "strong", "VANTU", "Orik"),
                    alias("n.k.a.", "strong", "MOSSOU", "Orik"),
                ]
            },
            "addressList": {
                "address": [
                    {
                        "uid": "1",
                        "address1": "1 Test Street",
                        "address2": "Flat 2",
                        "city": "Homs",
                        "stateOrProvince": "Homs Governorate",
                        "postalCode": "0578",
                        "country": "Syria",
                    },
                    {"uid": "2", "city": "Yalta", "country": "Region: Crimea"},
                    {"uid": "3", "country": "undetermined"},
                ]
            },
            "nationalityList": {"nationality": [_country("Syria", "true")]},
            "citizenshipList": {"citizenship": [_country("Iraq", "false"), _country("Egypt", "true")]},
            "dateOfBirthList": {
                "dateOfBirthItem": [
                    {"uid": "6", "dateOfBirth": "circa Mar 1961", "mainEntry": "false"},
                    {"uid": "7", "dateOfBirth": "11 Sep 1960", "mainEntry": "true"},
                ]
            },
            "placeOfBirthList": {
                "placeOfBirthItem": [{"uid": "8", "placeOfBirth": "Homs, Syria", "mainEntry": "true"}]
            },
        },
        changes,
    )


def company(uid: int = 201, **changes: Any) -> Fields:
    """An sdnEntry of an entity, which has a last name only."""
    return _changed(
        {
            "uid": str(uid),
            "lastName": f"NOWHERE TRADING {uid}, LTD.",
            "sdnType": "Entity",
            "programList": {"program": ["SYRIA"]},
            "idList": {
                "id": [
                    document("Tax ID No.", "770000", "Russia"),
                    document("Legal Entity Number", "253400V1H6ART1UQ0N98"),
                    document("SWIFT/BIC", "TESTSYDA"),
                ]
            },
        },
        changes,
    )


def vessel(uid: int = 301, **changes: Any) -> Fields:
    """An sdnEntry of a ship."""
    return _changed(
        {
            "uid": str(uid),
            "lastName": "TEST STAR",
            "sdnType": "Vessel",
            "programList": {"program": ["SYRIA"]},
            "idList": {"id": [document("Vessel Registration Identification", "IMO 9074729")]},
            "vesselInfo": {
                "callSign": "T3ST",
                "vesselType": "General Cargo",
                "vesselFlag": "Panama",
                "vesselOwner": "Nowhere Shipping",
                "tonnage": "2597",
                "grossRegisteredTonnage": "1098",
            },
        },
        changes,
    )


def aircraft(uid: int = 401, **changes: Any) -> Fields:
    """An sdnEntry of an aircraft."""
    return _changed(
        {
            "uid": str(uid),
            "lastName": "EP-TST",
            "sdnType": "Aircraft",
            "programList": {"program": ["SDGT"]},
            "idList": {
                "id": [document("Aircraft Model", "B747"), document("Aircraft Tail Number", "EP-TST")]
            },
        },
        changes,
    )


def classic_xml(
    entries: Sequence[Fields], *, publish_date: str = "03/25/2016", count: int | str | None = None
) -> bytes:
    """A whole file; `count` is the Record_Count, the true one unless given."""
    stated = len(entries) if count is None else count
    body = "".join(_element("sdnEntry", entry) for entry in entries)
    return (
        '<?xml version="1.0" standalone="yes"?>\n'
        f'<sdnList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="{_NAMESPACE}">\n'
        f"<publshInformation><Publish_Date>{publish_date}</Publish_Date>"
        f"<Record_Count>{stated}</Record_Count></publshInformation>\n{body}\n</sdnList>\n"
    ).encode()


def document(
    label: str, number: str, country: str | None = None, issued: str | None = None, expires: str | None = None
) -> Fields:
    """An id of an entry."""
    fields = {
        "uid": "9",
        "idType": label,
        "idNumber": number,
        "idCountry": country,
        "issueDate": issued,
        "expirationDate": expires,
    }
    return _changed(fields, {})


def alias(alias_type: str, category: str, last_name: str, first_name: str | None = None) -> Fields:
    """An aka of an entry."""
    fields = {
        "uid": "5",
        "type": alias_type,
        "category": category,
        "lastName": last_name,
        "firstName": first_name,
    }
    return _changed(fields, {})


def _country(name: str, main_entry: str) -> Fields:
    return {"uid": "4", "country": name, "mainEntry": main_entry}


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
