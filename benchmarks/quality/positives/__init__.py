"""From listings to queries that should find them, with the listings as the index then holds them."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from benchmarks.quality.cases import Positive
from ostrakon.model import Listing

__all__ = ["FAMILIES", "Family"]


class Family(Struct, frozen=True):
    """Queries of related classes, asked of one index. `listings` is None where nothing is held out."""

    name: str
    positives: tuple[Positive, ...]
    listings: tuple[Listing, ...] | None = None


# A family is made from (listings, most queries per class in each half, seed).
Maker = Callable[[Sequence[Listing], int, int], Family]


def _families() -> dict[str, Maker]:
    from benchmarks.quality.positives import aliases, scripts, variants

    return {
        "spelling": variants.spelling,
        "numbers": variants.numbers,
        "alias": aliases.held_out,
        "script": scripts.original_to_latin,
        "latin_to_original": scripts.latin_to_original,
    }


FAMILIES: dict[str, Maker] = _families()
