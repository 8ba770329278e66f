"""A DistinctParty, an IDRegDocument or a Location of the file → its record."""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import children, text_of
from ostrakon.lists.sources.ofac.advanced.context import Context, flag, period
from ostrakon.lists.sources.ofac.advanced.records import (
    Alias,
    Document,
    DocumentedName,
    Feature,
    Location,
    Party,
    Period,
)

__all__ = ["read_document", "read_location", "read_party"]

Locations = Mapping[str, Location]
Documents = dict[str, list[Document]]

_DATES_OF_DOCUMENTS = _ISSUE, _EXPIRY = "Issue Date", "Expiration Date"


def read_location(element: etree._Element, context: Context) -> Location:
    """The country from LocationCountry, else from the area code."""
    country = area = script = ""
    parts: list[tuple[str, str]] = []
    other_script: list[str] = []
    context.note_repeats(element, {"LocationCountry", "LocationAreaCode"})
    for name, child in children(element):
        match name:
            case "LocationCountry":
                country = context.label(child, "CountryID")
            case "LocationAreaCode":
                area = context.tables.country_of_area(context.required(child, "AreaCodeID"))
            case "LocationPart":
                type_ = context.label(child, "LocPartTypeID")
                for _, value in children(child):
                    text, comment = _value_and_comment(value)
                    if flag(value, "Primary", context):
                        parts.append((type_, text))
                        if comment:
                            context.doubts.note("comment on a part of an address", f"{text}: {comment}")
                    else:
                        other_script.append(text)
                        script = script or comment
            case "FeatureVersionReference" | "IDRegDocumentReference":
                pass  # the other side refers to the location, too
            case _:
                context.note_unknown(element, name)
    return Location(country or area, tuple(parts), tuple(other_script), script)


def read_document(element: etree._Element, locations: Locations, context: Context) -> tuple[str, Document]:
    """With the Identity@ID of the party that holds it, which is not the party's own id."""
    texts: dict[str, str] = {}
    dates: dict[str, Period | None] = {}
    names: list[str] = []
    versions: list[str] = []
    context.note_repeats(element, {"IDRegistrationNo", "Comment", "IssuingAuthority"})
    for name, child in children(element):
        match name:
            case "IDRegistrationNo" | "Comment" | "IssuingAuthority":
                texts[name] = text_of(child)
            case "DocumentDate":
                type_ = context.label(child, "IDRegDocDateTypeID")
                if type_ in dates or type_ not in _DATES_OF_DOCUMENTS:
                    place = f"{context.file_name}, line {child.sourceline}"
                    context.doubts.note(f"{type_!r} of a document that is not kept", place)
                dates.setdefault(type_, _first_period(child, context))
            case "DocumentedNameReference":
                names.append(context.required(child, "DocumentedNameID"))
            case "FeatureVersionReference":
                versions.append(context.required(child, "FeatureVersionID"))
            case _:
                context.note_unknown(element, name)
    issued_in = element.get("IssuedIn-LocationID")
    document = Document(
        type=context.label(element, "IDRegDocTypeID"),
        number=texts.get("IDRegistrationNo", ""),
        country=context.label(element, "IssuedBy-CountryID") if element.get("IssuedBy-CountryID") else "",
        issued_in=_located(issued_in, locations, context) if issued_in else None,
        authority=texts.get("IssuingAuthority", ""),
        validity=context.label(element, "ValidityID"),
        comment=texts.get("Comment", ""),
        issue_date=dates.get(_ISSUE),
        expiration_date=dates.get(_EXPIRY),
        name_ids=tuple(names),
        version_ids=tuple(versions),
    )
    return context.required(element, "IdentityID"), document


