"""A sanctionEntity in the Commission's words → a listing in ours."""

from collections.abc import Iterator
from datetime import date

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts
from ostrakon.lists.sources.eu_fsf.births import to_birth_dates, to_birth_places
from ostrakon.lists.sources.eu_fsf.countries import country_of
from ostrakon.lists.sources.eu_fsf.identifiers import to_cross_references, to_identifiers
from ostrakon.lists.sources.eu_fsf.listing_dates import day, listing_date
from ostrakon.lists.sources.eu_fsf.names import to_names
from ostrakon.lists.sources.eu_fsf.records import Act, SanctionEntity
from ostrakon.lists.sources.eu_fsf.records import Address as AddressRecord
from ostrakon.model import Address, Country, Kind, Listing, Programme, Property

__all__ = ["DATASET", "to_listing"]

DATASET = "eu_fsf"

# There is no type for ships: two are enterprises (facts 4.3).
_KINDS: dict[str, Kind] = {"person": "Person", "p": "Person", "enterprise": "LegalEntity", "e": "LegalEntity"}
_GENDERS = {"M": "male", "F": "female"}
_CONTACTS = {"PHONE": "phone", "FAX": "fax", "EMAIL": "email", "WEB": "website", "": "contact"}
# The 34 programmes of 2026-02-24 and three that the issuer has used besides them.
_PROGRAMMES = {
    *("AFG", "BLR", "CAF", "CHEM", "COD", "CYB", "EUAQ", "GIN", "GTM", "HAM", "HR", "HTI", "IRN", "IRQ"),
    *("LBY", "MDA", "MLI", "MMR", "NIC", "PRK", "RUS", "RUSDA", "SDN", "SDNZ", "SOM", "SSD", "SYR"),
    *("TAQA", "TERR", "TUN", "UKR", "UNLI", "VEN", "YEM", "BIH", "GNB", "LBN"),
}
# Remarks that say nothing: 26 entities carry the word "none".
_EMPTY_REMARKS = {"none", "-"}


def to_listing(entity: SanctionEntity, doubts: Doubts) -> Listing:
    """Raises SourceError for an entity of no known kind, without a name or programme, or with a
    listing date that is none."""
    listed_on, date_basis = listing_date(entity, doubts)
    where = entity.listing_id
    return Listing(
        dataset=DATASET,
        id=where,
        kind=_kind(entity),
        names=to_names(entity, doubts),
        programmes=(_programme(entity, doubts),),
        measures=("Asset freeze",),  # the only measure in the files' scope (facts 4.1)
        listed_on=listed_on,
        date_basis=date_basis,
        amended_on=_amended_on(entity, doubts),
        birth_dates=to_birth_dates(entity, doubts),
        birth_places=to_birth_places(entity, doubts),
        citizenships=_distinct(country_of(detail, where, doubts) for detail in entity.citizenships),
        genders=_genders(entity, doubts),
        titles=_texts(alias.title for alias in entity.names),
        positions=_texts(alias.function for alias in entity.names),
        addresses=tuple(_addresses(entity, doubts)),
        identifiers=to_identifiers(entity, doubts),
        cross_references=tuple(to_cross_references(entity, doubts)),
        notes=tuple(_notes(entity)),
        properties=tuple(dict.fromkeys(_properties(entity, doubts))),
    )


def _kind(entity: SanctionEntity) -> Kind:
    kinds = {_KINDS.get(code.lower()) for code in entity.subject_types if code}
    kind = kinds.pop() if len(kinds) == 1 else None
    if kind is None:
        raise SourceError(f"{DATASET}: subject type {entity.subject_types} of {entity.listing_id} is unknown")
    return kind


def _programme(entity: SanctionEntity, doubts: Doubts) -> Programme:
    code = entity.regulation.programme
    if not code:
        raise SourceError(f"{DATASET}: no programme in {entity.listing_id}")
    if code not in _PROGRAMMES:
        doubts.note(f"unknown programme {code!r}", entity.listing_id)
    title = entity.regulation.number_title
    return Programme(code, legal_basis=(title,) if title else ())


def _amended_on(entity: SanctionEntity, doubts: Doubts) -> date | None:
    printed = entity.regulation.entry_into_force_date
    if printed and day(printed) is None:
        doubts.note("entryIntoForceDate that is no date", f"{entity.listing_id}: {printed}")
    return day(printed)


def _genders(entity: SanctionEntity, doubts: Doubts) -> tuple[str, ...]:
    printed = _texts(alias.gender for alias in entity.names)
    for gender in printed:
        if gender not in _GENDERS:
            doubts.note(f"unknown gender {gender!r}", entity.listing_id)
    return tuple(_GENDERS.get(gender, gender) for gender in printed)


def _addresses(entity: SanctionEntity, doubts: Doubts) -> Iterator[Address]:
    for record in entity.addresses:
        address = _to_address(record, country_of(record, entity.listing_id, doubts))
        if address.text:
            yield address


def _to_address(record: AddressRecord, country: Country | None) -> Address:
    box = f"PO Box {record.po_box}" if record.po_box else ""
    country_text = country.text if country else ""
    parts = (record.street, box, record.place, record.city, record.zip_code, record.region, country_text)
    at_listing = "as at the time of listing" if record.as_at_listing_time == "true" else ""
    notes = [note for note in (at_listing, *record.remarks) if note]
    return Address(
        ", ".join(part for part in parts if part) or "; ".join(record.remarks),
        street=record.street or None,
        city=record.city or None,
        region=record.region or None,
        postal_code=record.zip_code or None,
        country=country,
        note="; ".join(notes) or None,
    )


def _notes(entity: SanctionEntity) -> Iterator[str]:
    for remark in entity.remarks:
        if remark.lower() not in _EMPTY_REMARKS:
            yield remark
    for birth in entity.births:
        yield from (f"Birth: {remark}" for remark in birth.remarks)
    for citizenship in entity.citizenships:
        if citizenship.region:
            yield f"Citizenship of {citizenship.country_description}, region: {citizenship.region}"
        yield from (f"Citizenship: {remark}" for remark in citizenship.remarks)
    for identification in entity.identifications:
        if identification.number in {"", "-"} and not identification.latin_number:
            yield from (f"Identification: {remark}" for remark in identification.remarks)


def _properties(entity: SanctionEntity, doubts: Doubts) -> Iterator[Property]:
    act = entity.regulation
    for name, value in (
        ("designationDetails", entity.designation_details),
        ("delistingDate", entity.delisting_date),
        ("regulationType", act.regulation_type),
        ("organisationType", act.organisation_type),
        ("publicationDate", act.publication_date),
        ("sourceUrl", act.publication_url),
    ):
        if value:
            yield Property(name, value)
    if entity.delisting_date:
        doubts.note("delistingDate stated for a listed entity", entity.listing_id)
    for address in entity.addresses:
        for key, value in address.contacts:
            if key.upper() not in _CONTACTS:
                doubts.note(f"unknown contactInfo key {key!r}", entity.listing_id)
            yield Property(_CONTACTS.get(key.upper(), key), value)
    for detail in entity.details:
        if detail.act and _title(detail.act):
            yield Property("act", _title(detail.act))


def _title(act: Act) -> str:
    """An act that printed a detail: "amendment 504/2011 (OJ L136), 2011-05-24, http://eur-lex…"."""
    words = " ".join(filter(None, (act.regulation_type, act.number_title)))
    return ", ".join(filter(None, (words, act.publication_date, act.publication_url)))


def _texts(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _distinct(countries: Iterator[Country | None]) -> tuple[Country, ...]:
    return tuple(dict.fromkeys(country for country in countries if country))
