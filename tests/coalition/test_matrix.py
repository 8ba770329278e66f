"""Who lists whom on a day, and what follows: gaps, lags, drops, and what nobody can know."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from support.coalition import DAYS, asked, compared, history, party, since, undecided

from ostrakon.coalition import Overlap
from ostrakon.lists.in_force import State

US, OFSI, FCDO, EU = "us_ofac_sdn:1", "gb_hmt_sanctions:1", "gb_fcdo_sanctions:SYR0001", "eu_fsf:EU.1.1"
NO_PROGRAMME = State((), since("2011-05-18").listed)


def only_row(held, *listings, question=None):
    (row,) = compared([party(*(listings or held))], history(held), question or asked()).parties
    return row


# --- answers ---------------------------------------------------------------------------------------


def test_a_party_of_three_issuers_is_one_row_with_days_bases_and_lags():
    """As Bashar al-Assad's: stated by the US and the UK, an upper bound for the EU."""
    row = only_row(
        {
            US: since("2011-05-18"),
            OFSI: since("2011-05-24"),
            FCDO: since("2011-05-24"),
            EU: since("2011-05-24", derived=True),
        }
    )
    assert [on.answer for on in row.by_issuer.values()] == ["listed", "listed", "reconstructed"]
    assert row.by_issuer["gb"].listings == (OFSI, FCDO)
    assert row.first == ("us",)
    assert {issuer: (lag.days, lag.basis) for issuer, lag in row.lag_days.items()} == {
        "gb": (6, "stated"),
        "eu": (6, "at_most"),
    }
    assert row.missing == ()


def test_an_issuer_whose_versions_around_the_day_lack_the_party_is_missing():
    row = only_row({US: since("2011-05-18")})
    assert row.by_issuer["gb"].answer == "not_listed"
    assert row.missing == ("gb",)


def test_an_issuer_of_which_no_version_of_the_day_is_held_is_unknown_and_not_missing():
    row = only_row({US: since("2011-05-18")})
    assert row.by_issuer["eu"].answer == "unknown"
    assert "eu" not in row.missing


def test_a_take_over_date_leaves_the_days_before_it_unknown():
    row = only_row({US: since("2011-05-18"), FCDO: since("2020-12-31", derived=True)})
    assert row.by_issuer["gb"].answer == "unknown"


def test_what_ofsi_lacks_after_2020_is_no_removal_of_what_it_never_had():
    """The UK Sanctions List has travel bans and ships, too: OFSI's list never did."""
    held = {FCDO: since("2022-03-01"), US: since("2011-05-18")}
    row = only_row(held, question=asked(on="2025-06-01"))
    assert row.by_issuer["gb"].answer == "reconstructed"


def test_a_version_without_any_programme_says_nothing_of_one():
    """OFAC's file of 2016-03-25 has 400 entries without one."""
    before = dict(DAYS, us_ofac_sdn=(date(2015, 1, 17), *DAYS["us_ofac_sdn"]))
    states = [since(), NO_PROGRAMME, since(), since("2011-05-18")]
    held = history({US: [states[0] and State(("SYRIA",), since().listed), *states[1:]]}, before)
    (row,) = compared([party(US)], held, asked()).parties
    assert (row.by_issuer["us"].answer, row.by_issuer["us"].in_programme) == ("listed", True)
    held = history({US: [None, NO_PROGRAMME, since("2012-01-01"), since("2012-01-01")]}, before)
    assert compared([party(US)], held, asked()).parties[0].by_issuer["us"].answer == "unknown"


def test_a_tag_of_the_sdn_list_on_the_consolidated_list_is_no_listing_of_that_day():
    """As Rosoboroneksport's: sectoral since 2015, under SYRIA only since it came onto the SDN List."""
    cons = "us_ofac_cons:1"
    later = [None, None, since("2018-04-06")]
    held = history(
        {US: later, cons: since("2015-12-22", "SYRIA", "UKRAINE-EO13662"), OFSI: since("2011-05-24")}
    )
    (row,) = compared([party(US, cons, OFSI)], held, asked()).parties
    assert (row.by_issuer["us"].answer, row.by_issuer["us"].in_programme) == ("reconstructed", False)
    alone = history({cons: since("2015-12-22", "SYRIA")})
    (row,) = compared([party(cons)], alone, asked()).parties
    assert row.by_issuer["us"].in_programme


