"""A party → who supports it, acts for it, leads it or is beside it, in the source's words."""

from collections.abc import Iterator
from datetime import date

from ostrakon.model import OwnersProof, Stake, StakeKind, Supporter, SupportersAnswer
from ostrakon.ownership.network import Network, presence
from ostrakon.ownership.rules import rules_digest

__all__ = ["supporters"]

# In the order shown. Of the first four the owner is the supporter; the others have no direction.
_TOWARDS: tuple[StakeKind, ...] = ("support", "acts_for", "management", "directorship")
_BESIDE: tuple[StakeKind, ...] = ("association", "family", "link")


def supporters(network: Network, party: str, on: date) -> SupportersAnswer:
    """Of the actor `party` (its id), by type and name."""
    listed: dict[str, set[str]] = {}
    programmes: dict[str, set[str]] = {}
    for period in network.listed:
        if period.holds_on(on):
            listed.setdefault(period.actor, set()).add(period.issuer or "any")
            programmes.setdefault(period.actor, set()).update(period.programmes)
    order = (*_TOWARDS, *_BESIDE)
    found = sorted(
        (
            Supporter(
                type=stake.kind,
                party=other,
                name=network.name(other),
                words=stake.words,
                source=stake.source,
                listed_by=tuple(sorted(listed.get(other, ()))),
                programmes=tuple(sorted(programmes.get(other, ()))),
            )
            for stake, other in _ties(network, party, on)
        ),
        key=lambda one: (order.index(one.type), one.name.casefold(), one.source),
    )
    proof = OwnersProof(
        network.sources,
        rules_digest(),
        len(network.actors),
        len(network.stakes),
        len(listed),
        complete_register=False,
        remarks=network.remarks,
    )
    return SupportersAnswer(party, network.name(party), on, tuple(dict.fromkeys(found)), proof)


def _ties(network: Network, party: str, on: date) -> Iterator[tuple[Stake, str]]:
    for stake in network.stakes:
        if party not in {stake.owner, stake.asset} or presence(stake, on) is False:
            continue
        if stake.kind in _TOWARDS and stake.asset == party:
            yield stake, stake.owner
        elif stake.kind in _BESIDE:
            yield stake, stake.asset if stake.owner == party else stake.owner
