"""The answers to look at first: listed parties that scored lowest, strangers that scored highest."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from benchmarks.quality.experiment import Alerted, Found, Scored
from ostrakon.model import Listing

__all__ = ["Answer", "worst_answers"]


class Answer(Struct, frozen=True):
    """A line to read. `relation` points from what was asked to what was meant, or was taken for it."""

    score: float
    asked: str
    relation: str
    listed: str
    listing: str


def worst_answers(
    scored: Scored, listings: Mapping[str, Listing], count: int
) -> Iterator[tuple[str, list[Answer]]]:
    """Title and at most `count` answers per class: misses first, then false alerts."""
    missed: dict[str, list[Found]] = {}
    for found in scored.found:
        missed.setdefault(found.positive.group, []).append(found)
    for group, members in missed.items():
        worst = sorted(members, key=lambda found: found.score)[:count]
        yield f"worst misses, {group}", [_miss(found) for found in worst]
    strangers: dict[str, list[Alerted]] = {}
    for alerted in (*scored.near_misses, *scored.customers):
        strangers.setdefault(alerted.negative.group, []).append(alerted)
    for group, others in sorted(strangers.items()):
        highest = sorted(others, key=lambda alerted: -alerted.score)[:count]
        yield f"worst false alerts, {group}", [_false_alert(one, listings) for one in highest]


def _miss(found: Found) -> Answer:
    asked = found.positive
    return Answer(found.score, asked.text, f"← meant, #{found.rank},", asked.original, asked.listing)


def _false_alert(alerted: Alerted, listings: Mapping[str, Listing]) -> Answer:
    listed = listings[alerted.listing] if alerted.listing else None
    names = " | ".join(name.text for name in listed.names[:4]) if listed else ""
    return Answer(alerted.score, alerted.negative.text, "→", names, alerted.listing or "")
