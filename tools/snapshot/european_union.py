"""The EU's financial sanctions list as the carrier prints it → listings.

The carrier left out languages, genders, remarks and the acts; its only day is that of the last act.
"""

import re

from ostrakon.lists.parsing import Doubts, country_or_doubt, iso_day
from ostrakon.lists.parsing.slashed_dates import slashed_date
from ostrakon.lists.parsing.united_kingdom import distinct
from ostrakon.model import Address, Country, Identifier, Kind, Listing, Name, NamePart, Place, Programme
from tools.snapshot.rows import Entry, Row

__all__ = ["LIST", "to_listing"]

LIST = "EU"
_KINDS: dict[str, Kind] = {"person": "Person", "enterprise": "LegalEntity"}
_TYPES = {
    "IMO (vessel identification)": "imo",
    "National Fiscal Code": "tax",
    "National identification card": "national_id",
    "National passport": "passport",
    "Registration Number": "registration",
    "SWIFT BIC": "bic",
}
_LATIN = re.compile(r"[A-Za-z]")


def to_listing(entry: Entry, *, dataset: str, doubts: Doubts) -> Listing:
    acts = [day for text in entry.values(lambda row: row.date_added) if (day := iso_day(text))]
    return Listing(
        dataset=dataset,
        id=entry.id,
        kind=_KINDS[entry.rows[0].entity_type],
        names=_names(entry),
        programmes=tuple(Programme(code) for code in entry.values(lambda row: row.regime)),
        measures=("Asset freeze",),  # the only measure in the list's scope
        # The day is that of the last act: it says nothing of when the listing began.
        amended_on=max(acts),
        birth_dates=distinct(slashed_date(text) for text in entry.values(lambda row: row.DOB)),
        birth_places=distinct(_birth_place(row, entry.id, doubts) for row in entry.rows),
        citizenships=distinct(
            country_or_doubt(code, doubts=doubts, where=entry.id)
            for code in entry.values(lambda row: row.citizenship)
        ),
        titles=entry.values(lambda row: row.title),
        positions=entry.values(lambda row: row.position),
        addresses=distinct(_address(row, entry.id, doubts) for row in entry.rows),
        identifiers=tuple(_identifier(text) for text in entry.values(lambda row: row.personal_id)),
    )


def _names(entry: Entry) -> tuple[Name, ...]:
    """Nothing marks the main name; it is the first in Latin letters, else the first, as an answer has
    to call the party something."""
    names = distinct(_name(row) for row in entry.rows)
    primary = next((name for name in names if _LATIN.search(name.text)), names[0])
    others = [name for name in names if name is not primary]
    return (primary, *(Name(name.text, "alias", parts=name.parts) for name in others))


def _name(row: Row) -> Name:
    parts = (("first", row.forename), ("middle", row.middle_names), ("last", row.surname))
    return Name(row.full_name.strip(), parts=tuple(NamePart(role, text) for role, text in parts if text))


def _birth_place(row: Row, where: str, doubts: Doubts) -> Place | None:
    land = country_or_doubt(row.birth_country, doubts=doubts, where=where)
    text = _joined(row.birth_location, land)
    return Place(text, land, row.birth_location or None) if text else None


def _address(row: Row, where: str, doubts: Doubts) -> Address | None:
    land = country_or_doubt(row.address_country, doubts=doubts, where=where)
    text = _joined(row.address, land)
    return Address(text, country=land) if text else None


def _joined(text: str, land: Country | None) -> str:
    return ", ".join(part for part in (text, land.text if land else "") if part)


def _identifier(text: str) -> Identifier:
    """ "National identification card: 04682068"; a label that is not one of ours is "other"."""
    label, _, number = text.partition(": ")
    return Identifier(_TYPES.get(label, "other"), number, label=label)
