import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders.un import entity, individual, un_xml
from support.reading import Reading, read_bytes, read_files
from support.shared import shared_list

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts
from ostrakon.lists.sources.un_sc_sanctions import SOURCE
from ostrakon.lists.sources.un_sc_sanctions.names import split_names
from ostrakon.lists.sources.un_sc_sanctions.reader import read_records
from ostrakon.lists.sources.un_sc_sanctions.records import Record
from ostrakon.lists.unpacking import unpack
from ostrakon.model import Country, Identifier, PartialDate

DAYS = ("2017-06-30", "2020-03-20", "2024-12-31", "2025-09-03", "2025-11-18", "2026-08-01")


class Real(msgspec.Struct):
    """One real file: what the reader met, and what it made of it."""

    records: list[Record]
    reading: Reading
    mentions_of_syria: int
    text: str


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Real]:
    held: dict[str, Real] = {}

    def read(day: str) -> Real:
        if day not in held:
            file = shared_list(f"un_sc_sanctions/{day}/consolidated.xml.gz")
            [document] = unpack(file, tmp_path_factory.mktemp(day))
            text = document.read().decode()
            starts = text.split("<INDIVIDUAL>")[1:] + text.split("<ENTITY>")[1:]
            entries = [start.split("</INDIVIDUAL>")[0].split("</ENTITY>")[0] for start in starts]
            mentions = sum("Syria" in entry for entry in entries)
            held[day] = Real(list(read_records(document, Doubts())), read_files(SOURCE, file), mentions, text)
        return held[day]

    return read


def read_un(*individuals: dict[str, Any], generated: str = "2026-08-01T23:00:03.110Z") -> Reading:
    return read_bytes(SOURCE, un_dot_xml=un_xml(individuals, generated=generated))


