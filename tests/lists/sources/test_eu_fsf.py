from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders.eu import entity, eu_csv, eu_xml
from support.reading import Reading, read_bytes, read_files
from support.shared import shared_list

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts
from ostrakon.lists.sources.eu_fsf import SOURCE
from ostrakon.lists.sources.eu_fsf.identifiers import normalised_un_reference
from ostrakon.lists.sources.eu_fsf.listing_dates import stated_in_words
from ostrakon.lists.sources.eu_fsf.records import (
    Act,
    Address,
    BirthDate,
    Identification,
    NameAlias,
    SanctionEntity,
)
from ostrakon.lists.sources.eu_fsf.xml_reader import read_xml
from ostrakon.lists.unpacking import unpack
from ostrakon.model import Country, Identifier, PartialDate

REAL = "eu_fsf/2026-02-24/eu_fsf.xml.gz"


@pytest.fixture(scope="module")
def real() -> Reading:
    return read_files(SOURCE, shared_list(REAL))


@pytest.fixture(scope="module")
def real_records(tmp_path_factory: pytest.TempPathFactory) -> list[SanctionEntity]:
    [document] = unpack(shared_list(REAL), tmp_path_factory.mktemp("eu"))
    return list(read_xml(document, Doubts()))


def from_xml(*entities: SanctionEntity) -> Reading:
    return read_bytes(SOURCE, eu_dot_xml=eu_xml(*entities))


def from_csv(content: bytes) -> Reading:
    return read_bytes(SOURCE, eu_dot_csv=content)


