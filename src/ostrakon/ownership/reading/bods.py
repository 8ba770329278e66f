"""Beneficial Ownership Data Standard 0.4 JSON: statements about entities, persons and relationships."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

import msgspec
from msgspec import Struct

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document
from ostrakon.model import UNKNOWN_SHARE, Actor, Kind, PartialDate, Share, Stake, StakeKind
from ostrakon.ownership.network import Network
from ostrakon.ownership.reading.remarks import Remarks
from ostrakon.ownership.reading.shares import bounded, of_number
from ostrakon.ownership.reading.tables import text_of

__all__ = ["is_bods", "read"]

# The codelist interestType of BODS 0.4. What a trust, a nominee or a contract gives is settled by no rule:
# it is read as ownership or control without a share, which leaves the answer open.
_KIND_OF: dict[str, StakeKind] = {
    "shareholding": "shares",
    "votingRights": "votes",
    "appointmentOfBoard": "board_appointment",
    "rightsToProfitOrIncome": "profit_right",
    "rightsToSurplusAssetsOnDissolution": "profit_right",
    "controlViaCompanyRulesOrArticles": "dominant_influence",
    "controlByLegalFramework": "dominant_influence",
    "otherInfluenceOrControl": "influence",
    "rightsGrantedByContract": "influence",
    "conditionalRightsGrantedByContract": "influence",
    "seniorManagingOfficial": "management",
    "boardChair": "management",
    "boardMember": "directorship",
}
_SHARED = {"shares", "votes", "profit_right", "board_appointment"}
_NOT_IDENTIFIED = {"anonymousPerson", "unknownPerson", "anonymousEntity", "unknownEntity"}


class _Statement(Struct, rename="camel"):
    record_id: str
    record_type: str
    record_details: msgspec.Raw
    statement_id: str = ""
    record_status: str | None = None
    statement_date: str | None = None


class _Named(Struct, rename="camel"):
    full_name: str | None = None


class _EntityType(Struct):
    type: str | None = None


class _Entity(Struct, rename="camel"):
    name: str | None = None
    entity_type: _EntityType | None = None


class _Person(Struct, rename="camel"):
    names: list[_Named] | None = None
    person_type: str | None = None


class _ShareRange(Struct, rename="camel"):
    exact: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    exclusive_minimum: Decimal | bool | None = None
    exclusive_maximum: Decimal | bool | None = None


class _Interest(Struct, rename="camel"):
    type: str | None = None
    direct_or_indirect: str | None = None
    details: str | None = None
    share: _ShareRange | None = None
    start_date: str | None = None
    end_date: str | None = None


class _Relationship(Struct, rename="camel"):
    """`subject` and `interestedParty` are a record's id, or an object that says why none is named."""

    subject: str | dict[str, object]
    interested_party: str | dict[str, object]
    interests: list[_Interest] | None = None
    component_records: list[str] | None = None


def is_bods(head: bytes) -> bool:
    return b'"recordDetails"' in head or b'"recordType"' in head or head.lstrip().startswith(b"[")


def read(document: Document) -> Network:
    """The newest statement of each record. Raises SourceError for what is no statement.

    A relationship whose party is not named adds no stake: its share stays among what is not accounted
    for. One that sums up a chain which stands in the file is left to the chain.
    """
    newest = _newest(document)
    remarks = Remarks()
    actors: dict[str, Actor] = {}
    nameless: set[str] = set()
    for statement in newest.values():
        if statement.record_type in {"entity", "person"}:
            actor, identified = _actor(statement, document.name)
            actors[actor.id] = actor
            if not identified:
                nameless.add(actor.id)
    stakes: list[Stake] = []
    for statement in newest.values():
        if statement.record_type == "relationship":
            stakes += _stakes(statement, set(newest), nameless, remarks, document.name)
    for stake in stakes:
        for id_ in (stake.owner, stake.asset):
            if id_ not in actors:
                remarks.note(f"{stake.source}: record {id_!r} is not in the file; its name is not known")
                actors[id_] = Actor(id_, id_)
    return Network(actors, tuple(stakes), remarks=remarks.shown())


def _newest(document: Document) -> dict[str, _Statement]:
    """By record, later statements replacing earlier ones; a record that was closed has ended."""
    newest: dict[str, _Statement] = {}
    for statement in _statements(document):
        if statement.record_type not in {"entity", "person", "relationship"}:
            raise SourceError(
                f"{document.name}: statement {statement.statement_id!r}: recordType "
                f"{statement.record_type!r} is none of entity, person, relationship"
            )
        known = newest.get(statement.record_id)
        if known is None or (known.statement_date or "") <= (statement.statement_date or ""):
            newest[statement.record_id] = statement
    return newest


