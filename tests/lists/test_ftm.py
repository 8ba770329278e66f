"""A FollowTheMoney delta holds valid entities, and applied to what was gives what is."""

import json
from datetime import date
from typing import Any

from followthemoney import model
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.listings import person, vessel
from support.versions import list_version

from ostrakon.lists.changes import ListingChange
from ostrakon.lists.ftm import delta_lines
from ostrakon.model import Identifier, Listing, Name, PartialDate, Programme, Property, Relation

VERSION = list_version("2025-07-01")
VANTU = replace(
    person("12735", "Orik VANTU", "Oric VANTOU", weak=("ABU ORIK",), born=date(1965, 9, 11), country="sy"),
    listed_on=date(2011, 5, 18),
    date_basis="stated",
    relations=(Relation("Family member of", "29279"), Relation("Linked to", None, "SOMEBODY")),
)


def entities_of(listing: Listing) -> dict[str, dict[str, Any]]:
    """As a delta adds them."""
    written = (json.loads(line) for line in delta_lines([ListingChange(None, listing)], VERSION))
    return {line["entity"]["id"]: line["entity"] for line in written}


def lines(was: Listing | None, now: Listing | None) -> list[tuple[str, str]]:
    written = [json.loads(line) for line in delta_lines([ListingChange(was, now)], VERSION)]
    return [(line["op"], line["entity"]["id"]) for line in written]


def test_a_new_listing_is_a_party_a_sanction_and_its_links() -> None:
    link = next(id_ for id_ in entities_of(VANTU) if "~r" in id_)
    ids = ["us_ofac_sdn:12735", "us_ofac_sdn:12735~s", link]
    assert lines(None, VANTU) == [("ADD", id_) for id_ in ids]
    assert lines(VANTU, None) == [("DEL", id_) for id_ in ids]


def test_only_the_entity_that_changed_is_modified() -> None:
    renamed = replace(VANTU, names=(*VANTU.names, Name("WANTU", "former")))
    assert lines(VANTU, renamed) == [("MOD", "us_ofac_sdn:12735")]
    assert lines(VANTU, replace(VANTU, reasons=("for cause",))) == [("MOD", "us_ofac_sdn:12735~s")]
    untied = replace(VANTU, relations=VANTU.relations[1:])
    assert [operation for operation, _ in lines(VANTU, untied)] == ["DEL"]


def test_every_entity_is_valid_in_followthemoney() -> None:
    ship = replace(
        vessel("9", "SHIP", "SHIP TWO"),
        identifiers=(Identifier("imo", "9187629"), Identifier("other", "X1"), Identifier("wallet", "1A")),
        properties=(Property("flag", "Syria"), Property("no such property", "x"), Property("type", "Tanker")),
        birth_dates=(PartialDate.of_month(1999, 3),),
    )
    for listing in (VANTU, ship, replace(VANTU, id="a b/ü")):
        for entity in entities_of(listing).values():
            proxy = model.get_proxy(entity | {"properties": {}})
            for name, values in entity["properties"].items():
                if proxy.schema.properties[name].type.name != "entity":
                    proxy.add(name, values, cleaned=False)
                    assert set(proxy.get(name)) == set(values), name


def test_values_are_written_as_followthemoney_writes_them() -> None:
    ship = replace(
        vessel("9", "SHIP"),
        identifiers=(Identifier("imo", "9187629"),),
        properties=(Property("flag", "Syria"), Property("buildDate", "long ago")),
    )
    properties = entities_of(ship)["us_ofac_sdn:9"]["properties"]
    assert (properties["flag"], properties["imoNumber"]) == (["sy"], ["IMO9187629"])
    assert "buildDate" not in properties


def test_names_dates_and_numbers_stand_where_followthemoney_looks_for_them() -> None:
    entities = entities_of(replace(VANTU, identifiers=(Identifier("passport", "D1903"),)))
    party, sanction = entities["us_ofac_sdn:12735"], entities["us_ofac_sdn:12735~s"]
    properties = party["properties"]
    assert (properties["name"], properties["alias"], properties["weakAlias"]) == (
        ["Orik VANTU"],
        ["Oric VANTOU"],
        ["ABU ORIK"],
    )
    assert (properties["birthDate"], properties["passportNumber"]) == (["1965-09-11"], ["D1903"])
    assert sanction["properties"]["startDate"] == ["2011-05-18"]


def test_a_false_number_is_nobodys() -> None:
    false = replace(VANTU, identifiers=(Identifier("passport", "D1903", valid=False),))
    assert "D1903" not in json.dumps(entities_of(false))


def test_ties_and_wallets_keep_their_ids_when_others_come_before_them() -> None:
    wallet = Identifier("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", asset="XBT")
    before = replace(VANTU, identifiers=(wallet,))
    after = replace(
        VANTU,
        relations=(Relation("Owned or Controlled By", "1"), *VANTU.relations),
        identifiers=(Identifier("wallet", "0xdb2720ebad55399117ddb4c4a4afd9a4ccada8fe", asset="ETH"), wallet),
    )
    assert {operation for operation, _ in lines(before, after)} == {"ADD"}
    assert len(lines(before, after)) == 2


small = st.builds(
    lambda aliases, codes, others: replace(
        VANTU,
        names=(Name("Orik VANTU"), *(Name(text, "alias") for text in aliases)),
        programmes=tuple(map(Programme, codes)),
        relations=tuple(Relation("Family member of", other) for other in others),
    ),
    *(st.lists(st.sampled_from("abc"), unique=True, max_size=2) for _ in range(3)),
)


@given(st.none() | small, st.none() | small)
def test_the_delta_applied_to_what_was_gives_what_is(was: Listing | None, now: Listing | None) -> None:
    held = {} if was is None else entities_of(was)
    for line in delta_lines([ListingChange(was, now)], VERSION):
        entry = json.loads(line)
        operation, entity = entry["op"], entry["entity"]
        assert (entity["id"] in held) == (operation != "ADD")
        if operation == "DEL":
            del held[entity["id"]]
        else:
            assert entity["last_change"] == "2025-07-01T00:00:00"
            held[entity["id"]] = entity
    assert held == ({} if now is None else entities_of(now))
