"""A sanctionEntity in the Commission's own words: FSF schema 1.1, every attribute as printed.

Attributes a file does not carry are "", which is also what the issuer writes for a blank.
"""

from msgspec import Struct

__all__ = [
    "Act",
    "Address",
    "BirthDate",
    "Citizenship",
    "Identification",
    "NameAlias",
    "SanctionEntity",
]


class Act(Struct, frozen=True, kw_only=True, rename="camel"):
    """A legal act: the entity's `regulation` (its latest amendment) or a detail's `regulationSummary`."""

    regulation_type: str = ""
    organisation_type: str = ""
    publication_date: str = ""
    entry_into_force_date: str = ""
    number_title: str = ""
    programme: str = ""
    publication_url: str = ""


class _Detail(Struct, frozen=True, kw_only=True, rename="camel"):
    """What every detail has: remarks, and the act that printed it (None where the file lost it)."""

    remarks: tuple[str, ...] = ()
    act: Act | None = None


class NameAlias(_Detail, frozen=True, kw_only=True, rename="camel"):
    """One name; fewer than a third come in parts. `strong` is true for every name ever seen, so that
    only the remark ("low quality alias") tells the weak ones (facts 4.3)."""

    whole_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    title: str = ""
    function: str = ""
    gender: str = ""
    name_language: str = ""
    strong: str = ""


class Citizenship(_Detail, frozen=True, kw_only=True, rename="camel"):
    """A citizenship; country code 00 means none known."""

    region: str = ""
    country_iso2_code: str = ""
    country_description: str = ""


class BirthDate(_Detail, frozen=True, kw_only=True, rename="camel"):
    """A birth date and place. In other calendars than GREGORIAN year, month and day count in that
    calendar while `birthdate`, where present, is the Gregorian day."""

    birthdate: str = ""
    day_of_month: str = ""
    month_of_year: str = ""
    year: str = ""
    year_range_from: str = ""
    year_range_to: str = ""
    circa: str = ""
    calendar_type: str = ""
    city: str = ""
    zip_code: str = ""
    region: str = ""
    place: str = ""
    country_iso2_code: str = ""
    country_description: str = ""


class Address(_Detail, frozen=True, kw_only=True, rename="camel"):
    """An address; `contacts` are pairs such as ("PHONE", "+963 …")."""

    street: str = ""
    po_box: str = ""
    city: str = ""
    zip_code: str = ""
    region: str = ""
    place: str = ""
    as_at_listing_time: str = ""
    country_iso2_code: str = ""
    country_description: str = ""
    contacts: tuple[tuple[str, str], ...] = ()


class Identification(_Detail, frozen=True, kw_only=True, rename="camel"):
    """A number on a document; `latin_number` is `number` in Latin letters."""

    number: str = ""
    latin_number: str = ""
    identification_type_code: str = ""
    identification_type_description: str = ""
    name_on_document: str = ""
    issued_by: str = ""
    issue_date: str = ""
    issued_date: str = ""
    valid_from: str = ""
    valid_to: str = ""
    diplomatic: str = ""
    known_expired: str = ""
    known_false: str = ""
    reported_lost: str = ""
    revoked_by_issuer: str = ""
    region: str = ""
    country_iso2_code: str = ""
    country_description: str = ""


class SanctionEntity(Struct, frozen=True, kw_only=True, rename="camel"):
    """One listed person or enterprise. `subject_types` are the codes that tell which: person or
    enterprise, P or E."""

    logical_id: str
    regulation: Act
    subject_types: tuple[str, ...]
    eu_reference_number: str = ""
    united_nation_id: str = ""
    designation_date: str = ""
    designation_details: str = ""
    delisting_date: str = ""
    remarks: tuple[str, ...] = ()
    names: tuple[NameAlias, ...] = ()
    citizenships: tuple[Citizenship, ...] = ()
    births: tuple[BirthDate, ...] = ()
    addresses: tuple[Address, ...] = ()
    identifications: tuple[Identification, ...] = ()

    @property
    def details(self) -> tuple[NameAlias | Citizenship | BirthDate | Address | Identification, ...]:
        return (*self.names, *self.citizenships, *self.births, *self.addresses, *self.identifications)

    @property
    def listing_id(self) -> str:
        """The EU reference; fresh entries have been seen without one, which go by the logical id."""
        return self.eu_reference_number or self.logical_id
