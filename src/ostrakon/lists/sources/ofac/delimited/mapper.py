"""The rows of one party → a listing in our words."""

from collections.abc import Iterator, Sequence

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Doubts
from ostrakon.lists.sources.ofac.addresses import to_address
from ostrakon.lists.sources.ofac.delimited.records import Address as AddressRow
from ostrakon.lists.sources.ofac.delimited.records import Alias, Party
from ostrakon.lists.sources.ofac.delimited.remarks import WeakAlias, read_remarks
from ostrakon.lists.sources.ofac.details import Detail, to_facts
from ostrakon.lists.sources.ofac.names import split_name, to_alias_type, to_name
from ostrakon.lists.sources.ofac.remarks import titles_of
from ostrakon.model import Address, Kind, Listing, Name, NameType, Programme, Strength

__all__ = ["to_listing", "to_programmes"]

_KINDS: dict[str, Kind] = {
    "individual": "Person",
    "": "LegalEntity",
    "vessel": "Vessel",
    "aircraft": "Airplane",
}
_BETWEEN_PROGRAMMES = "] ["
# The labels under which the other formats print the same values.
_VESSEL_LABELS = {
    "call_sign": "Vessel Call Sign",
    "vessel_type": "Vessel Type",
    "vessel_flag": "Vessel Flag",
    "vessel_owner": "Vessel Owner",
    "tonnage": "Vessel Tonnage",
    "gross_registered_tonnage": "Vessel Gross Registered Tonnage",
}


def to_programmes(program: str) -> tuple[str, ...]:
    """ "SDGT] [SYRIA" → SDGT, SYRIA: several are joined without the outer brackets."""
    return tuple(dict.fromkeys(tag for tag in program.split(_BETWEEN_PROGRAMMES) if tag))


def to_listing(
    party: Party,
    *,
    aliases: Sequence[Alias],
    addresses: Sequence[AddressRow],
    dataset: str,
    doubts: Doubts,
) -> Listing:
    """Raises SourceError for a party without a name or of no known kind. The format states neither a
    listing date nor measures."""
    where = party.ent_num
    if not party.name:
        raise SourceError(f"{dataset}: ent_num {where} has no name")
    if party.type not in _KINDS:
        raise SourceError(f"{dataset}: unknown type {party.type!r} of ent_num {where}")
    kind = _KINDS[party.type]
    programmes = to_programmes(party.program)
    if not programmes:
        doubts.note("entry without a programme", where)
    remarks = read_remarks(party.remarks, where=where, doubts=doubts)
    facts = to_facts([*_of_vessel(party), *remarks.details], where=where, doubts=doubts)
    names = [
        _to_name(party.name, kind),
        *(_to_alias(alias, kind, where, doubts) for alias in aliases),
        *(_to_alias(alias, kind, where, doubts) for alias in remarks.weak_aliases),
    ]
    return Listing(
        dataset=dataset,
        id=party.ent_num,
        kind=kind,
        names=tuple(names),
        programmes=tuple(map(Programme, programmes)),
        birth_dates=tuple(remarks.birth_dates),
        birth_places=tuple(remarks.birth_places),
        nationalities=tuple(remarks.nationalities),
        citizenships=tuple(remarks.citizenships),
        genders=facts.genders,
        titles=titles_of(party.title),
        addresses=tuple(_addresses(addresses, where, doubts)),
        identifiers=facts.identifiers,
        relations=remarks.relations,
        # A title is printed a second time among the remarks.
        notes=tuple(note for note in remarks.notes if note not in titles_of(party.title)),
        properties=facts.properties,
    )


def _to_name(
    text: str,
    kind: Kind,
    name_type: NameType = "primary",
    strength: Strength = "strong",
    note: str | None = None,
) -> Name:
    """A comma parts last from first name for a person; in any other name it is just a comma."""
    last, first = split_name(text) if kind == "Person" else (text, "")
    return to_name(last, first, name_type=name_type, strength=strength, note=note)


def _to_alias(alias: Alias | WeakAlias, kind: Kind, where: str, doubts: Doubts) -> Name:
    if not alias.name:
        raise SourceError(f"ent_num {where}: an alias has no name")
    name_type = to_alias_type(alias.type, doubts=doubts, where=where)
    if isinstance(alias, WeakAlias):
        return _to_name(alias.name, kind, name_type, "weak")
    return _to_name(alias.name, kind, name_type, "strong", alias.remarks or None)


def _of_vessel(party: Party) -> Iterator[Detail]:
    for field, label in _VESSEL_LABELS.items():
        value = getattr(party, field)
        if value:
            yield Detail(label=label, value=value)


def _addresses(rows: Sequence[AddressRow], where: str, doubts: Doubts) -> Iterator[Address]:
    """A row of nulls stands for "no address"; the one cell for town, province and code is the city."""
    for row in rows:
        found = to_address(
            street=(row.address,),
            city=row.place,
            country_text=row.country,
            note=row.remarks.strip(),
            where=where,
            doubts=doubts,
        )
        if found:
            yield found