def read_party(
    element: etree._Element, documents: Documents, locations: Locations, context: Context
) -> Party:
    """Takes the party's own out of `documents`. Raises SourceError where it has not exactly one
    profile and identity, or where its two numbers differ (they never did, facts 1.3)."""
    id_ = context.required(element, "FixedRef")
    comment, profiles = "", []
    for name, child in children(element):
        match name:
            case "Comment":
                comment = text_of(child)
            case "Profile":
                profiles.append(child)
            case _:
                context.note_unknown(element, name)
    profile = _only(profiles, "profile", id_, context)
    if context.required(profile, "ID") != id_:
        raise SourceError(f"{context.file_name}: party {id_} has profile {profile.get('ID')}")
    identities: list[etree._Element] = []
    features: list[Feature] = []
    for name, child in children(profile):
        match name:
            case "Identity":
                identities.append(child)
            case "Feature":
                features += _features(child, locations, context)
            case _:
                context.note_unknown(profile, name)
    identity = _only(identities, "identity", id_, context)
    return Party(
        id_,
        context.tables.kind(context.required(profile, "PartySubTypeID")),
        comment,
        tuple(_aliases(identity, context)),
        tuple(features),
        tuple(documents.pop(context.required(identity, "ID"), ())),
    )


def _only(found: Sequence[etree._Element], what: str, id_: str, context: Context) -> etree._Element:
    if len(found) != 1:
        raise SourceError(
            f"{context.file_name}: party {id_} has {len(found)} elements of its {what}, not one"
        )
    return found[0]


def _aliases(identity: etree._Element, context: Context) -> Iterator[Alias]:
    """The types of the parts of names stand apart from them, after the last alias."""
    types = {
        context.required(group, "ID"): context.label(group, "NamePartTypeID")
        for group in identity.iter("{*}NamePartGroup")
    }
    for name, alias in children(identity):
        if name == "Alias":
            yield Alias(
                context.label(alias, "AliasTypeID"),
                flag(alias, "Primary", context),
                flag(alias, "LowQuality", context),
                tuple(_documented_name(child, types, context) for _, child in children(alias)),
            )
        elif name != "NamePartGroups":
            context.note_unknown(identity, name)


def _documented_name(element: etree._Element, types: Mapping[str, str], context: Context) -> DocumentedName:
    parts: list[tuple[str, str]] = []
    scripts: list[str] = []
    for _, part in children(element):
        for _, value in children(part):
            group = context.required(value, "NamePartGroupID")
            if group not in types:
                raise SourceError(f"{context.file_name}: name part of unknown group {group}")
            parts.append((types[group], text_of(value)))
            scripts.append(context.label(value, "ScriptID"))
    return DocumentedName(
        context.required(element, "ID"),
        context.label(element, "DocNameStatusID"),
        tuple(parts),
        tuple(dict.fromkeys(scripts)),
    )


def _features(element: etree._Element, locations: Locations, context: Context) -> Iterator[Feature]:
    type_ = context.label(element, "FeatureTypeID")
    for name, version in children(element):
        if name == "FeatureVersion":
            yield _feature(version, type_, locations, context)
        elif name != "IdentityReference":  # the party's own and only identity
            context.note_unknown(element, name)


def _feature(element: etree._Element, type_: str, locations: Locations, context: Context) -> Feature:
    comment, texts = "", []
    found_period, location = None, None
    context.note_repeats(element, {"Comment", "DatePeriod", "VersionLocation"})
    for name, child in children(element):
        match name:
            case "Comment":
                comment = text_of(child)
            case "DatePeriod":
                found_period = period(child, context)
            case "VersionDetail":
                looked_up = child.get("DetailReferenceID")
                texts.append(context.label(child, "DetailReferenceID") if looked_up else text_of(child))
            case "VersionLocation":
                location = _located(context.required(child, "LocationID"), locations, context)
            case _:
                context.note_unknown(element, name)
    return Feature(
        context.required(element, "ID"),
        type_,
        context.label(element, "ReliabilityID"),
        "; ".join(filter(None, texts)),
        found_period,
        location,
        comment,
    )


def _value_and_comment(element: etree._Element) -> tuple[str, str]:
    texts = {name: text_of(child) for name, child in children(element)}
    return texts.get("Value", ""), texts.get("Comment", "")


def _first_period(element: etree._Element, context: Context) -> Period | None:
    return next((period(child, context) for _, child in children(element)), None)


def _located(id_: str, locations: Locations, context: Context) -> Location:
    if id_ not in locations:
        raise SourceError(f"{context.file_name}: location {id_} is referred to, but not there")
    return locations[id_]
