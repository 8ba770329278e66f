"""Names of ordinary companies, from packages read as data.

python-stdnum     LGPL-2.1; real makers of network devices from the IEEE register, all countries
schwifty          MIT; real banks of 48 countries from their central banks' registers
pytickersymbols   MIT; real listed companies of the large stock indices
mimesis           MIT; real companies per country
faker             MIT; companies put together per locale (generated)
"""

import json
import random
import re
from collections.abc import Iterator

from benchmarks.quality.cases import Negative
from benchmarks.quality.negatives.packages import folder_of, portion
from benchmarks.quality.negatives.people import LOCALES
from benchmarks.quality.sampling import chance
from ostrakon.model import Kind

__all__ = ["draw_companies"]

SHARES = {"stdnum": 34, "schwifty": 16, "pytickersymbols": 16, "mimesis": 14, "faker": 20}
_KIND: Kind = "LegalEntity"


def draw_companies(count: int, seed: int) -> list[Negative]:
    """About `count` companies."""
    makers = {
        "stdnum": _device_makers,
        "schwifty": _banks,
        "pytickersymbols": _listed_companies,
        "mimesis": _mimesis,
        "faker": _faker,
    }
    found = []
    for source, share in SHARES.items():
        draw = chance(seed, "companies", source)
        for text, country in makers[source](count * share // 100, draw):
            found.append(Negative(f"company:{source}", " ".join(text.split()), _KIND, country))
    return found


Named = Iterator[tuple[str, str | None]]


def _device_makers(count: int, draw: random.Random) -> Named:
    text = (folder_of("stdnum") / "oui.dat").read_text("utf-8")
    names = sorted(set(re.findall(r'o="([^"]+)"', text)))
    for name in draw.sample(names, min(count, len(names))):
        yield name, None


def _banks(count: int, draw: random.Random) -> Named:
    """Not more than two hundred of one country: Germany's and Ukraine's registers hold thousands."""
    by_country: dict[str, set[str]] = {}
    for file in sorted((folder_of("schwifty") / "bank_registry").glob("*.json")):
        entries = json.loads(file.read_text("utf-8"))
        for entry in entries if isinstance(entries, list) else entries["entries"]:
            by_country.setdefault(entry["country_code"], set()).add(entry["name"])
    banks = [
        (name, country.lower())
        for country, names in sorted(by_country.items())
        for name in draw.sample(sorted(names), min(200, len(names)))
    ]
    yield from draw.sample(banks, min(count, len(banks)))


def _listed_companies(count: int, draw: random.Random) -> Named:
    from pytickersymbols import PyTickerSymbols

    names = sorted({stock["name"] for stock in PyTickerSymbols().get_all_stocks()})
    for name in draw.sample(names, min(count, len(names))):
        yield name, None


def _mimesis(count: int, draw: random.Random) -> Named:
    from mimesis import Finance
    from mimesis.locales import Locale

    locales = list(Locale)
    for number, locale in enumerate(locales):
        finance = Finance(locale, seed=draw.randrange(2**32))
        for _ in range(portion(count, len(locales), number)):
            yield finance.company(), None


def _faker(count: int, draw: random.Random) -> Named:
    from faker import Faker

    for number, locale in enumerate(LOCALES):
        fake = Faker(locale)
        fake.seed_instance(draw.randrange(2**32))
        for _ in range(portion(count, len(LOCALES), number)):
            yield fake.company(), locale[3:].lower() or None
