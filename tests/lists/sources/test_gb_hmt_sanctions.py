import csv
import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import chain

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders.uk import (
    OFSI_COLUMNS_2016,
    OFSI_COLUMNS_2022,
    UkName,
    UkParty,
    invented_parties,
    ofsi_csv_2016,
    ofsi_csv_2022,
)
from support.reading import Reading, read_bytes, read_files
from support.shared import shared_list

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, Recognised
from ostrakon.lists.sources.gb_hmt_sanctions import SOURCE
from ostrakon.lists.sources.gb_hmt_sanctions.group import Row
from ostrakon.lists.sources.gb_hmt_sanctions.labelled import LABELS, labelled_parts
from ostrakon.lists.sources.gb_hmt_sanctions.reader import read
from ostrakon.lists.unpacking import unpack
from ostrakon.model import (
    Address,
    Country,
    Identifier,
    Name,
    NamePart,
    PartialDate,
    Place,
    Programme,
    Property,
    Relation,
)

FILES = {
    2016: "gb_hmt_sanctions/2016-03-23/ConList.csv.gz",
    2020: "gb_hmt_sanctions/2020-04-27/ConList.csv.gz",
    2025: "gb_hmt_sanctions/2025-04-14/ConList.xlsx",
}
# Facts about issuer formats, section 3.
TOTALS = {
    2016: {
        "day": date(2016, 3, 23),
        "rows": 8746,
        "kinds": {"Person": 1269, "LegalEntity": 655},
        "alias types": {"Prime Alias": 2740, "AKA": 5983, "FKA": 23},
        "names": 4969,
        "Syria": {"Person": 210, "LegalEntity": 69},
        "Syria rows": 1044,
        "with birth date": 970,
        "repeated rows": 0,
    },
    2020: {
        "day": date(2020, 4, 27),
        "rows": 9492,
        "kinds": {"Person": 1523, "LegalEntity": 591},
        "alias types": {"Prime Alias": 2942, "AKA": 6526, "FKA": 24},
        "names": 5776,
        "Syria": {"Person": 278, "LegalEntity": 71},
        "Syria rows": 1258,
        "with birth date": 1219,
        "repeated rows": 1,
    },
    2025: {
        "day": date(2025, 4, 14),
        "rows": 18798,
        "kinds": {"Person": 3663, "LegalEntity": 1010, "Vessel": 15},
        "alias types": {"Primary name": 5783, "Primary name variation": 5212, "AKA": 7776, "FKA": 27},
        "names": 12740,
        "Syria": {"Person": 310, "LegalEntity": 50},
        "Syria rows": 2046,
        "with birth date": 3147,
        "repeated rows": 56,
    },
}


class RealFile:
    """A real edition, as rows and as listings."""

    def __init__(self, year: int, folder) -> None:
        path = shared_list(FILES[year])
        [document] = unpack(path, folder)
        self.totals = TOTALS[year]
        self.rows: list[Row] = list(
            chain.from_iterable(group.rows for group in read(document, Doubts()).groups)
        )
        self.reading = read_files(SOURCE, path)
        self.listings = self.reading.listings


@pytest.fixture(scope="module", params=FILES)
def real(request, tmp_path_factory) -> RealFile:
    return RealFile(request.param, tmp_path_factory.mktemp("ofsi"))


@pytest.fixture(scope="module")
def latest() -> Reading:
    return read_files(SOURCE, shared_list(FILES[2025]))


def of_2016(*parties: UkParty) -> Reading:
    return read_bytes(SOURCE, ConList_dot_csv=ofsi_csv_2016(parties))


def of_2022(*parties: UkParty) -> Reading:
    return read_bytes(SOURCE, ConList_dot_csv=ofsi_csv_2022(parties))


def person(**changes) -> UkParty:
    return replace(invented_parties(1)[0], **changes)


