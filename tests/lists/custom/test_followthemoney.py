from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders.custom import ftm_entity, ftm_list, read

from ostrakon.errors import SourceError
from ostrakon.model import Country, Identifier, Name, PartialDate, Place, Programme, Relation

PERSON = ftm_entity(
    "Q-1",
    "Person",
    name=["Vantu Orik", "Orik Vantu"],
    alias="Orik V.",
    weakAlias="Owl",
    previousName="Orik Mosso",
    birthDate=["1970-05-17", "1971", "1972-03"],
    birthPlace="Musanze",
    birthCountry="rw",
    nationality="rw",
    citizenship="ke",
    country=["sy", "rw"],
    gender="male",
    title="Dr.",
    position="Quartermaster",
    address="1 Test Street, Goma",
    addressEntity="addr-1",
    passportNumber="X0012345",
    idNumber="4711",
    innCode="7707083893",
    wikidataId="Q42",
    topics=["sanction", "role.pep"],
    notes="Invented for a test.",
    firstName="Orik",
    sourceUrl="https://example.org/1",
) | {"caption": "Orik Vantu", "first_seen": "2020-01-01", "target": True, "referents": ["old-1"]}

ADDRESS = ftm_entity(
    "addr-1",
    "Address",
    full="2 Side Street, Nairobi, Kenya",
    city="Nairobi",
    street="2 Side Street",
    country="ke",
)
SANCTION = ftm_entity(
    "s-1",
    "Sanction",
    entity="Q-1",
    program="SYR",
    reason="Supports nobody.",
    listingDate="2011-05-23",
    startDate="2011-05-24",
    authority="Nowhere",
    provisions="Asset freeze",
    unscId="QDi.043",
    status="active",
)
PASSPORT = ftm_entity("p-1", "Passport", holder="Q-1", number="Y77", country="ke", endDate="2020-02-17")
PERMIT = ftm_entity(
    "i-1", "Identification", holder="Q-1", number="Z9", type="Driving licence", authority="Kent"
)
COMPANY = ftm_entity("C-1", "Company", name="Nowhere Trading", idNumber="99", jurisdiction="sy", leiCode="L")
OWNED = ftm_entity("o-1", "Ownership", owner="Q-1", asset="C-1", percentage="51", endDate="2020")
CHAIR = ftm_entity("d-1", "Directorship", director="Q-1", organization="C-2", role="chairman")


def test_every_field_of_a_person() -> None:
    reading = read(ftm_list(PERSON, ADDRESS, SANCTION, PASSPORT, PERMIT))
    [listing] = reading.listings
    assert reading.doubts.counts == {}
    assert (reading.edition.layout, reading.edition.published_on) == ("FollowTheMoney JSON Lines", None)
    assert (listing.dataset, listing.id, listing.kind) == ("mine", "Q-1", "Person")
    assert listing.names == (
        Name("Orik Vantu"),
        Name("Vantu Orik", "variation"),
        Name("Orik V.", "alias"),
        Name("Owl", "alias", "weak"),
        Name("Orik Mosso", "former"),
    )
    assert listing.birth_dates == (
        PartialDate.of_day(date(1970, 5, 17)),
        PartialDate.of_year(1971),
        PartialDate.of_month(1972, 3),
    )
    assert listing.birth_places == (Place("Musanze"), Place("rw", Country("rw", "rw")))
    assert listing.nationalities == (Country("rw", "rw"),)
    assert listing.citizenships == (Country("ke", "ke"),)
    assert (listing.genders, listing.titles, listing.positions) == (("male",), ("Dr.",), ("Quartermaster",))
    assert [address.text for address in listing.addresses] == [
        "1 Test Street, Goma",
        "2 Side Street, Nairobi, Kenya",
        "sy",
        "rw",
    ]
    assert listing.addresses[1].country == Country("ke", "ke")
    assert listing.identifiers == (
        Identifier("passport", "X0012345", label="passportNumber"),
        Identifier("national_id", "4711", label="idNumber"),
        Identifier("tax", "7707083893", label="innCode"),
        Identifier(
            "passport",
            "Y77",
            label="Passport",
            country=Country("ke", "ke"),
            expires_on=PartialDate.of_day(date(2020, 2, 17)),
        ),
        Identifier("other", "Z9", label="Driving licence", note="Kent"),
    )
    assert listing.programmes == (Programme("SYR", listed_on=date(2011, 5, 23)),)
    assert (listing.listed_on, listing.date_basis) == (date(2011, 5, 23), "stated")
    assert (listing.measures, listing.reasons) == (("Asset freeze",), ("Supports nobody.",))
    assert listing.cross_references == (Identifier("un_reference", "QDi.043", label="unscId"),)
    assert listing.notes == ("Invented for a test.",)
    assert [(p.name, p.value) for p in listing.properties] == [
        ("schema", "Person"),
        ("wikidataId", "Q42"),
        ("topics", "sanction"),
        ("topics", "role.pep"),
        ("firstName", "Orik"),
        ("sourceUrl", "https://example.org/1"),
        ("datasets", "invented"),
        ("referents", "old-1"),
        ("first_seen", "2020-01-01"),
        ("sanctionStartDate", "2011-05-24"),
        ("authority", "Nowhere"),
        ("sanctionStatus", "active"),
    ]