def _statements(document: Document) -> list[_Statement]:
    content = document.read().removeprefix(b"\xef\xbb\xbf")
    try:
        if content.lstrip().startswith(b"["):
            return msgspec.json.decode(content, type=list[_Statement])
        return msgspec.json.Decoder(_Statement).decode_lines(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(f"{document.name}: no statements of BODS 0.4: {error}") from error


def _actor(statement: _Statement, name: str) -> tuple[Actor, bool]:
    """And whether it says who it is."""
    kind: Kind
    if statement.record_type == "person":
        person = _details(statement, _Person, name)
        stated = next((name.full_name for name in person.names or () if name.full_name), None)
        kind, type_ = "Person", person.person_type
    else:
        entity = _details(statement, _Entity, name)
        type_ = entity.entity_type.type if entity.entity_type else None
        kind, stated = "LegalEntity", entity.name
    actor = Actor(statement.record_id, text_of(stated or "") or statement.record_id, kind)
    return actor, type_ not in _NOT_IDENTIFIED


_Details = TypeVar("_Details", _Person, _Entity, _Relationship)


def _details(statement: _Statement, type_: type[_Details], name: str) -> _Details:
    try:
        return msgspec.json.decode(statement.record_details, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        where = f"{name}: statement {statement.statement_id or statement.record_id!r}"
        raise SourceError(f"{where}: {error}") from error


def _stakes(
    statement: _Statement, records: set[str], nameless: set[str], remarks: Remarks, name: str
) -> Iterator[Stake]:
    tie = _details(statement, _Relationship, name)
    source = f"{name}, statement {statement.statement_id or statement.record_id}"
    owner, asset = tie.interested_party, tie.subject
    if not isinstance(owner, str) or not isinstance(asset, str) or owner in nameless:
        remarks.note(f"{source}: who holds the interest, or in whom, is not said; it counts as not disclosed")
        return
    if tie.component_records and set(tie.component_records) <= records:
        return  # the chain it sums up is in the file
    for interest in tie.interests or [_Interest()]:
        yield _stake(owner, asset, interest, statement, source, remarks)


def _stake(
    owner: str, asset: str, interest: _Interest, statement: _Statement, source: str, remarks: Remarks
) -> Stake:
    type_ = interest.type or "unknownInterest"
    kind = _KIND_OF.get(type_, "owned_or_controlled")
    indirect = interest.direct_or_indirect == "indirect"
    words = ", ".join(filter(None, (type_, "indirect" if indirect else "", interest.details)))
    share = None
    if indirect and kind in _SHARED:
        # How a register works out what is held through others is not said; it may well have multiplied.
        kind = "owned_or_controlled"
    elif kind in _SHARED:
        share = _share(interest.share, source, remarks)
    since, until = remarks.period(
        remarks.date(interest.start_date, source), _until(interest, statement, source, remarks), source
    )
    return Stake(
        owner=owner,
        asset=asset,
        kind=kind,
        source=source,
        share=share,
        since=since,
        until=until,
        words=words,
    )


def _share(stated: _ShareRange | None, source: str, remarks: Remarks) -> Share:
    """Unknown where none is stated, or one that cannot be."""
    if stated is None:
        return UNKNOWN_SHARE
    try:
        if stated.exact is not None:
            return of_number(stated.exact)
        low, low_open = _end(stated.minimum, stated.exclusive_minimum, Decimal(0))
        high, high_open = _end(stated.maximum, stated.exclusive_maximum, Decimal(100))
        return bounded(of_number(low).low, of_number(high).high, low_open=low_open, high_open=high_open)
    except ValueError as error:
        remarks.note(f"{source}: {error}; read as unknown")
        return UNKNOWN_SHARE


def _end(
    inclusive: Decimal | None, exclusive: Decimal | bool | None, default: Decimal
) -> tuple[Decimal, bool]:
    """An exclusive bound is a number in 0.4, and was a yes or no before."""
    if isinstance(exclusive, Decimal):
        return exclusive, True
    return (default, False) if inclusive is None else (inclusive, exclusive is True)


def _until(interest: _Interest, statement: _Statement, source: str, remarks: Remarks) -> PartialDate | None:
    """The last day: an end date is the day from which the interest is no more."""
    ended = remarks.date(interest.end_date, source)
    if ended is None and statement.record_status == "closed":
        ended = remarks.date(statement.statement_date, source) or remarks.unknown_date(
            f"{source}: the record is closed, and no date says since when", "closed"
        )
    if ended is None or ended.precision != "day" or ended.earliest is None:
        return ended
    return PartialDate.of_day(ended.earliest - timedelta(days=1))
