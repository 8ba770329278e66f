"""The network that lists state themselves: directions, words, and who is listed by whom."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from support.listings import company, person
from support.reading import read_files
from support.shared import shared_list

from ostrakon.lists.sources.gb_hmt_sanctions import SOURCE as OFSI
from ostrakon.lists.sources.us_ofac_sdn import SOURCE as SDN
from ostrakon.model import Capture, Listing, ListVersion, Relation, StakeKind
from ostrakon.ownership.answering import answer
from ostrakon.ownership.blocked import find_blocked
from ostrakon.ownership.listings import HeldList, network_of_lists
from ostrakon.ownership.network import Network

DAY = date(2025, 5, 29)


def version(dataset: str, listings: int) -> ListVersion:
    moment = datetime(2025, 5, 29, tzinfo=UTC)
    return ListVersion(
        dataset=dataset,
        name="2025-05-29",
        layout="made for a test",
        published_on=DAY,
        captured_at=moment,
        captured_basis="given",
        imported_at=moment,
        captures=(Capture("0" * 64, 1, "made-for-a-test", moment, "given", moment),),
        entries={"Person": listings},
        names=listings,
    )


def held(dataset: str, *listings: Listing) -> HeldList:
    own = tuple(msgspec.structs.replace(listing, dataset=dataset) for listing in listings)
    return HeldList(version(dataset, len(own)), own)


def built(*lists: HeldList, joined: dict[str, str] | None = None) -> Network:
    return network_of_lists(lists, lambda id_: (joined or {}).get(id_, id_))


def tied(listing: Listing, *relations: Relation) -> Listing:
    return msgspec.structs.replace(listing, relations=relations)


@pytest.mark.parametrize(
    ("words", "kind", "owner"),
    [
        ("Owned or Controlled By", "owned_or_controlled", "2"),
        ("Owns, controls, or operates", "owned_or_controlled", "1"),
        ("Acting for or on behalf of", "acts_for", "1"),
        ("Providing support to", "support", "1"),
        ("Leader or official of", "management", "1"),
        ("Family member of", "family", "1"),
        ("Associate Of", "association", "1"),
        ("Property in the interest of", "link", "2"),
        ("a label of tomorrow", "link", "1"),
    ],
)
def test_each_label_has_its_kind_and_direction(words: str, kind: StakeKind, owner: str) -> None:
    first = tied(company("1", "First"), Relation(words, "2"))
    (stake,) = built(held("us_ofac_sdn", first, company("2", "Second"))).stakes
    assert (stake.kind, stake.owner, stake.words) == (kind, f"us_ofac_sdn:{owner}", words)
    assert stake.share is None
    assert stake.source == "us_ofac_sdn 2025-05-29, 1"


def test_a_tie_that_was_turned_keeps_the_issuers_direction_beside_it() -> None:
    turned = tied(company("1", "Firm"), Relation("Owned or Controlled By", "2", reversed=True))
    network = built(held("us_ofac_sdn", turned, person("2", "Jane Roe")))
    (stake,) = network.stakes
    assert (network.name(stake.owner), network.name(stake.asset)) == ("Jane Roe", "Firm")
    link = answer(network, "us_ofac_sdn:1", DAY, law_known_at=DAY, complete=False).ties[0]
    assert link.stated_as == "Firm → Jane Roe"


def test_a_side_in_words_is_the_listing_of_exactly_that_name_or_a_party_of_its_own() -> None:
    parent = tied(
        company("1", "Holding"),
        Relation("Subsidiaries", other_name="The WIDGET works (WW)"),
        Relation("Subsidiaries", other_name="Widget"),
    )
    network = built(held("gb_hmt_sanctions", parent, company("2", "Widget Works")))
    assert [stake.asset for stake in network.stakes] == [
        "gb_hmt_sanctions:2",
        "gb_hmt_sanctions:named:widget",
    ]
    assert network.name("gb_hmt_sanctions:named:widget") == "Widget"
    assert network.stakes[0].words == "Subsidiaries: The WIDGET works (WW)"


def test_listings_of_several_issuers_are_one_actor_with_its_own_listings() -> None:
    network = built(
        held("us_ofac_sdn", person("1", "Jane Roe")),
        held("eu_fsf", person("9", "Jane ROE")),
        joined={"eu_fsf:9": "us_ofac_sdn:1"},
    )
    assert [period.issuer for period in network.listed] == ["us", "eu"]
    assert set(network.actors) == {"us_ofac_sdn:1"}


def test_lists_that_freeze_nothing_list_nobody_here() -> None:
    barred = msgspec.structs.replace(person("2", "John Roe"), measures=("Travel ban",))
    frozen = msgspec.structs.replace(person("3", "Jim Roe"), measures=("Asset freeze", "Travel ban"))
    network = built(
        held("us_ofac_cons", person("1", "Jane Roe")),
        held("gb_fcdo_sanctions", barred, frozen),
        held("un_sc_sanctions", person("4", "Joe Roe")),
    )
    assert [period.actor for period in network.listed] == ["gb_fcdo_sanctions:3"]


def test_owned_or_controlled_without_a_share_cannot_be_told() -> None:
    """OFAC gives no percentages, and merges ownership with control."""
    owner = tied(person("1", "Jane Roe"), Relation("Owns, controls, or operates", other_name="Firm"))
    network = built(held("us_ofac_sdn", owner))
    found = answer(network, "us_ofac_sdn:named:firm", DAY, rules=["us"], law_known_at=DAY, complete=True)
    (american,) = found.answers
    assert american.answer == "cannot_tell"
    assert american.missing == (
        "Jane Roe's share of Firm: blocked if it is at least 50 %; stated is share unknown",
    )
    assert american.chain[0].words == "Owns, controls, or operates: Firm"


def test_where_no_list_of_a_jurisdiction_is_held_nobody_is_known_to_be_not_listed() -> None:
    network = built(held("us_ofac_sdn", person("1", "Jane Roe")))
    for rule, verdict in (("us", "blocked"), ("eu", "cannot_tell"), ("gb", "cannot_tell")):
        found = find_blocked(network, rule, DAY, law_known_at=DAY, complete=False)
        assert found.verdict("us_ofac_sdn:1") == verdict
    european = answer(network, "us_ofac_sdn:1", DAY, rules=["eu"], law_known_at=DAY, complete=False).answers[
        0
    ]
    assert european.missing == ("whom that jurisdiction lists: none of its lists is held for 2025-05-29",)


def test_a_list_of_your_own_keeps_its_percentage() -> None:
    owner = tied(person("1", "Jane Roe"), Relation("Ownership (founder)", "2", quality="33.3"))
    (stake,) = built(held("mine", owner, company("2", "Firm"))).stakes
    assert (stake.kind, str(stake.share)) == ("shares", "33.3 %")


# --- the issuers' own files ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def american() -> tuple[Network, dict[str, Listing]]:
    file = shared_list("us_ofac_sdn/2025-05-29/sdn_advanced.xml.bz2")
    listings = read_files(SDN, file).listings
    return built(held("us_ofac_sdn", *listings)), {f"us_ofac_sdn:{one.id}": one for one in listings}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Owned or Controlled By", 143),
        ("Acting for or on behalf of", 206),
        ("Providing support to", 184),
        ("Leader or official of", 21),
    ],
)
def test_the_ties_of_the_syria_programmes_are_exactly_those_of_the_file(american, words, expected) -> None:
    network, listings = american

    def is_syrian(actor: str) -> bool:
        return any(programme.code.startswith("SYRIA") for programme in listings[actor].programmes)

    ties = [stake for stake in network.stakes if stake.words == words]
    syrian = [stake for stake in ties if is_syrian(stake.owner) or is_syrian(stake.asset)]
    assert len(syrian) == expected
    assert all(network.name(end) for stake in syrian for end in (stake.owner, stake.asset))


def test_no_person_is_owned_and_the_stated_direction_is_kept(american) -> None:
    network, listings = american
    owned = [stake for stake in network.stakes if stake.kind == "owned_or_controlled"]
    assert not [stake for stake in owned if listings[stake.asset].kind == "Person"]
    assert sum(stake.reversed for stake in owned if stake.words == "Owned or Controlled By") == 237
    assert sum(stake.reversed for stake in owned if stake.words == "Owns, controls, or operates") == 21


def test_parents_and_subsidiaries_of_ofsi_are_ties_with_their_words() -> None:
    listings = read_files(OFSI, shared_list("gb_hmt_sanctions/2025-04-14/ConList.xlsx")).listings
    network = built(held("gb_hmt_sanctions", *listings))
    stated = {"Parent company": 0, "Subsidiaries": 0, "Current owners": 0}
    for stake in network.stakes:
        assert stake.words is not None
        stated[stake.words.partition(":")[0]] += 1
    assert stated["Parent company"] > 140
    assert stated["Subsidiaries"] > 90
