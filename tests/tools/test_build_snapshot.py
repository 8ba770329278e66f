"""The snapshot: what its carriers say, no more; and what was built stays what it was."""

import csv
import hashlib
import io
import zipfile
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import fields, replace

from ostrakon.lists.parsing import Doubts
from ostrakon.lists.snapshot import SnapshotEntry
from ostrakon.matching.index import Index
from ostrakon.model import Identifier, Listing, PartialDate, Programme, Property
from tools.snapshot.carriers import COMBINED_LISTS, UN_LIST, Carrier, CarrierError, read_member
from tools.snapshot.files import write_snapshot
from tools.snapshot.lists import SnapshotList, combined_lists
from tools.snapshot.rows import Row

SNAPSHOT = Path(str(files("ostrakon.lists").joinpath("data", "snapshot")))
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
CMIC = "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department"
CAPTA = "Capta List (CAP) - Treasury Department"
EXPORT = "Entity List (EL) - Bureau of Industry and Security"


def row(sanction_list: str, list_internal_id: str, full_name: str, **cells: str) -> dict[str, str]:
    return {
        "sanction_list": sanction_list,
        "list_internal_id": list_internal_id,
        "full_name": full_name,
        "entity_type": "Individual",
        **cells,
    }


def table(*rows: dict[str, str]) -> bytes:
    columns = [field.name for field in fields(Row)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*columns, "day_DOB", "month_DOB", "year_DOB", "fca_uid"], restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read(*rows: dict[str, str]) -> dict[str, SnapshotList]:
    return {found.dataset: found for found in combined_lists(table(*rows), Doubts())}


def read_one(dataset: str, *rows: dict[str, str]) -> Listing:
    [listing] = read(*rows)[dataset].listings
    return listing


# The facts of OFAC 12735, EU.2437.5 and OFSI 11928 as the carrier of 2022-05-05 prints them.
ASSAD_US = [
    row(
        SDN,
        "12735",
        name,
        DOB="1965-09-11",
        birth_location="Damascus, Syria",
        position="President of the Syrian Arab Republic",
        nationality="SY",
        regime="SYRIA; SYRIA-EO13894",
        address="Damascus, SY",
        personal_id="Male, Gender",
    )
    for name in ("AL-ASAD, Bashar", " ASSAD, Bashar", " AL ASSAD, Bashar Hafez", "AL-ASSAD, Bashar")
]
ASSAD_EU = [
    row(
        "EU",
        "EU.2437.5",
        name,
        entity_type="person",
        DOB="11/9/1965",
        birth_location="Damascus",
        birth_country="SYRIAN ARAB REPUBLIC",
        date_added="2020-05-29",
        regime="SYR",
        personal_id="National passport: D1903",
    )
    for name in ("بشارالاسد", "Bashar AL-ASSAD")
]
ASSAD_GB = [
    row(
        "UK Cons",
        "11928",
        full_name,
        surname=surname,
        forename=forename,
        DOB="11/09/1965",
        birth_location="Damascus",
        birth_country="Syria",
        nationality="Syria",
        date_added="31/12/2020",
        regime="Syria",
        address="Presidential Palace, Damascus",
        address_country="Syria",
        personal_id="D1903",
    )
    for full_name, surname, forename in (
        ("بشار حافظ الأسد", "", "بشار حافظ الأسد"),
        ("AL ASAD Bashar", "AL ASAD", "Bashar"),
        ("AL ASSAD Bashar", "AL ASSAD", "Bashar"),
    )
]


def test_rows_of_one_id_are_one_listing() -> None:
    lists = read(*ASSAD_US, *ASSAD_EU, *ASSAD_GB)
    assert {dataset: [one.id for one in found.listings] for dataset, found in lists.items()} == {
        "us_ofac_sdn": ["12735"],
        "us_ofac_cons": [],
        "eu_fsf": ["EU.2437.5"],
        "gb_hmt_sanctions": ["11928"],
    }


def test_lists_that_are_not_ours_are_left_alone() -> None:
    assert not any(found.listings for found in read(row(EXPORT, "1", "Acme")).values())


