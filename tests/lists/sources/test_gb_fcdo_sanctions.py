import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from support.builders.uk import FCDO_COLUMNS, UkName, UkParty, delimited, fcdo_csv, fcdo_xml, invented_parties
from support.reading import Reading, read_bytes, read_files
from support.shared import shared_list

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts
from ostrakon.lists.sources.gb_fcdo_sanctions import SOURCE
from ostrakon.lists.sources.gb_fcdo_sanctions.designation import Designation
from ostrakon.lists.sources.gb_fcdo_sanctions.xml_reader import read_xml
from ostrakon.lists.unpacking import unpack
from ostrakon.model import (
    Address,
    Country,
    Identifier,
    Listing,
    NamePart,
    PartialDate,
    Place,
    Programme,
    Property,
    Relation,
)

REAL = "gb_fcdo_sanctions/2026-08-22/UK-Sanctions-List.xml.gz"


def from_xml(*parties: UkParty) -> Reading:
    return read_bytes(SOURCE, uk_dot_xml=fcdo_xml(parties))


def from_csv(*parties: UkParty) -> Reading:
    return read_bytes(SOURCE, uk_dot_csv=fcdo_csv(parties))


def person(**changes) -> UkParty:
    return replace(invented_parties(1)[0], **changes)


def listing_of(**changes) -> Listing:
    [listing] = from_xml(person(**changes)).listings
    return listing


@pytest.fixture(scope="module")
def real() -> Reading:
    return read_files(SOURCE, shared_list(REAL))


@pytest.fixture(scope="module")
def designations(tmp_path_factory) -> list[Designation]:
    [document] = unpack(shared_list(REAL), tmp_path_factory.mktemp("uk"))
    return list(read_xml(document, Doubts())[1])


