"""Small networks written down as in the facts: {"X>A": 50, "Y>A": "(25,50]"}."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from ostrakon.model import Actor, Jurisdiction, ListedPeriod, PartialDate, Share, Stake, StakeKind
from ostrakon.ownership.network import Network

__all__ = ["listed", "network", "share", "stake"]


def share(text: str | int) -> Share:
    """50, "33.3", or an interval such as "(25,50]"."""
    written = str(text)
    if written[0] not in "[(":
        return Share(Decimal(written), Decimal(written))
    low, high = written[1:-1].split(",")
    return Share(Decimal(low), Decimal(high), written[0] == "(", written[-1] == ")")


def stake(
    tie: str,
    of: str | int | None,
    kind: StakeKind = "shares",
    *,
    since: date | None = None,
    until: date | None = None,
    arrangement: str | None = None,
) -> Stake:
    owner, asset = tie.split(">")
    return Stake(
        owner=owner,
        asset=asset,
        kind=kind,
        source="test",
        share=None if of is None else share(of),
        since=PartialDate.of_day(since) if since else None,
        until=PartialDate.of_day(until) if until else None,
        arrangement=arrangement,
    )


def listed(
    *names: str,
    since: date | None = None,
    until: date | None = None,
    programmes: Iterable[str] = (),
    issuer: Jurisdiction | None = None,
) -> tuple[ListedPeriod, ...]:
    return tuple(ListedPeriod(name, since, until, tuple(programmes), issuer) for name in names)


def network(
    stakes: Mapping[str, str | int] | Iterable[Stake], periods: Iterable[ListedPeriod] = ()
) -> Network:
    if isinstance(stakes, Mapping):
        stakes = [stake(tie, of) for tie, of in stakes.items()]
    made, seen = tuple(stakes), tuple(periods)
    names = dict.fromkeys(
        [name for one in made for name in (one.owner, one.asset)] + [period.actor for period in seen]
    )
    return Network({name: Actor(name, name) for name in names}, made, seen)
