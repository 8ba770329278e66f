"""What a reader or mapper met and did not understand: counted, located, never dropped in silence."""

from collections import Counter

__all__ = ["Doubts"]

# Enough places to find the cause by hand; the count says how common it is.
_PLACES_KEPT = 3


class Doubts:
    """Counts by what was odd, with the first few places. One per file being read."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.places: dict[str, list[str]] = {}

    def note(self, what: str, where: str, *, times: int = 1) -> None:
        """`what` is short and free of ids, so that equal doubts add up: "unknown element <Foo>"."""
        self.counts[what] += times
        places = self.places.setdefault(what, [])
        if len(places) < _PLACES_KEPT:
            places.append(where)