class TestTheFileOf20260224:
    def test_its_day_and_its_entities_by_kind(self, real: Reading) -> None:
        assert real.edition.published_on == date(2026, 2, 24)
        assert Counter(listing.kind for listing in real.listings) == {"Person": 4341, "LegalEntity": 1519}

    def test_every_element_is_read(self, real_records: list[SanctionEntity]) -> None:
        details = {
            "nameAlias": sum(len(record.names) for record in real_records),
            "citizenship": sum(len(record.citizenships) for record in real_records),
            "birthdate": sum(len(record.births) for record in real_records),
            "address": sum(len(record.addresses) for record in real_records),
            "identification": sum(len(record.identifications) for record in real_records),
            "remark": sum(len(record.remarks) for record in real_records),
            "regulationSummary": sum(detail.act is not None for r in real_records for detail in r.details),
        }
        assert details == {
            "nameAlias": 29_809,
            "citizenship": 2_616,
            "birthdate": 4_295,
            "address": 2_344,
            "identification": 2_430,
            "remark": 685,
            "regulationSummary": 41_494,
        }

    def test_what_the_elements_say(self, real_records: list[SanctionEntity]) -> None:
        births = [birth for record in real_records for birth in record.births]
        assert sum(bool(birth.birthdate) for birth in births) == 3_380
        assert sum(bool(b.month_of_year) and not b.birthdate for b in births) == 21
        assert sum(bool(b.year) and not b.month_of_year and not b.birthdate for b in births) == 712
        assert sum(not birth.year and not birth.birthdate for birth in births) == 182
        assert sum(birth.circa == "true" for birth in births) == 197
        assert Counter(birth.calendar_type for birth in births) == {"GREGORIAN": 4_290, "ISLAMIC": 5}
        genders = Counter(alias.gender for record in real_records for alias in record.names)
        assert (genders["M"], genders["F"]) == (10_473, 1_767)
        assert {alias.strong for record in real_records for alias in record.names} == {"true"}

    def test_names_and_persons_with_a_field(self, real: Reading, real_records: list[SanctionEntity]) -> None:
        persons = [listing for listing in real.listings if listing.kind == "Person"]
        assert sum(len(listing.names) for listing in real.listings) == 29_809
        assert sum(name.language is not None for x in real.listings for name in x.names) == 22_615
        assert all(sum(name.type == "primary" for name in x.names) == 1 for x in real.listings)
        assert sum(bool(listing.citizenships) for listing in persons) == 2_529
        assert sum(r.subject_types[1] == "P" and bool(r.births) for r in real_records) == 3_790
        assert sum(r.subject_types[1] == "E" and bool(r.addresses) for r in real_records) == 1_244

    def test_programmes(self, real: Reading) -> None:
        programmes = Counter(listing.programmes[0].code for listing in real.listings)
        assert len(programmes) == 34
        assert programmes.most_common(16) == [
            ("UKR", 2_596),
            ("IRN", 732),
            ("SYR", 380),
            ("BLR", 369),
            ("TAQA", 344),
            ("PRK", 255),
            ("HR", 170),
            ("AFG", 140),
            ("MMR", 128),
            ("COD", 87),
            ("IRQ", 76),
            ("RUSDA", 76),
            ("VEN", 69),
            ("RUS", 63),
            ("LBY", 51),
            ("TERR", 35),
        ]
        syrian = Counter(x.kind for x in real.listings if x.programmes[0].code == "SYR")
        assert syrian == {"Person": 322, "LegalEntity": 58}

    def test_identifications_by_their_code(self, real_records: list[SanctionEntity]) -> None:
        codes = Counter(i.identification_type_code for r in real_records for i in r.identifications)
        assert codes == {
            "passport": 599,
            "regnumber": 540,
            "fiscalcode": 486,
            "other": 455,
            "id": 230,
            "taxid": 65,
            "imo": 25,
            "swiftbic": 8,
            "birthcert": 4,
            "nationcert": 3,
            "drivinglicence": 3,
            **dict.fromkeys(("ssn", "travelcardid", "euvat", "residentperm", "unssn"), 2),
            **dict.fromkeys(("tradelic", "electionid"), 1),
        }

    def test_of_syrian_entries_a_bulk_rewrite_left_167_with_a_bound_in_2020(
        self, real: Reading, real_records: list[SanctionEntity]
    ) -> None:
        """Facts 4.4; a date in words is the better one for 30 of them."""
        syrian = [r for r in real_records if r.regulation.programme == "SYR"]
        bounds = [min(d.act.publication_date for d in r.details if d.act) for r in syrian]
        assert sum(bound.startswith("2020") for bound in bounds) == 167
        of_2020 = [
            x for x in real.listings if x.programmes[0].code == "SYR" and str(x.listed_on)[:4] == "2020"
        ]
        assert [x.date_basis for x in of_2020] == ["derived"] * 137

    def test_the_listing_date_is_never_later_for_being_derived(
        self, real: Reading, real_records: list[SanctionEntity]
    ) -> None:
        regulations = {r.listing_id: date.fromisoformat(r.regulation.publication_date) for r in real_records}
        assert Counter(listing.date_basis for listing in real.listings) == {"derived": 5_663, "stated": 197}
        derived = [listing for listing in real.listings if listing.date_basis == "derived"]
        assert all(x.listed_on and x.listed_on <= regulations[x.id] for x in derived)
        published = {
            record.listing_id: min(detail.act.publication_date for detail in record.details if detail.act)
            for record in real_records
        }
        # Facts 4.4: the fallback beats the regulation date in 2,589 of 5,860 entries.
        assert sum(published[i] < str(day) for i, day in regulations.items()) == 2_589

    def test_links_to_the_un(self, real: Reading) -> None:
        references = [x.value for y in real.listings for x in y.cross_references if x.type == "un_reference"]
        assert len(references) == 88
        assert references.count("QDi.043") == 2
        assert "LYi.028" in references

    def test_what_was_not_understood(self, real: Reading) -> None:
        assert real.doubts.counts == {"unitedNationId of another form": 1}

    def test_bashar_al_assad(self, real: Reading) -> None:
        listing = real["EU.2437.5"]
        assert [(name.text, name.type, name.strength, name.language) for name in listing.names] == [
            ("Bashar AL-ASSAD", "primary", "not_stated", None),
            ("بشارالاسد", "alias", "not_stated", "ar"),
        ]
        assert (listing.kind, listing.genders) == ("Person", ("male",))
        assert listing.positions == listing.titles == ("President of the Republic",)
        assert (listing.listed_on, listing.date_basis) == (date(2011, 5, 24), "derived")
        assert listing.amended_on == date(2020, 5, 30)
        assert listing.birth_dates == (PartialDate.of_day(date(1965, 9, 11)),)
        [place] = listing.birth_places
        assert (place.town, place.country) == ("Damascus", Country("SYRIAN ARAB REPUBLIC", "sy"))
        [passport] = listing.identifiers
        assert (passport.type, passport.value, passport.country) == ("passport", "D1903", None)
        [programme] = listing.programmes
        assert (programme.code, programme.legal_basis) == ("SYR", ("2020/716 (OJ L168)",))
        assert listing.measures == ("Asset freeze",)
        assert listing.cross_references == (Identifier("eu_logical_id", "6400", label="logicalId"),)

    def test_a_listing_date_in_words(self, real: Reading) -> None:
        assert (real["EU.2470.60"].listed_on, real["EU.2470.60"].date_basis) == (date(2011, 5, 23), "stated")
        assert (real["EU.2471.25"].listed_on, real["EU.2471.25"].date_basis) == (date(2011, 5, 23), "stated")

    def test_a_year_of_another_calendar_is_kept_and_never_compared(self, real: Reading) -> None:
        dates = [d for x in real.listings for d in x.birth_dates if d.calendar == "islamic"]
        assert sorted((d.text, d.earliest) for d in dates if d.earliest is None) == [
            ("1339", None),
            ("1340", None),
            ("1343", None),
            ("1352", None),
        ]
        assert [(d.text, d.earliest) for d in dates if d.earliest] == [("24.6.1402", date(1982, 4, 19))]

    def test_ships_are_what_the_file_calls_them(self, real: Reading) -> None:
        assert real["EU.9442.82"].kind == real["EU.9443.81"].kind == "LegalEntity"
        assert real["EU.13894.78"].kind == "Person"


