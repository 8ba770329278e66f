"""Passports, register numbers and the like of a party → identifiers."""

from collections.abc import Iterator

from msgspec.structs import replace

from ostrakon.lists.parsing import Doubts, country_or_doubt
from ostrakon.lists.sources.ofac.advanced.records import Document, Party
from ostrakon.lists.sources.ofac.advanced.wording import date_of, name_text, place_text, value_text
from ostrakon.lists.sources.ofac.vocabulary import to_identifier
from ostrakon.model import Identifier

__all__ = ["to_identifiers"]

_VALIDITIES = {"Valid": True, "Fraudulent": False}


def to_identifiers(party: Party, doubts: Doubts) -> Iterator[Identifier]:
    """Every document; one of a type not known here is of type "other", so that it is still found."""
    for document in party.documents:
        if document.validity not in _VALIDITIES:
            doubts.note(f"unknown validity {document.validity!r} of a document", party.id)
        identifier = to_identifier(document.type, document.number)
        if identifier is None:
            doubts.note(f"unknown type of document {document.type!r}", party.id)
            identifier = Identifier("other", document.number, document.type)
        yield replace(
            identifier,
            country=country_or_doubt(document.country, doubts=doubts, where=party.id),
            issued_on=date_of(document.issue_date),
            expires_on=date_of(document.expiration_date),
            valid=_VALIDITIES.get(document.validity),
            note="; ".join(_remarks(document, party)) or None,
        )


def _remarks(document: Document, party: Party) -> Iterator[str]:
    """What the model has no field for: 84 of 21,054 documents are in another name than the primary
    one, 9 belong to one of several birth dates, 76 name an authority."""
    if document.comment:
        yield document.comment
    if document.authority:
        yield f"issued by {document.authority}"
    if place := place_text(document.issued_in):
        yield f"issued in {place}"
    for alias in party.aliases:
        for name in alias.names:
            if name.id in document.name_ids and not alias.primary:
                yield f"in the name of {name_text(name)}"
    for feature in party.features:
        if feature.version_id in document.version_ids:
            yield f"with {feature.type} {value_text(feature)}"
