"""What the issuer calls each field, and designations put together from cells or elements."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from ostrakon.lists.sources.gb_fcdo_sanctions.designation import (
    AddressWords,
    BirthPlaceWords,
    Designation,
    DocumentWords,
    NameWords,
    NonLatinWords,
)

__all__ = ["DesignationBuilder", "is_known"]

# A field that stands alone: each of its names, folded, and the attribute of Designation it fills.
_ALONE = {
    "uniqueid": "unique_ids",
    "lastupdated": "last_updated",
    "datedesignated": "designated",
    "ofsigroupid": "ofsi_group_ids",
    "unreferencenumber": "un_references",
    "title": "titles",
    "regimename": "regimes",
    "designationtype": "types",
    "individualentityship": "types",
    "designationsource": "sources",
    "sanctionsimposed": "sanctions",
    "otherinformation": "other_information",
    "ukstatementofreasons": "reasons",
    "phonenumber": "phone_numbers",
    "website": "websites",
    "emailaddress": "emails",
    "dob": "birth_dates",
    "nationality": "nationalities",
    "nationalityies": "nationalities",
    "position": "positions",
    "gender": "genders",
    "typeofentity": "entity_types",
    "subsidiary": "subsidiaries",
    "subsidiaries": "subsidiaries",
    "parentcompany": "parent_companies",
    "businessregistrationnumber": "registration_numbers",
    "businessregistrationnumbers": "registration_numbers",
    "imonumber": "imo_numbers",
    "currentowneroperator": "current_owners",
    "currentowneroperators": "current_owners",
    "previousowneroperator": "previous_owners",
    "previousowneroperators": "previous_owners",
    "currentbelievedflagofship": "current_flags",
    "previousflag": "previous_flags",
    "previousflags": "previous_flags",
    "typeofship": "ship_types",
    "tonnageofship": "tonnages",
    "lengthofship": "lengths",
    "yearbuilt": "years_built",
    "hullidentificationnumber": "hull_numbers",
    "hullidentificationnumberhin": "hull_numbers",
}
# Fields that belong together: the attribute, the value they make, and its parts by folded name.
_TOGETHER: tuple[tuple[str, type[Struct], dict[str, str]], ...] = (
    (
        "names",
        NameWords,
        {**{f"name{n}": f"name_{n}" for n in range(1, 7)}, "nametype": "type", "aliasstrength": "strength"},
    ),
    (
        "non_latin_names",
        NonLatinWords,
        {
            "namenonlatinscript": "text",
            "nonlatinscripttype": "script",
            "nonlatinscriptlanguage": "language",
        },
    ),
    (
        "addresses",
        AddressWords,
        {
            **{f"addressline{n}": f"line_{n}" for n in range(1, 7)},
            "addresspostalcode": "postal_code",
            "addresscountry": "country",
        },
    ),
    ("birth_places", BirthPlaceWords, {"townofbirth": "town", "countryofbirth": "country"}),
    (
        "national_identifiers",
        DocumentWords,
        {"nationalidentifiernumber": "number", "nationalidentifieradditionalinformation": "details"},
    ),
    ("passports", DocumentWords, {"passportnumber": "number", "passportadditionalinformation": "details"}),
)
_PARTS = {part for _, _, parts in _TOGETHER for part in parts}


@lru_cache(maxsize=1024)
def _key(field: str) -> str:
    """Letters and digits only: the column "Name non-latin script" is the element NameNonLatinScript."""
    return "".join(character for character in field.casefold() if character.isalnum())


def is_known(field: str) -> bool:
    """Whether a column or element of this name has a place in Designation."""
    return _key(field) in _ALONE or _key(field) in _PARTS


class DesignationBuilder:
    """Collects the distinct values of one designation, row by row or element by element."""

    def __init__(self, place: str) -> None:
        self._place = place
        # A dict keeps each value once, in first order.
        self._found: defaultdict[str, dict[Any, None]] = defaultdict(dict)

    def add(self, fields: Mapping[str, str]) -> None:
        """Take the fields of one row or element, blank ones left out."""
        stated = {_key(field): text for field, text in fields.items()}
        for key, text in stated.items():
            if attribute := _ALONE.get(key):
                self._found[attribute][text] = None
        for attribute, together, parts in _TOGETHER:
            words = {name: stated[key] for key, name in parts.items() if key in stated}
            if words:
                self._found[attribute][together(**words)] = None
        for field, text in fields.items():
            if not is_known(field):
                self._found["unknown"][field, text] = None

    def add_indicator(self, name: str) -> None:
        """A measure that the XML edition says is imposed."""
        self._found["indicators"][name] = None

    def build(self) -> Designation:
        return Designation(self._place, **{name: tuple(values) for name, values in self._found.items()})