class TestTheListingDate:
    def test_designation_date_wins(self) -> None:
        listing = from_xml(entity(designation_date="2011-05-23")).listings[0]
        assert (listing.listed_on, listing.date_basis) == (date(2011, 5, 23), "stated")

    def test_without_any_statement_it_is_bounded_by_the_first_act(self) -> None:
        listing = from_xml(entity(designation_date="")).listings[0]
        assert (listing.listed_on, listing.date_basis) == (date(2011, 5, 24), "derived")

    def test_without_any_act_it_is_unknown(self) -> None:
        names = (NameAlias(whole_name="Nobody"),)
        bare = entity(
            regulation=Act(programme="SYR"),
            designation_date="",
            names=names,
            births=(),
            addresses=(),
            citizenships=(),
            identifications=(),
        )
        reading = from_xml(bare)
        assert (reading.listings[0].listed_on, reading.listings[0].date_basis) == (None, "unknown")
        assert reading.doubts.counts == {"0 acts for one nameAlias": 1}

    @pytest.mark.parametrize(
        ("text", "programme", "expected"),
        [
            ("Date of listing: 23.5.2011", "SYR", date(2011, 5, 23)),
            ("It buys goods. Date of listing 23.5.2011.", "IRN", date(2011, 5, 23)),
            ("date of listing:15/11/2011", "SYR", date(2011, 11, 15)),
            ("Date of listing: 2011-11-15. Other information: none", "SYR", date(2011, 11, 15)),
            ("Date of listing 15-11-2011.", "SYR", date(2011, 11, 15)),
            ("Date of designation: 28.10.2016", "SYR", date(2016, 10, 28)),
            ("Date of EU designation: 23.6.2008 (UN: 3.3.2008)", "IRN", date(2008, 6, 23)),
            ("Date of EU designation: 23.6.2008", "PRK", date(2008, 6, 23)),
            ("Date of designation: 2.3.2016", "PRK", None),
            ("Date of listing: 9.9.2003", "TAQA", None),
            ("Date of UN designation: 9.6.2010", "IRN", None),
            ("Date of designation referred to in Article 9a(9)(b): 13.3.2015.", "SYR", None),
            ("(26.7.2010, suspended since 16.1.2016)", "IRN", None),
            ("UN designation 09/06/2010 (no longer valid)", "IRN", None),
            ("date of listing: 15.11.201", "SYR", None),
            ("Date of listing: 31.2.2011", "SYR", None),
            ("Date of listing: 1.2.2011. Date of listing: 2.2.2011", "SYR", None),
        ],
    )
    def test_in_words_only_where_the_words_say_so(self, text: str, programme: str, expected: object) -> None:
        regulation = Act(programme=programme)
        assert stated_in_words(entity(remarks=(text,), regulation=regulation), Doubts()) == expected

    def test_a_designation_date_that_is_none_stops_the_import(self) -> None:
        with pytest.raises(SourceError, match=r"designationDate '2011-02-30' of EU\.1\.5"):
            from_xml(entity(designation_date="2011-02-30"))

    @given(st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 1, 1)))
    def test_any_day_in_words_is_read_back(self, day: date) -> None:
        text = f"Date of listing: {day.day}.{day.month}.{day.year}."
        assert stated_in_words(entity(designation_details=text), Doubts()) == day


