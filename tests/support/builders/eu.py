"""Financial Sanctions Files as bytes, XML and CSV of the same entries, all invented.

The records of the reader serve as the entries' form: their attribute names are the issuer's.
The CSV headings follow the issuer's published layout; its blocks and widths are facts 4.5.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

import msgspec

from ostrakon.lists.sources.eu_fsf.records import (
    Act,
    Address,
    BirthDate,
    Citizenship,
    Identification,
    NameAlias,
    SanctionEntity,
)

__all__ = ["entity", "eu_csv", "eu_xml"]

_ACT = (
    *("Regulation_Type", "Regulation_OrganisationType", "Regulation_PublicationDate"),
    *("Regulation_EntryIntoForceDate", "Regulation_NumberTitle", "Regulation_Programme"),
    "Regulation_PublicationUrl",
)
_ACT_FIELDS = (
    *("regulationType", "organisationType", "publicationDate", "entryIntoForceDate", "numberTitle"),
    *("programme", "publicationUrl"),
)
_ENTITY = (
    *("LogicalId", "EU_ReferenceNumber", "UnitedNationId", "DesignationDate", "DesignationDetails"),
    *("Remark", "SubjectType", "SubjectType_ClassificationCode"),
)
# Per block: heading and field, before the two of the row, the remark and the seven of the act.
_BLOCKS: dict[str, tuple[str, dict[str, str]]] = {
    "names": (
        "NameAlias",
        {
            "LastName": "lastName",
            "FirstName": "firstName",
            "MiddleName": "middleName",
            "WholeName": "wholeName",
            "NameLanguage": "nameLanguage",
            "Gender": "gender",
            "Title": "title",
            "Function": "function",
        },
    ),
    "addresses": (
        "Address",
        {
            "City": "city",
            "Street": "street",
            "PoBox": "poBox",
            "ZipCode": "zipCode",
            "Region": "region",
            "Place": "place",
            "AsAtListingTime": "asAtListingTime",
            "ContactInfo": "contact",
            "CountryIso2Code": "countryIso2Code",
            "CountryDescription": "countryDescription",
        },
    ),
    "births": (
        "BirthDate",
        {
            "BirthDate": "birthdate",
            "Day": "dayOfMonth",
            "Month": "monthOfYear",
            "Year": "year",
            "YearRangeFrom": "yearRangeFrom",
            "YearRangeTo": "yearRangeTo",
            "Circa": "circa",
            "CalendarType": "calendarType",
            "ZipCode": "zipCode",
            "Region": "region",
            "Place": "place",
            "City": "city",
            "CountryIso2Code": "countryIso2Code",
            "CountryDescription": "countryDescription",
        },
    ),
    "identifications": (
        "Identification",
        {
            "Number": "number",
            "Diplomatic": "diplomatic",
            "KnownExpired": "knownExpired",
            "KnownFalse": "knownFalse",
            "ReportedLost": "reportedLost",
            "RevokedByIssuer": "revokedByIssuer",
            "IssuedBy": "issuedBy",
            "IssuedDate": "issuedDate",
            "ValidFrom": "validFrom",
            "ValidTo": "validTo",
            "LatinNumber": "latinNumber",
            "NameOnDocument": "nameOnDocument",
            "TypeCode": "identificationTypeCode",
            "TypeDescription": "identificationTypeDescription",
            "Region": "region",
            "CountryIso2Code": "countryIso2Code",
            "CountryDescription": "countryDescription",
        },
    ),
    "citizenships": (
        "Citizenship",
        {
            "Region": "region",
            "CountryIso2Code": "countryIso2Code",
            "CountryDescription": "countryDescription",
        },
    ),
}
_TAGS = {
    "names": "nameAlias",
    "citizenships": "citizenship",
    "births": "birthdate",
    "addresses": "address",
    "identifications": "identification",
}
_FIRST_ACT = Act(
    regulation_type="amendment",
    publication_date="2011-05-24",
    number_title="504/2011 (OJ L136)",
    publication_url="http://example.org/2011/504",
)


def entity(number: int = 1, **changes: Any) -> SanctionEntity:
    """An entity with every field filled that both forms carry; `changes` replace fields."""
    filled = SanctionEntity(
        logical_id=str(6000 + number),
        eu_reference_number=f"EU.{number}.5",
        united_nation_id="QDi.43",
        designation_date="2011-05-23",
        designation_details="Limited Liability Company",
        remarks=("Invented for a test.",),
        regulation=Act(
            regulation_type="amendment",
            organisation_type="council",
            publication_date="2020-05-29",
            entry_into_force_date="2020-05-30",
            number_title="2020/716 (OJ L168)",
            programme="SYR",
            publication_url="http://example.org/2020/716",
        ),
        subject_types=("person", "P"),
        names=(
            NameAlias(whole_name="اوريك", name_language="AR", gender="M", act=_FIRST_ACT),
            NameAlias(
                whole_name=f"Orik Vantu {number}",
                first_name="Orik",
                last_name="Vantu",
                title="Colonel",
                function="Head of nothing",
                gender="M",
                name_language="EN",
                act=_FIRST_ACT,
            ),
            NameAlias(whole_name='Ori "the; Owl"', remarks=("low quality alias",), act=_FIRST_ACT),
        ),
        citizenships=(
            Citizenship(country_iso2_code="SY", country_description="SYRIAN ARAB REPUBLIC", act=_FIRST_ACT),
        ),
        births=(
            BirthDate(
                birthdate="1965-09-11",
                day_of_month="11",
                month_of_year="9",
                year="1965",
                circa="false",
                calendar_type="GREGORIAN",
                city="Damascus",
                place="Old Town",
                country_iso2_code="SY",
                country_description="SYRIAN ARAB REPUBLIC",
                act=_FIRST_ACT,
            ),
            BirthDate(year_range_from="1960", year_range_to="1962", circa="true", act=_FIRST_ACT),
        ),
        addresses=(
            Address(
                street="1 Test Street",
                po_box="77",
                city="Damascus",
                zip_code="0578",
                region="Rif",
                as_at_listing_time="true",
                country_iso2_code="SY",
                country_description="SYRIAN ARAB REPUBLIC",
                remarks=("near the well",),
                act=_FIRST_ACT,
            ),
        ),
        identifications=(
            Identification(
                number="X-٧٧",
                latin_number="X-77",
                identification_type_code="passport",
                identification_type_description="National passport",
                known_false="true",
                issued_by="Nowhere",
                issued_date="2010-02-18",
                valid_to="2020-02-17",
                country_iso2_code="00",
                country_description="UNKNOWN",
                act=_FIRST_ACT,
            ),
        ),
    )
    return msgspec.structs.replace(filled, **changes)


def eu_xml(*entities: SanctionEntity, generated: str = "2026-02-24T00:26:41Z") -> bytes:
    """A whole XML file."""
    content = "\n".join(_entity_element(one) for one in entities)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="{generated}" globalFileId="1">\n'
        f"{content}\n</export>\n"
    ).encode()


def eu_csv(*entities: SanctionEntity, generated: str = "24/02/2026") -> bytes:
    """A whole CSV file: 118 columns, one row per detail."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(_headings())
    for one in entities:
        writer.writerows([generated, *row] for row in _rows(one))
    return file.getvalue().encode("utf-8-sig")


