"""A store of lists → what a comparison needs of it: histories, the texts of grounds, and its proof."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from ostrakon.coalition.comparison import ComparisonProof, Text
from ostrakon.coalition.grounds import TextOf
from ostrakon.coalition.history import History, datasets_of
from ostrakon.coalition.question import Question
from ostrakon.lists.coverage import not_covered
from ostrakon.lists.moments import end_of_day
from ostrakon.lists.sightings import Timelines
from ostrakon.matching.resolution import Party
from ostrakon.model import Checked, Listing, ListVersion, NotChecked

__all__ = ["Progress", "counted", "history_of", "proof_of", "texts_of"]

# What is being done, how much of it is done, and how much there is; 0 where that is not known.
Progress = Callable[[str, int, int], None]

_NO_PROGRAMME = "{issuer} has no programme of {subject}: its silence is no gap."
_DATES_OF_ENTRIES = (
    "US listing dates are those of the entry, not of a programme: a tag added later shows the day of the "
    "first designation."
)


_TOLD_EVERY = 500  # parties; a bar that moves for each costs more than the comparison


class _Store(Protocol):
    def versions(self, dataset: str) -> Sequence[ListVersion]: ...
    def timeline(
        self, dataset: str, listing_id: str, *, as_of: datetime
    ) -> Sequence[tuple[date, Listing | None]]: ...


def history_of(store: _Store, timelines: Timelines, question: Question, progress: Progress) -> History:
    """Every version captured by the day asked from. Raises NotHeld where an issuer has none."""
    held = {dataset: _held(store, dataset, question) for dataset in _datasets(question)}
    days = {dataset: [version.captured_at.date() for version in known] for dataset, known in held.items()}
    History({}, days).refuse_nothing_held(question)
    read = {}
    for number, dataset in enumerate(held):
        progress("reading the lists", number, len(held))
        read[dataset] = timelines.whole(dataset)
    return History(read, days)


def counted(parties: Sequence[Party], progress: Progress) -> Iterator[Party]:
    """`parties`, telling `progress` every so often how many are through."""
    for number, party in enumerate(parties):
        if number % _TOLD_EVERY == 0:
            progress("comparing parties", number, len(parties))
        yield party


def texts_of(store: _Store, question: Question) -> TextOf:
    known = end_of_day(question.as_of)

    def text_of(listing_id: str) -> Text | None:
        dataset, _, id_ = listing_id.partition(":")
        timeline = store.timeline(dataset, id_, as_of=known)
        before = [one for day, one in timeline if day <= question.in_force_on]
        after = [one for day, one in timeline if day > question.in_force_on]
        shown = next((one for one in (*reversed(before), *after) if one is not None), None)
        return None if shown is None else _text(listing_id, shown)

    return text_of


def proof_of(store: _Store, question: Question) -> ComparisonProof:
    checked: list[Checked] = []
    missing: list[NotChecked] = []
    for dataset in _datasets(question):
        held = _held(store, dataset, question)
        checked += [_checked(version, question.as_of) for version in held]
        if not held:
            missing.append(NotChecked(dataset, f"no version held for {question.as_of}"))
    notes = list(not_covered(dict.fromkeys(one.dataset for one in checked)))
    if "us" in question.issuers:
        notes.append(_DATES_OF_ENTRIES)
    if question.subject is not None:
        notes += [
            _NO_PROGRAMME.format(issuer=issuer, subject=question.subject.name)
            for issuer in question.issuers
            if not question.has_programme(issuer)
        ]
    return ComparisonProof(
        as_of=question.as_of,
        in_force_on=question.in_force_on,
        issuers=question.issuers,
        programme=None if question.subject is None else question.subject.name,
        kind=question.kind,
        checked=tuple(checked),
        not_checked=tuple(missing),
        not_covered=tuple(notes),
    )


def _datasets(question: Question) -> list[str]:
    return [dataset for issuer in question.issuers for dataset in datasets_of(issuer)]


def _held(store: _Store, dataset: str, question: Question) -> list[ListVersion]:
    known = end_of_day(question.as_of)
    return [version for version in store.versions(dataset) if version.captured_at <= known]


def _text(listing_id: str, listing: Listing) -> Text:
    bases = dict.fromkeys(basis for programme in listing.programmes for basis in programme.legal_basis)
    return Text(listing_id, listing.programme_codes, tuple(bases), listing.reasons)


def _checked(version: ListVersion, as_of: date) -> Checked:
    return Checked(
        dataset=version.dataset,
        version=version.name,
        captured_at=version.captured_at.isoformat(),
        captured_basis=version.captured_basis,
        imported_at=version.imported_at.isoformat() if version.imported_at else None,
        published_on=version.published_on,
        sha256=version.sha256,
        listings=version.listings,
        age_days=max((as_of - version.captured_at.date()).days, 0),
        remarks=version.remarks,
    )
