import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.builders.ofac_advanced import (
    Alias,
    Document,
    DocumentedName,
    Entry,
    Feature,
    Party,
    Place,
    Relationship,
    advanced_xml,
    company,
    person,
    vessel,
)
from support.reading import Reading, read_bytes

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document as File
from ostrakon.lists.sources import us_ofac_cons, us_ofac_sdn
from ostrakon.lists.sources.ofac import advanced
from ostrakon.lists.sources.ofac.spans import to_date
from ostrakon.lists.sources.ofac.vocabulary import is_backwards, to_identifier
from ostrakon.model import (
    Address,
    Country,
    Identifier,
    Listing,
    NamePart,
    PartialDate,
    Programme,
    Property,
    Relation,
)

SSI = "Sectoral Sanctions Identifications List"
PLC = "Non-SDN Palestinian Legislative Council List"
WRAPPER = "Consolidated List"


def read_sdn(*parties: Party, relationships: tuple[Relationship, ...] = (), **how: Any) -> Reading:
    content = advanced_xml(parties, relationships, **how)
    return read_bytes(us_ofac_sdn.SOURCE, sdn_advanced_dot_xml=content)


def read_cons(*parties: Party, relationships: tuple[Relationship, ...] = ()) -> Reading:
    content = advanced_xml(parties, relationships)
    return read_bytes(us_ofac_cons.SOURCE, cons_advanced_dot_xml=content)


def listing_of(party: Party) -> Listing:
    reading = read_sdn(party)
    assert reading.doubts.counts == {}
    [listing] = reading.listings
    return listing


def named(*parts: tuple[str, str], script: str = "Latin") -> DocumentedName:
    return DocumentedName(parts, script)


class TestNames:
    @pytest.mark.parametrize(
        ("parts", "text"),
        [
            ([("Last Name", "AL-ASSAD"), ("First Name", "Bashar")], "Bashar AL-ASSAD"),
            (
                [("Last Name", "Kim"), ("First Name", "Orik"), ("Middle Name", "B"), ("Middle Name", "C")],
                "Orik B C Kim",
            ),
            (
                [("Last Name", "Anichin"), ("First Name", "Aleksey"), ("Patronymic", "Vasilyevich")],
                "Aleksey Vasilyevich Anichin",
            ),
            (
                [
                    ("Patronymic", "RIOS"),
                    ("Matronymic", "GOMEZ"),
                    ("First Name", "Ana"),
                    ("Middle Name", "B"),
                ],
                "Ana B RIOS GOMEZ",
            ),
            ([("First Name", "Ana"), ("Matronymic", "GOMEZ"), ("Patronymic", "RIOS")], "Ana RIOS GOMEZ"),
            (
                [("Last Name", "Rivas"), ("First Name", "Jose"), ("Matronymic", "Reyes")],
                "Jose Rivas Reyes",
            ),
            ([("Nickname", "EL CHAPO")], "EL CHAPO"),
            ([("Last Name", "DE"), ("Last Name", "LA CRUZ"), ("First Name", "Ana")], "Ana DE LA CRUZ"),
        ],
    )
    def test_parts_are_put_in_reading_order(self, parts: list[tuple[str, str]], text: str) -> None:
        name = listing_of(person(aliases=(Alias((named(*parts),), "Name"),))).names[0]
        assert (name.text, name.type, name.strength, name.script) == (text, "primary", "strong", "Latn")
        assert [part.text for part in name.parts] == [text for _, text in parts]

    def test_a_name_of_two_whole_parts_keeps_them_apart(self) -> None:
        """15100 has "VALUE-ADDED SERVICES LABORATORY" and "VASL" in one name."""
        name = Alias((named(("Entity Name", "TEST LABORATORY"), ("Entity Name", "TL")),), "Name")
        [found] = listing_of(company(aliases=(name,))).names
        assert found.text == "TEST LABORATORY TL"
        assert found.parts == (NamePart("whole", "TEST LABORATORY"), NamePart("whole", "TL"))

    def test_parts_keep_their_roles(self) -> None:
        names = listing_of(person()).names
        assert names[0].parts == (NamePart("last", "VANTU 1"), NamePart("first", "Orik"))

    def test_the_primary_name_comes_first_wherever_it_stands(self) -> None:
        content = advanced_xml(
            [person(aliases=(*person().aliases, Alias((named(("Nickname", "ORKO")),), low_quality=True)))]
        )
        start, end = content.index(b"<Alias "), content.index(b"<NamePartGroups>")
        primary, alias = [b"<Alias " + one for one in content[start:end].split(b"<Alias ")[1:]]
        turned = content[:start] + alias + primary + content[end:]
        names = read_bytes(us_ofac_sdn.SOURCE, sdn_dot_xml=turned).listings[0].names
        assert [name.type for name in names] == ["primary", "alias"]

    @pytest.mark.parametrize(
        ("label", "name_type"), [("A.K.A.", "alias"), ("F.K.A.", "former"), ("N.K.A.", "new")]
    )
    @pytest.mark.parametrize(("low_quality", "strength"), [(True, "weak"), (False, "strong")])
    def test_types_and_strengths(self, label: str, name_type: str, low_quality: bool, strength: str) -> None:
        alias = Alias((named(("Entity Name", "N.T.C.")),), label, low_quality)
        name = listing_of(company(aliases=(*company().aliases, alias))).names[1]
        assert (name.text, name.type, name.strength, name.parts) == ("N.T.C.", name_type, strength, ())

    @pytest.mark.parametrize(
        ("label", "parts", "code", "text"),
        [
            ("Arabic", [("Last Name", "الأسد"), ("First Name", "بشار")], "Arab", "بشار الأسد"),
            ("Cyrillic", [("Last Name", "Сидоров"), ("First Name", "Пётр")], "Cyrl", "Пётр Сидоров"),
            ("Chinese Simplified", [("First Name", "添"), ("Last Name", "李")], "Hans", "李添"),
            ("Korean", [("Last Name", "정"), ("First Name", "성화")], "Kore", "정성화"),
            ("Japanese", [("Last Name", "後藤"), ("First Name", "忠正")], "Jpan", "後藤忠正"),
            ("Hebrew", [("Entity Name", "חברה")], "Hebr", "חברה"),
        ],
    )
    def test_original_scripts(self, label: str, parts: list[tuple[str, str]], code: str, text: str) -> None:
        """The issuer's own codes for Hebrew, Japanese and Korean are not those of ISO 15924."""
        [primary] = person().aliases
        written = Alias((*primary.names, named(*parts, script=label)), "Name")
        _, original = listing_of(person(aliases=(written,))).names
        assert (original.text, original.type, original.script) == (text, "original_script", code)
        assert (original.strength, original.note) == ("strong", None)

    def test_the_original_of_an_alias_has_its_strength_and_says_whose_it_is(self) -> None:
        latin, greek = named(("Entity Name", "ORIK")), named(("Entity Name", "ΟΡΙΚ"), script="Greek")
        second = named(("Entity Name", "ORYK"))
        alias = Alias((latin, greek, second), "F.K.A.", low_quality=True)
        names = listing_of(company(aliases=(*company().aliases, alias))).names[1:]
        assert [(n.text, n.type, n.strength, n.note) for n in names] == [
            ("ORIK", "former", "weak", None),
            ("ORYK", "variation", "weak", "F.K.A. ORIK"),
            ("ΟΡΙΚ", "original_script", "weak", "F.K.A. ORIK"),
        ]