class TestTheFileOf20260822:
    """Control totals: facts about issuer formats, section 2.5."""

    def test_its_day_and_its_designations_by_kind(self, real):
        assert (real.edition.layout, real.edition.published_on) == ("XML", date(2026, 8, 22))
        kinds = Counter(listing.kind for listing in real.listings)
        assert kinds == {"Person": 4036, "LegalEntity": 1647, "Vessel": 666}
        assert len({listing.id for listing in real.listings}) == 6349

    def test_its_regimes(self, real):
        regimes = Counter(listing.programmes[0].code for listing in real.listings)
        assert len(regimes) == 31
        assert regimes["The Russia (Sanctions) (EU Exit) Regulations 2019"] == 3474
        syria = [listing for listing in real.listings if "Syria" in listing.programmes[0].code]
        assert Counter(listing.kind for listing in syria) == {"Person": 314, "LegalEntity": 39}
        assert sum(listing.date_basis == "derived" for listing in syria) == 303

    def test_its_names_by_type_as_printed(self, designations):
        """Of the 15,758 names two repeat one of their own designation, and are counted once."""
        types = Counter(name.type.casefold() for entry in designations for name in entry.names)
        assert types == {"primary name": 6355, "primary name variation": 5515 - 1, "alias": 3888 - 1}

    def test_its_names_by_type_as_read(self, real):
        """Less than printed by the 26 names without text, and by repetitions within a designation."""
        names = Counter(name.type for listing in real.listings for name in listing.names)
        assert names == {"primary": 6353, "variation": 5492, "alias": 3885, "original_script": 3859}

    def test_the_strength_of_its_aliases(self, designations, real):
        strengths = Counter(name.strength for entry in designations for name in entry.names)
        assert (strengths["Good quality a.k.a"], strengths["Low quality a.k.a"]) == (1487, 621)
        read = Counter(name.strength for listing in real.listings for name in listing.names)
        assert (read["strong"], read["weak"]) == (1487, 620)  # DRC0067 has a weak alias without text

    def test_its_oddities(self, designations):
        primaries = Counter(
            sum(name.type.casefold() == "primary name" for name in entry.names) for entry in designations
        )
        assert primaries == {1: 6343, 2: 6}
        groups = Counter(group for entry in designations for group in entry.ofsi_group_ids)
        assert sum(number == 2 for number in groups.values()) == 11
        assert sum(not entry.ofsi_group_ids for entry in designations) == 1198
        assert all(
            ("AssetFreeze" in entry.indicators) == any("Asset freeze" in text for text in entry.sanctions)
            for entry in designations
        )

    def test_its_sources(self, designations):
        assert Counter(entry.sources for entry in designations) == {
            ("UK",): 5292,
            ("UN",): 964,
            ("UK|UN",): 93,
        }

    def test_its_measures(self, real):
        measures = Counter(measure for listing in real.listings for measure in listing.measures)
        assert measures["Asset freeze"] == 5689
        assert measures["Travel Ban"] == 3936
        assert measures["Director Disqualification Sanction"] == 4727
        assert measures["Trust Services Sanctions"] == 2842
        assert measures["Arms embargo"] == 406
        assert measures["Correspondent Banking Sanctions and processing payments"] == 9

    def test_its_dates(self, real):
        assert Counter(listing.date_basis for listing in real.listings) == {"stated": 5331, "derived": 1018}
        assert all(listing.designated_on and listing.amended_on for listing in real.listings)

    def test_its_references_to_other_lists(self, real):
        found = Counter(one.type for listing in real.listings for one in listing.cross_references)
        assert found == {"ofsi_group_id": 5151, "un_reference": 1004}
        references = [one for listing in real.listings for one in listing.cross_references]
        assert all(
            re.fullmatch(r"[A-Z]{2}[ie]\.\d{3}", one.value)
            for one in references
            if one.type == "un_reference"
        )

    def test_what_it_leaves_in_doubt(self, real):
        assert real.doubts.counts == {"name without text": 25}

    def test_syr0026_field_by_field(self, real):
        listing = real["SYR0026"]
        assert [(name.text, name.type) for name in listing.names] == [
            ("Bashar Al Asad", "primary"),
            ("Bassar Hafiz Al Asad", "variation"),
            ("Bashar Al Assad", "variation"),
            ("Bassar Hafiz Al Assad", "variation"),
            ("Bashar al-'Asad", "variation"),
            ("Bassar Hafiz al-'Asad", "variation"),
            ("Bashar Al-Assad", "variation"),
            ("Bassar Hafiz Al-Assad", "variation"),
            ("بشار حافظ الأسد", "original_script"),
            ("Baššār Ḥāfiẓ Al Asad", "original_script"),
            ("Baššār Ḥāfiẓ Al Assad", "original_script"),
            ("Baššār Ḥāfiẓ al-ʾAsad", "original_script"),
            ("Baššār Ḥāfiẓ Al-Assad", "original_script"),
        ]
        assert {name.strength for name in listing.names} == {"not_stated"}
        assert listing.names[1].parts == (
            NamePart("first", "Bassar"),
            NamePart("middle", "Hafiz"),
            NamePart("last", "Al Asad"),
        )
        assert listing.kind == "Person"
        assert listing.programmes == (Programme("The Syria (Sanctions) (EU Exit) Regulations 2019"),)
        assert listing.measures == ("Asset freeze", "Travel Ban", "Director Disqualification Sanction")
        assert (listing.listed_on, listing.date_basis) == (date(2020, 12, 31), "derived")
        assert (listing.designated_on, listing.amended_on) == (date(2020, 12, 31), date(2025, 5, 1))
        assert listing.cross_references == (Identifier("ofsi_group_id", "11928"),)
        assert listing.properties == (Property("designationSource", "UK"),)
        assert listing.notes == ("The Director Disqualification Sanction was imposed on 09/04/2025.",)
        [reason] = listing.reasons
        assert reason.startswith("There are reasonable grounds to suspect")


