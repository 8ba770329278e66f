"""Figures of several origins whose scopes allow a comparison → what they say together, each by its rule."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from ostrakon.claims.checks.figures import said
from ostrakon.claims.reconciliation.tallies import Entry, meet, origin_of
from ostrakon.claims.scopes import compare
from ostrakon.model.claims import Envelope, Finding

__all__ = ["across_origins"]

# Pairs grow with the square: a hundred thousand of them are compared in a second.
_MOST_FIGURES = 450
_BETTER = ("documented", "reported", "estimate", "party", "unsourced")


def across_origins(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Figures of different reports and origins: with equal scopes reconciled, a part held against its whole,
    a later total of one window against the earlier. Nothing else is compared."""
    asked = [entry for entry in entries if _is_asked(entry)][:_MOST_FIGURES]
    groups: list[list[Entry]] = []
    for one, other in combinations(asked, 2):
        if one.document == other.document or _origin(one) == _origin(other):
            continue
        rule = compare(one.claim, other.claim).rule
        if rule == "reconcile":
            _join(groups, one, other)
        elif rule == "part_at_most_whole":
            yield from _part(one, other)
    for group in groups:
        yield _together(group)


def _is_asked(entry: Entry) -> bool:
    claim = entry.claim
    return claim.relation != "headline" and claim.modality is None and claim.denied_by is None


def _origin(entry: Entry) -> str:
    return origin_of(entry.claim) or f"unsourced, {entry.name}"


def _join(groups: list[list[Entry]], one: Entry, other: Entry) -> None:
    """Scopes that are equal are so among all of a group."""
    group = next((held for held in groups if one in held or other in held), None)
    if group is None:
        groups.append([one, other])
    else:
        group.extend(entry for entry in (one, other) if entry not in group)


def _together(group: Sequence[Entry]) -> Finding:
    """The majority by origin, if there is one; else the range. Classes of sources stand beside."""
    low = min(entry.envelope.low for entry in group)
    highs = [entry.envelope.high for entry in group]
    high = None if None in highs else max(one for one in highs if one is not None)
    shown = said(Envelope(low, high))
    agree = all(meet(one.envelope, other.envelope) for one, other in combinations(group, 2))
    votes = Counter({entry.number: 0 for entry in group})
    for number in votes:
        votes[number] = len({_origin(entry) for entry in group if entry.number == number})
    (number, most), *others = votes.most_common()
    majority = most > 1 and most * 2 > len({_origin(entry) for entry in group})
    told = "; ".join(
        f"{entry.number:,} by {_origin(entry)} ({entry.claim.source_class}, {entry.name})"
        for entry in sorted(group, key=lambda one: _BETTER.index(one.claim.source_class or "unsourced"))
    )
    claim = group[0].claim
    about = f"{claim.outcome}, {claim.victim_class}, {claim.place}"
    rule, result = ("majority", f"{number:,}") if majority and others else ("range", shown)
    return Finding(
        "reconciled",
        "pass" if agree else "disputed",
        rule,
        tuple(entry.key for entry in group),
        result,
        f"{about}: {told}. {f'Most origins say {result}; range' if rule == 'majority' else 'Range'} {shown}.",
        low,
        high,
    )


def _part(one: Entry, other: Entry) -> Iterator[Finding]:
    """Only where the part is more than its whole: that it is less proves nothing."""
    comparison = compare(one.claim, other.claim)
    unlike = {getattr(comparison, field) for field in comparison.fields}
    part, whole = (one, other) if unlike == {"subset"} else (other, one)
    if whole.envelope.high is None or part.envelope.low <= whole.envelope.high:
        return
    yield Finding(
        "part_exceeds_whole",
        "error",
        "part_at_most_whole",
        (part.key, whole.key),
        f"{part.number:,} > {whole.number:,}",
        f"{part.claim.text} ({part.name}) is a part, by {', '.join(comparison.fields)}, of "
        f"{whole.claim.text} ({whole.name}), and is more.",
    )
