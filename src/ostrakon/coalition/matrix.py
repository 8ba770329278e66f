"""Parties and the history of each issuer's lists → who lists whom on the day, and what follows from it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ostrakon.coalition.comparison import (
    Comparison,
    ComparisonProof,
    Counts,
    Dropped,
    IssuerCounts,
    OnIssuer,
    Overlap,
    PartyRow,
    Unknown,
)
from ostrakon.coalition.grounds import TextOf, grounds_of
from ostrakon.coalition.history import History, datasets_of, judged, under
from ostrakon.coalition.lags import Dated, lag_statistics, lags_of
from ostrakon.coalition.question import Question
from ostrakon.lists.programmes import follow_up, programme_of
from ostrakon.matching.resolution import Party, Undecided
from ostrakon.model import InForceAnswer

__all__ = ["compare"]

SURE: frozenset[InForceAnswer] = frozenset({"listed", "reconstructed"})

_GONE = (
    "no version of {day} or before is held: parties that were listed on that day and removed since do not "
    "show"
)


class Found(Struct, frozen=True):
    """A row, and the issuers that took the party off, each with the last version that shows it."""

    row: PartyRow
    dropped_by: dict[str, date]


def compare(
    parties: Iterable[Party],
    undecided: Iterable[Undecided],
    history: History,
    question: Question,
    *,
    text_of: TextOf,
    proof: ComparisonProof,
) -> Comparison:
    """The comparison of `question`.

    A party has a row when an issuer lists it on the day under the programme asked for, or when whether it
    does is unknown although one of its versions has it. Where a pair of listings is `undecided`, whether
    the other's issuer lists the party is unknown.
    """
    found = sorted(_rows(parties, _pairs(undecided), history, question), key=lambda one: _order(one.row))
    rows = tuple(one.row for one in found)
    only_here = {
        issuer: tuple(row.party for row in rows if _listing(row) == (issuer,) and _only(row, question))
        for issuer in question.issuers
    }
    dropped = tuple(_dropped(found))
    return Comparison(
        parties=rows,
        unknown={issuer: _unknown(issuer, rows, history, question) for issuer in question.issuers},
        counts=_counts(rows, question, only_here, dropped),
        lags=lag_statistics(rows, question.issuers),
        only_here=only_here,
        dropped=dropped,
        grounds=grounds_of(rows, question, text_of),
        proof=proof,
    )


# --- rows ------------------------------------------------------------------------------------------


def _pairs(undecided: Iterable[Undecided]) -> Mapping[str, frozenset[str]]:
    """Per listing, those of which it is not decided whether they are the same party's."""
    others: dict[str, set[str]] = {}
    for pair in undecided:
        others.setdefault(pair.one, set()).add(pair.other)
        others.setdefault(pair.other, set()).add(pair.one)
    return {listing: frozenset(several) for listing, several in others.items()}


def _rows(
    parties: Iterable[Party],
    undecided: Mapping[str, frozenset[str]],
    history: History,
    question: Question,
) -> Iterator[Found]:
    issuer_of = {dataset: issuer for issuer in question.issuers for dataset in datasets_of(issuer)}
    silence = {issuer: _on_issuer(issuer, (), history, question) for issuer in question.issuers}
    for party in parties:
        if question.kind not in {None, party.kind}:
            continue
        own: dict[str, tuple[str, ...]] = {}
        for key in party.listings:
            issuer = issuer_of.get(key.partition(":")[0])
            if issuer is not None:
                own[issuer] = (*own.get(issuer, ()), key)
        if any(history.concerns(key, issuer, question.subject) for issuer in own for key in own[issuer]):
            perhaps = _perhaps(party, undecided, issuer_of)
            found = _found(party, own, perhaps, silence, history, question)
            if found is not None:
                yield found


