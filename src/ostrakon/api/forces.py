"""Which entities of a shelf had legal effect on a day."""

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ostrakon.api.library import Library, Reach
from ostrakon.api.shelves import Shelf
from ostrakon.api.shelves.build import id_key
from ostrakon.lists.entities import EDGE_SUFFIX
from ostrakon.lists.snapshot import Snapshot
from ostrakon.model import Listing
from ostrakon.screening import Screening, is_in_force

__all__ = ["in_force"]


def in_force(
    library: Library, reach: Reach, in_force_on: date | None
) -> Callable[[Shelf], NDArray[np.bool_]] | None:
    """Per shelf, the mask of what is not known to have been without effect; None without a day.

    Of an earlier version only what newer ones do not have any more.
    """
    if in_force_on is None:
        return None
    screening, _ = library.screening(reach, in_force_on)

    def mask_of(shelf: Shelf) -> NDArray[np.bool_]:
        key = ("in force", shelf.dataset, shelf.version.name, in_force_on)
        return library.remembered(key, lambda: _mask(shelf, library, screening))

    return mask_of


def _mask(shelf: Shelf, library: Library, screening: Screening) -> NDArray[np.bool_]:
    mask = np.ones(len(shelf), bool)
    for newer in library.shelves_of(shelf.dataset):
        if newer is shelf:
            break
        mask &= shelf.without(newer)
    for listing in _listings(shelf, library, screening):
        if is_in_force(listing, screening):
            continue
        own = library.entity_id(shelf.dataset, listing.id)
        number = shelf.number_of(id_key(own))
        while number is not None and number < len(shelf):
            mask[number] = False
            number += 1
            if number == len(shelf) or not _hangs_on(shelf, number, own):
                break
    return mask


def _listings(shelf: Shelf, library: Library, screening: Screening) -> Iterator[Listing]:
    """Those of the newest version as the index has them; of an earlier one as the store has."""
    holdings = library.engine.holdings
    newest = library.versions.get(shelf.dataset)
    if isinstance(holdings, Snapshot) or shelf.version == newest:
        return (match.listing for match in screening.matcher.every(shelf.dataset))
    return holdings.listings(shelf.version)


def _hangs_on(shelf: Shelf, number: int, party: str) -> bool:
    """What hangs on a party stands behind it on the shelf."""
    id_: str = shelf.entity(number)["id"]
    return id_.startswith(party + EDGE_SUFFIX)