class TestTheRealFiles:
    def test_rows_and_groups_by_kind(self, real):
        assert real.reading.edition.published_on == real.totals["day"]
        assert len(real.rows) == real.totals["rows"]
        assert Counter(listing.kind for listing in real.listings) == real.totals["kinds"]

    def test_rows_by_alias_type(self, real):
        assert Counter(row.alias_type for row in real.rows) == real.totals["alias types"]

    def test_distinct_full_names(self, real):
        """One less in 2016, where a group prints a name once with a blank too many and once without."""
        names = {
            (row.group_id, row.name_1, row.name_2, row.name_3, row.name_4, row.name_5, row.name_6)
            for row in real.rows
        }
        read_names = {
            (listing.id, name.text, name.parts)
            for listing in real.listings
            for name in listing.names
            if name.type != "original_script"
        }
        assert len(read_names) == len(names)
        assert len(names) == real.totals["names"] - (real.totals["day"].year == 2016)

    def test_syria(self, real):
        syria = [one for one in real.listings if any(regime.code == "Syria" for regime in one.programmes)]
        assert Counter(listing.kind for listing in syria) == real.totals["Syria"]
        assert sum(row.regime == "Syria" for row in real.rows) == real.totals["Syria rows"]

    def test_groups_with_a_birth_date(self, real):
        assert sum(bool(one.birth_dates) for one in real.listings) == real.totals["with birth date"]
        dates = [birth_date for listing in real.listings for birth_date in listing.birth_dates]
        assert {birth_date.precision for birth_date in dates} <= {"day", "month", "year"}

    def test_repeated_rows(self, real):
        """Blanks at the ends of cells are folded; the line is not part of a row's words."""
        words = Counter(tuple(getattr(row, name) for name in Row.__struct_fields__[1:]) for row in real.rows)
        assert len(real.rows) - len(words) == real.totals["repeated rows"]

    def test_every_group_has_its_day_and_its_regime(self, real):
        for listing in real.listings:
            assert listing.date_basis == "stated"
            assert listing.listed_on == min(regime.listed_on for regime in listing.programmes)
            assert listing.measures == ("Asset freeze",)

    def test_doubts_are_few(self, real):
        assert real.reading.doubts.counts.total() <= 40