def _entity_element(one: SanctionEntity) -> str:
    fields = msgspec.to_builtins(one)
    code, classification = one.subject_types
    attributes = {name: value for name, value in fields.items() if isinstance(value, str)}
    regulation = fields["regulation"]
    url = regulation.pop("publicationUrl")
    children = [f"<remark>{remark}</remark>" for remark in one.remarks]
    children.append(
        f"<regulation{_attributes(regulation)}><publicationUrl>{url}</publicationUrl></regulation>"
    )
    children.append(f'<subjectType code="{code}" classificationCode="{classification}"/>')
    children += [_detail_element(tag, detail) for name, tag in _TAGS.items() for detail in fields[name]]
    return f"<sanctionEntity{_attributes(attributes)}>{''.join(children)}</sanctionEntity>"


def _detail_element(tag: str, detail: dict[str, Any]) -> str:
    children = [f"<remark>{remark}</remark>" for remark in detail.pop("remarks")]
    act = detail.pop("act")
    children += [f"<regulationSummary{_attributes(act)}/>"] if act else []
    children += [
        f"<contactInfo key={quoteattr(key)} value={quoteattr(value)}/>"
        for key, value in detail.pop("contacts", ())
    ]
    return f'<{tag}{_attributes(detail)} logicalId="1" regulationLanguage="en">{"".join(children)}</{tag}>'


def _attributes(values: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items() if value)


def _headings() -> list[str]:
    headings = ["fileGenerationDate", *(f"Entity_{name}" for name in (*_ENTITY, *_ACT))]
    for prefix, columns in _BLOCKS.values():
        names = (*columns, "LogicalId", "RegulationLanguage", "Remark", *_ACT)
        headings += [f"{prefix}_{name}" for name in names]
    return headings


def _rows(one: SanctionEntity) -> Iterator[list[str]]:
    fields = msgspec.to_builtins(one)
    names = ("logicalId", "euReferenceNumber", "unitedNationId", "designationDate", "designationDetails")
    head = [fields[name] for name in names]
    head += ["; ".join(one.remarks), one.subject_types[1], one.subject_types[0], *_act(fields["regulation"])]
    for block in _BLOCKS:
        for detail in fields[block]:
            yield [
                *head,
                *(cell for name in _BLOCKS for cell in _cells(name, detail if name == block else None)),
            ]


def _cells(block: str, detail: dict[str, Any] | None) -> Sequence[str]:
    columns = _BLOCKS[block][1]
    if detail is None:
        return [""] * (len(columns) + 3 + len(_ACT))
    cells = [detail.get(field, "") for field in columns.values()]
    return [*cells, "1", "en", "; ".join(detail["remarks"]), *_act(detail["act"])]


def _act(act: dict[str, str]) -> list[str]:
    return [act[field] for field in _ACT_FIELDS]
