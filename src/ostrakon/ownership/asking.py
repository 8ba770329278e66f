"""A question about one entity, as asked → read what it is asked about, find it, answer."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from ostrakon.errors import UsageError
from ostrakon.model import Actor, Jurisdiction, ListedPeriod, OwnersAnswer
from ostrakon.ownership.answering import answer
from ostrakon.ownership.finding import find_actor, with_listed
from ostrakon.ownership.network import Network
from ostrakon.ownership.reading import read_listed, read_network
from ostrakon.ownership.register import (
    Everybody,
    Register,
    answer_everybody,
    by_party,
    is_register,
    named_in,
    network_above,
)
from ostrakon.ownership.rules import JURISDICTIONS

__all__ = ["ask", "ask_everybody", "ask_on_spark"]


def ask(
    entity: str,
    *,
    graph: Path | Network,
    listed: Sequence[str],
    listed_file: Path | None,
    complete: bool,
    rules: Sequence[Jurisdiction],
    on: date,
    law_known_at: date,
) -> OwnersAnswer:
    """By the stakes of a file, of a prepared register or of a network. Raises UsageError for an entity or a
    listed name that is not in it."""
    _refuse_senseless(listed, rules, on, law_known_at)
    periods = () if listed_file is None else read_listed(listed_file)
    if isinstance(graph, Path) and is_register(graph):
        network = _network_in(Register(graph), entity, listed, periods)
        return answer(network, entity, on, rules=rules, law_known_at=law_known_at, complete=complete)
    network = read_network(graph) if isinstance(graph, Path) else graph
    if entity in {*listed, *(period.actor for period in periods)}:
        network = _with_actor(network, entity)  # who is listed needs no stake to be asked about
    network = with_listed(network, listed, periods)
    return answer(
        network, find_actor(network, entity), on, rules=rules, law_known_at=law_known_at, complete=complete
    )


def ask_everybody(
    register: Path,
    *,
    listed: Sequence[str],
    listed_file: Path | None,
    complete: bool,
    rules: Sequence[Jurisdiction],
    on: date,
    law_known_at: date,
) -> Everybody:
    """Every party of a prepared register. Raises UsageError for a folder that is none."""
    _refuse_senseless(listed, rules, on, law_known_at)
    opened = Register(register)
    periods = () if listed_file is None else read_listed(listed_file)
    return answer_everybody(
        opened,
        [*named_in(opened, listed), *periods],
        on,
        rules=rules,
        law_known_at=law_known_at,
        complete=complete,
    )


def ask_on_spark(
    stakes: str,
    output: str,
    *,
    master: str | None,
    listed_file: Path,
    complete: bool,
    rules: Sequence[Jurisdiction],
    on: date,
    law_known_at: date,
) -> int:
    """Every party of a register in Parquet, written to a folder; the number of rows."""
    from ostrakon.ownership.register.spark import run_on_spark

    _refuse_senseless((), rules, on, law_known_at)
    return run_on_spark(
        stakes,
        output,
        read_listed(listed_file),
        on,
        master=master,
        rules=rules,
        law_known_at=law_known_at,
        complete=complete,
    )


def _refuse_senseless(
    listed: Sequence[str], rules: Sequence[Jurisdiction], on: date, law_known_at: date
) -> None:
    if isinstance(listed, str):
        raise UsageError(f"listed {listed!r}: must be several, as in listed=[{listed!r}]")
    for rule in rules:
        if rule not in JURISDICTIONS:
            raise UsageError(f"rule {rule!r}: is none of {', '.join(JURISDICTIONS)}")
    if law_known_at < on:
        raise UsageError(
            f"law known at {law_known_at}: earlier than the day asked about, {on}; the law of a day must "
            "be known to ask about it: give both days"
        )


def _network_in(
    register: Register, entity: str, listed: Sequence[str], periods: Sequence[ListedPeriod]
) -> Network:
    return network_above(register, entity, by_party([*named_in(register, listed), *periods]))


def _with_actor(network: Network, name: str) -> Network:
    if any(name in (actor.id, actor.name) for actor in network.actors.values()):
        return network
    return msgspec.structs.replace(network, actors=network.actors | {name: Actor(name, name)})