class TestTheWorkbookOf2025:
    def test_its_layout(self, latest):
        assert latest.edition.layout == "XLSX"

    def test_its_strengths_by_row(self, tmp_path):
        [document] = unpack(shared_list(FILES[2025]), tmp_path)
        rows = chain.from_iterable(group.rows for group in read(document, Doubts()).groups)
        assert Counter(row.alias_quality for row in rows) == {
            "": 13990,
            "Good quality": 3522,
            "Low quality": 1286,
        }

    def test_its_groups_of_several_birth_dates_or_regimes_or_primary_names(self, latest):
        assert sum(len(one.programmes) > 1 for one in latest.listings) == 15
        primaries = Counter(sum(name.type == "primary" for name in one.names) for one in latest.listings)
        assert primaries == {1: 4682, 2: 4, 0: 2}

    def test_its_rows_that_repeat_or_contradict(self, tmp_path):
        """Facts 3: why a group is read from all of its rows, and why a designation is no listing."""
        [document] = unpack(shared_list(FILES[2025]), tmp_path)
        groups = read(document, Doubts()).groups
        primaries = [sum(row.alias_type == "Primary name" for row in group.rows) for group in groups]
        assert sum(number > 1 for number in primaries) == 468
        taken_over = [any(row.designated_on == "31/12/2020" for row in group.rows) for group in groups]
        assert sum(taken_over) == 1031
        assert sum(group.rows[0].designated_on == group.rows[0].listed_on for group in groups) == 2581
        numbered = [any(re.match(r"\(?1\)", row.nationality) for row in group.rows) for group in groups]
        assert sum(numbered) == 118

    def test_its_labelled_parts(self, latest):
        references = Counter(one.type for listing in latest.listings for one in listing.cross_references)
        assert references["uk_sanctions_list_ref"] == 4685  # 4,687 labels, two of them over a UN reference
        genders = Counter(gender for listing in latest.listings for gender in listing.genders)
        assert genders == {"male": 2383, "female": 329}
        identifiers = Counter(one.type for listing in latest.listings for one in listing.identifiers)
        assert identifiers["imo"] == 15
        assert sum(bool(listing.reasons) for listing in latest.listings) == 3815
        properties = {one.name for listing in latest.listings for one in listing.properties}
        assert properties == {
            "phone",
            "website",
            "email",
            "legalForm",
            "flag",
            "pastFlags",
            "type",
            "tonnage",
            "length",
            "buildDate",
            "designatedOn",
        }

    def test_every_day_of_designation_is_kept(self, latest):
        listing = latest["13919"]  # under Belarus, and under Global Human Rights
        assert listing.designated_on == date(2020, 9, 29)
        days = [one.value for one in listing.properties if one.name == "designatedOn"]
        assert days == ["2020-09-29", "2020-12-31"]
        several = [x for x in latest.listings if any(one.name == "designatedOn" for one in x.properties)]
        assert len(several) == 10

    def test_11928_field_by_field(self, latest):
        listing = latest["11928"]
        assert [(name.text, name.type) for name in listing.names] == [
            ("Bashar AL ASAD", "primary"),
            ("Bassar Hafiz AL ASAD", "variation"),
            ("Bashar AL ASSAD", "variation"),
            ("Bassar Hafiz AL ASSAD", "variation"),
            ("Bashar AL-'ASAD", "variation"),
            ("Bassar Hafiz AL-'ASAD", "variation"),
            ("Bashar AL-ASSAD", "variation"),
            ("Bassar Hafiz AL-ASSAD", "variation"),
            ("بشار حافظ الأسد", "original_script"),
            ("Baššār Ḥāfiẓ Al Asad", "original_script"),
            ("Baššār Ḥāfiẓ Al Assad", "original_script"),
            ("Baššār Ḥāfiẓ al-ʾAsad", "original_script"),
            ("Baššār Ḥāfiẓ Al-Assad", "original_script"),
        ]
        assert listing.programmes == (Programme("Syria", listed_on=date(2011, 5, 24)),)
        assert (listing.listed_on, listing.date_basis) == (date(2011, 5, 24), "stated")
        assert (listing.designated_on, listing.amended_on) == (date(2020, 12, 31), date(2021, 2, 1))
        assert listing.birth_dates == (PartialDate.of_day(date(1965, 9, 11), text="11/09/1965"),)
        assert listing.birth_places == (Place("Damascus, Syria", Country("Syria", "sy"), "Damascus"),)
        assert listing.nationalities == (Country("Syria", "sy"),)
        assert listing.genders == ("male",)
        assert listing.positions == ("President of the Arab Republic of Syria",)
        assert listing.addresses == (
            Address(
                "Presidential Palace, Damascus, Syria",
                street="Presidential Palace",
                city="Damascus",
                country=Country("Syria", "sy"),
            ),
        )
        assert listing.identifiers == (Identifier("passport", "D1903", note="Diplomatic"),)
        assert listing.cross_references == (Identifier("uk_sanctions_list_ref", "SYR0026"),)
        assert listing.reasons == (
            "President of the Republic; person authorising and supervising the crackdown on demonstrators.",
        )
        assert not listing.notes


@pytest.mark.parametrize("year", [2016, 2020])
def test_11928_before_2022_field_by_field(year):
    listing = read_files(SOURCE, shared_list(FILES[year]))["11928"]
    parts = (NamePart("first", "Bashar"), NamePart("last", "AL-ASSAD"))
    assert listing.names == (Name("Bashar AL-ASSAD", "primary", "not_stated", parts),)
    assert listing.programmes == (Programme("Syria", listed_on=date(2011, 5, 24)),)
    assert (listing.listed_on, listing.designated_on) == (date(2011, 5, 24), None)
    assert listing.amended_on == date(2013, 5, 31)
    assert listing.birth_dates == (PartialDate.of_day(date(1965, 9, 11), text="11/09/1965"),)
    assert listing.birth_places == (Place("Damascus", town="Damascus"),)
    assert listing.identifiers == (Identifier("passport", "D1903", note="D1903 (Diplomatic)"),)
    assert listing.positions == ("President of the Republic",)


