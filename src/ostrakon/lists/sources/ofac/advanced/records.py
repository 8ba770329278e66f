"""A party of the advanced XML with all that the file says of it, in the issuer's words."""

from datetime import date

from msgspec import Struct

from ostrakon.model import Kind

__all__ = [
    "Alias",
    "Document",
    "DocumentedName",
    "Entry",
    "Feature",
    "Location",
    "Measure",
    "Party",
    "Period",
    "Relationship",
]


class Period(Struct, frozen=True):
    """The first and the last of the days that a DatePeriod names; `circa` is its "Approximate",
    `ongoing` that it states a start and no end."""

    earliest: date
    latest: date
    circa: bool = False
    ongoing: bool = False


class Location(Struct, frozen=True):
    """`parts` are type and value; `other_script` the values printed again in another script."""

    country: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    other_script: tuple[str, ...] = ()
    script: str = ""


class DocumentedName(Struct, frozen=True):
    """`parts` are type and text in the order printed, `scripts` the scripts they are written in."""

    id: str
    status: str
    parts: tuple[tuple[str, str], ...]
    scripts: tuple[str, ...]


class Alias(Struct, frozen=True):
    """A name with its further forms, as a rule one in Latin letters and one in the original script."""

    type: str
    primary: bool
    low_quality: bool
    names: tuple[DocumentedName, ...]


class Feature(Struct, frozen=True):
    """One version of a feature: words, a value of a table, a date, a place, or several of these."""

    version_id: str
    type: str
    reliability: str
    text: str = ""
    period: Period | None = None
    location: Location | None = None
    comment: str = ""


class Document(Struct, frozen=True):
    """An IDRegDocument, by the names of its elements and attributes."""

    type: str
    number: str
    country: str = ""
    issued_in: Location | None = None
    authority: str = ""
    validity: str = ""
    comment: str = ""
    issue_date: Period | None = None
    expiration_date: Period | None = None
    name_ids: tuple[str, ...] = ()
    version_ids: tuple[str, ...] = ()


class Party(Struct, frozen=True):
    """A DistinctParty with its one profile and identity, and the documents of the latter."""

    id: str
    kind: Kind
    comment: str
    aliases: tuple[Alias, ...]
    features: tuple[Feature, ...]
    documents: tuple[Document, ...]


class Measure(Struct, frozen=True):
    """`type` is "Program", whose `comment` is the tag, or what the list forbids ("Block")."""

    type: str
    comment: str


class Entry(Struct, frozen=True):
    """A party's place on one list. `listed_on` are the dates of its events, which are all the same."""

    list_name: str
    listed_on: tuple[date, ...]
    legal_bases: tuple[str, ...]
    measures: tuple[Measure, ...]


class Relationship(Struct, frozen=True):
    """A tie between two parties in the direction the issuer gives it."""

    from_id: str
    to_id: str
    type: str
    quality: str
    former: bool
    period: Period | None = None
    comment: str = ""
