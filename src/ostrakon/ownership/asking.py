"""A question about one entity, as asked → read what it is asked about, find it, answer."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ostrakon.errors import UsageError
from ostrakon.model import Actor, Jurisdiction, OwnersAnswer
from ostrakon.ownership.answering import answer
from ostrakon.ownership.finding import find_actor, with_listed
from ostrakon.ownership.network import Network
from ostrakon.ownership.reading import read_listed, read_network

__all__ = ["ask"]


def ask(
    entity: str,
    *,
    graph: Path,
    listed: Sequence[str],
    listed_file: Path | None,
    complete: bool,
    rules: Sequence[Jurisdiction],
    on: date,
    law_known_at: date,
) -> OwnersAnswer:
    """By the stakes of a file. Raises UsageError for an entity or a listed name that is not in it."""
    if law_known_at < on:
        raise UsageError(
            f"law known at {law_known_at}: earlier than the day asked about, {on}; give both days"
        )
    network = read_network(graph)
    periods = () if listed_file is None else read_listed(listed_file)
    named = {*listed, *(period.actor for period in periods)}
    if entity in named:  # who is listed needs no stake to be asked about
        network = _with_actor(network, entity)
    network = with_listed(network, listed, periods)
    return answer(
        network, find_actor(network, entity), on, rules=rules, law_known_at=law_known_at, complete=complete
    )


def _with_actor(network: Network, name: str) -> Network:
    if any(name in (actor.id, actor.name) for actor in network.actors.values()):
        return network
    return Network(
        network.actors | {name: Actor(name, name)},
        network.stakes,
        network.listed,
        network.remarks,
        network.sources,
    )