def test_nested_entities_read_as_linked_ones() -> None:
    sanction = SANCTION | {"properties": {k: v for k, v in SANCTION["properties"].items() if k != "entity"}}
    nested = PERSON | {
        "properties": PERSON["properties"] | {"addressEntity": [ADDRESS], "sanctions": [sanction]},
    }
    linked = ftm_list(PERSON, ADDRESS, SANCTION)
    assert read(ftm_list(nested)).listings == read(linked).listings


def test_a_target_that_also_stands_nested_in_another_is_read_once_and_whole() -> None:
    """As in OpenSanctions' targets.nested.json, where an owner who is a target has a line too."""
    owner = ftm_entity("Q-1", "Person", name="Orik Vantu")
    tie = ftm_entity("o-1", "Ownership", owner=[owner | {"target": False}], percentage="51")
    company = ftm_entity("C-1", "Company", name="Nowhere Trading", ownershipAsset=[tie])
    whole = PERSON | {"properties": PERSON["properties"] | {"addressEntity": [ADDRESS]}}
    for lines in ((company, whole), (whole, company)):
        found = {x.id: x for x in read(ftm_list(*lines)).listings}
        assert set(found) == {"C-1", "Q-1"}
        assert found["Q-1"].relations == (Relation("Ownership", other_id="C-1", quality="51"),)
        assert found["Q-1"].nationalities == (Country("rw", "rw"),)


def test_wallets_are_identifiers_of_their_holder() -> None:
    wallet = ftm_entity(
        "w-1", "CryptoWallet", publicKey="0xInvented", currency="ETH", holder="C-1", balance="7"
    )
    reading = read(ftm_list(COMPANY, wallet))
    assert reading.listings[0].identifiers[-1] == Identifier(
        "wallet", "0xInvented", label="CryptoWallet", asset="ETH"
    )
    assert reading.doubts.counts == {"not kept: CryptoWallet.balance": 1}


def test_the_owner_that_a_vessel_names_itself_is_a_relation() -> None:
    vessel = ftm_entity("V", "Vessel", name="Owl", owner="C-1", operator="C-9")
    found = {x.id: x for x in read(ftm_list(vessel, COMPANY)).listings}
    assert found["V"].relations == (
        Relation("owner", other_id="C-1"),
        Relation("operator", other_name="C-9"),
    )


