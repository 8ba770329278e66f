"""The parts of an address, as every format of OFAC's prints them → an address."""

from collections.abc import Sequence

from ostrakon.lists.parsing import Doubts, country, country_or_doubt
from ostrakon.model import Address, Country

__all__ = ["to_address"]

# The classic formats print a region where the country stands: "Region: Crimea", "Region: Kafia Kingi".
_REGION = "Region: "


def to_address(
    *,
    street: Sequence[str] = (),
    city: str = "",
    region: str = "",
    postal_code: str = "",
    country_text: str = "",
    note: str = "",
    where: str,
    doubts: Doubts,
) -> Address | None:
    """None where nothing is stated; an "undetermined" country states nothing (facts 1.3)."""
    if country_text.startswith(_REGION):
        disputed = country_text.removeprefix(_REGION)
        region, of_country = _joined(region, disputed), _if_known(disputed)
    else:
        of_country = country_or_doubt(country_text, doubts=doubts, where=where)
        of_country = of_country or _if_known(region)
    street_text = _joined(*street)
    printed_country = of_country.text if of_country and of_country.text != region else ""
    text = _joined(street_text, city, region, postal_code, printed_country)
    if not text:
        return None
    return Address(
        text,
        street=street_text or None,
        city=city or None,
        region=region or None,
        postal_code=postal_code or None,
        country=of_country,
        note=note or None,
    )


def _if_known(region: str) -> Country | None:
    """Gaza and Crimea are territories with a code; Northern Mali and Kafia Kingi are not."""
    found = country(region)
    return found if found and found.code else None


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
