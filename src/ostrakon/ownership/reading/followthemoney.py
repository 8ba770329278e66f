"""FollowTheMoney entities, as JSON Lines: Ownership, Control, Directorship and the other links."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from ostrakon.lists.custom.followthemoney.reader import Entity, read_entities
from ostrakon.lists.parsing import Document, Doubts
from ostrakon.model import UNKNOWN_SHARE, Actor, Kind, PartialDate, Share, Stake, StakeKind
from ostrakon.ownership.network import Network
from ostrakon.ownership.reading.remarks import Remarks
from ostrakon.ownership.reading.shares import of_number, share_of_cells

__all__ = ["read"]

_KIND_OF: dict[str, StakeKind] = {
    "Ownership": "shares",
    "Control": "influence",  # "the power to direct …, or other significant influence": not told which
    "Directorship": "directorship",
    "Family": "family",
    "Associate": "association",
    "Membership": "association",
    "Employment": "association",
    "Representation": "acts_for",
    "UnknownLink": "link",
}
_ACTOR_KINDS: dict[str, Kind] = {"Person": "Person", "Vessel": "Vessel", "Airplane": "Airplane"}


def read(document: Document) -> Network:
    """Parties by id, with their first name; what links them as stakes. Raises SourceError as
    `read_entities` does."""
    doubts = Doubts()
    entities = read_entities(document, doubts)
    remarks = Remarks()
    for what, count in doubts.counts.items():
        remarks.note(f"{what} ({count:,})")
    stakes: list[Stake] = []
    for entity in entities.values():
        stakes += _stakes(entity, document.name, remarks)
    stakes = list(dict.fromkeys(stakes))
    actors = {}
    for id_ in dict.fromkeys(id_ for stake in stakes for id_ in (stake.owner, stake.asset)):
        party = entities.get(id_)
        if party is None:
            remarks.note(f"{document.name}: party {id_!r} is not in the file; its name is not known")
        actors[id_] = _actor(party, id_)
    for entity in entities.values():
        if not entity.schema.edge and entity.schema.is_a("LegalEntity"):
            actors.setdefault(entity.id, _actor(entity, entity.id))
    return Network(actors, tuple(stakes), remarks=remarks.shown())


def _actor(entity: Entity | None, id_: str) -> Actor:
    if entity is None:
        return Actor(id_, id_)
    kind = next((kind for schema, kind in _ACTOR_KINDS.items() if entity.schema.is_a(schema)), None)
    return Actor(id_, entity.first("name", "alias") or id_, kind)


def _stakes(entity: Entity, name: str, remarks: Remarks) -> Iterator[Stake]:
    kind = _KIND_OF.get(entity.schema.name)
    if kind is None or not entity.schema.edge_source or not entity.schema.edge_target:
        return
    source = f"{name}, line {entity.line}: {entity.schema.name} {entity.id}"
    owners, assets = entity.all(entity.schema.edge_source), entity.all(entity.schema.edge_target)
    if not owners or not assets:
        remarks.note(f"{source}: one of its two parties is not stated")
    words = "; ".join(entity.all("role", "controlType", "ownershipType", "relationship", "status"))
    since, until = remarks.period(
        _date(entity, "startDate", source, remarks), _date(entity, "endDate", source, remarks), source
    )
    for owner in owners:
        for asset in assets:
            yield Stake(
                owner=owner,
                asset=asset,
                kind=kind,
                source=source,
                share=_shares(entity.all("percentage"), source, remarks) if kind == "shares" else None,
                since=since,
                until=until,
                words=words or None,
            )


def _date(entity: Entity, property_: str, source: str, remarks: Remarks) -> PartialDate | None:
    """Several are one that is not known better than that."""
    told = [remarks.date(text, source) for text in entity.all(property_)]
    days = [(one.earliest, one.latest) for one in told if one and one.earliest and one.latest]
    if len(days) < 2:
        return told[0] if told else None
    earliest, latest = min(first for first, _ in days), max(last for _, last in days)
    return PartialDate.of_range(earliest, latest, text=" or ".join(entity.all(property_)))


def _shares(texts: Sequence[str], source: str, remarks: Remarks) -> Share:
    """Several are one somewhere between them."""
    shares = [_share(text, source, remarks) for text in texts] or [UNKNOWN_SHARE]
    low, high = min(share.low for share in shares), max(share.high for share in shares)
    return Share(
        low,
        high,
        all(share.low_open for share in shares if share.low == low),
        all(share.high_open for share in shares if share.high == high),
    )


def _share(text: str, source: str, remarks: Remarks) -> Share:
    """A number is exact; "25-50" and "majority" name no bound that could be relied on."""
    try:
        if text.startswith(">"):
            return share_of_cells(text, "")
        if text.startswith("<"):
            return share_of_cells("", text)
        return of_number(Decimal(text.rstrip("% ")))
    except (ValueError, InvalidOperation):
        remarks.note(f"{source}: percentage {text!r} is no number from 0 to 100; read as unknown")
        return UNKNOWN_SHARE