class TestNames:
    def test_the_main_one_is_english_or_of_no_language(self) -> None:
        names = from_xml(entity()).listings[0].names
        assert [name.type for name in names] == ["alias", "primary", "alias"]

    @pytest.mark.parametrize(
        ("remark", "strong", "expected"),
        [
            ("", "true", "not_stated"),
            ("Low quality alias", "true", "weak"),
            ("lo quality alias", "true", "weak"),
            ("good quality alias", "true", "strong"),
            ("god quality alias", "true", "strong"),
            ("ood quality", "true", "strong"),
            ("", "false", "weak"),
            ("a.k.a.", "true", "not_stated"),
        ],
    )
    def test_strength_is_in_the_remark(self, remark: str, strong: str, expected: object) -> None:
        alias = NameAlias(whole_name="Orik", strong=strong, remarks=(remark,) if remark else (), act=Act())
        assert from_xml(entity(names=(alias,))).listings[0].names[0].strength == expected

    def test_a_weak_name_is_not_the_main_one_if_there_is_another(self) -> None:
        weak = NameAlias(whole_name="Owl", remarks=("low quality alias",))
        arabic = NameAlias(whole_name="اوريك", name_language="AR")
        assert from_xml(entity(names=(weak, arabic))).listings[0].name == "اوريك"

    def test_parts_make_a_name_where_the_whole_is_blank(self) -> None:
        alias = NameAlias(first_name="Orik", last_name="Vantu")
        assert from_xml(entity(names=(alias,))).listings[0].name == "Orik Vantu"

    def test_an_entity_without_a_name_stops_the_import(self) -> None:
        with pytest.raises(SourceError, match=r"no name in EU\.1\.5"):
            from_xml(entity(names=(NameAlias(),)))


