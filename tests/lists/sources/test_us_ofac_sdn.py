"""The SDN List in OFAC's advanced XML, held to the control totals of facts 1.10."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from support.shared import shared_list

from ostrakon.lists.parsing import Document, Doubts, Recognised
from ostrakon.lists.sources import us_ofac_cons
from ostrakon.lists.sources.us_ofac_sdn import SOURCE
from ostrakon.lists.unpacking import unpack
from ostrakon.model import Listing, PartialDate

DAYS = ("2024-05-28", "2025-05-29", "2025-07-01", "2025-11-19")

_FILLED = ("birth_dates", "nationalities", "genders", "birth_places", "addresses", "identifiers")


class Totals(msgspec.Struct):
    """What one file of 100 MB and more comes to; its listings are counted as they stream by."""

    recognised: Recognised | None
    of_the_other_list: Recognised | None
    published_on: date | None
    doubts: Counter[str]
    elements: Counter[str]
    kinds: Counter[str] = msgspec.field(default_factory=Counter)
    names: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    scripts: Counter[str | None] = msgspec.field(default_factory=Counter)
    documents: Counter[str | None] = msgspec.field(default_factory=Counter)
    fraudulent: int = 0
    identifiers: Counter[str] = msgspec.field(default_factory=Counter)
    birth_dates: Counter[tuple[str, bool]] = msgspec.field(default_factory=Counter)
    tags: Counter[str] = msgspec.field(default_factory=Counter)
    relations: Counter[tuple[str, bool]] = msgspec.field(default_factory=Counter)
    qualities: Counter[str | None] = msgspec.field(default_factory=Counter)
    ties: list[tuple[str, str | None, str, bool]] = msgspec.field(default_factory=list)
    kind_of: dict[str, str] = msgspec.field(default_factory=dict)
    listed_on: set[date] = msgspec.field(default_factory=set)
    filled: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    syria: dict[str, str] = msgspec.field(default_factory=dict)
    kept: dict[str, Listing] = msgspec.field(default_factory=dict)

    def count(self, listing: Listing) -> None:
        assert listing.date_basis == "stated"
        assert listing.programmes
        assert listing.measures
        self.kinds[listing.kind] += 1
        for name in listing.names:
            self.names[name.type, name.strength] += 1
            self.scripts[name.script] += 1
        for identifier in listing.identifiers:
            self.identifiers[identifier.type] += 1
            if identifier.valid is not None:  # stated for documents, not for features
                self.documents[identifier.label] += 1
                self.fraudulent += not identifier.valid
        for birth in listing.birth_dates:
            self.birth_dates[birth.precision, birth.circa] += 1
        codes = {programme.code for programme in listing.programmes}
        self.tags.update(codes)
        if any(code.startswith("SYRIA") for code in codes):
            self.syria[listing.id] = listing.kind
        for relation in listing.relations:
            self.relations[relation.type, relation.reversed] += 1
            self.qualities[relation.quality] += 1
            self.ties.append((listing.id, relation.other_id, relation.type, relation.reversed))
        self.kind_of[listing.id] = listing.kind
        assert listing.listed_on
        self.listed_on.add(listing.listed_on)
        stated = {
            *(field for field in _FILLED if getattr(listing, field)),
            *("imo" for one in listing.identifiers if one.type in {"imo", "ship"}),
            *(one.name for one in listing.properties if one.name == "flag"),
        }
        self.filled.update((listing.kind, field) for field in stated)
        if listing.id in {"12735", "29279", "30744"}:
            self.kept[listing.id] = listing

    def syrian_ties(self, type_: str) -> int:
        return sum(
            one in self.syria or other in self.syria for one, other, said, _ in self.ties if said == type_
        )


def count(path: Path) -> Totals:
    document = Document(path.name, path)
    doubts = Doubts()
    edition = SOURCE.read([document], doubts)
    totals = Totals(
        recognised=SOURCE.recognise(document),
        of_the_other_list=us_ofac_cons.SOURCE.recognise(document),
        published_on=edition.published_on,
        doubts=doubts.counts,
        elements=Counter(),
    )
    for listing in edition.listings:
        totals.count(listing)
    content = document.read()
    for element in ("Location ID", "SanctionsEntry ID", "IDRegDocument ID"):
        totals.elements[element] = content.count(f"<{element}=".encode())
    for start in ('SanctionsTypeID="1">', "Comment>SYRIA<"):
        totals.elements[start] = content.count(start.encode())
    return totals


@pytest.fixture(scope="module")
def totals(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Totals]:
    held: dict[str, Totals] = {}

    def read(day: str) -> Totals:
        if day not in held:
            file = shared_list(f"us_ofac_sdn/{day}/sdn_advanced.xml.bz2")
            [document] = unpack(file, tmp_path_factory.mktemp(day))
            held[day] = count(document.path)
            document.path.unlink()
        return held[day]

    return read


Read = Callable[[str], Totals]


@pytest.mark.parametrize("day", DAYS)
def test_the_file_says_what_it_is(totals: Read, day: str) -> None:
    assert totals(day).recognised == Recognised("advanced XML", "us_ofac_sdn")
    assert totals(day).of_the_other_list is None
    assert str(totals(day).published_on) == day


@pytest.mark.parametrize("day", DAYS)
def test_all_of_it_is_understood(totals: Read, day: str) -> None:
    assert totals(day).doubts == {}


@pytest.mark.parametrize(
    ("day", "persons", "entities", "vessels", "aircraft"),
    [
        ("2024-05-28", 6_863, 6_896, 851, 374),
        ("2025-05-29", 7_435, 8_852, 1_256, 374),
        ("2025-07-01", 7_120, 8_804, 1_249, 336),
        ("2025-11-19", 7_293, 9_350, 1_370, 335),
    ],
)
def test_parties_by_kind(
    totals: Read, day: str, persons: int, entities: int, vessels: int, aircraft: int
) -> None:
    expected = {"Person": persons, "LegalEntity": entities, "Vessel": vessels, "Airplane": aircraft}
    assert totals(day).kinds == expected


@pytest.mark.parametrize(
    ("day", "aliases", "weak", "documented", "arabic", "cyrillic"),
    [
        ("2024-05-28", 36_786, (3_623, 87, 1), 41_432, 914, 3_197),
        ("2025-05-29", 42_005, (4_119, 86, 1), 47_551, 1_097, 3_726),
        ("2025-07-01", 41_370, (4_097, 86, 1), 46_883, 1_057, 3_727),
        ("2025-11-19", 42_756, (4_234, 85, 1), 48_461, 1_186, 3_713),
    ],
)
def test_names(
    totals: Read,
    day: str,
    aliases: int,
    weak: tuple[int, int, int],
    documented: int,
    arabic: int,
    cyrillic: int,
) -> None:
    found = totals(day)
    main = {key: n for key, n in found.names.items() if key[0] not in {"original_script", "variation"}}
    assert sum(main.values()) == aliases
    assert found.names["primary", "strong"] == sum(found.kinds.values())
    assert tuple(found.names[type_, "weak"] for type_ in ("alias", "former", "new")) == weak
    assert found.names.total() == documented
    assert (found.scripts["Arab"], found.scripts["Cyrl"]) == (arabic, cyrillic)
    assert None not in found.scripts


@pytest.mark.parametrize(
    ("day", "documents", "passports", "mmsi", "wallets", "bic"),
    [
        ("2024-05-28", 14_633, 2_134, 154, 652, 162),
        ("2025-05-29", 19_635, 2_369, 524, 637, 225),
        ("2025-07-01", 19_748, 2_377, 527, 638, 218),
        ("2025-11-19", 21_054, 2_497, 646, 749, 219),
    ],
)
def test_documents_wallets_and_bank_codes(
    totals: Read, day: str, documents: int, passports: int, mmsi: int, wallets: int, bic: int
) -> None:
    found = totals(day)
    assert found.documents.total() == found.elements["IDRegDocument ID"] == documents
    assert found.documents["Passport"] == passports
    assert found.identifiers["mmsi"] == mmsi
    assert found.identifiers["wallet"] == wallets - 1  # 37070 has one address printed twice
    assert found.identifiers["bic"] == bic


def test_numbers_told_apart_by_their_form(totals: Read) -> None:
    found = totals("2025-05-29")
    assert found.documents["Legal Entity Number"] == 157
    assert found.identifiers["lei"] == 148
    assert found.documents["Vessel Registration Identification"] == 1_261
    assert (found.identifiers["imo"], found.identifiers["ship"]) == (1_258, 3)
    assert found.fraudulent == 331


def test_birth_dates(totals: Read) -> None:
    """8,118 by facts 1.4; four are of the reliability "False" and so no facts."""
    found = totals("2025-05-29").birth_dates
    assert found.total() == 8_118 - 4
    by_precision = Counter({precision: 0 for precision, _ in found})
    for (precision, _), times in found.items():
        by_precision[precision] += times
    assert by_precision == {"day": 6_734 - 2, "year": 1_191, "month": 81, "range": 21 + 78 + 13 - 2}
    assert {precision: times for (precision, circa), times in found.items() if circa} == {
        "year": 70,
        "day": 2,
    }


@pytest.mark.parametrize(
    ("day", "locations", "entries"),
    [
        ("2024-05-28", 19_137, 15_108),
        ("2025-05-29", 22_015, 18_071),
        ("2025-07-01", 21_548, 17_663),
        ("2025-11-19", 22_387, 18_524),
    ],
)
def test_the_file_is_the_one_that_was_measured(totals: Read, day: str, locations: int, entries: int) -> None:
    elements = totals(day).elements
    assert (elements["Location ID"], elements["SanctionsEntry ID"]) == (locations, entries)


@pytest.mark.parametrize(
    ("day", "profiles", "kinds", "tags", "relations"),
    [
        ("2024-05-28", 715, (479, 188, 10, 38), (675, 44, 25, 0, 3), 515),
        ("2025-05-29", 718, (482, 188, 10, 38), (678, 44, 26, 0, 3), 564),
        ("2025-07-01", 16, (7, 9, 0, 0), (0, 0, 16, 174, 1), 5),
        ("2025-11-19", 16, (7, 9, 0, 0), (0, 0, 16, 174, 1), 5),
    ],
)
def test_syria(
    totals: Read,
    day: str,
    profiles: int,
    kinds: tuple[int, ...],
    tags: tuple[int, ...],
    relations: int,
) -> None:
    found = totals(day)
    by_kind = Counter(found.syria.values())
    assert len(found.syria) == profiles
    assert tuple(by_kind[kind] for kind in ("Person", "LegalEntity", "Vessel", "Airplane")) == kinds
    codes = ("SYRIA", "SYRIA-EO13894", "SYRIA-CAESAR", "PAARSSR-EO13894", "HRIT-SY")
    assert tuple(found.tags[code] for code in codes) == tags
    assert sum(one in found.syria or other in found.syria for one, other, *_ in found.ties) == relations


def test_who_left_when_the_syrian_programme_ended(totals: Read) -> None:
    """Facts 1.10: of 718, 515 left the list, 187 stayed under other tags, 16 kept SYRIA-CAESAR."""
    before, after = totals("2025-05-29"), totals("2025-07-01")
    assert after.syria.keys() <= before.syria.keys()
    assert len(before.syria) - len(after.syria) == 515 + 187


@pytest.mark.parametrize(
    ("day", "total"),
    [("2024-05-28", 6_377), ("2025-05-29", 7_565), ("2025-07-01", 7_483), ("2025-11-19", 8_175)],
)
def test_relations(totals: Read, day: str, total: int) -> None:
    assert totals(day).relations.total() == total


def test_relations_that_touch_the_syrian_programme(totals: Read) -> None:
    """Facts 1.5, by type; one of the 143 was turned round."""
    found = totals("2025-05-29")
    assert found.syrian_ties("Owned or Controlled By") == 143
    assert found.syrian_ties("Acting for or on behalf of") == 206
    assert found.syrian_ties("Providing support to") == 184
    assert found.syrian_ties("Leader or official of") == 21
    assert found.syrian_ties("Property in the interest of") == 4
    assert found.syrian_ties("playing a significant role in") == 3
    assert found.syrian_ties("Family member of") == 2
    assert found.syrian_ties("Associate Of") == 1
    assert found.syrian_ties("Owns, controls, or operates") == 0
    assert found.syrian_ties("Principal Executive Officer") == 0


def test_who_is_owned_by_whom(totals: Read) -> None:
    """Facts 1.5: 237 stated from person to company are turned, so companies are owned by 1,143 + 237."""
    kinds = totals("2025-05-29").kind_of
    owned = Counter(
        (kinds[one], kinds[other or ""], turned)
        for one, other, type_, turned in totals("2025-05-29").ties
        if type_ == "Owned or Controlled By"
    )
    assert owned == {
        ("LegalEntity", "LegalEntity", False): 1_304,
        ("LegalEntity", "Person", False): 1_143,
        ("LegalEntity", "Person", True): 237,
        ("Vessel", "LegalEntity", False): 547,
        ("Airplane", "LegalEntity", False): 241,
        ("Vessel", "Person", False): 8,
        ("Airplane", "Person", False): 1,
    }


@pytest.mark.parametrize(
    ("day", "measures"),
    [("2024-05-28", 17_653), ("2025-05-29", 21_379), ("2025-07-01", 20_853), ("2025-11-19", 21_992)],
)
def test_programme_measures(totals: Read, day: str, measures: int) -> None:
    assert totals(day).elements['SanctionsTypeID="1">'] == measures


def test_a_tag_stated_for_two_lists_is_one_of_the_party(totals: Read) -> None:
    assert totals("2025-05-29").elements["Comment>SYRIA<"] == 680
    assert totals("2025-05-29").tags["SYRIA"] == 678


@pytest.mark.parametrize("day", DAYS)
def test_every_entry_is_listed_since_a_day_that_can_be(totals: Read, day: str) -> None:
    """Facts 1.11: 1981 is real."""
    assert (
        date(1980, 1, 1) < min(totals(day).listed_on) <= max(totals(day).listed_on) <= date.fromisoformat(day)
    )


@pytest.mark.parametrize("day", DAYS)
def test_fields_are_as_full_as_they_were_measured(totals: Read, day: str) -> None:
    """The shares of facts 1.11."""
    found = totals(day)
    shares = {
        (kind, field): found.filled[kind, field] / found.kinds[kind] for kind, field in sorted(found.filled)
    }
    assert shares["Person", "birth_dates"] >= 0.95
    assert shares["Person", "nationalities"] >= 0.60
    assert shares["Person", "genders"] >= 0.55
    assert shares["Person", "birth_places"] >= 0.50
    assert shares["LegalEntity", "addresses"] >= 0.97
    assert shares["Vessel", "imo"] >= 0.98
    assert shares["Vessel", "flag"] >= 0.90
    assert shares["LegalEntity", "identifiers"] >= 0.65


def test_relations_by_type_and_those_turned_round(totals: Read) -> None:
    found = totals("2025-05-29")
    assert found.relations == {
        ("Owned or Controlled By", False): 3_481 - 237,
        ("Owned or Controlled By", True): 237,
        ("Providing support to", False): 1_378,
        ("Acting for or on behalf of", False): 1_261,
        ("Property in the interest of", False): 792,
        ("Leader or official of", False): 378,
        ("Family member of", False): 113,
        ("Owns, controls, or operates", False): 60 - 21,
        ("Owns, controls, or operates", True): 21,
        ("playing a significant role in", False): 44,
        ("Principal Executive Officer", False): 32,
        ("Associate Of", False): 26,
    }
    assert found.qualities == {None: 7_163, "High": 374, "on OFAC's SDN list:": 26, "Low": 2}


@pytest.mark.parametrize("day", DAYS)
def test_bashar_al_assad(totals: Read, day: str) -> None:
    listing = totals(day).kept["12735"]
    assert (listing.kind, listing.name, listing.genders) == ("Person", "Bashar AL-ASSAD", ("male",))
    assert [(name.text, name.type, name.strength) for name in listing.names] == [
        ("Bashar AL-ASSAD", "primary", "strong"),
        ("بشار الأسد", "original_script", "strong"),
        ("Bashar AL-ASAD", "alias", "strong"),
        ("Bashar ASSAD", "alias", "strong"),
        ("Bashar Hafez AL ASSAD", "alias", "strong"),
    ]
    assert [name.script for name in listing.names[:2]] == ["Latn", "Arab"]
    assert listing.birth_dates == (PartialDate.of_day(date(1965, 9, 11)),)
    assert [place.text for place in listing.birth_places] == ["Damascus, Syria"]
    assert [country.code for country in listing.nationalities] == ["sy"]
    assert [address.text for address in listing.addresses] == ["Damascus, Syria"]
    assert listing.titles == ("President of the Syrian Arab Republic",)
    assert (listing.listed_on, listing.date_basis) == (date(2011, 5, 18), "stated")
    assert listing.measures == ("Block",)
    renamed = {"PAARSSR-EO13894"} if day > "2025-06" else {"SYRIA", "SYRIA-EO13894"}
    assert {programme.code for programme in listing.programmes} == renamed


def test_those_around_bashar_al_assad(totals: Read) -> None:
    kept = totals("2025-05-29").kept
    tied = {(id_, tie.type, tie.other_id) for id_, listing in kept.items() for tie in listing.relations}
    assert ("29279", "Family member of", "12735") in tied
    assert ("30744", "Providing support to", "12735") in tied
