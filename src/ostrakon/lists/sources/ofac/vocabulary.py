"""OFAC's own labels, the same words in its advanced, enhanced and classic files, in our words.

Labels, never ids: the tables of ids hold only what a file uses, and differ between formats (facts 0, 1.8).
Case and a closing ":" or "-" differ between formats too, so neither counts.
"""

import re
from collections.abc import Mapping

from ostrakon.model import Country, Identifier, Kind, NameType, PartialDate

__all__ = [
    "ALIAS_TYPES",
    "NAME_PART_ROLES",
    "SCRIPTS",
    "identifier_type",
    "is_backwards",
    "property_name",
    "to_identifier",
    "wallet_asset",
]

# By the letters of "a.k.a.", "A.K.A." and "aka".
ALIAS_TYPES: Mapping[str, NameType] = {"name": "primary", "aka": "alias", "fka": "former", "nka": "new"}

# ISO 15924; the issuer's own codes of the last three are none (facts 1.3).
SCRIPTS: Mapping[str, str] = {
    "Latin": "Latn",
    "Arabic": "Arab",
    "Armenian": "Armn",
    "Chinese Simplified": "Hans",
    "Chinese Traditional": "Hant",
    "Cyrillic": "Cyrl",
    "Georgian": "Geor",
    "Greek": "Grek",
    "Hangul": "Hang",
    "Hebrew": "Hebr",
    "Japanese": "Jpan",
    "Korean": "Kore",
}

NAME_PART_ROLES: Mapping[str, str] = {
    "First Name": "first",
    "Middle Name": "middle",
    "Last Name": "last",
    "Maiden Name": "maiden",
    "Patronymic": "patronymic",
    "Matronymic": "matronymic",
    "Nickname": "nickname",
    "Entity Name": "whole",
    "Vessel Name": "whole",
    "Aircraft Name": "whole",
}

_IDENTIFIERS: dict[str, tuple[str, ...]] = {
    "passport": (
        "Passport",
        "Diplomatic Passport",
        "British National Overseas Passport",
        "Stateless Person Passport",
    ),
    "national_id": (
        "National ID No.",
        "National Foreign ID Number",
        "Personal ID Card",
        "Bosnian Personal ID No.",
        "Cedula No.",
        "Citizen's Card Number",
        "CNP (Personal Numerical Code)",
        "C.U.I.",
        "C.U.R.P.",
        "D.N.I.",
        "Kenyan ID No.",
        "Moroccan Personal ID No.",
        "N.I.E.",
        "Numero de Identidad",
        "Tazkira National ID Card",
        "Turkish Identification Number",
        "Turkish Identificiation Number",  # so printed until 2024
        "UAE Identification",
    ),
    "tax": (
        "Tax ID No.",
        "C.I.F.",
        "C.U.I.T.",
        "Fiscal Code",
        "Italian Fiscal Code",
        "N.I.F.",
        "NIT #",
        "Numero Unico de Identificacao Tributaria (NUIT)",
        "Paraguayan tax identification number",
        "R.F.C.",
        "RFC",
        "RIF #",
        "Romanian Tax Registration",
        "RTN",
        "RUC #",
        "RUT #",
        "SSN",
        "US FEIN",
        "V.A.T. Number",
    ),
    "registration": (
        "Registration Number",
        "Registration ID",
        "Branch Unit Number",
        "Business Number",
        "Business Registration Document #",
        "Business Registration Number",
        "Central Registration System Number",
        "Certificate of Incorporation Number",
        "Chamber of Commerce Number",
        "Commercial Registry Number",
        "Company Number",
        "C.R. No.",
        "Dubai Chamber of Commerce Membership No.",
        "Economic Register Number (CBLS)",
        "Enterprise Number",
        "Folio Mercantil No.",
        "Government Gazette Number",  # holds the Russian OKPO number
        "Istanbul Chamber of Comm. No.",
        "LE Number",  # none of them has the form of an LEI
        "Matricula Mercantil No",
        "MSB Registration Number",
        "Organization Code",
        "Public Registration Number",
        "Registered Charity No.",
        "Registration Certificate Number (Dubai)",
        "Romanian C.R.",
        "Russian State Individual Business Registration Number Pattern (OGRNIP)",
        "Trade License No.",
        "UK Company Number",
        "Unified Social Credit Code (USCC)",
        "United Social Credit Code Certificate (USCCC)",
    ),
    "lei": ("Legal Entity Number",),
    "bic": ("SWIFT/BIC",),
    "ship": ("Vessel Registration Identification",),
    "mmsi": ("MMSI",),
    "call_sign": ("Vessel Call Sign", "Other Vessel Call Sign"),
    "aircraft": (
        "Aircraft Construction Number (also called L/N or S/N or F/N)",
        "Aircraft Manufacturer's Serial Number (MSN)",
        "Aircraft Mode S Transponder Code",
        "Aircraft Serial Identification",
        "Aircraft Tail Number",
        "Previous Aircraft Tail Number",
    ),
    "other": (
        "Afghan Money Service Provider License Number",
        "BIK (RU)",
        "Birth Certificate Number",
        "C.I.N.",  # a Moroccan's identity card or an Indian company's number
        "C.U.I.P.",
        "Cartilla de Servicio Militar Nacional",
        "Chinese Commercial Code",
        "Credencial electoral",
        "D-U-N-S Number",
        "Driver's License No.",
        "Electoral Registry No.",
        "Federal ID Card",
        "File Number",
        "Global Intermediary Identification Number",
        "I.F.E.",
        "Identification Number",  # of persons and of companies
        "Immigration No.",
        "License",
        "Military Registration Number",
        "Permit Number",
        "Pilot License Number",
        "Public Security and Immigration No.",
        "Refugee ID Card",
        "Residency Number",
        "Romanian Permanent Resident",
        "Seafarer's Identification Document",
        "Serial No.",
        "SRE Permit No.",
        "Stateless Person ID Card",
        "Tourism License No.",
        "Trademark number",
        "Travel Document Number",
        "VisaNumberID",
    ),
}