def test_all_else_that_a_sanction_states_is_a_property() -> None:
    sanction = ftm_entity(
        "s-1",
        "Sanction",
        entity="C-1",
        program="SYR",
        programId="EU-SYR",
        listingDate=["2022-01-01", "2011-05-23"],
        modifiedAt="2023-01-01",
        recordId="77",
    )
    [listing] = read(ftm_list(COMPANY, sanction)).listings
    assert listing.listed_on == date(2011, 5, 23)  # the earliest, in whatever order they stand
    assert [(p.name, p.value) for p in listing.properties][-4:] == [
        ("programId", "EU-SYR"),
        ("sanctionListingDate", "2022-01-01"),
        ("sanctionModifiedAt", "2023-01-01"),
        ("sanctionRecordId", "77"),
    ]


def test_what_a_tie_states_and_a_relation_has_no_field_for_is_counted() -> None:
    tie = OWNED | {"properties": OWNED["properties"] | {"startDate": ["2001"], "summary": ["once"]}}
    assert read(ftm_list(PERSON, ADDRESS, COMPANY, tie)).doubts.counts == {
        "not kept: Ownership.startDate": 1,
        "not kept: Ownership.summary": 1,
    }


def test_namibia_is_a_country() -> None:
    [listing] = read(ftm_list(ftm_entity("1", "Person", name="Orik", nationality="na"))).listings
    assert listing.nationalities == (Country("na", "na"),)


def test_a_blank_name_is_none() -> None:
    reading = read(ftm_list(COMPANY, ftm_entity("9", "Person", name=["  "], alias="")))
    assert [x.id for x in reading.listings] == ["C-1"]
    assert reading.doubts.counts["without a name: Person"] == 1


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ("Person", "Person"),
        ("LegalEntity", "LegalEntity"),
        ("Company", "LegalEntity"),
        ("Organization", "LegalEntity"),
        ("PublicBody", "LegalEntity"),
        ("Vessel", "Vessel"),
        ("Airplane", "Airplane"),
    ],
)
def test_schemata_become_our_kinds_and_are_kept(schema: str, kind: str) -> None:
    [listing] = read(ftm_list(ftm_entity("1", schema, name="Orik"))).listings
    assert listing.kind == kind
    assert listing.properties[0].value == schema


def test_numbers_of_companies_ships_and_aircraft() -> None:
    vessel = ftm_entity("V", "Vessel", name="Owl", imoNumber="9562233", mmsi="2", callSign="3", flag="sy")
    plane = ftm_entity("A", "Airplane", name="Owl", serialNumber="5")
    found = {x.id: x for x in read(ftm_list(COMPANY, vessel, plane)).listings}
    assert [i.type for i in found["C-1"].identifiers] == ["registration", "lei"]
    assert [i.type for i in found["V"].identifiers] == ["imo", "mmsi", "call_sign"]
    assert [i.type for i in found["A"].identifiers] == ["aircraft"]
    assert ("flag", "sy") in {(p.name, p.value) for p in found["V"].properties}


def test_ties_go_from_their_source_by_id_or_by_name() -> None:
    other = ftm_entity("C-2", "Company", name="Elsewhere") | {"target": False}
    reading = read(ftm_list(PERSON, ADDRESS, COMPANY, other, OWNED, CHAIR))
    relations = {x.id: x.relations for x in reading.listings}
    assert relations == {
        "Q-1": (
            Relation("Ownership", other_id="C-1", quality="51", former=True),
            Relation("Directorship (chairman)", other_name="Elsewhere"),
        ),
        "C-1": (),
    }
    assert reading.doubts.counts == {"no target of its list: Company": 1, "belongs to no party: Company": 1}


def test_a_tie_from_someone_who_is_not_listed_is_a_note() -> None:
    owner = ftm_entity("Q-9", "Person", name="Somebody") | {"target": False}
    tie = ftm_entity("o-2", "Ownership", owner="Q-9", asset="C-1")
    [company] = read(ftm_list(COMPANY, owner, tie)).listings
    assert company.relations == ()
    assert company.notes == ("Ownership of this party by Somebody",)


