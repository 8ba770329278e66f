"""A country as an issuer prints it → the text, and the FollowTheMoney code where there is one."""

from functools import lru_cache

from ostrakon.lists.parsing.doubts import Doubts
from ostrakon.model import Country

__all__ = ["country", "country_or_doubt"]

# Printed where no country is meant: EU "00"/UNKNOWN, OFAC "undetermined", OFSI "-". Not "na": where it
# is printed for nothing its list's reader knows that, and elsewhere it is the code of Namibia.
_NO_COUNTRY = {"", "00", "unknown", "undetermined", "n/a", "-", "none"}
# The longest name of a territory in the tables has 71 characters; a lookup takes 2 s for 30,000 of them.
_LONGEST_NAME = 200


@lru_cache(maxsize=8192)
def country(text: str) -> Country | None:
    """None where the text means "no country"; code None where no territory bears the name."""
    # Imported here: the name tables take 1.8 s to load and only an import of lists needs them.
    from rigour.territories import get_territory, lookup_territory

    text = " ".join(text.split())
    if text.casefold() in _NO_COUNTRY:
        return None
    if len(text) > _LONGEST_NAME:
        return Country(text)
    territory = get_territory(text.lower()) if len(text) == 2 else None
    territory = territory or lookup_territory(text)
    code = territory.ftm_country if territory else None
    return Country(text, code)


def country_or_doubt(text: str, *, doubts: Doubts, where: str) -> Country | None:
    """As `country`; a text that names no territory is kept with code None, and counted."""
    found = country(text)
    if found is not None and found.code is None:
        doubts.note("unknown country", f"{where}: {found.text}")
    return found
