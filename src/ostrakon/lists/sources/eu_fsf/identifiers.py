"""Identifications of an entity → identifiers, and the EU's and UN's own numbers for it."""

import re
from collections.abc import Iterator

from ostrakon.lists.parsing import Doubts
from ostrakon.lists.sources.eu_fsf.countries import country_of
from ostrakon.lists.sources.eu_fsf.listing_dates import day
from ostrakon.lists.sources.eu_fsf.records import Identification, SanctionEntity
from ostrakon.model import Identifier, PartialDate

__all__ = ["normalised_un_reference", "to_cross_references", "to_identifiers"]

# The 18 codes met so far. Social security numbers, certificates, licences, permits and cards other
# than the identity card have no type of their own in our model; the label says which they are.
_TYPES = {
    "passport": "passport",
    "id": "national_id",
    "fiscalcode": "tax",
    "taxid": "tax",
    "euvat": "tax",
    "regnumber": "registration",
    "imo": "imo",
    "swiftbic": "bic",
    **dict.fromkeys(
        (
            *("birthcert", "drivinglicence", "electionid", "nationcert", "other", "residentperm"),
            *("ssn", "tradelic", "travelcardid", "unssn"),
        ),
        "other",
    ),
}
_NO_NUMBER = {"", "-"}
_UN_REFERENCE = re.compile(r"([A-Z]{2}[ie])\.0*(\d{1,3})")
_EU_REFERENCE = re.compile(r"EU\.\d+\.\d+")


def to_identifiers(entity: SanctionEntity, doubts: Doubts) -> tuple[Identifier, ...]:
    """Every number, and its form in Latin letters beside it where that is another."""
    found = (
        identifier
        for identification in entity.identifications
        for identifier in _to_identifiers(identification, entity.listing_id, doubts)
    )
    return tuple(dict.fromkeys(found))


def to_cross_references(entity: SanctionEntity, doubts: Doubts) -> Iterator[Identifier]:
    """The logical id beside an EU reference, and the UN's reference number."""
    if entity.eu_reference_number:
        yield Identifier("eu_logical_id", entity.logical_id, label="logicalId")
        if not _EU_REFERENCE.fullmatch(entity.eu_reference_number):
            doubts.note("euReferenceNumber of another form", entity.eu_reference_number)
    if entity.united_nation_id:
        reference = normalised_un_reference(entity.united_nation_id)
        if reference is None:
            doubts.note("unitedNationId of another form", f"{entity.listing_id}: {entity.united_nation_id}")
        yield Identifier("un_reference", reference or entity.united_nation_id, label="unitedNationId")


def normalised_un_reference(text: str) -> str | None:
    """As the UN writes it: "QDi.43" is QDi.043. None for what is no reference, as "HTi.00"."""
    found = _UN_REFERENCE.fullmatch(text)
    return f"{found[1]}.{int(found[2]):03}" if found and int(found[2]) else None


def _to_identifiers(identification: Identification, where: str, doubts: Doubts) -> Iterator[Identifier]:
    code = identification.identification_type_code
    if code not in _TYPES:
        doubts.note(f"unknown identificationTypeCode {code!r}", where)
    numbers = dict.fromkeys((identification.number, identification.latin_number))
    country = country_of(identification, where, doubts)
    for number in numbers:
        if number not in _NO_NUMBER:
            yield Identifier(
                _TYPES.get(code, "other"),
                number,
                label=identification.identification_type_description or code or None,
                country=country,
                issued_on=_date(identification.issue_date or identification.issued_date),
                expires_on=_date(identification.valid_to),
                valid=False if identification.known_false == "true" else None,
                note=_note(identification),
            )


def _note(identification: Identification) -> str | None:
    flags = {
        "diplomatic": identification.diplomatic,
        "known to have expired": identification.known_expired,
        "known to be false": identification.known_false,
        "reported lost": identification.reported_lost,
        "revoked by issuer": identification.revoked_by_issuer,
    }
    said = {
        "name on document": identification.name_on_document,
        "issued by": identification.issued_by,
        "valid from": identification.valid_from,
        "region": identification.region,
    }
    notes = [flag for flag, value in flags.items() if value == "true"]
    notes += [f"{label} {value}" for label, value in said.items() if value]
    return "; ".join((*notes, *identification.remarks)) or None


def _date(text: str) -> PartialDate | None:
    found = day(text)
    if found:
        return PartialDate.of_day(found, text=text)
    return PartialDate.of_text(text) if text else None
