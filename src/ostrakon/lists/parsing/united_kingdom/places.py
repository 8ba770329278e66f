"""Countries with remarks, six address lines, towns and countries of birth → addresses and places."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ostrakon.lists.parsing.countries import country
from ostrakon.lists.parsing.doubts import Doubts
from ostrakon.lists.parsing.united_kingdom.cells import pairs, stated
from ostrakon.model import Address, Country, Place

__all__ = ["address", "birth_places", "printed_country"]

# "USSR (now Ukraine)", "Former USSR Currently Ukraine": the issuer names today's country itself.
_TODAY = re.compile(r"\b(?:now|currently)\s+(?P<today>[^()]+)", re.IGNORECASE)
# "Germany (previous address)", "In Syria as at June 2013", "Iranian citizenship".
_REMARK = re.compile(r"^in\s+|\s*\(.*|\s+as (?:of|at) .*|\s+citizenship$", re.IGNORECASE)
_OWN_NAMES = {
    "bosnia-herzegovina": "ba",
    "congo (democratic republic)": "cd",
    "occupied palestinian territories": "ps",
    "rdc": "cd",
}


def printed_country(text: str, *, doubts: Doubts, where: str) -> Country | None:
    """The country as printed with all its remarks, its code where the text names one territory."""
    found = _known_country(stated(text))
    if found is not None and found.code is None:
        doubts.note("unknown country", f"{where}: {found.text}")
    return found


def address(
    lines: Sequence[str], *, postal_code: str, country_text: str, doubts: Doubts, where: str
) -> Address | None:
    """None where all is blank. Line 6 is the town, lines 4 and 5 a district or region, 1 to 3 the street."""
    *street_lines, line_4, line_5, town = (stated(line).strip(" ,") for line in lines)
    postal_code = stated(postal_code)
    where_to = printed_country(country_text, doubts=doubts, where=where)
    parts = (*street_lines, line_4, line_5, town, postal_code, where_to.text if where_to else "")
    if not any(parts):
        return None
    return Address(
        _joined(*parts),
        street=_joined(*street_lines) or None,
        city=town or None,
        region=_joined(line_4, line_5) or None,
        postal_code=postal_code or None,
        country=where_to,
    )


def birth_places(town_text: str, country_text: str, *, doubts: Doubts, where: str) -> list[Place]:
    """One place for each number that the two cells print, or one for both."""
    found = []
    for town, country_name in pairs(town_text, country_text):
        birth_country = printed_country(country_name, doubts=doubts, where=where)
        text = _joined(town, birth_country.text if birth_country else "")
        if text:
            found.append(Place(text, birth_country, town or None))
    return found


@lru_cache(maxsize=4096)
def _known_country(text: str) -> Country | None:
    found = country(text)
    if found is None or found.code is not None:
        return found
    today = _TODAY.search(text)
    plain = country(today["today"] if today else _REMARK.sub("", text))
    code = _OWN_NAMES.get(text.casefold()) or (plain.code if plain else None)
    return Country(text, code)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
