"""One designation in the issuer's words, whichever edition it was read from."""

from msgspec import Struct

__all__ = [
    "AddressWords",
    "BirthPlaceWords",
    "Designation",
    "DocumentWords",
    "NameWords",
    "NonLatinWords",
]

Texts = tuple[str, ...]


class NameWords(Struct, frozen=True):
    """`name_6` is the family name or the name of an entity or ship; `type` and `strength` as printed."""

    name_6: str = ""
    name_1: str = ""
    name_2: str = ""
    name_3: str = ""
    name_4: str = ""
    name_5: str = ""
    type: str = ""
    strength: str = ""


class NonLatinWords(Struct, frozen=True):
    """A name in another script; the list does not say which of the names it renders."""

    text: str = ""
    script: str = ""
    language: str = ""


class AddressWords(Struct, frozen=True):
    """Line 6 is the town, lines 4 and 5 a district or region."""

    line_1: str = ""
    line_2: str = ""
    line_3: str = ""
    line_4: str = ""
    line_5: str = ""
    line_6: str = ""
    postal_code: str = ""
    country: str = ""


class BirthPlaceWords(Struct, frozen=True):
    """Town and country of birth, which belong together."""

    town: str = ""
    country: str = ""


class DocumentWords(Struct, frozen=True):
    """A passport or national identifier: the number, and what is said of it."""

    number: str = ""
    details: str = ""


class Designation(Struct, frozen=True):
    """Every field of the list, its distinct values in the order of the file.

    `place` says where the designation stands, for errors. `indicators` are the measures that the
    XML says are true. `unknown` holds the fields that this reader has no name for.
    """

    place: str
    unique_ids: Texts = ()
    last_updated: Texts = ()
    designated: Texts = ()
    ofsi_group_ids: Texts = ()
    un_references: Texts = ()
    names: tuple[NameWords, ...] = ()
    non_latin_names: tuple[NonLatinWords, ...] = ()
    titles: Texts = ()
    regimes: Texts = ()
    types: Texts = ()
    sources: Texts = ()
    sanctions: Texts = ()
    indicators: Texts = ()
    other_information: Texts = ()
    reasons: Texts = ()
    addresses: tuple[AddressWords, ...] = ()
    phone_numbers: Texts = ()
    websites: Texts = ()
    emails: Texts = ()
    birth_dates: Texts = ()
    birth_places: tuple[BirthPlaceWords, ...] = ()
    nationalities: Texts = ()
    national_identifiers: tuple[DocumentWords, ...] = ()
    passports: tuple[DocumentWords, ...] = ()
    positions: Texts = ()
    genders: Texts = ()
    entity_types: Texts = ()
    subsidiaries: Texts = ()
    parent_companies: Texts = ()
    registration_numbers: Texts = ()
    imo_numbers: Texts = ()
    current_owners: Texts = ()
    previous_owners: Texts = ()
    current_flags: Texts = ()
    previous_flags: Texts = ()
    ship_types: Texts = ()
    tonnages: Texts = ()
    lengths: Texts = ()
    years_built: Texts = ()
    hull_numbers: Texts = ()
    unknown: tuple[tuple[str, str], ...] = ()
