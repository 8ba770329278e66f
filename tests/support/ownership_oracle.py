"""A slow second opinion on who is blocked, written from the facts alone: fractions, and passes over all
stakes until nothing changes. Shares only; every owner has one stake in an asset."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from ostrakon.model import Verdict

__all__ = ["RULES", "Interval", "Reading", "blocked_exactly", "verdicts"]

Stakes = Mapping[tuple[str, str], "Interval"]


class Interval(NamedTuple):
    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False


class Reading(NamedTuple):
    """`strict`: more than half; `together`: stakes of different seeds are added."""

    strict: bool
    together: bool


RULES = {
    "US": Reading(False, True),
    "EU-": Reading(True, True),
    "EU+": Reading(False, True),
    "UK": Reading(True, False),
}


def verdicts(stakes: Stakes, seeds: str, reading: Reading, *, complete: bool) -> dict[str, Verdict]:
    """Of every actor, as facts 1.1 have it."""
    stakes = _tightened(stakes)
    actors = {actor for tie in stakes for actor in tie} | set(seeds)
    sure, maybe = set(seeds), set(seeds)
    for group in [seeds] if reading.together else list(seeds):
        sure |= _grown(set(group), actors, lambda asset, caught: _surely(stakes, asset, caught, reading))
    hidden = {} if complete else {asset: _rest(stakes, asset) for asset in actors}
    for group in [seeds] if reading.together else [*seeds, ""]:
        maybe |= _grown(
            set(group), actors, lambda asset, caught: _perhaps(stakes, asset, caught, reading, hidden)
        )
    return {
        actor: "blocked" if actor in sure else "cannot_tell" if actor in maybe else "not_blocked"
        for actor in actors
    }


def blocked_exactly(shares: Mapping[tuple[str, str], Fraction], seeds: str, reading: Reading) -> set[str]:
    """Who is blocked when every share is known exactly."""
    stakes = {tie: Interval(share, share) for tie, share in shares.items()}
    actors = {actor for tie in stakes for actor in tie} | set(seeds)
    found = set(seeds)
    for group in [seeds] if reading.together else list(seeds):
        found |= _grown(set(group), actors, lambda asset, caught: _surely(stakes, asset, caught, reading))
    return found


def _grown(caught: set[str], actors: set[str], is_caught: Callable[[str, set[str]], bool]) -> set[str]:
    while more := {actor for actor in actors - caught if is_caught(actor, caught)}:
        caught = caught | more
    return caught


def _surely(stakes: Stakes, asset: str, caught: set[str], reading: Reading) -> bool:
    counted = [share for (owner, held), share in stakes.items() if held == asset and owner in caught]
    low = sum((share.low for share in counted), Fraction(0))
    if not reading.strict:
        return low >= 50
    return low > 50 or (low == 50 and any(share.low_open for share in counted))


def _perhaps(
    stakes: Stakes, asset: str, caught: set[str], reading: Reading, hidden: Mapping[str, Interval]
) -> bool:
    counted = [share for (owner, held), share in stakes.items() if held == asset and owner in caught]
    counted += [hidden[asset]] if asset in hidden else []
    high = sum((share.high for share in counted), Fraction(0))
    if reading.strict:
        return high > 50
    return high > 50 or (high == 50 and not any(share.high_open for share in counted))


def _rest(stakes: Stakes, asset: str) -> Interval:
    lows = [share for (_, held), share in stakes.items() if held == asset]
    left = 100 - sum((share.low for share in lows), Fraction(0))
    return Interval(Fraction(0), max(left, Fraction(0)), high_open=left > 0 and any(s.low_open for s in lows))


def _tightened(stakes: Stakes) -> dict[tuple[str, str], Interval]:
    found = {}
    for (owner, asset), share in stakes.items():
        others = [s for (other, held), s in stakes.items() if held == asset and other != owner]
        left = 100 - sum((s.low for s in others), Fraction(0))
        opened = any(s.low_open for s in others)
        high = min(share.high, left)
        high_open = (share.high == high and share.high_open) or (left == high and opened)
        found[owner, asset] = Interval(share.low, high, share.low_open, high_open)
    return found