class TestTheRealFiles:
    """The control totals of facts 5.5."""

    @pytest.mark.parametrize(
        ("day", "individuals", "entities"),
        [
            ("2017-06-30", 653, 371),
            ("2020-03-20", 709, 305),
            ("2024-12-31", 685, 193),
            ("2025-09-03", 684, 195),
            ("2025-11-18", 727, 273),
            ("2026-08-01", 736, 275),
        ],
    )
    def test_individuals_and_entities(
        self, real: Callable[[str], Real], day: str, individuals: int, entities: int
    ) -> None:
        file = real(day)
        kinds = Counter(listing.kind for listing in file.reading.listings)
        assert kinds == {"Person": individuals, "LegalEntity": entities}
        assert str(file.reading.edition.published_on) == day
        assert all(listing.listed_on for listing in file.reading.listings)
        assert all(listing.date_basis == "stated" for listing in file.reading.listings)

    @pytest.mark.parametrize(
        ("day", "good", "low", "aka", "fka"),
        [
            ("2020-03-20", 1_478, 609, 552, 14),
            ("2024-12-31", 1_515, 627, 560, 18),
            ("2025-09-03", 1_504, 619, 571, 18),
            ("2025-11-18", 1_525, 615, 594, 19),
            ("2026-08-01", 1_529, 623, 584, 19),
        ],
    )
    def test_aliases_that_are_not_empty(
        self, real: Callable[[str], Real], day: str, good: int, low: int, aka: int, fka: int
    ) -> None:
        aliases = [alias for record in real(day).records for alias in record.alias if alias.alias_name]
        qualities = Counter(alias.quality for alias in aliases)
        assert qualities == {"Good": good, "Low": low, "a.k.a.": aka, "f.k.a.": fka}
        names = [name for listing in real(day).reading.listings for name in listing.names]
        by_strength = Counter(name.strength for name in names)
        assert by_strength["strong"] >= good
        assert by_strength["weak"] >= low
        assert sum(name.type == "former" for name in names) >= fka

    @pytest.mark.parametrize(
        ("day", "elements", "persons"),
        [
            ("2020-03-20", 889, 671),
            ("2024-12-31", 714, 657),
            ("2025-09-03", 869, 656),
            ("2025-11-18", 916, 679),
            ("2026-08-01", 945, 685),
        ],
    )
    def test_birth_elements_and_persons_with_a_value(
        self, real: Callable[[str], Real], day: str, elements: int, persons: int
    ) -> None:
        file = real(day)
        assert sum(len(record.date_of_birth) for record in file.records) == elements
        assert sum(bool(listing.birth_dates) for listing in file.reading.listings) == persons

    @pytest.mark.parametrize(
        ("day", "nationality", "script"),
        [
            ("2020-03-20", 628, 365),
            ("2024-12-31", 620, 338),
            ("2025-09-03", 619, 338),
            ("2025-11-18", 622, 337),
            ("2026-08-01", 634, 337),
        ],
    )
    def test_persons_with_nationality_and_original_script(
        self, real: Callable[[str], Real], day: str, nationality: int, script: int
    ) -> None:
        persons = [listing for listing in real(day).reading.listings if listing.kind == "Person"]
        # SDi.001 prints "na", which the totals count and which is no nationality.
        assert sum(bool(person.nationalities) for person in persons) == nationality - 1
        originals = [n for person in persons for n in person.names if n.type == "original_script"]
        assert len(originals) == script

    @pytest.mark.parametrize(
        ("day", "totals"),
        [
            ("2020-03-20", (349, 140, 155, 84, 147, 45, 30)),
            ("2024-12-31", (344, 140, 155, 0, 76, 53, 30)),
            ("2025-09-03", (343, 140, 155, 0, 76, 53, 30)),
            ("2025-11-18", (341, 140, 155, 121, 76, 53, 30)),
            ("2026-08-01", (336, 140, 155, 121, 75, 61, 31)),
        ],
    )
    def test_regimes(self, real: Callable[[str], Real], day: str, totals: tuple[int, ...]) -> None:
        regimes = Counter(listing.programmes[0].code for listing in real(day).reading.listings)
        names = ("Al-Qaida", "Taliban", "DPRK", "Iran", "Iraq", "DRC", "Libya")
        assert tuple(regimes[name] for name in names) == totals

    @pytest.mark.parametrize(
        ("day", "passports", "latest", "mentions"),
        [
            ("2020-03-20", 296, "2020-03-04", 83),
            ("2024-12-31", 286, "2024-11-08", 88),
            ("2025-09-03", 287, "2025-07-08", 92),
            ("2025-11-18", 308, "2025-10-17", 90),
            ("2026-08-01", 350, "2026-07-22", 89),
        ],
    )
    def test_passports_latest_listing_and_mentions_of_syria(
        self, real: Callable[[str], Real], day: str, passports: int, latest: str, mentions: int
    ) -> None:
        file = real(day)
        types = Counter(d.type_of_document for record in file.records for d in record.document)
        assert types["Passport"] == passports
        assert str(max(listing.listed_on for listing in file.reading.listings if listing.listed_on)) == latest
        assert file.mentions_of_syria == mentions

    @pytest.mark.parametrize(("day", "blanks", "offsets"), [("2020-03-20", 40, 11), ("2026-08-01", 12, 9)])
    def test_blanks_after_references_and_offsets_after_days_are_cut(
        self, real: Callable[[str], Real], day: str, blanks: int, offsets: int
    ) -> None:
        file = real(day)
        assert len(re.findall(r"\s</REFERENCE_NUMBER>", file.text)) == blanks
        printed = re.findall(r"<LISTED_ON>(\d{4}-\d\d-\d\d)(.*?)</LISTED_ON>", file.text)
        assert sum(bool(offset) for _, offset in printed) == offsets
        assert Counter(day for day, _ in printed) == Counter(str(x.listed_on) for x in file.reading.listings)
        assert all(re.fullmatch(r"[A-Z]{2}[ie]\.\d{3}", x.id) for x in file.reading.listings)

    @pytest.mark.parametrize("day", DAYS)
    def test_little_is_not_understood(self, real: Callable[[str], Real], day: str) -> None:
        doubts = real(day).reading.doubts.counts
        expected = {"'na' printed for nothing": 2}
        if day < "2024":
            expected["unknown country"] = 18  # "Sudan/South Sudan", "Possibly Ethiopian"
        if day == "2017-06-30":
            expected["unknown type of document"] = 1
        if day == "2024-12-31":
            expected["'null' printed for nothing"] = 4
        assert doubts == expected

    @pytest.mark.parametrize("day", DAYS)
    def test_the_misplaced_birth_dates_are_labelled(self, real: Callable[[str], Real], day: str) -> None:
        assert len(real(day).reading.edition.remarks) == (1 if day == "2024-12-31" else 0)

    def test_the_misplaced_birth_dates_are_found_again(self, real: Callable[[str], Real]) -> None:
        def dates(day: str) -> dict[str, set[tuple[date | None, date | None]]]:
            listings = real(day).reading.listings
            return {x.id: {(d.earliest, d.latest) for d in x.birth_dates} for x in listings}

        before, after = dates("2024-12-31"), dates("2025-09-03")
        changed = [key for key in before.keys() & after.keys() if before[key] != after[key]]
        assert len(changed) < 10  # about 100 by the elements alone: facts 5.4

    @pytest.mark.parametrize("day", DAYS)
    def test_aiman_muhammed(self, real: Callable[[str], Real], day: str) -> None:
        listing = real(day).reading["QDi.006"]
        assert listing.name == "AIMAN MUHAMMED RABI AL-ZAWAHIRI"
        assert listing.cross_references == (Identifier("un_data_id", "111923", label="DATAID"),)
        assert (listing.listed_on, listing.date_basis) == (date(2001, 1, 25), "stated")
        assert listing.programmes[0].code == "Al-Qaida"
        assert listing.measures == ("Asset freeze", "Travel ban")
        assert listing.birth_dates[0] == PartialDate.of_day(date(1951, 6, 19))
        assert Country("Egypt", "eg") in listing.nationalities
        assert {i.value for i in listing.identifiers if i.type == "passport"} >= {"1084010", "19820215"}

    def test_aiman_muhammed_in_2026(self, real: Callable[[str], Real]) -> None:
        listing = real("2026-08-01").reading["QDi.006"]
        assert Counter(name.type for name in listing.names) == {
            "primary": 1,
            "original_script": 1,
            "alias": 15,
        }
        assert Counter(n.strength for n in listing.names if n.type == "alias") == {"strong": 13, "weak": 2}
        assert [part.text for part in listing.names[0].parts] == ["AIMAN", "MUHAMMED", "RABI", "AL-ZAWAHIRI"]
        assert listing.names[1].text == "أيمن محمد ربيع الظواهري"
        assert listing.amended_on == date(2025, 3, 11)
        assert listing.titles == ("Doctor", "Dr.")
        assert listing.addresses == ()
        [place] = listing.birth_places
        assert (place.text, place.town, place.country) == ("Giza, Egypt", "Giza", Country("Egypt", "eg"))

    @pytest.mark.parametrize("day", DAYS)
    def test_gaston_iyamuremye(self, real: Callable[[str], Real], day: str) -> None:
        listing = real(day).reading["CDi.003"]
        assert listing.name == "GASTON IYAMUREMYE"
        assert listing.cross_references[0].value == "6907995"
        assert listing.listed_on == date(2010, 12, 1)
        assert listing.amended_on == date(2016, 10, 13)
        assert sum(name.type == "alias" for name in listing.names) == 4
        [birth] = listing.birth_dates
        assert (birth.precision, birth.text) == ("year", "1948")  # EXACT, yet only the year is known

    @pytest.mark.parametrize("day", DAYS)
    def test_the_nusrah_front_was_listed_until_2026(self, real: Callable[[str], Real], day: str) -> None:
        listings = {listing.id: listing for listing in real(day).reading.listings}
        if day == "2026-08-01":
            assert "QDe.137" not in listings
        else:
            listing = listings["QDe.137"]
            assert (listing.kind, listing.listed_on) == ("LegalEntity", date(2014, 5, 14))
            assert listing.measures == ("Asset freeze",)
            assert {"Jabhat al-Nusrah", "Al-Nusra Front"} <= {name.text for name in listing.names}

    def test_an_entry_that_came_back_kept_its_number(self, real: Callable[[str], Real]) -> None:
        for day in ("2020-03-20", "2025-11-18"):
            listing = real(day).reading["IRe.001"]
            assert listing.cross_references[0].value == "110403"
            assert listing.listed_on == date(2006, 12, 23)
        assert "IRe.001" not in {listing.id for listing in real("2025-09-03").reading.listings}