class TestNumbers:
    def test_the_logical_id_stands_in_for_a_missing_reference(self) -> None:
        listing = from_xml(entity(eu_reference_number="")).listings[0]
        assert listing.id == "6001"
        assert [reference.type for reference in listing.cross_references] == ["un_reference"]

    def test_a_number_in_other_letters_is_kept_in_both(self) -> None:
        assert [i.value for i in from_xml(entity()).listings[0].identifiers] == ["X-٧٧", "X-77"]

    def test_a_dash_is_no_number(self) -> None:
        dash = Identification(number="-", identification_type_code="passport", remarks=("lost at sea",))
        listing = from_xml(entity(identifications=(dash,))).listings[0]
        assert listing.identifiers == ()
        assert "Identification: lost at sea" in listing.notes

    def test_flags_and_a_new_code(self) -> None:
        odd = Identification(
            number="1",
            identification_type_code="newcode",
            diplomatic="true",
            known_expired="true",
            reported_lost="true",
            revoked_by_issuer="true",
            name_on_document="O. Vantu",
        )
        reading = from_xml(entity(identifications=(odd,)))
        [identifier] = reading.listings[0].identifiers
        assert (identifier.type, identifier.label, identifier.valid) == ("other", "newcode", None)
        assert identifier.note == (
            "diplomatic; known to have expired; reported lost; revoked by issuer; name on document O. Vantu"
        )
        assert reading.doubts.counts["unknown identificationTypeCode 'newcode'"] == 1

    @given(st.sampled_from(["QDi", "KPe", "LYi"]), st.integers(1, 999), st.integers(0, 2))
    def test_a_un_reference_has_three_digits_whatever_its_padding(
        self, regime: str, number: int, zeros: int
    ) -> None:
        assert normalised_un_reference(f"{regime}.{'0' * zeros}{number}") == f"{regime}.{number:03}"

    @pytest.mark.parametrize("text", ["HTi.00", "QDx.1", "QDi43", "QDi.1234", "see QDi.1"])
    def test_what_is_no_un_reference_is_none(self, text: str) -> None:
        assert normalised_un_reference(text) is None


class TestBirths:
    @pytest.mark.parametrize(
        ("birth", "expected"),
        [
            (BirthDate(year="1965", month_of_year="9"), PartialDate.of_month(1965, 9)),
            (BirthDate(year="1965", circa="true"), PartialDate.of_year(1965, circa=True)),
            (
                BirthDate(year="1965", month_of_year="9", day_of_month="1"),
                PartialDate.of_day(date(1965, 9, 1)),
            ),
            (
                BirthDate(year_range_from="1960", year_range_to="1962"),
                PartialDate.of_range(date(1960, 1, 1), date(1962, 12, 31), text="1960-1962"),
            ),
            (BirthDate(year_range_from="1960"), PartialDate.of_text("1960-")),
            (
                BirthDate(year="1343", calendar_type="ISLAMIC"),
                PartialDate.of_text("1343", calendar="islamic"),
            ),
            (
                BirthDate(year="2508", calendar_type="BUDDHIST"),
                PartialDate.of_text("2508", calendar="buddhist"),
            ),
        ],
    )
    def test_every_form_of_date(self, birth: BirthDate, expected: object) -> None:
        assert from_xml(entity(births=(birth,))).listings[0].birth_dates == (expected,)

    @pytest.mark.parametrize(
        "birth",
        [
            BirthDate(birthdate="1965-02-30"),
            BirthDate(birthdate="1965-09-11", year="1966"),
            BirthDate(year="1965", month_of_year="13"),
            BirthDate(year_range_from="1970", year_range_to="1960"),
            BirthDate(year="MCMLXV"),
        ],
    )
    def test_what_is_no_date_is_kept_as_printed_and_counted(self, birth: BirthDate) -> None:
        reading = from_xml(entity(births=(birth,)))
        [found] = reading.listings[0].birth_dates
        assert (found.precision, found.earliest) == ("unknown", None)
        assert reading.doubts.counts["birth date that is none"] == 1

    def test_a_calendar_nobody_knows_is_kept_in_words(self) -> None:
        reading = from_xml(entity(births=(BirthDate(year="12", calendar_type="MAYAN"),)))
        assert reading.listings[0].birth_dates == (PartialDate.of_text("12 (MAYAN)"),)
        assert reading.doubts.counts["unknown calendarType 'MAYAN'"] == 1

    def test_an_empty_element_says_nothing(self) -> None:
        listing = from_xml(entity(births=(BirthDate(country_iso2_code="00", country_description="UNKNOWN"),)))
        assert (listing.listings[0].birth_dates, listing.listings[0].birth_places) == ((), ())


