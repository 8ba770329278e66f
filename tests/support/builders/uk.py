"""Files of the two UK lists, in each of their layouts, of parties invented for tests.

The columns and elements are the issuers' (FCDO's guide to the format of the UK Sanctions List, OFSI's
notice of 2022 on its format); every name, number and reason is made up.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from xml.sax.saxutils import escape

__all__ = [
    "FCDO_COLUMNS",
    "OFSI_COLUMNS_2016",
    "OFSI_COLUMNS_2022",
    "UkName",
    "UkParty",
    "delimited",
    "fcdo_csv",
    "fcdo_xml",
    "invented_parties",
    "ofsi_csv_2016",
    "ofsi_csv_2022",
]

FCDO_COLUMNS = [
    "Last Updated",
    "Unique ID",
    "OFSI Group ID",
    "UN Reference Number",
    "Name 6",
    "Name 1",
    "Name 2",
    "Name 3",
    "Name 4",
    "Name 5",
    "Name type",
    "Alias strength",
    "Title",
    "Name non-latin script",
    "Non-latin script type",
    "Non-latin script language",
    "Regime Name",
    "Designation Type",
    "Designation source",
    "Sanctions Imposed",
    "Other Information",
    "UK Statement of Reasons",
    "Address Line 1",
    "Address Line 2",
    "Address Line 3",
    "Address Line 4",
    "Address Line 5",
    "Address Line 6",
    "Address Postal Code",
    "Address Country",
    "Phone number",
    "Website",
    "Email address",
    "Date Designated",
    "D.O.B",
    "Nationality(/ies)",
    "National Identifier number",
    "National Identifier additional information",
    "Passport number",
    "Passport additional information",
    "Position",
    "Gender",
    "Town of birth",
    "Country of birth",
    "Type of entity",
    "Subsidiaries",
    "Parent company",
    "Business registration number (s)",
    "IMO number",
    "Current owner/operator (s)",
    "Previous owner/operator (s)",
    "Current believed flag of ship",
    "Previous flags",
    "Type of ship",
    "Tonnage of ship",
    "Length of ship",
    "Year Built",
    "Hull identification number (HIN)",
]
_OFSI_NAMES = "Name 6|Name 1|Name 2|Name 3|Name 4|Name 5|Title|"
_OFSI_BIRTH = "DOB|Town of Birth|Country of Birth|Nationality|"
_OFSI_ADDRESS = (
    "Position|Address 1|Address 2|Address 3|Address 4|Address 5|Address 6|Post/Zip Code|Country|"
    "Other Information|Group Type|Alias Type|"
)
OFSI_COLUMNS_2016 = (
    _OFSI_NAMES
    + _OFSI_BIRTH
    + "Passport Details|NI Number|"
    + _OFSI_ADDRESS
    + "Regime|Listed On|Last Updated|Group ID"
).split("|")
OFSI_COLUMNS_2022 = (
    _OFSI_NAMES
    + "Name Non-Latin Script|Non-Latin Script Type|Non-Latin Script Language|"
    + _OFSI_BIRTH
    + "Passport Number|Passport Details|National Identification Number|National Identification Details|"
    + _OFSI_ADDRESS
    + "Alias Quality|Regime|Listed On|UK Sanctions List Date Designated|Last Updated|Group ID"
).split("|")

_OFSI_TYPES_2016 = {"Primary Name": "Prime Alias", "Primary Name Variation": "AKA", "Alias": "AKA"}
_OFSI_TYPES_2022 = {
    "Primary Name": "Primary name",
    "Primary Name Variation": "Primary name variation",
    "Alias": "AKA",
}
_OFSI_QUALITIES = {
    "": "",
    "Good quality a.k.a": "Good quality",
    "Low quality a.k.a": "Low quality",
}


@dataclass(frozen=True)
class UkName:
    """`given` fills Name 1 to Name 5."""

    name_6: str
    given: tuple[str, ...] = ()
    type: str = "Primary Name"
    strength: str = ""

    def cells(self) -> dict[str, str]:
        return {"Name 6": self.name_6, **{f"Name {n}": text for n, text in enumerate(self.given, start=1)}}


@dataclass(frozen=True)
class UkParty:
    """One designation; pairs are (number, details), (town, country), (name, script, language).

    An address is its six lines, postal code and country.
    """

    unique_id: str
    group_id: str
    type: str = "Individual"
    names: tuple[UkName, ...] = ()
    non_latin: tuple[tuple[str, str, str], ...] = ()
    un_reference: str = ""
    regime: str = "The Testland (Sanctions) Regulations 2021"
    short_regime: str = "Testland"
    source: str = "UK"
    sanctions: str = "Asset freeze|Travel Ban"
    indicators: tuple[str, ...] = ("AssetFreeze",)
    designated: str = "15/03/2022"
    listed: str = "24/05/2011"
    updated: str = "01/05/2025"
    information: str = ""
    reasons: str = ""
    addresses: tuple[tuple[str, ...], ...] = ()
    birth_dates: tuple[str, ...] = ()
    birth_places: tuple[tuple[str, str], ...] = ()
    passports: tuple[tuple[str, str], ...] = ()
    national_ids: tuple[tuple[str, str], ...] = ()
    alone: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """All other fields, by FCDO's column."""


