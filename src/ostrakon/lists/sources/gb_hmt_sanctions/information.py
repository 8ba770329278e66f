"""Other Information, where half of the fields of the list are hidden, → those fields."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ostrakon.lists.parsing import Doubts
from ostrakon.lists.parsing.united_kingdom import (
    distinct,
    imo_number,
    registration_identifiers,
    stated,
    un_reference,
    values,
)
from ostrakon.lists.sources.gb_hmt_sanctions.labelled import labelled_parts
from ostrakon.model import Identifier, Property, Relation

__all__ = ["Information", "read_information"]

_REFERENCE_LABELS = ("UK Sanctions List Ref", "UN Ref")
_UK_REFERENCE = re.compile(r"[A-Z]{3}\d{4}")
# Before 2022 there were no labels: "UN REF:QE.A.146.14.", "UN Ref QDe.004.", "UN Reference KPi.033".
_UN_REFERENCE_IN_WORDS = re.compile(
    r"(?:\bUN\s+Ref(?:erence)?(?:\s+(?:Number|No))?[\s.:]*)+(?P<reference>.{0,24})", re.IGNORECASE
)
# FollowTheMoney's names, where it has one.
_PROPERTIES = {
    "Phone number": "phone",
    "Website": "website",
    "Email address": "email",
    "Type of entity": "legalForm",
    "Flag of ship": "flag",
    "Previous flags": "pastFlags",
    "Type of ship": "type",
    "Tonnage of ship": "tonnage",
    "Length of ship": "length",
    "Year built": "buildDate",
}
# The other side is named in words, often several names at once, so it is kept in words.
_RELATIONS = ("Parent company", "Subsidiaries", "Current owners")


class Information(Struct, frozen=True):
    """The fields as Listing has them; `notes` is all text that stands under no label."""

    cross_references: tuple[Identifier, ...]
    identifiers: tuple[Identifier, ...]
    genders: tuple[str, ...]
    relations: tuple[Relation, ...]
    properties: tuple[Property, ...]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]


def read_information(texts: Sequence[str], *, doubts: Doubts, where: str) -> Information:
    """The fields of one party, of all its texts together."""
    parts = [part for text in texts for part in labelled_parts(text)]
    references = [_reference(label, text) for label, text in parts if label in _REFERENCE_LABELS]
    # What follows a reference is free text, as is what stands before the first label.
    notes = [text for label, text in parts if label == ""] + [rest for _, rest in references]
    for found, rest in references:
        if found is None:
            doubts.note("reference to another list not understood", f"{where}: {rest[:40]}")
    found_in_words = [_reference_in_words(note, doubts, where) for note in notes]
    return Information(
        cross_references=distinct((*(found for found, _ in references), *found_in_words)),
        identifiers=distinct(
            identifier for label, text in parts for identifier in _identifiers(label, text, doubts, where)
        ),
        genders=distinct(text.rstrip(".").casefold() for label, text in parts if label == "Gender"),
        relations=distinct(
            Relation(label, other_name=name)
            for label, text in parts
            if label in _RELATIONS
            for name in values(text)
        ),
        properties=distinct(
            Property(_PROPERTIES[label], value)
            for label, text in parts
            if label in _PROPERTIES
            for value in values(text)
        ),
        reasons=distinct(text for label, text in parts if label == "UK Statement of Reasons"),
        notes=distinct(note for note in notes if stated(note)),
    )


def _reference(label: str, text: str) -> tuple[Identifier | None, str]:
    """The reference that the text begins with, and what follows it; all of the text where there is none."""
    if label == "UK Sanctions List Ref" and (found := _UK_REFERENCE.match(text)):
        return Identifier("uk_sanctions_list_ref", found[0]), text[found.end() :].lstrip(" .")
    # Two entries of 2025 print their UN reference under the UK's label.
    reference = un_reference(text)
    printed = (reference.note or reference.value) if reference else ""
    return reference, text[len(printed) :].lstrip(" .")


def _reference_in_words(note: str, doubts: Doubts, where: str) -> Identifier | None:
    found = _UN_REFERENCE_IN_WORDS.search(note)
    if found is None:
        return None
    reference = un_reference(found["reference"])
    if reference is None:
        doubts.note("UN reference not understood", f"{where}: {found[0]}")
    return reference


def _identifiers(label: str, text: str, doubts: Doubts, where: str) -> Iterator[Identifier]:
    if label == "Business Reg No":
        yield from registration_identifiers(text)
    elif label == "IMO number":
        for number in values(text):
            yield imo_number(number, doubts=doubts, where=where)
