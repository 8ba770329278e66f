"""An entry of the Consolidated Screening List → a listing.

That list is OFAC's own with losses: it does not say which names are weak or former, nor when anyone
was listed.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from ostrakon.lists.parsing import Doubts, country, country_or_doubt
from ostrakon.lists.parsing.slashed_dates import printed_day
from ostrakon.model import Address, Country, Kind, Listing, Name, NamePart, Place, Programme
from tools.snapshot.rows import Entry, Row, distinct
from tools.snapshot.united_states.dates import partial_date
from tools.snapshot.united_states.numbers import GENDER, Statement, identifiers, properties, statements

__all__ = ["CONS_LISTS", "SDN_LISTS", "to_listing"]

# The carrier's name of each list, and ours where several lists share a dataset.
SDN_LISTS: dict[str, str | None] = {"Specially Designated Nationals (SDN) - Treasury Department": None}
CONS_LISTS: dict[str, str | None] = {
    "Sectoral Sanctions Identifications List (SSI) - Treasury Department": "SSI",
    "Capta List (CAP) - Treasury Department": "CAPTA",
    "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department": "NS-CMIC",
    "Palestinian Legislative Council List (PLC) - Treasury Department": "NS-PLC",
    "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department": "NS-MBS",
    "Foreign Sanctions Evaders (FSE) - Treasury Department": "FSE",
}
_LIST_NAMES = {**SDN_LISTS, **CONS_LISTS}
_KINDS: dict[str, Kind] = {
    "Individual": "Person",
    "Entity": "LegalEntity",
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
}
_SUFFIXES = {"JR.", "SR."}
_ENDS_WITH_CODE = re.compile(r"(?:.*, )?(?P<code>[A-Z]{2})")


def to_listing(entry: Entry, *, dataset: str, doubts: Doubts) -> Listing:
    kind = _KINDS[entry.rows[0].entity_type]
    stated = [found for text in entry.values(lambda row: row.personal_id) for found in statements(text)]
    listed_on = _cmic_day(stated)
    return Listing(
        dataset=dataset,
        id=entry.id,
        kind=kind,
        names=tuple(_names(entry, kind)),
        programmes=_programmes(entry),
        listed_on=listed_on,
        date_basis="stated" if listed_on else "unknown",
        birth_dates=tuple(
            partial_date(text, where=entry.id, doubts=doubts) for text in entry.values(lambda row: row.DOB)
        ),
        birth_places=tuple(Place(text) for text in _split(entry, lambda row: row.birth_location)),
        nationalities=_countries(entry, lambda row: row.nationality, doubts),
        citizenships=_countries(entry, lambda row: row.citizenship, doubts),
        genders=distinct(found.text.lower() for found in stated if found.label == GENDER),
        positions=entry.values(lambda row: row.position),
        addresses=tuple(_address(text) for text in _split(entry, lambda row: row.address)),
        identifiers=tuple(dict.fromkeys(identifiers(stated, where=entry.id, doubts=doubts))),
        properties=tuple(dict.fromkeys(properties(stated))),
    )


def _names(entry: Entry, kind: Kind) -> Iterator[Name]:
    """The primary name first.

    The aliases come from one cell, "A; B; C", so that all but the first kept the blank before them;
    the entry's own name follows them. (It is OFAC's primary name of 2025 for 97 % of those with
    several names, and the rest were renamed since.)
    """
    printed = entry.values(lambda row: row.full_name)
    primary = next(text for text in reversed(printed) if not text.startswith(" "))
    for text in distinct((primary, *(text.strip() for text in printed))):
        whole, parts = _reading_order(text) if kind == "Person" else (text, (NamePart("whole", text),))
        yield Name(whole, "primary" if text == primary else "alias", parts=parts)


def _reading_order(text: str) -> tuple[str, tuple[NamePart, ...]]:
    """ "DELOS REYES, Feliciano Semborio, Jr." is Feliciano Semborio DELOS REYES, Jr."""
    last, *others = text.split(", ")
    suffixes = [other for other in others if other.upper() in _SUFFIXES]
    given = " ".join(other for other in others if other not in suffixes)
    if not given:
        return text, (NamePart("whole", text),)
    return ", ".join([f"{given} {last}", *suffixes]), (NamePart("given", given), NamePart("last", last))


def _programmes(entry: Entry) -> tuple[Programme, ...]:
    """Each tag under each list that states it: which list a tag belongs to is not told."""
    return tuple(
        dict.fromkeys(
            Programme(code, list_name, listed_on=_cmic_day(statements(row.personal_id)))
            for row in entry.rows
            for list_name in (_LIST_NAMES[row.sanction_list],)
            for code in row.regime.split("; ")
        )
    )


def _cmic_day(stated: Iterator[Statement] | list[Statement]) -> date | None:
    """The only listing date there is: the CMIC list prints its own among the numbers of an entry."""
    return next((printed_day(found.text) for found in stated if found.label == "Listing Date (CMIC)"), None)


def _address(text: str) -> Address:
    """A country's code stands last, where there is one."""
    found = _ENDS_WITH_CODE.fullmatch(text)
    named = country(found["code"]) if found else None
    return Address(text, country=named if named and named.code else None)


def _countries(entry: Entry, column: Callable[[Row], str], doubts: Doubts) -> tuple[Country, ...]:
    found = (country_or_doubt(code, doubts=doubts, where=entry.id) for code in _split(entry, column))
    return tuple(named for named in found if named is not None)


def _split(entry: Entry, column: Callable[[Row], str]) -> tuple[str, ...]:
    return distinct(value for text in entry.values(column) for value in text.split("; "))