class TestAnEntry:
    def test_every_field_of_a_person(self) -> None:
        listing = read_un(individual()).listings[0]
        assert (listing.id, listing.kind, listing.name) == ("CDi.001", "Person", "ORIK VANTU MOSSO THE 1TH")
        assert [(n.text, n.type, n.strength, n.note) for n in listing.names[1:]] == [
            ("اوريك", "original_script", "not_stated", None),
            ("Orik V.", "alias", "strong", "nom de guerre"),
            ("Ori", "alias", "weak", "born 1971"),
            ("Orko", "alias", "weak", "born 1971"),
        ]
        assert listing.genders == ("male",)
        assert listing.titles == ("Colonel", "Dr.")
        assert listing.positions == ("Quartermaster",)
        assert listing.nationalities == (Country("Rwanda", "rw"),)
        assert listing.amended_on == date(2016, 10, 13)
        assert [d.text for d in listing.birth_dates] == ["1970-05-17", "1971 (as Ori; Orko)"]
        assert listing.birth_places[0].text == "Boda, Musanze, Northern Province, Rwanda"
        [address] = listing.addresses
        assert address.text == "1 Test Street, Goma, North Kivu, 0578, Democratic Republic of the Congo"
        assert (address.region, address.postal_code, address.note) == (
            "North Kivu",
            "0578",
            "as of June 2016",
        )
        [passport] = listing.identifiers
        assert (passport.type, passport.value, passport.label) == (
            "passport",
            "X0012345",
            "diplomatic passport",
        )
        assert passport.country == Country("Rwanda", "rw")
        assert passport.note == "cancelled; issued in Nairobi, Kenya"
        assert passport.issued_on == PartialDate.of_day(date(2010, 2, 18))
        assert passport.expires_on == PartialDate.of_day(date(2020, 2, 17))
        assert listing.notes == ("Invented for a test.",)
        assert [(p.name, p.value) for p in listing.properties] == [
            ("amendedOn", "2014-08-13"),
            ("amendedOn", "2016-10-13"),
            ("hasInterpolLink", "YES"),
            ("interpolLink", "https://example.org/notice"),
            ("submittedBy", "Nowhere"),
        ]

    def test_every_field_of_an_entity(self) -> None:
        reading = read_bytes(SOURCE, un_dot_xml=un_xml(entities=[entity()]))
        listing = reading.listings[0]
        assert (listing.id, listing.kind) == ("KPe.001", "LegalEntity")  # printed with a trailing blank
        assert listing.listed_on == date(2015, 7, 1)  # the offset is cut off, not applied
        assert [(n.text, n.type, n.strength) for n in listing.names[2:]] == [
            ("NTC", "alias", "not_stated"),
            ("Somewhere Trading", "former", "not_stated"),
        ]
        assert [address.text for address in listing.addresses] == ["Office 7, Nowhere"]
        assert listing.measures == ("Asset freeze",)
        assert reading.doubts.counts == {}

    def test_two_names_in_the_main_element(self) -> None:
        changes: dict[str, Any] = {"FIRST_NAME": "GREAT AIR (GA) ; LAKES AIR (LA)", "ENTITY_ALIAS": None}
        names = read_bytes(SOURCE, un_dot_xml=un_xml(entities=[entity(**changes)])).listings[0].names
        assert [(n.text, n.type) for n in names[:2]] == [
            ("GREAT AIR (GA)", "primary"),
            ("LAKES AIR (LA)", "alias"),
        ]

    @pytest.mark.parametrize(
        ("regime", "measures"),
        [
            ("Taliban", ("Asset freeze", "Travel ban")),
            ("Iraq", ("Asset freeze",)),
            ("GB", ("Travel ban",)),
        ],
    )
    def test_measures_on_persons_follow_the_regime(self, regime: str, measures: tuple[str, ...]) -> None:
        assert read_un(individual(UN_LIST_TYPE=regime)).listings[0].measures == measures


