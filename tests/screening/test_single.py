"""An answer holds its proof, keeps the two clocks apart, and never takes silence for clearance."""

from datetime import UTC, date, datetime

import pytest
from support.homes import home_with
from support.listings import person

from ostrakon import Query
from ostrakon.errors import NotHeld, OstrakonError, UsageError

ASSAD = Query(name="Bachar el-Assad")


def parties(answer):
    return {hit.party for hit in answer.hits}


def test_a_home_without_room_for_an_index_is_no_fault_of_ours(tmp_path):
    engine = home_with(tmp_path, {"us_ofac_sdn": {date(2016, 3, 25): [person("1", "A B")]}})
    (tmp_path / "index").write_text("in the way")
    with pytest.raises(OstrakonError, match="index cannot be written"):
        engine.screen(ASSAD)


def test_the_day_before_the_first_capture_nothing_was_known(engine):
    with pytest.raises(NotHeld, match="2016-03-22"):
        engine.screen(ASSAD, as_of=date(2016, 3, 22))


def test_on_the_day_of_capture_it_was_known(engine):
    answer = engine.screen(ASSAD, as_of=date(2016, 3, 25))
    assert parties(answer) == {"us_ofac_sdn:12735", "gb_hmt_sanctions:11928"}


def test_lists_not_held_for_the_day_are_named(engine):
    proof = engine.screen(ASSAD, as_of=date(2016, 10, 16)).proof
    assert {checked.dataset for checked in proof.checked} == {"us_ofac_sdn", "gb_hmt_sanctions"}
    assert {left_out.dataset for left_out in proof.not_checked} == {
        "us_ofac_cons",
        "gb_fcdo_sanctions",
        "eu_fsf",
        "un_sc_sanctions",
    }


def test_a_closed_list_is_left_out_from_its_closing_day_unless_named(engine):
    assert "gb_hmt_sanctions" in {
        c.dataset for c in engine.screen(ASSAD, as_of=date(2026, 1, 27)).proof.checked
    }
    today = engine.screen(ASSAD)
    assert "gb_hmt_sanctions" not in {checked.dataset for checked in today.proof.checked}
    assert "closed" in next(n.why for n in today.proof.not_checked if n.dataset == "gb_hmt_sanctions")
    assert parties(engine.screen(ASSAD, datasets=["gb_hmt_sanctions"])) == {"gb_hmt_sanctions:11928"}


def test_a_version_shows_its_hash_and_its_age_on_the_day_asked_for(engine):
    (us, _) = engine.screen(ASSAD, as_of=date(2016, 10, 16)).proof.checked
    assert (us.version, us.age_days, len(us.sha256), us.captured_basis) == ("2016-03-25", 205, 64, "given")


def test_what_was_listed_later_was_not_known_then(engine):
    makhlouf = Query(name="Rami Makhlouf")
    assert not engine.screen(makhlouf, as_of=date(2016, 10, 16)).hits
    assert engine.screen(makhlouf).hits


def test_in_force_on_leaves_out_what_was_listed_after_that_day(engine):
    makhlouf = Query(name="Rami Makhlouf")
    assert not engine.screen(makhlouf, in_force_on=date(2016, 12, 22)).hits
    (hit,) = engine.screen(makhlouf, in_force_on=date(2016, 12, 23)).hits
    assert hit.listings[0].status == "reconstructed"


def test_an_entry_removed_since_is_found_for_the_days_on_which_it_stood(tmp_path):
    gone = person("99", "Orik VANTU")
    stayed = person("98", "Teru KELL")
    versions = {date(2016, 3, 25): [gone, stayed], date(2018, 1, 26): [stayed], date(2026, 1, 1): [stayed]}
    engine = home_with(tmp_path, {"us_ofac_sdn": versions})
    asked = Query(name="Orik Vantu")
    assert not engine.screen(asked).hits
    (hit,) = engine.screen(asked, in_force_on=date(2016, 3, 25)).hits
    assert hit.listings[0].status == "listed"
    (hit,) = engine.screen(asked, in_force_on=date(2017, 3, 25)).hits
    assert hit.listings[0].status == "unknown"
    assert not engine.screen(asked, in_force_on=date(2018, 1, 26)).hits


def test_each_issuer_answers_for_the_day_and_silence_is_not_taken_for_a_no(engine):
    then = engine.screen(ASSAD, in_force_on=date(2016, 10, 16))
    assert then.in_force == {"us": "listed", "gb": "listed"}
    nobody = Query(name="Nobody Inparticular")
    assert engine.screen(nobody, in_force_on=date(2016, 10, 16)).in_force == {
        "us": "not_listed",
        "gb": "not_listed",
    }
    before_all = engine.screen(nobody, in_force_on=date(2015, 1, 1))
    assert before_all.in_force == {"us": "unknown", "gb": "unknown"}
    assert any("no version of that day" in gap for gap in before_all.proof.not_covered)
    assert engine.screen(ASSAD).in_force == {}


