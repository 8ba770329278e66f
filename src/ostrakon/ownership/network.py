"""Actors, the stakes between them, and which of them are listed: what every source is read into."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from ostrakon.model import Actor, Jurisdiction, ListedPeriod, Stake

__all__ = ["Network", "Presence", "listed_on", "presence", "relevant_to"]

# Whether a stake is there on a day: surely, not, or perhaps (its dates name no day).
Presence = bool | None


class Network(Struct, frozen=True):
    """`actors` by id.

    `remarks` is what a reader has to say of its source; `sources` name files or list
    versions, with their SHA-256. `called` has every other name and number of an actor, in lower case.
    `issuers` are those whose list was looked at; None: whoever wrote the source says who is listed.
    """

    actors: dict[str, Actor]
    stakes: tuple[Stake, ...]
    listed: tuple[ListedPeriod, ...] = ()
    remarks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    called: dict[str, tuple[str, ...]] = {}
    issuers: tuple[Jurisdiction, ...] | None = None

    def name(self, actor_id: str) -> str:
        actor = self.actors.get(actor_id)
        return actor.name if actor else actor_id


def presence(stake: Stake, day: date) -> Presence:
    """True, False, or None where "since 2015" leaves open whether a day of 2015 counts."""
    begun: Presence = True
    if stake.since is not None and stake.since.earliest is not None and stake.since.latest is not None:
        begun = True if stake.since.latest <= day else None if stake.since.earliest <= day else False
    ended: Presence = False
    if stake.until is not None and stake.until.earliest is not None and stake.until.latest is not None:
        ended = True if stake.until.latest < day else None if stake.until.earliest < day else False
    if begun is False or ended is True:
        return False
    return True if begun is True and ended is False else None


def listed_on(
    periods: Iterable[ListedPeriod], day: date, issuers: frozenset[Jurisdiction]
) -> dict[str, frozenset[str]]:
    """Who is listed on `day` by one of `issuers` (or by a list that names none), with the programmes."""
    found: dict[str, frozenset[str]] = {}
    for period in periods:
        if period.holds_on(day) and (period.issuer is None or period.issuer in issuers):
            found[period.actor] = found.get(period.actor, frozenset()) | frozenset(period.programmes)
    return found


def relevant_to(network: Network, entity: str) -> set[str]:
    """`entity` and whoever stands above it, however far: all that can make a difference to it.

    One pass with a stack: a chain of a million owners is no deeper than one.
    """
    above: dict[str, list[str]] = {}
    for lower, upper in _ties(network.stakes):
        above.setdefault(lower, []).append(upper)
    found, stack = {entity}, [entity]
    while stack:
        for upper in above.get(stack.pop(), ()):
            if upper not in found:
                found.add(upper)
                stack.append(upper)
    return found


def _ties(stakes: Iterable[Stake]) -> Iterator[tuple[str, str]]:
    for stake in stakes:
        yield stake.asset, stake.owner
        if stake.kind == "acts_for":  # an agent may be caught through its principal, too
            yield stake.owner, stake.asset
