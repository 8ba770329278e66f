from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.builders.ofac_enhanced import (
    Marked,
    company,
    day,
    document,
    enhanced_xml,
    feature,
    lists,
    name,
    person,
    relationship,
    translation,
)
from support.reading import Reading, read_bytes, read_files
from support.shared import shared_list

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document
from ostrakon.lists.sources.us_ofac_cons import SOURCE as CONS
from ostrakon.lists.sources.us_ofac_sdn import SOURCE as SDN
from ostrakon.model import Country, PartialDate, Programme, Property, Relation

SDN_LIST = "SDN List"
SSI = "Sectoral Sanctions Identifications List"
MBS = "Non-SDN Menu-Based Sanctions List"
WRAPPER = "Consolidated List"


@pytest.fixture(scope="module")
def real() -> Reading:
    """The one real file of this format."""
    return read_files(CONS, shared_list("us_ofac_cons/2025-01-10/CONS_ENHANCED.ZIP"))


def read_sdn(*entities: Marked, **changes: Any) -> Reading:
    return read_bytes(SDN, sdn_dot_xml=enhanced_xml(*entities, **changes))


def read_cons(*entities: Marked) -> Reading:
    return read_bytes(CONS, cons_dot_xml=enhanced_xml(*entities, filters=[WRAPPER]))


class TestTheRealFile:
    """The control totals of facts 1.10."""

    def test_entries_and_names(self, real: Reading) -> None:
        assert real.edition.published_on == date(2025, 1, 10)
        kinds = Counter(listing.kind for listing in real.listings)
        assert kinds == {"LegalEntity": 363, "Person": 80}
        names = Counter((n.type, n.strength) for listing in real.listings for n in listing.names)
        assert names == {
            ("primary", "strong"): 443,
            ("alias", "strong"): 925,
            ("former", "strong"): 141,
            ("alias", "weak"): 67,
            ("former", "weak"): 3,
            ("original_script", "strong"): 44,
            ("original_script", "weak"): 1,
        }
        scripts = Counter(n.script for listing in real.listings for n in listing.names)
        assert scripts == {"Latn": 1_579, "Cyrl": 39, "Hans": 5, "Hant": 1}

    def test_documents_and_codes(self, real: Reading) -> None:
        types = Counter(i.type for listing in real.listings for i in listing.identifiers)
        # 33 BICs and 6 Russian bank codes are features, all others are documents.
        assert (types["bic"], types["lei"], types["passport"]) == (33, 14, 1)
        assert types.total() == 692 + 33 + 6

    def test_relations(self, real: Reading) -> None:
        relations = [relation for listing in real.listings for relation in listing.relations]
        assert Counter(relation.type for relation in relations) == {
            "Owned or Controlled By": 278,
            "Owns, controls, or operates": 4,
            "Acting for or on behalf of": 1,
        }
        assert Counter(relation.quality for relation in relations) == {None: 254, "High": 29}
        assert not any(relation.reversed for relation in relations)
        ids = {listing.id for listing in real.listings}
        [elsewhere] = [relation for relation in relations if relation.other_id not in ids]
        assert (elsewhere.other_id, elsewhere.other_name) == ("4695", "HAMAS")  # an SDN

    def test_programmes_and_lists(self, real: Reading) -> None:
        tags = Counter(p.code for listing in real.listings for p in listing.programmes)
        assert tags.total() == 525
        assert (tags["UKRAINE-EO13662"], tags["NS-PLC"], tags["CMIC-EO13959"], tags["SYRIA"]) == (
            286,
            78,
            68,
            1,
        )
        on_several = [p.value for listing in real.listings for p in listing.properties if p.name == "list"]
        assert Counter(text.rpartition(", ")[0] for text in on_several) == {
            SSI: 78,
            SDN_LIST: 77,
            MBS: 3,
            "Non-SDN Palestinian Legislative Council List": 2,
        }

    def test_every_list_of_every_entity(self, real: Reading) -> None:
        """The lists of facts 1.10, but for the wrapper that all 443 are on."""
        lists = Counter[str]()
        for listing in real.listings:
            stated = {programme.list_name for programme in listing.programmes if programme.list_name}
            stated |= {p.value.rpartition(", ")[0] for p in listing.properties if p.name == "list"}
            lists.update(stated)
        assert sorted(lists.values(), reverse=True) == [286, 78, 77, 68, 12, 1, 1]
        assert (lists[SSI], lists[SDN_LIST], lists[MBS], lists[WRAPPER]) == (286, 77, 12, 0)

    def test_the_listing_date_is_never_that_of_the_wrapper(self, real: Reading) -> None:
        dates = Counter(listing.listed_on for listing in real.listings)
        assert date(2014, 10, 10) not in dates
        assert all(listing.date_basis == "stated" for listing in real.listings)
        bank = real["17015"]
        assert bank.listed_on == date(2014, 7, 16)
        assert [p.value for p in bank.properties if p.name == "list"] == [
            f"{SSI}, 2014-07-16",
            f"{SDN_LIST}, 2018-08-15",
        ]

    def test_little_is_not_understood(self, real: Reading) -> None:
        assert real.doubts.counts == {"relation to a party that is not in the file": 1}