def test_the_versions_around_the_day_of_effect_are_in_the_proof(engine):
    checked = engine.screen(ASSAD, in_force_on=date(2016, 10, 16)).proof.checked
    assert [(one.dataset, one.version) for one in checked if one.dataset == "us_ofac_sdn"] == [
        ("us_ofac_sdn", "2026-11-01"),
        ("us_ofac_sdn", "2016-03-25"),
    ]


def test_the_limit_counts_only_what_was_in_force(engine):
    answer = engine.screen(
        Query(name="Rami Makhlouf Ali Mamluk"), threshold=0.1, limit=1, in_force_on=date(2016, 12, 22)
    )
    assert [hit.party for hit in answer.hits] == ["us_ofac_sdn:33333"]


def test_an_answer_says_when_its_limit_left_hits_out(engine):
    assert engine.screen(ASSAD, limit=1).more_hits
    assert not engine.screen(ASSAD, limit=10).more_hits


def test_an_unknown_listing_date_stays_unknown_where_no_version_tells(engine):
    (hit,) = engine.screen(Query(name="Ali Mamluk"), in_force_on=date(2015, 12, 22)).hits
    assert hit.listings[0].status == "unknown"
    assert hit.listings[0].listed_on is None


def test_what_stands_in_a_version_before_and_one_after_was_listed_without_a_date(engine):
    (hit,) = engine.screen(Query(name="Ali Mamluk"), in_force_on=date(2016, 12, 22)).hits
    assert (hit.listings[0].status, hit.listings[0].standing) == ("listed", "in_force")


def test_a_taken_over_uk_listing_shows_the_day_of_the_first_one(engine):
    hit = next(h for h in engine.screen(ASSAD).hits if h.party == "gb_fcdo_sanctions:SYR0026")
    assert (hit.listings[0].listed_on, hit.listings[0].date_basis) == (date(2011, 5, 24), "stated")


def test_many_answers_come_in_order_and_equal_single_ones(engine):
    queries = [ASSAD, Query(name="Nobody Inparticular"), Query(name="ISIS")]
    assert list(engine.screen_many(queries)) == [engine.screen(query) for query in queries]


def test_the_answer_says_what_no_list_shows(engine):
    assert any("own or control" in gap for gap in engine.screen(ASSAD).proof.not_covered)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"threshold": 1.5}, "threshold"),
        ({"limit": 0}, "limit"),
        ({"as_of": date(2027, 1, 1)}, "not come yet"),
        ({"as_of": date(2016, 10, 16), "in_force_on": date(2017, 1, 1)}, "later than"),
        ({"datasets": ["us_ofac_sdm"]}, "us_ofac_sdm"),
        ({"datasets": "us_ofac_sdn"}, "several"),
        ({"as_of": datetime(2016, 10, 16, tzinfo=UTC)}, "give a day"),
    ],
)
def test_a_senseless_question_is_refused_by_name(engine, options, said):
    with pytest.raises(UsageError, match=said):
        engine.screen(ASSAD, **options)


@pytest.mark.parametrize(
    "query",
    [
        Query(name="   "),
        Query(name="A", kind="Ship"),
        Query(name="A", birth_date="1965/09/11"),
        Query(name="A", countries=("Atlantis",)),
        Query(name="A", countries=("qq",)),
        Query(name="A", identifiers=("---",)),
        Query(name="", identifiers=("123",)),
        Query(name="A \ud800"),
    ],
)
def test_a_query_that_cannot_be_understood_is_refused(engine, query):
    with pytest.raises(UsageError):
        engine.screen(query)


def test_lists_of_facts_become_part_of_a_frozen_query():
    query = Query(name="A", countries=["sy"], identifiers=["X12345"])
    assert query == Query(name="A", countries=("sy",), identifiers=("X12345",))
    assert hash(query)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": None},
        {"name": "A", "countries": "sy"},
        {"name": "A", "identifiers": [5]},
        {"name": "A", "birth_date": date(1965, 9, 11)},
    ],
)
def test_a_query_of_another_type_is_refused_where_it_is_made(fields):
    with pytest.raises(UsageError, match="must be"):
        Query(**fields)


def test_a_named_list_that_is_not_held_is_no_silence(engine):
    with pytest.raises(NotHeld, match="eu_fsf"):
        engine.screen(ASSAD, datasets=["eu_fsf"])