class TestTheTwoEditions:
    def test_xml_and_csv_of_the_same_designations_read_alike(self):
        parties = invented_parties(60)
        xml, csv = from_xml(*parties), from_csv(*parties)
        assert xml.listings == csv.listings
        assert xml.edition.published_on == csv.edition.published_on == date(2026, 8, 22)
        assert (xml.edition.layout, csv.edition.layout) == ("XML", "CSV")
        assert not xml.doubts.counts
        assert not csv.doubts.counts

    def test_every_field_of_the_list_is_filled_by_the_invented_ones(self):
        entity_and_person_and_ship = invented_parties(3)
        rows = from_csv(*entity_and_person_and_ship).listings
        unfilled = {"dataset", "relations", "citizenships"}
        for field in set(Listing.__struct_fields__) - unfilled:
            assert any(getattr(listing, field) for listing in rows), field

    def test_repeated_rows_add_nothing(self):
        content = fcdo_csv(invented_parties(3))
        first, header, *rows = content.splitlines(keepends=True)
        doubled = b"".join([first, header, *rows, *rows])
        assert (
            read_bytes(SOURCE, uk_dot_csv=doubled).listings == read_bytes(SOURCE, uk_dot_csv=content).listings
        )

    def test_rows_of_one_id_need_not_stand_together(self):
        content = fcdo_csv(invented_parties(3))
        first, header, *rows = content.splitlines(keepends=True)
        woven = b"".join([first, header, *rows[::2], *rows[1::2]])
        listings = read_bytes(SOURCE, uk_dot_csv=woven).listings
        assert {listing.id for listing in listings} == {"TST0000", "TST0001", "TST0002"}
        assert [set(listing.names) for listing in listings] == [
            set(listing.names) for listing in read_bytes(SOURCE, uk_dot_csv=content).listings
        ]

    def test_all_fields_of_a_person(self):
        listing = listing_of()
        assert listing.birth_dates == (
            PartialDate.of_day(date(1965, 9, 11), text="11/09/1965"),
            PartialDate.of_month(1966, 9, text="00/09/1966"),
            PartialDate.of_year(1967, text="dd/mm/1967"),
        )
        assert listing.birth_places == (
            Place("Testville, Germany", Country("Germany", "de"), "Testville"),
            Place("Homs, Syria", Country("Syria", "sy"), "Homs"),
        )
        assert listing.nationalities == (Country("Germany", "de"), Country("Syria", "sy"))
        assert listing.genders == ("male",)
        assert listing.titles == ("Dr",)
        assert listing.positions == ("Minister of Tests", "Former Minister of Trials")
        assert listing.addresses[0] == Address(
            "1 Test Street, Flat 2, Old District, Testville, TV1 1AA, Germany",
            street="1 Test Street, Flat 2",
            city="Testville",
            region="Old District",
            postal_code="TV1 1AA",
            country=Country("Germany", "de"),
        )
        assert listing.identifiers == (
            Identifier("passport", "D1903", note="Diplomatic"),
            Identifier("passport", "X7654321", note="Issued in Testville"),
            Identifier("national_id", "900-11-22", note="Tax card"),
        )
        assert listing.cross_references == (
            Identifier("ofsi_group_id", "20000"),
            Identifier("un_reference", "TSi.000"),
        )
        assert listing.properties == (
            Property("designationSource", "UK"),
            Property("designationSource", "UN"),
            Property("phone", "+7 (495) 000-00-00"),
            Property("email", "ivan@example.test"),
        )

    def test_all_fields_of_an_entity(self):
        listing = from_csv(*invented_parties(2))["TST0001"]
        assert listing.kind == "LegalEntity"
        assert (listing.listed_on, listing.date_basis) == (date(2020, 12, 31), "derived")
        assert listing.identifiers == (
            Identifier("registration", "INN - 7712345678"),
            Identifier("tax", "7712345678", label="INN"),
            Identifier("registration", "HRB 1234"),
        )
        assert listing.relations == (
            Relation("Parent company", other_name="Ministry of Tests"),
            Relation("Subsidiaries", other_name="Test Bench LLC"),
            Relation("Subsidiaries", other_name="Test Stand LLC"),
        )
        assert Property("legalForm", "Joint Stock Company") in listing.properties

    def test_all_fields_of_a_ship(self):
        listing = from_csv(*invented_parties(3))["TST0002"]
        assert listing.kind == "Vessel"
        assert listing.identifiers == (
            Identifier("imo", "9000002"),
            Identifier("ship", "TST12345A001", label="Hull identification number (HIN)"),
        )
        assert listing.relations == (
            Relation("Current owner/operator", other_name="Test Shipping Ltd"),
            Relation("Previous owner/operator", other_name="Trial Shipping Ltd", former=True),
        )
        assert listing.measures == ("Asset freeze", 'Shipping sanctions: (see "Other information")')
        assert [(one.name, one.value) for one in listing.properties[1:]] == [
            ("flag", "Panama"),
            ("pastFlags", "Togo"),
            ("pastFlags", "Liberia"),
            ("type", "Oil tanker"),
            ("tonnage", "50000"),
            ("length", "200"),
            ("buildDate", "2001"),
        ]