class TestNames:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("Fazel Rahim; Fazil Rahim", ["Fazel Rahim", "Fazil Rahim"]),
            ("حسن غول (Hassan Ghul; Hassan Gul)", ["حسن غول", "Hassan Ghul", "Hassan Gul"]),
            ("M. Sabet b) M. Javad Kareemi", ["M. Sabet", "M. Javad Kareemi"]),
            ("GREAT LAKES (GLBC)", ["GREAT LAKES (GLBC)"]),
            ("A;", ["A"]),
            (";", [";"]),
        ],
    )
    def test_joined_names_are_taken_apart(self, text: str, names: list[str]) -> None:
        assert split_names(text) == names

    @given(st.lists(st.text("abcdef -'", min_size=1).filter(str.strip), min_size=1, max_size=6))
    def test_no_name_is_lost_or_invented(self, names: list[str]) -> None:
        assert split_names("; ".join(names)) == [name.strip() for name in names]

    def test_a_bracket_that_never_closes_is_no_trap(self) -> None:
        assert split_names("A (" + ";" * 100_000) == ["A ("]  # hours, if every split were tried

    def test_an_unknown_quality_is_counted(self) -> None:
        reading = read_un(individual(INDIVIDUAL_ALIAS=[{"QUALITY": "Fair", "ALIAS_NAME": "Owl"}]))
        assert reading.listings[0].names[-1].strength == "not_stated"
        assert reading.doubts.counts == {"unknown alias quality 'Fair'": 1}