def _perhaps(
    party: Party, undecided: Mapping[str, frozenset[str]], issuer_of: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """By issuer, listings that may be the party's as well."""
    found: dict[str, tuple[str, ...]] = {}
    for key in sorted({other for own in party.listings for other in undecided.get(own, ())}):
        issuer = issuer_of.get(key.partition(":")[0])
        if issuer is not None:
            found[issuer] = (*found.get(issuer, ()), key)
    return found


def _found(
    party: Party,
    own: Mapping[str, tuple[str, ...]],
    perhaps: Mapping[str, tuple[str, ...]],
    silence: Mapping[str, tuple[OnIssuer, list[date]]],
    history: History,
    question: Question,
) -> Found | None:
    by_issuer: dict[str, OnIssuer] = {}
    dropped_by: dict[str, date] = {}
    matters = False
    for issuer in question.issuers:
        if issuer in own:
            on, shown = _on_issuer(issuer, own[issuer], history, question)
        else:
            on, shown = silence[issuer]
            on = _doubted(issuer, on, perhaps.get(issuer, ()), history, question)
        by_issuer[issuer] = on
        by_then = [day for day in shown if day <= question.in_force_on]
        if on.status == "delisted" and by_then:
            dropped_by[issuer] = by_then[-1]
        matters |= bool(shown) and on.answer != "not_listed" and on.in_programme is not False
    if not matters:
        return None
    return Found(_row(party, by_issuer, question), dropped_by)


def _on_issuer(
    issuer: str, listings: tuple[str, ...], history: History, question: Question
) -> tuple[OnIssuer, list[date]]:
    """What the issuer's lists say, and the days of the versions that show the party under the programme."""
    of_subject = history.seen(issuer, listings)
    within = anywhere = judged(question, issuer, of_subject)
    if question.subject is not None:
        telling = history.seen(issuer, history.telling_programmes(listings))
        of_subject = [under(question.subject, issuer, one) for one in telling]
        # A second list that never had the party under the programme has nothing to say of it.
        of_subject = [one for n, one in enumerate(of_subject) if n == 0 or any(s.states for s in one)]
        within = judged(question, issuer, of_subject)
    elsewhere = question.subject is not None and within.answer == "not_listed" and anywhere.answer in SURE
    told = anywhere if elsewhere else within
    on = OnIssuer(
        answer=told.answer,
        listed_on=told.listed.day,
        date_basis=told.listed.basis,
        status=told.standing,
        in_programme=_in_programme(question, within.answer, elsewhere=elsewhere),
        programmes=tuple(dict.fromkeys((*told.codes, *anywhere.codes))),
        listings=listings,
    )
    return on, sorted(one.on for history in of_subject for one in history if one.states)


def _doubted(
    issuer: str, on: OnIssuer, perhaps: tuple[str, ...], history: History, question: Question
) -> OnIssuer:
    """The silence of an issuer, in view of listings that may be the party's after all."""
    if not perhaps:
        return on
    other, _ = _on_issuer(issuer, perhaps, history, question)
    if other.answer == "not_listed":
        return replace(on, perhaps=perhaps)
    return replace(on, answer="unknown", in_programme=None, perhaps=perhaps)


def _in_programme(question: Question, within: InForceAnswer, *, elsewhere: bool) -> bool | None:
    if question.subject is None or within == "unknown":
        return None
    return within in SURE and not elsewhere


def _row(party: Party, by_issuer: dict[str, OnIssuer], question: Question) -> PartyRow:
    row = PartyRow(party.id, party.name, party.kind, by_issuer, (), {})
    listing = _listing(row)
    first, lag_days = lags_of({issuer: Dated.of(by_issuer[issuer]) for issuer in listing})
    counterpart = _has_counterpart(row, listing, question)
    missing = tuple(
        issuer
        for issuer, on in by_issuer.items()
        if on.answer == "not_listed" and listing and counterpart and question.has_programme(issuer)
    )
    elsewhere = tuple(i for i, on in by_issuer.items() if on.in_programme is False and on.answer in SURE)
    eligible = {
        issuer: f"eligible under {rule.act}"
        for issuer in missing
        if (rule := follow_up(issuer, after=set(listing), day=question.in_force_on)) is not None
    }
    return replace(
        row,
        first=first,
        lag_days=lag_days,
        missing=missing,
        elsewhere=elsewhere,
        counterpart=counterpart,
        eligible=eligible,
    )


def _listing(row: PartyRow) -> tuple[str, ...]:
    """The issuers that are known to list the party under the programme asked for, or under any."""
    return tuple(i for i, on in row.by_issuer.items() if on.answer in SURE and on.in_programme is not False)


def _has_counterpart(row: PartyRow, listing: Sequence[str], question: Question) -> bool:
    """Whether some programme it is listed under, of those asked for, has the like of with other issuers."""
    subject = question.subject
    known = [
        programme
        for issuer in listing
        for code in row.by_issuer[issuer].programmes
        if (programme := programme_of(issuer, code)) is not None
        and (subject is None or subject.holds(issuer, code))
    ]
    return not known or any(programme.counterpart for programme in known)


def _order(row: PartyRow) -> tuple[date, str]:
    days = [on.listed_on for on in row.by_issuer.values() if on.listed_on is not None and on.answer in SURE]
    return min(days, default=date.max), row.party


# --- what follows ----------------------------------------------------------------------------------


def _only(row: PartyRow, question: Question) -> bool:
    """Whether every other issuer that has such a programme is known not to list the party at all."""
    others = [i for i in question.issuers if i not in _listing(row) and question.has_programme(i)]
    return bool(others) and set(others) == set(row.missing)


def _dropped(found: Sequence[Found]) -> Iterator[Dropped]:
    for one in found:
        kept_by = _listing(one.row)
        if one.dropped_by and kept_by:
            yield Dropped(one.row.party, one.row.name, tuple(one.dropped_by), kept_by, one.dropped_by)


def _unknown(issuer: str, rows: Sequence[PartyRow], history: History, question: Question) -> Unknown:
    parties = tuple(row.party for row in rows if row.by_issuer[issuer].answer == "unknown")
    held = history.held_by(issuer, question.in_force_on)
    return Unknown(parties, None if held else _GONE.format(day=question.in_force_on))


def _counts(
    rows: Sequence[PartyRow],
    question: Question,
    only_here: Mapping[str, Sequence[str]],
    dropped: Sequence[Dropped],
) -> Counts:
    return Counts(
        parties=len(rows),
        by_issuer={issuer: _issuer_counts(issuer, rows) for issuer in question.issuers},
        overlap=_overlap(rows),
        only_here={issuer: len(parties) for issuer, parties in only_here.items()},
        missing={issuer: sum(issuer in row.missing for row in rows) for issuer in question.issuers},
        dropped=len(dropped),
        no_counterpart=sum(not row.counterpart for row in rows),
    )


def _issuer_counts(issuer: str, rows: Sequence[PartyRow]) -> IssuerCounts:
    elsewhere = sum(issuer in row.elsewhere for row in rows)
    counted = Counter(row.by_issuer[issuer].answer for row in rows if issuer not in row.elsewhere)
    return IssuerCounts(
        listed=counted["listed"],
        reconstructed=counted["reconstructed"],
        unknown=counted["unknown"],
        not_listed=counted["not_listed"],
        elsewhere=elsewhere,
    )


def _overlap(rows: Sequence[PartyRow]) -> tuple[Overlap, ...]:
    parties: Counter[tuple[str, ...]] = Counter()
    unknown: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        listing = _listing(row)
        if listing:
            parties[listing] += 1
            unknown[listing] += any(on.answer == "unknown" for on in row.by_issuer.values())
    ordered = sorted(parties, key=lambda issuers: (-len(issuers), -parties[issuers], issuers))
    return tuple(Overlap(issuers, parties[issuers], unknown[issuers]) for issuers in ordered)
