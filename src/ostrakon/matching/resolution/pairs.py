"""Listings of all issuers → pairs that are one party, or may be, each with its probability and reasons."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ostrakon.matching.resolution.candidates import Candidates, Place
from ostrakon.matching.resolution.findings import Finding, Rarity, find, probability
from ostrakon.matching.resolution.profiles import Profile, profile_of
from ostrakon.matching.resolution.references import sharing_references
from ostrakon.matching.resolution.rolls import Roll
from ostrakon.matching.resolution.weights import WEIGHTS
from ostrakon.model import Listing, Reason

__all__ = ["ScoredPair", "score_pairs"]

# From here on, two entries of one list may be one party entered twice: then they are no rivals for a third.
_MAY_BE_TWICE = 0.9
_RIVAL = "rival"
_SURELY, _DOUBTFUL = 0.8, 0.4  # agreement of a finding


class ScoredPair(Struct, frozen=True):
    """Two listings, `dataset:id`, `one` before `other` in the order of text.

    `score` is the probability that they are one party, rivals in the same list taken into account;
    `referred`: an issuer prints the other's number; `exact`: a number or a birth date to the day agrees,
    beside the names; `both_in_one_version`: one list had both at a time.
    """

    one: str
    other: str
    score: float
    reasons: tuple[Reason, ...]
    referred: bool
    exact: bool
    both_in_one_version: bool


class _Weighed(Struct, frozen=True):
    pair: ScoredPair
    alone: float  # the probability before rivals, and without what being in one version says


def score_pairs(rolls: Sequence[Roll], *, cross_references: bool = True) -> tuple[ScoredPair, ...]:
    """Every pair that is more likely one party than two, or would be but for a rival, in order.

    `cross_references` False leaves out the numbers that issuers print for one another, to measure what the
    rest tells.
    """
    rolls = [roll for roll in rolls if roll.held]
    profiles = [[profile_of(held.listing) for held in roll.held] for roll in rolls]
    rarity = Rarity(profile for some in profiles for profile in some)
    shared = _shared_references(rolls) if cross_references else {}
    weighed = []
    for one, other, names in Candidates(rolls, profiles).pairs(shared):
        findings = find(_at(profiles, one), _at(profiles, other), names, shared.get((one, other), ()), rarity)
        weighed.append(_weighed(rolls, one, other, findings))
    scored = [
        pair
        for pair in _against_rivals(weighed, rolls)
        if pair.score >= WEIGHTS.undecided or pair.reasons[-1].feature == _RIVAL
    ]
    return tuple(sorted(scored, key=lambda pair: (pair.one, pair.other)))


def _shared_references(rolls: Sequence[Roll]) -> Mapping[tuple[Place, Place], Sequence[tuple[str, str]]]:
    places = {held.key: (n, i) for n, roll in enumerate(rolls) for i, held in enumerate(roll.held)}
    shared = {}
    for (one, other), numbers in sharing_references(h for roll in rolls for h in roll.held).items():
        first, second = sorted((places[one], places[other]))
        shared[first, second] = numbers
    return shared


def _at(profiles: Sequence[Sequence[Profile]], place: Place) -> Profile:
    return profiles[place[0]][place[1]]


def _weighed(rolls: Sequence[Roll], one: Place, other: Place, findings: Sequence[Finding]) -> _Weighed:
    first, second = rolls[one[0]].held[one[1]], rolls[other[0]].held[other[1]]
    beside = first.stood_beside(second)
    alone = probability(findings, WEIGHTS.start)
    score = probability(findings, WEIGHTS.start + WEIGHTS.both_in_one_version) if beside else alone
    reasons = tuple(finding.reason for finding in findings)
    if first.key > second.key:
        first, second = second, first
        reasons = tuple(Reason(r.feature, r.score, r.listed, r.query, r.detail) for r in reasons)
    said = {(reason.feature, reason.score) for reason in reasons}
    pair = ScoredPair(
        one=first.key,
        other=second.key,
        score=score,
        reasons=reasons,
        referred=("reference", 1.0) in said,
        exact=bool(said & {("reference", 1.0), ("number", 1.0), ("birth_date", 1.0)})
        or _one_party_twice(first.listing, reasons),
        both_in_one_version=beside,
    )
    return _Weighed(pair, alone)


def _one_party_twice(listing: Listing, reasons: Sequence[Reason]) -> bool:
    """Whether two entries of one version can be one party that its issuer entered twice.

    A person: the whole name, and the year of birth or the grounds. Anything else: the same name, and listed
    for another subject, which is why there are two entries. Nothing else may speak against it. When the EU
    listed again in 2025 whom the UN had, it entered dozens who stood on its list already.
    """
    agreeing = {reason.feature for reason in reasons if reason.score >= _SURELY}
    against = {reason.feature for reason in reasons if reason.score < _DOUBTFUL}
    if "name" not in agreeing:
        return False
    if listing.kind == "Person":
        return not against and bool(agreeing & {"birth_date", "wording"})
    return against == {"programme"}


def _against_rivals(weighed: Iterable[_Weighed], rolls: Sequence[Roll]) -> Iterable[ScoredPair]:
    """Each pair's score, lowered where the one fits other entries of the other's list as well.

    An issuer enters a party once: of two entries that stood in one version, one at most is the party.
    """
    held = {one.key: one for roll in rolls for one in roll.held}
    fitting: defaultdict[str, list[_Weighed]] = defaultdict(list)
    twice = set()
    for one in weighed:
        fitting[one.pair.one].append(one)
        fitting[one.pair.other].append(one)
        speaks_against = any(
            reason.score == 0.0 and reason.feature != "programme" for reason in one.pair.reasons
        )
        if one.pair.both_in_one_version and one.alone >= _MAY_BE_TWICE and not speaks_against:
            twice.add(frozenset((one.pair.one, one.pair.other)))
    for one in weighed:
        pair = one.pair
        if pair.both_in_one_version or pair.score < WEIGHTS.undecided:
            yield pair
            continue
        odds = _odds(pair.score)
        lowest = pair.score
        for mine, other in ((pair.one, pair.other), (pair.other, pair.one)):
            rivals = 0.0
            for rival in fitting[mine]:
                theirs = rival.pair.other if rival.pair.one == mine else rival.pair.one
                if (
                    theirs != other
                    and not rival.pair.both_in_one_version
                    and frozenset((theirs, other)) not in twice
                    and held[theirs].stood_beside(held[other])
                ):
                    rivals += _odds(rival.pair.score)
            lowest = min(lowest, odds / (1 + odds + rivals))
        yield pair if lowest == pair.score else _lowered(pair, lowest)


def _lowered(pair: ScoredPair, score: float) -> ScoredPair:
    detail = "another entry of the same list fits as well"
    if score < WEIGHTS.joined <= pair.score:
        reason = Reason(_RIVAL, round(score / pair.score, 4), pair.one, pair.other, detail)
        return replace(pair, score=score, reasons=(*pair.reasons, reason))
    return replace(pair, score=score)


def _odds(probability_: float) -> float:
    return probability_ / max(1 - probability_, 1e-12)
