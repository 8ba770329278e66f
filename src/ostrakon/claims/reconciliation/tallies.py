"""Figures of several documents → tallies: what one origin counted, as its relays print it."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from ostrakon.claims.lexicon import institutions
from ostrakon.model.claims import Claim, Envelope, Reading

__all__ = ["Entry", "Tally", "entries_of", "meet", "origin_of", "tallies"]

_NOISE = frozenset(
    "the a an estimates estimate figures data britain-based uk-based monitor monitoring group".split()
)
_FLOOR = 100  # a number of fewer digits can be the same by chance


class Entry(Struct, frozen=True):
    """A figure with the document it stands in."""

    document: int
    name: str
    dated: date | None
    claim: Claim

    @property
    def key(self) -> str:
        return f"{self.name}#{self.claim.id}"

    @property
    def envelope(self) -> Envelope:
        return self.claim.envelope or Envelope(0, None)

    @property
    def number(self) -> int:
        return self.claim.value.low if self.claim.value else 0

    @property
    def is_unrounded(self) -> bool:
        return self.claim.rounding == 1 and self.claim.qualifier in {"exact", "at_least", "about"}


class Tally(Struct, frozen=True):
    """What one origin counted of one outcome, by one perpetrator: the entries of its relays."""

    origin: str
    outcome: str
    perpetrator: str | None
    entries: tuple[Entry, ...]

    def by_class(self) -> dict[str, list[Entry]]:
        """Entries by class of victims, "all" first; those whose class is not told are left out."""
        grouped: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.claim.victim_class is not None and entry.claim.relation != "headline":
                grouped.setdefault(entry.claim.victim_class, []).append(entry)
        return dict(sorted(grouped.items(), key=lambda one: (one[0] != "all", one[0])))


def tallies(readings: Sequence[Reading]) -> list[Tally]:
    """Figures of one origin, outcome and perpetrator; one whose perpetrator is not named joins a tally of the
    same origin and outcome that has its very number for the same victims."""
    named: dict[tuple[str, str, str | None, str], list[Entry]] = {}
    unnamed: list[Entry] = []
    for entry in entries_of(readings):
        claim = entry.claim
        origin = origin_of(claim)
        if origin is None or claim.outcome is None or claim.modality == "conditional" or claim.denied_by:
            continue
        if claim.perpetrator is None:
            unnamed.append(entry)
        else:
            place = origin, claim.outcome, _perpetrator(claim.perpetrator), _began(claim)
            named.setdefault(place, []).append(entry)
    for entry in unnamed:
        origin, outcome = str(origin_of(entry.claim)), str(entry.claim.outcome)
        twins = (key for key, held in named.items() if key[:2] == (origin, outcome) and _twin(entry, held))
        match = next(twins, None)
        key = (
            match
            or _same_victims(entry, named, origin, outcome)
            or (origin, outcome, None, _began(entry.claim))
        )
        named.setdefault(key, []).append(entry)
    merged = _merged(named)
    return [
        Tally(
            origin, outcome, perpetrator, tuple(sorted(held, key=lambda one: (one.document, one.claim.start)))
        )
        for (origin, outcome, perpetrator, _), held in merged.items()
    ]


def origin_of(claim: Claim) -> str | None:
    """Who counted: the source by its known name, or the body a person speaks for; None if nobody is named."""
    source = claim.represents or claim.source
    if source is None:
        return None
    words = [word for word in source.lower().replace(".", "").split() if word not in _NOISE]
    text = " ".join(words)
    if text in institutions():
        return institutions()[text]
    for size in range(len(words), 0, -1):
        for first in range(len(words) - size + 1):
            known = institutions().get(" ".join(words[first : first + size]))
            if known is not None:
                return known
    return text or None


def meet(one: Envelope, other: Envelope) -> bool:
    """Whether some number lies in both."""
    return _at_most(one, other) and _at_most(other, one)


def _at_most(one: Envelope, other: Envelope) -> bool:
    if other.high is None:
        return True
    if one.low_open or other.high_open:
        return one.low < other.high
    return one.low <= other.high


def entries_of(readings: Sequence[Reading]) -> list[Entry]:
    """Every figure of every document, in order."""
    return [
        Entry(number, reading.document.name, reading.document.dated, claim)
        for number, reading in enumerate(readings)
        for claim in reading.claims
        if claim.kind == "figure" and claim.value is not None
    ]


def _perpetrator(name: str) -> str:
    return " ".join(
        word for word in name.lower().split() if word not in {"forces", "army", "the", "air", "force"}
    )


def _began(claim: Claim) -> str:
    """From when it counts, for tallies of one origin with different beginnings are different ones."""
    start = claim.window.start if claim.window else None
    return str(start) if start is not None and claim.window and claim.window.end != start else ""


def _twin(entry: Entry, held: Sequence[Entry]) -> bool:
    return entry.number >= _FLOOR and any(
        other.number == entry.number and other.claim.victim_class == entry.claim.victim_class
        for other in held
    )


def _same_victims(
    entry: Entry, named: dict[tuple[str, str, str | None, str], list[Entry]], origin: str, outcome: str
) -> tuple[str, str, str | None, str] | None:
    """The tally with figures of the same origin close by in the document that the entry stands in."""
    for key, held in named.items():
        if key[:2] == (origin, outcome) and any(
            one.document == entry.document and abs(one.claim.start - entry.claim.start) < _NEAR
            for one in held
        ):
            return key
    return None


_NEAR = 400  # characters: about a paragraph


def _merged(
    named: dict[tuple[str, str, str | None, str], list[Entry]],
) -> dict[tuple[str, str, str | None, str], list[Entry]]:
    """Tallies without a beginning join one of their origin that holds a number of theirs, or the only one."""
    merged = {key: held for key, held in named.items() if key[3]}
    for key, held in named.items():
        if key[3]:
            continue
        same = [other for other in merged if other[:3] == key[:3]]
        twins = [other for other in same if any(_twin(entry, merged[other]) for entry in held)]
        chosen = twins or (same if len(same) == 1 else [])
        merged.setdefault(chosen[0] if chosen else key, []).extend(held)
    return merged