class TestDates:
    @pytest.mark.parametrize(
        ("days", "precision", "text"),
        [
            (("1965-09-11",), "day", "1965-09-11"),
            (("1965-01-01",), "day", "1965-01-01"),
            (("1965-01-01", "1965-01-01", "1965-12-31"), "year", "1965"),
            (("1965-01-01", "1965-12-31", "1965-01-01", "1965-12-31"), "year", "1965"),
            (("1964-02-01", "1964-02-01", "1964-02-29"), "month", "1964-02"),
            (("1957-01-01", "1957-01-01", "1959-12-31"), "range", "1957 to 1959"),
            (("1957-01-01", "1957-12-31", "1959-01-01", "1959-12-31"), "range", "1957 to 1959"),
            (("1957-03-02", "1957-03-02", "1959-11-30"), "range", "1957-03-02 to 1959-11-30"),
        ],
    )
    @pytest.mark.parametrize("circa", [True, False])
    def test_birth_dates(self, days: tuple[str, ...], precision: str, text: str, circa: bool) -> None:
        feature = Feature("Birthdate", days=days, circa=circa)
        [found] = listing_of(person(features=(feature,))).birth_dates
        assert (found.precision, found.circa) == (precision, circa)
        assert found.text == (f"circa {text}" if circa else text)
        assert (str(found.earliest), str(found.latest)) == (min(days), max(days))

    @given(st.dates(date(1850, 1, 1), date(2100, 1, 1)), st.integers(0, 4000), st.booleans())
    def test_every_span_keeps_its_ends(self, earliest: date, days: int, circa: bool) -> None:
        latest = earliest + timedelta(days=days)
        found = to_date(earliest, latest, circa=circa)
        assert (found.earliest, found.latest, found.circa) == (earliest, latest, circa)
        assert (found.precision == "day") == (days == 0)
        assert found.precision != "year" or 364 <= days <= 365
        assert found.precision != "month" or 27 <= days <= 30

    def test_a_span_the_wrong_way_round_is_refused(self) -> None:
        with pytest.raises(ValueError, match="ends before it begins"):
            to_date(date(1959, 1, 1), date(1957, 1, 1))