def test_ofacs_own_name_follows_its_aliases_and_reads_in_order() -> None:
    listing = read_one("us_ofac_sdn", *ASSAD_US)
    assert [(name.text, name.type, name.strength) for name in listing.names] == [
        ("Bashar AL-ASSAD", "primary", "not_stated"),
        ("Bashar AL-ASAD", "alias", "not_stated"),
        ("Bashar ASSAD", "alias", "not_stated"),
        ("Bashar Hafez AL ASSAD", "alias", "not_stated"),
    ]
    assert [(part.role, part.text) for part in listing.names[3].parts] == [
        ("given", "Bashar Hafez"),
        ("last", "AL ASSAD"),
    ]
    assert listing.programmes == (Programme("SYRIA"), Programme("SYRIA-EO13894"))
    assert listing.genders == ("male",)
    assert (listing.listed_on, listing.date_basis) == (None, "unknown")


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("DELOS REYES, Feliciano Semborio, Jr.", "Feliciano Semborio DELOS REYES, Jr."),
        ("KNOWLES, JR., Samuel", "Samuel KNOWLES, JR."),
        ("MARUF, Taha, Muhyi al-Din", "Taha Muhyi al-Din MARUF"),
        ("ABU HAMZA", "ABU HAMZA"),
    ],
)
def test_names_with_several_commas_read_in_order(printed: str, text: str) -> None:
    assert read_one("us_ofac_sdn", row(SDN, "1", printed, regime="SDGT")).name == text


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1965-09-11", PartialDate.of_day(date(1965, 9, 11))),
        ("1938-09-01", PartialDate.of_month(1938, 9, text="1938-09-01")),
        ("1984-01-01", PartialDate.of_year(1984, text="1984-01-01")),
        ("1962", PartialDate.of_year(1962)),
        ("circa 1962", PartialDate.of_year(1962, text="circa 1962", circa=True)),
        ("1958 to 1960", PartialDate.of_range(date(1958, 1, 1), date(1960, 12, 31), text="1958 to 1960")),
    ],
)
def test_a_date_the_carrier_may_have_filled_up_means_no_more_than_it_can(
    printed: str, expected: PartialDate
) -> None:
    listing = read_one("us_ofac_sdn", row(SDN, "1", "A, B", DOB=printed, regime="SDGT"))
    assert listing.birth_dates == (expected,)


def numbers(personal_id: str) -> Listing:
    return read_one("us_ofac_sdn", row(SDN, "1", "A, B", regime="SDGT", personal_id=personal_id))


def test_numbers_have_type_country_and_dates_where_these_are_plain() -> None:
    passport, registration, imo, wallet = numbers(
        "MM, 2016-09-05, 2011-09-06, OM003624, Passport; RU, 1057812752502, Registration ID; "
        "IMO 9176773, Vessel Registration Identification; 0x7FF9, Digital Currency Address - ETH"
    ).identifiers
    assert (passport.type, passport.value, passport.country and passport.country.code) == (
        "passport",
        "OM003624",
        "mm",
    )
    assert passport.expires_on == PartialDate.of_day(date(2016, 9, 5))
    assert passport.issued_on == PartialDate.of_day(date(2011, 9, 6))
    assert (registration.type, registration.value) == ("registration", "1057812752502")
    assert imo == Identifier("imo", "9176773", label="Vessel Registration Identification")
    assert wallet == Identifier("wallet", "0x7FF9", label="Digital Currency Address - ETH", asset="ETH")


def test_a_single_date_of_a_document_may_be_issue_or_expiry() -> None:
    known, unknown = numbers(
        "UG, 2027-03-29, DA025622, Passport; CO, 1977-06-20, 16351225, Cedula No."
    ).identifiers
    assert known.expires_on == PartialDate.of_day(date(2027, 3, 29))
    assert (unknown.expires_on, unknown.issued_on, unknown.note) == (
        None,
        None,
        "issued or expiring 1977-06-20",
    )


def test_what_is_no_number_is_a_property() -> None:
    listing = numbers(
        "Man, Isle of, Nationality of Registration; Subject to Directive 3, Executive Order 13662 "
        "Directive Determination -; www.example.org, Website"
    )
    assert listing.identifiers == ()
    assert listing.properties == (
        Property("jurisdiction", "Man, Isle of"),
        Property("Executive Order 13662 Directive Determination", "Subject to Directive 3"),
        Property("website", "www.example.org"),
    )


def test_the_non_sdn_lists_share_a_dataset_and_keep_their_names() -> None:
    entity = {"entity_type": "Entity", "regime": "RUSSIA-EO14024"}
    lists = read(row(SDN, "17013", "VTB", **entity), row(CAPTA, "17013", "VTB", **entity))
    assert [one.id for one in lists["us_ofac_sdn"].listings] == ["17013"]
    [listing] = lists["us_ofac_cons"].listings
    assert listing.programmes == (Programme("RUSSIA-EO14024", "CAPTA"),)


def test_the_cmic_list_states_its_listing_dates() -> None:
    listing = read_one(
        "us_ofac_cons",
        row(
            CMIC,
            "30957",
            "CHINA COMMUNICATIONS",
            entity_type="Entity",
            regime="CMIC-EO13959",
            personal_id="03 Jun 2021, Listing Date (CMIC)",
        ),
    )
    assert (listing.listed_on, listing.date_basis) == (date(2021, 6, 3), "stated")
    assert listing.programmes[0].listed_on == date(2021, 6, 3)


def test_the_eus_only_day_is_the_last_amendment_not_the_listing() -> None:
    listing = read_one("eu_fsf", *ASSAD_EU)
    assert (listing.listed_on, listing.date_basis) == (None, "unknown")
    assert listing.amended_on == date(2020, 5, 29)
    assert listing.name == "Bashar AL-ASSAD"
    assert listing.identifiers == (Identifier("passport", "D1903", label="National passport"),)
    assert listing.birth_dates[0].earliest == date(1965, 9, 11)


