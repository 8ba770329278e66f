"""From a designation in the issuer's words to a listing."""

import html
import re
from collections.abc import Iterable, Iterator
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
    imo_number,
    kind_of,
    original_script_name,
    printed_country,
    registration_identifiers,
    stated,
    un_reference,
    values,
)
from ostrakon.lists.sources.gb_fcdo_sanctions.designation import Designation, DocumentWords, NameWords
from ostrakon.model import (
    Country,
    Identifier,
    Kind,
    Listing,
    Name,
    NameType,
    PartialDate,
    Programme,
    Property,
    Relation,
    Strength,
)

__all__ = ["DATASET", "to_listing"]

DATASET = "gb_fcdo_sanctions"

_UNIQUE_ID = re.compile(r"[A-Z]{3}[0-9]{4}")
# The day EU measures were taken over into UK law: who "was designated" then had been listed before.
_TAKEN_OVER_ON = date(2020, 12, 31)
_NAME_TYPES: dict[str, NameType] = {
    # A row that states no type is the row of the designation itself.
    "": "primary",
    "primary name": "primary",
    "primary name variation": "variation",
    "alias": "alias",
}
_STRENGTHS: dict[str, Strength] = {
    "": "not_stated",
    "good quality a.k.a": "strong",
    "low quality a.k.a": "weak",
}


def to_listing(designation: Designation, doubts: Doubts) -> Listing:
    """Raises SourceError where the id, the regime, the primary name or the date is missing or doubled."""
    unique_id = _the_one(designation, "Unique ID", designation.unique_ids)
    if not _UNIQUE_ID.fullmatch(unique_id):
        raise SourceError(
            f"{designation.place}: Unique ID {unique_id!r} is not three letters and four digits"
        )
    kind = kind_of(_the_one(designation, "type", designation.types), doubts=doubts, where=unique_id)
    designated_on = _designated_on(designation, unique_id, doubts)
    passports, passport_remarks = _documents("passport", designation.passports, unique_id, doubts)
    national_ids, national_id_remarks = _documents(
        "national_id", designation.national_identifiers, unique_id, doubts
    )
    return Listing(
        dataset=DATASET,
        id=unique_id,
        kind=kind,
        names=_names(designation, kind, unique_id, doubts),
        programmes=(Programme(_the_one(designation, "Regime Name", designation.regimes)),),
        measures=_measures(designation, unique_id, doubts),
        listed_on=designated_on,
        date_basis="derived" if designated_on == _TAKEN_OVER_ON else "stated",
        designated_on=designated_on,
        amended_on=_amended_on(designation, unique_id, doubts),
        birth_dates=_birth_dates(designation, unique_id, doubts),
        birth_places=distinct(
            place
            for words in designation.birth_places
            for place in birth_places(words.town, words.country, doubts=doubts, where=unique_id)
        ),
        nationalities=_countries(designation.nationalities, unique_id, doubts),
        genders=tuple(gender.casefold() for gender in _values(designation.genders)),
        titles=_values(designation.titles),
        positions=_values(designation.positions),
        addresses=distinct(
            address(
                (words.line_1, words.line_2, words.line_3, words.line_4, words.line_5, words.line_6),
                postal_code=words.postal_code,
                country_text=words.country,
                doubts=doubts,
                where=unique_id,
            )
            for words in designation.addresses
        ),
        identifiers=distinct((*passports, *national_ids, *_numbers(designation, unique_id, doubts))),
        cross_references=tuple(_cross_references(designation, unique_id, doubts)),
        relations=tuple(_relations(designation)),
        # Double-escaped entities occur in the reasons ("&amp;amp;").
        reasons=distinct(html.unescape(text) for text in _stated(designation.reasons)),
        notes=distinct((*_stated(designation.other_information), *passport_remarks, *national_id_remarks)),
        properties=tuple(_properties(designation)),
    )


def _the_one(designation: Designation, field: str, texts: tuple[str, ...]) -> str:
    if len(texts) != 1:
        raise SourceError(f"{designation.place}: exactly one {field} expected, not {texts!r}")
    return texts[0]


def _designated_on(designation: Designation, unique_id: str, doubts: Doubts) -> date:
    """The earliest, where the rows of a designation give several; which is counted."""
    days = [printed_day(text) for text in designation.designated]
    known = [day for day in days if day is not None]
    if not known or len(known) != len(days):
        raise SourceError(
            f"{designation.place}: Date Designated of {unique_id} is no day: {designation.designated!r}"
        )
    if len(known) > 1:
        doubts.note("several days in Date Designated", f"{unique_id}: {designation.designated!r}")
    return min(known)


def _amended_on(designation: Designation, unique_id: str, doubts: Doubts) -> date | None:
    days = [printed_day(text) for text in designation.last_updated]
    if None in days:
        doubts.note("Last Updated is no day", f"{unique_id}: {designation.last_updated!r}")
    return max((day for day in days if day is not None), default=None)


