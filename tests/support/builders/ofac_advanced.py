"""OFAC's advanced XML as bytes, in the layout of the official files (facts 1.3), entries invented.

Reference ids are dealt out as labels are used, so a reader that knows ids by heart fails.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct
from msgspec.structs import replace

__all__ = [
    "Alias",
    "Document",
    "DocumentedName",
    "Entry",
    "Feature",
    "Party",
    "Place",
    "Relationship",
    "advanced_xml",
    "company",
    "person",
    "vessel",
]

_NAMESPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML"


class DocumentedName(Struct, frozen=True):
    """Parts as (type, text) in the order printed."""

    parts: tuple[tuple[str, str], ...]
    script: str = "Latin"


class Alias(Struct, frozen=True):
    """The first of its names is the one in Latin letters."""

    names: tuple[DocumentedName, ...]
    type: str = "A.K.A."
    low_quality: bool = False


class Place(Struct, frozen=True):
    """Parts as (type, value); `other_script` holds (type, value) printed again in `script`."""

    parts: tuple[tuple[str, str], ...] = ()
    country: str = ""
    area: str = ""
    other_script: tuple[tuple[str, str], ...] = ()
    script: str = ""


class Feature(Struct, frozen=True):
    """`days` are the four corners of a date as ISO days, or fewer: the last is repeated."""

    type: str
    text: str = ""
    lookup: str = ""
    days: tuple[str, ...] = ()
    circa: bool = False
    place: Place | None = None
    reliability: str = "Unknown"
    comment: str = ""


class Document(Struct, frozen=True):
    """`alias` is the place of the alias, among the party's, whose name the document bears; `feature`
    that of a feature which belongs to it."""

    type: str
    number: str
    country: str = ""
    validity: str = "Valid"
    issued: tuple[str, ...] = ()
    expires: tuple[str, ...] = ()
    issued_in: Place | None = None
    authority: str = ""
    comment: str = ""
    alias: int = 0
    feature: int | None = None


class Entry(Struct, frozen=True):
    """An entry on one list; each legal basis has an event of its own, with the same day."""

    tags: tuple[str, ...] = ("SYRIA",)
    list_name: str = "SDN List"
    measures: tuple[str, ...] = ("Block",)
    listed_on: str = "2011-05-18"
    legal_bases: tuple[str, ...] = ("Executive Order 13572 (Syria)",)


class Party(Struct, frozen=True):
    """The first alias is the primary one."""

    id: str
    kind: str
    aliases: tuple[Alias, ...]
    features: tuple[Feature, ...] = ()
    documents: tuple[Document, ...] = ()
    entries: tuple[Entry, ...] = (Entry(),)
    comment: str = ""


class Relationship(Struct, frozen=True):
    """From and to are the ids of parties; `since` is a day."""

    from_id: str
    to_id: str
    type: str = "Owned or Controlled By"
    quality: str = "Unknown"
    former: bool = False
    since: str = ""
    comment: str = ""


def person(number: int = 1, **changes: Any) -> Party:
    """A person with names only; `changes` replace fields."""
    name = DocumentedName((("Last Name", f"VANTU {number}"), ("First Name", "Orik")))
    return replace(Party(f"{1000 + number}", "Individual", (Alias((name,), "Name"),)), **changes)


def company(number: int = 1, **changes: Any) -> Party:
    """An entity with a name only."""
    name = DocumentedName((("Entity Name", f"NOWHERE TRADING {number}"),))
    return replace(Party(f"{2000 + number}", "Entity", (Alias((name,), "Name"),)), **changes)


def vessel(number: int = 1, **changes: Any) -> Party:
    """A vessel with a name only."""
    name = DocumentedName((("Vessel Name", f"GREY HERON {number}"),))
    return replace(Party(f"{3000 + number}", "Vessel", (Alias((name,), "Name"),)), **changes)


def advanced_xml(
    parties: Sequence[Party] = (), relationships: Iterable[Relationship] = (), *, issued: str = "2025-05-29"
) -> bytes:
    """A whole file, with CRLF and no byte order mark, as the issuer writes it."""
    file = _File()
    written = "".join(file.party(party) for party in parties)
    entries = "".join(file.entry(party.id, entry) for party in parties for entry in party.entries)
    ties = "".join(file.relationship(tie) for tie in relationships)
    text = (
        '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
        f'<Sanctions xmlns="{_NAMESPACE}" Version="3">\n'
        f'<DateOfIssue CalendarTypeID="1">{_day(issued)}</DateOfIssue>\n'
        f"{file.reference_values()}\n"
        f"<Locations>\n{''.join(file.locations)}</Locations>\n"
        f"<IDRegDocuments>\n{''.join(file.documents)}</IDRegDocuments>\n"
        f"<DistinctParties>\n{written}</DistinctParties>\n"
        f"<ProfileRelationships>\n{ties}</ProfileRelationships>\n"
        f"<SanctionsEntries>\n{entries}</SanctionsEntries>\n<SanctionsEntryLinks />\n</Sanctions>\n"
    )
    return text.replace("\n", "\r\n").encode()


class _File:
    """What is written in one place and referred to from others."""

    def __init__(self) -> None:
        self.locations: list[str] = []
        self.documents: list[str] = []
        self._ids: dict[str, dict[str, int]] = defaultdict(dict)
        self._last_id = 500

    def reference_values(self) -> str:
        """After everything else is written: the tables hold what the file uses, and nothing more."""
        sub_types = self._ids.pop("PartySubType", {})
        types = {kind: self.id("PartyType", _party_type(kind)) for kind in sub_types}
        countries = self._ids.get("Country", {})
        tables = {
            "PartySubType": "".join(
                _tag("PartySubType", {"ID": id_, "PartyTypeID": types[kind]}, _sub_type(kind))
                for kind, id_ in sub_types.items()
            ),
            "CalendarType": _tag("CalendarType", {"ID": 1}, "Gregorian"),
            "AreaCode": "".join(
                _tag("AreaCode", {"ID": id_, "CountryID": countries[area], "Description": area}, "XX")
                for area, id_ in self._ids.pop("AreaCode", {}).items()
            ),
        }
        for table, labels in self._ids.items():
            tables[table] = "".join(_tag(table, {"ID": id_}, escape(label)) for label, id_ in labels.items())
        values = "".join(f"<{table}Values>{content}</{table}Values>\n" for table, content in tables.items())
        return f"<ReferenceValueSets>\n{values}</ReferenceValueSets>"

    def id(self, table: str, label: str) -> int:
        if label not in self._ids[table]:
            self._ids[table][label] = self._next()
        return self._ids[table][label]

    def party(self, party: Party) -> str:
        identity = self._next()
        name_ids = [[self._next() for _ in alias.names] for alias in party.aliases]
        version_ids = [self._next() for _ in party.features]
        groups: dict[int, int] = {}
        aliases = "".join(
            self._alias(alias, ids, party.id, groups, primary=alias is party.aliases[0])
            for alias, ids in zip(party.aliases, name_ids, strict=True)
        )
        for document in party.documents:
            version = None if document.feature is None else version_ids[document.feature]
            self._document(document, identity, name_ids[document.alias][0], version)
        features = "".join(
            self._feature(feature, version, identity)
            for feature, version in zip(party.features, version_ids, strict=True)
        )
        masters = "".join(
            f'<MasterNamePartGroup><NamePartGroup ID="{id_}" NamePartTypeID="{type_}" />'
            "</MasterNamePartGroup>"
            for id_, type_ in groups.items()
        )
        return (
            f'<DistinctParty FixedRef="{party.id}"><Comment>{escape(party.comment)}</Comment>'
            f'<Profile ID="{party.id}" PartySubTypeID="{self.id("PartySubType", party.kind)}">'
            f'<Identity ID="{identity}" FixedRef="{party.id}" Primary="true" False="false">'
            f"{aliases}<NamePartGroups>{masters}</NamePartGroups></Identity>"
            f"{features}</Profile></DistinctParty>\n"
        )

    def relationship(self, tie: Relationship) -> str:
        # A tie that goes on has a start only.
        period = re.sub("<End .*</End>", "", _period((tie.since,), circa=False)) if tie.since else ""
        attributes = {
            "ID": self._next(),
            "From-ProfileID": tie.from_id,
            "To-ProfileID": tie.to_id,
            "RelationTypeID": self.id("RelationType", tie.type),
            "RelationQualityID": self.id("RelationQuality", tie.quality),
            "Former": str(tie.former).lower(),
            "SanctionsEntryID": tie.from_id,
        }
        return _tag("ProfileRelationship", attributes, f"<Comment>{escape(tie.comment)}</Comment>{period}")

    def entry(self, party_id: str, entry: Entry) -> str:
        events = "".join(
            f'<EntryEvent ID="{self._next()}" EntryEventTypeID="{self.id("EntryEventType", "Created")}" '
            f'LegalBasisID="{self.id("LegalBasis", basis)}"><Comment />'
            f'<Date CalendarTypeID="1">{_day(entry.listed_on)}</Date></EntryEvent>'
            for basis in entry.legal_bases
        )
        empty = '<DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true" DayFixed="true" />'
        measures = "".join(
            f'<SanctionsMeasure ID="{self._next()}" SanctionsTypeID="{self.id("SanctionsType", type_)}">'
            f"{comment}{empty}</SanctionsMeasure>"
            for type_, comment in (
                *((measure, "") for measure in entry.measures),
                *(("Program", f"<Comment>{escape(tag)}</Comment>") for tag in entry.tags),
            )
        )
        attributes = {
            "ID": self._next(),
            "ProfileID": party_id,
            "ListID": self.id("List", entry.list_name),
        }
        return _tag("SanctionsEntry", attributes, events + measures)

    def _alias(
        self, alias: Alias, name_ids: Sequence[int], party_id: str, groups: dict[int, int], *, primary: bool
    ) -> str:
        names = ""
        for place, (name, id_) in enumerate(zip(alias.names, name_ids, strict=True)):
            parts = ""
            for type_, text in name.parts:
                group = self._next()
                groups[group] = self.id("NamePartType", type_)
                parts += (
                    f'<DocumentedNamePart><NamePartValue NamePartGroupID="{group}" '
                    f'ScriptID="{self.id("Script", name.script)}" ScriptStatusID="1" Acronym="false">'
                    f"{escape(text)}</NamePartValue></DocumentedNamePart>"
                )
            status = self.id("DocNameStatus", "Primary Latin" if primary and place == 0 else "Others")
            names += (
                f'<DocumentedName ID="{id_}" FixedRef="{party_id}" DocNameStatusID="{status}">'
                f"{parts}</DocumentedName>"
            )
        attributes = {
            "FixedRef": party_id,
            "AliasTypeID": self.id("AliasType", alias.type),
            "Primary": str(primary).lower(),
            "LowQuality": str(alias.low_quality).lower(),
        }
        return _tag("Alias", attributes, names)

    def _feature(self, feature: Feature, version: int, identity: int) -> str:
        content = f"<Comment>{escape(feature.comment)}</Comment>"
        if feature.days:
            content += _period(feature.days, circa=feature.circa)
        reference = (
            {"DetailReferenceID": self.id("DetailReference", feature.lookup)} if feature.lookup else {}
        )
        content += _tag("VersionDetail", {"DetailTypeID": 1, **reference}, escape(feature.text))
        if feature.place:
            content += f'<VersionLocation LocationID="{self._location(feature.place)}" />'
        return (
            f'<Feature ID="{self._next()}" FeatureTypeID="{self.id("FeatureType", feature.type)}">'
            f'<FeatureVersion ID="{version}" ReliabilityID="{self.id("Reliability", feature.reliability)}">'
            f'{content}</FeatureVersion><IdentityReference IdentityID="{identity}" '
            'IdentityFeatureLinkTypeID="1" /></Feature>'
        )

    def _document(self, document: Document, identity: int, name_id: int, version: int | None) -> None:
        attributes: dict[str, Any] = {
            "ID": self._next(),
            "IDRegDocTypeID": self.id("IDRegDocType", document.type),
            "IdentityID": identity,
            "ValidityID": self.id("Validity", document.validity),
        }
        if document.country:
            attributes["IssuedBy-CountryID"] = self.id("Country", document.country)
        if document.issued_in:
            attributes["IssuedIn-LocationID"] = self._location(document.issued_in)
        dates = "".join(
            f'<DocumentDate IDRegDocDateTypeID="{self.id("IDRegDocDateType", type_)}">'
            f"{_period(days, circa=False)}</DocumentDate>"
            for type_, days in (("Issue Date", document.issued), ("Expiration Date", document.expires))
            if days
        )
        feature = f'<FeatureVersionReference FeatureVersionID="{version}" />' if version else ""
        content = (
            f"<Comment>{escape(document.comment)}</Comment>"
            f"<IDRegistrationNo>{escape(document.number)}</IDRegistrationNo>"
            f"<IssuingAuthority>{escape(document.authority)}</IssuingAuthority>{dates}"
            f'<DocumentedNameReference DocumentedNameID="{name_id}" />{feature}'
        )
        self.documents.append(_tag("IDRegDocument", attributes, content))

    def _location(self, place: Place) -> int:
        content = ""
        if place.area or place.country:
            area = place.area or place.country
            self.id("Country", area)
            content += f'<LocationAreaCode AreaCodeID="{self.id("AreaCode", area)}" />'
        if place.country:
            country = self.id("Country", place.country)
            content += f'<LocationCountry CountryID="{country}" CountryRelevanceID="1413" />'
        again = dict(place.other_script)
        for type_, value in place.parts:
            values = _location_value(value, "", primary=True)
            if type_ in again:
                values += _location_value(again[type_], place.script, primary=False)
            content += _tag("LocationPart", {"LocPartTypeID": self.id("LocPartType", type_)}, values)
        id_ = self._next()
        self.locations.append(_tag("Location", {"ID": id_}, content))
        return id_

    def _next(self) -> int:
        self._last_id += 1
        return self._last_id


def _party_type(kind: str) -> str:
    return kind if kind in {"Individual", "Entity"} else "Transport"


def _sub_type(kind: str) -> str:
    return "Unknown" if kind in {"Individual", "Entity"} else kind


def _location_value(value: str, comment: str, *, primary: bool) -> str:
    return (
        f'<LocationPartValue Primary="{str(primary).lower()}" LocPartValueTypeID="1" '
        'LocPartValueStatusID="1">'
        f"<Comment>{escape(comment)}</Comment><Value>{escape(value)}</Value></LocationPartValue>"
    )


def _period(days: Sequence[str], *, circa: bool) -> str:
    corners = [*days, *[days[-1]] * (4 - len(days))]
    fixed = 'YearFixed="false" MonthFixed="false" DayFixed="false"'
    ends = "".join(
        f'<{end} Approximate="{str(circa).lower()}" {fixed}><From>{_day(first)}</From>'
        f"<To>{_day(last)}</To></{end}>"
        for end, first, last in (("Start", *corners[:2]), ("End", *corners[2:]))
    )
    return f'<DatePeriod CalendarTypeID="1" {fixed}>{ends}</DatePeriod>'


def _day(iso: str) -> str:
    year, month, day = (int(number) for number in iso.split("-"))
    return f"<Year>{year}</Year><Month>{month}</Month><Day>{day}</Day>"


def _tag(name: str, attributes: dict[str, Any], content: str) -> str:
    written = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>\n"
