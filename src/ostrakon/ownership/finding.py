"""A name as typed → the actor of a network that it means, or an error that helps."""

from collections.abc import Iterable, Sequence

import msgspec

from ostrakon.errors import UsageError
from ostrakon.model import ListedPeriod
from ostrakon.ownership.network import Network

__all__ = ["find_actor", "with_listed"]

_NEAREST = 3
_LEAST_LIKE = 60  # of 100, rapidfuzz's ratio; below that a suggestion is no help


def find_actor(network: Network, text: str, *, what: str = "entity") -> str:
    """The id of the actor with that id, that name, or that name in other case. Raises UsageError for none,
    naming those that come near, and for several."""
    found = _meant(network, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{what} {text!r}: {len(found)} have that name; give the id: {', '.join(found[:5])}")
    raise UsageError(f"{what} {text!r}: is not in the network{_near(network, text)}")


def with_listed(network: Network, names: Sequence[str], periods: Iterable[ListedPeriod] = ()) -> Network:
    """The network with those listed: `names` on every day and by every issuer, `periods` (whose actors are
    names) as they say.

    Raises UsageError for one of `names` that is not in the network. Of `periods`, which may be a whole
    list, those are counted in a remark.
    """
    listed = [ListedPeriod(find_actor(network, name, what="listed")) for name in names]
    periods = list(periods)
    by_name = _ids_by_name(network) if periods else {}
    absent: dict[str, None] = {}
    for period in periods:
        ids = by_name.get(period.actor) or by_name.get(period.actor.casefold(), [])
        if not ids:
            absent[period.actor] = None
        listed += [msgspec.structs.replace(period, actor=id_) for id_ in ids]
    remarks = network.remarks
    if absent:
        shown = ", ".join(list(absent)[:_NEAREST])
        remarks = (*remarks, f"listed, but not in the network: {len(absent):,} ({shown} …)")
    return msgspec.structs.replace(network, listed=(*network.listed, *listed), remarks=remarks)


def _meant(network: Network, text: str) -> list[str]:
    if text in network.actors:
        return [text]
    wanted = " ".join(text.split())
    exact = [id_ for id_, actor in network.actors.items() if actor.name == wanted]
    folded = wanted.casefold()
    return (
        exact
        or [id_ for id_, actor in network.actors.items() if actor.name.casefold() == folded]
        or list(network.called.get(folded, ()))
    )


def _ids_by_name(network: Network) -> dict[str, list[str]]:
    """By name, and by name in lower case where that is none's own."""
    found: dict[str, list[str]] = {}
    for id_, actor in network.actors.items():
        for key in dict.fromkeys((id_, actor.name, actor.name.casefold())):
            found.setdefault(key, []).append(id_)
    return found


def _near(network: Network, text: str) -> str:
    from rapidfuzz import process
    from rapidfuzz.fuzz import ratio

    names = {id_: actor.name for id_, actor in network.actors.items()}
    found = process.extract(text, names, scorer=ratio, limit=_NEAREST, score_cutoff=_LEAST_LIKE)
    return f"; near it: {', '.join(name for name, _, _ in found)}" if found else ""
