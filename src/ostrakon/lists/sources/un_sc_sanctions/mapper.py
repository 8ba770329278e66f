"""A record in the Security Council's words → a listing in ours."""

from collections.abc import Iterator

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts, country_or_doubt, iso_day
from ostrakon.lists.sources.un_sc_sanctions.births import to_birth_dates, to_birth_places
from ostrakon.lists.sources.un_sc_sanctions.documents import to_identifiers, unnumbered
from ostrakon.lists.sources.un_sc_sanctions.names import to_names
from ostrakon.lists.sources.un_sc_sanctions.records import Address as AddressRecord
from ostrakon.lists.sources.un_sc_sanctions.records import Record
from ostrakon.model import Address, Country, Identifier, Listing, Programme, Property

__all__ = ["DATASET", "to_listing"]

DATASET = "un_sc_sanctions"

_REGIMES = {
    *("Al-Qaida", "Taliban", "DPRK", "Iran", "Iraq", "DRC", "Libya", "Somalia", "CAR", "Yemen", "GB"),
    *("SouthSudan", "Haiti", "Sudan", "Mali", "Lebanon"),
}
# Measures are not stated per entry; they follow from the regime's resolution. Every entry's assets
# are frozen and a person may not travel, with two exceptions: resolution 1483 (2003) on Iraq orders
# no travel ban, resolution 2048 (2012) on Guinea-Bissau ("GB") nothing but one.
_FREEZE, _TRAVEL_BAN = "Asset freeze", "Travel ban"
_MEASURES_ON_PERSONS = {"Iraq": (_FREEZE,), "GB": (_TRAVEL_BAN,)}
_CONSTANT = {"versionnum": "1", "list_type": ("UN List",)}


def to_listing(record: Record, doubts: Doubts) -> Listing:
    """Raises SourceError where what every entry must have is missing or no date."""
    _check_filled(record)
    _note_oddities(record, doubts)
    person = record.section == "INDIVIDUAL"
    listed_on = iso_day(record.listed_on)
    if listed_on is None:
        raise SourceError(
            f"{DATASET}: LISTED_ON {record.listed_on!r} of {record.reference_number} is no date"
        )
    return Listing(
        dataset=DATASET,
        id=record.reference_number,
        kind="Person" if person else "LegalEntity",
        names=to_names(record, doubts),
        programmes=(Programme(record.un_list_type),),
        measures=_MEASURES_ON_PERSONS.get(record.un_list_type, (_FREEZE, _TRAVEL_BAN))
        if person
        else (_FREEZE,),
        listed_on=listed_on,
        date_basis="stated",
        amended_on=max(filter(None, map(iso_day, record.last_day_updated)), default=None),
        birth_dates=to_birth_dates(record, doubts),
        birth_places=to_birth_places(record, doubts),
        nationalities=tuple(_nationalities(record, doubts)),
        genders=(record.gender.lower(),) if record.gender.lower() in {"male", "female"} else (),
        titles=record.title,
        positions=record.designation,
        addresses=tuple(_addresses(record, doubts)),
        identifiers=to_identifiers(record, doubts),
        cross_references=(Identifier("un_data_id", record.dataid, label="DATAID"),),
        notes=tuple(filter(None, (record.comments1, *unnumbered(record)))),
        properties=tuple(_properties(record)),
    )


def _check_filled(record: Record) -> None:
    """These five are filled in every entry of every file since 2017 (facts 5.5)."""
    for name in ("dataid", "reference_number", "first_name", "listed_on", "un_list_type"):
        if not getattr(record, name):
            place = record.reference_number or record.dataid or record.first_name
            raise SourceError(f"{DATASET}: no {name.upper()} in {record.section} {place!r}")


def _note_oddities(record: Record, doubts: Doubts) -> None:
    where = record.reference_number
    if record.un_list_type not in _REGIMES:
        doubts.note(f"unknown UN_LIST_TYPE {record.un_list_type!r}", where)
    if (where[2:3] == "i") != (record.section == "INDIVIDUAL"):
        doubts.note("reference number of the other section", where)
    if record.delisted_on:
        doubts.note("DELISTED_ON stated for a listed entry", where)
    for name, expected in _CONSTANT.items():
        if getattr(record, name) not in {expected, type(expected)()}:
            doubts.note(f"new value of {name.upper()}", f"{where}: {getattr(record, name)}")
    for text in record.last_day_updated:
        if iso_day(text) is None:
            doubts.note("LAST_DAY_UPDATED that is no date", f"{where}: {text}")


def _nationalities(record: Record, doubts: Doubts) -> Iterator[Country]:
    for text in record.nationality:
        found = country_or_doubt(text, doubts=doubts, where=record.reference_number)
        if found:
            yield found


def _addresses(record: Record, doubts: Doubts) -> Iterator[Address]:
    for address in record.address:
        if address != AddressRecord():
            yield _to_address(address, record.reference_number, doubts)


def _to_address(address: AddressRecord, where: str, doubts: Doubts) -> Address:
    parts = (address.street, address.city, address.state_province, address.zip_code, address.country)
    text = ", ".join(part for part in parts if part)
    return Address(
        text or address.note,
        street=address.street or None,
        city=address.city or None,
        region=address.state_province or None,
        postal_code=address.zip_code or None,
        country=country_or_doubt(address.country, doubts=doubts, where=where),
        note=address.note or None,
    )


def _properties(record: Record) -> Iterator[Property]:
    if record.gender.lower() not in {"", "male", "female"}:
        yield Property("gender", record.gender)
    for amended_on in record.last_day_updated:
        yield Property("amendedOn", amended_on)
    for name, value in (
        ("hasInterpolLink", record.has_interpol_link),
        ("interpolLink", record.interpol_link),
        ("submittedBy", record.submitted_by),
        ("submittedOn", record.submitted_on),
        ("delistedOn", record.delisted_on),
    ):
        if value:
            yield Property(name, value)
