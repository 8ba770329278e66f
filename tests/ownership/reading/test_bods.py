"""Beneficial Ownership Data Standard 0.4: statements made from its schema, no more than needed."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ostrakon.errors import SourceError
from ostrakon.model import UNKNOWN_SHARE, Share
from ostrakon.ownership.network import Network, presence
from ostrakon.ownership.reading import read_network


def statement(record: str, type_: str, details: dict, **more) -> dict:
    return {
        "statementId": f"s-{record}-{more.get('statementDate', '')}",
        "recordId": record,
        "recordType": type_,
        "recordStatus": "new",
        "recordDetails": {"isComponent": False} | details,
    } | more


def company(record: str, name: str) -> dict:
    return statement(record, "entity", {"name": name, "entityType": {"type": "registeredEntity"}})


def person(record: str, name: str, type_: str = "knownPerson") -> dict:
    return statement(record, "person", {"personType": type_, "names": [{"type": "legal", "fullName": name}]})


def interest(record: str, owner: object, asset: object, *interests: dict, **details) -> dict:
    ends = {"subject": asset, "interestedParty": owner, "interests": list(interests)}
    return statement(record, "relationship", ends | details)


def shares(**share: float) -> dict:
    return {"type": "shareholding", "directOrIndirect": "direct", "share": share}


@pytest.fixture
def read(tmp_path: Path):
    def reading(*statements: dict, lines: bool = False) -> Network:
        file = tmp_path / "register.json"
        written = (
            "\n".join(json.dumps(one) for one in statements) if lines else json.dumps(statements, indent=1)
        )
        file.write_text(written)
        return read_network(file)

    return reading


PARTIES = (company("c", "Widget plc"), person("p", "Jane Roe"))


@pytest.mark.parametrize("lines", [False, True], ids=["package", "stream"])
def test_a_shareholding_is_a_stake_of_the_interested_party_in_the_subject(read, lines: bool) -> None:
    network = read(*PARTIES, interest("r", "p", "c", shares(exact=33.3)), lines=lines)
    (stake,) = network.stakes
    assert (network.name(stake.owner), network.name(stake.asset)) == ("Jane Roe", "Widget plc")
    assert stake.share == Share(Decimal("33.3"), Decimal("33.3"))
    assert network.actors["p"].kind == "Person"
    assert "s-r-" in stake.source


def test_bounds_are_inclusive_or_exclusive_as_stated(read) -> None:
    network = read(
        *PARTIES,
        interest("r1", "p", "c", shares(exclusiveMinimum=25, maximum=50)),
        interest("r2", "c", "c", shares(minimum=50, exclusiveMaximum=75)),
        interest("r3", "c", "c", shares()),
    )
    assert [stake.share for stake in network.stakes] == [
        Share(Decimal(25), Decimal(50), low_open=True),
        Share(Decimal(50), Decimal(75), high_open=True),
        UNKNOWN_SHARE,
    ]


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("votingRights", "votes"),
        ("appointmentOfBoard", "board_appointment"),
        ("rightsToProfitOrIncome", "profit_right"),
        ("controlViaCompanyRulesOrArticles", "dominant_influence"),
        ("otherInfluenceOrControl", "influence"),
        ("seniorManagingOfficial", "management"),
        ("boardMember", "directorship"),
        ("trustee", "owned_or_controlled"),
        ("unknownInterest", "owned_or_controlled"),
    ],
)
def test_each_interest_has_its_kind(read, type_: str, kind: str) -> None:
    (stake,) = read(*PARTIES, interest("r", "p", "c", {"type": type_, "directOrIndirect": "direct"})).stakes
    assert stake.kind == kind
    assert stake.words == type_


def test_an_end_date_is_the_first_day_without_the_interest(read) -> None:
    ended = shares(exact=60) | {"startDate": "2015-01-01", "endDate": "2024-01-10"}
    (stake,) = read(*PARTIES, interest("r", "p", "c", ended)).stakes
    assert presence(stake, date(2024, 1, 9)) is True
    assert presence(stake, date(2024, 1, 10)) is False


def test_later_statements_of_a_record_replace_earlier_ones_and_closing_ends_it(read) -> None:
    first = interest("r", "p", "c", shares(exact=60)) | {"statementDate": "2020-01-01"}
    closed = first | {"statementDate": "2024-01-10", "recordStatus": "closed", "statementId": "s2"}
    (stake,) = read(*PARTIES, closed, first).stakes
    assert presence(stake, date(2024, 1, 9)) is True
    assert presence(stake, date(2024, 1, 10)) is False


def test_a_record_that_was_closed_on_no_known_day_may_have_ended_on_any(read) -> None:
    network = read(*PARTIES, interest("r", "p", "c", shares(exact=60)) | {"recordStatus": "closed"})
    assert presence(network.stakes[0], date(2024, 1, 9)) is None
    assert "closed, and no date says since when" in network.remarks[0]


def test_an_end_that_is_no_date_leaves_the_end_open(read) -> None:
    ended = shares(exact=60) | {"endDate": "31.12.2019"}
    network = read(*PARTIES, interest("r", "p", "c", ended))
    assert presence(network.stakes[0], date(2024, 1, 9)) is None
    assert "date '31.12.2019' is none; read as a date that is not known" in network.remarks[0]


@pytest.mark.parametrize("figure", ["1e999999999", "-1e30", "12345678901234567890123"])
def test_a_figure_of_any_length_is_read_as_unknown(tmp_path: Path, figure: str) -> None:
    file = tmp_path / "register.json"
    written = json.dumps([*PARTIES, interest("r", "p", "c", shares(exact=77))])
    file.write_text(written.replace("77", figure))
    network = read_network(file)
    assert network.stakes[0].share == UNKNOWN_SHARE
    assert "must lie between 0 and 100; read as unknown" in network.remarks[0]


def test_what_is_null_is_not_stated(read) -> None:
    nothing = {"type": None, "share": None, "details": None, "directOrIndirect": None, "startDate": None}
    network = read(
        statement("c", "entity", {"name": None, "entityType": None}),
        statement("p", "person", {"names": None, "personType": None}),
        interest("r", "p", "c", nothing, componentRecords=None),
        statement("q", "relationship", {"subject": "c", "interestedParty": "p", "interests": None}),
    )
    assert [actor.name for actor in network.actors.values()] == ["c", "p"]
    assert [(stake.kind, stake.share) for stake in network.stakes] == [("owned_or_controlled", None)] * 2


@pytest.mark.parametrize("owner", [{"reason": "noBeneficialOwners"}, "a"], ids=["unspecified", "anonymous"])
def test_a_party_that_is_not_named_leaves_its_share_undisclosed(read, owner: object) -> None:
    network = read(*PARTIES, person("a", "", "anonymousPerson"), interest("r", owner, "c", shares(exact=60)))
    assert network.stakes == ()
    assert "counts as not disclosed" in network.remarks[0]


def test_an_indirect_interest_is_left_to_the_chain_it_sums_up(read) -> None:
    indirect = shares(exact=36) | {"directOrIndirect": "indirect"}
    chain = (
        company("h", "Holding"),
        interest("r1", "p", "h", shares(exact=60)),
        interest("r2", "h", "c", shares(exact=60)),
    )
    with_chain = read(*PARTIES, *chain, interest("r", "p", "c", indirect, componentRecords=["r1", "r2"]))
    assert [stake.kind for stake in with_chain.stakes] == ["shares", "shares"]
    alone = read(*PARTIES, interest("r", "p", "c", indirect))
    assert [(stake.kind, stake.share) for stake in alone.stakes] == [("owned_or_controlled", None)]


def test_a_share_that_cannot_be_and_dates_that_contradict_are_read_as_unknown(read) -> None:
    odd = shares(exact=150) | {"startDate": "2020-01-01", "endDate": "2010-01-01"}
    network = read(*PARTIES, interest("r", "p", "c", odd))
    (stake,) = network.stakes
    assert stake.share == UNKNOWN_SHARE
    assert presence(stake, date(2015, 1, 1)) is None
    assert "share of 150 %" in network.remarks[0]
    assert "dates not known" in network.remarks[1]


def test_a_party_without_a_statement_keeps_its_id(read) -> None:
    network = read(PARTIES[0], interest("r", "nobody", "c", shares(exact=60)))
    assert network.actors["nobody"].name == "nobody"
    assert "record 'nobody' is not in the file" in network.remarks[0]


@pytest.mark.parametrize(
    ("statement_", "reason"),
    [
        ({"recordId": "x"}, "no statements of BODS 0.4"),
        (statement("x", "trust", {}), "recordType 'trust'"),
        (statement("x", "relationship", {"subject": "c"}), "interestedParty"),
    ],
)
def test_what_is_no_statement_is_refused(read, statement_: dict, reason: str) -> None:
    with pytest.raises(SourceError, match=r"register\.json") as refused:
        read(statement_)
    assert reason in str(refused.value)
