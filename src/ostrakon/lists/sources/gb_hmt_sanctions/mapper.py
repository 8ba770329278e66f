"""From the rows of a group in the issuer's words to a listing."""

from collections.abc import Callable
from datetime import date

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts
from ostrakon.lists.parsing.slashed_dates import printed_day, slashed_date
from ostrakon.lists.parsing.united_kingdom import (
    address,
    birth_places,
    distinct,
    document_identifiers,
    full_name,
    kind_of,
    original_script_name,
    printed_country,
    values,
)
from ostrakon.lists.sources.gb_hmt_sanctions.group import Group, Row
from ostrakon.lists.sources.gb_hmt_sanctions.information import Information, read_information
from ostrakon.model import (
    Address,
    Country,
    Identifier,
    Kind,
    Listing,
    Name,
    NameType,
    PartialDate,
    Place,
    Programme,
    Property,
    Strength,
)

__all__ = ["DATASET", "to_listing"]

DATASET = "gb_hmt_sanctions"

_NAME_TYPES: dict[str, NameType] = {
    "prime alias": "primary",
    "primary name": "primary",
    "primary name variation": "variation",
    "aka": "alias",
    "fka": "former",
}
_STRENGTHS: dict[str, Strength] = {"": "not_stated", "good quality": "strong", "low quality": "weak"}


def to_listing(group: Group, doubts: Doubts) -> Listing:
    """Raises SourceError where a row has no name, no regime or no day of listing."""
    kind = kind_of(_group_type(group), doubts=doubts, where=group.id)
    programmes = _programmes(group)
    information = _information(group, doubts)
    documents, document_remarks = _documents(group, doubts)
    return Listing(
        dataset=DATASET,
        id=group.id,
        kind=kind,
        names=_names(group, kind, doubts),
        programmes=programmes,
        # The list is of asset freezes; other measures stand in the words of some entries.
        measures=("Asset freeze",),
        listed_on=min(programme.listed_on for programme in programmes if programme.listed_on),
        date_basis="stated",
        designated_on=min(_days(group, "designated_on", doubts), default=None),
        amended_on=max(_days(group, "last_updated", doubts), default=None),
        birth_dates=_birth_dates(group, doubts),
        birth_places=_birth_places(group, doubts),
        nationalities=_nationalities(group, doubts),
        genders=information.genders,
        titles=_values(group, lambda row: row.title),
        positions=_values(group, lambda row: row.position),
        addresses=_addresses(group, doubts),
        identifiers=distinct((*documents, *information.identifiers)),
        cross_references=information.cross_references,
        relations=information.relations,
        reasons=information.reasons,
        notes=distinct((*information.notes, *document_remarks)),
        properties=distinct(
            (*information.properties, *_further_designations(group), *_unknown_columns(group))
        ),
    )


def _group_type(group: Group) -> str:
    types = distinct(row.group_type for row in group.rows)
    if len(types) != 1 or not types[0]:
        raise SourceError(f"{group.place}: exactly one Group Type expected, not {types!r}")
    return types[0]


def _programmes(group: Group) -> tuple[Programme, ...]:
    """A regime each, since the earliest day that its rows give: a party of two regimes has two days."""
    listed: dict[str, date] = {}
    for row in group.rows:
        day = printed_day(row.listed_on)
        if day is None or not row.regime:
            raise SourceError(
                f"{group.place}: line {row.line} has Listed On {row.listed_on!r}, Regime {row.regime!r}"
            )
        listed[row.regime] = min(day, listed.get(row.regime, day))
    return tuple(Programme(regime, listed_on=day) for regime, day in listed.items())


def _names(group: Group, kind: Kind, doubts: Doubts) -> tuple[Name, ...]:
    latin = distinct(_name(row, group, kind, doubts) for row in group.rows)
    cells = distinct((row.non_latin_name, row.non_latin_script, row.non_latin_language) for row in group.rows)
    original = distinct(
        original_script_name(text, script=script, language=language, doubts=doubts, where=group.id)
        for text, script, language in cells
    )
    return latin + original