class TestBirths:
    @pytest.mark.parametrize(
        ("birth", "expected"),
        [
            ({"TYPE_OF_DATE": "EXACT", "YEAR": "1948"}, PartialDate.of_year(1948)),
            ({"TYPE_OF_DATE": "Approximately", "YEAR": "1966"}, PartialDate.of_year(1966, circa=True)),
            (
                {"TYPE_OF_DATE": "EXACT", "DATE": "1960-01-01-05:00"},
                PartialDate.of_day(date(1960, 1, 1), text="1960-01-01-05:00"),
            ),
            (
                {"TYPE_OF_DATE": "BETWEEN", "FROM_YEAR": "1958", "TO_YEAR": "1963", "NOTE": "Approximately"},
                PartialDate.of_range(date(1958, 1, 1), date(1963, 12, 31), text="1958-1963 (Approximately)"),
            ),
            ({"TYPE_OF_DATE": "EXACT", "NOTE": "30-35 years old"}, PartialDate.of_text("30-35 years old")),
            (
                {"TYPE_OF_DATE": "EXACT", "YEAR": "1973", "NOTE": "Nov. 1973"},
                PartialDate.of_year(1973, text="1973 (Nov. 1973)"),
            ),
        ],
    )
    def test_every_form_of_date(self, birth: dict[str, str], expected: PartialDate) -> None:
        changes: dict[str, Any] = {"INDIVIDUAL_DATE_OF_BIRTH": [birth], "INDIVIDUAL_ALIAS": None}
        assert read_un(individual(**changes)).listings[0].birth_dates == (expected,)

    @pytest.mark.parametrize(
        "birth",
        [
            {"DATE": "1960-02-30"},
            {"YEAR": "196"},
            {"FROM_YEAR": "1970", "TO_YEAR": "1960"},
            {"TO_YEAR": "1960"},
        ],
    )
    def test_what_is_no_date_is_kept_as_printed_and_counted(self, birth: dict[str, str]) -> None:
        changes: dict[str, Any] = {"INDIVIDUAL_DATE_OF_BIRTH": [birth], "INDIVIDUAL_ALIAS": None}
        reading = read_un(individual(**changes))
        assert reading.listings[0].birth_dates[0].earliest is None
        assert reading.doubts.counts == {"birth date that is none": 1}

    def test_a_date_in_an_alias_without_a_name_is_a_birth_date(self) -> None:
        aliases = [
            {"QUALITY": "", "ALIAS_NAME": "", "DATE_OF_BIRTH": text}
            for text in ("1953", "1970-05-17", "null")
        ]
        reading = read_un(individual(INDIVIDUAL_ALIAS=aliases), generated="2024-12-31T00:00:01Z")
        assert [d.text for d in reading.listings[0].birth_dates] == ["1970-05-17", "1953"]
        assert reading.doubts.counts == {"'null' printed for nothing": 1}

    @pytest.mark.parametrize(
        ("generated", "remarks"), [("2023-09-28", 0), ("2023-09-29", 1), ("2024-12-31", 1), ("2025-01-01", 0)]
    )
    def test_the_issuers_defect_is_named_in_its_window(self, generated: str, remarks: int) -> None:
        assert len(read_un(individual(), generated=generated).edition.remarks) == remarks


