"""Which entities of a shelf had legal effect on a day."""

from collections.abc import Callable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ostrakon.api.library import Library, Reach
from ostrakon.api.shelves import Shelf
from ostrakon.api.shelves.build import id_key
from ostrakon.lists.entities import EDGE_SUFFIX
from ostrakon.screening import is_in_force

__all__ = ["in_force"]


def in_force(
    library: Library, reach: Reach, in_force_on: date | None
) -> Callable[[Shelf], NDArray[np.bool_]] | None:
    """Per shelf, the mask of what is not known to have been without effect; None without a day."""
    if in_force_on is None:
        return None
    screening, _ = library.screening(reach, in_force_on)

    def mask_of(shelf: Shelf) -> NDArray[np.bool_]:
        return library.remembered(("in force", shelf.dataset, in_force_on), lambda: _mask(shelf))

    def _mask(shelf: Shelf) -> NDArray[np.bool_]:
        mask = np.ones(len(shelf), bool)
        for match in screening.matcher.every(shelf.dataset):
            if is_in_force(match, screening):
                continue
            own = library.entity_id(shelf.dataset, match.listing.id)
            number = shelf.number_of(id_key(own))
            while number is not None and number < len(shelf):
                mask[number] = False
                number += 1
                if number == len(shelf) or not _hangs_on(shelf, number, own):
                    break
        return mask

    return mask_of


def _hangs_on(shelf: Shelf, number: int, party: str) -> bool:
    """What hangs on a party stands behind it on the shelf."""
    id_: str = shelf.entity(number)["id"]
    return id_.startswith(party + EDGE_SUFFIX)