def _name(row: Row, group: Group, kind: Kind, doubts: Doubts) -> Name:
    given = (row.name_1, row.name_2, row.name_3, row.name_4, row.name_5)
    text, parts = full_name(row.name_6, given, kind=kind)
    if not text:
        raise SourceError(f"{group.place}: line {row.line} has no name")
    name_type = _NAME_TYPES.get(row.alias_type.casefold())
    strength = _STRENGTHS.get(row.alias_quality.casefold())
    if name_type is None:
        doubts.note(f"unknown alias type {row.alias_type!r}", group.id)
    if strength is None:
        doubts.note(f"unknown alias quality {row.alias_quality!r}", group.id)
    return Name(text, name_type or "alias", strength or "not_stated", parts)


def _days(group: Group, column: str, doubts: Doubts) -> list[date]:
    texts = distinct(getattr(row, column) or None for row in group.rows)
    days = [printed_day(text) for text in texts]
    if None in days:
        doubts.note(f"no day in {column.replace('_', ' ')}", f"{group.id}: {texts!r}")
    return [day for day in days if day is not None]


def _further_designations(group: Group) -> list[Property]:
    """All days of designation, where a group of two regimes has two; the listing keeps the earliest."""
    days = sorted(set(_days(group, "designated_on", Doubts())))
    return [Property("designatedOn", day.isoformat()) for day in days] if len(days) > 1 else []


def _birth_dates(group: Group, doubts: Doubts) -> tuple[PartialDate, ...]:
    dates = distinct(slashed_date(value) for value in _values(group, lambda row: row.birth_date))
    for birth_date in dates:
        if birth_date.precision == "unknown":
            doubts.note("birth date not understood", f"{group.id}: {birth_date.text}")
    return dates


def _birth_places(group: Group, doubts: Doubts) -> tuple[Place, ...]:
    cells = distinct((row.birth_town, row.birth_country) for row in group.rows)
    return distinct(
        place
        for town, birth_country in cells
        for place in birth_places(town, birth_country, doubts=doubts, where=group.id)
    )


def _nationalities(group: Group, doubts: Doubts) -> tuple[Country, ...]:
    texts = _values(group, lambda row: row.nationality)
    return distinct(printed_country(text, doubts=doubts, where=group.id) for text in texts)


def _addresses(group: Group, doubts: Doubts) -> tuple[Address, ...]:
    cells = distinct(
        (
            (row.address_1, row.address_2, row.address_3, row.address_4, row.address_5, row.address_6),
            row.postal_code,
            row.country,
        )
        for row in group.rows
    )
    return distinct(
        address(lines, postal_code=postal_code, country_text=country, doubts=doubts, where=group.id)
        for lines, postal_code, country in cells
    )


def _documents(group: Group, doubts: Doubts) -> tuple[list[Identifier], list[str]]:
    """Passports and national numbers, and the remarks about documents whose number is not given."""
    cells = distinct(
        found
        for row in group.rows
        for found in (
            ("passport", row.passport_number, row.passport_details),
            ("national_id", row.national_number, row.national_details),
        )
    )
    identifiers, remarks = [], []
    for kind, number, details in cells:
        found, rest = document_identifiers(kind, number, details, doubts=doubts, where=group.id)
        identifiers += found
        remarks += rest
    return identifiers, remarks


def _unknown_columns(group: Group) -> list[Property]:
    return [Property(column, text) for row in group.rows for column, text in row.unknown]


def _information(group: Group, doubts: Doubts) -> Information:
    """Of all rows together; they nearly always repeat one text."""
    texts = distinct(row.other_information or None for row in group.rows)
    return read_information(texts, doubts=doubts, where=group.id)


def _values(group: Group, column: Callable[[Row], str]) -> tuple[str, ...]:
    return distinct(value for text in distinct(map(column, group.rows)) for value in values(text))
