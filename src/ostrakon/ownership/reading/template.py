"""The plain CSV template of stakes: one row per stake, names as ids."""

from collections.abc import Mapping
from datetime import date
from typing import get_args

from ostrakon.lists.parsing import Document
from ostrakon.model import Actor, PartialDate, Stake, StakeKind
from ostrakon.ownership.network import Network
from ostrakon.ownership.reading.shares import share_of_cells
from ostrakon.ownership.reading.tables import columns_of, date_of, read_rows

__all__ = ["CSV_KINDS", "TEMPLATE_COLUMNS", "is_header", "kind_of_cell", "read"]

TEMPLATE_COLUMNS = (
    *("owner", "asset", "share_low", "share_high", "kind", "since", "until", "source", "arrangement"),
)
_REQUIRED = {"owner", "asset"}
CSV_KINDS: tuple[StakeKind, ...] = get_args(StakeKind)
# Kinds that have a share; what an owner has of itself is only of shares a sense.
_SHARED = {"shares", "votes", "profit_right", "board_appointment"}
# (line, since, until) of what is stated of the same owner, asset and kind.
_Known = dict[tuple[str, str, str], list[tuple[int, PartialDate | None, PartialDate | None]]]


def is_header(head: bytes) -> bool:
    return columns_of(head) >= _REQUIRED


def read(document: Document) -> Network:
    """Raises SourceError with every line that is refused, and why."""
    known: _Known = {}
    stakes = read_rows(
        document, TEMPLATE_COLUMNS, _REQUIRED, lambda row, line: _stake(row, line, document.name, known)
    )
    names = dict.fromkeys(name for stake in stakes for name in (stake.owner, stake.asset))
    actors = {name: Actor(name, name) for name in names}
    return Network(actors, tuple(stakes), remarks=tuple(_alike(actors)))


def _stake(row: Mapping[str, str], line: int, name: str, known: _Known) -> Stake:
    for column in sorted(_REQUIRED):
        if not row[column]:
            raise ValueError(f"no {column}")
    kind = kind_of_cell(row.get("kind", ""))
    if row["owner"] == row["asset"] and kind != "shares":
        raise ValueError(f"{row['owner']!r} has {kind} in itself")
    since, until = date_of(row.get("since", ""), "since"), date_of(row.get("until", ""), "until")
    if since and until and _days(since)[0] > _days(until)[1]:
        raise ValueError(f"since {since.text} is later than until {until.text}")
    low, high = row.get("share_low", ""), row.get("share_high", "")
    stake = Stake(
        owner=row["owner"],
        asset=row["asset"],
        kind=kind,
        source=row.get("source") or f"{name}, line {line}",
        share=share_of_cells(low, high) if kind in _SHARED or low or high else None,
        since=since,
        until=until,
        arrangement=row.get("arrangement") or None,
    )
    _refuse_repeated(stake, line, known)
    return stake


def kind_of_cell(cell: str) -> StakeKind:
    """An empty cell is of shares. Raises ValueError for a word that is no kind."""
    kind = next((kind for kind in CSV_KINDS if kind == cell.lower()), None) if cell else "shares"
    if kind is None:
        raise ValueError(f"kind {cell!r}: is none of {', '.join(CSV_KINDS)}")
    return kind


def _refuse_repeated(stake: Stake, line: int, known: _Known) -> None:
    """Twice the same stake, or two lots of it? Whoever keeps the table must say."""
    periods = known.setdefault((stake.owner, stake.asset, stake.kind), [])
    for other, since, until in periods:
        if not (_before(until, stake.since) or _before(stake.until, since)):
            raise ValueError(
                f"{stake.kind} of {stake.owner!r} in {stake.asset!r} are stated in line {other} for the same "
                "days; write one row with the sum, or end one before the other begins"
            )
    periods.append((line, stake.since, stake.until))


def _before(until: PartialDate | None, since: PartialDate | None) -> bool:
    return until is not None and since is not None and _days(until)[0] < _days(since)[1]


def _days(stated: PartialDate) -> tuple[date, date]:
    assert stated.earliest is not None
    assert stated.latest is not None
    return stated.earliest, stated.latest


def _alike(actors: dict[str, Actor]) -> list[str]:
    """Names that differ in case alone are two actors, and may be meant as one."""
    folded: dict[str, list[str]] = {}
    for name in actors:
        folded.setdefault(name.casefold(), []).append(name)
    return [
        f"taken for different parties: {' and '.join(names)}" for names in folded.values() if len(names) > 1
    ]