def test_a_party_under_another_programme_is_elsewhere_and_no_gap():
    row = only_row({US: since("2005-06-29", "NPWMD"), OFSI: since("2011-12-02")})
    us = row.by_issuer["us"]
    assert (us.answer, us.in_programme, us.programmes) == ("listed", False, ("NPWMD",))
    assert row.elsewhere == ("us",)
    assert "us" not in row.missing
    assert row.first == ("gb",)


def test_a_party_only_under_a_programme_without_a_counterpart_is_no_gap():
    row = only_row({US: since("2014-12-17", "FSE-SY")})
    assert not row.counterpart
    assert row.missing == ()


def test_another_programme_beside_it_makes_it_no_gap_of_this_one():
    row = only_row({US: since("2012-04-23", "HRIT-SY", "SDGT")})
    assert not row.counterpart
    assert row.missing == ()


def test_an_issuer_without_such_a_programme_has_no_gap():
    question = asked("us", "un", on="2018-01-26")
    row = only_row({US: since("2011-05-18")}, question=question)
    assert row.by_issuer["un"].answer == "not_listed"
    assert row.missing == ()


def test_a_party_that_everybody_listed_later_has_no_row():
    assert not compared([party(US)], history({US: [None, *[since("2017-01-12")] * 2]}), asked()).parties


def test_a_party_that_was_never_under_the_programme_has_no_row():
    assert not compared([party(EU)], history({EU: since("2014-03-17", "UKR")}), asked()).parties


def test_the_day_of_the_programme_goes_before_that_of_the_entry():
    codes = ("Iran (human rights)", "Syria")
    own = since(
        "2011-04-14", *codes, days={"Iran (human rights)": date(2011, 4, 14), "Syria": date(2011, 6, 24)}
    )
    assert only_row({OFSI: own}).by_issuer["gb"].listed_on == date(2011, 6, 24)


def test_a_pair_that_nobody_decided_makes_the_others_answer_unknown():
    held = history({US: since("2011-05-18"), OFSI: since("2011-05-24")})
    parties = [party(US), party(OFSI)]
    rows = compared(parties, held, asked("us", "gb"), pairs=[undecided(US, OFSI)]).parties
    assert [row.by_issuer[other].answer for row, other in zip(rows, ("gb", "us"), strict=True)] == [
        "unknown",
        "unknown",
    ]
    assert rows[0].by_issuer["gb"].perhaps == (OFSI,)
    assert all(row.missing == () for row in rows)


def test_an_undecided_listing_that_was_not_in_force_changes_nothing():
    held = history({US: since("2011-05-18"), OFSI: [None, since("2019-01-01"), since("2019-01-01")]})
    row = compared([party(US), party(OFSI)], held, asked("us", "gb"), pairs=[undecided(US, OFSI)]).parties[0]
    assert (row.by_issuer["gb"].answer, row.missing) == ("not_listed", ("gb",))


# --- what follows ----------------------------------------------------------------------------------


def test_the_urgent_procedure_is_named_for_whom_the_uk_lacks_and_only_in_its_time():
    held = {US: since("2011-05-18")}
    today = only_row(held, question=asked("us", "gb", on=None))
    assert today.eligible == {
        "gb": "eligible under Sanctions and Anti-Money Laundering Act 2018, s. 11 (urgent procedure)"
    }
    assert only_row(held, question=asked("us", "gb")).eligible == {}
    listed_by_uk = only_row(
        {OFSI: since("2011-05-24"), FCDO: since("2011-05-24")}, question=asked("us", "gb", on=None)
    )
    assert listed_by_uk.eligible == {}


