"""The report that the project began with, read: every item of its gold record, and nothing false besides."""

from collections.abc import Callable
from datetime import date

import pytest
from support.shared import seed_text

from ostrakon.claims.extraction.grammar import Grammar, Rules, grammar_of
from ostrakon.claims.reader import MOST_CHARACTERS, read
from ostrakon.errors import UsageError
from ostrakon.evidence.reduction import reduce_document
from ostrakon.model.claims import Claim, Reading
from ostrakon.settings import LANGUAGE_MODEL

SUNDAY = date(2016, 10, 16)
# Anchor words, value, outcome, who says it: facts on the seed, part A1.
FIGURES = [
    ("at least 9,364 people", 9364, "killed", "Syrian Observatory for Human Rights"),
    ("about 3,800 civilians", 3800, "killed", "Syrian Observatory for Human Rights"),
    ("5,500 fighters from the Islamic", 5500, "killed", "Syrian Observatory for Human Rights"),
    ("A further 20,000 civilians", 20000, "wounded", "Syrian Observatory for Human Rights"),
    ("450.000 Syrians", 450_000, "killed", "UN estimates"),
    ("more than 12 million", 12_000_000, "other", "UN estimates"),
]
QUOTATIONS = [  # part A2
    ("a lot of measures we’re", "Boris Johnson", SUNDAY),
    ("eventually come to bite", "Boris Johnson", SUNDAY),
    ("highly dubious", "Boris Johnson", SUNDAY),
    ("up to them to show", "Boris Johnson", SUNDAY),
    ("looking again at the more", "Boris Johnson", None),
    ("can’t do anything without a", "Boris Johnson", None),
    ("We are considering additional sanctions", "John Kerry", SUNDAY),
    ("some work to be done", "John Kerry", SUNDAY),
    ("It’s hard, and it’s hard", "John Kerry", SUNDAY),
]
STANCES = [  # part A3; "rejecting" is ruling_out for one's own act
    ("discuss more sanctions", "discussing", "United States"),
    ("were considering imposing additional sanctions", "considering", "United Kingdom and United States"),
    ("proposing to do with extra", "proposing", "Boris Johnson"),
    ("bring those responsible for war", "proposing", "Boris Johnson"),
    ("no appetite in Europe", "ruling_out", "Europe"),
    ("capable of retaking the city", "assessing", "Boris Johnson"),
    ("considering to intervene militarily", "considering", "United Kingdom government"),
    ("more kinetic options", "calling_for", "Boris Johnson"),
    ("without a coalition", "conditional", "Boris Johnson"),
    ("was considering", "considering", "United States"),
    ("not name Russia", "not_named", "John Kerry"),
    ("We are considering additional sanctions", "considering", "John Kerry"),
    ("not taken any options off", "not_ruled_out", "Barack Obama"),
    ("suspended bilateral discussions", "suspended", "United States"),
    ("open the door of possibility", "expecting", "John Kerry"),
    ("pursuing a Grozny solution", "reported_belief", "a lot of people"),
]
DEMANDS = [  # part A4
    ("called on Russia and Iran to agree", "Boris Johnson and John Kerry", "Russia and Iran"),
    ("to show leadership by agreeing", "Boris Johnson", "Russia and Iran"),
    ("get the ceasefire going", "Boris Johnson", "Russia and Iran"),
    ("urged Moscow to use its", "U.S. and its allies", "Russia"),
]
# Part B: those that rest on the text alone.
CHECKS = {
    "partition_sum": "pass",
    "derived_share": "info",
    "sourceless_figure": "warn",
    "attribution_scope": "warn",
    "number_format": "info",
    "unresolved_time_anchors": "warn",
    "position_tension": "info",
    "nested_attribution": "warn",
    "unsourced_legal_label": "warn",
}


@pytest.fixture(scope="module", params=["rules", "model"])
def seed(request: pytest.FixtureRequest) -> Reading:
    """Read by each extractor; by the language model only where it is installed."""
    try:
        grammar = grammar_of(request.param, LANGUAGE_MODEL)
    except UsageError as error:
        pytest.skip(str(error))
    return reading(seed_text(), SUNDAY, grammar)


def reading(content: bytes, dated: date | None = None, grammar: Grammar | None = None) -> Reading:
    document = reduce_document(content, name="report.txt")
    return read(
        document,
        grammar or Rules(),
        name="report.txt",
        dated=dated,
        listed=None,
        today=date(2026, 11, 26),
    )