class TestTheLayouts:
    def test_29_and_36_columns(self):
        assert (len(OFSI_COLUMNS_2016), len(OFSI_COLUMNS_2022)) == (29, 36)

    def test_all_fields_of_36_columns(self):
        reading = of_2022(*invented_parties(3))
        someone, entity, ship = reading.listings
        assert [name.type for name in someone.names] == [
            "primary",
            "variation",
            "alias",
            "alias",
            "original_script",
            "original_script",
        ]
        assert [name.strength for name in someone.names[:4]] == ["not_stated", "not_stated", "weak", "strong"]
        assert [(name.script, name.language) for name in someone.names[4:]] == [
            ("Cyrl", "ru"),
            ("Arab", None),
        ]
        assert (someone.listed_on, someone.designated_on) == (date(2011, 5, 24), date(2022, 3, 15))
        assert someone.identifiers == (
            Identifier("passport", "D1903", note="Diplomatic"),
            Identifier("passport", "X7654321", note="Issued in Testville"),
            Identifier("national_id", "900-11-22", note="Tax card"),
        )
        assert someone.cross_references == (
            Identifier("uk_sanctions_list_ref", "TST0000"),
            Identifier("un_reference", "TSi.000"),
        )
        assert (someone.genders, someone.notes) == (("male",), ("Listed for tests.",))
        assert someone.reasons == ("Signed & sealed the test orders.",)
        assert entity.relations == (
            Relation("Parent company", other_name="Ministry of Tests"),
            Relation("Subsidiaries", other_name="Test Bench LLC"),
            Relation("Subsidiaries", other_name="Test Stand LLC"),
        )
        assert Identifier("tax", "7712345678", label="INN") in entity.identifiers
        assert ship.kind == "Vessel"
        assert ship.identifiers == (Identifier("imo", "9000002"),)
        assert ship.relations == (Relation("Current owners", other_name="Test Shipping Ltd"),)
        assert Property("flag", "Panama") in ship.properties
        assert not reading.doubts.counts

    def test_all_fields_of_29_columns(self):
        reading = of_2016(person())
        [listing] = reading.listings
        assert [name.type for name in listing.names] == ["primary", "alias", "alias", "alias"]
        assert {name.strength for name in listing.names} == {"not_stated"}
        assert [(one.type, one.value) for one in listing.identifiers] == [
            ("passport", "D1903"),
            ("passport", "X7654321"),
            ("national_id", "900-11-22"),
        ]
        assert listing.cross_references == (Identifier("un_reference", "TSi.000"),)
        assert listing.nationalities == (Country("Germany", "de"), Country("Syria", "sy"))
        assert not reading.doubts.counts

    def test_names_of_both_layouts_are_the_same_as_to_words(self):
        old, new = of_2016(person()).listings[0], of_2022(person()).listings[0]
        assert [name.text for name in old.names] == [name.text for name in new.names[:4]]
        assert (old.birth_dates, old.addresses, old.birth_places) == (
            new.birth_dates,
            new.addresses,
            new.birth_places,
        )

    def test_the_order_of_columns_does_not_matter(self):
        plain = person(
            reasons="Tests",
            addresses=(),
            alone={},
            names=(UkName("TESTOV"),),
            birth_dates=(),
        )
        content = ofsi_csv_2022([plain]).decode()
        first, *lines = content.splitlines()
        swapped = "\n".join([first, *(",".join(reversed(line.split(","))) for line in lines)])
        assert read_bytes(SOURCE, x_dot_csv=swapped.encode()).listings == of_2022(plain).listings

    def test_windows_1252_is_usual_before_2022_and_a_doubt_after(self):
        zoe = person(names=(UkName("TESTOVÁ", ("Zoë",)),), non_latin=())
        assert not of_2016(zoe).doubts.counts
        assert of_2016(zoe).listings[0].name == "Zoë TESTOVÁ"
        content = ofsi_csv_2022([zoe]).decode().encode("cp1252")
        reading = read_bytes(SOURCE, ConList_dot_csv=content)
        assert reading.listings[0].name == "Zoë TESTOVÁ"
        assert reading.doubts.counts == {"decoded as Windows-1252": 1}

    def test_an_older_layout_with_fewer_columns(self):
        content = (
            b"Last Updated,01/02/2009\n"
            b"Name 6,Name 1,Group Type,Alias Type,Regime,Listed On,Group ID\n"
            b"TESTOV,Ivan,Individual,Prime Alias,Testland,03/04/2005,77\n"
        )
        [listing] = read_bytes(SOURCE, ConList_dot_csv=content).listings
        assert (listing.id, listing.name, listing.listed_on) == ("77", "Ivan TESTOV", date(2005, 4, 3))
        assert listing.amended_on is None

    def test_an_unknown_column_is_kept_and_counted(self):
        content = ofsi_csv_2022([person()]).replace(b"Title", b"Grade", 1)
        reading = read_bytes(SOURCE, ConList_dot_csv=content)
        assert reading.doubts.counts == {"unknown column 'Grade'": 1}
        assert Property("Grade", "Dr") in reading.listings[0].properties