class TestCountriesAndContacts:
    def test_the_code_decides_and_the_description_is_printed(self) -> None:
        address = Address(
            country_iso2_code="CD", country_description="CONGO, Democratic Republic of (was Zaire)"
        )
        [found] = from_xml(entity(addresses=(address,))).listings[0].addresses
        assert found.country == Country("CONGO, Democratic Republic of (was Zaire)", "cd")

    def test_cs_is_serbia_and_montenegro(self) -> None:
        reading = from_xml(entity(addresses=(Address(city="Niš", country_iso2_code="CS"),)))
        country = reading.listings[0].addresses[0].country
        assert country is not None
        assert country.text == "Serbia and Montenegro"
        assert reading.doubts.counts["unknown country"] == 0

    def test_a_country_nobody_knows_is_counted(self) -> None:
        reading = from_xml(entity(addresses=(Address(country_iso2_code="QQ", country_description="OZ"),)))
        assert reading.listings[0].addresses[0].country == Country("OZ", None)
        assert reading.doubts.counts["unknown country"] == 1

    def test_contacts_are_properties(self) -> None:
        contacts = (("PHONE", "+963 1"), ("EMAIL", "a@example.org"), ("PIGEON", "grey"))
        reading = from_xml(entity(addresses=(Address(city="Damascus", contacts=contacts),)))
        properties = {(p.name, p.value) for p in reading.listings[0].properties}
        assert {("phone", "+963 1"), ("email", "a@example.org"), ("PIGEON", "grey")} <= properties
        assert reading.doubts.counts["unknown contactInfo key 'PIGEON'"] == 1


class TestTheCsv:
    def test_xml_and_csv_of_the_same_entries_are_the_same_listings(self) -> None:
        entities = [entity(number) for number in range(1, 121)]
        xml, table = from_xml(*entities), from_csv(eu_csv(*entities))
        assert xml.listings == table.listings
        assert xml.doubts.counts == table.doubts.counts == {}
        assert xml.edition.published_on == table.edition.published_on

    def test_rows_of_one_entity_may_stand_apart(self) -> None:
        header, *rows = eu_csv(entity(1), entity(2)).splitlines(keepends=True)
        assert {x.id for x in from_csv(header + b"".join(rows[::2] + rows[1::2])).listings} == {
            "EU.1.5",
            "EU.2.5",
        }

    def test_a_stray_quotation_mark_harms_its_own_row_at_most(self) -> None:
        content = eu_csv(*(entity(number) for number in range(1, 50))).decode()
        reading = from_csv(content.replace("Orik Vantu 7;", '"Orik Vantu 7;', 1).encode())
        assert len(reading.listings) == 49
        assert reading["EU.7.5"].name == '"Orik Vantu 7'

    def test_a_row_with_a_missing_cell_is_counted(self) -> None:
        content = eu_csv(*(entity(number) for number in range(1, 50)))
        reading = from_csv(content.replace(b";Orik Vantu 7;", b";Orik Vantu 7", 1))
        assert reading.doubts.counts["row with a wrong number of cells"] == 1
        assert [name.text for name in reading["EU.7.5"].names] == ["اوريك", 'Ori "the; Owl"']

    def test_too_many_broken_rows_stop_the_import(self) -> None:
        content = eu_csv(*(entity(number) for number in range(1, 50)))
        with pytest.raises(SourceError, match="49 of 392 rows have not 118 cells"):
            from_csv(content.replace(b";Orik;", b";"))

    def test_a_cut_in_the_last_row_is_noticed(self) -> None:
        with pytest.raises(SourceError, match="cut off inside its last row"):
            from_csv(eu_csv(*(entity(number) for number in range(1, 50)))[:-40])

    def test_a_line_break_outside_any_quotation_harms_nothing(self) -> None:
        content = eu_csv(entity(1), entity(2)).replace(b"Orik Vantu 1", b"Orik\nVantu 1")
        assert from_csv(content)["EU.1.5"].name == "Orik Vantu 1"

    def test_line_breaks_inside_a_cell(self) -> None:
        reading = from_csv(eu_csv(entity(remarks=("one\nline, and; another",)), entity(2)))
        assert reading["EU.1.5"].notes == ("one line, and; another",)

    def test_a_heading_nobody_knows_is_counted_and_a_needed_one_missed(self) -> None:
        content = eu_csv(entity())
        reading = from_csv(content.replace(b"NameAlias_Title", b"NameAlias_Charm"))
        assert reading.doubts.counts["unknown column NameAlias_Charm"] == 1
        with pytest.raises(SourceError, match="no column for wholeName"):
            from_csv(content.replace(b"NameAlias_WholeName", b"NameAlias_Entire"))

    def test_another_number_of_columns_stops_the_import(self) -> None:
        with pytest.raises(SourceError, match="117 columns, 118 expected"):
            from_csv(eu_csv(entity()).replace(b";Citizenship_Regulation_PublicationUrl", b""))

    @pytest.mark.parametrize("generated", ["24/02/2026", "2026-02-24", "2026-02-24T00:26:41Z"])
    def test_the_generation_date_in_every_form(self, generated: str) -> None:
        assert from_csv(eu_csv(entity(), generated=generated)).edition.published_on == date(2026, 2, 24)


