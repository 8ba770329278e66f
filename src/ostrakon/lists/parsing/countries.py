"""A country as an issuer prints it → the text, and the FollowTheMoney code where there is one."""

from functools import lru_cache

from ostrakon.model import Country

__all__ = ["country"]

# Printed where no country is meant: EU "00"/UNKNOWN, OFAC "undetermined", OFSI "na" and "-".
_NO_COUNTRY = {"", "00", "unknown", "undetermined", "na", "n/a", "-", "none"}


@lru_cache(maxsize=8192)
def country(text: str) -> Country | None:
    """None where the text means "no country"; code None where no territory bears the name."""
    # Imported here: the name tables take 1.8 s to load and only an import of lists needs them.
    from rigour.territories import get_territory, lookup_territory

    text = " ".join(text.split())
    if text.casefold() in _NO_COUNTRY:
        return None
    territory = get_territory(text.lower()) if len(text) == 2 else None
    territory = territory or lookup_territory(text)
    code = territory.ftm_country if territory else None
    return Country(text, code)
