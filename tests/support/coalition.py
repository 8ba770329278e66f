"""Parties and histories of issuers, given in a line each, for tests of comparisons."""

from collections.abc import Mapping, Sequence
from datetime import date

from ostrakon.coalition import Comparison, ComparisonProof, History, Question, compare, question_of
from ostrakon.coalition.grounds import TextOf
from ostrakon.lists.first_listed import ListedOn
from ostrakon.lists.in_force import State
from ostrakon.matching.resolution import Party, Undecided

__all__ = ["DAYS", "asked", "compared", "history", "party", "since", "undecided"]

# When the lists of these tests were captured. The EU's was not, before 2026.
DAYS: dict[str, tuple[date, ...]] = {
    "us_ofac_sdn": (date(2016, 3, 25), date(2018, 1, 26), date(2025, 7, 1)),
    "us_ofac_cons": (date(2025, 1, 10),),
    "gb_hmt_sanctions": (date(2016, 3, 23), date(2020, 4, 27), date(2025, 4, 14)),
    "gb_fcdo_sanctions": (date(2026, 8, 22),),
    "eu_fsf": (date(2026, 2, 24),),
    "un_sc_sanctions": (date(2017, 6, 30), date(2026, 8, 1)),
}
_OF_THE_REGIME = "*"
_CODES = {
    "us_ofac_sdn": "SYRIA",
    "us_ofac_cons": "SYRIA",
    "gb_hmt_sanctions": "Syria",
    "gb_fcdo_sanctions": "The Syria (Sanctions) (EU Exit) Regulations 2019",
    "eu_fsf": "SYR",
    "un_sc_sanctions": "Al-Qaida",
}


def since(
    day: str | None = None, *codes: str, derived: bool = False, days: Mapping[str, date] | None = None
) -> State:
    """A state with a listing day; its programme is that of the Syrian regime unless `codes` are given."""
    listed = (
        ListedOn(None, "unknown")
        if day is None
        else ListedOn(date.fromisoformat(day), "derived" if derived else "stated")
    )
    return State(codes or (_OF_THE_REGIME,), listed, days=dict(days or {}))


def history(
    listings: Mapping[str, State | Sequence[State | None]], days: Mapping[str, Sequence[date]] = DAYS
) -> History:
    """`listings` are by `dataset:id`: one state in every version, or one per version, None where absent."""
    timelines: dict[str, dict[str, list[tuple[date, State | None]]]] = {dataset: {} for dataset in days}
    for key, states in listings.items():
        dataset, _, id_ = key.partition(":")
        held = days[dataset]
        along = [states] * len(held) if isinstance(states, State) else list(states)
        timelines[dataset][id_] = [
            (day, _named(dataset, state)) for day, state in zip(held, along, strict=True)
        ]
    return History(timelines, days)


def party(*listings: str, name: str = "Orik VANTU") -> Party:
    return Party(listings[0], name, "Person", listings)


def undecided(one: str, other: str) -> Undecided:
    return Undecided(one, other, 0.9, (), "score 0.90 is below 0.95")


def asked(
    *issuers: str,
    programme: str | None = "syria",
    on: str | None = "2016-10-16",
    as_of: str | None = None,
    kind: str | None = None,
) -> Question:
    return question_of(
        issuers or ("us", "gb", "eu"),
        programme=programme,
        kind="Person" if kind == "Person" else None,
        in_force_on=None if on is None else date.fromisoformat(on),
        as_of=None if as_of is None else date.fromisoformat(as_of),
        today=date(2026, 11, 26),
    )


def compared(
    parties: Sequence[Party],
    held: History,
    question: Question,
    *,
    pairs: Sequence[Undecided] = (),
    text_of: TextOf = lambda _: None,
) -> Comparison:
    proof = ComparisonProof(
        as_of=question.as_of,
        in_force_on=question.in_force_on,
        issuers=question.issuers,
        programme=None if question.subject is None else question.subject.name,
        kind=question.kind,
        checked=(),
        not_checked=(),
        not_covered=(),
    )
    return compare(parties, pairs, held, question, text_of=text_of, proof=proof)


def _named(dataset: str, state: State | None) -> State | None:
    if state is None or state.codes != (_OF_THE_REGIME,):
        return state
    return State((_CODES[dataset],), state.listed, state.suspended_from, state.suspended_until, state.days)
