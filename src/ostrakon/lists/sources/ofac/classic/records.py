"""An entry of the classic XML in OFAC's own words, every value as printed."""

from msgspec import Struct

__all__ = ["Address", "Alias", "Birth", "Document", "Entry", "Publication", "Vessel"]


class Publication(Struct, frozen=True, kw_only=True):
    """What the file says of itself: `publish_date` is month/day/year."""

    publish_date: str = ""
    record_count: str = ""


class Alias(Struct, frozen=True, kw_only=True):
    """`type` is a.k.a., f.k.a. or n.k.a., `category` strong or weak."""

    uid: str = ""
    type: str = ""
    category: str = ""
    last_name: str = ""
    first_name: str = ""


class Document(Struct, frozen=True, kw_only=True):
    """An `id`: a real document, or any other labelled value (gender, website, wallet, directive)."""

    uid: str = ""
    id_type: str = ""
    id_number: str = ""
    id_country: str = ""
    issue_date: str = ""
    expiration_date: str = ""


class Address(Struct, frozen=True, kw_only=True):
    """`country` also holds "Region: Crimea"."""

    uid: str = ""
    address1: str = ""
    address2: str = ""
    address3: str = ""
    city: str = ""
    state_or_province: str = ""
    postal_code: str = ""
    country: str = ""
    region: str = ""


class Birth(Struct, frozen=True, kw_only=True):
    """A birth date, a birth place, a nationality or a citizenship; `main_entry` marks the first."""

    uid: str = ""
    date_of_birth: str = ""
    place_of_birth: str = ""
    country: str = ""
    main_entry: str = ""


class Vessel(Struct, frozen=True, kw_only=True):
    """What is said of a ship."""

    call_sign: str = ""
    vessel_type: str = ""
    vessel_flag: str = ""
    vessel_owner: str = ""
    tonnage: str = ""
    gross_registered_tonnage: str = ""


class Entry(Struct, frozen=True, kw_only=True):
    """One sdnEntry. `last_name` holds the whole name of what is no person."""

    uid: str = ""
    first_name: str = ""
    last_name: str = ""
    title: str = ""
    sdn_type: str = ""
    remarks: str = ""
    programs: tuple[str, ...] = ()
    ids: tuple[Document, ...] = ()
    aliases: tuple[Alias, ...] = ()
    addresses: tuple[Address, ...] = ()
    nationalities: tuple[Birth, ...] = ()
    citizenships: tuple[Birth, ...] = ()
    dates_of_birth: tuple[Birth, ...] = ()
    places_of_birth: tuple[Birth, ...] = ()
    vessel: Vessel = Vessel()
