"""OFSI's consolidated list as the carrier prints it → listings.

The carrier left out which name is the primary one, how good each alias is, "Listed On", reasons and
all text under Other Information. Its only day is the UK Sanctions List's "Date Designated".
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from ostrakon.lists.parsing import Doubts
from ostrakon.lists.parsing.slashed_dates import printed_day, slashed_date
from ostrakon.lists.parsing.united_kingdom import (
    birth_places,
    distinct,
    full_name,
    kind_of,
    printed_country,
    stated,
    values,
)
from ostrakon.model import Address, DateBasis, Identifier, Kind, Listing, Name, NamePart, Programme
from tools.snapshot.rows import Entry, Row

__all__ = ["ASSET_FREEZES", "INVESTMENT_BANS", "to_listing"]

ASSET_FREEZES = "UK Cons"
INVESTMENT_BANS = "UK Inv"
_LIST_NAMES = {ASSET_FREEZES: None, INVESTMENT_BANS: "investment bans"}
_MEASURES = {ASSET_FREEZES: "Asset freeze", INVESTMENT_BANS: "Investment ban"}
# The day EU and UN measures were taken over into UK law.
_TAKEN_OVER_ON = date(2020, 12, 31)
_SEVERAL_NUMBERS = re.compile(r"[A-Z]{0,3}\d{5,}(?:\. [A-Z]{0,3}\d{5,})+")


def to_listing(entry: Entry, *, dataset: str, doubts: Doubts) -> Listing:
    kind = kind_of(entry.rows[0].entity_type, doubts=doubts, where=entry.id)
    designated_on = min((_day(text) for text in entry.values(lambda row: row.date_added)), default=None)
    listed_on, date_basis = _listed_on(designated_on)
    return Listing(
        dataset=dataset,
        id=entry.id,
        kind=kind,
        names=_names(entry, kind),
        programmes=distinct(Programme(row.regime, _LIST_NAMES[row.sanction_list]) for row in entry.rows),
        measures=distinct(_MEASURES[row.sanction_list] for row in entry.rows),
        listed_on=listed_on,
        date_basis=date_basis,
        designated_on=designated_on,
        birth_dates=distinct(slashed_date(text) for text in entry.values(lambda row: row.DOB)),
        birth_places=distinct(
            place
            for town, country in distinct((row.birth_location, row.birth_country) for row in entry.rows)
            for place in birth_places(town, country, doubts=doubts, where=entry.id)
        ),
        nationalities=distinct(
            printed_country(text, doubts=doubts, where=entry.id)
            for text in _values(entry, lambda row: row.nationality)
        ),
        titles=_values(entry, lambda row: row.title),
        positions=_values(entry, lambda row: row.position),
        addresses=distinct(
            _address(text, country, entry.id, doubts)
            for text, country in distinct((row.address, row.address_country) for row in entry.rows)
        ),
        identifiers=tuple(
            # OFSI's file of 2025 has 451 of these as passports and none as anything else.
            Identifier("passport", number)
            for text in _values(entry, lambda row: row.personal_id)
            for number in _numbers(text)
        ),
    )


def _listed_on(designated_on: date | None) -> tuple[date | None, DateBasis]:
    """Unknown for what was taken over, the day of designation, as a bound, for what came later.

    Not "Listed On": in OFSI's file of 2025 that is another day for 777 of 901 entries designated
    before 2020-12-31 (mostly the UN's designations), and for all taken over that day.
    """
    if designated_on is None or designated_on <= _TAKEN_OVER_ON:
        return None, "unknown"
    return designated_on, "derived"


def _names(entry: Entry, kind: Kind) -> tuple[Name, ...]:
    """Latin ones first. Only a single one can be told to be the primary name."""
    names = distinct(_name(row, kind) for row in entry.rows)
    latin = [name for name in names if name.type != "original_script"]
    others = [name for name in names if name.type == "original_script"]
    if len(latin) == 1:
        latin = [Name(latin[0].text, "primary", parts=latin[0].parts)]
    return (*latin, *others)


def _name(row: Row, kind: Kind) -> Name:
    if not row.surname and not row.middle_names:
        # The column of names in their original script, a few of them written in Latin letters.
        whole = row.full_name
        return Name(
            whole, "alias" if _is_latin(whole) else "original_script", parts=(NamePart("whole", whole),)
        )
    text, parts = full_name(row.surname, (row.forename, row.middle_names, "", "", ""), kind=kind)
    return Name(text, "alias", parts=parts)


def _is_latin(text: str) -> bool:
    letters = [character for character in text if unicodedata.category(character) in {"Lu", "Ll", "Lo"}]
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)


def _address(text: str, country_text: str, where: str, doubts: Doubts) -> Address | None:
    country = printed_country(country_text, doubts=doubts, where=where)
    whole = ", ".join(part for part in (stated(text), country.text if country else "") if part)
    return Address(whole, country=country) if whole else None


def _numbers(text: str) -> list[str]:
    """ "1417961. 2107168. 728269902" are three."""
    return text.split(". ") if _SEVERAL_NUMBERS.fullmatch(text) else [text]


def _day(text: str) -> date:
    day = printed_day(text)
    if day is None:
        raise ValueError(f"not a day: {text!r}")
    return day


def _values(entry: Entry, column: Callable[[Row], str]) -> tuple[str, ...]:
    return distinct(value for text in entry.values(column) for value in values(text))
