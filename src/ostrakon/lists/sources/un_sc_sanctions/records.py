"""An entry of the consolidated list in the Security Council's own words, every value as printed.

Field names are the element names in lower case, without the prefix INDIVIDUAL_ or ENTITY_.
"""

from msgspec import Struct

__all__ = ["Address", "Alias", "DateOfBirth", "Document", "PlaceOfBirth", "Record"]


class Alias(Struct, frozen=True, kw_only=True):
    """`quality` is Good or Low for a person, a.k.a. or f.k.a. for an entity; empty ones are normal."""

    quality: str = ""
    alias_name: str = ""
    date_of_birth: str = ""
    city_of_birth: str = ""
    country_of_birth: str = ""
    note: str = ""


class Address(Struct, frozen=True, kw_only=True):
    """`zip_code` sometimes holds a region; `note` sometimes the whole address."""

    street: str = ""
    city: str = ""
    state_province: str = ""
    zip_code: str = ""
    country: str = ""
    note: str = ""


class DateOfBirth(Struct, frozen=True, kw_only=True):
    """`type_of_date` is EXACT, APPROXIMATELY or BETWEEN, in mixed case before 2020."""

    type_of_date: str = ""
    date: str = ""
    year: str = ""
    from_year: str = ""
    to_year: str = ""
    note: str = ""


class PlaceOfBirth(Struct, frozen=True, kw_only=True):
    """A birth place in parts, the country last."""

    street: str = ""
    city: str = ""
    state_province: str = ""
    country: str = ""
    note: str = ""


class Document(Struct, frozen=True, kw_only=True):
    """A document; `type_of_document2` is free text, in which a few files hide the number."""

    type_of_document: str = ""
    type_of_document2: str = ""
    number: str = ""
    issuing_country: str = ""
    country_of_issue: str = ""
    city_of_issue: str = ""
    date_of_issue: str = ""
    date_of_expiry: str = ""
    note: str = ""


class Record(Struct, frozen=True, kw_only=True):
    """One INDIVIDUAL or ENTITY (`section`). `last_day_updated` are amendment dates, oldest first."""

    section: str
    dataid: str = ""
    versionnum: str = ""
    first_name: str = ""
    second_name: str = ""
    third_name: str = ""
    fourth_name: str = ""
    un_list_type: str = ""
    reference_number: str = ""
    listed_on: str = ""
    delisted_on: str = ""
    submitted_by: str = ""
    submitted_on: str = ""
    gender: str = ""
    name_original_script: str = ""
    comments1: str = ""
    has_interpol_link: str = ""
    interpol_link: str = ""
    title: tuple[str, ...] = ()
    designation: tuple[str, ...] = ()
    nationality: tuple[str, ...] = ()
    list_type: tuple[str, ...] = ()
    last_day_updated: tuple[str, ...] = ()
    alias: tuple[Alias, ...] = ()
    address: tuple[Address, ...] = ()
    date_of_birth: tuple[DateOfBirth, ...] = ()
    place_of_birth: tuple[PlaceOfBirth, ...] = ()
    document: tuple[Document, ...] = ()