def test_what_one_took_off_and_another_keeps_is_told_with_the_last_version_that_shows_it():
    held = history({US: [*[since("2011-05-18")] * 2, None], FCDO: since("2011-05-24")})
    (dropped,) = compared([party(US, FCDO)], held, asked("us", "gb", on=None)).dropped
    assert (dropped.by, dropped.kept_by) == (("us",), ("gb",))
    assert dropped.last_seen == {"us": date(2018, 1, 26)}


def test_only_here_is_said_only_where_all_others_are_known_not_to_list():
    parties, held = [party(US)], history({US: since("2011-05-18")})
    assert compared(parties, held, asked("us", "gb")).only_here == {"us": (US,), "gb": ()}
    assert compared(parties, held, asked("us", "gb", "eu")).only_here["us"] == ()


def test_what_cannot_be_known_is_counted_and_named():
    result = compared([party(US)], history({US: since("2011-05-18")}), asked())
    assert result.unknown["eu"].parties == (US,)
    assert "no version of 2016-10-16" in str(result.unknown["eu"].gone)
    assert result.unknown["gb"].gone is None
    assert result.counts.by_issuer["eu"].unknown == 1
    assert result.counts.overlap == (Overlap(("us",), 1, 1),)


def test_without_a_programme_any_listing_counts():
    row = only_row(
        {US: since("2005-06-29", "NPWMD"), OFSI: since("2011-12-02")}, question=asked(programme=None)
    )
    assert row.by_issuer["us"].in_programme is None
    assert row.first == ("us",)
    assert row.elsewhere == ()


def test_another_kind_is_left_out():
    ship = party(US)
    assert compared([ship], history({US: since("2011-05-18")}), asked(kind="Person")).parties
    other = type(ship)(ship.id, ship.name, "Vessel", ship.listings)
    assert not compared([other], history({US: since("2011-05-18")}), asked(kind="Person")).parties


# --- whatever is held ------------------------------------------------------------------------------

DATED = st.builds(
    since,
    st.one_of(st.none(), st.dates(date(2011, 1, 1), date(2020, 1, 1)).map(date.isoformat)),
    derived=st.booleans(),
)
ELSEWHERE = st.builds(lambda one: State(("SDGT",), one.listed), DATED)


@st.composite
def worlds(draw):
    parties, listings = [], {}
    for number in range(draw(st.integers(1, 6))):
        own = []
        for dataset in draw(
            st.sets(st.sampled_from(["us_ofac_sdn", "gb_hmt_sanctions", "eu_fsf"]), min_size=1)
        ):
            key = f"{dataset}:{number}"
            states = st.one_of(st.none(), DATED, ELSEWHERE if dataset == "us_ofac_sdn" else DATED)
            listings[key] = [draw(states) for _ in DAYS[dataset]]
            own.append(key)
        parties.append(party(*sorted(own)))
    return parties, history(listings)


@given(world=worlds(), on=st.dates(date(2012, 1, 1), date(2026, 11, 26)))
def test_every_number_counts_rows_and_every_row_names_listings(world, on):
    parties, held = world
    result = compared(parties, held, asked(on=on.isoformat()))
    rows = result.parties
    for issuer, counts in result.counts.by_issuer.items():
        answers = Counter(row.by_issuer[issuer].answer for row in rows if issuer not in row.elsewhere)
        assert answers == +Counter(
            listed=counts.listed,
            reconstructed=counts.reconstructed,
            unknown=counts.unknown,
            not_listed=counts.not_listed,
        )
        assert sum(answers.values()) + counts.elsewhere == result.counts.parties == len(rows)
        assert len(result.unknown[issuer].parties) == counts.unknown
        for row in rows:
            on_issuer = row.by_issuer[issuer]
            assert on_issuer.listings or on_issuer.answer in {"not_listed", "unknown"}
            assert issuer not in row.missing or on_issuer.answer == "not_listed"
    assert sum(one.parties for one in result.counts.overlap) <= len(rows)
    assert all(lag.parties == len(lag.days) for lag in result.lags)


@given(world=worlds())
def test_the_order_of_the_parties_changes_nothing(world):
    parties, held = world
    assert compared(parties, held, asked()) == compared(parties[::-1], held, asked())