class TestAnEntity:
    def test_every_field_of_a_person(self) -> None:
        reading = read_sdn(person())
        [listing] = reading.listings
        assert reading.doubts.counts == {}
        assert (listing.id, listing.kind) == ("101", "Person")
        assert [(n.text, n.type, n.strength, n.script) for n in listing.names] == [
            ("Orik Vantu MOSSO", "primary", "strong", "Latn"),
            ("Орик Моссо", "original_script", "strong", "Cyrl"),
            ("THE QUIET ONE", "alias", "weak", "Latn"),
            ("Orik VANTU", "former", "strong", "Latn"),
        ]
        assert listing.programmes == (
            Programme("SYRIA", legal_basis=("Executive Order 0",)),
            Programme("SDGT", legal_basis=("Executive Order 0",)),
        )
        assert (listing.listed_on, listing.date_basis) == (date(2011, 5, 18), "stated")
        assert listing.measures == ("Block",)
        assert [(d.text, d.precision, d.circa) for d in listing.birth_dates] == [
            ("11 Sep 1960", "day", False),  # the primary one first
            ("circa 1961", "year", True),
        ]
        assert [place.text for place in listing.birth_places] == ["Homs, Syria"]
        assert listing.nationalities == (Country("Syria", "sy"),)
        assert (listing.genders, listing.titles) == (("male",), ("Minister of Nothing",))
        assert listing.notes == ("Invented for a test.", "Website www.example.org: in Latin")

    def test_a_value_that_is_called_false_is_no_fact(self) -> None:
        [listing] = read_sdn(person()).listings
        assert listing.citizenships == ()
        assert Property("unreliable Citizenship Country", "Iraq") in listing.properties
        assert Property("confirmed Website", "www.example.org") in listing.properties

    def test_an_address_in_two_scripts(self) -> None:
        [address] = read_sdn(person()).listings[0].addresses
        assert address.text == "1 Test Street, Homs, 05, Syria"
        assert (address.country, address.note) == (Country("Syria", "sy"), "حمص (Arabic)")

    def test_documents_and_wallets(self) -> None:
        passport, forged, wallet = read_sdn(person()).listings[0].identifiers
        assert (passport.type, passport.value, passport.valid) == ("passport", "X0012345", True)
        assert passport.issued_on == PartialDate.of_day(date(2011, 5, 5))
        assert (passport.country, passport.note) == (Country("Syria", "sy"), None)
        assert (forged.valid, forged.note) == (False, "issued by Nobody; in the name of VANTU, Orik")
        assert (wallet.type, wallet.asset) == ("wallet", "XBT")

    def test_a_day_that_is_printed_whole(self) -> None:
        documents = {"identityDocument": [document("Passport", "X1", expirationDate="2021-05-04")]}
        [passport, _] = read_sdn(person(identityDocuments=documents)).listings[0].identifiers
        assert passport.expires_on == PartialDate.of_day(date(2021, 5, 4))

    def test_an_entity_on_one_list_and_its_wrapper(self) -> None:
        entity = company(
            sanctionsLists=lists((SSI, "2014-07-29"), (WRAPPER, "2014-10-10")),
            sanctionsPrograms={"sanctionsProgram": ["UKRAINE-EO13662"]},
        )
        [listing] = read_cons(entity).listings
        assert listing.programmes == (Programme("UKRAINE-EO13662", SSI, listed_on=date(2014, 7, 29)),)
        assert (listing.listed_on, listing.properties) == (date(2014, 7, 29), ())

    def test_an_entity_on_several_lists(self) -> None:
        """Which tag belongs to which list is not stated, and so not guessed."""
        several = company(
            sanctionsLists=lists((SDN_LIST, "2014-01-01"), (MBS, "2022-02-24"), (SSI, "2014-07-29")),
            sanctionsPrograms={"sanctionsProgram": ["UKRAINE-EO13662", "RUSSIA-EO14024"]},
        )
        [listing] = read_cons(several).listings
        assert listing.programmes == (Programme("UKRAINE-EO13662"), Programme("RUSSIA-EO14024"))
        assert listing.listed_on == date(2014, 7, 29)  # since January on the SDN List, another dataset
        assert [p.value for p in listing.properties] == [
            f"{SDN_LIST}, 2014-01-01",
            f"{MBS}, 2022-02-24",
            f"{SSI}, 2014-07-29",
        ]
        [as_sdn] = read_sdn(several).listings
        assert as_sdn.listed_on == date(2014, 1, 1)

    def test_what_is_not_known_is_counted(self) -> None:
        odd = person(
            shoeSize="44",
            features={
                "feature": [
                    feature("Birthdate", "never", valueDate=day("1961-02-30")),
                    feature("Favourite Colour", "green", mood="blue"),
                ]
            },
            names={"name": [name(translation(("Last Name", "MOSSO"), script="Runic"))]},
            identityDocuments={"identityDocument": [document("Library Card", "7", isValid="maybe")]},
        )
        reading = read_sdn(odd)
        assert reading.doubts.counts == {
            "unknown element <shoeSize>": 1,
            "unknown element <mood>": 1,
            "date that is none": 1,
            "unknown script 'Runic'": 1,
            "unknown type of document 'Library Card'": 1,
            "unknown validity 'maybe' of a document": 1,
        }
        [listing] = reading.listings
        assert listing.birth_dates == (PartialDate.of_text("never"),)
        assert Property("Favourite Colour", "green") in listing.properties
        assert [(i.type, i.value) for i in listing.identifiers] == [("other", "7")]

    def test_titles_that_share_a_cell_are_told_apart_and_kept_once(self) -> None:
        features = {"feature": [feature("Title", "Minister of Nothing; General")]}
        listing = read_sdn(person(features=features)).listings[0]
        assert listing.titles == ("Minister of Nothing", "General")

    def test_what_stands_beside_the_entities_is_counted(self) -> None:
        content = enhanced_xml(person(), company())
        content = content.replace(b"</entities>", b"<notice/></entities><delistings/>")
        assert read_bytes(SDN, sdn_dot_xml=content).doubts.counts == {
            "unknown element <notice> in <entities>": 1,
            "unknown element <delistings> in <sanctionsData>": 1,
        }


