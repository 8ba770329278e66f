"""Listings of several lists, joined to parties → one network: who is listed by whom, and what ties them."""

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from msgspec import Struct

from ostrakon.model import (
    Actor,
    Jurisdiction,
    ListedPeriod,
    Listing,
    ListVersion,
    Relation,
    Share,
    Stake,
)
from ostrakon.ownership.listings.labels import tie_of
from ostrakon.ownership.listings.names import ListedNames, folded
from ostrakon.ownership.listings.wording import Said, ties_said
from ostrakon.ownership.network import Network
from ostrakon.ownership.reading.shares import share_of_cells

__all__ = ["HeldList", "network_of_lists"]

# Whose rule a listing feeds. The UN's own lists feed none: each of the three carries the UN's parties.
_ISSUERS: dict[str, Jurisdiction] = {
    "us_ofac_sdn": "us",
    "gb_fcdo_sanctions": "gb",
    "gb_hmt_sanctions": "gb",
    "eu_fsf": "eu",
}
_READ_FOR_WORDS = {"eu_fsf", "un_sc_sanctions"}  # the US and the UK state ties in fields of their own
_FREEZE = "freeze"


class HeldList(Struct, frozen=True):
    """One list of the day, with all of its listings."""

    version: ListVersion
    listings: tuple[Listing, ...]


def network_of_lists(lists: Iterable[HeldList], party_of: Callable[[str], str]) -> Network:
    """The network of `lists`, its actors the parties that `party_of` gives for a listing ("dataset:id").

    A side that is named in words is the party with exactly that name on the same list, else an actor of
    its own, who is not listed.
    """
    actors: dict[str, Actor] = {}
    listed: dict[ListedPeriod, None] = {}
    stakes: dict[Stake, None] = {}
    called: dict[str, set[str]] = {}
    sources = []
    issuers: set[Jurisdiction] = set()
    for held in lists:
        dataset = held.version.dataset
        issuers |= {_ISSUERS[dataset]} if dataset in _ISSUERS else set()
        names = ListedNames(held.listings)
        ids = {listing.id: party_of(f"{dataset}:{listing.id}") for listing in held.listings}
        for listing in held.listings:
            actor = ids[listing.id]
            actors.setdefault(actor, Actor(actor, listing.name, listing.kind))
            for name in (f"{dataset}:{listing.id}", listing.id, *(one.text for one in listing.names)):
                called.setdefault(name.casefold(), set()).add(actor)
            if (period := _period(listing, actor)) is not None:
                listed[period] = None
        for listing in held.listings:
            for stake, unlisted in _stakes(listing, held.version, ids, names):
                if unlisted is not None:
                    actors.setdefault(unlisted.id, unlisted)
                    called.setdefault(unlisted.name.casefold(), set()).add(unlisted.id)
                if stake.owner != stake.asset:
                    stakes[stake] = None
        sources.append(f"{dataset} {held.version.name} {held.version.sha256}")
    return Network(
        actors,
        tuple(stakes),
        tuple(listed),
        sources=tuple(sources),
        issuers=tuple(sorted(issuers)),
        called={name: tuple(sorted(ids)) for name, ids in called.items()},
    )


def _period(listing: Listing, actor: str) -> ListedPeriod | None:
    """On the day of the version it is listed; of lists that do not freeze assets it is not, here.

    The sectoral and other lists beside the SDN List have tests of their own (facts 2.5), and the UK's
    list holds parties that may only not travel.
    """
    issuer = _ISSUERS.get(listing.dataset)
    frozen = listing.dataset != "gb_fcdo_sanctions" or any(
        _FREEZE in measure.casefold() for measure in listing.measures
    )
    if issuer is None or not frozen:
        return None
    return ListedPeriod(actor, programmes=listing.programme_codes, issuer=issuer)


def _stakes(
    listing: Listing, version: ListVersion, ids: dict[str, str], names: ListedNames
) -> Iterator[tuple[Stake, Actor | None]]:
    """Each with the actor it brings in who is on no list."""
    place = f"{version.dataset} {version.name}, {listing.id}"
    for relation in listing.relations:
        if not relation.former:
            yield _of_relation(relation, listing, place, ids, names)
    if version.dataset in _READ_FOR_WORDS:
        for said in ties_said(listing, names):
            yield _of_words(said, listing, place, ids), None


def _of_relation(
    relation: Relation, listing: Listing, place: str, ids: dict[str, str], names: ListedNames
) -> tuple[Stake, Actor | None]:
    tie = tie_of(relation.type, relation.other_name or "")
    other, unlisted = _other(relation, listing.dataset, ids, names)
    own = ids[listing.id]
    owner, asset = (own, other) if tie.outward else (other, own)
    stake = Stake(
        owner=owner,
        asset=asset,
        kind=tie.kind,
        source=place,
        share=_share(relation) if tie.kind == "shares" else None,
        words=relation.type if relation.other_name is None else f"{relation.type}: {relation.other_name}",
        reversed=relation.reversed,
    )
    return stake, unlisted


def _other(
    relation: Relation, dataset: str, ids: dict[str, str], names: ListedNames
) -> tuple[str, Actor | None]:
    if relation.other_id is not None and relation.other_id in ids:
        return ids[relation.other_id], None
    name = relation.other_name or cast("str", relation.other_id)
    if (id_ := names.find(name)) is not None:
        return ids[id_], None
    actor = Actor(f"{dataset}:named:{folded(name)}", name)
    return actor.id, actor


def _share(relation: Relation) -> Share | None:
    """A list of your own keeps the percentage of an ownership beside it; None where it is no number."""
    percent = (relation.quality or "").strip()
    try:
        return share_of_cells(percent, percent) if percent else None
    except ValueError:
        return None


def _of_words(said: Said, listing: Listing, place: str, ids: dict[str, str]) -> Stake:
    own, other = ids[listing.id], ids[said.other]
    owner, asset = (own, other) if said.outward else (other, own)
    return Stake(
        owner=owner,
        asset=asset,
        kind=said.kind,
        source=f"{place}, {said.field}, characters {said.start}–{said.end}",
        share=said.share,
        words=said.text,
    )
