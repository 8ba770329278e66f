"""Names against parties that stand on no list but are tied to listed ones → hits of their own, with chains.

Such a hit says owned, controlled, owned or controlled, or associated, and never listed. Its score is that of
the name alone, as for any hit; how sure the tie is, the answer of each rule says beside it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from ostrakon.matching import Match, Matcher, MatchQuery
from ostrakon.model import (
    ChainLink,
    Listing,
    Name,
    OwnersAnswer,
    StakeKind,
    Tied,
    TiedHit,
)
from ostrakon.ownership.answering import answer
from ostrakon.ownership.network import Network
from ostrakon.ownership.rules import JURISDICTIONS

__all__ = ["DATASET", "Beside", "unlisted"]

DATASET = "network"  # the name under which the index of such parties is kept and reported
_CONTROL: set[StakeKind] = {"votes", "board_appointment", "dominant_influence", "influence"}
_SURELY: dict[str, Tied] = {"ownership": "owned", "status": "owned", "control": "controlled"}


def unlisted(network: Network, on: date) -> Iterator[Listing]:
    """The parties of a network that nobody lists on the day and that have a stake or tie, as an index takes
    them: by name alone."""
    listed = {period.actor for period in network.listed if period.holds_on(on)}
    tied = {end for stake in network.stakes for end in (stake.owner, stake.asset)}
    for actor in network.actors.values():
        if actor.id in tied and actor.id not in listed:
            yield Listing(DATASET, actor.id, actor.kind or "LegalEntity", (Name(actor.name),))


class Beside:
    """Asks `matcher`, whose one list is that of `unlisted`. Threads may share one."""

    def __init__(self, network: Network, matcher: Matcher, on: date) -> None:
        self._network = network
        self._matcher = matcher
        self._on = on
        self._owners = lru_cache(maxsize=4096)(self._answer)

    def __call__(
        self, asked: Sequence[MatchQuery], threshold: float, limit: int
    ) -> list[tuple[TiedHit, ...]]:
        """Per query, best first."""
        found = self._matcher.match_many(asked, threshold=threshold, limit=limit)
        return [tuple(self._hits(matches.best)) for matches in found]

    def _hits(self, matches: Sequence[Match]) -> Iterator[TiedHit]:
        for match in matches:
            answered = self._owners(match.listing.id)
            links = _links_to_listed(answered)
            if not links:
                continue  # tied to somebody who is on no list either
            yield TiedHit(
                score=match.score,
                party=match.listing.id,
                name=match.listing.name,
                tie=_tie(answered, links),
                answers={one.rule: one.answer for one in answered.answers},
                chain=links,
                reasons=match.reasons,
            )

    def _answer(self, actor: str) -> OwnersAnswer:
        return answer(
            self._network, actor, self._on, rules=JURISDICTIONS, law_known_at=self._on, complete=False
        )


def _links_to_listed(answered: OwnersAnswer) -> tuple[ChainLink, ...]:
    """The chains of the answers, and what ties the party itself to somebody listed."""
    ends = {link: {link.owner_id, link.asset_id} for link in answered.ties}
    direct = [link for link, two in ends.items() if two & answered.listed.keys()]
    chains = [link for one in answered.answers for link in one.chain]
    listed = any({link.owner_id, link.asset_id} & answered.listed.keys() for link in (*chains, *direct))
    return tuple(dict.fromkeys([*chains, *direct])) if listed else ()


def _tie(answered: OwnersAnswer, links: Sequence[ChainLink]) -> Tied:
    """The strongest that is surely so. What a listed party may own without our knowing its share is "owned
    or controlled"; whoever owns a listed party, serves it or is beside it is associated."""
    for ground in ("ownership", "status", "control"):
        if any(one.answer == "blocked" and one.ground == ground for one in answered.answers):
            return _SURELY[ground]
    own = [link for link in links if link.asset_id == answered.entity_id]
    if any(link.kind in {"owned_or_controlled", "shares"} for link in own):
        return "owned or controlled"
    return "controlled" if any(link.kind in _CONTROL for link in own) else "associated"
