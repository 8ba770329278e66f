"""The listed name of each listing that variants are made from."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

from benchmarks.quality.cases import Positive, key_of, known_of
from benchmarks.quality.sampling import chance, half_of
from benchmarks.quality.spelling import is_latin, plain
from ostrakon.model import Kind, Listing

__all__ = ["Base", "bases", "both_halves", "printed_first", "vary"]

# Below this no variant tells anybody: "HN", "5A".
_FEWEST_LETTERS = 4


class Base(Struct, frozen=True):
    """A name in Latin letters as the issuer prints it first, and whose it is."""

    text: str
    listing: Listing

    @property
    def kind(self) -> Kind:
        return self.listing.kind


def bases(listings: Sequence[Listing]) -> list[Base]:
    """The Latin name printed first, of every listing that has one."""
    found = []
    for listing in listings:
        name = printed_first(listing)
        if name is not None and sum(map(str.isalpha, name)) >= _FEWEST_LETTERS:
            found.append(Base(name, listing))
    return found


def printed_first(listing: Listing) -> str | None:
    """The first Latin name that is not weak, in English where the EU prints one per language."""
    latin = [name for name in listing.names if name.strength != "weak" and is_latin(name.text)]
    english = [name for name in latin if name.language in {None, "en"}]
    return next((" ".join(name.text.split()) for name in (*english, *latin)), None)


def vary(
    group: str, make: Callable[[Base], str | None], pool: Sequence[Base], per_half: int, seed: int
) -> list[Positive]:
    """Up to `per_half` variants in each half, from listings drawn by chance; none equals its original."""
    shuffled = list(pool)
    chance(seed, "listings", group).shuffle(shuffled)
    left = {"tune": per_half, "test": per_half}
    made = []
    for base in shuffled:
        key = key_of(base.listing)
        half = half_of(key)
        if not left[half]:
            if not any(left.values()):
                break
            continue
        text = make(base)
        if text is None or text == base.text or not plain(text):
            continue
        left[half] -= 1
        made.append(
            Positive(group, text, base.text, key, base.kind, known_of(base.listing, identifiers=True))
        )
    return made


T = TypeVar("T")


def both_halves(items: Sequence[T], key: Callable[[T], str], per_half: int) -> list[T]:
    """The first `per_half` of each half, in order."""
    left = {"tune": per_half, "test": per_half}
    kept = []
    for item in items:
        half = half_of(key(item))
        if left[half]:
            left[half] -= 1
            kept.append(item)
    return kept
