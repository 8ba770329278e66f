"""The carriers' content → the listings of each dataset, with what a reader must know of them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct

from ostrakon.lists.parsing import Doubts
from ostrakon.model import Listing
from tools.snapshot import european_union, united_kingdom, united_states
from tools.snapshot.carriers import COMBINED_LISTS, UN_LIST, Carrier
from tools.snapshot.rows import Entry, entries, read_rows
from tools.snapshot.united_nations import read_edition

__all__ = ["SnapshotList", "combined_lists", "un_list"]

_FILLED_DATES = "birth dates on the first of a month may be months, and 1 January years, in OFAC's own file"
_NO_LISTING_DATES = "no listing dates but those of the CMIC list"
_NO_STRENGTH = "aliases without type or strength"


class SnapshotList(Struct, frozen=True):
    """One dataset of the snapshot, ordered by id. `remarks` say what the carrier lost."""

    dataset: str
    carrier: Carrier
    published_on: date | None
    listings: tuple[Listing, ...]
    remarks: tuple[str, ...] = ()


class _Part(Struct, frozen=True):
    dataset: str
    lists: tuple[str, ...]
    to_listing: Callable[..., Listing]
    remarks: tuple[str, ...]


_PARTS = (
    _Part(
        "us_ofac_sdn",
        tuple(united_states.SDN_LISTS),
        united_states.to_listing,
        ("no listing dates", "no relations", _NO_STRENGTH, _FILLED_DATES),
    ),
    _Part(
        "us_ofac_cons",
        tuple(united_states.CONS_LISTS),
        united_states.to_listing,
        (_NO_LISTING_DATES, "no relations", _NO_STRENGTH, _FILLED_DATES),
    ),
    _Part(
        "eu_fsf",
        (european_union.LIST,),
        european_union.to_listing,
        ("no listing dates: the only day is that of the last amendment", _NO_STRENGTH, "no remarks"),
    ),
    _Part(
        "gb_hmt_sanctions",
        (united_kingdom.ASSET_FREEZES, united_kingdom.INVESTMENT_BANS),
        united_kingdom.to_listing,
        (
            "no listing dates up to 2020-12-31; later ones are designations",
            "primary names not marked where there are several",
            _NO_STRENGTH,
            "no reasons or other information",
        ),
    ),
)


def combined_lists(content: bytes, doubts: Doubts) -> Iterator[SnapshotList]:
    """The lists of the combined table that are official lists of ours; the others in it are not read."""
    rows = list(read_rows(content))
    for part in _PARTS:
        found = entries(rows, part.lists)
        yield SnapshotList(
            dataset=part.dataset,
            carrier=COMBINED_LISTS,
            published_on=None,
            listings=_ordered(_listing(part, entry, doubts) for entry in found),
            remarks=part.remarks,
        )


def un_list(content: bytes, doubts: Doubts) -> SnapshotList:
    edition, listings = read_edition(content, doubts)
    return SnapshotList(edition.dataset, UN_LIST, edition.published_on, _ordered(listings), edition.remarks)


def _listing(part: _Part, entry: Entry, doubts: Doubts) -> Listing:
    return part.to_listing(entry, dataset=part.dataset, doubts=doubts)


def _ordered(listings: Iterable[Listing]) -> tuple[Listing, ...]:
    return tuple(sorted(listings, key=lambda listing: listing.id))