def test_the_earliest_sanction_dates_the_listing_and_a_year_is_no_day() -> None:
    later = ftm_entity("s-2", "Sanction", entity="Q-1", programId="EU-SYR", startDate="2012-01-01")
    vague = ftm_entity("s-3", "Sanction", entity="Q-1", program="X", startDate="2009")
    reading = read(ftm_list(PERSON, ADDRESS, SANCTION, later, vague))
    assert reading.listings[0].listed_on == date(2011, 5, 23)
    assert [p.code for p in reading.listings[0].programmes] == ["SYR", "EU-SYR", "X"]
    assert reading.doubts.counts["listing date that is no day"] > 0


def test_what_is_no_party_is_counted_by_schema() -> None:
    nameless = ftm_entity("9", "Person", birthDate="1970")
    orphan = ftm_entity("s-9", "Sanction", entity="nobody", program="X")
    post = ftm_entity("post", "Position", name="Chair")
    reading = read(ftm_list(PERSON, nameless, orphan, post))
    assert len(reading.listings) == 1
    assert reading.doubts.counts == {
        "without a name: Person": 1,
        "belongs to no party: Person": 1,
        "belongs to no party: Sanction": 1,
        "belongs to no party: Position": 1,
        "address that is not in the file": 1,
    }


def test_odd_values_are_kept_and_counted() -> None:
    odd = ftm_entity("1", "Person", name="Orik", birthDate="about 1970", nationality="Oz", shoeSize="44")
    reading = read(ftm_list(odd))
    assert reading.listings[0].birth_dates == (PartialDate.of_text("about 1970"),)
    assert reading.listings[0].nationalities == (Country("Oz", None),)
    assert reading.doubts.counts == {
        "birth date that is none": 1,
        "unknown country": 1,
        "unknown property Person.shoeSize": 1,
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"id": "2", "schema": "Person"', "line 3: no JSON"),
        (b"[1]", "line 3: no JSON object"),
        (b'{"id": "2", "schema": "Person"}', "line 3: no entity: .*properties"),
        (b'{"id": 2, "schema": "Person", "properties": {}}', "line 3: no entity: .*'id': 2, 'schema'"),
        (b'{"id": "", "schema": "Person", "properties": {}}', "line 3: entity without an id"),
        (b'{"id": "2", "schema": "Alien", "properties": {}}', "line 3: schema 'Alien'"),
        (b'{"id": "2", "schema": "Person", "properties": {"name": "Orik"}}', "line 3: no entity"),
        (b'{"id": "2", "schema": "Person", "properties": {"name": [7]}}', "line 3: name: 7 is no text"),
        (b'{"id": "1", "schema": "Person", "properties": {}}', "line 3: id '1' is already in line 1"),
        (b'{"id": "2\xff"}', "line 3: no JSON"),
        (b"id,name", "line 3: no JSON"),
    ],
)
def test_a_bad_line_is_named_with_its_number(line: bytes, message: str) -> None:
    content = ftm_list(ftm_entity("1", "Person", name="Orik")) + b"\n" + line + b"\n"
    with pytest.raises(SourceError, match=f"mine, {message}"):
        read(content)


def test_deep_nesting_ends_in_an_error_not_in_a_crash() -> None:
    nested: dict[str, Any] = ftm_entity("deep", "Person", name="Orik")
    for level in range(30):
        nested = ftm_entity(f"l{level}", "Family", person=nested)
    with pytest.raises(SourceError, match="nested more than 8 deep"):
        read(ftm_list(nested))
    with pytest.raises(SourceError, match="no JSON"):
        read(b'{"id":' + b"[" * 100_000)


def test_a_file_without_a_party_is_refused() -> None:
    with pytest.raises(SourceError, match="not a single party with a name"):
        read(ftm_list(SANCTION))


@given(st.lists(st.text(min_size=1).filter(lambda text: text.split()), min_size=1, max_size=8, unique=True))
def test_any_name_is_read_back(names: list[str]) -> None:
    listings = read(
        ftm_list(*(ftm_entity(str(n), "Person", name=name) for n, name in enumerate(names)))
    ).listings
    assert [x.name for x in listings] == [" ".join(name.split()) for name in names]
    assert all(msgspec.json.encode(listing) for listing in listings)