class TestDocuments:
    @pytest.mark.parametrize(
        ("document", "expected"),
        [
            ({"TYPE_OF_DOCUMENT": "Numéro de passeport", "NUMBER": "1"}, ("passport", "1")),
            ({"TYPE_OF_DOCUMENT": "Número de pasaporte", "NUMBER": "1"}, ("passport", "1")),
            ({"TYPE_OF_DOCUMENT": "National Identification\n   Number", "NUMBER": "1"}, ("national_id", "1")),
            (
                {
                    "TYPE_OF_DOCUMENT": "National Identification Number",
                    "TYPE_OF_DOCUMENT2": "national passport",
                    "NUMBER": "1",
                },
                ("passport", "1"),
            ),
            (
                {
                    "TYPE_OF_DOCUMENT": "National Identification Number",
                    "TYPE_OF_DOCUMENT2": "Birth certificate",
                    "NUMBER": "1",
                },
                ("other", "1"),
            ),
            (
                {
                    "TYPE_OF_DOCUMENT": "National Identification Number",
                    "TYPE_OF_DOCUMENT2": "Italian Fiscal Code:",
                    "NUMBER": "1",
                },
                ("tax", "1"),
            ),
            (
                {"TYPE_OF_DOCUMENT": "Passport", "TYPE_OF_DOCUMENT2": "number:", "NUMBER": "1"},
                ("passport", "1"),
            ),
            (
                {
                    "TYPE_OF_DOCUMENT": "National Identification Number",
                    "TYPE_OF_DOCUMENT2": "identification card (tazkira) number 57388",
                },
                ("national_id", "57388"),
            ),
            (
                {
                    "TYPE_OF_DOCUMENT": "Passport",
                    "NOTE": "Tunisian passport number L 191609 issued on 28 Feb. 1996",
                },
                ("passport", "L 191609"),
            ),
        ],
    )
    def test_type_and_number(self, document: dict[str, str], expected: tuple[str, str]) -> None:
        [identifier] = read_un(individual(INDIVIDUAL_DOCUMENT=[document])).listings[0].identifiers
        assert (identifier.type, identifier.value) == expected

    def test_without_a_number_it_is_a_note(self) -> None:
        document = {"TYPE_OF_DOCUMENT": "Passport", "ISSUING_COUNTRY": "Egypt", "NOTE": "issued in 1993"}
        listing = read_un(individual(INDIVIDUAL_DOCUMENT=[document])).listings[0]
        assert listing.identifiers == ()
        assert listing.notes[1:] == ("Document: Passport, Egypt, issued in 1993",)

    def test_an_unknown_type_is_counted(self) -> None:
        reading = read_un(individual(INDIVIDUAL_DOCUMENT=[{"TYPE_OF_DOCUMENT": "Badge", "NUMBER": "1"}]))
        assert reading.doubts.counts == {"unknown type of document": 1}


