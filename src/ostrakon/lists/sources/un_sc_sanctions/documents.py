"""Passports and other documents of a record → identifiers."""

import re

from ostrakon.lists.parsing import Doubts, country_or_doubt, iso_day
from ostrakon.lists.sources.un_sc_sanctions.records import Document, Record
from ostrakon.model import Identifier, PartialDate

__all__ = ["to_identifiers", "unnumbered"]

# Looked up in this order in the free text TYPE_OF_DOCUMENT2 ("Ex-serviceman's identification card"),
# and in TYPE_OF_DOCUMENT where that says nothing of the kind.
_TYPES = (
    ("passport", re.compile(r"pass(e?)port|pasaporte", re.IGNORECASE)),
    ("tax", re.compile(r"fiscal|\btax", re.IGNORECASE)),
    (
        "other",
        re.compile(
            r"birth|driver|ration|student|voter|military|serviceman|certificate|social security"
            r"|residential|\bother\b|fardc",
            re.IGNORECASE,
        ),
    ),
    ("national_id", re.compile(r"identi|national number|tazkira", re.IGNORECASE)),
)
# "Afghan national identification card (tazkira) number 57388", "Tunisian passport number L 191609
# issued on …": a number only where the word stands right before it.
_NUMBER_IN_WORDS = re.compile(r"\bnumber:? ((?:[A-Z]{1,3} ?)?\d[\w/-]{3,})")


def to_identifiers(record: Record, doubts: Doubts) -> tuple[Identifier, ...]:
    """Every document that has a number, in its element or in the words beside it."""
    found = (_to_identifier(document, record.reference_number, doubts) for document in record.document)
    return tuple(dict.fromkeys(identifier for identifier in found if identifier))


def unnumbered(record: Record) -> tuple[str, ...]:
    """What is said of documents without a number, one text each."""
    return tuple(
        f"Document: {_words(document)}"
        for document in record.document
        if not _number(document) and document != Document()
    )


def _to_identifier(document: Document, where: str, doubts: Doubts) -> Identifier | None:
    number = _number(document)
    if not number:
        return None
    label = document.type_of_document2 or document.type_of_document
    issuer = document.issuing_country or document.country_of_issue
    return Identifier(
        _type(document, where, doubts),
        number,
        label=label or None,
        country=country_or_doubt(issuer, doubts=doubts, where=where),
        issued_on=_date(document.date_of_issue),
        expires_on=_date(document.date_of_expiry),
        note=_note(document),
    )


def _number(document: Document) -> str:
    if document.number:
        return document.number
    for words in (document.type_of_document2, document.note):
        found = _NUMBER_IN_WORDS.search(words)
        if found:
            return found[1]
    return ""


def _type(document: Document, where: str, doubts: Doubts) -> str:
    for words in (document.type_of_document2, document.type_of_document):
        for identifier_type, pattern in _TYPES:
            if pattern.search(words):
                return identifier_type
    doubts.note("unknown type of document", f"{where}: {document.type_of_document}")
    return "other"


def _note(document: Document) -> str | None:
    place = document.city_of_issue
    if document.issuing_country and document.country_of_issue not in {"", document.issuing_country}:
        place = ", ".join(filter(None, (place, document.country_of_issue)))
    return "; ".join(filter(None, (document.note, place and f"issued in {place}"))) or None


def _words(document: Document) -> str:
    fields = (getattr(document, name) for name in Document.__struct_fields__)
    return ", ".join(dict.fromkeys(field for field in fields if field))


def _date(text: str) -> PartialDate | None:
    day = iso_day(text)
    if day:
        return PartialDate.of_day(day, text=text)
    return PartialDate.of_text(text) if text else None
