"""The rows of the four CSV parts in OFAC's own words; fields stand in the order of the columns.

A null mark is read as "". There is no header: facts 1.7 name the columns.
"""

from msgspec import Struct

__all__ = ["Address", "Alias", "Comment", "Party", "Row"]


class Row(Struct, frozen=True):
    """What the rows of every part begin with: the number of the party."""

    ent_num: str


class Party(Row, frozen=True):
    """A row of the primary file. `program` reads "SDGT] [SYRIA" for two; `type` is "" for an entity."""

    name: str
    type: str
    program: str
    title: str
    call_sign: str
    vessel_type: str
    tonnage: str
    gross_registered_tonnage: str
    vessel_flag: str
    vessel_owner: str
    remarks: str


class Address(Row, frozen=True):
    """A row of the addresses file; town, province and postal code share `place`."""

    add_num: str
    address: str
    place: str
    country: str
    remarks: str


class Alias(Row, frozen=True):
    """A row of the aliases file, which holds strong aliases only; `type` is aka, fka or nka."""

    alt_num: str
    type: str
    name: str
    remarks: str


class Comment(Row, frozen=True):
    """A row of the comments file: what of the remarks is beyond the primary file's 1,000 characters."""

    text: str
