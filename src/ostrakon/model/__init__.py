"""The values every floor speaks in: frozen, typed, free of input and output."""

from ostrakon.model.captures import Capture, ListVersion
from ostrakon.model.dates import Calendar, DatePrecision, PartialDate
from ostrakon.model.listings import (
    Address,
    Country,
    DateBasis,
    Identifier,
    Kind,
    Listing,
    Name,
    NamePart,
    NameType,
    Place,
    Programme,
    Property,
    Relation,
    Strength,
)

__all__ = [
    "Address",
    "Calendar",
    "Capture",
    "Country",
    "DateBasis",
    "DatePrecision",
    "Identifier",
    "Kind",
    "ListVersion",
    "Listing",
    "Name",
    "NamePart",
    "NameType",
    "PartialDate",
    "Place",
    "Programme",
    "Property",
    "Relation",
    "Strength",
]
