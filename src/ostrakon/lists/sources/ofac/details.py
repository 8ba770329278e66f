"""Labelled values, which every format of OFAC's prints beside the name → what they say of the party.

A document, a feature and a remark are one thing here: "Tax ID No.", "Website" and "Gender" share one
list in the classic XML and one line in the CSV.
"""

from collections.abc import Iterable

from msgspec import Struct

from ostrakon.lists.parsing import Doubts, country_or_doubt
from ostrakon.lists.sources.ofac.vocabulary import property_name, to_identifier
from ostrakon.model import Identifier, PartialDate, Property

__all__ = ["Detail", "Facts", "to_facts"]

_GENDERS = {"male": "male", "female": "female"}
# Since 2026 the flag that a value is not reliable leaks into the value itself (facts 1.9).
_UNRELIABLE_MARK = " (False)"


class Detail(Struct, frozen=True, kw_only=True):
    """One labelled value as printed. `valid` is False for what the issuer calls fraudulent,
    `reliable` for what it calls false."""

    label: str
    value: str
    country: str = ""
    issued_on: PartialDate | None = None
    expires_on: PartialDate | None = None
    valid: bool | None = None
    reliable: bool = True
    note: str = ""


class Facts(Struct, frozen=True, kw_only=True):
    """What the details of one party say, each in its place and order."""

    identifiers: tuple[Identifier, ...] = ()
    genders: tuple[str, ...] = ()
    properties: tuple[Property, ...] = ()
    notes: tuple[str, ...] = ()


def to_facts(details: Iterable[Detail], *, where: str, doubts: Doubts) -> Facts:
    """What is neither a number nor a gender becomes a property under its own label; what the issuer
    calls false becomes a property only, so that nobody is found by it."""
    identifiers: list[Identifier] = []
    genders: list[str] = []
    properties: list[Property] = []
    notes: list[str] = []
    for detail in details:
        identifier = _to_identifier(detail, where, doubts)
        if not detail.value:
            doubts.note(f"{detail.label!r} without a value", where)
        elif not detail.reliable or detail.value.endswith(_UNRELIABLE_MARK):
            properties.append(Property(f"unreliable {detail.label}", detail.value))
        elif identifier:
            identifiers.append(identifier)
            continue  # its note goes with it
        elif detail.label == "Gender":
            genders.append(_GENDERS.get(detail.value.lower(), detail.value))
        else:
            properties.append(_to_property(detail))
        if detail.note:
            notes.append(f"{detail.label} {detail.value}: {detail.note}")
    return Facts(
        identifiers=tuple(dict.fromkeys(identifiers)),
        genders=tuple(dict.fromkeys(genders)),
        properties=tuple(dict.fromkeys(properties)),
        notes=tuple(notes),
    )


def _to_identifier(detail: Detail, where: str, doubts: Doubts) -> Identifier | None:
    return to_identifier(
        detail.label,
        detail.value,
        country=country_or_doubt(detail.country, doubts=doubts, where=where),
        issued_on=detail.issued_on,
        expires_on=detail.expires_on,
        valid=detail.valid,
        note=detail.note or None,
    )


def _to_property(detail: Detail) -> Property:
    value = f"{detail.value} ({detail.country})" if detail.country else detail.value
    return Property(property_name(detail.label), value)
