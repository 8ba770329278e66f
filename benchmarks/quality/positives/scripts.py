"""The issuers' own spellings in Arabic, Cyrillic, Han, Hangul …, asked for against Latin, and the reverse."""

from collections.abc import Sequence

from msgspec.structs import replace

from benchmarks.quality.cases import Positive, key_of, known_of
from benchmarks.quality.positives import Family
from benchmarks.quality.positives.bases import both_halves, printed_first
from benchmarks.quality.sampling import chance, half_of
from benchmarks.quality.spelling import is_latin, script_of
from ostrakon.model import Listing, Name

__all__ = ["POOLED", "latin_to_original", "original_to_latin"]

POOLED = ("arabic", "cyrillic", "han_hangul")


def original_to_latin(listings: Sequence[Listing], per_half: int, seed: int) -> Family:
    """The query is the issuer's original spelling; the index holds Latin names alone."""
    positives = [
        positive
        for members in _by_script(listings, "script", seed).values()
        for positive in both_halves(members, lambda one: one.listing, per_half)
    ]
    latin = [
        replace(listing, names=tuple(name for name in listing.names if is_latin(name.text)))
        for listing in listings
    ]
    return Family("script", tuple(positives), tuple(listing for listing in latin if listing.names))


def latin_to_original(listings: Sequence[Listing], per_half: int, seed: int) -> Family:
    """The query is the Latin name printed first; of those asked for, the index holds the original only.

    Evenly from Arabic, Cyrillic and Han with Hangul: two of three such names on the lists are Cyrillic,
    which every engine reads, so that their own proportion would say little of the others.
    """
    by_key = {key_of(listing): listing for listing in listings}
    positives = []
    for drawn in _evenly(listings, "latin_to", per_half, seed):
        text = printed_first(by_key[drawn.listing]) or ""
        positives.append(replace(drawn, text=text, original=drawn.text))
    asked = {positive.listing for positive in positives}
    held = tuple(
        replace(listing, names=tuple(_original(listing))) if key_of(listing) in asked else listing
        for listing in listings
    )
    return Family("latin_to_original", tuple(positives), held)


def _evenly(listings: Sequence[Listing], prefix: str, per_half: int, seed: int) -> list[Positive]:
    """As many of each of the three large script groups as the smallest has; at most that of the rest."""
    groups = _by_script(listings, prefix, seed)
    for group in POOLED:
        keys = [one.listing for one in groups.get(f"{prefix}:{group}", [])]
        tuned = sum(half_of(key) == "tune" for key in keys)
        per_half = min(per_half, tuned, len(keys) - tuned)
    return [
        positive
        for members in groups.values()
        for positive in both_halves(members, lambda one: one.listing, per_half)
    ]


def _by_script(listings: Sequence[Listing], prefix: str, seed: int) -> dict[str, list[Positive]]:
    """One original spelling of each listing that also has a Latin one, grouped by its script, shuffled."""
    groups: dict[str, list[Positive]] = {}
    for listing in listings:
        original, latin = _original(listing), printed_first(listing)
        if original and latin is not None:
            key = key_of(listing)
            text = chance(seed, prefix, key).choice(original).text
            group = f"{prefix}:{script_of(text)}"
            positive = Positive(group, text, latin, key, listing.kind, known_of(listing, identifiers=True))
            groups.setdefault(group, []).append(positive)
    for group, members in sorted(groups.items()):
        chance(seed, "listings", group).shuffle(members)
    return dict(sorted(groups.items()))


def _original(listing: Listing) -> list[Name]:
    return [name for name in listing.names if not is_latin(name.text)]
