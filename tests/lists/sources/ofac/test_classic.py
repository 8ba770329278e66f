from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from support.builders.ofac_classic import aircraft, alias, classic_xml, company, document, person, vessel
from support.reading import Reading, read_bytes, read_files
from support.shared import shared_list

from ostrakon.errors import SourceError
from ostrakon.lists.sources.us_ofac_cons import SOURCE as CONS
from ostrakon.lists.sources.us_ofac_sdn import SOURCE as SDN
from ostrakon.model import Country, Name, PartialDate, Relation

RealFile = Callable[[str], Reading]


@pytest.fixture(scope="module")
def real() -> RealFile:
    """The two real files of this format, each read once."""
    held: dict[str, Reading] = {}
    files = {
        "2016": (SDN, "us_ofac_sdn/2016-03-25/sdn.xml.gz"),
        "cons": (CONS, "us_ofac_cons/2025-03-28/consolidated.xml.gz"),
    }

    def read(name: str) -> Reading:
        if name not in held:
            source, path = files[name]
            held[name] = read_files(source, shared_list(path))
        return held[name]

    return read


def read_sdn(*entries: dict[str, Any], **changes: Any) -> Reading:
    return read_bytes(SDN, sdn_dot_xml=classic_xml(entries, **changes))


class TestTheRealFiles:
    """The control totals of facts 1.10."""

    def test_the_sdn_list_of_2016(self, real: RealFile) -> None:
        reading = real("2016")
        assert reading.edition.published_on == date(2016, 3, 25)
        assert reading.edition.stated_entries == len(reading.listings) == 5_260
        kinds = Counter(listing.kind for listing in reading.listings)
        assert kinds == {"Person": 2_869, "LegalEntity": 2_232, "Vessel": 58, "Airplane": 101}
        names = Counter((n.type, n.strength) for listing in reading.listings for n in listing.names)
        assert names == {("primary", "strong"): 5_260, ("alias", "strong"): 7_251, ("alias", "weak"): 1_503}
        assert sum(len(listing.birth_dates) for listing in reading.listings) == 3_180
        assert all(
            date.precision != "unknown" for listing in reading.listings for date in listing.birth_dates
        )
        assert sum(tags(listing) & {"SYRIA"} != set() for listing in reading.listings) == 148

    def test_the_consolidated_list_of_2025(self, real: RealFile) -> None:
        reading = real("cons")
        assert reading.edition.published_on == date(2025, 3, 28)
        kinds = Counter(listing.kind for listing in reading.listings)
        assert kinds == {"LegalEntity": 363, "Person": 80}
        names = Counter((n.type, n.strength) for listing in reading.listings for n in listing.names)
        assert names == {
            ("primary", "strong"): 443,
            ("alias", "strong"): 925,
            ("former", "strong"): 141,
            ("alias", "weak"): 67,
            ("former", "weak"): 3,
        }
        programmes = Counter(tag for listing in reading.listings for tag in tags(listing))
        wanted = ("UKRAINE-EO13662", "RUSSIA-EO14024", "NS-PLC", "CMIC-EO13959")
        assert tuple(programmes[tag] for tag in wanted) == (286, 82, 78, 68)
        assert programmes["SYRIA"] == 1  # 0 in June 2025, by facts 1.10
        uids = [int(listing.id) for listing in reading.listings]
        assert (min(uids), max(uids)) == (9_639, 50_476)
        ties = Counter(r.type for listing in reading.listings for r in listing.relations)
        assert ties == {"Linked To": 283}

    def test_every_id_of_the_consolidated_list_is_kept(self, real: RealFile) -> None:
        listings = real("cons").listings
        identifiers = Counter(i.type for listing in listings for i in listing.identifiers)
        assert (identifiers["bic"], identifiers["lei"], identifiers["passport"]) == (33, 14, 1)
        genders = sum(len(listing.genders) for listing in listings)
        properties = sum(len(listing.properties) for listing in listings)
        # 2,457 ids are printed, three of them twice with one entry.
        assert identifiers.total() + genders + properties == 2_457 - 3

    def test_bashar_al_assad_in_2016(self, real: RealFile) -> None:
        listing = real("2016")["12735"]
        assert (listing.name, listing.kind, tags(listing)) == ("Bashar AL-ASSAD", "Person", {"SYRIA"})
        assert [name.text for name in listing.names[1:]] == [
            "Bashar AL-ASAD",
            "Bashar ASSAD",
            "Bashar Hafez AL ASSAD",
        ]
        assert listing.birth_dates == (PartialDate.of_day(date(1965, 9, 11), text="11 Sep 1965"),)
        assert [place.text for place in listing.birth_places] == ["Damascus, Syria"]
        assert listing.titles == ("President of the Syrian Arab Republic",)
        assert (listing.listed_on, listing.date_basis) == (None, "unknown")

    def test_little_is_not_understood(self, real: RealFile) -> None:
        assert real("cons").doubts.counts == {}
        assert real("2016").doubts.counts == {
            "entry without a programme": 400,  # lost by the transcription that the file was rebuilt from
            "unknown country": 2,  # "Cabo Verde. Previously Cape Verde."
        }