class TestWordsOfTheIssuer:
    @pytest.mark.parametrize(
        ("printed", "name_type"),
        [
            ("Primary name", "primary"),
            ("PRIMARY NAME", "primary"),
            ("Primary Name variation", "variation"),
            ("ALias", "alias"),
        ],
    )
    def test_name_types_in_any_capitals(self, printed, name_type):
        names = (UkName("TESTOV"), UkName("OTHER", (), printed))
        assert listing_of(names=names).names[1].type == name_type

    def test_a_name_without_a_type_is_primary(self):
        assert listing_of(names=(UkName("TESTOV", (), ""),)).names[0].type == "primary"

    def test_what_nobody_knows_is_counted_and_not_invented(self):
        names = (UkName("TESTOV"), UkName("OTHER", (), "Pen name", "Middling"))
        reading = from_xml(person(names=names, type="Aircraft"))
        assert reading.listings[0].kind == "LegalEntity"
        assert reading.listings[0].names[1].strength == "not_stated"
        assert reading.doubts.counts == {
            "unknown type of party 'Aircraft'": 1,
            "unknown name type 'Pen name'": 1,
            "unknown alias strength 'Middling'": 1,
        }

    def test_a_date_that_is_none_is_kept_and_counted(self):
        reading = from_xml(person(birth_dates=("15/08/19yy", "dd/mm/yyyy")))
        assert reading.listings[0].birth_dates == (PartialDate.of_text("15/08/19yy"),)
        assert reading.doubts.counts == {"birth date not understood": 1}

    def test_measures_are_trimmed_and_narrow_blanks_folded(self):
        sanctions = "Asset freeze |  Correspondent Banking Sanctions\u202fand processing payments| "
        assert listing_of(sanctions=sanctions).measures == (
            "Asset freeze",
            "Correspondent Banking Sanctions and processing payments",
        )

    def test_a_measure_that_only_its_indicator_states_is_added_and_counted(self):
        reading = from_xml(person(sanctions="Asset freeze|De-flag", indicators=("AssetFreeze", "TravelBan")))
        assert reading.listings[0].measures == ("Asset freeze", "De-flag", "Travel ban")
        assert reading.doubts.counts == {"measure missing from Sanctions Imposed: TravelBan": 1}

    def test_twice_escaped_entities_are_read(self):
        assert listing_of(reasons="Ships &amp; shoes").reasons == ("Ships & shoes",)

    def test_placeholders_say_nothing(self):
        alone = {"Title": ("na",), "Position": ("-",), "Gender": ("Unknown",), "Nationality(/ies)": ("n/a",)}
        listing = listing_of(alone=alone, addresses=(("-", "", "", "", "", "na", "", "Unknown"),))
        stated = (
            listing.titles,
            listing.positions,
            listing.genders,
            listing.nationalities,
            listing.addresses,
        )
        assert not any(stated)

    def test_an_unknown_element_is_kept_and_counted(self):
        content = fcdo_xml([person()]).replace(b"<UniqueID>", b"<Callsign>ABC</Callsign><UniqueID>")
        reading = read_bytes(SOURCE, uk_dot_xml=content)
        assert Property("Callsign", "ABC") in reading.listings[0].properties
        assert reading.doubts.counts == {"unknown element <Callsign>": 1}

    def test_a_new_section_is_counted(self):
        content = fcdo_xml([person()]).replace(
            b"</Designations>", b"<Delisted><UniqueID>X</UniqueID></Delisted></Designations>"
        )
        reading = read_bytes(SOURCE, uk_dot_xml=content)
        assert reading.doubts.counts == {"unknown element <Delisted>": 1}

    def test_marks_inside_a_text_cost_no_word_of_it(self):
        content = fcdo_xml([person(reasons="One.~Two.")]).replace(b"~", b"<br/> ")
        reading = read_bytes(SOURCE, uk_dot_xml=content)
        assert reading.listings[0].reasons == ("One. Two.",)
        assert reading.doubts.counts == {"unknown element <br> in a text": 1}

    def test_an_unknown_column_is_kept_and_counted(self):
        content = fcdo_csv([person()]).replace(b"Year Built", b"Call sign")
        content = content.replace(b"Website", b"Web site")
        reading = read_bytes(SOURCE, uk_dot_csv=content)
        assert reading.doubts.counts == {"unknown column 'Call sign'": 1}
        assert reading.listings == from_csv(person()).listings

    def test_records_are_found_whatever_their_wrappers(self):
        content = fcdo_xml([person()])
        flat = re.sub(rb"</?(IndividualDetails|Individual|PassportDetails|Passport)>", b"", content)
        assert read_bytes(SOURCE, uk_dot_xml=flat).listings == from_xml(person()).listings


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"unique_id": "TEST1"}, "three letters and four digits"),
            ({"unique_id": ""}, "exactly one Unique ID"),
            ({"regime": ""}, "exactly one Regime Name"),
            ({"designated": ""}, "Date Designated"),
            ({"designated": "dd/mm/2020"}, "Date Designated"),
            ({"type": ""}, "exactly one type"),
            ({"names": (UkName("OTHER", (), "Alias"),)}, "no primary name"),
            ({"names": (UkName(""),)}, "no primary name"),
        ],
    )
    def test_a_designation_without_what_each_must_have(self, changes, message):
        with pytest.raises(SourceError, match=message):
            from_xml(person(**changes))

    def test_a_repeated_id_in_xml(self):
        with pytest.raises(SourceError, match="'TST0000' occurs twice"):
            from_xml(person(), person())

    def test_rows_of_one_id_with_two_days_keep_the_earliest_and_say_so(self):
        reading = from_csv(person(designated="15/03/2022"), person(designated="11/03/2022"))
        assert reading.listings[0].designated_on == date(2022, 3, 11)
        assert reading.doubts.counts == {"several days in Date Designated": 1}

    def test_rows_of_one_id_with_two_regimes(self):
        with pytest.raises(SourceError, match="exactly one Regime Name"):
            from_csv(person(), person(regime="The Otherland Regulations 2022"))

    def test_a_row_with_too_few_cells_names_its_line(self):
        content = fcdo_csv(invented_parties(3)).rstrip(b"\r\n").rsplit(b",", 3)[0]
        with pytest.raises(SourceError, match=r"uk\.csv, line \d+: 55 cells in a row of 58 columns"):
            read_bytes(SOURCE, uk_dot_csv=content)

    @pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
    def test_a_truncated_file(self, share):
        content = fcdo_xml(invented_parties(9))
        with pytest.raises(SourceError, match=r"uk\.xml, line"):
            read_bytes(SOURCE, uk_dot_xml=content[: int(len(content) * share)])

    def test_a_file_without_designations(self):
        with pytest.raises(SourceError, match="no designation"):
            from_xml()
        with pytest.raises(SourceError, match="no designation"):
            from_csv()

    def test_a_file_without_its_date(self):
        with pytest.raises(SourceError, match="DateGenerated"):
            read_bytes(SOURCE, uk_dot_xml=fcdo_xml([person()], generated="soon"))
        with pytest.raises(SourceError, match="line 1: no day"):
            read_bytes(SOURCE, uk_dot_csv=fcdo_csv([person()], report_date="soon"))

    def test_a_file_with_entities_of_its_own(self):
        bomb = b'<!DOCTYPE Designations [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        content = fcdo_xml([person(information="BOMB")]).replace(b"BOMB", b"&b;")
        head, body = content.split(b"\n", 1)
        with pytest.raises(SourceError, match="DTD"):
            read_bytes(SOURCE, uk_dot_xml=head + b"\n" + bomb + body)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"<html></html>",
            b"Last Updated,14/04/2025\r\nName 6,Group ID\r\n",
            b"Report Date: 29-Apr-2026\r\n",
            b"Report Date: 29-Apr-2026\r\nName,Country\r\n",
            b'Report Date: 29-Apr-2026\r\n"Unique ID',
            b"\x00\x01\x02",
        ],
    )
    def test_a_stranger_is_not_recognised(self, tmp_path, content):
        path = tmp_path / "UK-Sanctions-List.csv"
        path.write_bytes(content)
        assert SOURCE.recognise(Document(path.name, path)) is None


def test_the_downloads_are_the_whole_list_xml_first():
    assert [download.file_name for download in SOURCE.downloads] == [
        "UK-Sanctions-List.xml",
        "UK-Sanctions-List.csv",
    ]
    assert all(download.url.startswith("https://") for download in SOURCE.downloads)


def test_the_built_csv_has_the_columns_of_the_issuer():
    assert len(FCDO_COLUMNS) == 58
    assert delimited(FCDO_COLUMNS, []).startswith(b"Last Updated,Unique ID,OFSI Group ID,")