class TestRelations:
    def test_a_person_who_is_owned_is_the_owner(self) -> None:
        owned = person(
            relationships={"relationship": [relationship("Owned or Controlled By", 201, "N", "High")]}
        )
        reading = read_sdn(owned, company())
        assert reading["101"].relations == ()
        assert reading["201"].relations == (
            Relation(
                "Owned or Controlled By",
                "101",
                other_name="MOSSO, Orik Vantu",
                quality="High",
                reversed=True,
            ),
        )

    def test_any_other_relation_is_held_where_it_starts(self) -> None:
        ties = [
            relationship("Owned or Controlled By", 101, "M"),
            relationship("Associate Of", 999, "SOMEONE"),
        ]
        reading = read_sdn(person(), company(relationships={"relationship": ties}))
        assert reading["201"].relations == (
            Relation("Owned or Controlled By", "101", other_name="M"),
            Relation("Associate Of", "999", other_name="SOMEONE"),
        )
        assert reading.doubts.counts == {"relation to a party that is not in the file": 1}


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("entity", "message"),
        [
            (company(generalInfo={"entityType": "Robot"}), "unknown entityType 'Robot' of entity 201"),
            (company(sanctionsLists=None), "entity 201 is on no list of this dataset"),
            (company(sanctionsLists=lists((SSI, "2014-07-29"), (WRAPPER, "2014-10-10"))), "on no list"),
            (company(sanctionsLists=lists((SDN_LIST, "soon"))), "datePublished 'soon'"),
            (company(sanctionsPrograms=None), "entity 201 has no programme"),
            (company(names=None), "entity 201 has 0 primary names"),
            (company(names={"name": [name(translation(("Entity Name", "")))]}), "a name is empty"),
            (Marked({}, {"id": "2O1"}), "entity id '2O1' is no number"),
        ],
    )
    def test_an_entity_that_cannot_be(self, entity: Marked, message: str) -> None:
        with pytest.raises(SourceError, match=message):
            read_sdn(entity)

    def test_a_number_that_stands_there_twice(self) -> None:
        with pytest.raises(SourceError, match="entity 201 stands there twice"):
            read_sdn(company(), company())

    def test_a_file_without_an_entity(self) -> None:
        with pytest.raises(SourceError, match="not a single entity"):
            read_sdn()

    def test_a_day_that_is_none(self) -> None:
        with pytest.raises(SourceError, match="dataAsOf 'today' is no date"):
            read_sdn(company(), data_as_of="today")

    def test_a_file_cut_off_anywhere(self) -> None:
        content = enhanced_xml(person(), company())
        for end in range(200, len(content) - 1, 97):
            with pytest.raises(SourceError):
                read_bytes(SDN, sdn_dot_xml=content[:end])

    def test_an_entity_bomb(self) -> None:
        dtd = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n<sanctionsData'
        with pytest.raises(SourceError):
            read_bytes(SDN, sdn_dot_xml=enhanced_xml(company()).replace(b"<sanctionsData", dtd, 1))

    def test_a_file_of_several_lists_is_of_none_that_can_be_told(self, tmp_path: Path) -> None:
        path = tmp_path / "any.xml"
        path.write_bytes(enhanced_xml(company(), filters=[SDN_LIST, WRAPPER]))
        recognised = SDN.recognise(Document(path.name, path))
        assert recognised is not None
        assert recognised.dataset is None