class TestAnEntry:
    def test_every_field_of_a_person(self) -> None:
        reading = read_sdn(person())
        [listing] = reading.listings
        assert reading.doubts.counts == {}
        assert (listing.id, listing.kind, listing.dataset) == ("101", "Person", "us_ofac_sdn")
        assert tags(listing) == {"SYRIA", "SDGT"}
        assert listing.titles == ("Minister of Nothing",)
        assert [(n.text, n.type, n.strength) for n in listing.names] == [
            ("Orik Vantu MOSSO", "primary", "strong"),
            ("Orik MOSO", "alias", "strong"),
            ("THE QUIET ONE", "alias", "weak"),
            ("Orik VANTU", "former", "strong"),
            ("Orik MOSSOU", "new", "strong"),
        ]
        assert [(part.role, part.text) for part in listing.names[0].parts] == [
            ("first", "Orik Vantu"),
            ("last", "MOSSO"),
        ]
        assert [(d.text, d.precision, d.circa) for d in listing.birth_dates] == [
            ("11 Sep 1960", "day", False),  # the main entry first
            ("circa Mar 1961", "month", True),
        ]
        assert [place.text for place in listing.birth_places] == ["Homs, Syria"]
        assert listing.nationalities == (Country("Syria", "sy"),)
        assert listing.citizenships == (Country("Egypt", "eg"), Country("Iraq", "iq"))
        assert listing.genders == ("male",)
        passport, wallet = listing.identifiers
        assert (passport.type, passport.value, passport.country) == (
            "passport",
            "X0012345",
            Country("Syria", "sy"),
        )
        assert passport.issued_on == PartialDate.of_day(date(2011, 5, 5), text="05 May 2011")
        assert passport.expires_on == PartialDate.of_day(date(2021, 5, 4), text="04 May 2021")
        assert (wallet.type, wallet.asset, wallet.value) == ("wallet", "XBT", "1TestTestTestTest")
        assert [(p.name, p.value) for p in listing.properties] == [
            ("website", "www.example.org"),
            ("Secondary sanctions risk:", "section 0 of an order"),
        ]
        assert listing.relations == (
            Relation("Linked To", other_name="NOWHERE BANK"),
            Relation("Linked To", other_name="VANTU (SONS) CO."),
        )
        assert listing.notes == ("Invented for a test",)

    def test_an_address_and_a_region_in_place_of_a_country(self) -> None:
        address, in_region = read_sdn(person()).listings[0].addresses
        assert address.text == "1 Test Street, Flat 2, Homs, Homs Governorate, 0578, Syria"
        assert (address.street, address.city, address.region) == (
            "1 Test Street, Flat 2",
            "Homs",
            "Homs Governorate",
        )
        assert in_region.text == "Yalta, Crimea"
        assert (in_region.region, in_region.country) == ("Crimea", Country("Crimea", "ua-cri"))

    def test_a_company_has_one_whole_name(self) -> None:
        [listing] = read_sdn(company()).listings
        assert listing.names == (Name("NOWHERE TRADING 201, LTD.", "primary", "strong"),)
        assert [(i.type, i.value) for i in listing.identifiers] == [
            ("tax", "770000"),
            ("lei", "253400V1H6ART1UQ0N98"),
            ("bic", "TESTSYDA"),
        ]

    def test_a_ship(self) -> None:
        [listing] = read_sdn(vessel()).listings
        assert listing.kind == "Vessel"
        assert [(i.type, i.value) for i in listing.identifiers] == [("imo", "9074729"), ("call_sign", "T3ST")]
        assert {p.name: p.value for p in listing.properties} == {
            "type": "General Cargo",
            "flag": "Panama",
            "owner": "Nowhere Shipping",
            "tonnage": "2597",
            "grossRegisteredTonnage": "1098",
        }

    def test_an_aircraft(self) -> None:
        [listing] = read_sdn(aircraft()).listings
        assert (listing.kind, listing.identifiers[0].type) == ("Airplane", "aircraft")
        assert [(p.name, p.value) for p in listing.properties] == [("model", "B747")]

    def test_a_value_that_is_called_false_names_nobody(self) -> None:
        ids = {"id": [document("Passport", "X1 (False)"), document("Vessel Flag", "Gambia (False)")]}
        [listing] = read_sdn(person(idList=ids)).listings
        assert listing.identifiers == ()
        assert [(p.name, p.value) for p in listing.properties] == [
            ("unreliable Passport", "X1 (False)"),
            ("unreliable Vessel Flag", "Gambia (False)"),
        ]

    def test_what_is_not_known_is_counted(self) -> None:
        entry = person(
            programList=None,
            shoeSize="44",
            akaList={"aka": [alias("w.k.a.", "middling", "MOSO")]},
            dateOfBirthList={"dateOfBirthItem": [{"uid": "1", "dateOfBirth": "31 Feb 1960"}]},
            idList={"id": [document("Passport", "")]},
            nationalityList={"nationality": [{"uid": "1", "country": "Ruritania"}]},
        )
        reading = read_sdn(entry)
        assert reading.doubts.counts == {
            "entry without a programme": 1,
            "unknown element <shoeSize>": 1,
            "unknown type of alias 'w.k.a.'": 1,
            "unknown category of alias 'middling'": 1,
            "date that is none": 1,
            "'Passport' without a value": 1,
            "unknown country": 1,
        }
        [listing] = reading.listings
        assert listing.names[1] == Name("MOSO", "alias", "not_stated")
        assert listing.birth_dates == (PartialDate.of_text("31 Feb 1960"),)
        assert listing.nationalities == (Country("Ruritania"),)

    def test_what_stands_beside_the_entries_is_counted(self) -> None:
        content = classic_xml([person(), company()])
        content = content.replace(b"<sdnEntry>", b"<notice/><sdnEntry>").replace(
            b"</sdnList>", b"<end/></sdnList>"
        )
        assert read_bytes(SDN, sdn_dot_xml=content).doubts.counts == {
            "unknown element <notice> in <sdnList>": 2,
            "unknown element <end> in <sdnList>": 1,
        }


