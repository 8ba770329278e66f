"""Published a.k.a.s taken out of the index and asked for: the other name is all that leads there.

Some are unrelated to the names that stay, so nobody can find them all.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from benchmarks.quality.cases import Positive, key_of, known_of
from benchmarks.quality.positives import Family
from benchmarks.quality.positives.bases import both_halves
from benchmarks.quality.sampling import chance
from benchmarks.quality.spelling import is_latin, plain
from ostrakon.model import Listing, Name

__all__ = ["held_out"]


def held_out(listings: Sequence[Listing], per_half: int, seed: int) -> Family:
    """One Latin a.k.a. of each listing that has others, never filtered by how alike they are.

    Weak ones and those of one word are classes of their own. Only the listing asked for loses the
    name; the same party on another issuer's list keeps it, and does not count as found.
    """
    groups: dict[str, list[Positive]] = {}
    for listing in listings:
        found = _aliases(listing)
        if found:
            name = chance(seed, "alias", key_of(listing)).choice(found)
            group = _group(name, listing)
            positive = Positive(
                group,
                name.text,
                listing.name,
                key_of(listing),
                listing.kind,
                known_of(listing, identifiers=True),
            )
            groups.setdefault(group, []).append(positive)
    positives: list[Positive] = []
    for group, members in groups.items():
        chance(seed, "listings", group).shuffle(members)
        positives += both_halves(members, lambda positive: positive.listing, per_half)
    taken = {positive.listing: plain(positive.text) for positive in positives}
    return Family("alias", tuple(positives), tuple(_without(listing, taken) for listing in listings))


def _aliases(listing: Listing) -> list[Name]:
    """The Latin names beside the first that differ from it, when something Latin stays without them."""
    latin = [name for name in listing.names if is_latin(name.text) and plain(name.text)]
    first = plain(listing.name)
    others = [name for name in latin if plain(name.text) != first and name.type != "primary"]
    return others if len({plain(name.text) for name in latin}) > 1 else []


def _group(name: Name, listing: Listing) -> str:
    if name.strength == "weak":
        return "alias:weak"
    if len(plain(name.text).split()) == 1:
        return "alias:one_word"
    return "alias:person" if listing.kind == "Person" else "alias:organisation"


def _without(listing: Listing, taken: dict[str, str]) -> Listing:
    text = taken.get(key_of(listing))
    if text is None:
        return listing
    return replace(listing, names=tuple(name for name in listing.names if plain(name.text) != text))
