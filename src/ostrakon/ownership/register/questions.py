"""One party of a prepared register → the small network of whoever stands above it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from ostrakon.errors import UsageError
from ostrakon.model import Actor, ListedPeriod, PartialDate, Stake
from ostrakon.ownership.holdings import MEASURED
from ostrakon.ownership.network import Network
from ostrakon.ownership.register import bounds
from ostrakon.ownership.register.prepared import ALWAYS, FOREVER, Register
from ostrakon.ownership.register.terms import KINDS

__all__ = ["by_party", "named_in", "network_above"]

_EPOCH = date(1970, 1, 1)
_NOBODY = -1
_ACTS_FOR = KINDS.index("acts_for")


def by_party(periods: Iterable[ListedPeriod]) -> dict[str, list[ListedPeriod]]:
    """When each party is listed."""
    found: dict[str, list[ListedPeriod]] = {}
    for period in periods:
        found.setdefault(period.actor, []).append(period)
    return found


def named_in(register: Register, names: Iterable[str]) -> list[ListedPeriod]:
    """Those names listed on every day by every issuer. Raises UsageError for one that is not in the
    register."""
    for name in names:
        if register.number(name) is None:
            raise UsageError(f"listed {name!r}: is not in the register; write the id that stands there")
    return [ListedPeriod(name) for name in names]


def network_above(register: Register, party: str, listed: Mapping[str, Sequence[ListedPeriod]]) -> Network:
    """`party` and whoever stands above it, however far, with all stakes in one of them; `listed` is by party.

    Raises UsageError where the register does not have the party, and it is not listed either.
    """
    number = register.number(party)
    if number is None and party not in listed:
        raise UsageError(f"{party!r}: not in the register {register.folder}; ask by the id that stands there")
    ids = {_NOBODY if number is None else number: party}
    waiting = [] if number is None else [number]
    stakes: dict[int, Stake] = {}
    while waiting:
        here = waiting.pop()
        for at, upper, lower in _ties_above(register, here):
            above = lower if upper == here else upper
            if above not in ids:
                ids[above] = register.id(above)
                waiting.append(above)
            if at not in stakes:
                stakes[at] = _stake(register, at, ids[upper], ids[lower])
    description = register.description
    return Network(
        actors={id_: Actor(id_, id_) for id_ in ids.values()},
        stakes=tuple(stakes.values()),
        listed=tuple(period for id_ in ids.values() for period in listed.get(id_, ())),
        sources=(f"{description.file} {description.sha256}",),
    )


def _ties_above(register: Register, party: int) -> list[tuple[int, int, int]]:
    """Stakes in `party`, and those by which it acts for another: number, owner, asset."""
    held_in = register.stakes_in(party)
    owners = register.owner[held_in.start : held_in.stop].tolist()
    ties = [(at, owner, party) for at, owner in zip(held_in, owners, strict=True)]
    if party < register.companies:  # who acts for another is among those that somebody stands above
        held = register.stakes_of(party)
        for at in held[register.kind[held] == _ACTS_FOR].tolist():
            ties.append((at, party, register.asset_of(at)))
    return ties


def _stake(register: Register, at: int, owner: str, asset: str) -> Stake:
    kind = register.description.kinds[register.kind[at]]
    shared = kind in MEASURED or kind == "owned_or_controlled"
    source = register.sources[int(register.source[at])]
    return Stake(
        owner=owner,
        asset=asset,
        kind=kind,
        source=source or f"{register.description.file}, row {int(register.row[at]):,}",
        share=bounds.share_of(int(register.low[at]), int(register.high[at])) if shared else None,
        since=_day(int(register.since[at]), ALWAYS),
        until=_day(int(register.until[at]), FOREVER),
    )


def _day(number: int, untold: int) -> PartialDate | None:
    return None if number == untold else PartialDate.of_day(_EPOCH + timedelta(days=number))