def invented_parties(count: int = 24) -> list[UkParty]:
    """People, entities and ships in turn, which between them fill every field."""
    makers = (_person, _entity, _ship)
    return [makers[number % 3](number) for number in range(count)]


def fcdo_xml(parties: Iterable[UkParty], *, generated: str = "22/08/2026") -> bytes:
    body = "".join(_designation(party) for party in parties)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f"<Designations><DateGenerated>{generated}</DateGenerated>{body}</Designations>"
    ).encode()


def fcdo_csv(parties: Iterable[UkParty], *, report_date: str = "22-Aug-2026") -> bytes:
    rows = (row for party in parties for row in _fcdo_rows(party))
    return f"Report Date: {report_date}\r\n".encode() + delimited(FCDO_COLUMNS, rows)


def ofsi_csv_2016(parties: Iterable[UkParty], *, last_updated: str = "23/03/2016") -> bytes:
    """29 columns, Windows-1252."""
    rows = (row for party in parties for row in _ofsi_rows(party, _OFSI_TYPES_2016, labels=False))
    content = delimited(OFSI_COLUMNS_2016, rows).decode().encode("cp1252")
    return f"Last Updated,{last_updated}\r\n".encode() + content


def ofsi_csv_2022(parties: Iterable[UkParty], *, last_updated: str = "14/04/2025") -> bytes:
    """36 columns, UTF-8."""
    rows = (row for party in parties for row in _ofsi_rows(party, _OFSI_TYPES_2022, labels=True))
    return f"Last Updated,{last_updated}\r\n".encode() + delimited(OFSI_COLUMNS_2022, rows)