class TestWhichList:
    def test_programmes_that_block_nobody_make_the_consolidated_list(self) -> None:
        content = classic_xml([company(1, programList={"program": ["NS-PLC"]}), company(2)])
        assert read_bytes(CONS, consolidated_dot_xml=content).edition.dataset == "us_ofac_cons"
        most = classic_xml([company(n, programList={"program": ["CMIC-EO13959", "SYRIA"]}) for n in (1, 2)])
        assert read_bytes(CONS, anything_dot_xml=most).edition.dataset == "us_ofac_cons"
        with pytest.raises(AssertionError):
            read_bytes(SDN, anything_dot_xml=most)

    def test_the_number_of_persons_on_both_lists_makes_no_difference(self) -> None:
        both = company(1, programList={"program": ["UKRAINE-EO13662", "RUSSIA-EO14024"]})
        entries = [both, *(company(number) for number in range(2, 30))]
        with pytest.raises(AssertionError):
            read_bytes(CONS, consolidated_dot_xml=classic_xml(entries))
        assert read_sdn(*entries).edition.dataset == "us_ofac_sdn"


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"count": 2}, "1 entries, Record_Count says 2"),
            ({"count": "many"}, "Record_Count 'many' is no number"),
            ({"publish_date": "31/12/2016"}, "Publish_Date '31/12/2016' is no date"),
        ],
    )
    def test_a_head_that_cannot_be(self, changes: dict[str, Any], message: str) -> None:
        with pytest.raises(SourceError, match=message):
            read_sdn(person(), **changes)

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"sdnType": "Robot"}, "unknown sdnType 'Robot' in uid 101"),
            ({"lastName": None}, "no lastName in uid 101"),
            ({"uid": "1O1"}, "uid '1O1' of 'MOSSO' is no number"),
            ({"akaList": {"aka": [{"uid": "3"}]}}, "uid 101: alias 3 has no name"),
        ],
    )
    def test_an_entry_that_cannot_be(self, changes: dict[str, Any], message: str) -> None:
        with pytest.raises(SourceError, match=message):
            read_sdn(person(**changes))

    def test_a_number_that_stands_there_twice(self) -> None:
        with pytest.raises(SourceError, match=r"sdn\.xml: uid 101 \(Orik Vantu MOSSO\) stands there twice"):
            read_sdn(person(), person())

    def test_a_file_without_an_entry(self) -> None:
        with pytest.raises((SourceError, AssertionError)):
            read_sdn()

    def test_a_file_cut_off_anywhere(self) -> None:
        content = classic_xml([person(), company(), vessel()])
        for end in range(200, len(content) - 12, 97):
            with pytest.raises((SourceError, AssertionError)):
                read_bytes(SDN, sdn_dot_xml=content[:end])

    def test_an_entity_bomb(self) -> None:
        dtd = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n<sdnList'
        with pytest.raises(SourceError):
            read_bytes(SDN, sdn_dot_xml=classic_xml([person()]).replace(b"<sdnList", dtd, 1))


def tags(listing: Any) -> set[str]:
    return {programme.code for programme in listing.programmes}
