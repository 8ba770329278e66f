"""Listings of all issuers → parties: links found, overridden, and followed as far as nothing contradicts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ostrakon.matching.resolution.clusters import group
from ostrakon.matching.resolution.listings import HeldListing, number_order
from ostrakon.matching.resolution.overrides import NO_OVERRIDES, Overrides
from ostrakon.matching.resolution.parties import Link, Party, Resolution, Undecided
from ostrakon.matching.resolution.references import sharing_references
from ostrakon.model import Reason

__all__ = ["resolve"]

_CONFIRMED = "confirmed by hand"
# Listings first seen at one moment: the one whose number is the oldest and steadiest gives the party's id.
_STEADIEST = (
    "un_sc_sanctions",
    "us_ofac_sdn",
    "us_ofac_cons",
    "eu_fsf",
    "gb_hmt_sanctions",
    "gb_fcdo_sanctions",
)


def resolve(held: Iterable[HeldListing], overrides: Overrides = NO_OVERRIDES) -> Resolution:
    """Every listing in one party; the same result in whatever order the listings come.

    Overrides that name listings which are not among `held` say nothing.
    """
    by_key = {one.key: one for one in held}
    overrides = overrides.only(by_key.keys())
    references, doubtful = _reference_links(by_key)
    refused = {frozenset(override.listings): override.why for override in overrides.refused}
    exact = {frozenset((link.one, link.other)) for link in references}

    def apart(one: str, other: str) -> str | None:
        if (why := refused.get(frozenset((one, other)))) is not None:
            return f"refused by hand: {why}"
        if frozenset((one, other)) not in exact and by_key[one].stood_beside(by_key[other]):
            return "one version has both, as entries of their own"
        return None

    links = [*_confirmed_links(overrides), *references]
    groups, passed_over = group(by_key, links, apart)
    undecided = [
        Undecided(link.one, link.other, link.score, link.reasons, why)
        for link, why in (*doubtful, *passed_over)
        if frozenset((link.one, link.other)) not in refused and groups[link.one] is not groups[link.other]
    ]
    undecided.sort(key=lambda pair: (pair.one, pair.other))
    return Resolution(_parties(by_key, groups, links), tuple(undecided))


def _reference_links(by_key: Mapping[str, HeldListing]) -> tuple[list[Link], list[tuple[Link, str]]]:
    """Links by shared numbers, and those that a number leaves open, with why."""
    links, doubtful = [], []
    shared = sharing_references(by_key.values())
    ambiguous = {
        number
        for (one, other), numbers in shared.items()
        if by_key[one].stood_beside(by_key[other])
        for number in numbers
    }
    for (one, other), numbers in shared.items():
        if by_key[one].listing.kind != by_key[other].listing.kind:
            continue  # the UN's number of a company stands with the UK's entries of its ships
        reasons = tuple(
            Reason("reference", 1.0, number, number, f"both state the number {number} ({whose})")
            for whose, number in numbers
        )
        link = Link(one, other, 1.0, "reference", reasons)
        if ambiguous.issuperset(numbers):
            doubtful.append((link, "several entries of one version state this number"))
        else:
            links.append(link)
    return links, doubtful


def _confirmed_links(overrides: Overrides) -> list[Link]:
    links = []
    for override in overrides.confirmed:
        first, *others = sorted(override.listings)
        said = f"{_CONFIRMED}{f' by {override.by}' if override.by else ''}: {override.why}"
        reason = Reason("override", 1.0, "", "", said)
        links += [Link(first, other, 1.0, "confirmed", (reason,)) for other in others]
    return links


def _parties(
    by_key: Mapping[str, HeldListing], groups: Mapping[str, frozenset[str]], links: Sequence[Link]
) -> tuple[Party, ...]:
    inside: defaultdict[frozenset[str], list[Link]] = defaultdict(list)
    for link in links:
        if groups[link.one] is groups[link.other]:
            inside[groups[link.one]].append(link)
    parties = []
    for members in set(groups.values()):
        ordered = sorted((by_key[key] for key in members), key=_age)
        first = ordered[0]
        parties.append(
            Party(
                id=first.key,
                name=first.listing.name,
                kind=first.listing.kind,
                listings=tuple(one.key for one in ordered),
                links=tuple(sorted(inside[members], key=lambda link: (link.one, link.other, link.basis))),
            )
        )
    return tuple(sorted(parties, key=lambda party: _age(by_key[party.id])))


def _age(one: HeldListing) -> tuple[int, int, str, tuple[tuple[bool, int, str], ...]]:
    """By first seen; at one moment by the steadiness of the list's numbers, then by number."""
    dataset = one.listing.dataset
    steadiness = _STEADIEST.index(dataset) if dataset in _STEADIEST else len(_STEADIEST)
    return one.first_seen, steadiness, dataset, number_order(one.listing.id)
