"""Numbers with words around them → identifiers; the words are kept, and no number is guessed."""

import re
from collections.abc import Iterator

from ostrakon.lists.parsing.doubts import Doubts
from ostrakon.lists.parsing.united_kingdom.cells import pairs, values
from ostrakon.model import Identifier

__all__ = ["document_identifiers", "imo_number", "registration_identifiers", "un_reference"]

# "False Indonesian", "Counterfeit Danish driving licence", "S335026 (False Indonesian)".
_FALSE = re.compile(r"(?:^|\()(?:false|counterfeit|forged|fraudulent)\b", re.IGNORECASE)
_FIRST_NUMBER = re.compile(
    r"(?:[Nn]o\.?:?\s+)?(?P<number>[A-Z]{0,4}[ -]?\d[\w/.-]*?(?: \d[\w-]*)*)\.?(?=[\s,;(]|$)"
)
_WORD = re.compile(r"[\w/-]+")
_DATE = re.compile(r"(?<![\w/-])\d{1,2}[/-]\d{1,2}[/-]\d{4}(?![\w/-])")
_LABELLED_NUMBER = re.compile(
    r"(?<!issue )\b(?:no\.?|numbers?):?\s+(?P<number>[A-Z]{0,4}\d[\w/-]*)", re.IGNORECASE
)
_REGISTRATION = re.compile(
    r"\b(?P<label>INN|OGRN|TIN|LEI)(?:\s+(?:number|no\.?))?\s*[-–:]?\s*(?P<number>[0-9A-Z]{8,20})\b"
)
# A number must have the shape of its label: 10 or 12 digits for a Russian INN, 13 or 15 for an OGRN.
_REGISTRATION_SHAPES = {
    "INN": ("tax", re.compile(r"\d{10}(?:\d\d)?")),
    "OGRN": ("registration", re.compile(r"\d{13}(?:\d\d)?")),
    "TIN": ("tax", re.compile(r"\d{8,15}")),
    "LEI": ("lei", re.compile(r"[0-9A-Z]{18}\d\d")),
}
_IMO = re.compile(r"(?:IMO)?[\s:]*(?P<number>\d{7})", re.IGNORECASE)
_UN_TODAY = re.compile(r"(?P<list>[A-Z]{2})(?P<kind>[ie])[. ]\s?(?P<number>\d{1,3})(?!\d)", re.IGNORECASE)
_UN_BEFORE_2015 = re.compile(r"[A-Z]{1,2}\.(?:[0-9A-Z]{1,3}\.){1,5}\d+")


def document_identifiers(
    kind: str, number_text: str, details_text: str, *, doubts: Doubts, where: str
) -> tuple[list[Identifier], list[str]]:
    """Passports or national numbers of a pair of cells, and the details that name no number.

    Where the number has no cell of its own (the lists before 2022), the details hold both.
    """
    identifiers, remarks = [], []
    for number, details in pairs(number_text, details_text):
        found = [number] if number else _numbers_in(details)
        valid = False if _FALSE.search(details) else None
        for value in found:
            note = details if details != value else ""
            identifiers.append(Identifier(kind, value, valid=valid, note=note or None))
        if details and not found:
            remarks.append(details)
            if any(character.isdigit() for character in details):
                doubts.note(f"no number told in the details of a {kind}", f"{where}: {details}")
    return identifiers, remarks


def registration_identifiers(text: str) -> Iterator[Identifier]:
    """Each registration as printed, and every number in it whose label is written beside it."""
    for value in values(text):
        yield Identifier("registration", value)
        for found in _REGISTRATION.finditer(value):
            kind, shape = _REGISTRATION_SHAPES[found["label"]]
            if shape.fullmatch(found["number"]):
                yield Identifier(kind, found["number"], label=found["label"])


def imo_number(text: str, *, doubts: Doubts, where: str) -> Identifier:
    """The seven digits of "IMO9562233"; anything else as printed, and counted."""
    found = _IMO.fullmatch(text)
    if found is None:
        doubts.note("IMO number not of seven digits", f"{where}: {text}")
        return Identifier("imo", text)
    return Identifier("imo", found["number"])


def un_reference(text: str) -> Identifier | None:
    """The UN reference that the text begins with, written as the UN writes it today ("QDe.004").

    References of before 2015 ("QI.A.151.03") are kept as they are. None where there is no reference.
    """
    if today := _UN_TODAY.match(text):
        printed = today[0]
        value = f"{today['list'].upper()}{today['kind'].lower()}.{int(today['number']):03d}"
        return Identifier("un_reference", value, note=printed if printed != value else None)
    before = _UN_BEFORE_2015.match(text)
    return Identifier("un_reference", before[0]) if before else None


def _numbers_in(details: str) -> list[str]:
    """The number a text begins with, else those after "no" or "number", else its one long number."""
    first = _FIRST_NUMBER.match(details)
    if first and _digits(first["number"]) >= 3 and not _DATE.fullmatch(first["number"]):
        return [first["number"]]
    labelled = [found["number"] for found in _LABELLED_NUMBER.finditer(details)]
    long = {word for word in _WORD.findall(_DATE.sub(" ", details)) if _digits(word) >= 5}
    return [number for number in labelled if _digits(number) >= 3] or (list(long) if len(long) == 1 else [])


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)