def delimited(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> bytes:
    """Header and rows, CRLF; a cell of another column is left out."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _person(number: int) -> UkParty:
    return UkParty(
        unique_id=f"TST{number:04d}",
        group_id=str(20000 + number),
        names=(
            UkName(f"TESTOV {number}", ("Ivan", "Petrovich")),
            UkName(f"TESTOW {number}", ("Iwan",), "Primary Name Variation"),
            UkName("THE TESTER", (), "Alias", "Low quality a.k.a"),
            UkName("PROBNY", ("Ivan", "A", "B", "C", "D"), "Alias", "Good quality a.k.a"),
        ),
        non_latin=(("Иван Тестов", "Cyrillic", "Russian"), ("ايوان", "Arabic", "")),
        un_reference=f"TSi.{number:03d}",
        source="UK|UN",
        information="Listed for tests.",
        reasons="Signed & sealed the test orders.",
        addresses=(
            ("1 Test Street", "Flat 2", "", "", "Old District", "Testville", "TV1 1AA", "Germany"),
            ("", "", "", "", "", "Damascus", "", "Syria"),
        ),
        birth_dates=("11/09/1965", "00/09/1966", "dd/mm/1967"),
        birth_places=(("Testville", "Germany"), ("Homs", "Syria")),
        passports=(("D1903", "Diplomatic"), ("X7654321", "Issued in Testville")),
        national_ids=(("900-11-22", "Tax card"),),
        alone={
            "Title": ("Dr",),
            "Nationality(/ies)": ("Germany", "Syria"),
            "Position": ("Minister of Tests", "Former Minister of Trials"),
            "Gender": ("Male",),
            "Phone number": ("+7 (495) 000-00-00",),
            "Email address": ("ivan@example.test",),
        },
    )


def _entity(number: int) -> UkParty:
    return UkParty(
        unique_id=f"TST{number:04d}",
        group_id=str(20000 + number),
        type="Entity",
        names=(
            UkName(f"TEST WORKS {number}"),
            UkName("TESTWERKE GMBH", (), "Alias", "Good quality a.k.a"),
        ),
        sanctions="Asset freeze|Trust Services Sanctions",
        designated="31/12/2020",
        information="Owns a test bench.",
        reasons="Makes tests.",
        addresses=(("Test Park", "", "", "", "", "Testville", "", "Germany"),),
        alone={
            "Website": ("www.example.test",),
            "Type of entity": ("Joint Stock Company",),
            "Subsidiaries": ("Test Bench LLC", "Test Stand LLC"),
            "Parent company": ("Ministry of Tests",),
            "Business registration number (s)": ("INN - 7712345678", "HRB 1234"),
        },
    )


def _ship(number: int) -> UkParty:
    return UkParty(
        unique_id=f"TST{number:04d}",
        group_id=str(20000 + number),
        type="Ship",
        names=(UkName(f"TEST STAR {number}"),),
        sanctions='Asset freeze|Shipping sanctions: (see "Other information")',
        information="Sails.",
        alone={
            "IMO number": (f"IMO9{number:06d}",),
            "Current owner/operator (s)": ("Test Shipping Ltd",),
            "Previous owner/operator (s)": ("Trial Shipping Ltd",),
            "Current believed flag of ship": ("Panama",),
            "Previous flags": ("Togo", "Liberia"),
            "Type of ship": ("Oil tanker",),
            "Tonnage of ship": ("50000",),
            "Length of ship": ("200",),
            "Year Built": ("2001",),
            "Hull identification number (HIN)": ("TST12345A001",),
        },
    )


def _designation(party: UkParty) -> str:
    """In the official order of elements, as far as it is known."""
    alone = party.alone
    individual = "".join(
        (
            _wrapped("DOBs", "DOB", party.birth_dates),
            _wrapped("Nationalities", "Nationality", alone.get("Nationality(/ies)", ())),
            _records("BirthDetails", "Location", ("TownOfBirth", "CountryOfBirth"), party.birth_places),
            _records(
                "NationalIdentifierDetails",
                "NationalIdentifier",
                ("NationalIdentifierNumber", "NationalIdentifierAdditionalInformation"),
                party.national_ids,
            ),
            _records(
                "PassportDetails",
                "Passport",
                ("PassportNumber", "PassportAdditionalInformation"),
                party.passports,
            ),
            _wrapped("Positions", "Position", alone.get("Position", ())),
            _wrapped("Genders", "Gender", alone.get("Gender", ())),
        )
    )
    entity = "".join(
        (
            _wrapped("TypeOfEntities", "TypeOfEntity", alone.get("Type of entity", ())),
            _wrapped("Subsidiaries", "Subsidiary", alone.get("Subsidiaries", ())),
            _wrapped("ParentCompanies", "ParentCompany", alone.get("Parent company", ())),
            _wrapped(
                "BusinessRegistrationNumbers",
                "BusinessRegistrationNumber",
                alone.get("Business registration number (s)", ()),
            ),
        )
    )
    ship = "".join(
        _wrapped(wrapper, name, alone.get(column, ()))
        for wrapper, name, column in (
            ("IMONumbers", "IMONumber", "IMO number"),
            ("CurrentOwnerOperators", "CurrentOwnerOperator", "Current owner/operator (s)"),
            ("PreviousOwnerOperators", "PreviousOwnerOperator", "Previous owner/operator (s)"),
            ("CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip", "Current believed flag of ship"),
            ("PreviousFlags", "PreviousFlag", "Previous flags"),
            ("TypeOfShipDetails", "TypeOfShip", "Type of ship"),
            ("TonnageOfShipDetails", "TonnageOfShip", "Tonnage of ship"),
            ("LengthOfShipDetails", "LengthOfShip", "Length of ship"),
            ("YearsBuilt", "YearBuilt", "Year Built"),
            ("HullIdentificationNumbers", "HullIdentificationNumber", "Hull identification number (HIN)"),
        )
    )
    return _element(
        "Designation",
        "".join(
            (
                _text("LastUpdated", party.updated),
                _text("DateDesignated", party.designated),
                _text("UniqueID", party.unique_id),
                _text("OFSIGroupID", party.group_id),
                _text("UNReferenceNumber", party.un_reference),
                _element("Names", "".join(map(_name, party.names))),
                _records(
                    "NonLatinNames",
                    "NonLatinName",
                    ("NameNonLatinScript", "NonLatinScriptType", "NonLatinScriptLanguage"),
                    party.non_latin,
                ),
                _wrapped("Titles", "Title", alone.get("Title", ())),
                _text("RegimeName", party.regime),
                _text("IndividualEntityShip", party.type),
                _text("DesignationSource", party.source),
                _text("SanctionsImposed", party.sanctions),
                _element(
                    "SanctionsImposedIndicators",
                    "".join(_text(name, "true") for name in party.indicators) + _text("Deflag", "false"),
                ),
                _text("OtherInformation", party.information),
                _text("UKStatementofReasons", party.reasons),
                _records(
                    "Addresses",
                    "Address",
                    (*(f"AddressLine{n}" for n in range(1, 7)), "AddressPostalCode", "AddressCountry"),
                    party.addresses,
                ),
                _wrapped("PhoneNumbers", "PhoneNumber", alone.get("Phone number", ())),
                _wrapped("Websites", "Website", alone.get("Website", ())),
                _wrapped("EmailAddresses", "EmailAddress", alone.get("Email address", ())),
                _element("IndividualDetails", _element("Individual", individual)),
                _element("EntityDetails", _element("Entity", entity)),
                _element("ShipDetails", _element("Ship", ship)),
            )
        ),
    )


def _name(name: UkName) -> str:
    cells = "".join(_text(column.replace(" ", ""), text) for column, text in name.cells().items())
    return _element("Name", cells + _text("NameType", name.type) + _text("AliasStrength", name.strength))


def _records(wrapper: str, record: str, names: Sequence[str], values: Iterable[Sequence[str]]) -> str:
    return _element(
        wrapper,
        "".join(_element(record, "".join(map(_text, names, value))) for value in values),
    )


def _wrapped(wrapper: str, name: str, values: Iterable[str]) -> str:
    return _element(wrapper, "".join(_text(name, value) for value in values))


def _text(name: str, text: str) -> str:
    return _element(name, escape(text))


def _element(name: str, inner: str) -> str:
    return f"<{name}>{inner}</{name}>" if inner else ""


def _fcdo_rows(party: UkParty) -> Iterator[dict[str, str]]:
    """A row for each combination of name, non-Latin name, address and birth date."""
    same = {
        "Last Updated": party.updated,
        "Unique ID": party.unique_id,
        "OFSI Group ID": party.group_id,
        "UN Reference Number": party.un_reference,
        "Regime Name": party.regime,
        "Designation Type": party.type,
        "Designation source": party.source,
        "Sanctions Imposed": party.sanctions,
        "Other Information": party.information,
        "UK Statement of Reasons": party.reasons,
        "Date Designated": party.designated,
        **_paired("Town of birth", "Country of birth", party.birth_places),
        **_paired("Passport number", "Passport additional information", party.passports),
        **_paired(
            "National Identifier number", "National Identifier additional information", party.national_ids
        ),
        **{column: _numbered(values) for column, values in party.alone.items()},
    }
    for name, non_latin, address, birth_date in product(
        party.names,
        party.non_latin or [("", "", "")],
        party.addresses or [("",) * 8],
        party.birth_dates or [""],
    ):
        yield {
            **same,
            **name.cells(),
            "Name type": name.type,
            "Alias strength": name.strength,
            **dict(zip(FCDO_COLUMNS[13:16], non_latin, strict=True)),
            **dict(zip(FCDO_COLUMNS[22:30], address, strict=True)),
            "D.O.B": birth_date,
        }


def _ofsi_rows(party: UkParty, types: dict[str, str], *, labels: bool) -> Iterator[dict[str, str]]:
    same = {
        "Group ID": party.group_id,
        "Group Type": party.type,
        "Regime": party.short_regime,
        "Listed On": party.listed,
        "Last Updated": party.updated,
        "UK Sanctions List Date Designated": party.designated,
        "Other Information": _labelled(party) if labels else _in_words(party),
        "Title": _numbered(party.alone.get("Title", ())),
        "Position": _numbered(party.alone.get("Position", ())),
        "Nationality": _numbered(party.alone.get("Nationality(/ies)", ())),
        **_paired("Town of Birth", "Country of Birth", party.birth_places),
        **_paired("National Identification Number", "National Identification Details", party.national_ids),
        "NI Number": _numbered([f"{number} ({details})" for number, details in party.national_ids]),
    }
    if labels:
        same |= _paired("Passport Number", "Passport Details", party.passports)
    else:
        same["Passport Details"] = _numbered([f"{number} ({details})" for number, details in party.passports])
    non_latin = [*party.non_latin, *[("", "", "")] * len(party.names)]
    for (name, script), address, birth_date in product(
        zip(party.names, non_latin, strict=False), party.addresses or [("",) * 8], party.birth_dates or [""]
    ):
        yield {
            **same,
            **name.cells(),
            "Alias Type": types[name.type],
            "Alias Quality": _OFSI_QUALITIES[name.strength],
            **dict(zip(OFSI_COLUMNS_2022[7:10], script, strict=True)),
            **dict(zip(OFSI_COLUMNS_2022[19:27], address, strict=True)),
            "DOB": birth_date.replace("dd/mm", "00/00"),
        }


def _labelled(party: UkParty) -> str:
    parts = [f"(UK Sanctions List Ref):{party.unique_id}."]
    parts += [f"(UN Ref):{party.un_reference}."] if party.un_reference else []
    parts += [party.information, f"(UK Statement of Reasons):{party.reasons}"]
    for label, column in (
        ("Gender", "Gender"),
        ("Phone number", "Phone number"),
        ("Website", "Website"),
        ("Email address", "Email address"),
        ("Type of entity", "Type of entity"),
        ("Business Reg No", "Business registration number (s)"),
        ("Parent company", "Parent company"),
        ("Subsidiaries", "Subsidiaries"),
        ("IMO number", "IMO number"),
        ("Current owners", "Current owner/operator (s)"),
        ("Flag of ship", "Current believed flag of ship"),
        ("Previous flags", "Previous flags"),
        ("Type of ship", "Type of ship"),
        ("Tonnage of ship", "Tonnage of ship"),
        ("Length of ship", "Length of ship"),
        ("Year built", "Year Built"),
    ):
        if values := party.alone.get(column):
            parts.append(f"({label}):{_numbered(values)}")
    return " ".join(parts)


def _in_words(party: UkParty) -> str:
    return f"UN Ref {party.un_reference}. {party.information}" if party.un_reference else party.information


def _paired(first: str, second: str, values: Sequence[Sequence[str]]) -> dict[str, str]:
    return {first: _numbered([one for one, _ in values]), second: _numbered([two for _, two in values])}


def _numbered(values: Sequence[str]) -> str:
    if len(values) < 2:
        return "".join(values)
    return " ".join(f"({number}) {value}" for number, value in enumerate(values, start=1))
