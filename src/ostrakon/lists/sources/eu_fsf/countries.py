"""A detail's country: by its code, under the name the issuer prints beside it."""

from typing import Protocol

from msgspec.structs import replace

from ostrakon.lists.parsing import Doubts, country, country_or_doubt
from ostrakon.model import Country

__all__ = ["country_of"]

# ISO withdrew this code in 2006 and it once meant Czechoslovakia; the EU means the later state.
_WITHDRAWN = {"CS": "Serbia and Montenegro"}


class _WithCountry(Protocol):
    @property
    def country_iso2_code(self) -> str: ...
    @property
    def country_description(self) -> str: ...


def country_of(detail: _WithCountry, where: str, doubts: Doubts) -> Country | None:
    """None for code 00, "UNKNOWN" and blanks; the code decides, as descriptions are often inverted
    ("CONGO, Democratic Republic of (was Zaire)")."""
    code, description = detail.country_iso2_code, detail.country_description
    found = country_or_doubt(_WITHDRAWN.get(code, code) or description, doubts=doubts, where=where)
    if found is None or country(description) is None:
        return found
    return replace(found, text=description)