def at(seed: Reading, words: str, kind: str, wanted: Callable[[Claim], bool] = lambda _: True) -> Claim:
    """The claim of that kind that holds `words`, overlapping their first place in the text."""
    start = seed.text.index(words)
    held = [
        one for one in seed.claims if one.kind == kind and one.start < start + len(words) and start < one.end
    ]
    return next(one for one in held if wanted(one))


@pytest.mark.parametrize(("words", "value", "outcome", "source"), FIGURES)
def test_every_figure_of_the_seed_is_read(
    seed: Reading, words: str, value: int, outcome: str, source: str
) -> None:
    figure = at(seed, words, "figure")
    assert figure.value is not None
    assert (figure.value.low, figure.outcome, figure.source) == (value, outcome, source)


def test_the_seed_holds_six_figures_and_no_more(seed: Reading) -> None:
    assert sum(one.kind == "figure" for one in seed.claims) == len(FIGURES)


def test_parts_and_further_items_of_the_seed_know_their_whole(seed: Reading) -> None:
    whole, civilians, fighters, wounded, *_ = (one for one in seed.claims if one.kind == "figure")
    assert civilians.part_of == fighters.part_of == whole.id
    assert wounded.part_of is None
    assert (wounded.relation, wounded.source_basis) == ("further", "inferred")
    assert whole.perpetrator == "Russia"
    assert whole.window is not None
    assert whole.window.start == date(2015, 9, 30)
    assert fighters.qualifier == "about"


@pytest.mark.parametrize(("words", "speaker", "spoken_on"), QUOTATIONS)
def test_every_quotation_of_the_seed_has_its_speaker_and_day(
    seed: Reading, words: str, speaker: str, spoken_on: date | None
) -> None:
    quotation = at(seed, words, "quotation")
    assert (quotation.speaker, quotation.spoken_on) == (speaker, spoken_on)


def test_the_seed_holds_nine_quotations_and_no_more(seed: Reading) -> None:
    assert sum(one.kind == "quotation" for one in seed.claims) == len(QUOTATIONS)


@pytest.mark.parametrize(("words", "modality", "actor"), STANCES)
def test_every_stance_of_the_seed_is_read(seed: Reading, words: str, modality: str, actor: str) -> None:
    stance = at(seed, words, "stance", lambda one: one.modality == modality)
    assert stance.actor is not None
    assert actor in stance.actor


def test_the_seed_holds_no_stance_or_demand_besides(seed: Reading) -> None:
    assert sum(one.kind == "stance" for one in seed.claims) == len(STANCES)
    assert sum(one.kind == "demand" for one in seed.claims) == len(DEMANDS)


@pytest.mark.parametrize(("words", "by", "to"), DEMANDS)
def test_every_demand_of_the_seed_is_read(seed: Reading, words: str, by: str, to: str) -> None:
    demand = at(seed, words, "demand")
    assert (demand.actor, demand.target) == (by, to)


def test_every_check_of_the_seed_that_its_text_allows_is_raised_and_no_other(seed: Reading) -> None:
    assert {check.check: check.level for check in seed.checks} == CHECKS
    assert len(seed.checks) == len(CHECKS)


def test_without_its_day_nothing_of_the_seed_is_dated() -> None:
    undated = reading(seed_text())
    assert undated.document.dated is None
    assert {one.spoken_on for one in undated.claims} == {None}
    assert all(time.first is None for time in undated.times if time.relative)


def test_boilerplate_of_the_seed_says_nothing(seed: Reading) -> None:
    apart = seed.document.set_apart
    assert [one.kind for one in apart] == ["repeated_headline", "read_more", "tag_line"]
    assert not any(a.start <= claim.start < a.end for claim in seed.claims for a in apart)


def test_every_claim_is_a_proposal_with_its_place_and_extractor(seed: Reading) -> None:
    for claim in seed.claims:
        assert seed.text[claim.start : claim.end] == claim.text
        assert claim.review == "proposed"
        assert claim.extractor == seed.document.extractor


def test_a_text_as_long_as_a_shelf_of_books_is_refused() -> None:
    with pytest.raises(UsageError, match=r"at most 1,000,000"):
        reading(b"Two people died. " * (MOST_CHARACTERS // 16))