# FollowTheMoney's name of a property where it has one; every other feature keeps its label.
_PROPERTIES = {
    "Aircraft Manufacture Date": "buildDate",
    "Aircraft Model": "model",
    "Aircraft Operator": "operator",
    "Email Address": "email",
    "Equity Ticker": "ticker",
    "Former Vessel Flag": "pastFlags",
    "ISIN": "isin",
    "Nationality of Registration": "jurisdiction",
    "Organization Established Date": "incorporationDate",
    "Organization Type": "sector",
    "Other Vessel Flag": "flag",
    "Other Vessel Type": "type",
    "Phone Number": "phone",
    "Registration Country": "jurisdiction",
    "Vessel Flag": "flag",
    "Vessel Gross Registered Tonnage": "grossRegisteredTonnage",
    "Vessel Owner": "owner",
    "Vessel Tonnage": "tonnage",
    "Vessel Type": "type",
    "Vessel Year of Build": "buildDate",
    "Website": "website",
}

_WALLET = re.compile(r"digital currency address - (?P<asset>\S+)")
_IMO = re.compile(r"IMO(?: number)?:? *(?P<marked>\d{7})|(?P<bare>\d{7})", re.IGNORECASE)
_LEI = re.compile(r"[A-Z0-9]{18}\d{2}")


def _key(label: str) -> str:
    return " ".join(label.split()).rstrip(" :-").casefold()


_TYPE_OF_LABEL = {_key(label): type_ for type_, labels in _IDENTIFIERS.items() for label in labels}
_PROPERTY_OF_LABEL = {_key(label): name for label, name in _PROPERTIES.items()}


def identifier_type(label: str) -> str | None:
    """The type of identifier that `label` stands for, None for a label of anything else."""
    return "wallet" if wallet_asset(label) else _TYPE_OF_LABEL.get(_key(label))


def wallet_asset(label: str) -> str | None:
    """ "XBT" of "Digital Currency Address - XBT". Several chains carry the same asset."""
    found = _WALLET.fullmatch(_key(label))
    return found["asset"].upper() if found else None


def to_identifier(
    label: str,
    value: str,
    *,
    country: Country | None = None,
    issued_on: PartialDate | None = None,
    expires_on: PartialDate | None = None,
    valid: bool | None = None,
    note: str | None = None,
) -> Identifier | None:
    """None where `label` stands for no identifier. The value as printed, but an IMO number in digits."""
    printed_type = identifier_type(label)
    if printed_type is None:
        return None
    type_, value = _typed(printed_type, value)
    asset = wallet_asset(label)
    return Identifier(type_, value, label, country, asset, issued_on, expires_on, valid, note)


def _typed(printed_type: str, value: str) -> tuple[str, str]:
    """What the form of the value tells: a ship's register number may be its IMO number, a
    "Legal Entity Number" an LEI (148 of 157 were, facts 1.3)."""
    if printed_type == "lei":
        return ("lei" if _LEI.fullmatch(value) else "registration"), value
    imo = _IMO.fullmatch(value) if printed_type == "ship" else None
    if imo and (imo["marked"] or _is_imo(imo["bare"])):
        return "imo", imo["marked"] or imo["bare"]
    return printed_type, value


def _is_imo(digits: str) -> bool:
    """By the check digit: the first six weighted 7 down to 2 (IMO resolution A.1117(30))."""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(7, 1, -1), strict=False))
    return weighted % 10 == int(digits[6])


def property_name(label: str) -> str:
    """FollowTheMoney's name for what `label` stands for, else the label itself."""
    return _PROPERTY_OF_LABEL.get(_key(label), label)


def is_backwards(label: str, from_kind: Kind, to_kind: Kind) -> bool:
    """Whether a relation stands the wrong way round: it says that someone owns a person, or that a
    vessel or aircraft owns, and only turned round makes sense (facts 1.5: 237 of 3,481 "Owned or
    Controlled By" and 21 of 60 "Owns, controls, or operates" in May 2025)."""
    match _key(label):
        case "owned or controlled by":
            owned, owner = from_kind, to_kind
        case "owns, controls, or operates":
            owner, owned = from_kind, to_kind
        case _:
            return False
    return not _can_own(owner, owned) and _can_own(owned, owner)


def _can_own(owner: Kind, owned: Kind) -> bool:
    return owner in {"Person", "LegalEntity"} and owned != "Person"