def _names(designation: Designation, kind: Kind, unique_id: str, doubts: Doubts) -> tuple[Name, ...]:
    latin = distinct(_name(words, kind, unique_id, doubts) for words in designation.names)
    if not any(name.type == "primary" for name in latin):
        raise SourceError(f"{designation.place}: {unique_id} has no primary name")
    original = distinct(
        original_script_name(
            words.text, script=words.script, language=words.language, doubts=doubts, where=unique_id
        )
        for words in designation.non_latin_names
    )
    return latin + original


def _name(words: NameWords, kind: Kind, unique_id: str, doubts: Doubts) -> Name | None:
    given = (words.name_1, words.name_2, words.name_3, words.name_4, words.name_5)
    text, parts = full_name(words.name_6, given, kind=kind)
    if not text:
        doubts.note("name without text", unique_id)
        return None
    # Capitals vary within one file: "Primary name", "Primary Name", "ALias".
    name_type = _NAME_TYPES.get(words.type.casefold())
    strength = _STRENGTHS.get(words.strength.casefold().rstrip("."))
    if name_type is None:
        doubts.note(f"unknown name type {words.type!r}", unique_id)
    if strength is None:
        doubts.note(f"unknown alias strength {words.strength!r}", unique_id)
    return Name(text, name_type or "alias", strength or "not_stated", parts)


def _measures(designation: Designation, unique_id: str, doubts: Doubts) -> tuple[str, ...]:
    """As printed; one that only its indicator states is added in words, and counted."""
    printed = [stated(measure) for text in designation.sanctions for measure in text.split("|")]
    known = {_letters(measure) for measure in printed}
    measures = [measure for measure in printed if measure]
    for indicator in designation.indicators:
        if _letters(indicator) not in known:
            doubts.note(f"measure missing from Sanctions Imposed: {indicator}", unique_id)
            measures.append(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", indicator).capitalize())
    return distinct(measures)


def _letters(text: str) -> str:
    """The indicator Deflag is the measure "De-flag"."""
    return "".join(character for character in text.casefold() if character.isalpha())


def _birth_dates(designation: Designation, unique_id: str, doubts: Doubts) -> tuple[PartialDate, ...]:
    dates = distinct(slashed_date(value) for value in _values(designation.birth_dates))
    for birth_date in dates:
        if birth_date.precision == "unknown":
            doubts.note("birth date not understood", f"{unique_id}: {birth_date.text}")
    return dates


def _countries(texts: Iterable[str], unique_id: str, doubts: Doubts) -> tuple[Country, ...]:
    return distinct(printed_country(value, doubts=doubts, where=unique_id) for value in _values(texts))


def _documents(
    kind: str, documents: Iterable[DocumentWords], unique_id: str, doubts: Doubts
) -> tuple[list[Identifier], list[str]]:
    identifiers, remarks = [], []
    for words in documents:
        found, rest = document_identifiers(kind, words.number, words.details, doubts=doubts, where=unique_id)
        identifiers += found
        remarks += rest
    return identifiers, remarks


def _numbers(designation: Designation, unique_id: str, doubts: Doubts) -> Iterator[Identifier]:
    for text in designation.registration_numbers:
        yield from registration_identifiers(text)
    for number in _values(designation.imo_numbers):
        yield imo_number(number, doubts=doubts, where=unique_id)
    for number in _values(designation.hull_numbers):
        yield Identifier("ship", number, label="Hull identification number (HIN)")


def _cross_references(designation: Designation, unique_id: str, doubts: Doubts) -> Iterator[Identifier]:
    for group_id in _stated(designation.ofsi_group_ids):
        yield Identifier("ofsi_group_id", group_id)
    for text in _stated(designation.un_references):
        reference = un_reference(text)
        if reference is None:
            doubts.note("UN reference not understood", f"{unique_id}: {text}")
        yield reference or Identifier("un_reference", text)


def _relations(designation: Designation) -> Iterator[Relation]:
    """The other side is named in free text, often several names in one cell, so it is kept as text."""
    for name in _values(designation.parent_companies):
        yield Relation("Parent company", other_name=name)
    for name in _values(designation.subsidiaries):
        yield Relation("Subsidiaries", other_name=name)
    for name in _values(designation.current_owners):
        yield Relation("Current owner/operator", other_name=name)
    for name in _values(designation.previous_owners):
        yield Relation("Previous owner/operator", other_name=name, former=True)


def _properties(designation: Designation) -> Iterator[Property]:
    sources = [source.strip() for text in designation.sources for source in text.split("|")]
    fields = (
        ("designationSource", sources),
        ("phone", designation.phone_numbers),
        ("website", designation.websites),
        ("email", designation.emails),
        ("legalForm", designation.entity_types),
        ("flag", designation.current_flags),
        ("pastFlags", designation.previous_flags),
        ("type", designation.ship_types),
        ("tonnage", designation.tonnages),
        ("length", designation.lengths),
        ("buildDate", designation.years_built),
    )
    for name, texts in fields:
        for value in _values(texts):
            yield Property(name, value)
    for name, text in designation.unknown:
        yield Property(name, text)


def _stated(texts: Iterable[str]) -> tuple[str, ...]:
    return distinct(text for text in map(stated, texts) if text)


def _values(texts: Iterable[str]) -> tuple[str, ...]:
    return distinct(value for text in texts for value in values(text))
