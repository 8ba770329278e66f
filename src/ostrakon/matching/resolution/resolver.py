"""Listings of all issuers → parties: pairs scored, overridden, and joined as far as nothing contradicts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ostrakon.matching.resolution.clusters import group
from ostrakon.matching.resolution.contradictions import contradiction
from ostrakon.matching.resolution.listings import HeldListing, number_order
from ostrakon.matching.resolution.overrides import NO_OVERRIDES, Overrides
from ostrakon.matching.resolution.pairs import ScoredPair, score_pairs
from ostrakon.matching.resolution.parties import Basis, Link, Party, Resolution, Undecided
from ostrakon.matching.resolution.profiles import Profile, profile_of
from ostrakon.matching.resolution.rolls import Roll
from ostrakon.matching.resolution.weights import WEIGHTS
from ostrakon.model import Reason

__all__ = ["join", "resolve"]

_BOTH = "one version has both, as entries of their own"
# Listings first seen at one moment: the one whose number is the oldest and steadiest gives the party's id.
_STEADIEST = (
    "un_sc_sanctions",
    "us_ofac_sdn",
    "us_ofac_cons",
    "eu_fsf",
    "gb_hmt_sanctions",
    "gb_fcdo_sanctions",
)


def resolve(
    rolls: Sequence[Roll], overrides: Overrides = NO_OVERRIDES, *, cross_references: bool = True
) -> Resolution:
    """Every listing in one party; the same result in whatever order the lists come.

    `cross_references` False leaves out the numbers that issuers print for one another, to measure what the
    rest tells.
    """
    held = [one for roll in rolls for one in roll.held]
    return join(held, score_pairs(rolls, cross_references=cross_references), overrides)


def join(
    held: Iterable[HeldListing], pairs: Iterable[ScoredPair], overrides: Overrides = NO_OVERRIDES
) -> Resolution:
    """Parties from `pairs` that were scored, and what a person decided.

    Overrides that name listings which are not among `held` say nothing.
    """
    by_key = {one.key: one for one in held}
    overrides = overrides.only(by_key.keys())
    refused = {frozenset(override.listings): override.why for override in overrides.refused}
    links, doubtful = _links(pairs)
    linked = {frozenset((link.one, link.other)) for link in links}

    @cache
    def profile(key: str) -> Profile:
        return profile_of(by_key[key].listing)

    def apart(one: str, other: str) -> str | None:
        pair = frozenset((one, other))
        if (why := refused.get(pair)) is not None:
            return f"refused by hand: {why}"
        if pair in linked:
            return None
        if by_key[one].stood_beside(by_key[other]):
            return _BOTH
        return contradiction(profile(one), profile(other))

    links += _confirmed_links(overrides)
    groups, passed_over = group(by_key, links, apart)
    undecided = [
        Undecided(link.one, link.other, link.score, link.reasons, why)
        for link, why in (*doubtful, *passed_over)
        if frozenset((link.one, link.other)) not in refused and groups[link.one] is not groups[link.other]
    ]
    undecided.sort(key=lambda pair: (pair.one, pair.other))
    return Resolution(_parties(by_key, groups, links), tuple(undecided))


def _links(pairs: Iterable[ScoredPair]) -> tuple[list[Link], list[tuple[Link, str]]]:
    """Those to follow, and those that are left to a person, with why."""
    links, doubtful = [], []
    for pair in pairs:
        basis: Basis = "reference" if pair.referred else "evidence"
        link = Link(pair.one, pair.other, pair.score, basis, pair.reasons)
        if pair.score < WEIGHTS.joined:
            doubtful.append((link, f"score {pair.score:.2f} is below {WEIGHTS.joined}"))
        elif pair.both_in_one_version and not pair.exact:
            doubtful.append((link, f"{_BOTH}; what agrees is not exact"))
        else:
            links.append(link)
    return links, doubtful


def _confirmed_links(overrides: Overrides) -> list[Link]:
    links = []
    for override in overrides.confirmed:
        first, *others = sorted(override.listings)
        said = f"confirmed by hand{f' by {override.by}' if override.by else ''}: {override.why}"
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