class TestGroups:
    def test_two_regimes_keep_a_day_each_and_the_earliest_is_the_listing(self):
        first = person(short_regime="Testland", listed="05/06/2012")
        second = person(short_regime="Otherland", listed="01/02/2003")
        [listing] = of_2022(first, second).listings
        assert listing.programmes == (
            Programme("Testland", listed_on=date(2012, 6, 5)),
            Programme("Otherland", listed_on=date(2003, 2, 1)),
        )
        assert (listing.listed_on, listing.date_basis) == (date(2003, 2, 1), "stated")

    def test_repeated_primary_rows_are_one_name(self):
        [listing] = of_2022(person()).listings
        assert sum(name.type == "primary" for name in listing.names) == 1

    def test_a_group_without_a_primary_name_is_named_by_its_first(self):
        [listing] = of_2022(
            person(names=(UkName("OTHER", (), "Alias"), UkName("MORE", (), "Alias")))
        ).listings
        assert listing.name == "OTHER"

    def test_unknown_words_are_counted(self):
        content = ofsi_csv_2022([person(non_latin=(), birth_dates=("11/09/1965",), addresses=())])
        content = content.replace(b"Low quality", b"Middling").replace(b"Primary name variation", b"Pen name")
        assert read_bytes(SOURCE, ConList_dot_csv=content).doubts.counts == {
            "unknown alias quality 'Middling'": 1,
            "unknown alias type 'Pen name'": 1,
        }


class TestOtherInformation:
    TEXT = st.text(
        st.characters(categories=["L", "Zs"], max_codepoint=0x24F), min_size=1, max_size=20
    ).filter(str.strip)

    @given(TEXT, st.lists(st.tuples(st.sampled_from(LABELS), TEXT), max_size=6))
    def test_labelled_parts_read_back(self, lead, parts):
        text = lead + "".join(f"({label}):{part}" for label, part in parts)
        expected = [("", lead.strip()), *((label, part.strip()) for label, part in parts)]
        assert list(labelled_parts(text)) == expected

    def test_a_label_inside_the_reasons_stays_in_them(self):
        text = "(UK Statement of Reasons):Call him (Tel): 1 (Gender):Male"
        assert list(labelled_parts(text)) == [
            ("UK Statement of Reasons", "Call him (Tel): 1"),
            ("Gender", "Male"),
        ]

    @pytest.mark.parametrize(
        ("words", "reference"),
        [
            ("UN REF:QE.A.146.14. Also", "QE.A.146.14"),
            ("Operates in Lebanon. UN REF: QDe.144", "QDe.144"),
            ("UN Reference KPi.033.", "KPi.033"),
            ("UN Reference Number: UN Ref KPe.064) (IMO", "KPe.064"),
        ],
    )
    def test_a_un_reference_in_words(self, words, reference):
        [listing] = of_2016(person(un_reference="", information=words)).listings
        assert listing.cross_references == (Identifier("un_reference", reference),)
        assert listing.notes == (words,)

    def test_a_un_reference_that_is_broken_is_counted(self):
        reading = of_2016(person(un_reference="", information="UN Ref.077. Alternate Member"))
        assert reading.doubts.counts == {"UN reference not understood": 1}
        assert not reading.listings[0].cross_references