class TestShape:
    def test_unknown_elements_and_attributes_are_counted(self) -> None:
        content = (
            eu_xml(entity())
            .replace(b"<subjectType", b"<mood>grim</mood><subjectType")
            .replace(b"<citizenship ", b'<citizenship since="1990" ')
            .replace(b"</export>", b'<sanctionShip logicalId="1"/></export>')
            .replace(b"</identification>", b"in words</identification>", 1)
            .replace(b"<sanctionEntity", b"<notice>new</notice><sanctionEntity")
        )
        counts = read_bytes(SOURCE, eu_dot_xml=content).doubts.counts
        assert counts == {
            "unknown element <mood>": 1,
            "unknown element <notice>": 1,
            "unknown element <sanctionShip>": 1,
            "text in <identification>": 1,
            "unknown attribute citizenship@since": 1,
        }

    def test_additional_information_is_a_note(self) -> None:
        content = eu_xml(entity()).replace(
            b"<regulation ", b'<additionalInformation key="a">b</additionalInformation><regulation ', 1
        )
        assert read_bytes(SOURCE, eu_dot_xml=content).listings[0].notes == ("Invented for a test.", "b", "a")

    def test_new_programmes_and_genders_are_counted(self) -> None:
        regulation = Act(programme="NEW", number_title="1/2027")
        names = (NameAlias(whole_name="Orik", gender="X"),)
        reading = from_xml(entity(regulation=regulation, names=names))
        assert reading.listings[0].programmes[0].code == "NEW"
        assert reading.listings[0].genders == ("X",)
        assert reading.doubts.counts["unknown programme 'NEW'"] == 1
        assert reading.doubts.counts["unknown gender 'X'"] == 1

    def test_a_delisting_date_is_kept_and_counted(self) -> None:
        reading = from_xml(entity(delisting_date="2025-01-01"))
        assert reading.doubts.counts["delistingDate stated for a listed entity"] == 1

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"subject_types": ("vessel", "V")}, "subject type"),
            ({"subject_types": ("person", "E")}, "subject type"),
            ({"regulation": Act()}, "no programme"),
            ({"logical_id": "12a"}, "logicalId '12a' is no number"),
        ],
    )
    def test_an_entity_that_cannot_be_one_stops_the_import(
        self, changes: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(SourceError, match=message):
            from_xml(entity(**changes))

    def test_numbers_are_given_once(self) -> None:
        with pytest.raises(SourceError, match="6001 stands there twice"):
            from_xml(entity(1), entity(1, eu_reference_number="EU.9.9"))
        with pytest.raises(SourceError, match=r"EU\.1\.5 stands there twice"):
            from_xml(entity(1), entity(2, eu_reference_number="EU.1.5"))

    def test_two_regulations_or_none_stop_the_import(self) -> None:
        content = eu_xml(entity())
        with pytest.raises(SourceError, match="has 0 regulations"):
            read_bytes(
                SOURCE,
                eu_dot_xml=content.replace(b"regulation ", b"remark ").replace(
                    b"</regulation>", b"</remark>"
                ),
            )
        with pytest.raises(SourceError, match="has 2 regulations"):
            read_bytes(
                SOURCE,
                eu_dot_xml=content.replace(b"<subjectType", b'<regulation programme="SYR"/><subjectType'),
            )

    def test_no_entity_at_all_stops_the_import(self) -> None:
        with pytest.raises(SourceError, match="not a single sanctionEntity"):
            from_xml()

    def test_a_date_of_generation_that_is_none_stops_the_import(self) -> None:
        with pytest.raises(SourceError, match="generation date 'soon' is no date"):
            read_bytes(SOURCE, eu_dot_xml=eu_xml(entity(), generated="soon"))

    @pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
    def test_a_truncated_file_stops_the_import(self, share: float) -> None:
        content = eu_xml(*(entity(number) for number in range(1, 30)))
        with pytest.raises(SourceError, match=r"eu\.xml"):
            read_bytes(SOURCE, eu_dot_xml=content[: int(len(content) * share)])

    def test_entities_of_a_bomb_are_never_expanded(self) -> None:
        bomb = "".join(f'<!ENTITY b{i} "{f"&b{i - 1};" * 10 if i else "lol"}">' for i in range(12))
        content = eu_xml(entity()).replace(b"<export", f"<!DOCTYPE export [{bomb}]>\n<export".encode(), 1)
        with pytest.raises(SourceError):
            read_bytes(SOURCE, eu_dot_xml=content.replace(b"Head of nothing", b"&b11;"))

    def test_another_encoding_stops_the_import(self) -> None:
        content = eu_xml(entity())
        with pytest.raises(SourceError):
            read_bytes(SOURCE, eu_dot_xml=content.replace(b"Old Town", "Vieille Cité".encode("cp1252")))
        with pytest.raises(SourceError, match="declared as"):
            read_bytes(SOURCE, eu_dot_xml=content.replace(b"UTF-8", b"ISO-8859-1"))

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"PK\x05\x06",
            b"{}",
            b"<html><body>Error 500</body></html>",
            b"<export/>",
            b"<CONSOLIDATED_LIST dateGenerated='2026-01-01'/>",
            b"id,name\n1,a\n",
            b"\xff\xfe\x00\x01",
        ],
    )
    def test_a_stranger_is_not_recognised(self, content: bytes, tmp_path: Path) -> None:
        path = tmp_path / "stranger"
        path.write_bytes(content)
        assert SOURCE.recognise(Document("stranger", path)) is None
        with pytest.raises(SourceError, match="stranger"):
            SOURCE.read([Document("stranger", path)], Doubts())

    @given(st.binary(max_size=400))
    def test_no_bytes_make_anything_but_a_source_error(
        self, tmp_path_factory: pytest.TempPathFactory, noise: bytes
    ) -> None:
        path = tmp_path_factory.mktemp("noise") / "noise.xml"
        content = eu_xml(entity())
        path.write_bytes(content[:900] + noise + content[900:])
        document = Document("noise.xml", path)
        try:
            listings = list(SOURCE.read([document], Doubts()).listings)
        except SourceError:
            return
        assert all(msgspec.json.encode(listing) for listing in listings)
