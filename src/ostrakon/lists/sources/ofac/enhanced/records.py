"""An entity of the enhanced XML in OFAC's own words, every value as printed.

Field names are the element names; flags are "true" or "false", labels stand for their reference ids.
"""

from msgspec import Struct

__all__ = [
    "Address",
    "DateRange",
    "Document",
    "Entity",
    "Feature",
    "Membership",
    "Name",
    "Part",
    "Publication",
    "Relationship",
    "Translation",
]


class Publication(Struct, frozen=True, kw_only=True):
    """What the file says of itself; `sanctions_lists` are the lists it was drawn up for."""

    data_as_of: str = ""
    sanctions_lists: tuple[str, ...] = ()


class DateRange(Struct, frozen=True, kw_only=True):
    """The first and the last day that a date can begin on, and can end on."""

    from_date_begin: str = ""
    from_date_end: str = ""
    to_date_begin: str = ""
    to_date_end: str = ""
    is_approximate: str = ""
    is_date_range: str = ""


class Part(Struct, frozen=True, kw_only=True):
    """A part of a name ("Last Name") or of an address ("CITY")."""

    type: str = ""
    value: str = ""


class Translation(Struct, frozen=True, kw_only=True):
    """A name or an address in one script; the primary one is Latin. The full name reads
    "LAST, First", in capitals that its parts need not have."""

    is_primary: str = ""
    script: str = ""
    formatted_full_name: str = ""
    name_parts: tuple[Part, ...] = ()
    address_parts: tuple[Part, ...] = ()


class Name(Struct, frozen=True, kw_only=True):
    """`alias_type` is missing from the primary name."""

    is_primary: str = ""
    alias_type: str = ""
    is_low_quality: str = ""
    translations: tuple[Translation, ...] = ()


class Address(Struct, frozen=True, kw_only=True):
    """An address may say nothing at all, or a country only."""

    country: str = ""
    translations: tuple[Translation, ...] = ()


class Feature(Struct, frozen=True, kw_only=True):
    """`value` is the whole of it in words, also where it is a date or a value of a table."""

    type: str = ""
    value: str = ""
    value_date: DateRange | None = None
    is_primary: str = ""
    reliability: str = ""
    comments: str = ""


class Document(Struct, frozen=True, kw_only=True):
    """`name` is the full name that the document is in."""

    type: str = ""
    name: str = ""
    document_number: str = ""
    is_valid: str = ""
    issuing_authority: str = ""
    issuing_location: str = ""
    issuing_country: str = ""
    issue_date: DateRange | None = None
    expiration_date: DateRange | None = None
    comments: str = ""


class Membership(Struct, frozen=True, kw_only=True):
    """A list the entity is on, and since when."""

    list_name: str
    date_published: str


class Relationship(Struct, frozen=True, kw_only=True):
    """A tie from the entity to the related one, which may be on another list and not in the file."""

    type: str = ""
    related_entity: str = ""
    related_id: str = ""
    quality: str = ""
    comments: str = ""


class Entity(Struct, frozen=True, kw_only=True):
    """Programmes, types and authorities are not told apart by list."""

    id: str
    entity_type: str = ""
    remarks: str = ""
    title: str = ""
    lists: tuple[Membership, ...] = ()
    programs: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    addresses: tuple[Address, ...] = ()
    features: tuple[Feature, ...] = ()
    documents: tuple[Document, ...] = ()
    relationships: tuple[Relationship, ...] = ()