class TestWhatIsRefused:
    @pytest.mark.parametrize("group_id", ["0", "", "12a", "-5", "0123", "١٢"])
    def test_a_group_id_that_is_no_number(self, group_id):
        with pytest.raises(SourceError, match=r"ConList\.csv, line \d+: Group ID"):
            of_2022(person(group_id=group_id))

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"listed": ""}, "Listed On"),
            ({"listed": "00/00/2011"}, "Listed On"),
            ({"short_regime": ""}, "Regime"),
            ({"type": ""}, "Group Type"),
            ({"names": (UkName(""),)}, "has no name"),
        ],
    )
    def test_a_group_without_what_each_must_have(self, changes, message):
        with pytest.raises(SourceError, match=message):
            of_2022(person(**changes))

    def test_a_group_of_two_kinds(self):
        with pytest.raises(SourceError, match="exactly one Group Type"):
            of_2022(person(), person(type="Entity"))

    def test_a_row_with_too_few_cells_names_its_line(self):
        content = ofsi_csv_2022([person()]).rstrip(b"\r\n").rsplit(b",", 2)[0]
        with pytest.raises(SourceError, match=r"ConList\.csv, line 26: 34 cells in a row of 36 columns"):
            read_bytes(SOURCE, ConList_dot_csv=content)

    def test_a_file_cut_inside_quotes(self):
        content = ofsi_csv_2022([person(information='Known as "X", and')])
        with pytest.raises(SourceError, match=r"ConList\.csv, line \d+: unexpected end of data"):
            read_bytes(SOURCE, ConList_dot_csv=content[: content.rindex(b"Known as") + 9])

    def test_a_file_without_groups(self):
        with pytest.raises(SourceError, match="no group"):
            of_2022()

    def test_a_file_without_its_day(self):
        with pytest.raises(SourceError, match="line 1: no day"):
            read_bytes(SOURCE, ConList_dot_csv=ofsi_csv_2022([person()], last_updated="soon"))

    def test_bytes_that_are_no_text(self):
        with pytest.raises(SourceError, match="NUL byte"):
            read_bytes(SOURCE, ConList_dot_csv=ofsi_csv_2016([person()]) + b"\0")
        with pytest.raises(SourceError, match="neither UTF-8 nor Windows-1252"):
            read_bytes(SOURCE, ConList_dot_csv=ofsi_csv_2016([person()]).replace(b"TESTOV", b"\x81"))

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"<Designations/>",
            b"Report Date: 29-Apr-2026\r\nUnique ID,Name 6\r\n",
            b"Last Updated,14/04/2025\r\n",
            b"Last Updated,14/04/2025\r\nName 6,Name 1,Regime\r\n",
            b'Last Updated,14/04/2025\r\n"Name 6',
            b"PK\x03\x04 and nothing more",
        ],
    )
    def test_a_stranger_is_not_recognised(self, tmp_path, content):
        path = tmp_path / "ConList.csv"
        path.write_bytes(content)
        assert SOURCE.recognise(Document(path.name, path)) is None

    def test_a_workbook_whose_sheet_is_cut_is_not_read(self):
        content = _with_cut_sheet(shared_list(FILES[2025]).read_bytes())
        with pytest.raises(SourceError, match=r"ConList\.xlsx, row \d+: broken workbook"):
            read_bytes(SOURCE, ConList_dot_xlsx=content)

    def test_a_workbook_with_a_cell_at_the_end_of_a_trillion_empty_ones(self):
        sheet = openpyxl.Workbook()
        sheet.active.append(["Last Updated", "14/04/2025"])
        sheet.active.append(list(OFSI_COLUMNS_2022))
        sheet.active.cell(row=1_048_576, column=16_384, value="far away")
        with pytest.raises(SourceError, match=r"ConList\.xlsx, row 1048576: 16384 columns: not a list"):
            read_bytes(SOURCE, ConList_dot_xlsx=_saved(sheet))

    def test_a_row_beyond_the_end_of_any_sheet(self):
        content = _workbook([["Last Updated", "14/04/2025"], list(OFSI_COLUMNS_2022), ["TESTOV"]])
        far = _replaced(content, b'<row r="3"', b'<row r="99999999999"')
        with pytest.raises(SourceError, match=r"ConList\.xlsx, row 1048577"):
            read_bytes(SOURCE, ConList_dot_xlsx=far)

    @pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
    @pytest.mark.parametrize("content", [b"", b"<a", b"<a/>", bytes(range(256))])
    def test_a_workbook_with_a_broken_part(self, tmp_path, member, content):
        whole = _workbook([["Last Updated", "14/04/2025"], list(OFSI_COLUMNS_2022)])
        path = tmp_path / "ConList.xlsx"
        path.write_bytes(_with_member(whole, member, content))
        document = Document(path.name, path)
        with pytest.raises(SourceError, match=r"ConList\.xlsx"):
            list(SOURCE.read([document], Doubts()).listings)
        assert SOURCE.recognise(document) in {None, Recognised("XLSX", "gb_hmt_sanctions")}