class TestShape:
    def test_what_the_layout_does_not_know_is_counted(self) -> None:
        content = un_xml(
            [
                individual(
                    MOOD="grim",
                    GENDER="Unknown",
                    UN_LIST_TYPE="Atlantis",
                    VERSIONNUM="2",
                    DELISTED_ON="2025-01-01",
                    NATIONALITY={"VALUE": ["Possibly Atlantean"], "GUESS": ["Oz"]},
                    LAST_DAY_UPDATED={"VALUE": ["soon"]},
                    INDIVIDUAL_ADDRESS=[{"CITY": "Goma", "PLANET": "Earth"}],
                    REFERENCE_NUMBER="CDe.001",
                )
            ]
        ).replace(b"<INDIVIDUAL>", b"<NOTICE>new</NOTICE><INDIVIDUAL>", 1)
        reading = read_bytes(SOURCE, un_dot_xml=content)
        assert reading.doubts.counts == {
            "unknown element <NOTICE>": 1,
            "unknown element <MOOD>": 1,
            "unknown element <GUESS>": 1,
            "unknown element <PLANET>": 1,
            "unknown UN_LIST_TYPE 'Atlantis'": 1,
            "reference number of the other section": 1,
            "DELISTED_ON stated for a listed entry": 1,
            "new value of VERSIONNUM": 1,
            "LAST_DAY_UPDATED that is no date": 1,
            "unknown country": 2,
        }
        assert ("gender", "Unknown") in {(p.name, p.value) for p in reading.listings[0].properties}
        assert reading.listings[0].genders == ()

    def test_a_repeated_element_is_joined_and_counted(self) -> None:
        reading = read_un(individual(COMMENTS1=["One.", "Two."]))
        assert reading.listings[0].notes == ("One. Two.",)
        assert reading.doubts.counts == {"repeated element <COMMENTS1>": 1}

    def test_a_section_of_a_new_kind_is_counted(self) -> None:
        ships = b"<VESSELS><VESSEL><DATAID>1</DATAID></VESSEL></VESSELS>"
        content = un_xml([individual()]).replace(b"</CONSOLIDATED_LIST>", ships + b"</CONSOLIDATED_LIST>")
        reading = read_bytes(SOURCE, un_dot_xml=content)
        assert reading.doubts.counts == {"unknown element <VESSELS>": 1}

    def test_marks_inside_a_text_cost_no_word_of_it(self) -> None:
        content = un_xml([individual(COMMENTS1="One.@ Two.")]).replace(b"@", b"<br class='x'/>")
        reading = read_bytes(SOURCE, un_dot_xml=content)
        assert reading.listings[0].notes == ("One. Two.",)
        assert reading.doubts.counts == {
            "unknown element <br> in a text": 1,
            "unknown attribute COMMENTS1@class": 1,
        }

    def test_a_comment_does_not_cut_a_text(self) -> None:
        content = un_xml([individual()]).replace(b"ORIK", b"OR<!-- here -->IK")
        assert read_bytes(SOURCE, un_dot_xml=content).listings[0].name.startswith("ORIK VANTU")

    def test_a_control_byte_costs_a_letter_not_the_list(self) -> None:
        content = un_xml([individual(COMMENTS1="the colonel@s men")]).replace(b"@", b"\x19")
        reading = read_bytes(SOURCE, un_dot_xml=content)
        assert reading.listings[0].notes == ("the colonel\N{REPLACEMENT CHARACTER}s men",)
        assert reading.doubts.counts == {"control byte replaced": 1}

    def test_indentation_quotes_and_a_missing_line_break_do_not_matter(self) -> None:
        content = un_xml([individual()])
        other = content.replace(b"?>\n", b"?>").replace(b"><", b">\n\t<").replace(b'"', b"'")
        assert (
            read_bytes(SOURCE, un_dot_xml=content).listings == read_bytes(SOURCE, un_dot_xml=other).listings
        )

    @pytest.mark.parametrize(
        "name", ["DATAID", "REFERENCE_NUMBER", "FIRST_NAME", "LISTED_ON", "UN_LIST_TYPE"]
    )
    def test_what_every_entry_has_must_be_there(self, name: str) -> None:
        with pytest.raises(SourceError, match=f"no {name} in INDIVIDUAL"):
            read_un(individual(1, **{name: ""}))

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"REFERENCE_NUMBER": "QD.6"}, r"'QD\.6' is not like QDi\.006"),
            ({"LISTED_ON": "yesterday"}, r"LISTED_ON 'yesterday' of CDi\.001 is no date"),
            ({"LISTED_ON": "1998-12-31"}, "LISTED_ON 1998-12-31, in a list of 2026-08-01"),
            ({"LISTED_ON": "2026-08-02"}, "LISTED_ON 2026-08-02, in a list of 2026-08-01"),
        ],
    )
    def test_an_entry_that_cannot_be_one_stops_the_import(
        self, changes: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(SourceError, match=message):
            read_un(individual(**changes))

    def test_numbers_are_given_once(self) -> None:
        with pytest.raises(SourceError, match=r"CDi\.001 .* twice"):
            read_un(individual(1), individual(1, DATAID="7"))
        with pytest.raises(SourceError, match=r"690001 .* twice"):
            read_un(individual(1), individual(2, DATAID="690001"))

    def test_no_entry_at_all_stops_the_import(self) -> None:
        with pytest.raises(SourceError, match="not a single INDIVIDUAL or ENTITY"):
            read_un()

    def test_a_date_of_generation_that_is_none_stops_the_import(self) -> None:
        with pytest.raises(SourceError, match="dateGenerated 'soon' is no date"):
            read_un(individual(), generated="soon")

    @pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
    def test_a_truncated_file_stops_the_import(self, share: float) -> None:
        content = un_xml([individual(number) for number in range(1, 30)])
        with pytest.raises(SourceError, match=r"un\.xml"):
            read_bytes(SOURCE, un_dot_xml=content[: int(len(content) * share)])

    @pytest.mark.parametrize("where", [b"ORIK", b"2026-08-01T23:00:03.110Z"])
    def test_entities_of_a_bomb_are_never_expanded(self, where: bytes, tmp_path: Path) -> None:
        bomb = "".join(f'<!ENTITY b{i} "{f"&b{i - 1};" * 10 if i else "lol"}">' for i in range(12))
        content = un_xml([individual()]).replace(where, b"&b11;")
        path = tmp_path / "bomb.xml"
        path.write_bytes(content.replace(b"<CONS", f"<!DOCTYPE l [{bomb}]>\n<CONS".encode(), 1))
        with pytest.raises(SourceError, match=r"bomb\.xml"):
            list(SOURCE.read([Document("bomb.xml", path)], Doubts()).listings)

    @pytest.mark.parametrize(
        "content",
        [
            un_xml([individual()]).replace(b"Quartermaster", "Intendant général".encode("cp1252")),
            un_xml([individual()]).replace(b"UTF-8", b"ISO-8859-1"),
            un_xml([individual()]).replace(b"UTF-8", b"UTF-16"),
        ],
    )
    def test_another_encoding_stops_the_import(self, content: bytes, tmp_path: Path) -> None:
        path = tmp_path / "un.xml"
        path.write_bytes(content)
        with pytest.raises(SourceError, match=r"un\.xml"):
            list(SOURCE.read([Document("un.xml", path)], Doubts()).listings)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"PK\x05\x06",
            b"{}",
            b"<html/>",
            b"<CONSOLIDATED_LIST/>",
            b"<export generationDate='2026-01-01'/>",
        ],
    )
    def test_a_stranger_is_not_recognised(self, content: bytes, tmp_path: Path) -> None:
        path = tmp_path / "stranger"
        path.write_bytes(content)
        assert SOURCE.recognise(Document("stranger", path)) is None
        with pytest.raises(SourceError, match="stranger"):
            SOURCE.read([Document("stranger", path)], Doubts())

    @given(st.binary(max_size=400), st.integers(100, 2000))
    def test_no_bytes_make_anything_but_a_source_error(
        self, tmp_path_factory: pytest.TempPathFactory, noise: bytes, offset: int
    ) -> None:
        path = tmp_path_factory.mktemp("noise") / "noise.xml"
        content = un_xml([individual()], [entity()])
        path.write_bytes(content[:offset] + noise + content[offset:])
        try:
            listings = list(SOURCE.read([Document("noise.xml", path)], Doubts()).listings)
        except SourceError:
            return
        assert all(msgspec.json.encode(listing) for listing in listings)