@pytest.mark.parametrize(
    ("printed", "designated_on", "listed_on"),
    [
        ("31/12/2020", date(2020, 12, 31), None),
        ("17/10/2001", date(2001, 10, 17), None),
        ("11/03/2022", date(2022, 3, 11), date(2022, 3, 11)),
        ("", None, None),
    ],
)
def test_the_uks_takeover_hides_the_listing_date(
    printed: str, designated_on: date | None, listed_on: date | None
) -> None:
    listing = read_one(
        "gb_hmt_sanctions", row("UK Cons", "1", "X", surname="X", regime="Syria", date_added=printed)
    )
    assert (listing.designated_on, listing.listed_on) == (designated_on, listed_on)
    assert listing.date_basis == ("derived" if listed_on else "unknown")


def test_among_several_uk_names_none_is_called_the_primary_one() -> None:
    listing = read_one("gb_hmt_sanctions", *ASSAD_GB)
    assert [(name.text, name.type) for name in listing.names] == [
        ("Bashar AL ASAD", "alias"),
        ("Bashar AL ASSAD", "alias"),
        ("بشار حافظ الأسد", "original_script"),
    ]
    assert read_one("gb_hmt_sanctions", *ASSAD_GB[:2]).names[0].type == "primary"
    assert listing.identifiers == (Identifier("passport", "D1903"),)


def test_the_investment_bans_are_no_asset_freezes() -> None:
    listing = read_one(
        "gb_hmt_sanctions",
        row("UK Inv", "13119", "GAZPROM NEFT", surname="GAZPROM NEFT", entity_type="Entity", regime="Russia"),
    )
    assert listing.measures == ("Investment ban",)
    assert listing.programmes == (Programme("Russia", "investment bans"),)


def test_other_columns_are_refused() -> None:
    with pytest.raises(CarrierError, match="columns"):
        list(combined_lists(b"name,list\r\nX,EU\r\n", Doubts()))


def test_the_same_lists_make_the_same_files(tmp_path: Path) -> None:
    rows = [*ASSAD_US, *ASSAD_EU, *ASSAD_GB]
    for name, order in (("a", rows), ("b", [*ASSAD_GB, *ASSAD_EU, *ASSAD_US])):
        write_snapshot(list(read(*order).values()), {COMBINED_LISTS.member: b"table"}, tmp_path / name)
    written = [
        {str(path.relative_to(tmp_path / name)): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in "ab"
    ]
    assert written[0] == written[1]
    assert "manifest.json" in written[0]


def wheel_of(folder: Path, content: bytes) -> Carrier:
    with zipfile.ZipFile(folder / COMBINED_LISTS.wheel, "w") as archive:
        archive.writestr(COMBINED_LISTS.member, content)
    packed = (folder / COMBINED_LISTS.wheel).read_bytes()
    return replace(
        COMBINED_LISTS,
        sha256=hashlib.sha256(packed).hexdigest(),
        member_sha256=hashlib.sha256(content).hexdigest(),
    )


def test_only_the_wheel_that_was_examined_is_read(tmp_path: Path) -> None:
    examined = wheel_of(tmp_path, b"table")
    assert read_member(examined, tmp_path) == b"table"
    with pytest.raises(CarrierError, match=r"whl: expected SHA-256"):
        read_member(COMBINED_LISTS, tmp_path)
    with pytest.raises(CarrierError, match=r"csv: expected SHA-256"):
        read_member(replace(examined, member_sha256=COMBINED_LISTS.member_sha256), tmp_path)


# --- the snapshot as it ships ---------------------------------------------------------------------


def manifest() -> dict[str, SnapshotEntry]:
    entries = msgspec.json.decode((SNAPSHOT / "manifest.json").read_bytes(), type=tuple[SnapshotEntry, ...])
    return {entry.dataset: entry for entry in entries}


@pytest.mark.parametrize(
    "dataset", ["eu_fsf", "gb_hmt_sanctions", "un_sc_sanctions", "us_ofac_cons", "us_ofac_sdn"]
)
def test_what_ships_is_what_the_manifest_says(dataset: str) -> None:
    entry, index = manifest()[dataset], Index(SNAPSHOT / dataset)
    listings = [index.listing(number) for number in range(index.listings)]
    assert Counter(listing.kind for listing in listings) == entry.entries
    assert len(index) == entry.names
    assert {listing.dataset for listing in listings} == {dataset}
    ids = [listing.id for listing in listings]
    assert ids == sorted(set(ids))
    carrier = UN_LIST if dataset == "un_sc_sanctions" else COMBINED_LISTS
    assert (entry.captured_on, entry.sha256) == (carrier.captured_on, carrier.member_sha256)


def test_what_ships_is_as_large_as_the_lists_were() -> None:
    assert {dataset: sum(entry.entries.values()) for dataset, entry in manifest().items()} == {
        "eu_fsf": 3372,
        "gb_hmt_sanctions": 3441,
        "un_sc_sanctions": 1018,
        "us_ofac_cons": 462,
        "us_ofac_sdn": 10025,
    }