class TestWhatIsSaidOfAParty:
    def test_every_field_of_a_person(self) -> None:
        moscow = Place((("CITY", "Moscow"),), "Russia")
        listing = listing_of(
            person(
                comment="Invented for a test.",
                features=(
                    Feature("Birthdate", days=("1970-05-17",), comment="as the passport has it"),
                    Feature("Place of Birth", "Damascus, Syria"),
                    Feature("Nationality Country", place=Place((("Unknown", "Syria"),))),
                    Feature("Citizenship Country", place=Place(country="Russia")),
                    Feature("Gender", lookup="Female", comment="by her first name"),
                    Feature("Title", "Quartermaster"),
                    Feature("Location", place=moscow),
                    Feature("Website", "example.org", comment="in Russian"),
                    Feature("Email Address", "o@example.org"),
                    Feature("Phone Number", "963 11 000"),
                    Feature("Secondary sanctions risk:", lookup="See Section 11."),
                ),
            )
        )
        assert (listing.id, listing.kind, listing.name) == ("1001", "Person", "Orik VANTU 1")
        assert [birth.text for birth in listing.birth_dates] == ["1970-05-17"]
        assert [place.text for place in listing.birth_places] == ["Damascus, Syria"]
        assert listing.nationalities == (Country("Syria", "sy"),)
        assert listing.citizenships == (Country("Russia", "ru"),)
        assert listing.genders == ("female",)
        assert listing.titles == ("Quartermaster",)
        assert listing.addresses == (
            Address("Moscow, Russia", city="Moscow", country=Country("Russia", "ru")),
        )
        assert listing.properties == (
            Property("website", "example.org"),
            Property("email", "o@example.org"),
            Property("phone", "963 11 000"),
            Property("Secondary sanctions risk:", "See Section 11."),
        )
        assert listing.notes == (
            "Invented for a test.",
            "Birthdate 1970-05-17: as the passport has it",
            "Gender Female: by her first name",
            "Website example.org: in Russian",
        )

    def test_titles_that_share_a_feature_are_told_apart(self) -> None:
        features = (Feature("Title", "Brigadier General; Major General"), Feature("Title", "Major General"))
        assert listing_of(person(features=features)).titles == ("Brigadier General", "Major General")

    def test_every_field_of_a_vessel(self) -> None:
        listing = listing_of(
            vessel(
                features=(
                    Feature("Vessel Call Sign", "E5U1"),
                    Feature("Other Vessel Call Sign", "E5U2"),
                    Feature("VESSEL TYPE", lookup="Crude Oil Tanker"),
                    Feature("Vessel Flag", "Panama"),
                    Feature("Former Vessel Flag", "Malta"),
                    Feature("Vessel Owner", "NOWHERE TRADING"),
                    Feature("Vessel Tonnage", "318,000"),
                    Feature("Vessel Gross Registered Tonnage", "163,660"),
                    Feature("Vessel Year of Build", "2003"),
                ),
                documents=(
                    Document("Vessel Registration Identification", "IMO 9187629"),
                    Document("MMSI", "572469210"),
                ),
            )
        )
        assert (listing.kind, listing.name) == ("Vessel", "GREY HERON 1")
        assert [(i.type, i.value) for i in listing.identifiers] == [
            ("imo", "9187629"),
            ("mmsi", "572469210"),
            ("call_sign", "E5U1"),
            ("call_sign", "E5U2"),
        ]
        assert [(p.name, p.value) for p in listing.properties] == [
            ("type", "Crude Oil Tanker"),
            ("flag", "Panama"),
            ("pastFlags", "Malta"),
            ("owner", "NOWHERE TRADING"),
            ("tonnage", "318,000"),
            ("grossRegisteredTonnage", "163,660"),
            ("buildDate", "2003"),
        ]

    def test_every_field_of_an_aircraft(self) -> None:
        features = (
            Feature("Aircraft Tail Number", "EP-XXX"),
            Feature("Previous Aircraft Tail Number", "YI-XXX"),
            Feature("Aircraft Manufacturer's Serial Number (MSN)", "3165"),
            Feature("Aircraft Mode S Transponder Code", "140AE7"),
            Feature("Aircraft Model", "IL-76"),
            Feature("Aircraft Operator", "Nowhere Air"),
            Feature("Aircraft Manufacture Date", days=("1991-01-01", "1991-01-01", "1991-12-31")),
        )
        name = Alias((named(("Aircraft Name", "EP-XXX")),), "Name")
        listing = listing_of(Party("4001", "Aircraft", (name,), features))
        assert listing.kind == "Airplane"
        assert {i.type for i in listing.identifiers} == {"aircraft"}
        assert [i.value for i in listing.identifiers] == ["EP-XXX", "YI-XXX", "3165", "140AE7"]
        assert [(p.name, p.value) for p in listing.properties] == [
            ("model", "IL-76"),
            ("operator", "Nowhere Air"),
            ("buildDate", "1991"),
        ]

    def test_a_feature_that_nobody_knows_keeps_its_label(self) -> None:
        features = (Feature("Additional Program Tags -", lookup="[IRGC]"),)
        listing = listing_of(company(features=features))
        assert listing.properties == (Property("Additional Program Tags -", "[IRGC]"),)

    @pytest.mark.parametrize(
        "feature",
        [
            Feature("Birthdate", days=("1970-05-17",)),
            Feature("Gender", lookup="Male"),
            Feature("Place of Birth", "Damascus"),
            Feature("Nationality Country", place=Place(country="Syria")),
            Feature("Vessel Flag", "Gambia"),
            Feature("Digital Currency Address - XBT", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
        ],
    )
    def test_what_the_issuer_calls_false_is_no_fact(self, feature: Feature) -> None:
        listing = listing_of(person(features=(replace(feature, reliability="False"),)))
        [said] = listing.properties
        assert said.name == f"unreliable {feature.type}"
        plain = listing_of(person())
        assert replace(listing, properties=()) == plain

    @pytest.mark.parametrize("label", ["Birthdate", "Title", "Nationality Country", "Location", "Website"])
    def test_a_feature_that_says_nothing_is_counted(self, label: str) -> None:
        reading = read_sdn(person(features=(Feature(label),)))
        assert reading.doubts.counts == {f"{label!r} without a value": 1}

    def test_a_birth_date_in_words_is_kept(self) -> None:
        features = (Feature("Birthdate", "in the sixties"),)
        assert listing_of(person(features=features)).birth_dates == (PartialDate.of_text("in the sixties"),)

    @pytest.mark.parametrize("reliability", ["Confirmed", "Reported"])
    def test_how_sure_the_issuer_is_of_a_fact(self, reliability: str) -> None:
        listing = listing_of(person(features=(Feature("Gender", lookup="Male", reliability=reliability),)))
        assert listing.genders == ("male",)
        assert listing.properties == (Property(f"{reliability.lower()} Gender", "Male"),)


class TestAddresses:
    def test_every_part(self) -> None:
        place = Place(
            (
                ("ADDRESS1", "Office 7"),
                ("ADDRESS2", "Second Street"),
                ("ADDRESS3", "Nowhere District"),
                ("CITY", "Dalian"),
                ("STATE/PROVINCE", "Liaoning"),
                ("POSTAL CODE", "116000"),
            ),
            country="China",
            other_script=(("CITY", "大连"),),
            script="Chinese Simplified",
        )
        listing = listing_of(company(features=(Feature("Location", place=place),)))
        assert listing.addresses == (
            Address(
                "Office 7, Second Street, Nowhere District, Dalian, Liaoning, 116000, China",
                street="Office 7, Second Street, Nowhere District",
                city="Dalian",
                region="Liaoning",
                postal_code="116000",
                country=Country("China", "cn"),
                note="大连 (Chinese Simplified)",
            ),
        )

    def test_the_area_code_tells_the_country_where_nothing_else_does(self) -> None:
        place = Place((("CITY", "Havana"),), area="Cuba")
        [address] = listing_of(company(features=(Feature("Location", place=place),))).addresses
        assert address.country == Country("Cuba", "cu")

    def test_an_undetermined_country_is_none(self) -> None:
        features = (
            Feature("Location", place=Place(area="undetermined")),
            Feature("Location", place=Place((("CITY", "Havana"),), area="undetermined")),
        )
        assert listing_of(company(features=features)).addresses == (Address("Havana", city="Havana"),)

    def test_text_of_an_unknown_type_is_kept(self) -> None:
        place = Place((("Unknown", "near the harbour"),), country="Kosovo")
        [address] = listing_of(company(features=(Feature("Location", place=place),))).addresses
        assert (address.text, address.country) == ("near the harbour, Kosovo", Country("Kosovo", "xk"))


class TestDocuments:
    def test_every_field(self) -> None:
        alias = Alias((named(("Last Name", "VANTOU"), ("First Name", "Orik")),))
        document = Document(
            "Diplomatic Passport",
            "D1903",
            country="Syria",
            validity="Fraudulent",
            issued=("2010-02-18",),
            expires=("2020-01-01", "2020-01-01", "2020-12-31"),
            issued_in=Place((("CITY", "Aleppo"),), "Syria"),
            authority="Ministry of the Interior",
            comment="Booklet A1",
            alias=1,
            feature=0,
        )
        born = Feature("Birthdate", days=("1970-05-17",))
        party = person(aliases=(*person().aliases, alias), features=(born,), documents=(document,))
        assert listing_of(party).identifiers == (
            Identifier(
                "passport",
                "D1903",
                label="Diplomatic Passport",
                country=Country("Syria", "sy"),
                issued_on=PartialDate.of_day(date(2010, 2, 18)),
                expires_on=PartialDate.of_year(2020),
                valid=False,
                note="Booklet A1; issued by Ministry of the Interior; issued in Aleppo, Syria; "
                "in the name of VANTOU Orik; with Birthdate 1970-05-17",
            ),
        )

    @pytest.mark.parametrize(
        ("label", "number", "type_", "value"),
        [
            ("Passport", "A1", "passport", "A1"),
            ("National ID No.", "1", "national_id", "1"),
            ("Tax ID No.", "1", "tax", "1"),
            ("R.F.C.", "1", "tax", "1"),
            ("Registration Number", "1", "registration", "1"),
            ("Legal Entity Number", "529900T8BM49AURSDO55", "lei", "529900T8BM49AURSDO55"),
            ("Legal Entity Number", "851683897", "registration", "851683897"),
            ("LE Number", "07541863", "registration", "07541863"),
            ("Vessel Registration Identification", "IMO 9187629", "imo", "9187629"),
            ("Vessel Registration Identification", "IMO  9187629", "imo", "9187629"),
            ("Vessel Registration Identification", "IMO 9187620", "imo", "9187620"),  # a typing error, kept
            ("Vessel Registration Identification", "9187629", "imo", "9187629"),
            ("Vessel Registration Identification", "9187620", "ship", "9187620"),
            ("Vessel Registration Identification", "RS 123456", "ship", "RS 123456"),
            ("Vessel Registration Identification", "12345", "ship", "12345"),
            ("MMSI", "572469210", "mmsi", "572469210"),
            ("Identification Number", "1", "other", "1"),
        ],
    )
    def test_types(self, label: str, number: str, type_: str, value: str) -> None:
        [found] = listing_of(company(documents=(Document(label, number),))).identifiers
        assert (found.type, found.value, found.label, found.valid) == (type_, value, label, True)

    @pytest.mark.parametrize(
        ("label", "value", "type_", "asset"),
        [
            ("Digital Currency Address - XBT", "1Boat", "wallet", "XBT"),
            ("Digital Currency Address - DOGE", "D1", "wallet", "DOGE"),  # no id list can know it
            ("SWIFT/BIC", "HAVIGB2L", "bic", None),
        ],
    )
    def test_numbers_among_the_features(self, label: str, value: str, type_: str, asset: str | None) -> None:
        [found] = listing_of(company(features=(Feature(label, value),))).identifiers
        assert (found.type, found.value, found.asset, found.valid) == (type_, value, asset, None)

    def test_a_document_of_a_new_type_is_still_found_by_its_number(self) -> None:
        reading = read_sdn(company(documents=(Document("Lunar Permit No.", "L-1"),)))
        [found] = reading.listings[0].identifiers
        assert (found.type, found.value, found.label) == ("other", "L-1", "Lunar Permit No.")
        assert reading.doubts.counts == {"unknown type of document 'Lunar Permit No.'": 1}

    @given(st.text(max_size=12))
    def test_any_text_can_be_a_number_of_a_ship(self, value: str) -> None:
        found = to_identifier("Vessel Registration Identification", value)
        assert found is not None
        assert found.type in {"imo", "ship"}
        assert found.value in value


class TestLists:
    def test_the_sdn_date_counts_for_the_sdn_list(self) -> None:
        """Listing dates of one party differ between lists (facts 1.9: in 61 of 77 profiles)."""
        entries = (
            Entry(("UKRAINE-EO13662",), SSI, ("13662 Sectoral Directive 1",), "2014-07-16", ("Unknown",)),
            Entry(("RUSSIA-EO14024",), listed_on="2022-02-24", legal_bases=("EO 14024", "EO 13662")),
            Entry(("UKRAINE-EO13662",), WRAPPER, ("Block",), "2014-10-10"),
        )
        listing = read_sdn(company(entries=entries), company(2), company(3))["2001"]
        assert (listing.listed_on, listing.date_basis) == (date(2022, 2, 24), "stated")
        assert listing.programmes == (Programme("RUSSIA-EO14024", legal_basis=("EO 14024", "EO 13662")),)
        assert listing.measures == ("Block",)

    def test_the_consolidated_list_tells_its_lists_apart(self) -> None:
        entries = (
            Entry(("NS-PLC",), PLC, ("Reject",), "2006-04-12", ("General License 4",)),
            Entry(("NS-PLC",), WRAPPER, ("Reject",), "2014-10-10"),
            Entry(("UKRAINE-EO13662",), SSI, ("13662 Sectoral Directive 1",), "2015-07-30", ("Unknown",)),
            Entry(("SDGT",), listed_on="2001-01-01"),
        )
        reading = read_cons(person(entries=entries))
        [listing] = reading.listings
        assert listing.dataset == "us_ofac_cons"
        assert listing.programmes == (
            Programme("NS-PLC", PLC, ("General License 4",), date(2006, 4, 12)),
            Programme("UKRAINE-EO13662", SSI, (), date(2015, 7, 30)),
        )
        assert listing.listed_on == date(2006, 4, 12)  # not the wrapper's, not the SDN List's
        assert listing.measures == ("Reject", "13662 Sectoral Directive 1")

    def test_a_file_is_of_the_list_that_most_entries_are_on(self) -> None:
        ssi = (Entry(("UKRAINE-EO13662",), SSI), Entry(("UKRAINE-EO13662",), WRAPPER))
        cons = [company(1, entries=(*ssi, Entry())), company(2, entries=ssi)]
        assert read_cons(*cons).edition.dataset == "us_ofac_cons"
        sdn = [company(1, entries=(*ssi, Entry())), *(company(number) for number in range(2, 5))]
        assert read_sdn(*sdn).edition.dataset == "us_ofac_sdn"

    def test_a_tag_printed_twice_is_one_programme(self) -> None:
        listing = listing_of(company(entries=(Entry(("SYRIA", "SYRIA")), Entry(("SYRIA", "SDGT")))))
        assert [programme.code for programme in listing.programmes] == ["SYRIA", "SDGT"]

    def test_the_edition(self) -> None:
        edition = read_sdn(company(), issued="2025-03-07").edition
        assert edition.published_on == date(2025, 3, 7)  # printed as 2025, 3, 7
        assert (edition.layout, edition.stated_entries, edition.remarks) == ("advanced XML", None, ())


class TestRelations:
    def relations(self, *ties: Relationship) -> dict[str, tuple[Relation, ...]]:
        reading = read_sdn(person(), person(2), company(), company(2), vessel(), relationships=ties)
        assert reading.doubts.counts == {}
        return {listing.id: listing.relations for listing in reading.listings if listing.relations}

    def test_a_relation_is_held_by_the_side_it_starts_from(self) -> None:
        tie = Relationship("1001", "2001", "Providing support to", "High", former=True)
        assert self.relations(tie) == {
            "1001": (Relation("Providing support to", "2001", quality="High", former=True),)
        }

    @pytest.mark.parametrize(
        ("label", "from_id", "to_id", "holder", "other", "turned"),
        [
            ("Owned or Controlled By", "2001", "2002", "2001", "2002", False),
            ("Owned or Controlled By", "2001", "1001", "2001", "1001", False),
            ("Owned or Controlled By", "3001", "1001", "3001", "1001", False),
            ("Owned or Controlled By", "1001", "2001", "2001", "1001", True),
            ("Owned or Controlled By", "1001", "1002", "1001", "1002", False),
            ("Owns, controls, or operates", "2001", "3001", "2001", "3001", False),
            ("Owns, controls, or operates", "2001", "1001", "1001", "2001", True),
            ("Owns, controls, or operates", "3001", "2001", "2001", "3001", True),
            ("Property in the interest of", "3001", "2001", "3001", "2001", False),
            ("Leader or official of", "2001", "1001", "2001", "1001", False),
            ("Associate Of", "2001", "1001", "2001", "1001", False),
        ],
    )
    def test_ownership_the_wrong_way_round_is_turned(
        self, label: str, from_id: str, to_id: str, holder: str, other: str, turned: bool
    ) -> None:
        found = self.relations(Relationship(from_id, to_id, label))
        assert found == {holder: (Relation(label, other, reversed=turned),)}

    def test_a_pair_stated_both_ways_keeps_both(self) -> None:
        ties = (Relationship("2001", "1001"), Relationship("1001", "2001"))
        assert [tie.reversed for tie in self.relations(*ties)["2001"]] == [False, True]

    def test_what_is_said_of_a_relation_is_a_note(self) -> None:
        tie = Relationship("1001", "2001", "Leader or official of", since="2020-05-01", comment="acting")
        listing = read_sdn(person(), company(), relationships=(tie,))["1001"]
        assert listing.notes == ("Leader or official of 2001: since 2020-05-01; acting",)

    @pytest.mark.parametrize(("from_id", "to_id"), [("1001", "9999"), ("9999", "1001")])
    def test_both_sides_must_be_there(self, from_id: str, to_id: str) -> None:
        with pytest.raises(SourceError, match="of 9999, which is no party"):
            read_sdn(person(), relationships=(Relationship(from_id, to_id),))

    def test_the_consolidated_list_may_name_a_party_of_the_other_list(self) -> None:
        party = person(entries=(Entry(("NS-PLC",), PLC),))
        reading = read_cons(party, relationships=(Relationship("1001", "9999", "Associate Of"),))
        assert reading.listings[0].relations == (Relation("Associate Of", "9999"),)
        assert reading.doubts.counts == {"relation to a party that is not in the file": 1}

    @given(
        st.sampled_from(["Owned or Controlled By", "Owns, controls, or operates", "Associate Of"]),
        st.sampled_from(["Person", "LegalEntity", "Vessel", "Airplane"]),
        st.sampled_from(["Person", "LegalEntity", "Vessel", "Airplane"]),
    )
    def test_what_is_turned_once_is_not_turned_back(self, label: str, one: Any, other: Any) -> None:
        assert not (is_backwards(label, one, other) and is_backwards(label, other, one))


Change = Callable[[bytes], bytes]


def swapped(old: str, new: str) -> Change:
    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return change


class TestBrokenFiles:
    CONTENT = advanced_xml(
        [
            person(
                features=(Feature("Birthdate", days=("1970-05-17",)), Feature("Gender", lookup="Male")),
                documents=(Document("Passport", "A1", country="Syria", issued=("2010-02-18",)),),
            ),
            company(features=(Feature("Location", place=Place((("CITY", "Aleppo"),), "Syria")),)),
        ],
        [Relationship("2001", "1001")],
    )

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (swapped("<Year>2025</Year>", "<Year>MMXXV</Year>"), "is no date"),
            (swapped('FixedRef="2001">', 'FixedRef="1001">'), "party 1001 has profile 2001"),
            (
                lambda content: content.replace(b'"2001"', b'"1001"'),
                "party 1001 stands there twice",
            ),
            (swapped("<DocumentedName ", "<DocumentedNames "), "sdn.xml, line"),
            (swapped('Primary="true" LowQuality', 'Primary="maybe" LowQuality'), "neither true nor false"),
            (swapped('AliasTypeID="', 'AliasTypeID="9'), "AliasType '9[0-9]*' is not among the reference"),
            (swapped('FeatureTypeID="', 'FeatureTypeId="'), "no attribute FeatureTypeID"),
            (swapped('<IDRegDocument ID="', '<IDRegDocument IdentityID="1" ID="'), "sdn.xml, line"),
            (swapped('IdentityID="', 'IdentityID="9'), "documents of identity 9[0-9]*, which no party has"),
            (swapped('LocationID="', 'LocationID="9'), "location 9[0-9]* is referred to, but not there"),
            (swapped('NamePartGroupID="', 'NamePartGroupID="9'), "name part of unknown group"),
            (swapped('ProfileID="1001" ListID', 'ProfileID="9999" ListID'), "9999, which is no party"),
            (swapped("<Comment>SYRIA</Comment>", "<Comment></Comment>"), "no programme in its entry"),
            (swapped("NOWHERE TRADING 1", " "), "party 2001: name [0-9]+ is empty"),
            (swapped('Primary="true" LowQuality', 'Primary="false" LowQuality'), "has 0 primary names"),
            (swapped("<Identity ", "<Anonymity "), "sdn.xml, line"),
            (swapped(">Individual<", ">Ghost<"), "unknown type of party 'Ghost'"),
            (swapped("<Day>17</Day>", "<Day>32</Day>"), "is no date"),
        ],
    )
    def test_a_file_that_contradicts_itself_is_refused(self, change: Change, says: str) -> None:
        with pytest.raises(SourceError, match=says):
            read_bytes(us_ofac_sdn.SOURCE, sdn_dot_xml=change(self.CONTENT))

    def test_a_party_on_no_list_is_refused(self) -> None:
        with pytest.raises(SourceError, match="party 1001 has no entry on this list"):
            read_sdn(person(entries=()), company())

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.8, 0.95, 0.99])
    def test_a_file_that_was_cut_off_is_refused(self, share: float) -> None:
        parties = [person(number) for number in range(1, 120)]
        content = advanced_xml(parties)
        with pytest.raises(SourceError, match=r"sdn\.xml(:|, line)"):
            read_bytes(us_ofac_sdn.SOURCE, sdn_dot_xml=content[: int(len(content) * share)])

    def test_a_file_without_parties_is_refused(self) -> None:
        with pytest.raises(SourceError, match="not a single SanctionsEntry"):
            read_sdn()

    def test_entities_are_not_expanded(self) -> None:
        bomb = b'<!DOCTYPE Sanctions [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>\r\n<Sanctions'
        content = self.CONTENT.replace(b"<Sanctions", bomb, 1).replace(b"VANTU 1", b"&b;")
        with pytest.raises(SourceError, match="DTD"):
            read_bytes(us_ofac_sdn.SOURCE, sdn_dot_xml=content)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"Sanctions",
            b"<Sanctions/>",
            b"<Sanctions><Date/></Sanctions>",
            b'<sdnAdvanced Version="3"><DateOfIssue/></sdnAdvanced>',
            b'{"Sanctions": {"DateOfIssue": {}}}',
        ],
    )
    def test_strangers_are_not_recognised(self, content: bytes, tmp_path: Path) -> None:
        path = tmp_path / "sdn_advanced.xml"
        path.write_bytes(content)
        assert advanced.recognise(File("sdn_advanced.xml", path)) is None

    def test_another_namespace_is_read_the_same(self) -> None:
        other = self.CONTENT.replace(b"sanctionslistservice.ofac.treas.gov", b"www.un.org")
        assert read_bytes(us_ofac_sdn.SOURCE, sdn_dot_xml=other).listings == self.read().listings

    @pytest.mark.parametrize(
        ("old", "new", "doubt"),
        [
            ("<Profile ", "<Nickname>x</Nickname><Profile ", "unknown element <Nickname> in <DistinctParty>"),
            ("<LocationPart ", "<Planet/><LocationPart ", "unknown element <Planet> in <Location>"),
            (
                "<VersionDetail ",
                "<VersionHint/><VersionDetail ",
                "unknown element <VersionHint> in <FeatureVersion>",
            ),
            (">Last Name<", ">Clan Name<", "unknown part of a name 'Clan Name'"),
            (">CITY<", ">PLANET<", "unknown part of an address 'PLANET'"),
            (">Latin<", ">Runic<", "unknown script 'Runic'"),
            (">Valid<", ">Expired<", "unknown validity 'Expired' of a document"),
            (">Syria</Country>", ">Atlantis</Country>", "unknown country"),
        ],
    )
    def test_what_is_not_understood_is_counted(self, old: str, new: str, doubt: str) -> None:
        reading = read_bytes(us_ofac_sdn.SOURCE, sdn_dot_xml=swapped(old, new)(self.CONTENT))
        assert len(reading.listings) == 2
        assert doubt in reading.doubts.counts

    @pytest.mark.parametrize(
        ("old", "new", "doubt"),
        [
            (
                "<Locations>",
                "<Planets><Planet/></Planets><Locations>",
                "unknown element <Planets> in <Sanctions>",
            ),
            ("<Locations>", "<Locations><Planet/>", "unknown element <Planet> in <Locations>"),
            ("</Locations>", "<Planet/></Locations>", "unknown element <Planet> in <Locations>"),
            ("<ReferenceValueSets>", "<Head/><ReferenceValueSets>", "unknown element <Head> in <Sanctions>"),
            ("</Sanctions>", "<Delistings/></Sanctions>", "unknown element <Delistings> in <Sanctions>"),
            (
                "</Sanctions>",
                "<SanctionsEntryLinks><SanctionsEntryLink/></SanctionsEntryLinks></Sanctions>",
                "link between two entries",
            ),
            ("</EntryEvent>", "<Rank/></EntryEvent>", "unknown element <Rank> in <EntryEvent>"),
            ("<Comment /><Date ", "<Comment>x</Comment><Date ", "unknown element <Comment> in <EntryEvent>"),
            ("<Start ", "<Comment>x</Comment><Start ", "unknown element <Comment> in <DatePeriod>"),
            (
                "<VersionLocation ",
                "<Comment>x</Comment><VersionLocation ",
                "more than one <Comment> in <FeatureVersion>",
            ),
            (
                "<IDRegistrationNo>",
                "<IDRegistrationNo>A2</IDRegistrationNo><IDRegistrationNo>",
                "more than one <IDRegistrationNo> in <IDRegDocument>",
            ),
            (">Issue Date<", ">Renewal Date<", "'Renewal Date' of a document that is not kept"),
        ],
    )
    def test_nothing_beside_what_is_read_goes_unseen(self, old: str, new: str, doubt: str) -> None:
        reading = read_bytes(us_ofac_sdn.SOURCE, sdn_dot_xml=swapped(old, new)(self.CONTENT))
        assert reading.doubts.counts == {doubt: 1}

    def test_a_location_that_stands_there_twice_is_refused(self) -> None:
        start = self.CONTENT.index(b"<Location ")
        end = self.CONTENT.index(b"</Location>") + len(b"</Location>")
        twice = self.CONTENT[:end] + self.CONTENT[start:end] + self.CONTENT[end:]
        with pytest.raises(SourceError, match=r"location [0-9]+ stands there twice"):
            read_bytes(us_ofac_sdn.SOURCE, sdn_dot_xml=twice)

    def test_a_namespace_with_a_prefix_is_read_the_same(self) -> None:
        prefixed = re.sub(rb"<(/?)(?=[A-Z])", rb"<\1o:", self.CONTENT).replace(b"xmlns=", b"xmlns:o=")
        assert read_bytes(us_ofac_sdn.SOURCE, sdn_dot_xml=prefixed).listings == self.read().listings

    @pytest.mark.parametrize("flood", [b"<List " * 500_000, b"<SanctionsEntry " * 200_000, b"x" * 60_000_000])
    def test_a_flood_is_refused_at_once(self, flood: bytes) -> None:
        content = self.CONTENT.replace(b"</Sanctions>", flood + b"</Sanctions>")
        started = time.monotonic()
        with pytest.raises(SourceError, match=r"sdn\.xml"):
            read_bytes(us_ofac_sdn.SOURCE, sdn_dot_xml=content)
        assert time.monotonic() - started < 10

    def test_an_event_that_is_no_listing_gives_no_date(self) -> None:
        changed = swapped(">Created<", ">Amended<")(self.CONTENT)
        with pytest.raises(SourceError, match="no date in its entry on the SDN List"):
            read_bytes(us_ofac_sdn.SOURCE, sdn_dot_xml=changed)

    def read(self) -> Reading:
        return read_bytes(us_ofac_sdn.SOURCE, sdn_dot_xml=self.CONTENT)