class TestTheWorkbook:
    def test_it_reads_as_the_csv_of_the_same_rows(self):
        content = ofsi_csv_2022(invented_parties(9))
        rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
        workbook = read_bytes(SOURCE, ConList_dot_xlsx=_workbook(rows))
        assert workbook.listings == read_bytes(SOURCE, ConList_dot_csv=content).listings

    def test_days_and_numbers_in_cells_of_their_own_kind(self):
        rows = [["Last Updated", date(2025, 4, 14)], list(OFSI_COLUMNS_2022)]
        cells = dict.fromkeys(OFSI_COLUMNS_2022) | {
            "Name 6": "TESTOV",
            "Group Type": "Individual",
            "Alias Type": "Primary name",
            "Regime": "Testland",
            "Listed On": date(2011, 5, 24),
            "Group ID": 77,
        }
        reading = read_bytes(SOURCE, ConList_dot_xlsx=_workbook([*rows, list(cells.values())]))
        assert reading.edition.published_on == date(2025, 4, 14)
        assert (reading["77"].name, reading["77"].listed_on) == ("TESTOV", date(2011, 5, 24))

    def test_what_a_sheet_says_of_its_size_cuts_nothing(self):
        rows = list(csv.reader(io.StringIO(ofsi_csv_2022(invented_parties(3)).decode(), newline="")))
        whole = _workbook(rows)
        lying = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"', _member(whole))
        small = _with_member(whole, "xl/worksheets/sheet1.xml", lying)
        assert lying != _member(whole)
        assert (
            read_bytes(SOURCE, ConList_dot_xlsx=small).listings
            == read_bytes(SOURCE, ConList_dot_xlsx=whole).listings
        )


def _workbook(rows) -> bytes:
    workbook = openpyxl.Workbook()
    for cells in rows:
        workbook.active.append(cells)
    return _saved(workbook)


def _saved(workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _member(workbook: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    return zipfile.ZipFile(io.BytesIO(workbook)).read(name)


def _replaced(workbook: bytes, old: bytes, new: bytes) -> bytes:
    sheet = _member(workbook)
    assert old in sheet
    return _with_member(workbook, "xl/worksheets/sheet1.xml", sheet.replace(old, new))


def _with_member(workbook: bytes, member: str, content: bytes) -> bytes:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as whole, zipfile.ZipFile(changed, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, content if name == member else whole.read(name))
    return changed.getvalue()


def _with_cut_sheet(workbook: bytes) -> bytes:
    sheet = _member(workbook)
    return _with_member(workbook, "xl/worksheets/sheet1.xml", sheet[: len(sheet) // 2])


def test_the_list_is_closed_and_nothing_is_downloaded():
    assert SOURCE.closed_on == date(2026, 1, 28)
    assert SOURCE.downloads == ()
