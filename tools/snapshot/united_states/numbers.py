"""The cell where the Consolidated Screening List joins numbers and remarks → each with its label.

"RU, 1057812752502, Registration ID; Male, Gender; IMO 9176773, Vessel Registration Identification"
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ostrakon.lists.parsing import Doubts, country
from ostrakon.model import Identifier, PartialDate, Property
from tools.snapshot.carriers import COMBINED_LISTS
from tools.snapshot.united_states.dates import partial_date

__all__ = ["Statement", "identifiers", "properties", "statements"]

_TYPES = {
    **dict.fromkeys(("Passport", "Diplomatic Passport", "Stateless Person Passport"), "passport"),
    **dict.fromkeys(
        (
            *("Bosnian Personal ID No.", "C.U.R.P.", "CNP (Personal Numerical Code)", "Cedula No."),
            *("Citizen's Card Number", "D.N.I.", "Kenyan ID No.", "National Foreign ID Number"),
            *("Moroccan Personal ID No.", "National ID No.", "Numero de Identidad", "Personal ID Card"),
            *("Tazkira National ID Card", "UAE Identification"),
            "Turkish Identification Number",
        ),
        "national_id",
    ),
    **dict.fromkeys(
        (
            *("C.U.I.T.", "Fiscal Code", "Italian Fiscal Code", "NIT #"),
            "Numero Unico de Identificacao Tributaria (NUIT)",
            *("Paraguayan tax identification number", "R.F.C.", "RFC", "RIF #", "RTN", "RUC #", "SSN"),
            *("Tax ID No.", "US FEIN", "V.A.T. Number"),
        ),
        "tax",
    ),
    **dict.fromkeys(
        (
            *("Business Number", "Business Registration Document #", "Business Registration Number"),
            *("C.R. No.", "Central Registration System Number", "Certificate of Incorporation Number"),
            *("Chamber of Commerce Number", "Commercial Registry Number", "Company Number"),
            *("Enterprise Number", "Folio Mercantil No.", "Government Gazette Number"),
            *("Matricula Mercantil No", "Public Registration Number", "Registered Charity No."),
            *("Registration ID", "Registration Number", "Romanian C.R.", "Trade License No."),
            *("UK Company Number", "Unified Social Credit Code (USCC)"),
            "United Social Credit Code Certificate (USCCC)",
        ),
        "registration",
    ),
    **dict.fromkeys(
        (
            "Aircraft Construction Number (also called L/N or S/N or F/N)",
            "Aircraft Manufacturer's Serial Number (MSN)",
            *("Aircraft Mode S Transponder Code", "Aircraft Serial Identification"),
            *("Aircraft Tail Number", "Previous Aircraft Tail Number"),
        ),
        "aircraft",
    ),
    "British National Overseas Passport": "passport",
    "MMSI": "mmsi",
    "Other Vessel Call Sign": "call_sign",
    "SWIFT/BIC": "bic",
}
# Under FollowTheMoney's name where it has one.
_PROPERTIES = {
    "Aircraft Manufacture Date": "buildDate",
    "Aircraft Model": "model",
    "Aircraft Operator": "operator",
    "Chinese Commercial Code": "chineseCommercialCode",
    "Email Address": "email",
    "Equity Ticker": "ticker",
    "Former Vessel Flag": "pastFlags",
    "Issuer Name": "issuerName",
    "Nationality of Registration": "jurisdiction",
    "Organization Established Date": "incorporationDate",
    "Organization Type:": "sector",
    "Other Vessel Flag": "flag",
    "Other Vessel Type": "type",
    "Phone Number": "phone",
    "Registration Country": "jurisdiction",
    "Target Type": "targetType",
    "UN/LOCODE": "unLocode",
    "Website": "website",
}
GENDER = "Gender"
# "Secondary sanctions risk:", "Listing Date (CMIC)", "Executive Order 14024 Directive Information -".
_REMARK = re.compile(
    r".*(?:[:-]|Directive Information)|(?:Listing|Effective|Purchase/Sales For Divestment) Date .*"
)
_WALLET = "Digital Currency Address - "
_IMO = re.compile(r"IMO (?P<number>\d{7})")
_LEI = re.compile(r"[0-9A-Z]{18}\d\d")
_COUNTRY_CODE = re.compile(r"[A-Z]{2}")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Statement(Struct, frozen=True):
    """One labelled piece of the cell; `words` are what stands before the label, between commas."""

    label: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return ", ".join(self.words)


def statements(text: str) -> Iterator[Statement]:
    for piece in text.split("; "):
        *words, label = piece.split(", ")
        yield Statement(label, tuple(words))


def properties(found: Iterable[Statement]) -> Iterator[Property]:
    """What is neither a number nor a gender; remarks go under their own label."""
    for statement in found:
        if statement.label in _PROPERTIES:
            yield Property(_PROPERTIES[statement.label], statement.text)
        elif _REMARK.fullmatch(statement.label) and not statement.label.startswith(_WALLET):
            yield Property(statement.label.rstrip(" :-"), statement.text)


def identifiers(found: Iterable[Statement], *, where: str, doubts: Doubts) -> Iterator[Identifier]:
    """Every number, with the type its label means, "other" for the many local ones."""
    for statement in found:
        label = statement.label
        if label.startswith(_WALLET):
            yield Identifier("wallet", statement.text, label=label, asset=label.removeprefix(_WALLET))
        elif label != GENDER and label not in _PROPERTIES and not _REMARK.fullmatch(label):
            yield _document(statement, where, doubts)


def _document(statement: Statement, where: str, doubts: Doubts) -> Identifier:
    """The words are country, expiry date, issue date and number, each but the last left out at will."""
    words = list(statement.words)
    issued_by = country(words.pop(0)) if len(words) > 1 and _COUNTRY_CODE.fullmatch(words[0]) else None
    dates = []
    while len(words) > 1 and _ISO_DATE.fullmatch(words[0]):
        dates.append(partial_date(words.pop(0), where=where, doubts=doubts))
    kind, number = _typed(statement.label, ", ".join(words))
    expires_on, issued_on, note = _told_apart(dates)
    return Identifier(
        kind,
        number,
        label=statement.label,
        country=issued_by,
        issued_on=issued_on,
        expires_on=expires_on,
        note=note,
    )


def _typed(label: str, number: str) -> tuple[str, str]:
    if label == "Vessel Registration Identification":
        found = _IMO.fullmatch(number)
        return ("imo", found["number"]) if found else ("ship", number)
    if label == "Legal Entity Number":
        return ("lei" if _LEI.fullmatch(number) else "other"), number
    return _TYPES.get(label, "other"), number


def _told_apart(dates: list[PartialDate]) -> tuple[PartialDate | None, PartialDate | None, str | None]:
    """Expiry, issue, and words for a single date that may be either: only one still to come is surely
    an expiry."""
    if len(dates) == 2:
        return dates[0], dates[1], None
    if not dates:
        return None, None, None
    [only] = dates
    if only.earliest is not None and only.earliest > COMBINED_LISTS.captured_on:
        return only, None, None
    return None, None, f"issued or expiring {only.text}"
